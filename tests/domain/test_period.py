"""Months of the books, and days of the desk."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplydesk.domain.period import (
    Bounds,
    bounds,
    desk_day,
    end_of_day,
    first_day_problem,
    period_word,
    start_of_day,
    told_apart,
    written,
)
from supplydesk.domain.problem import Refused

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
CUT_OFFS = st.none() | st.integers(1, 31)
DAY = timedelta(days=1)
TODAY = date(2022, 10, 24)
SHANGHAI = ZoneInfo("Asia/Shanghai")
# Summer time at midnight, by half an hour, twice-told midnights; none of them skips a whole day.
ZONES = [
    ZoneInfo(name)
    for name in (
        "Asia/Shanghai",
        "Asia/Urumqi",
        "Asia/Beirut",
        "Asia/Tehran",
        "America/Sao_Paulo",
        "America/Havana",
        "Australia/Lord_Howe",
        "America/New_York",
        "UTC",
    )
]


@pytest.mark.parametrize(
    ("on", "cut_off", "expected"),
    [
        (date(2022, 10, 24), None, ("2022-10", date(2022, 10, 1), date(2022, 10, 31))),
        (date(2022, 10, 25), 25, ("2022-10", date(2022, 9, 26), date(2022, 10, 25))),
        (date(2022, 10, 26), 25, ("2022-11", date(2022, 10, 26), date(2022, 11, 25))),
        (date(2022, 12, 26), 25, ("2023-01", date(2022, 12, 26), date(2023, 1, 25))),
        (date(2023, 2, 28), 30, ("2023-02", date(2023, 1, 31), date(2023, 2, 28))),
        (date(2023, 3, 1), 30, ("2023-03", date(2023, 3, 1), date(2023, 3, 30))),
        (date(2024, 2, 29), 31, ("2024-02", date(2024, 2, 1), date(2024, 2, 29))),
        (date(2022, 10, 1), 1, ("2022-10", date(2022, 9, 2), date(2022, 10, 1))),
    ],
)
def test_months(on: date, cut_off: int | None, expected: tuple[str, date, date]) -> None:
    assert bounds(on, cut_off) == Bounds(*expected)


@given(DAYS, CUT_OFFS)
def test_months_follow_each_other_without_a_gap(on: date, cut_off: int | None) -> None:
    month = bounds(on, cut_off)
    assert month.first <= on <= month.last
    assert bounds(month.first, cut_off) == bounds(month.last, cut_off) == month
    assert month.name == month.last.isoformat()[:7]
    following = bounds(month.last + DAY, cut_off)
    assert following.first == month.last + DAY
    assert following.name > month.name


@pytest.mark.parametrize("cut_off", [0, 32, -1])
def test_a_cut_off_day_that_is_none(cut_off: int) -> None:
    with pytest.raises(Refused) as refused:
        bounds(TODAY, cut_off)
    [problem] = refused.value.problems
    assert (problem.code, problem.field) == ("cut_off_day", "cut_off")


def test_the_day_of_an_instant_is_the_desks() -> None:
    instant = datetime(2022, 10, 24, 16, 0, tzinfo=UTC)
    assert desk_day(instant, SHANGHAI) == date(2022, 10, 25)
    assert desk_day(instant - timedelta(microseconds=1), SHANGHAI) == date(2022, 10, 24)
    with pytest.raises(ValueError, match="2022-10-24"):
        desk_day(datetime(2022, 10, 24), SHANGHAI)  # noqa: DTZ001 - what it refuses


def test_the_ends_of_a_day_are_utc() -> None:
    assert start_of_day(TODAY, SHANGHAI) == datetime(2022, 10, 23, 16, tzinfo=UTC)
    last = end_of_day(TODAY, SHANGHAI)
    assert last == datetime(2022, 10, 24, 15, 59, 59, 999999, tzinfo=UTC)
    assert last.tzinfo is UTC


def test_a_day_whose_midnight_the_clocks_skip() -> None:
    beirut = ZoneInfo("Asia/Beirut")
    spring = date(2022, 3, 27)
    assert start_of_day(spring, beirut).astimezone(beirut).hour == 1
    assert start_of_day(spring + DAY, beirut) - start_of_day(spring, beirut) == timedelta(hours=23)


@given(DAYS, st.sampled_from(ZONES))
def test_every_instant_belongs_to_one_day(day: date, zone: ZoneInfo) -> None:
    first, last = start_of_day(day, zone), end_of_day(day, zone)
    instant = timedelta(microseconds=1)
    assert desk_day(first, zone) == desk_day(last, zone) == day
    assert desk_day(first - instant, zone) == day - DAY
    assert last + instant == start_of_day(day + DAY, zone)


def test_two_instants_of_one_day_are_told_apart_by_their_time() -> None:
    first = datetime(2022, 10, 23, 20, 5, tzinfo=UTC)
    assert told_apart(first, first + timedelta(hours=2), SHANGHAI) == (
        "2022-10-24 04:05",
        "2022-10-24 06:05",
    )
    assert told_apart(first - timedelta(hours=9), first, SHANGHAI) == ("2022-10-23", "2022-10-24")


@pytest.mark.parametrize(
    ("begins", "cut_off", "code", "words"),
    [
        (date(2022, 10, 1), None, None, ()),
        (date(2022, 9, 26), 25, None, ()),
        (date(2023, 2, 1), 31, None, ()),
        (date(2023, 10, 1), None, None, ()),
        (date(2022, 10, 15), None, "begins_within_month", ("2022-10-01", "2022-11-01")),
        (date(2022, 10, 1), 25, "begins_within_month", ("2022-09-26", "2022-10-26")),
        (date(2022, 9, 26), None, "begins_within_month", ("2022-09-01", "2022-10-01")),
        (date(2023, 11, 1), None, "begins_far_ahead", ("2023-11-01", "2022-10-24")),
        (date(1992, 1, 1), None, None, ()),
        (date(1991, 12, 1), None, "begins_long_ago", ("1991-12-01", "30")),
    ],
)
def test_the_books_begin_with_a_whole_month_and_not_far_ahead(
    begins: date, cut_off: int | None, code: str | None, words: tuple[str, ...]
) -> None:
    problem = first_day_problem(begins, cut_off, TODAY)
    if problem is None:
        assert code is None
        return
    assert (problem.code, problem.field) == (code, "begins")
    for word in words:
        assert word in problem.text


def test_papers_name_the_year_once_where_it_is_the_same() -> None:
    assert written(date(2022, 10, 1), date(2022, 10, 31)) == "2022年10月1日至10月31日"
    assert written(date(2022, 12, 26), date(2023, 1, 25)) == "2022年12月26日至2023年1月25日"


def test_the_time_before_the_books_has_a_word() -> None:
    assert (period_word("2022-10"), period_word("opening")) == ("2022-10", "期初")
