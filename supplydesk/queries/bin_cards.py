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
