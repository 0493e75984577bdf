"""One document with all that the books know of it: head, lines, lots, what became known later."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from supplydesk.domain.lifecycle import State
from supplydesk.domain.problem import Refused, refuse
from supplydesk.domain.quantity import from_thousandths
from supplydesk.queries import articles
from supplydesk.queries import documents as posted_documents
from supplydesk.queries import drafts as unposted
from supplydesk.queries.documents import Head, PostedLine
from supplydesk.services import drafts, register
from supplydesk.services.dispatch import ISSUED_ABOUT, ORDERED_ABOUT
from supplydesk.services.forms import AnyForm, ConfirmationForm
from supplydesk.services.register import RegisterRow
from supplydesk.services.seats import require
from supplydesk.store.columns import instant
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


@dataclass(frozen=True, slots=True)
class ShownLot:
    """What a line moved of one lot, by which route (``dispatch``, ``delivered``, ``short`` …).

    ``unit_cost`` is in 1/10000 yuan; ``approximate`` where what lies of the
    lot is known from hearsay (余).
    """

    lot: int
    lot_number: str
    made: str | None
    expires: str | None
    reason: str
    quantity: Decimal
    unit_cost: int = 0
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line in base units; ``open`` is what is still on the road of a slip's line.

    ``content`` is what its kind alone says of it: a receipt's `FIGURES` in thousandths,
    the bin of opening stock.
    """

    line: int
    code: str
    name: str
    spec: str
    unit: str
    ordered: Decimal
    quantity: Decimal
    note: str
    content: Mapping[str, Any]
    lots: tuple[ShownLot, ...]
    open: Decimal | None = None

    @property
    def approximate(self) -> bool:
        """Whether its figure is from hearsay: opening stock's lots are, a slip's was typed so."""
        if any(lot.reason == "opening" for lot in self.lots):
            return any(lot.approximate for lot in self.lots)
        return bool(self.content.get(ISSUED_ABOUT))

    @property
    def ordered_approximate(self) -> bool:
        """Whether it was ordered as about so many."""
        return bool(self.content.get(ORDERED_ABOUT))


@dataclass(frozen=True, slots=True)
class Fact:
    """What became known later: its name and value, when and from whom, as the journal has it."""

    sequence: int
    name: str
    value: str
    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A posted document; ``content`` is its head as it was printed (JSON, so of any type).

    ``effective_at`` and ``recorded_at`` are in the desk's zone. A ``reversal`` takes its figures
    off; they stand here as they were in the document that it reverses.
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
    reversal: bool = False


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line of a paper that is not posted: the item it names, and its fields as typed."""

    line: int
    code: str
    name: str
    spec: str
    unit: str
    typed: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A paper that is not posted: its row in the register, what was typed, and who signed it."""

    row: RegisterRow
    form: AnyForm
    lines: tuple[TypedLine, ...]
    reviewed_by: str = ""
    approved_by: str = ""
    voided_by: str = ""


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
    form = drafts.form_of(draft)
    names = drafts.signatures(session, draft)
    voider = ""
    if row.state == State.VOID and draft.number is not None:
        voider = unposted.voided_by(driver, draft.number)
    return ShownDraft(
        row,
        form,
        _typed_lines(driver, form),
        names.reviewed_by,
        names.approved_by,
        voider,
    )


def _posted(session: DeskSession, driver: Driver, head: Head) -> ShownDocument:
    zone = session.seat.zone
    (row,) = register.rows(session, [head.id])
    lots: dict[int, list[ShownLot]] = {}
    moves = posted_documents.moves_of(driver, head.id)
    # A reversal takes back the last movement first, but reads as what it undoes.
    for move in reversed(moves) if head.reverses is not None else moves:
        lots.setdefault(move.line, []).append(
            ShownLot(
                move.lot,
                move.lot_number,
                move.made,
                move.expires,
                move.reason,
                from_thousandths(move.quantity),
                move.unit_cost,
                bool(move.approximate),
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
        tuple(
            Fact(one.sequence, one.name, one.value, instant(one.at).astimezone(zone), one.person)
            for one in posted_documents.later_facts(driver, head.id)
        ),
        head.reverses is not None,
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
        json.loads(line.content),
        lots,
        from_thousandths(still[line.line]) if line.line in still else None,
    )


def _typed_lines(driver: Driver, form: AnyForm) -> tuple[TypedLine, ...]:
    """The lines of *form* with the names behind their codes, where those lead to something."""
    if isinstance(form, ConfirmationForm):
        return _receipt_lines(driver, form)
    typed = [line.model_dump(mode="json") for line in form.lines]
    known = articles.by_code(driver, [line["item"] for line in typed])
    found = []
    for number, line in enumerate(typed, 1):
        article = known.get(line["item"])
        names = (article.name, article.spec, article.measure.unit) if article else ("", "", "")
        found.append(TypedLine(number, line["item"], *names, line))
    return tuple(found)


def _receipt_lines(driver: Driver, form: ConfirmationForm) -> tuple[TypedLine, ...]:
    slip = posted_documents.head_by_number(driver, form.dispatch)
    sent = {} if slip is None else {o.line: o for o in posted_documents.lines_of(driver, slip.id)}
    found = []
    for line in form.lines:
        of = sent.get(line.line)
        names = (of.code, of.name, of.spec, of.unit) if of else ("", "", "", "")
        found.append(TypedLine(line.line, *names, line.model_dump(mode="json")))
    return tuple(found)
