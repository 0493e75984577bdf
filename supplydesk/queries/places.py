"""Places as documents need them: who they are, which leaf goods stand on, who keeps them."""

from collections.abc import Iterable
from typing import NamedTuple

from supplydesk.store.driver import Driver, marks

OPENING = "~opening"
LOST_FOUND = "~lost_found"
CONSUMED = "~consumed"
SCRAPPED = "~scrapped"

_COLUMNS = (
    "SELECT p.id, p.code, p.name, p.kind, p.level, p.parent, p.warehouse, p.area, p.inside, "
    "p.county, p.address, p.contact, p.phone, p.closed_on, c.name "
    "FROM place p LEFT JOIN party c ON c.id = p.custodian "
)


class PlaceRow(NamedTuple):
    """A node of the tree of places, with its custodian's name."""

    id: int
    code: str
    name: str
    kind: str
    level: str
    parent: int | None
    warehouse: int | None
    area: str
    inside: int
    county: str
    address: str
    contact: str
    phone: str
    closed_on: str | None
    custodian: str | None


def by_code(driver: Driver, codes: Iterable[str]) -> dict[str, PlaceRow]:
    """The places with *codes*; unknown codes are not in the answer."""
    wanted = list(dict.fromkeys(codes))
    rows = driver.all(_COLUMNS + f"WHERE p.code IN ({marks(len(wanted))})", wanted)
    return {str(row[1]): PlaceRow._make(row) for row in rows}


def leaves_of(driver: Driver, warehouse: int, *, kind: str = "") -> list[PlaceRow]:
    """The nodes of a warehouse that goods can stand on, the roomy first bin of each area first.

    With *kind*, only its nodes of that kind (``transit``).
    """
    condition = "AND p.kind = ? " if kind else "AND p.kind IN ('bin', 'transit') "
    values = (warehouse, kind) if kind else (warehouse,)
    rows = driver.all(_COLUMNS + "WHERE p.warehouse = ? " + condition + "ORDER BY p.id", values)
    return [PlaceRow._make(row) for row in rows]


def all_places(driver: Driver) -> list[PlaceRow]:
    """Every place, by code."""
    rows = driver.all(_COLUMNS + "ORDER BY p.code")
    return [PlaceRow._make(row) for row in rows]


def inside_of(driver: Driver, ids: Iterable[int]) -> dict[int, bool]:
    """Of each place in *ids*, whether its goods are ours to count."""
    wanted = list(ids)
    rows = driver.all(f"SELECT id, inside FROM place WHERE id IN ({marks(len(wanted))})", wanted)
    return {int(identity or 0): bool(inside) for identity, inside in rows}
