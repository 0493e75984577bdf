"""One document with all that the books know of it: head, lines, lots, what became known later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from supplydesk.domain.problem import Refused, refuse
from supplydesk.domain.quantity import from_thousandths
from supplydesk.queries import documents as posted_documents
from supplydesk.queries.documents import Head, PostedLine
from supplydesk.services import drafts, register
from supplydesk.services.forms import AnyForm
from supplydesk.services.register import RegisterRow
from supplydesk.services.seats import require
from supplydesk.store.columns import instant
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


@dataclass(frozen=True, slots=True)
class ShownLot:
    """What a line moved of one lot, by which route (``dispatch``, ``delivered``, ``short`` …)."""

    lot: int
    lot_number: str
    expires: str | None
    reason: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line in base units; ``open`` is what is still on the road of a slip's line."""

    line: int
    code: str
    name: str
    spec: str
    unit: str
    ordered: Decimal
    quantity: Decimal
    note: str
    lots: tuple[ShownLot, ...]
    open: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What became known later: its name and value, in the order of the journal."""

    sequence: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A posted document; ``content`` is its head as it was printed (JSON, so of any type).

    ``effective_at`` and ``recorded_at`` are in the desk's zone.
    """

    row: RegisterRow
    effective_at: datetime
    recorded_at: datetime
    reviewed_by: str
    approved_by: str
    head: str
    content: Mapping[str, Any]
    lines: tuple[ShownLine, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A paper that is not posted: its row in the register, and what was typed."""

    row: RegisterRow
    form: AnyForm


def document(session: DeskSession, number: str) -> ShownDocument | ShownDraft:
    """The document numbered *number* (or born with that key), posted or not.

    Raises:
        Refused: the person may not, or there is none.
    """
    require(session, "read_stock")
    driver = Driver(session)
    head = posted_documents.head_by_number(driver, number)
    head = head or posted_documents.head_by_key(driver, number)
    if head is not None:
        return _posted(session, driver, head)
    try:
        draft = drafts.find(session, number)
    except Refused:
        raise refuse(
            "unknown_number",
            "services.shown",
            "There is no document and no draft {number}. Look it up in the register.",
            field="number",
            number=number,
        ) from None
    (row,) = register.rows(session, [register.draft_id(draft.key)])
    return ShownDraft(row, drafts.form_of(draft))


def _posted(session: DeskSession, driver: Driver, head: Head) -> ShownDocument:
    zone = session.seat.zone
    (row,) = register.rows(session, [head.id])
    lots: dict[int, list[ShownLot]] = {}
    for move in posted_documents.moves_of(driver, head.id):
        lots.setdefault(move.line, []).append(
            ShownLot(
                move.lot,
                move.lot_number,
                move.expires,
                move.reason,
                from_thousandths(move.quantity),
            )
        )
    still: dict[int, int] = {}
    for one in posted_documents.open_of(driver, head.id):
        still[one.line] = still.get(one.line, 0) + one.open
    return ShownDocument(
        row,
        instant(head.effective_at).astimezone(zone),
        instant(head.recorded_at).astimezone(zone),
        head.reviewed_by,
        head.approved_by,
        head.head,
        head.facts(),
        tuple(
            _line(line, tuple(lots.get(line.line, ())), still)
            for line in posted_documents.lines_of(driver, head.id)
        ),
        tuple(Fact(*fact) for fact in posted_documents.facts_of(driver, head.id)),
    )


def _line(line: PostedLine, lots: tuple[ShownLot, ...], still: Mapping[int, int]) -> ShownLine:
    return ShownLine(
        line.line,
        line.code,
        line.name,
        line.spec,
        line.unit,
        from_thousandths(line.ordered),
        from_thousandths(line.quantity),
        line.note,
        lots,
        from_thousandths(still[line.line]) if line.line in still else None,
    )
