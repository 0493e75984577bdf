"""What stands on the cards of bins: each bin of a warehouse, and each lot that lies in it."""

from typing import NamedTuple

from supplydesk.store.driver import Driver

_CARDS = (
    "SELECT p.id, p.code, p.area, w.name, l.id, l.item, l.lot_number, l.maker, l.made, l.expires, "
    "l.pack_size, l.approximate, b.quantity, b.packs, d.voucher_date "
    "FROM place p JOIN place w ON w.id = p.warehouse "
    "LEFT JOIN balance b ON b.place = p.id AND b.quantity > 0 LEFT JOIN lot l ON l.id = b.lot "
    "LEFT JOIN document d ON d.id = l.document "
    "WHERE p.kind = 'bin' AND p.closed_on IS NULL AND (p.code = ? OR w.code = ?) "
    "ORDER BY p.code, l.item, l.expires IS NULL, l.expires, l.id"
)
_LYING = (
    "SELECT DISTINCT p.id, p.name, w.code, COALESCE(i.code, '') FROM place p "
    "JOIN place w ON w.id = p.warehouse "
    "LEFT JOIN balance b ON b.place = p.id AND b.quantity > 0 LEFT JOIN item i ON i.id = b.item "
    "WHERE p.id = ? AND p.kind = 'bin'"
)
_PLACES = (
    "SELECT p.id, p.name, w.code, i.code FROM balance b JOIN place p ON p.id = b.place "
    "JOIN place w ON w.id = p.warehouse JOIN item i ON i.id = b.item "
    "WHERE b.lot = ? AND b.quantity > 0 AND p.kind = 'bin' ORDER BY w.code, p.code"
)


class CardRow(NamedTuple):
    """A lot in a bin, in thousandths; of a bin that is empty all from ``lot`` on is None."""

    bin: int
    code: str
    area: str
    warehouse: str
    lot: int | None
    item: int | None
    lot_number: str | None
    maker: str | None
    made: str | None
    expires: str | None
    pack_size: int | None
    approximate: int | None
    quantity: int | None
    packs: int | None
    received: str | None


def cards(driver: Driver, code: str) -> list[CardRow]:
    """The open bins of the warehouse *code*, or the bin *code*, with what lies in each."""
    return [CardRow._make(row) for row in driver.all(_CARDS, (code, code))]


class Lying(NamedTuple):
    """Where something lies: the bin, its warehouse's code, and the code of an item that is there,
    if any is.
    """

    place: int
    name: str
    warehouse: str
    item: str


def item_of(driver: Driver, lot: int) -> str:
    """The code of the item that the lot with this id is of; empty where there is no such lot."""
    row = driver.one("SELECT i.code FROM lot l JOIN item i ON i.id = l.item WHERE l.id = ?", (lot,))
    return "" if row is None else str(row[0])


def places_of(driver: Driver, lot: int) -> list[Lying]:
    """The bins in which something of *lot* lies."""
    return [Lying._make(row) for row in driver.all(_PLACES, (lot,))]


def lying_in(driver: Driver, place: int) -> list[Lying]:
    """What lies in the bin *place*, a row for each item, one without any where it is empty; none
    where there is no such bin.
    """
    return [Lying._make(row) for row in driver.all(_LYING, (place,))]
