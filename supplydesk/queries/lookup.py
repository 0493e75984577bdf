"""What can be looked up by name, pinyin or code: items with what is available, places, numbers."""

from typing import NamedTuple

from supplydesk.store.driver import Driver

_ITEMS = (
    "SELECT i.id, i.code, i.name, i.spec, i.unit, i.group_name, i.search, i.mnemonic, i.barcode, "
    "COALESCE(h.free, 0) FROM item i LEFT JOIN ("
    "SELECT b.item AS item, CAST(SUM(b.quantity - b.reserved) AS BIGINT) AS free "
    "FROM place p {cross} JOIN balance b ON b.place = p.id "
    "WHERE p.area = 'good' AND p.kind = 'bin' AND (b.quantity > 0 OR b.reserved > 0) {where} "
    "GROUP BY b.item) h ON h.item = i.id WHERE i.active = 1 ORDER BY i.code"
)
_PLACES = (
    "SELECT p.code, p.name, p.kind, p.level, p.county, p.address, p.contact, p.phone, p.search, "
    "p.closed_on FROM place p WHERE p.kind IN ('warehouse', 'site') ORDER BY p.code"
)


class ItemEntry(NamedTuple):
    """An item as it is looked up; ``available`` in thousandths."""

    id: int
    code: str
    name: str
    spec: str
    unit: str
    group: str
    search: str
    mnemonic: str
    barcode: str
    available: int


class PlaceEntry(NamedTuple):
    """A warehouse or a site as it is looked up."""

    code: str
    name: str
    kind: str
    level: str
    county: str
    address: str
    contact: str
    phone: str
    search: str
    closed_on: str | None


def item_entries(driver: Driver, warehouse: int | None = None) -> list[ItemEntry]:
    """Every item in use, with what is available in *warehouse*, or in all of them."""
    where = "" if warehouse is None else "AND p.warehouse = ?"
    values = () if warehouse is None else (warehouse,)
    sql = _ITEMS.format(cross=driver.either("CROSS", ""), where=where)
    return [ItemEntry._make(row) for row in driver.all(sql, values)]


def place_entries(driver: Driver) -> list[PlaceEntry]:
    """Every warehouse and site by code."""
    return [PlaceEntry._make(row) for row in driver.all(_PLACES)]
