"""A return receipt (接收回执): what became of the goods of one slip."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from supplydesk.domain.period import desk_day, end_of_day, start_of_day, told_apart
from supplydesk.domain.picking import Take
from supplydesk.domain.posting import Article, DraftLine
from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import from_thousandths, to_thousandths, write_plain
from supplydesk.domain.seat import Seat
from supplydesk.queries import articles, documents, places
from supplydesk.queries.documents import Head, Open, PostedLine
from supplydesk.queries.places import LOST_FOUND
from supplydesk.services.forms import ConfirmationForm, ConfirmationLine
from supplydesk.services.moments import local
from supplydesk.services.resolving import Circumstances, Resolved, read_figure, transit_of
from supplydesk.store.columns import instant

FIGURES = ("received", "short", "broken", "refused", "found")
"""What a line of a receipt may say of its goods."""


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
    posted = {line.line: line for line in documents.lines_of(driver, slip.id)}
    known = articles.by_id(driver, (line.item for line in posted.values()))
    problems = [*_arrival_problems(form, slip, seat), *_all_problems(form, still)]
    typed = _everything(still) if form.all_received else _typed(form, posted, known, problems)
    lines = [
        line
        for row, figures, extra in typed
        if (line := _line(posted[row], known[posted[row].item], figures, extra, still, problems))
    ]
    road = transit_of(driver, slip.warehouse)
    shelves = [one for one in places.leaves_of(driver, slip.warehouse) if one.area == "good"]
    good = next((one for one in shelves if one.closed_on is None), shelves[0])
    lost = places.by_code(driver, (LOST_FOUND,))[LOST_FOUND]
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
    if slip is None or slip.kind != "dispatch" or slip.reverses is not None:
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


Typing = tuple[int, dict[str, int], Mapping[str, str]]


def _everything(still: list[Open]) -> list[Typing]:
    sums: dict[int, int] = {}
    for one in still:
        sums[one.line] = sums.get(one.line, 0) + one.open
    return [(row, {"received": total}, {}) for row, total in sums.items() if total]


def _typed(
    form: ConfirmationForm,
    posted: Mapping[int, PostedLine],
    known: Mapping[int, Article],
    problems: list[Problem],
) -> list[Typing]:
    typed: list[Typing] = []
    named: set[int] = set()
    for line in form.lines:
        if line.line not in posted or line.line in named:
            problems.append(_line_problem(line, form.dispatch, doubled=line.line in named))
            continue
        named.add(line.line)
        measure = known[posted[line.line].item].measure
        figures = {}
        for name in FIGURES:
            text = str(getattr(line, name))
            read = read_figure(text, measure, line.line, name, problems) if text else None
            figures[name] = to_thousandths(read.quantity) if read else 0
        typed.append((line.line, figures, {"condition": line.condition, "note": line.note}))
    return typed


def _line_problem(line: ConfirmationLine, number: str, *, doubled: bool) -> Problem:
    if doubled:
        return Problem.of(
            "line_twice",
            "services.confirmation",
            "Line {line} of the slip is confirmed twice here. Put both into one line.",
            row=line.line,
            field="line",
            line=line.line,
        )
    return Problem.of(
        "unknown_line",
        "services.confirmation",
        "Slip {number} has no line {line}. Check the line number on the slip.",
        row=line.line,
        field="line",
        line=line.line,
        number=number,
    )


def _line(
    posted: PostedLine,
    article: Article,
    figures: dict[str, int],
    extra: Mapping[str, str],
    still: list[Open],
    problems: list[Problem],
) -> DraftLine | None:
    mine = [one for one in still if one.line == posted.line]
    on_road, lost = sum(one.open for one in mine), sum(one.lost for one in mine)
    settled = sum(figures.get(name, 0) for name in FIGURES if name != "found")
    found = figures.get("found", 0)
    over = max(settled - on_road, found - lost)
    if settled > on_road or found > lost:
        problems.append(
            Problem.of(
                "more_than_open",
                "services.confirmation",
                "{item}: {over} more than the slip still has open. Correct the figures, or see "
                "which receipts were posted already.",
                row=posted.line,
                field="received" if settled > on_road else "found",
                item=posted.name,
                over=write_plain(from_thousandths(over)) + posted.unit,
            )
        )
        return None
    return DraftLine(
        row=posted.line,
        article=article,
        figures=figures,
        # Due is what was still to come, not what earlier receipts have told of already.
        ordered=on_road + found,
        takes=tuple(Take(one.lot, 0, one.open) for one in mine if one.open),
        regained=tuple(Take(one.lot, 0, one.lost) for one in mine if one.lost),
        note=extra.get("note", ""),
        content={**extra, **{name: figures.get(name, 0) for name in FIGURES}},
    )
