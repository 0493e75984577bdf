"""The books' months and the desk's days.

A month ends on the calendar's last day or on a cut-off day such as the 25th: then 2022-10 runs
from 26 September to 25 October. Instants are UTC; a business day is a day in the desk's zone.
"""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

from supplydesk.domain.problem import Problem, refuse
from supplydesk.text import translate

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_DAYS_IN_MONTH = 31
_MOST_DAYS_AHEAD = 366
_MOST_YEARS_BACK = 30


class PeriodState(StrEnum):
    """Whether papers may still be dated in a month."""

    OPEN = "open"
    CLOSED = "closed"


class Bounds(NamedTuple):
    """One month of the books: its name (``2022-10``), first and last day."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Period:
    """One month of the books as the ledger keeps it; ``state`` is one of `PeriodState`."""

    id: int
    name: str
    starts_on: date
    ends_on: date
    state: str
    revision: int

    @property
    def is_open(self) -> bool:
        """Whether papers may still be dated in it."""
        return self.state == PeriodState.OPEN


OPENING = "opening"
"""What the books call the time before them, in which opening stock is dated."""


def period_name(identity: int) -> str:
    """The name of the period with the id *identity*, which is its year and month."""
    return f"{identity // 100:04d}-{identity % 100:02d}" if identity else OPENING


def period_word(name: str) -> str:
    """What a person calls the period *name*: a month by its name, the time before by a word."""
    return translate("domain.period", "opening stock") if name == OPENING else name


def bounds(on: date, cut_off: int | None) -> Bounds:
    """The month of the books that the day *on* lies in.

    A *cut_off* day (1 to 31, None: the calendar's month end) that a short month does not have
    falls on its last day.

    Raises:
        Refused: the cut-off day is none.
    """
    if cut_off is not None and not 1 <= cut_off <= _DAYS_IN_MONTH:
        raise refuse(
            "cut_off_day",
            "domain.period",
            "The books' month ends on a day from 1 to 31, not on {day}.",
            field="cut_off",
            day=cut_off,
        )
    month = on.replace(day=1)
    last = _month_end(month, cut_off)
    if on > last:
        month = _next_month(month)
        last = _month_end(month, cut_off)
    first = _month_end((month - _DAY).replace(day=1), cut_off) + _DAY
    return Bounds(month.isoformat()[:7], first, last)


def first_day_problem(begins: date, cut_off: int | None, today: date) -> Problem | None:
    """Why the books cannot begin on *begins*, or None.

    They begin with a whole month, so that its summary tells of all of it; and no more than a year
    ahead, for until then nothing could be entered. Preparing a desk for next year is everyday.
    Nor do they begin longer ago than anybody takes books over from: 1922 is a slip of the finger.
    """
    month = bounds(begins, cut_off)
    if begins != month.first:
        return Problem.of(
            "begins_within_month",
            "domain.period",
            "{day} is not the first day of a month in the books. Begin on {first} or on {next}; "
            "where months end on another day than the calendar's, say on which.",
            field="begins",
            day=begins,
            first=month.first,
            next=month.last + _DAY,
        )
    if (begins - today).days > _MOST_DAYS_AHEAD:
        return Problem.of(
            "begins_far_ahead",
            "domain.period",
            "The books would begin on {day}, more than a year after today, {today}, and nothing "
            "could be entered before. Correct the date.",
            field="begins",
            day=begins,
            today=today,
        )
    if today.year - begins.year > _MOST_YEARS_BACK:
        return Problem.of(
            "begins_long_ago",
            "domain.period",
            "The books would begin on {day}, more than {years} years ago. Correct the year.",
            field="begins",
            day=begins,
            years=_MOST_YEARS_BACK,
        )
    return None


def _month_end(month: date, cut_off: int | None) -> date:
    days = calendar.monthrange(month.year, month.month)[1]
    return month.replace(day=min(cut_off or days, days))


def _next_month(month: date) -> date:
    return (month + timedelta(days=_DAYS_IN_MONTH)).replace(day=1)


def desk_day(instant: datetime, zone: tzinfo) -> date:
    """The business day of an *instant* at a desk in *zone*; ValueError for a time without one."""
    if instant.tzinfo is None:
        raise ValueError(instant.isoformat())
    return instant.astimezone(zone).date()


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The first instant of *day* in *zone*, in UTC.

    Where clocks skip midnight it is the moment they jump; where midnight comes twice, the first.
    """
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last instant of *day* in *zone*, to the microsecond, in UTC."""
    return start_of_day(day + _DAY, zone) - _INSTANT


def told_apart(first: datetime, second: datetime, zone: tzinfo) -> tuple[str, str]:
    """Two instants as people at the desk say them: their days, with the time on one same day."""
    style = "%Y-%m-%d %H:%M" if desk_day(first, zone) == desk_day(second, zone) else "%Y-%m-%d"
    return first.astimezone(zone).strftime(style), second.astimezone(zone).strftime(style)


def written(first: date, last: date) -> str:
    """The days of a period as papers write them: ``2022年10月1日至10月31日``, a new year named."""
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{first.year}年{first.month}月{first.day}日至{year}{last.month}月{last.day}日"
