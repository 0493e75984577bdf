"""What was sent out for an event up to a moment, by the level of the sender and by item."""

from typing import NamedTuple

from supplydesk.store.driver import Driver

# A reversal has the moment of what it undoes, so that both count or neither does.
_SIGNED = "CASE WHEN d.reverses IS NULL THEN n.quantity ELSE -n.quantity END"
# A line's content is JSON that is always written the same way, a quote in a text with its stroke.
_ABOUT = """n.content LIKE '%"issued_approximate":true%'"""
_ISSUED = (
    "SELECT w.level, n.item, "
    f"CAST(SUM({_SIGNED}) AS BIGINT), "
    f"CAST(SUM(CASE WHEN {_ABOUT} THEN {_SIGNED} ELSE 0 END) AS BIGINT) "
    "FROM document d {cross} JOIN place w ON w.id = d.warehouse "
    "{cross} JOIN document_line n ON n.document = d.id "
    "WHERE d.incident = ? AND d.kind = 'dispatch' AND d.effective_at <= ? "
    "GROUP BY w.level, n.item"
)


class Issued(NamedTuple):
    """What warehouses of one level sent out of one item, in thousandths, reversals taken off.

    ``about`` is how much of it slips tell as about so many (余).
    """

    level: str
    item: int
    quantity: int
    about: int


def issued(driver: Driver, incident: int, until: int) -> list[Issued]:
    """What was sent out for *incident* by the instant *until* (microseconds)."""
    rows = driver.all(_ISSUED.format(cross=driver.either("CROSS", "")), (incident, until))
    return [Issued._make(row) for row in rows]


_DAILY = (
    "SELECT d.voucher_date, "
    "CAST(SUM(CASE WHEN d.reverses IS NULL THEN n.quantity ELSE -n.quantity END) AS BIGINT) "
    "FROM document d {cross} JOIN document_line n ON n.document = d.id "
    "WHERE d.voucher_date >= ? AND d.voucher_date <= ? AND d.kind = 'dispatch' {event}"
    "GROUP BY d.voucher_date"
)


def issued_daily(
    driver: Driver, first: str, last: str, incident: int | None = None
) -> dict[str, int]:
    """What dispatches dated from *first* to *last* sent out on each day, in thousandths; for
    *incident* alone where one is given.
    """
    narrowed = "" if incident is None else "AND d.incident = ? "
    statement = _DAILY.format(cross=driver.either("CROSS", ""), event=narrowed)
    rows = driver.all(statement, (first, last, *([] if incident is None else [incident])))
    return {str(day): int(quantity) for day, quantity in rows}
