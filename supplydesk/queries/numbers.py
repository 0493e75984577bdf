"""Drawn numbers against the papers that hold them, added up by series and day."""

from typing import NamedTuple

from supplydesk.store.driver import Driver

_COUNTERS = (
    "SELECT series, day, last FROM number_counter WHERE day >= ? AND day <= ? ORDER BY day, series"
)
_ISSUED = (
    "SELECT series, day, COUNT(*) FROM number_issued WHERE day >= ? AND day <= ? "
    "GROUP BY series, day"
)
# A number reads DB-20221024-001; two and eight characters name its series and its day.
_POSTED = (
    "SELECT SUBSTR(number, 1, 2), SUBSTR(number, 4, 8), COUNT(*), "
    "MAX(CAST(SUBSTR(number, 13) AS BIGINT)) FROM document "
    "WHERE voucher_date >= ? AND voucher_date <= ? GROUP BY 1, 2"
)
_UNPOSTED = (
    "SELECT number, state FROM draft WHERE number IS NOT NULL "
    "AND voucher_date >= ? AND voucher_date <= ? ORDER BY number"
)
_OF_A_DAY = "SELECT number FROM document WHERE number >= ? AND number < ? ORDER BY number"


class Counted(NamedTuple):
    """A series and day (``20221024``) with how many there are, and the highest number."""

    series: str
    day: str
    many: int
    last: int


def counters(driver: Driver, first: str, last: str) -> list[Counted]:
    """How far each counter has run, from the day *first* to *last*, by day."""
    rows = driver.all(_COUNTERS, (first, last))
    return [Counted(series, day.replace("-", ""), end, end) for series, day, end in rows]


def issued(driver: Driver, first: str, last: str) -> dict[tuple[str, str], int]:
    """How many numbers the books say were drawn, by series and day."""
    rows = driver.all(_ISSUED, (first, last))
    return {(series, day.replace("-", "")): count for series, day, count in rows}


def posted(driver: Driver, first: str, last: str) -> dict[tuple[str, str], Counted]:
    """How many posted papers hold a number, by series and day; numbers are unique."""
    rows = driver.all(_POSTED, (first, last))
    return {(row[0], row[1]): Counted._make(row) for row in rows}


def unposted(driver: Driver, first: str, last: str) -> list[tuple[str, str]]:
    """The (number, state) of papers that have their number and are not posted."""
    return [(row[0], row[1]) for row in driver.all(_UNPOSTED, (first, last))]


def posted_on(driver: Driver, series: str, day: str) -> list[str]:
    """The numbers of *series* and *day* (``20221024``) that posted papers hold."""
    start = f"{series}-{day}-"
    return [row[0] for row in driver.all(_OF_A_DAY, (start, f"{series}-{day}."))]
