"""What waits for somebody: papers owed, slips not confirmed, lots that expire, low stock."""

from typing import NamedTuple

from supplydesk.store.driver import Driver

_STANDS = (
    "d.kind = 'dispatch' AND d.reverses IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses = d.id)"
)
_OWED = (
    "SELECT d.number, d.voucher_date, d.content, COALESCE(e.code, '') FROM document d "
    "LEFT JOIN incident e ON e.id = d.incident "
    f"WHERE d.instruction IS NULL AND {_STANDS} AND NOT EXISTS ("
    "SELECT 1 FROM document_fact f WHERE f.document = d.id AND f.name = ?) ORDER BY d.id"
)
_UNCONFIRMED = (
    "SELECT d.number, d.voucher_date, d.effective_at, w.name, s.name, c.lines, c.open, "
    "(SELECT COUNT(*) FROM document t WHERE t.settles = d.id AND NOT EXISTS ("
    "SELECT 1 FROM document r WHERE r.reverses = t.id)), COALESCE(e.code, '') "
    "FROM (SELECT document, COUNT(DISTINCT line) AS lines, CAST(SUM(open) AS BIGINT) AS open "
    "FROM consignment WHERE open > 0 GROUP BY document) c "
    "{cross} JOIN document d ON d.id = c.document "
    "LEFT JOIN place w ON w.id = d.warehouse LEFT JOIN place s ON s.id = d.site "
    "LEFT JOIN incident e ON e.id = d.incident "
    "WHERE d.effective_at <= ? ORDER BY d.effective_at, d.id"
)
_EXPIRING = (
    "SELECT i.code, i.name, i.spec, i.unit, w.name, p.name, l.id, l.lot_number, l.expires, "
    "b.quantity FROM place p {cross} JOIN balance b ON b.place = p.id AND b.quantity > 0 "
    "JOIN lot l ON l.id = b.lot JOIN item i ON i.id = b.item JOIN place w ON w.id = p.warehouse "
    "WHERE p.kind = 'bin' AND l.expires <= ? ORDER BY l.expires, i.code, w.code, p.id, l.id"
)
# Only what may go out counts: the good areas, less what approved papers hold.
_LOW = (
    "SELECT i.code, i.name, i.spec, i.unit, i.minimum, COALESCE(h.free, 0) FROM item i "
    "LEFT JOIN (SELECT b.item AS item, CAST(SUM(b.quantity - b.reserved) AS BIGINT) AS free "
    "FROM place p {cross} JOIN balance b ON b.place = p.id "
    "WHERE p.area = 'good' AND p.kind = 'bin' AND (b.quantity > 0 OR b.reserved > 0) "
    "GROUP BY b.item) h ON h.item = i.id "
    "WHERE i.active = 1 AND i.minimum > 0 AND COALESCE(h.free, 0) < i.minimum ORDER BY i.code"
)


class OwedRow(NamedTuple):
    """A dispatch on a telephone order whose paper has not come; ``content`` is its head (JSON),
    ``incident`` the code of its event.
    """

    number: str
    voucher_date: str
    content: str
    incident: str


class UnconfirmedRow(NamedTuple):
    """A slip with goods on the road: how many lines, thousandths, receipts so far, and its event's
    code.
    """

    number: str
    voucher_date: str
    effective_at: int
    warehouse: str
    site: str
    lines: int
    open: int
    receipts: int
    incident: str


class ExpiringRow(NamedTuple):
    """A lot in a warehouse that expires soon, or has."""

    code: str
    name: str
    spec: str
    unit: str
    warehouse: str
    bin: str
    lot: int
    lot_number: str
    expires: str
    quantity: int


class LowRow(NamedTuple):
    """An item of which less is available than its minimum."""

    code: str
    name: str
    spec: str
    unit: str
    minimum: int
    available: int


def papers_owed(driver: Driver, fact: str) -> list[OwedRow]:
    """Standing dispatches without an instruction that have no *fact* naming its number."""
    return [OwedRow._make(row) for row in driver.all(_OWED, (fact,))]


def unconfirmed(driver: Driver, left_by: int) -> list[UnconfirmedRow]:
    """Slips that left by the instant *left_by* and are not wholly accounted for, oldest first."""
    rows = driver.all(_UNCONFIRMED.format(cross=driver.either("CROSS", "")), (left_by,))
    return [UnconfirmedRow._make(row) for row in rows]


def expiring(driver: Driver, by: str) -> list[ExpiringRow]:
    """Lots in our warehouses that expire on the day *by* or before it."""
    rows = driver.all(_EXPIRING.format(cross=driver.either("CROSS", "")), (by,))
    return [ExpiringRow._make(row) for row in rows]


def below_minimum(driver: Driver) -> list[LowRow]:
    """Items of which all warehouses together have less available than their minimum."""
    rows = driver.all(_LOW.format(cross=driver.either("CROSS", "")))
    return [LowRow._make(row) for row in rows]
