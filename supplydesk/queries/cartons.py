"""The floating cartons of a slip: how many are still on the road, how many were lost."""

from supplydesk.store.driver import Driver

_CARRIED = (
    "SELECT m.line, m.lot, m.reason, CAST(SUM(m.packs) AS BIGINT) FROM document d "
    "JOIN movement m ON m.document = d.id WHERE (d.id = ? OR d.settles = ?) "
    "AND d.reverses IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses = d.id) "
    "GROUP BY m.line, m.lot, m.reason"
)
_LOST = frozenset({"short", "broken"})


def cartons_of(driver: Driver, slip: int) -> dict[tuple[int, int], tuple[int, int]]:
    """By line and lot of *slip*: cartons on the road, and those that went with what was lost."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for line, lot, reason, packs in driver.all(_CARRIED, (slip, slip)):
        road, lost = found.get((line, lot), (0, 0))
        if reason == "dispatch":
            road += packs
        elif reason == "found":
            lost -= packs
        else:
            road -= packs
            lost += packs if reason in _LOST else 0
        found[line, lot] = (road, lost)
    return found
