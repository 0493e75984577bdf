"""Gapless document numbers: one counter a series and day, and a row for each number drawn."""

from datetime import date

from supplydesk.domain.numbering import write_number
from supplydesk.store.database import Conflict, DeskSession
from supplydesk.store.driver import Driver

_NEXT = (
    "INSERT INTO number_counter (series, day, last) VALUES (?, ?, 1) "
    "ON CONFLICT (series, day) DO UPDATE SET last = number_counter.last + 1 RETURNING last"
)
_ISSUED = "INSERT INTO number_issued (series, day, n, key) VALUES (?, ?, ?, ?)"
_ISSUED_ONCE = _ISSUED + " ON CONFLICT (key) DO NOTHING RETURNING n"


def take_number(session: DeskSession, series: str, day: date, key: str) -> str:
    """Draw the next number of *series* on *day* for the document *key*.

    Another desk that wants one of the same series and day waits until this transaction ends, and
    a rolled-back one leaves no gap.

    Raises:
        Conflict: another desk has just numbered the same *key*; look it up.
    """
    driver = Driver(session)
    row = driver.one(_NEXT, (series, day.isoformat()))
    assert row is not None, "the counter answers"
    issued = (series, day.isoformat(), row[0], key)
    if driver.sqlite:
        driver.run(_ISSUED, issued)
    elif driver.one(_ISSUED_ONCE, issued) is None:
        raise Conflict
    return write_number(series, day, row[0])
