"""The gap report (断号): every number of every series and day is accounted for, or named.

A number is held by a posted paper (reversed ones and reversals among them), by a void one, or by
one that is approved and not posted yet. What nobody holds although it was drawn is a gap.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from supplydesk.domain.numbering import Gap, Series, gaps, read_number, write_number
from supplydesk.queries import numbers
from supplydesk.queries.numbers import Counted
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.text import translate

_FIRST, _LAST = date.min, date.max


@dataclass(frozen=True, slots=True)
class DayOfSeries:
    """The numbers of one series on one day: 1 to ``last``, and who holds them."""

    series: Series
    day: date
    last: int
    posted: int
    void: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    undrawn: int = 0

    @property
    def sound(self) -> bool:
        """Whether each number was drawn once and is held by one paper."""
        return not self.gaps and not self.undrawn

    def line(self) -> str:
        """The proof in words: from which number to which, who holds them, what is missing."""
        first = write_number(self.series, self.day, 1)
        last = write_number(self.series, self.day, self.last)
        parts = [
            translate(
                "services.gaps", "{first} to {last}: {count} numbers, {posted} posted"
            ).format(first=first, last=last, count=self.last, posted=self.posted)
        ]
        for found, text in (
            (self.void, translate("services.gaps", "void: {numbers}")),
            (self.waiting, translate("services.gaps", "approved, not posted: {numbers}")),
            (tuple(map(written, self.gaps)), translate("services.gaps", "missing: {numbers}")),
        ):
            if found:
                separator = translate("services.gaps", ", ")
                parts.append(text.format(numbers=separator.join(found)))
        if self.undrawn:
            parts.append(
                translate("services.gaps", "{count} numbers are on no list of drawn ones").format(
                    count=self.undrawn
                )
            )
        if self.sound:
            parts.append(translate("services.gaps", "no gap"))
        return translate("services.gaps", "; ").join(parts)


@dataclass(frozen=True, slots=True)
class GapReport:
    """Every series and day in which a number was drawn, by day."""

    days: tuple[DayOfSeries, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """All that is missing."""
        return tuple(gap for day in self.days for gap in day.gaps)

    @property
    def numbers(self) -> int:
        """How many numbers there are."""
        return sum(day.last for day in self.days)

    @property
    def sound(self) -> bool:
        """Whether nothing is missing anywhere."""
        return all(day.sound for day in self.days)

    def lines(self) -> tuple[str, ...]:
        """The proof, a line for each series and day and one for all of them."""
        if self.sound:
            end = translate("services.gaps", "{count} numbers in all, no gap")
        else:
            end = translate("services.gaps", "{count} numbers in all, NOT without gaps: see above")
        return (*(day.line() for day in self.days), end.format(count=self.numbers))


def report(
    session: DeskSession,
    *,
    first: date | None = None,
    last: date | None = None,
    series: Series | None = None,
) -> GapReport:
    """The gap report from the day *first* to *last*, of one *series* or of all.

    Raises:
        Refused: the person may not.
    """
    require(session, "verify")
    driver = Driver(session)
    span = ((first or _FIRST).isoformat(), (last or _LAST).isoformat())
    counted = {(one.series, one.day): one.last for one in numbers.counters(driver, *span)}
    drawn = numbers.issued(driver, *span)
    posted = numbers.posted(driver, *span)
    held: dict[tuple[str, str], dict[str, list[str]]] = {}
    for number, state in numbers.unposted(driver, *span):
        own = held.setdefault((number[:2], number[3:11]), {})
        own.setdefault(state, []).append(number)
    keys = sorted(counted.keys() | posted.keys() | held.keys(), key=lambda key: (key[1], key[0]))
    return GapReport(
        tuple(
            _day(
                driver,
                key,
                max(counted.get(key, 0), posted[key].last if key in posted else 0),
                posted.get(key),
                held.get(key, {}),
                drawn.get(key, 0),
            )
            for key in keys
            if series is None or key[0] == series.value
        )
    )


def _day(
    driver: Driver,
    key: tuple[str, str],
    last: int,
    posted: Counted | None,
    held: dict[str, list[str]],
    drawn: int,
) -> DayOfSeries:
    series, day = Series(key[0]), date.fromisoformat(key[1])
    void, waiting = held.get("void", []), held.get("approved", [])
    count = posted.many if posted else 0
    missing: tuple[Gap, ...] = ()
    if count + len(void) + len(waiting) != last:
        # Only then is each number looked at: unique ones that fill the count leave no gap.
        there = (*numbers.posted_on(driver, *key), *void, *waiting)
        missing = gaps(map(read_number, there), {(series, day): last})
    return DayOfSeries(
        series, day, last, count, tuple(void), tuple(waiting), missing, max(last - drawn, 0)
    )


def written(gap: Gap) -> str:
    """A gap as a person reads it: one number, or the first and the last."""
    first = write_number(gap.series, gap.day, gap.first)
    if gap.first == gap.last:
        return first
    return f"{first}～{gap.last:03d}"


def named(found: Iterable[Gap]) -> tuple[str, ...]:
    """All missing numbers one by one."""
    return tuple(
        write_number(gap.series, gap.day, n)
        for gap in found
        for n in range(gap.first, gap.last + 1)
    )
