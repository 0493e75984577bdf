"""What the register asks for and shows: filters, states, and one row for a paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from supplydesk.queries import register

POSTED_STATES = tuple(register.STATES)
DRAFT_STATES = ("draft", "reviewed", "approved", "void")
STATES = (*POSTED_STATES, *DRAFT_STATES)

Payload = Mapping[str, Any]  # JSON, so of any type


@dataclass(frozen=True, slots=True)
class Filters:
    """Which papers are asked for; what is empty narrows nothing.

    ``states`` are of `STATES` (none: every paper, posted or not), ``kind`` is a document's word
    (``dispatch``), the others are codes, ``number`` is a part of a number of ours, of an
    instruction's, or of one written by hand. ``first`` and ``last`` are voucher dates.
    """

    first: date | None = None
    last: date | None = None
    kind: str = ""
    warehouse: str = ""
    site: str = ""
    incident: str = ""
    item: str = ""
    number: str = ""
    states: frozenset[str] = field(default_factory=frozenset)
    newest_first: bool = False


class RegisterRow(NamedTuple):
    """One paper in the register.

    ``id`` is its key for `rows`; ``key`` the one that it was born with. ``other`` is the number
    of what it reverses, of what reversed it, or of the slip that it settles. ``quantity`` sums its
    lines in thousandths across units, below zero for a reversal, None while it is a draft.
    """

    id: int
    key: str
    kind: str
    number: str
    day: date
    state: str
    warehouse: str
    site: str
    incident: str
    instruction: str
    hand_number: str
    lines: int
    quantity: int | None
    prepared_by: str
    other: str
    note: str
