"""Items by id as reports print them: names, units, groups, and what the brief calls them."""

from collections.abc import Collection
from typing import NamedTuple

from supplydesk.store.driver import Driver, marks

MOST_BY_ID = 1_000
_COLUMNS = (
    "SELECT id, code, name, spec, unit, group_name, minimum, report_order, brief_name, is_other "
    "FROM item"
)


class ItemRow(NamedTuple):
    """One item; ``minimum`` in thousandths."""

    id: int
    code: str
    name: str
    spec: str
    unit: str
    group: str
    minimum: int
    report_order: int
    brief_name: str
    is_other: int


class Named(NamedTuple):
    """What a report writes of an item before its figures."""

    id: int
    group: str
    code: str
    name: str
    spec: str
    unit: str


def named(driver: Driver, ids: Collection[int]) -> list[Named]:
    """The items with *ids*, by code, as a report names them."""
    if not ids:
        return []
    sql = "SELECT id, group_name, code, name, spec, unit FROM item"
    if len(ids) > MOST_BY_ID:
        rows = [row for row in driver.all(sql + " ORDER BY code") if row[0] in ids]
    else:
        rows = driver.all(f"{sql} WHERE id IN ({marks(len(ids))}) ORDER BY code", tuple(ids))
    return list(map(Named._make, rows))


def active_count(driver: Driver) -> int:
    """How many items are in use."""
    row = driver.one("SELECT COUNT(*) FROM item WHERE active = 1")
    return 0 if row is None else int(row[0])


def items(driver: Driver, ids: Collection[int] | None = None) -> dict[int, ItemRow]:
    """The items with *ids*, or all of them."""
    if ids is not None and not ids:
        return {}
    if ids is None or len(ids) > MOST_BY_ID:
        rows = driver.all(_COLUMNS)
    else:
        rows = driver.all(f"{_COLUMNS} WHERE id IN ({marks(len(ids))})", tuple(ids))
    return {row[0]: ItemRow._make(row) for row in rows}
