"""Drafts and their steps: saved as typed, reviewed, approved (numbered and held), posted or voided.

Steps that the settings switch off are passed over. Who made a paper does not review it where more
than one person uses the desk (制单≠审核).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from supplydesk.domain.lifecycle import Action, State, Steps, same_person_problem, step_problem
from supplydesk.domain.posting import KINDS
from supplydesk.domain.problem import Problem, Refused, refuse, stopping
from supplydesk.domain.settings import DeskSettings
from supplydesk.queries import documents as posted_documents
from supplydesk.queries.people import active_count, name_of
from supplydesk.services import ledger, settings
from supplydesk.services.dating import open_period
from supplydesk.services.documents import Approval, Signatures, check, post, resolve
from supplydesk.services.forms import AnyForm, unfinished
from supplydesk.services.known import Known
from supplydesk.services.ledger.reservations import Held, held_for
from supplydesk.services.moments import when
from supplydesk.services.posted import Posted, posted_before
from supplydesk.services.printable import require_printable
from supplydesk.services.resolving import Circumstances
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.store.tables.desk import Draft


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as it stands: how far it is, its number if it has one, and what is still wrong."""

    key: str
    kind: str
    state: str
    number: str | None
    version: int
    problems: tuple[Problem, ...] = ()


def save(session: DeskSession, form: AnyForm) -> Saved:
    """Keep *form* as a draft, however unfinished; saving it again replaces what was typed.

    Raises:
        Refused: the key belongs to a posted document that says something else, or the draft is
            past the state in which it may be edited.
    """
    require(session, "draft")
    before = posted_before(session, form.key, form.request())
    if before is not None:
        return Saved(form.key, form.kind, "posted", before.number, 1)
    row = _held(session, form.key)
    # What is held for this very paper is no shortage of it.
    problems = check(session, form, held_for(Driver(session), form.key))
    seat = session.seat
    if row is None:
        row = Draft(
            key=form.key,
            kind=form.kind,
            voucher_date=when(session, form).voucher_date,
            payload=form.payload(),
            request=form.request(),
            prepared_by=seat.person,
            changed_at=seat.now(),
        )
        session.add(row)
    elif row.request != form.request():
        _must_allow(Action.DRAFT, row, settings.load(session))
        row.kind, row.payload, row.request = form.kind, form.payload(), form.request()
        row.voucher_date = when(session, form).voucher_date
        row.version += 1
        # Whoever wrote it last is its maker, and cannot check what she changed herself.
        row.prepared_by, row.changed_at = seat.person, seat.now()
    session.flush()
    return Saved(row.key, row.kind, row.state, row.number, row.version, problems)


def find(session: DeskSession, key: str) -> Draft:
    """The draft born with *key* (or numbered so), to be looked at.

    Raises:
        Refused: there is none.
    """
    found = Driver(session).one("SELECT key FROM draft WHERE key = ? OR number = ?", (key, key))
    row = None if found is None else session.get(Draft, found[0])
    if row is None:
        raise _unknown(key)
    return row


def standing(session: DeskSession, key: str) -> Saved | None:
    """How far the paper born with *key* is, posted or not; None where there is none."""
    row = session.get(Draft, key)
    if row is not None:
        return Saved(row.key, row.kind, row.state, row.number, row.version)
    head = posted_documents.head_by_key(Driver(session), key)
    return None if head is None else Saved(key, head.kind, "posted", head.number, 1)


def _held(session: DeskSession, key: str) -> Draft | None:
    """The same to be moved on: nobody else moves it until this transaction ends."""
    driver = Driver(session)
    sql = "SELECT key FROM draft WHERE key = ? OR number = ?"
    found = driver.one(driver.either(sql, sql + " FOR UPDATE"), (key, key))
    return None if found is None else session.get(Draft, found[0])


def _unknown(key: str) -> Refused:
    return refuse(
        "unknown_draft",
        "services.drafts",
        "There is no draft {key}. It may have been posted or deleted meanwhile.",
        field="key",
        key=key,
    )


def _to_move(session: DeskSession, key: str) -> Draft:
    row = _held(session, key)
    if row is None:
        raise _unknown(key)
    return row


def form_of(row: Draft) -> AnyForm:
    """What was typed into the draft *row*."""
    return unfinished(row.payload)


def _must_allow(action: Action, row: Draft, wanted: DeskSettings) -> None:
    steps = Steps(review=wanted.review, approve=wanted.approve)
    problem = step_problem(action, State(row.state), steps)
    if problem is not None:
        raise Refused((problem,))


def review(session: DeskSession, key: str) -> Saved:
    """Sign *key* as reviewed: its maker may not, where the desk has more than one person."""
    require(session, "review")
    row = _to_move(session, key)
    _must_allow(Action.REVIEW, row, settings.load(session))
    _other_person(session, row)
    found = check(session, form_of(row))
    if stopping(found):
        raise Refused(found)
    row.state, row.reviewed_by, row.reason = "reviewed", session.seat.person, ""
    return _stepped(session, row, "review", warnings=found)


def send_back(session: DeskSession, key: str, reason: str) -> Saved:
    """Return a reviewed paper to its maker, with the *reason*."""
    require(session, "send_back")
    row = _to_move(session, key)
    _must_allow(Action.SEND_BACK, row, settings.load(session))
    reason = _said(reason)
    row.state, row.reviewed_by, row.reason = "draft", None, reason
    return _stepped(session, row, "send_back", reason)


def approve(session: DeskSession, key: str) -> Saved:
    """Approve *key*: it takes its number, and its goods are held until it is posted or voided."""
    require(session, "approve")
    row = _to_move(session, key)
    wanted = settings.load(session)
    _must_allow(Action.APPROVE, row, wanted)
    _other_person(session, row)
    form, seat = form_of(row), session.seat
    moment = when(session, form)
    if moment.problems:
        raise Refused(moment.problems)
    kind = KINDS[row.kind]
    open_period(session, kind, moment.voucher_date, wanted.cut_off)
    row.number = ledger.take_number(session, kind.series, moment.voucher_date, row.key)
    found = check(session, form)
    if stopping(found):
        raise Refused(found)
    row.state, row.approved_by, row.reason = "approved", seat.person, ""
    # The date that numbered it is its date from now on, whenever it is posted.
    dated = form.model_copy(update={"voucher_date": moment.voucher_date})
    row.voucher_date = moment.voucher_date
    session.flush()
    held: list[Held] = []
    if kind.picks:
        known = Known(session)
        around = Circumstances(known, wanted, moment.voucher_date, moment.effective_at)
        resolved = resolve(session, dated, around)
        held = [
            (line.row, take.place, take.lot, take.quantity)
            for line in resolved.lines
            for take in line.takes
        ]
        ledger.reserve(session, row.key, held)
    return _stepped(session, row, "approve", held=held, warnings=found)


def void(session: DeskSession, key: str, reason: str) -> Saved:
    """Void a numbered paper that is not posted: it keeps its number and lets its goods go."""
    require(session, "void")
    row = _to_move(session, key)
    if row.number is None:
        raise refuse(
            "not_numbered",
            "services.drafts",
            "This draft has no number yet. Delete it instead of voiding it.",
            field="key",
        )
    _must_allow(Action.VOID, row, settings.load(session))
    reason = _said(reason)
    ledger.release(session, row.key)
    row.state, row.reason = "void", reason
    return _stepped(session, row, "void", reason)


def _said(reason: str) -> str:
    """The *reason* of a step that takes a paper back, which stays with it."""
    if not reason.strip():
        raise refuse(
            "no_reason",
            "services.drafts",
            "Say why: the reason stays with the paper.",
            field="reason",
        )
    require_printable(reason=reason)
    return reason.strip()


def delete(session: DeskSession, key: str) -> None:
    """Delete a draft that has no number."""
    require(session, "delete_draft")
    row = _to_move(session, key)
    if row.number is not None:
        raise refuse(
            "numbered",
            "services.drafts",
            "{number} has its number and cannot be deleted. Void it instead.",
            field="key",
            number=row.number,
        )
    session.delete(row)
    session.flush()
    ledger.note(session, "delete_draft", key, {"kind": row.kind})


def post_draft(session: DeskSession, key: str) -> Posted:
    """Post the draft *key*, once every step that the settings ask for is done.

    A draft that was posted already gives its document again: the answer may have been lost.

    Raises:
        Refused: there is no such draft, a step is missing, or it cannot be posted.
    """
    require(session, "post")
    row = _held(session, key)
    if row is None:
        return _posted_from(session, key)
    _must_allow(Action.POST, row, settings.load(session))
    form = form_of(row)
    if row.number is not None:
        # The date that numbered it is its date, whenever it is posted.
        form = form.model_copy(update={"voucher_date": row.voucher_date})
    return post(session, form, Approval(row.number, signatures(session, row), row.request))


def _posted_from(session: DeskSession, key: str) -> Posted:
    driver = Driver(session)
    head = posted_documents.head_by_key(driver, key) or posted_documents.head_by_number(driver, key)
    before = None if head is None else posted_before(session, head.key, head.request)
    if before is None:
        raise _unknown(key)
    return before


def signatures(session: DeskSession, row: Draft) -> Signatures:
    """Who made, reviewed and approved the draft *row*, by name."""
    driver = Driver(session)
    return Signatures(
        name_of(driver, row.prepared_by) or session.seat.name,
        name_of(driver, row.reviewed_by),
        name_of(driver, row.approved_by),
    )


def _other_person(session: DeskSession, row: Draft) -> None:
    problem = same_person_problem(
        row.prepared_by, session.seat.person, active_count(Driver(session))
    )
    if problem is not None:
        raise Refused((problem,))


def _stepped(
    session: DeskSession,
    row: Draft,
    step: str,
    reason: str = "",
    held: Sequence[Held] = (),
    warnings: tuple[Problem, ...] = (),
) -> Saved:
    row.changed_at = session.seat.now()
    session.flush()
    # What was signed and what is held for it stand in the journal, so that `verify` can tell.
    content = {
        "key": row.key,
        "kind": row.kind,
        "reason": reason,
        "request": row.request,
        "held": [list(one) for one in held],
    }
    ledger.note(session, step, row.number or row.key, content)
    return Saved(row.key, row.kind, row.state, row.number, row.version, warnings)
