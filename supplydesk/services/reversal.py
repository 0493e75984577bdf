"""Reversal (红冲): the paper was wrong, so its movements are undone by a document of their own.

A reversal takes the original's moment, a number of its own series in an open period (opening
stock's own, while that is open), and comes after whatever settled the original. Goods that came
back are another document.

It is a paper like others: where papers are approved, only who may approve them reverses one, and
where they are only reviewed, who may review them. Whoever prepared the original may not undo it
alone there as long as somebody else uses the desk (制单≠审核). A desk of one, which takes no steps,
reverses as it posts.
"""

import hashlib
from datetime import date

from supplydesk.domain.choices import listed
from supplydesk.domain.entry import Carried, Entry, Line, Move
from supplydesk.domain.posting import KINDS, reversed_carried
from supplydesk.domain.problem import Problem, Refused, refuse
from supplydesk.domain.seal import canonical
from supplydesk.queries import documents as posted_documents
from supplydesk.queries.documents import Head
from supplydesk.queries.places import inside_of
from supplydesk.services import drafts, ledger, settings
from supplydesk.services.clock import clock_warnings
from supplydesk.services.dating import reversal_period
from supplydesk.services.drafts import Saved
from supplydesk.services.fresh_keys import fresh_key
from supplydesk.services.posted import FORM, Posted, find, form_of
from supplydesk.services.printable import require_printable
from supplydesk.services.reversal_rights import check_maker, check_role
from supplydesk.services.seats import require
from supplydesk.store.columns import instant
from supplydesk.store.database import Conflict, DeskSession
from supplydesk.store.driver import Driver


def reverse(session: DeskSession, number: str, reason: str, key: str) -> Posted:
    """Reverse the posted document *number* for *reason*, as the document born with *key*.

    Raises:
        Refused: the person may not, there is none, it is reversed or a reversal itself, something
            settled it, goods that it brought have left again, or the reason is empty.
    """
    wanted = settings.load(session)
    check_role(session, wanted)
    original = find(session, number)
    before = posted_documents.head_by_key(Driver(session), key)
    request = _request(number, reason)
    if before is not None and before.request == request:
        return _again(before)
    _check(session, original, reason, before)
    check_maker(session, wanted, original)
    seat, kind = session.seat, KINDS[original.kind]
    original_day = date.fromisoformat(original.voucher_date)
    day, period = reversal_period(session, kind, original_day, wanted.cut_off)
    new_number = ledger.take_number(session, kind.series, day, key)
    driver = Driver(session)
    entry = _entry(driver, original, key, reason, request, day.isoformat(), seat.name)
    _check_found(session, original, entry)
    try:
        appended = ledger.append(session, entry, new_number, period.id)
    except Refused as refused:
        _check_overtaken(session, original)
        raise _named(driver, original, refused) from None
    return Posted(
        appended.id,
        key,
        kind.word,
        new_number,
        entry.voucher_date,
        appended.head,
        (*_held_warnings(driver, original), *clock_warnings(appended, seat.zone)),
    )


def reverse_and_copy(
    session: DeskSession, number: str, reason: str, key: str, copy_key: str
) -> tuple[Posted, Saved]:
    """Reverse *number* and put what was typed into a new draft *copy_key* (红冲并复制).

    The draft is dated today, for only an open month takes it, but its goods keep the moment at
    which they moved; opening stock keeps its date, which lies before the books. Asked again, it
    gives the draft as it stands by now, and where that was voided or reversed since, a new one
    under a counted key. Where an approver has reversed it, who writes no papers herself, whoever
    does asks with the same *key* and *reason* for the draft alone.

    Raises:
        Refused: as for `reverse`, or the draft's key belongs to something else.
    """
    require(session, "draft")
    standing = posted_documents.head_by_key(Driver(session), key)
    if standing is not None and standing.request == _request(number, reason):
        posted = _again(standing)
    else:
        posted = reverse(session, number, reason, key)
    copy_key, kept = fresh_key(session, copy_key)
    if kept is not None and posted.again:
        return posted, kept
    original = find(session, number)
    moved = instant(original.effective_at).astimezone(session.seat.zone)
    copied = form_of(original).with_key(copy_key)
    if KINDS[original.kind].before_books:
        dates: dict[str, object] = {"voucher_date": date.fromisoformat(original.voucher_date)}
    else:
        dates = {"voucher_date": None, "effective_at": moved}
    return posted, drafts.save(session, copied.model_copy(update=dates))


def _again(before: Head) -> Posted:
    return Posted(
        before.id,
        before.key,
        before.kind,
        before.number,
        before.voucher_date,
        before.head,
        again=True,
    )


def _request(number: str, reason: str) -> str:
    asked = canonical({"reverses": number, "reason": reason.strip()})
    return hashlib.sha256(asked.encode()).hexdigest()


def _check(session: DeskSession, original: Head, reason: str, before: Head | None) -> None:
    if not reason.strip():
        raise refuse(
            "no_reason",
            "services.reversal",
            "Say why {number} is reversed: the reason stands in the books.",
            field="reason",
            number=original.number,
        )
    require_printable(reason=reason)
    if before is not None:
        raise refuse(
            "key_used",
            "services.reversal",
            "The key {key} belongs to {number}. Give the reversal a key of its own.",
            field="key",
            key=before.key,
            number=before.number,
        )
    if original.reverses is not None:
        raise refuse(
            "is_reversal",
            "services.reversal",
            "{number} is a reversal itself. Post the paper again as it should be.",
            field="number",
            number=original.number,
        )
    if original.reversed_by is not None:
        raise refuse(
            "reversed_already",
            "services.reversal",
            "{number} was reversed already, by {reversal}.",
            field="number",
            number=original.number,
            reversal=original.reversed_by,
        )
    settling = posted_documents.settled_by(Driver(session), original.id)
    if settling:
        raise refuse(
            "settled",
            "services.reversal",
            "{number} is confirmed by {numbers}. Reverse that first.",
            field="number",
            number=original.number,
            numbers=listed(settling),
        )


def _check_overtaken(session: DeskSession, original: Head) -> None:
    """Look again where another desk reversed *original* since we looked: that says why."""
    if find(session, original.number).reversed_by is not None:
        raise Conflict


def _check_found(session: DeskSession, original: Head, entry: Entry) -> None:
    """Refuse to take back a loss that a later receipt has found again."""
    driver = Driver(session)
    if original.settles is None:
        return
    lost = {
        (one.line, one.lot): one.lost for one in posted_documents.open_of(driver, original.settles)
    }
    if all(lost.get((one.line, one.lot), 0) + one.lost >= 0 for one in entry.carried):
        return
    _check_overtaken(session, original)
    later = posted_documents.settled_by(driver, original.settles)
    numbers = later[later.index(original.number) + 1 :]
    raise refuse(
        "found_since",
        "services.reversal",
        "What {number} reported as lost was found again with {numbers}. Reverse that first.",
        field="number",
        number=original.number,
        numbers=listed(numbers),
    )


def _held_warnings(driver: Driver, original: Head) -> tuple[Problem, ...]:
    """Approved papers that count on goods which are gone now: the books follow the goods."""
    numbers = posted_documents.left_without(driver, original.id)
    if not numbers:
        return ()
    return (
        Problem.of(
            "held_for_others",
            "services.reversal",
            "Goods of {number} were held for {numbers}, which cannot be posted any more. Void "
            "those, or bring the goods in.",
            field="number",
            stops=False,
            number=original.number,
            numbers=listed(numbers),
        ),
    )


def _named(driver: Driver, original: Head, refused: Refused) -> Refused:
    numbers = posted_documents.drawn_from(driver, original.id)
    if not numbers:
        return refused
    return Refused(
        (
            *refused.problems,
            Problem.of(
                "goods_left_again",
                "services.reversal",
                "Goods of {number} went on with {numbers}. Reverse those first.",
                field="number",
                number=original.number,
                numbers=listed(numbers),
            ),
        )
    )


def _entry(
    driver: Driver,
    original: Head,
    key: str,
    reason: str,
    request: str,
    day: str,
    person: str,
) -> Entry:
    kind = KINDS[original.kind]
    moves = posted_documents.moves_of(driver, original.id)
    undone = tuple(
        Move(
            move.line,
            move.item,
            move.lot,
            move.to_place,
            move.from_place,
            move.reason,
            move.quantity,
            move.packs,
            move.amount,
            move.sequence,
        )
        for move in reversed(moves)
    )
    printed = {name: value for name, value in original.facts().items() if name != FORM}
    places = {place for move in moves for place in (move.from_place, move.to_place)}
    settles = original.settles if kind.settles else original.id
    carried: tuple[Carried, ...] = reversed_carried(kind, undone, settles or original.id)
    return Entry(
        key=key,
        kind=kind.word,
        voucher_date=day,
        effective_at=original.effective_at,
        request=request,
        content=canonical({**printed, "reverses": original.number, "reason": reason.strip()}),
        lines=tuple(Line(*line) for line in posted_documents.lines_of(driver, original.id)),
        moves=undone,
        inside=inside_of(driver, places),
        carried=carried,
        incident=original.incident,
        instruction=original.instruction,
        warehouse=original.warehouse,
        site=original.site,
        settles=None,
        reverses=original.id,
        prepared_by=person,
    )
