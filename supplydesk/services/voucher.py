"""A voucher as its page shows it: what was typed, how far it is, what the books know of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from supplydesk.domain.lifecycle import Action, State, Steps, next_action
from supplydesk.domain.quantity import Measure, Pack, from_thousandths, write_plain
from supplydesk.queries import documents as posted_documents
from supplydesk.services import drafts, posted, register, settings, shown
from supplydesk.services.drafting import DraftLook, LookedLine, TakenLot, in_packs, look_at
from supplydesk.services.forms import AnyForm, ConfirmationForm, ConfirmationLine
from supplydesk.services.register import RegisterRow
from supplydesk.services.shown import Fact, ShownDocument, ShownLine
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


@dataclass(frozen=True, slots=True)
class Voucher:
    """One paper. ``next`` is the step that carries it on, None where it has arrived.

    ``open`` tells by line what of a slip is still on the road, in base units as text.
    """

    row: RegisterRow
    form: AnyForm
    look: DraftLook
    steps: Steps
    next: Action | None
    reviewed_by: str = ""
    approved_by: str = ""
    effective_at: datetime | None = None
    recorded_at: datetime | None = None
    facts: tuple[Fact, ...] = ()
    lines: Mapping[int, ShownLine] | None = None

    @property
    def posted(self) -> bool:
        """Whether it is in the books."""
        return self.lines is not None


def voucher(session: DeskSession, number: str) -> Voucher:
    """The paper numbered *number*, or born with that key.

    Raises:
        Refused: the person may not, or there is none.
    """
    found = shown.document(session, number)
    known = settings.load(session)
    steps = Steps(known.review, known.approve)
    if isinstance(found, ShownDocument):
        return _posted(session, found, steps)
    state = State(found.row.state)
    row = drafts.find(session, found.row.key)
    names = drafts.signatures(session, row)
    return Voucher(
        found.row,
        found.form,
        look_at(session, found.form),
        steps,
        next_action(state, steps),
        names.reviewed_by,
        names.approved_by,
    )


def _posted(session: DeskSession, found: ShownDocument, steps: Steps) -> Voucher:
    driver = Driver(session)
    head = posted_documents.head_by_key(driver, found.row.key)
    assert head is not None, "it was shown a moment ago, and nothing posted goes away"
    if head.reverses is not None:
        # Nobody typed a reversal: it undoes what was typed into the paper that it reverses.
        head = posted_documents.head_by_id(driver, head.reverses)
        assert head is not None, "what is reversed is in the books"
    return Voucher(
        found.row,
        _told(posted.form_of(head), found),
        DraftLook((), {line.line: _looked(line) for line in found.lines}),
        steps,
        None,
        found.reviewed_by,
        found.approved_by,
        found.effective_at,
        found.recorded_at,
        found.facts,
        {line.line: line for line in found.lines},
    )


def _told(form: AnyForm, found: ShownDocument) -> AnyForm:
    """*form* with the lines of which it only said that all of them arrived."""
    if not isinstance(form, ConfirmationForm) or not form.all_received:
        return form
    lines = tuple(
        ConfirmationLine(
            line=line.line, received=write_plain(from_thousandths(line.content["received"]))
        )
        for line in found.lines
    )
    return form.model_copy(update={"lines": lines})


def _looked(line: ShownLine) -> LookedLine:
    unit, decimals, packs = line.content["measure"]
    # A receipt's line accounts for what was short and broken as well; what it tells, posted as
    # before, is what was received.
    received = line.content.get("received")
    told = line.quantity if received is None else from_thousandths(received)
    sized = [Pack(name, Decimal(size) if size else None, rank) for name, size, rank in packs]
    return LookedLine(
        told,
        in_packs(told, Measure(unit, decimals, tuple(sized))),
        tuple(
            TakenLot(
                lot.lot,
                lot.lot_number,
                date.fromisoformat(lot.expires) if lot.expires else None,
                lot.quantity,
            )
            for lot in line.lots
        ),
    )


def beside(session: DeskSession, wanted: RegisterRow, step: int) -> str:
    """The number or key of the paper *step* places after *wanted* among those of its kind.

    Empty where there is none. Papers stand as in the register, oldest first.
    """
    ids = register.ids(session, register.Filters(kind=wanted.kind))
    at = ids.index(wanted.id) + step if wanted.id in ids else -1
    if not 0 <= at < len(ids):
        return ""
    (row,) = register.rows(session, ids[at : at + 1])
    return row.number or row.key
