"""The lowest a balance has been since a moment: what a late paper may still take."""

from supplydesk.store.driver import Driver

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
    rows = driver.all(_CHANGES, (place, lot, since, place, lot, since))
    for index, (_, change) in enumerate(rows):
        if standing <= lowest:
            lowest, moment = standing, rows[index][0]
        standing -= int(change or 0)
    if standing <= lowest:
        lowest, moment = standing, None
    assert moment is None or isinstance(moment, int)
    return lowest, moment
