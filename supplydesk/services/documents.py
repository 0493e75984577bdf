"""Posting and reversing: the road that every kind of document takes into the ledger."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from supplydesk.domain.entry import Appended, Entry
from supplydesk.domain.lifecycle import State
from supplydesk.domain.posting import KINDS, Kind, Plan, plan, problems
from supplydesk.domain.problem import Problem, Refused, refuse, stopping
from supplydesk.domain.seal import canonical
from supplydesk.services import confirmation, dispatch, ledger, opening, settings
from supplydesk.services.clock import clock_warnings
from supplydesk.services.copied import copied
from supplydesk.services.dating import dating_problems, open_period
from supplydesk.services.forms import (
    AnyForm,
    ConfirmationForm,
    DispatchForm,
    OpeningForm,
    request_of,
)
from supplydesk.services.hand_numbers import used_before
from supplydesk.services.known import Known
from supplydesk.services.ledger.reservations import Held, held_for
from supplydesk.services.moments import moved_within, when
from supplydesk.services.posted import FORM, Posted, posted_before
from supplydesk.services.printable import plain, unprintable
from supplydesk.services.resolving import Circumstances, Resolved
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who made, reviewed and approved a document, by name as it is printed."""

    prepared_by: str
    reviewed_by: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """What a draft brings to its posting: its number if it has one, signatures, what was asked.

    ``request`` is the sha256 of what was typed, by which a repeated posting is known again.
    """

    number: str | None
    signatures: Signatures
    request: str


def resolve(session: DeskSession, form: AnyForm, around: Circumstances) -> Resolved:
    """Look up everything that *form* names, by its kind."""
    match form:
        case OpeningForm():
            return opening.resolve(form, around)
        case DispatchForm():
            return dispatch.resolve(form, around, session.seat)
        case ConfirmationForm():
            return confirmation.resolve(form, around, session.seat)


def check(session: DeskSession, form: AnyForm, held: Sequence[Held] = ()) -> tuple[Problem, ...]:
    """Every problem and warning that posting *form* now would meet, nothing written."""
    return look(session, form, held)[0]


def look(
    session: DeskSession, form: AnyForm, held: Sequence[Held] = ()
) -> tuple[tuple[Problem, ...], Resolved]:
    """The same, with the lines and lots that it would be posted with as things stand now."""
    moment = when(session, form)
    around = Circumstances(
        Known(session),
        settings.load(session),
        moment.voucher_date,
        moment.effective_at,
        tuple(held),
    )
    resolved, typed = resolve(session, form, around), form.typed()
    dated = moment.problems or dating_problems(
        session, KINDS[form.kind], moment.voucher_date, moment.effective_at
    )
    found = _all_problems(form, typed, _content(typed, resolved), resolved)
    return (*dated, *found, *used_before(session, form, moment.voucher_date)), resolved


def _content(typed: Mapping[str, object], resolved: Resolved) -> str:
    """The head as it is printed and what was typed, as the ledger keeps both."""
    return canonical({**resolved.content, FORM: typed})


def _all_problems(
    form: AnyForm, typed: Mapping[str, object], content: str, resolved: Resolved
) -> tuple[Problem, ...]:
    own = [_as_typed(form, one) for one in problems(KINDS[form.kind], resolved.lines)]
    if stopping(resolved.problems):
        # Of lines that could not be read nothing more can be said; of the others, all.
        unread = {one.row for one in resolved.problems if one.stops}
        rest = [one for one in own if one.row is not None and one.row not in unread]
        return (*resolved.problems, *rest)
    return (*_unprintable(typed, content, resolved), *own, *resolved.problems)


def _as_typed(form: AnyForm, problem: Problem) -> Problem:
    """*problem* at the field that was typed: a dispatch has its quantity in one of two."""
    if problem.field != "quantity" or problem.row is None or not isinstance(form, DispatchForm):
        return problem
    typed = "issued" if form.lines[problem.row - 1].issued else "ordered"
    return replace(problem, field=typed)


def _unprintable(
    typed: Mapping[str, object], content: str, resolved: Resolved
) -> Iterator[Problem]:
    """What was typed or is copied from the lists, and no paper could show.

    *content* holds all of the head: where it is plain, nothing in it need be looked at.
    """
    if not plain(content):
        yield from unprintable(typed, resolved.content)
    named = [(one.row, one.article.name, one.article.spec, one.article.measure.unit)
             for one in resolved.lines]  # fmt: skip
    if plain("".join(name + spec + unit for _, name, spec, unit in named)):
        return
    for row, name, spec, unit in named:
        yield from unprintable({"name": name, "spec": spec, "unit": unit}, row=row)


def post(
    session: DeskSession,
    form: AnyForm,
    approval: Approval | None = None,
    *,
    known: Known | None = None,
) -> Posted:
    """Post *form*: draw its number, pick its lots, write it into the ledger.

    Args:
        session: the transaction; the caller commits.
        form: what was typed.
        approval: what an approved draft brings along; `services.drafts` gives it.
        known: what others of the same run have looked up already.

    Raises:
        Refused: something is wrong with it; nothing was written.
        Conflict: another desk was first; try again.
    """
    require(session, "post")
    typed = form.typed()
    request = approval.request if approval else request_of(typed)
    before = posted_before(session, form.key, request)
    if before is not None:
        return before
    known = known or Known(session)
    wanted = known.settings
    draft = form.key if approval or _drafted(session, form.key) else None
    if approval is None and (wanted.review or wanted.approve):
        raise refuse(
            "needs_approval",
            "services.documents",
            "This desk posts only what was reviewed and approved. Save it as a draft and send it "
            "for review.",
        )
    moment = when(session, form)
    if moment.problems:
        raise Refused(moment.problems)
    kind = KINDS[form.kind]
    period = open_period(session, kind, moment.voucher_date, wanted.cut_off)
    late = moved_within(moment.effective_at, period.ends_on, session.seat.zone)
    if late:
        raise Refused(late)
    number = approval.number if approval else None
    number = number or ledger.take_number(session, kind.series, moment.voucher_date, form.key)
    driver = Driver(session)
    held = tuple(held_for(driver, form.key)) if approval else ()
    around = Circumstances(known, wanted, moment.voucher_date, moment.effective_at, held)
    resolved = resolve(session, form, around)
    content = _content(typed, resolved)
    found = _all_problems(form, typed, content, resolved)
    if stopping(found):
        raise Refused(found)
    twice = used_before(session, form, moment.voucher_date)
    signatures = approval.signatures if approval else Signatures(session.seat.name)
    entry = _entry(known, form, kind, resolved, moment.effective_at, moment.voucher_date,
                   signatures, request, content, draft)  # fmt: skip
    appended = ledger.append(session, entry, number, period.id)
    warnings = (*found, *twice, *clock_warnings(appended, session.seat.zone))
    return _posted(entry, appended, warnings)


def _posted(entry: Entry, appended: Appended, warnings: tuple[Problem, ...] = ()) -> Posted:
    return Posted(
        appended.id,
        entry.key,
        entry.kind,
        appended.number,
        entry.voucher_date,
        appended.head,
        warnings,
    )


def _drafted(session: DeskSession, key: str) -> bool:
    """Whether *key* is a draft's, which posting the document itself uses up.

    Raises:
        Refused: the draft has its number already; it is posted or voided as what it is.
    """
    row = Driver(session).one("SELECT number, state FROM draft WHERE key = ?", (key,))
    if row is not None and row[1] == State.VOID:
        raise refuse(
            "void_draft",
            "services.documents",
            "{number} was born with this key and is void. Give the new document a key of its own.",
            field="key",
            number=row[0],
        )
    if row is not None and row[0] is not None:
        raise refuse(
            "numbered_draft",
            "services.documents",
            "{number} was born with this key and has its number already. Post that draft, or give "
            "the new document a key of its own.",
            field="key",
            number=row[0],
        )
    return row is not None


def _entry(
    known: Known,
    form: AnyForm,
    kind: Kind,
    resolved: Resolved,
    effective_at: int,
    voucher_date: date,
    signatures: Signatures,
    request: str,
    content: str,
    draft: str | None,
) -> Entry:
    made: Plan = plan(kind, resolved.lines, resolved.ends, resolved.settles or 0)
    instruction = None
    if isinstance(form, DispatchForm) and form.instruction is not None:
        instruction = known.instruction(form.instruction, resolved.incident)
    inside = dict(resolved.inside)
    return Entry(
        key=form.key,
        kind=kind.word,
        voucher_date=voucher_date.isoformat(),
        effective_at=effective_at,
        request=request,
        content=content,
        lines=tuple(copied(kind, line) for line in resolved.lines),
        moves=made.moves,
        inside=inside,
        lots=tuple(line.lot for line in resolved.lines if line.lot is not None),
        carried=made.carried,
        incident=resolved.incident,
        instruction=instruction,
        warehouse=resolved.warehouse,
        site=resolved.site,
        settles=resolved.settles,
        prepared_by=signatures.prepared_by,
        reviewed_by=signatures.reviewed_by,
        approved_by=signatures.approved_by,
        draft=draft,
        seen=resolved.seen,
    )
