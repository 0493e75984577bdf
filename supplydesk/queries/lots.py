"""Lots by id: what a paper says of them."""

from collections.abc import Iterable
from typing import NamedTuple

from supplydesk.store.driver import Driver, marks


class LotFacts(NamedTuple):
    """One lot; ``pack_size`` in thousandths, ``unit_cost`` in 1/10000 yuan."""

    id: int
    item: int
    lot_number: str
    made: str | None
    expires: str | None
    pack_size: int | None
    unit_cost: int
    approximate: int


def lot_facts(driver: Driver, ids: Iterable[int]) -> dict[int, LotFacts]:
    """The lots with *ids*."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    rows = driver.all(
        "SELECT id, item, lot_number, made, expires, pack_size, unit_cost, approximate FROM lot "
        f"WHERE id IN ({marks(len(wanted))})",
        wanted,
    )
    return {int(row[0] or 0): LotFacts._make(row) for row in rows}
