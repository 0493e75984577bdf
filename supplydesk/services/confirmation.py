"""A return receipt (接收回执): what became of the goods of one slip."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from supplydesk.domain.period import desk_day, end_of_day, start_of_day, told_apart
from supplydesk.domain.posting import DraftLine
from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import from_thousandths, write_plain
from supplydesk.domain.seat import Seat
from supplydesk.queries import documents, places
from supplydesk.queries.documents import Head, Open
from supplydesk.queries.lost import lost_by
from supplydesk.queries.places import LOST_FOUND
from supplydesk.services.confirmation_figures import read, resolved, slip_lines
from supplydesk.services.forms import ConfirmationForm
from supplydesk.services.moments import local
from supplydesk.services.resolving import Circumstances, Resolved
from supplydesk.store.columns import instant
from supplydesk.store.driver import Driver


def resolve(form: ConfirmationForm, around: Circumstances, seat: Seat) -> Resolved:
    """Look up the slip that *form* confirms and what of it is still on the road.

    When the goods arrived is a moment of the desk of *seat*.
    """
    driver = around.driver
    slip = documents.head_by_number(driver, form.dispatch)
    problem = _slip_problem(form, slip, around, seat.zone)
    if problem is not None or slip is None:
        return Resolved(problems=(problem,) if problem else ())
    assert slip.warehouse is not None, "a dispatch has both ends"
    assert slip.site is not None, "a dispatch has both ends"
    still = documents.open_of(driver, slip.id)
    problems = [*_arrival_problems(form, slip, seat), *_all_problems(form, still)]
    known = slip_lines(driver, slip.id, still)
    lines = [
        line
        for known_line, figures, extra in read(form, known, problems)
        if (line := resolved(known_line, figures, extra, problems))
    ]
    problems += _found_problems(driver, slip, lines, around, seat.zone)
    road = around.known.road_of(slip.warehouse)
    shelves = [one for one in places.leaves_of(driver, slip.warehouse) if one.area == "good"]
    good = next((one for one in shelves if one.closed_on is None), shelves[0])
    lost = around.known.places((LOST_FOUND,))[LOST_FOUND]
    content = dict(slip.facts())
    return Resolved(
        lines=tuple(lines),
        problems=tuple(problems),
        ends={
            "transit": road.id,
            "site": slip.site,
            "good": good.id,
            "lost_found": lost.id,
        },
        inside={road.id: True, slip.site: True, good.id: True, lost.id: False},
        content={
            name: content.get(name)
            for name in ("bureau", "incident", "warehouse", "site", "county", "custodian", "level")
        }
        | {
            "dispatch": slip.number,
            "arrived_at": (
                local(form.arrived_at, seat.zone).isoformat() if form.arrived_at else None
            ),
            "receiver": form.receiver,
            "head": form.head,
            "phone": form.phone,
            "explanation": form.explanation,
            "hand_number": form.hand_number,
            "note": form.note,
        },
        incident=slip.incident,
        warehouse=slip.warehouse,
        site=slip.site,
        settles=slip.id,
    )


def _slip_problem(
    form: ConfirmationForm, slip: Head | None, around: Circumstances, zone: tzinfo
) -> Problem | None:
    if slip is not None and slip.reverses is not None:
        return Problem.of(
            "dispatch_is_reversal",
            "services.confirmation",
            "{number} is a reversal: nothing was sent with it. Give the number of the slip that "
            "the goods came with.",
            field="dispatch",
            number=slip.number,
        )
    if not form.dispatch:
        return Problem.of(
            "dispatch_not_chosen",
            "services.confirmation",
            "Choose the slip that the goods came with.",
            field="dispatch",
        )
    if slip is None or slip.kind != "dispatch":
        return Problem.of(
            "unknown_dispatch",
            "services.confirmation",
            "There is no dispatch slip {number}. Check the number on the slip.",
            field="dispatch",
            number=form.dispatch,
        )
    if slip.reversed_by is not None:
        return Problem.of(
            "dispatch_reversed",
            "services.confirmation",
            "Slip {number} was reversed by {reversal}. Confirm the slip that replaced it.",
            field="dispatch",
            number=slip.number,
            reversal=slip.reversed_by,
        )
    if around.effective_at < slip.effective_at:
        return _before_it_left(slip, instant(around.effective_at), "effective_at", zone)
    return None


def _before_it_left(slip: Head, arrived: datetime, field: str, zone: tzinfo) -> Problem:
    came, left = told_apart(arrived, instant(slip.effective_at), zone)
    return Problem.of(
        "arrived_before_it_left",
        "services.confirmation",
        "The goods of {number} left the warehouse on {left} and cannot have arrived on {came}. "
        "Correct the time.",
        field=field,
        number=slip.number,
        left=left,
        came=came,
    )


def _arrival_problems(form: ConfirmationForm, slip: Head, seat: Seat) -> list[Problem]:
    """What is wrong with when the site says that the goods arrived."""
    if form.arrived_at is None:
        return []
    zone, now = seat.zone, seat.now()
    arrived = local(form.arrived_at, zone)
    if arrived > now:
        came, today = told_apart(arrived, now, zone)
        return [
            Problem.of(
                "arrives_in_future",
                "services.confirmation",
                "It is {now} now, and the goods cannot have arrived on {came}. Correct the time.",
                field="arrived_at",
                now=today,
                came=came,
            )
        ]
    left = instant(slip.effective_at)
    # A slip of an earlier day without a time left at some moment of that day, and not at its end.
    if left == end_of_day(desk_day(left, zone), zone):
        left = start_of_day(desk_day(left, zone), zone)
    return [_before_it_left(slip, arrived, "arrived_at", zone)] if arrived < left else []


def _found_problems(
    driver: Driver, slip: Head, lines: Sequence[DraftLine], around: Circumstances, zone: tzinfo
) -> list[Problem]:
    """Goods that would have been found before anybody had reported them lost."""
    found = [line for line in lines if line.figures["found"]]
    lost = lost_by(driver, slip.id, around.effective_at) if found else {}
    problems = []
    for line in found:
        over = line.figures["found"] - lost[line.row].quantity
        if over <= 0:
            continue
        came, missed = told_apart(
            instant(around.effective_at), instant(lost[line.row].reported_at), zone
        )
        problems.append(
            Problem.of(
                "found_before_lost",
                "services.confirmation",
                "{item}: {over} were reported lost only on {lost} and cannot have been found on "
                "{found}. Correct the time.",
                row=line.row,
                field="effective_at",
                item=line.article.name,
                over=write_plain(from_thousandths(over)) + line.article.measure.unit,
                lost=missed,
                found=came,
            )
        )
    return problems


def _all_problems(form: ConfirmationForm, still: list[Open]) -> list[Problem]:
    """What is wrong with saying that everything arrived."""
    if not form.all_received:
        return []
    if form.lines:
        return [
            Problem.of(
                "all_and_lines",
                "services.confirmation",
                "Either everything arrived, or the lines say what did: give one of the two.",
                field="all_received",
            )
        ]
    if not any(one.open for one in still):
        return [
            Problem.of(
                "nothing_open",
                "services.confirmation",
                "Nothing of slip {number} is on the road any more: see which receipts were posted.",
                field="dispatch",
                number=form.dispatch,
            )
        ]
    return []
