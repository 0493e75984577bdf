"""Looking things up while somebody types: items and places, read once and matched as she goes on.

A list is read once for a page and held there as frozen values; `domain.lookup` finds in it.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from supplydesk.domain.lookup import Entry, entry
from supplydesk.domain.quantity import Measure, from_thousandths
from supplydesk.queries import articles, lookup
from supplydesk.services import scopes
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


class KnownItem(NamedTuple):
    """An item of the catalogue; ``available`` in base units, in the warehouse asked for."""

    entry: Entry
    code: str
    name: str
    spec: str
    group: str
    measure: Measure
    available: Decimal

    @property
    def unit(self) -> str:
        """The base unit."""
        return self.measure.unit


class KnownPlace(NamedTuple):
    """A warehouse or a site with whom to call there."""

    entry: Entry
    code: str
    name: str
    kind: str
    level: str
    county: str
    address: str
    contact: str
    phone: str
    closed_on: date | None


def items(session: DeskSession, warehouse: str | None = None) -> tuple[KnownItem, ...]:
    """Every item in use by code, with what is available in *warehouse* (a code), or in all.

    Raises:
        Refused: the person may not, or there is no such warehouse.
    """
    require(session, "read_stock")
    driver = Driver(session)
    place = None
    if warehouse:
        place = scopes.warehouses(driver, warehouse).leaves[0].owner
    rows = lookup.item_entries(driver, place)
    known = articles.in_use(driver)
    return tuple(
        KnownItem(
            entry(row.code, row.name, row.search, row.mnemonic, row.barcode),
            row.code,
            row.name,
            row.spec,
            row.group,
            known[row.code].measure,
            from_thousandths(row.available),
        )
        for row in rows
    )


def places(session: DeskSession) -> tuple[KnownPlace, ...]:
    """Every warehouse and site by code, closed ones among them."""
    return tuple(
        KnownPlace(
            entry(row.code, row.name, row.search),
            *row[:8],
            date.fromisoformat(row.closed_on) if row.closed_on else None,
        )
        for row in lookup.place_entries(Driver(session))
    )
