"""Lots that could leave a warehouse: what is available of each, now or since an earlier moment."""

from collections.abc import Sequence

from supplydesk.domain.picking import Candidate
from supplydesk.queries.lowest import lowest_since
from supplydesk.store.driver import Driver, marks

# The places come first and the partial index on what is in stock after them, so that the years
# of emptied lots cost nothing.
_STOCK = (
    "SELECT b.item, b.place, b.lot, b.quantity, b.reserved, b.packs, b.last_at, l.expires, "
    "l.pack_size FROM place p {cross} JOIN balance b ON b.place = p.id {join} JOIN lot l "
    "ON l.id = b.lot WHERE p.warehouse = ? AND p.area = 'good' AND b.item IN ({marks}) "
    "AND b.quantity > 0"
)


def candidates(
    driver: Driver, warehouse: int, items: Sequence[int], effective_at: int
) -> tuple[dict[int, list[Candidate]], dict[tuple[int, int], int]]:
    """By item, the lots in the good area of *warehouse* that could go out at *effective_at*.

    Returns:
        Candidates with what is available (thousandths, reservations taken off, and for an earlier
        moment no more than the lowest since), and by (place, lot) what is available today, which
        the ledger compares again under lock.
    """
    cross = driver.either("CROSS", "")
    sql = _STOCK.format(cross=cross, join=cross, marks=marks(len(items)))
    found: dict[int, list[Candidate]] = {}
    seen: dict[tuple[int, int], int] = {}
    for row in driver.all(sql, (warehouse, *items)):
        item, place, lot, quantity, reserved, packs, last_at, expires, pack_size = row
        assert isinstance(item, int) and isinstance(place, int) and isinstance(lot, int)
        assert isinstance(quantity, int) and isinstance(reserved, int) and isinstance(last_at, int)
        seen[place, lot] = quantity - reserved
        lowest = quantity
        if last_at > effective_at:
            lowest, _ = lowest_since(driver, place, lot, effective_at, quantity)
        if lowest > reserved:
            found.setdefault(item, []).append(
                Candidate(
                    lot=lot,
                    place=place,
                    available=lowest - reserved,
                    expires=None if expires is None else str(expires),
                    received=lot,
                    pack_size=pack_size if isinstance(pack_size, int) else None,
                    packs=packs if isinstance(packs, int) else None,
                )
            )
    return found, seen
