"""Which copies of a desk are kept: every one of the last day, then one a day, a week, a month.

The rule knows only instants, so that it can be tried on years of them. A bucket counts when it
holds a copy: an office that was shut for a month keeps as many daily copies as before.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

ALL_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Retention:
    """How many copies stay: the newest of so many days, weeks and months."""

    daily: int = 12
    weekly: int = 10
    monthly: int = 24


def _day(at: datetime) -> tuple[int, int]:
    return (0, at.toordinal())


def _week(at: datetime) -> tuple[int, int]:
    year, week, _ = at.isocalendar()
    return (year, week)


def _month(at: datetime) -> tuple[int, int]:
    return (at.year, at.month)


def kept(
    copies: Collection[datetime], now: datetime, retention: Retention | None = None
) -> frozenset[datetime]:
    """Those of *copies* that stay.

    Args:
        copies: when each was made, in the desk's own time.
        now: the same clock; copies it has not reached yet (a clock set back) all stay.
        retention: how many of each.
    """
    wanted = retention or Retention()
    stay = {at for at in copies if at > now - ALL_WITHIN}
    stay |= _newest(copies, _day, wanted.daily)
    stay |= _newest(copies, _week, wanted.weekly)
    stay |= _newest(copies, _month, wanted.monthly)
    return frozenset(stay)


def _newest(
    copies: Collection[datetime], bucket: Callable[[datetime], tuple[int, int]], count: int
) -> set[datetime]:
    newest: dict[tuple[int, int], datetime] = {}
    for at in sorted(copies):
        newest[bucket(at)] = at
    return {newest[one] for one in sorted(newest, reverse=True)[:count]}
