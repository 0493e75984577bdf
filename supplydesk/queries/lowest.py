"""The lowest a balance has been since a moment, or a month's end: what a late paper may take."""

from collections.abc import Sequence
from typing import NamedTuple

from supplydesk.store.driver import Driver, Row

_CHANGES = (
    "SELECT effective_at, SUM(change) FROM ("
    "SELECT effective_at, quantity AS change FROM movement "
    "WHERE to_place = ? AND lot = ? AND effective_at > ? "
    "UNION ALL "
    "SELECT effective_at, -quantity FROM movement "
    "WHERE from_place = ? AND lot = ? AND effective_at > ?) changes "
    "GROUP BY effective_at ORDER BY effective_at DESC"
)


def lowest_since(
    driver: Driver, place: int, lot: int, since: int, now: int
) -> tuple[int, int | None]:
    """The lowest quantity of *lot* at *place* from *since* on, and the instant it came to that.

    Args:
        driver: the transaction to look in.
        place: a leaf.
        lot: the lot.
        since: microseconds; movements at the same instant count as one step.
        now: today's quantity, in thousandths.

    Returns:
        The lowest quantity in thousandths, and the first instant after which it stood there;
        None where it stood there at *since* already.
    """
    standing, lowest, moment = now, now, None
    rows = _changes(driver, place, lot, since)
    for index, (_, change) in enumerate(rows):
        if standing <= lowest:
            lowest, moment = standing, rows[index][0]
        standing -= int(change or 0)
    if standing <= lowest:
        lowest, moment = standing, None
    assert moment is None or isinstance(moment, int)
    return lowest, moment


def _changes(driver: Driver, place: int, lot: int, since: int) -> list[Row]:
    """What changed of *lot* at *place* after *since*: (instant, thousandths), the latest first."""
    return driver.all(_CHANGES, (place, lot, since, place, lot, since))


_BOOKED = (
    "SELECT period, CAST(SUM(change) AS BIGINT) FROM ("
    "SELECT period, quantity AS change FROM movement WHERE to_place = ? AND lot = ? AND period > ? "
    "UNION ALL SELECT period, -quantity FROM movement "
    "WHERE from_place = ? AND lot = ? AND period > ?) booked "
    "GROUP BY period ORDER BY period DESC"
)


class Booked(NamedTuple):
    """The least that the books have of something at the end of a period, and in which.

    ``fits`` is the first period from whose end on they never have less than nothing.
    """

    least: int
    period: int
    fits: int


def booked_since(driver: Driver, place: int, lot: int, period: int, now: int) -> Booked:
    """What the books have of *lot* at *place* from the end of *period* on, at the least.

    Args:
        driver: the transaction to look in.
        place: a leaf.
        lot: the lot.
        period: the id of the first period whose end counts.
        now: what there is in all, in thousandths: what the last period ends with.
    """
    rows = driver.all(_BOOKED, (place, lot, period, place, lot, period))
    fits = last = rows[0][0] if rows else period
    least, when, standing, sound = now, last, now, now >= 0
    ends = [*(row[0] for row in rows[1:]), period]
    for (_, change), end in zip(rows, ends, strict=False):
        standing -= int(change)
        sound = sound and standing >= 0
        if sound:
            fits = end
        if standing < least:
            least, when = standing, end
    return Booked(least, when, fits)


class Spare(NamedTuple):
    """What stands of one lot on one leaf today, and how much of that is *spoken* for."""

    place: int
    lot: int
    quantity: int
    spoken: int


def scarcest(driver: Driver, stock: Sequence[Spare], since: int) -> int | None:
    """The first instant after *since* from which least of *stock* could have been spared.

    Each lot can spare what it never went below until then. None: it was as little at *since*
    already, so that nothing which moved later is to blame.
    """
    steps: list[tuple[int, int, int]] = []
    standing = [one.quantity for one in stock]
    for index, one in enumerate(stock):
        for moment, change in _changes(driver, one.place, one.lot, since):
            steps.append((int(moment or 0), index, int(change or 0)))
            standing[index] -= int(change or 0)
    spare = [max(held - one.spoken, 0) for held, one in zip(standing, stock, strict=True)]
    scarce = None
    for moment, index, change in sorted(steps):
        standing[index] += change
        left = max(standing[index] - stock[index].spoken, 0)
        if left < spare[index]:
            spare[index], scarce = left, moment
    return scarce
