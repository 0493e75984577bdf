"""Stock, now and at any past moment: by goods (when they moved) or by books (when papers are dated).

Now is a look at the balances. A past moment is the balances kept at the last month's closing
before it, and the movements of later months that had become effective by then.
"""

from collections.abc import Sequence
from typing import NamedTuple

from supplydesk.store.driver import Driver, Value


class StockRow(NamedTuple):
    """What lies of one item on one leaf: thousandths, fen; ``expires`` the earliest date."""

    place: int
    item: int
    quantity: int
    reserved: int
    amount: int
    expires: str | None


class LotRow(NamedTuple):
    """What lies of one lot on one leaf."""

    place: int
    item: int
    lot: int
    lot_number: str
    made: str | None
    expires: str | None
    quantity: int
    reserved: int
    packs: int
    amount: int


_NOW = (
    "SELECT b.place, b.item, CAST(SUM(b.quantity) AS BIGINT), CAST(SUM(b.reserved) AS BIGINT), "
    "CAST(SUM(b.amount) AS BIGINT), MIN(l.expires) "
    "FROM balance b JOIN lot l ON l.id = b.lot "
    "WHERE b.inside = 1 AND (b.quantity > 0 OR b.reserved > 0) {more} "
    "GROUP BY b.place, b.item ORDER BY b.place, b.item"
)
_LOTS = (
    "SELECT b.place, b.item, b.lot, l.lot_number, l.made, l.expires, b.quantity, b.reserved, "
    "b.packs, b.amount FROM balance b JOIN lot l ON l.id = b.lot "
    "WHERE b.inside = 1 AND b.quantity > 0 {more} ORDER BY b.item, b.place, l.expires, b.lot"
)
# What moved after the last closing; {when} says which of it had happened by the moment asked for.
_THEN = (
    "SELECT parts.place, l.item, CAST(SUM(parts.quantity) AS BIGINT), 0, "
    "CAST(SUM(parts.amount) AS BIGINT), "
    "MIN(CASE WHEN parts.quantity > 0 THEN l.expires END) FROM ("
    "SELECT place, lot, quantity, amount FROM closing WHERE period = ? AND revision = ? "
    "UNION ALL SELECT m.to_place, m.lot, m.quantity, m.amount FROM movement m {join} "
    "WHERE m.period > ? AND {when} "
    "UNION ALL SELECT m.from_place, m.lot, -m.quantity, -m.amount FROM movement m {join} "
    "WHERE m.period > ? AND {when}) parts "
    "JOIN place p ON p.id = parts.place AND p.inside = 1 JOIN lot l ON l.id = parts.lot "
    "WHERE 1 = 1 {more} GROUP BY parts.place, l.item "
    "HAVING SUM(parts.quantity) <> 0 ORDER BY parts.place, l.item"
)


def _among(column: str, ids: Sequence[int] | None) -> tuple[str, tuple[int, ...]]:
    if ids is None:
        return "", ()
    return f" AND {column} IN ({', '.join('?' * len(ids))})", tuple(ids)


def stock_now(
    driver: Driver, places: Sequence[int] | None = None, items: Sequence[int] | None = None
) -> list[StockRow]:
    """What lies where now, by leaf and item; only *places* and *items* where they are given."""
    at, place_ids = _among("b.place", places)
    of, item_ids = _among("b.item", items)
    rows = driver.all(_NOW.format(more=at + of), place_ids + item_ids)
    return list(map(StockRow._make, rows))  # type: ignore[arg-type]  # the schema's types


def lots_now(
    driver: Driver, places: Sequence[int] | None = None, items: Sequence[int] | None = None
) -> list[LotRow]:
    """What lies where now, lot by lot."""
    at, place_ids = _among("b.place", places)
    of, item_ids = _among("b.item", items)
    rows = driver.all(_LOTS.format(more=at + of), place_ids + item_ids)
    return list(map(LotRow._make, rows))  # type: ignore[arg-type]  # the schema's types


def last_closing(driver: Driver, before: str, *, including: bool = False) -> tuple[int, int]:
    """The (period, revision) of the last closing that ended before the day, or (−1, 0)."""
    sign = "<=" if including else "<"
    row = driver.one(
        f"SELECT id, revision FROM period WHERE state = 'closed' AND ends_on {sign} ? "
        "ORDER BY id DESC LIMIT 1",
        (before,),
    )
    return (-1, 0) if row is None else (int(row[0] or 0), int(row[1] or 0))


def stock_then(
    driver: Driver,
    moment: int,
    day: str,
    places: Sequence[int] | None = None,
    items: Sequence[int] | None = None,
) -> list[StockRow]:
    """What lay where at *moment* (microseconds), by goods: whenever its paper was dated.

    *day* is the desk's date at that moment; a closing counts if its month ended before it.
    Reservations of the past are not kept.
    """
    return _then(driver, day, "", "m.effective_at <= ?", moment, places, items, including=False)


def stock_by_books(
    driver: Driver,
    day: str,
    places: Sequence[int] | None = None,
    items: Sequence[int] | None = None,
) -> list[StockRow]:
    """What the books say lay where at the end of *day*: by the papers' dates."""
    join = "JOIN document d ON d.id = m.document"
    return _then(driver, day, join, "d.voucher_date <= ?", day, places, items, including=True)


def _then(
    driver: Driver,
    day: str,
    join: str,
    when: str,
    until: Value,
    places: Sequence[int] | None,
    items: Sequence[int] | None,
    *,
    including: bool,
) -> list[StockRow]:
    period, revision = last_closing(driver, day, including=including)
    at, place_ids = _among("parts.place", places)
    of, item_ids = _among("l.item", items)
    rows = driver.all(
        _THEN.format(join=join, when=when, more=at + of),
        (period, revision, period, until, period, until, *place_ids, *item_ids),
    )
    return list(map(StockRow._make, rows))  # type: ignore[arg-type]  # the schema's types


def item_has_moved(driver: Driver, item: int) -> bool:
    """Whether any lot of *item* was ever in the books."""
    return driver.one("SELECT 1 FROM lot WHERE item = ? LIMIT 1", (item,)) is not None
