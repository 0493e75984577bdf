"""Which leaves a report looks at: the bins of one warehouse, of a level's, or of all of them."""

from typing import NamedTuple

from supplydesk.store.driver import Driver, Value

_LEAVES = (
    "SELECT p.id, p.code, p.name, p.kind, p.area, w.id, w.code, w.name, w.level FROM place w "
    "JOIN place p ON p.warehouse = w.id AND p.kind IN ('bin', 'transit') "
    "WHERE w.kind = 'warehouse'{more} ORDER BY w.code, p.id"
)
_SITES = (
    "SELECT id, code, name, kind, area, id, code, name, level FROM place "
    "WHERE kind = 'site'{more} ORDER BY code"
)


class Leaf(NamedTuple):
    """A place that goods stand on, and the warehouse or site that it belongs to."""

    id: int
    code: str
    name: str
    kind: str
    area: str
    owner: int
    owner_code: str
    owner_name: str
    level: str


def leaves(driver: Driver, *, code: str = "", level: str = "") -> list[Leaf]:
    """The bins and roads of the warehouse *code*, or of every warehouse of *level*, or of all."""
    more, values = _only("w", code, level)
    return [Leaf._make(row) for row in driver.all(_LEAVES.format(more=more), values)]


def sites(driver: Driver, *, code: str = "") -> list[Leaf]:
    """The site *code*, or all sites."""
    more, values = _only("place", code, "")
    return [Leaf._make(row) for row in driver.all(_SITES.format(more=more), values)]


def _only(table: str, code: str, level: str) -> tuple[str, tuple[Value, ...]]:
    named = [(name, value) for name, value in (("code", code), ("level", level)) if value]
    more = "".join(f" AND {table}.{name} = ?" for name, _ in named)
    return more, tuple(value for _, value in named)
