"""Drafts and their steps: saved as typed, reviewed, approved (numbered and held), posted or voided.

Steps that the settings switch off are passed over. Who made a paper does not review it where more
than one person uses the desk (制单≠审核).
"""

from dataclasses import dataclass

from supplydesk.domain.lifecycle import same_person_problem
from supplydesk.domain.posting import KINDS
from supplydesk.domain.problem import Problem, Refused, refuse
from supplydesk.domain.settings import DeskSettings
from supplydesk.queries.people import active_count, name_of
from supplydesk.services import ledger, settings
from supplydesk.services.documents import (
    Approval,
    Posted,
    Signatures,
    check,
    open_period,
    post,
    posted_before,
    resolve,
)
from supplydesk.services.forms import DOCUMENT, AnyForm
from supplydesk.services.moments import when
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
    problems = check(session, form)
    row = session.get(Draft, form.key)
    seat = session.seat
    if row is None:
        row = Draft(
            key=form.key,
            kind=form.kind,
            voucher_date=when(form, seat.now(), seat.zone).voucher_date,
            payload=form.payload(),
            request=form.request(),
            prepared_by=seat.person,
            changed_at=seat.now(),
        )
        session.add(row)
    elif row.request != form.request():
        _must_be(row, "draft")
        row.payload, row.request = form.payload(), form.request()
        row.voucher_date = when(form, seat.now(), seat.zone).voucher_date
        row.version += 1
        row.changed_at = seat.now()
    session.flush()
    return Saved(row.key, row.kind, row.state, row.number, row.version, problems)


def find(session: DeskSession, key: str) -> Draft:
    """The draft born with *key* (or numbered so).

    Raises:
        Refused: there is none.
    """
    row = session.get(Draft, key, with_for_update=not Driver(session).sqlite)
    if row is None:
        found = Driver(session).one("SELECT key FROM draft WHERE number = ?", (key,))
        row = None if found is None else session.get(Draft, found[0])
    if row is None:
        raise refuse(
            "unknown_draft",
            "services.drafts",
            "There is no draft {key}. It may have been posted or deleted meanwhile.",
            field="key",
            key=key,
        )
    return row


def form_of(row: Draft) -> AnyForm:
    """What was typed into the draft *row*."""
    return DOCUMENT.validate_json(row.payload)


def _must_be(row: Draft, *states: str) -> None:
    if row.state not in states:
        raise refuse(
            "wrong_state",
            "services.drafts",
            "This paper is {state} and can no longer be changed that way. Void it or send it "
            "back first.",
            field="key",
            state=row.state,
        )


def review(session: DeskSession, key: str) -> Saved:
    """Sign *key* as reviewed: its maker may not, where the desk has more than one person."""
    require(session, "review")
    row = find(session, key)
    _must_be(row, "draft")
    _other_person(session, row)
    found = check(session, form_of(row))
    if found:
        raise Refused(found)
    row.state, row.reviewed_by = "reviewed", session.seat.person
    return _stepped(session, row, "review")


def send_back(session: DeskSession, key: str, reason: str) -> Saved:
    """Return a reviewed paper to its maker, with the *reason*."""
    require(session, "send_back")
    row = find(session, key)
    _must_be(row, "reviewed")
    row.state, row.reviewed_by, row.reason = "draft", None, reason
    return _stepped(session, row, "send_back", reason)


def approve(session: DeskSession, key: str) -> Saved:
    """Approve *key*: it takes its number, and its goods are held until it is posted or voided."""
    require(session, "approve")
    row = find(session, key)
    wanted = settings.load(session)
    _must_be(row, "reviewed" if wanted.review else "draft")
    if not wanted.review:
        _other_person(session, row)
    form, seat = form_of(row), session.seat
    moment = when(form, seat.now(), seat.zone)
    if moment.problems:
        raise Refused(moment.problems)
    kind = KINDS[row.kind]
    open_period(session, kind, moment.voucher_date, wanted.cut_off)
    row.number = ledger.take_number(session, kind.series, moment.voucher_date, row.key)
    found = check(session, form)
    if found:
        raise Refused(found)
    row.state, row.approved_by = "approved", seat.person
    # The date that numbered it is its date from now on, whenever it is posted.
    dated = form.model_copy(update={"voucher_date": moment.voucher_date})
    row.voucher_date = moment.voucher_date
    session.flush()
    if kind.picks:
        around = Circumstances(
            Driver(session), wanted, moment.voucher_date, moment.effective_at
        )
        resolved = resolve(session, dated, around)
        held = [
            (line.row, take.place, take.lot, take.quantity)
            for line in resolved.lines
            for take in line.takes
        ]
        ledger.reserve(session, row.key, held)
    return _stepped(session, row, "approve")


def void(session: DeskSession, key: str, reason: str) -> Saved:
    """Void a numbered paper that is not posted: it keeps its number and lets its goods go."""
    require(session, "void")
    row = find(session, key)
    if row.number is None:
        raise refuse(
            "not_numbered",
            "services.drafts",
            "This draft has no number yet. Delete it instead of voiding it.",
            field="key",
        )
    _must_be(row, "approved")
    ledger.release(session, row.key)
    row.state, row.reason = "void", reason
    return _stepped(session, row, "void", reason)


def delete(session: DeskSession, key: str) -> None:
    """Delete a draft that has no number."""
    require(session, "delete_draft")
    row = find(session, key)
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
    """Post the draft *key*, once every step that the settings ask for is done."""
    row = find(session, key)
    wanted = settings.load(session)
    _must_be(row, _last_step(wanted), "approved")
    form = form_of(row)
    if row.state == "approved":
        # Its number belongs to the day it was approved on; its goods move when it is posted.
        moved = form.effective_at or session.seat.now()
        form = form.model_copy(
            update={"voucher_date": row.voucher_date, "effective_at": moved}
        )
    approval = Approval(row.number, _signatures(session, row), row.request)
    return post(session, form, approval)


def _last_step(wanted: DeskSettings) -> str:
    if wanted.approve:
        return "approved"
    return "reviewed" if wanted.review else "draft"


def _signatures(session: DeskSession, row: Draft) -> Signatures:
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


def _stepped(session: DeskSession, row: Draft, step: str, reason: str = "") -> Saved:
    row.changed_at = session.seat.now()
    session.flush()
    ledger.note(
        session, step, row.number or row.key, {"key": row.key, "kind": row.kind, "reason": reason}
    )
    return Saved(row.key, row.kind, row.state, row.number, row.version)
