"""Stock, now and at any past moment: by goods (when they moved) or by books (papers' dates).

Now is a look at the balances. A past moment is the balances kept at the last month's closing
before it, and the movements of later months that had become effective by then.
"""

from collections.abc import Sequence
from typing import NamedTuple

from supplydesk.store.driver import Driver, Row, Value


class StockRow(NamedTuple):
    """What lies of one item on one leaf: thousandths, fen; ``expires`` the earliest date.

    ``approximate`` is 1 where one of the lots is known from hearsay only.
    """

    place: int
    item: int
    quantity: int
    reserved: int
    amount: int
    expires: str | None
    approximate: int = 0


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
    approximate: int = 0


_NOW = (
    "SELECT b.place, b.item, CAST(SUM(b.quantity) AS BIGINT), CAST(SUM(b.reserved) AS BIGINT), "
    "CAST(SUM(b.amount) AS BIGINT), MIN(CASE WHEN b.quantity > 0 THEN l.expires END), "
    "MAX(CASE WHEN b.quantity > 0 THEN l.approximate ELSE 0 END) "
    "FROM balance b JOIN lot l ON l.id = b.lot "
    "WHERE b.inside = 1 AND (b.quantity > 0 OR b.reserved > 0) {more} "
    "GROUP BY b.place, b.item ORDER BY b.place, b.item"
)
_LOTS = (
    "SELECT b.place, b.item, b.lot, l.lot_number, l.made, l.expires, b.quantity, b.reserved, "
    "b.packs, b.amount, l.approximate FROM balance b JOIN lot l ON l.id = b.lot "
    "WHERE b.inside = 1 AND b.quantity > 0 {more} "
    "ORDER BY b.place, b.item, l.expires IS NULL, l.expires, b.lot"
)
# What moved after the last closing; {when} says which of it had happened by the moment asked for.
# It is added up lot by lot first: a lot that has gone again must not lend its date to its item.
_HELD = (
    "(SELECT parts.place AS place, parts.lot AS lot, "
    "CAST(SUM(parts.quantity) AS BIGINT) AS quantity, CAST(SUM(parts.packs) AS BIGINT) AS packs, "
    "CAST(SUM(parts.amount) AS BIGINT) AS amount FROM ("
    "SELECT place, lot, quantity, packs, amount FROM closing WHERE period = ? AND revision = ? "
    "UNION ALL SELECT m.to_place, m.lot, m.quantity, m.packs, m.amount FROM movement m {join} "
    "WHERE m.period > ? AND {when} "
    "UNION ALL SELECT m.from_place, m.lot, -m.quantity, -m.packs, -m.amount FROM movement m {join} "
    "WHERE m.period > ? AND {when}) parts "
    "GROUP BY parts.place, parts.lot HAVING SUM(parts.quantity) <> 0) h "
    "JOIN place p ON p.id = h.place AND p.inside = 1 JOIN lot l ON l.id = h.lot WHERE 1 = 1 {more} "
)
_THEN = (
    "SELECT h.place, l.item, CAST(SUM(h.quantity) AS BIGINT), 0, CAST(SUM(h.amount) AS BIGINT), "
    "MIN(CASE WHEN h.quantity > 0 THEN l.expires END), "
    "MAX(CASE WHEN h.quantity > 0 THEN l.approximate ELSE 0 END) FROM "
    + _HELD
    + "GROUP BY h.place, l.item ORDER BY h.place, l.item"
)
_LOTS_THEN = (
    "SELECT h.place, l.item, h.lot, l.lot_number, l.made, l.expires, h.quantity, 0, h.packs, "
    "h.amount, l.approximate FROM "
    + _HELD
    + "ORDER BY h.place, l.item, l.expires IS NULL, l.expires, h.lot"
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
    return list(map(StockRow._make, rows))


def lots_now(
    driver: Driver, places: Sequence[int] | None = None, items: Sequence[int] | None = None
) -> list[LotRow]:
    """What lies where now, lot by lot."""
    at, place_ids = _among("b.place", places)
    of, item_ids = _among("b.item", items)
    rows = driver.all(_LOTS.format(more=at + of), place_ids + item_ids)
    return list(map(LotRow._make, rows))


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
    rows = _past(driver, _THEN, Past(day, moment), places, items)
    return list(map(StockRow._make, rows))


def lots_then(
    driver: Driver,
    moment: int,
    day: str,
    places: Sequence[int] | None = None,
    items: Sequence[int] | None = None,
) -> list[LotRow]:
    """What lay where at *moment*, lot by lot; see `stock_then`."""
    rows = _past(driver, _LOTS_THEN, Past(day, moment), places, items)
    return list(map(LotRow._make, rows))


def stock_by_books(
    driver: Driver,
    day: str,
    places: Sequence[int] | None = None,
    items: Sequence[int] | None = None,
) -> list[StockRow]:
    """What the books say lay where at the end of *day*: by the papers' dates.

    A paper that is late in the books may leave a leaf below zero in between; that is what the
    books say.
    """
    rows = _past(driver, _THEN, Past(day), places, items)
    return list(map(StockRow._make, rows))


def lots_by_books(
    driver: Driver,
    day: str,
    places: Sequence[int] | None = None,
    items: Sequence[int] | None = None,
) -> list[LotRow]:
    """What the books say lay where at the end of *day*, lot by lot."""
    rows = _past(driver, _LOTS_THEN, Past(day), places, items)
    return list(map(LotRow._make, rows))


class Past(NamedTuple):
    """What is asked for: the end of *day* by books, or a *moment* on it by goods."""

    day: str
    moment: int | None = None


def _past(
    driver: Driver,
    sql: str,
    past: Past,
    places: Sequence[int] | None,
    items: Sequence[int] | None,
) -> list[Row]:
    by_books = past.moment is None
    until: Value = past.day if past.moment is None else past.moment
    join = "JOIN document d ON d.id = m.document" if by_books else ""
    when = "d.voucher_date <= ?" if by_books else "m.effective_at <= ?"
    period, revision = last_closing(driver, past.day, including=by_books)
    at, place_ids = _among("h.place", places)
    of, item_ids = _among("l.item", items)
    return driver.all(
        sql.format(join=join, when=when, more=at + of),
        (period, revision, period, until, period, until, *place_ids, *item_ids),
    )


def item_has_moved(driver: Driver, item: int) -> bool:
    """Whether any lot of *item* was ever in the books."""
    return driver.one("SELECT 1 FROM lot WHERE item = ? LIMIT 1", (item,)) is not None
