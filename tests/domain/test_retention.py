"""Which copies stay: the newest always, nothing twice decided, years in a handful of files."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from supplydesk.domain.retention import ALL_WITHIN, Retention, kept

NOW = datetime(2022, 10, 24, 9, 30)  # noqa: DTZ001 - the desk's own wall clock
COPIES = st.sets(
    st.datetimes(datetime(2018, 1, 1), datetime(2022, 10, 24, 9, 30)),  # noqa: DTZ001
    max_size=120,
)


@given(COPIES)
def test_the_newest_and_everything_of_the_last_day_stay(copies: set[datetime]) -> None:
    stay = kept(copies, NOW)
    assert stay <= copies
    assert not copies or max(copies) in stay
    assert {at for at in copies if NOW - at < ALL_WITHIN} <= stay


@given(COPIES)
def test_a_second_pruning_finds_nothing(copies: set[datetime]) -> None:
    once = kept(copies, NOW)
    assert kept(once, NOW) == once


@given(COPIES)
def test_as_many_as_promised_of_each(copies: set[datetime]) -> None:
    stay = kept(copies, NOW)
    assert len({at.date() for at in stay}) >= min(12, len({at.date() for at in copies}))
    weeks = {at.isocalendar()[:2] for at in copies}
    assert len({at.isocalendar()[:2] for at in stay}) >= min(10, len(weeks))
    months = {(at.year, at.month) for at in copies}
    assert len({(at.year, at.month) for at in stay}) >= min(24, len(months))


@given(COPIES, st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_no_more_than_promised(
    copies: set[datetime], daily: int, weekly: int, monthly: int
) -> None:
    old = {at for at in copies if NOW - at >= ALL_WITHIN}
    stay = kept(old, NOW, Retention(daily, weekly, monthly))
    assert len(stay) <= daily + weekly + monthly


def test_three_years_of_four_copies_a_day() -> None:
    copies: set[datetime] = set()
    start = datetime(2020, 1, 1, 8)  # noqa: DTZ001
    for hours in range(0, 3 * 365 * 24, 6):
        now = start + timedelta(hours=hours)
        copies = set(kept(copies | {now}, now))
    newest = max(copies)
    assert len(copies) <= 4 + 12 + 10 + 24
    assert len({(at.year, at.month) for at in copies}) == 24
    assert min(copies) < newest - timedelta(days=690)
    assert sum(newest - at <= timedelta(days=12) for at in copies) >= 12


def test_a_copy_of_tomorrow_stays_though_the_clock_was_set_back() -> None:
    ahead = {NOW + timedelta(days=day, hours=hour) for day in range(1, 3) for hour in range(5)}
    assert kept(ahead, NOW) == ahead
