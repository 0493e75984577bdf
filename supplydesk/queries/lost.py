"""What of a slip had been reported lost by a moment, and was not found again."""

from typing import NamedTuple

from supplydesk.store.driver import Driver


class Lost(NamedTuple):
    """One line of a slip: thousandths lost by then and not found since, and the last report."""

    quantity: int
    reported_at: int


_LOST = (
    "SELECT m.line, CAST(SUM(CASE WHEN m.reason = 'found' THEN -m.quantity "
    "WHEN d.effective_at <= ? THEN m.quantity ELSE 0 END) AS BIGINT), "
    "MAX(CASE WHEN m.reason <> 'found' THEN d.effective_at END) "
    "FROM document d JOIN movement m ON m.document = d.id "
    "WHERE d.settles = ? AND d.reverses IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses = d.id) "
    "AND m.reason IN ('short', 'broken', 'found') GROUP BY m.line"
)


def lost_by(driver: Driver, slip: int, moment: int) -> dict[int, Lost]:
    """What standing receipts of *slip* had reported lost by *moment*, line by line."""
    rows = driver.all(_LOST, (moment, slip))
    return {int(line or 0): Lost(int(lost or 0), int(at or 0)) for line, lost, at in rows}
