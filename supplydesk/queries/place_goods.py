"""What lies at a place, what is on its way there, and until when papers name it."""

from typing import NamedTuple

from supplydesk.store.driver import Driver


class Goods(NamedTuple):
    """Goods of one item: where they lie or the slip that carries them, thousandths, reusable."""

    where: str
    name: str
    unit: str
    quantity: int
    reusable: int


_LYING = (
    "SELECT p.name, i.name, i.unit, CAST(SUM(b.quantity) AS BIGINT), i.reusable FROM place p "
    "JOIN balance b ON b.place = p.id JOIN item i ON i.id = b.item "
    "WHERE (p.id = ? OR p.warehouse = ?) AND b.quantity > 0 "
    "GROUP BY p.id, p.name, i.id, i.code, i.name, i.unit, i.reusable ORDER BY p.id, i.code"
)
_COMING = (
    "SELECT d.number, i.name, i.unit, CAST(SUM(c.open) AS BIGINT), i.reusable FROM document d "
    "JOIN consignment c ON c.document = d.id JOIN lot l ON l.id = c.lot "
    "JOIN item i ON i.id = l.item WHERE d.site = ? AND c.open > 0 "
    "GROUP BY d.id, d.number, i.id, i.code, i.name, i.unit, i.reusable ORDER BY d.id, i.code"
)
_HELD = (
    "SELECT DISTINCT r.draft FROM reservation r JOIN place p ON p.id = r.place "
    "WHERE p.id = ? OR p.warehouse = ?"
)
_STANDING = "d.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses = d.id)"
_LAST = (
    "SELECT MAX(effective_at), MAX(voucher_date) FROM ("
    f"SELECT d.effective_at, d.voucher_date FROM document d WHERE (d.site = ? OR d.warehouse = ?) "
    f"AND {_STANDING} UNION ALL "
    "SELECT d.effective_at, d.voucher_date FROM movement m JOIN document d ON d.id = m.document "
    f"WHERE m.to_place = ? AND {_STANDING} UNION ALL "
    "SELECT d.effective_at, d.voucher_date FROM movement m JOIN document d ON d.id = m.document "
    f"WHERE m.from_place = ? AND {_STANDING}) papers"
)
_OPEN_BINS = (
    "SELECT COUNT(*) FROM place p JOIN place one ON one.parent = p.parent AND one.id = ? "
    "WHERE p.kind = 'bin' AND p.closed_on IS NULL AND p.id <> one.id"
)


def lying_at(driver: Driver, place: int) -> list[Goods]:
    """What lies at *place*, or anywhere in it where it is a warehouse, its road included."""
    return list(map(Goods._make, driver.all(_LYING, (place, place))))


def coming_to(driver: Driver, site: int) -> list[Goods]:
    """What is on the road to *site*, slip by slip."""
    return list(map(Goods._make, driver.all(_COMING, (site,))))


def held_at(driver: Driver, place: int) -> list[str]:
    """The keys of the papers that goods at *place*, or anywhere in it, are held for."""
    return [str(row[0]) for row in driver.all(_HELD, (place, place))]


def last_named(driver: Driver, place: int) -> tuple[int, str] | None:
    """When goods last moved by a standing paper that names *place*, and the latest one's date."""
    row = driver.one(_LAST, (place, place, place, place))
    if row is None or row[0] is None:
        return None
    return int(row[0]), str(row[1])


def open_bins_beside(driver: Driver, place: int) -> int:
    """How many other bins of its area are open beside the bin *place*."""
    row = driver.one(_OPEN_BINS, (place,))
    return 0 if row is None else int(row[0] or 0)
