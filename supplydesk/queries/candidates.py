"""Lots that could leave a warehouse: what is available of each, now or since an earlier moment."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from supplydesk.domain.picking import Candidate
from supplydesk.queries.lowest import booked_since, lowest_since
from supplydesk.store.driver import Driver, marks

# The places come first and the partial index on what is in stock after them, so that the years
# of emptied lots cost nothing.
_STOCK = (
    "SELECT b.item, b.place, b.lot, b.quantity, b.reserved, b.packs, b.last_at, l.expires, "
    "l.pack_size, l.document FROM place p {cross} JOIN balance b ON b.place = p.id {join} "
    "JOIN lot l ON l.id = b.lot WHERE p.warehouse = ? AND p.area = 'good' AND b.item IN ({marks}) "
    "AND b.quantity > 0"
)


class Candidates(NamedTuple):
    """What could leave, and what it was worked out from.

    ``pools`` holds the candidates by item: what is available in thousandths, reservations taken
    off, and for an earlier moment no more than the lowest since. ``seen`` is what is available
    today by place and lot, which the ledger compares again under lock.
    """

    pools: dict[int, list[Candidate]]
    seen: dict[tuple[int, int], int]


def candidates(
    driver: Driver, warehouse: int, items: Sequence[int], effective_at: int
) -> Candidates:
    """The lots of *items* in the good area of *warehouse* that could go out at *effective_at*."""
    cross = driver.either("CROSS", "")
    sql = _STOCK.format(cross=cross, join=cross, marks=marks(len(items)))
    pools: dict[int, list[Candidate]] = {}
    seen: dict[tuple[int, int], int] = {}
    for row in driver.all(sql, (warehouse, *items)):
        item, place, lot, quantity, reserved, packs, last_at, expires, pack_size, came = row
        seen[place, lot] = quantity - reserved
        lowest = quantity
        if last_at > effective_at:
            lowest, _ = lowest_since(driver, place, lot, effective_at, quantity)
        if lowest > reserved:
            pools.setdefault(item, []).append(
                Candidate(lot, place, lowest - reserved, expires, came, pack_size, packs)
            )
    return Candidates(pools, seen)


def within_books(driver: Driver, pool: Iterable[Candidate], day: str) -> list[Candidate] | None:
    """The same stock as far as the books can spare it for a paper dated *day*.

    None where that is dated in the last month: its books end with what is there.
    """
    period = driver.one(
        "SELECT id FROM period WHERE starts_on <= ? AND ends_on >= ? "
        "AND id < (SELECT MAX(id) FROM period)",
        (day, day),
    )
    if period is None:
        return None
    found = []
    for one in pool:
        there = driver.one(
            "SELECT quantity FROM balance WHERE place = ? AND lot = ?", (one.place, one.lot)
        )
        now = 0 if there is None else int(there[0])
        least = booked_since(driver, one.place, one.lot, period[0], now).least
        found.append(one._replace(available=min(one.available, least)))
    return found


def cartons_at(driver: Driver, keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Candidate]:
    """What stands of each (place, lot) now, as candidates: of goods that are held already."""
    found = {}
    for place, lot in keys:
        row = driver.one(
            "SELECT quantity, packs FROM balance WHERE place = ? AND lot = ?", (place, lot)
        )
        if row is not None:
            found[place, lot] = Candidate(lot, place, row[0], packs=row[1])
    return found


class Lying(NamedTuple):
    """One lot on one leaf of a good area: what is there now, and what is held of it."""

    place: int
    lot: int
    quantity: int
    reserved: int
    last_at: int
    expires: str | None


def lying(driver: Driver, warehouse: int, item: int) -> list[Lying]:
    """Every lot of *item* that lies in the good area of *warehouse*, or once did."""
    rows = driver.all(
        "SELECT b.place, b.lot, b.quantity, b.reserved, b.last_at, l.expires FROM place p "
        "JOIN balance b ON b.place = p.id JOIN lot l ON l.id = b.lot "
        "WHERE p.warehouse = ? AND p.area = 'good' AND b.item = ? ORDER BY b.lot, b.place",
        (warehouse, item),
    )
    return list(map(Lying._make, rows))
