"""What a posted document hands to the ledger: frozen, resolved, in the ledger's own units.

Quantities and packs are whole thousandths, money is fen, unit costs are 1/10000 yuan, instants
are microseconds since 1970 UTC, days are ``2022-10-24``; places, items and lots are ids. What a
document has dozens of is a tuple, which costs a third of a frozen dataclass to make.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

CONTENT_VERSION = 1


class Line(NamedTuple):
    """One line as the paper shows it: name, spec and unit copied, safe from a later rename.

    The order of its fields is that of the columns of ``document_line``.
    """

    line: int
    item: int
    code: str
    name: str
    spec: str
    unit: str
    ordered: int
    quantity: int
    note: str
    content: str


class NewLot(NamedTuple):
    """A lot that comes into being with the document, on one of its lines."""

    line: int
    item: int
    lot_number: str
    owner: str
    origin: int | None
    maker: str
    made: str | None
    expires: str | None
    pack_size: int | None
    unit_cost: int
    approximate: bool


class Move(NamedTuple):
    """One lot from one place to another.

    ``lot`` is an id, or −n for the document's own nth new lot. ``amount`` and ``undoes`` belong
    to a reversal: the amount that the undone movement carried, and its place in the ledger.
    """

    line: int
    item: int
    lot: int
    from_place: int
    to_place: int
    reason: str
    quantity: int
    packs: int = 0
    amount: int | None = None
    undoes: int | None = None


class Carried(NamedTuple):
    """What a document does to the goods of a slip that is still on the road.

    ``document`` 0 is the document itself (a dispatch that opens its own consignment).
    """

    document: int
    line: int
    lot: int
    opened: int
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A document ready for the ledger.

    ``inside`` tells of every place that is named whether its goods are ours to count; ``seen``
    holds, by place and lot, what was available when lots were picked, so that another desk's
    posting in between is noticed; ``draft`` is the draft whose reservations are used up.
    """

    key: str
    kind: str
    voucher_date: str
    effective_at: int
    request: str
    content: str
    lines: tuple[Line, ...]
    moves: tuple[Move, ...]
    inside: Mapping[int, bool]
    lots: tuple[NewLot, ...] = ()
    carried: tuple[Carried, ...] = ()
    incident: int | None = None
    instruction: int | None = None
    warehouse: int | None = None
    site: int | None = None
    settles: int | None = None
    reverses: int | None = None
    prepared_by: str = ""
    reviewed_by: str = ""
    approved_by: str = ""
    draft: str | None = None
    seen: Mapping[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Appended:
    """Where the document went: its id (its place in the journal), number and chain head.

    ``latest`` is the journal's latest instant by then: after ``recorded_at`` where the clock was
    set back.
    """

    id: int
    number: str
    head: str
    recorded_at: int
    latest: int
