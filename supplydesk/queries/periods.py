"""The books' months as they stand, and where each closing lies on the chain."""

from datetime import date, timedelta
from typing import NamedTuple

from supplydesk.store.driver import Driver

_COLUMNS = "SELECT id, name, starts_on, ends_on, state, revision FROM period "
_NOTES = (
    "SELECT sequence, kind, subject, at, person, hash FROM journal "
    "WHERE kind IN ('close', 'reopen') ORDER BY sequence DESC"
)
_SEAL = (
    "SELECT sequence, hash FROM journal WHERE kind = 'close' AND subject = ? "
    "ORDER BY sequence DESC LIMIT 1"
)


class PeriodRow(NamedTuple):
    """One month; ``id`` is its year and month (202210), 0 is the time before the books."""

    id: int
    name: str
    starts_on: str
    ends_on: str
    state: str
    revision: int


class PeriodNote(NamedTuple):
    """One closing or reopening in the journal."""

    sequence: int
    kind: str
    period: str
    at: int
    person: str
    hash: str


class ChainEnd(NamedTuple):
    """An entry of the journal and its hash: what figures up to it are sealed by."""

    sequence: int
    hash: str


def months(driver: Driver) -> list[PeriodRow]:
    """The months that the books hold, oldest first; the time before them is left out."""
    rows = driver.all(_COLUMNS + "WHERE id > 0 ORDER BY id")
    return [PeriodRow._make(row) for row in rows]


def month(driver: Driver, name: str) -> PeriodRow | None:
    """The month called *name* (``2022-10``), or None."""
    row = driver.one(_COLUMNS + "WHERE name = ? AND id > 0", (name,))
    return None if row is None else PeriodRow._make(row)


def month_holding(driver: Driver, day: str) -> PeriodRow | None:
    """The month that *day* lies in, if a paper has been dated that far; None before the books."""
    row = driver.one(_COLUMNS + "WHERE starts_on <= ? AND ends_on >= ? AND id > 0", (day, day))
    return None if row is None else PeriodRow._make(row)


def holding(driver: Driver, day: str) -> PeriodRow | None:
    """The period that *day* lies in, the time before the books among them; None if not begun."""
    row = driver.one(_COLUMNS + "WHERE starts_on <= ? AND ends_on >= ?", (day, day))
    return None if row is None else PeriodRow._make(row)


def begins_on(driver: Driver) -> str:
    """The first day of the books: the day after the time before them ends."""
    row = driver.one("SELECT ends_on FROM period WHERE id = 0")
    assert row is not None, "the books begin with the opening period"
    return (date.fromisoformat(row[0]) + timedelta(days=1)).isoformat()


def closing_before(driver: Driver, identity: int) -> tuple[int, int]:
    """The (period, revision) of the last closing before the month *identity*, or (−1, 0)."""
    row = driver.one(
        "SELECT id, revision FROM period WHERE state = 'closed' AND id < ? "
        "ORDER BY id DESC LIMIT 1",
        (identity,),
    )
    return (-1, 0) if row is None else (row[0], row[1])


def notes(driver: Driver) -> list[PeriodNote]:
    """Every closing and reopening, the latest first."""
    return [PeriodNote._make(row) for row in driver.all(_NOTES)]


def closing_seal(driver: Driver, name: str) -> ChainEnd | None:
    """The entry that sealed the last closing of the month *name*."""
    row = driver.one(_SEAL, (name,))
    return None if row is None else ChainEnd._make(row)


def chain_end(driver: Driver) -> ChainEnd:
    """The chain's last entry: all that the desk holds at this moment is sealed by it."""
    row = driver.one("SELECT sequence, hash FROM chain_head WHERE id = 1")
    assert row is not None, "a desk has a chain head from its first transaction"
    return ChainEnd._make(row)
