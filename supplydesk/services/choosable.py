"""The lots that a clerk may choose from by hand: what of each is available in a warehouse now."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from supplydesk.domain.quantity import from_thousandths
from supplydesk.queries import lots
from supplydesk.queries.candidates import candidates
from supplydesk.services.scopes import item as find_item
from supplydesk.services.scopes import warehouses
from supplydesk.services.seats import require
from supplydesk.store.columns import micros
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


class ChoosableLot(NamedTuple):
    """A lot with what is available of it, in base units, over all bins of the good area.

    ``places`` names the bins where it lies.
    """

    lot: int
    lot_number: str
    made: date | None
    expires: date | None
    available: Decimal
    places: tuple[str, ...]
    approximate: bool


def choosable(session: DeskSession, warehouse: str, item: str) -> tuple[ChoosableLot, ...]:
    """The lots of *item* in the good area of *warehouse*, the first to expire first.

    Raises:
        Refused: the person may not, or there is no such warehouse or item.
    """
    require(session, "read_stock")
    driver = Driver(session)
    scope = warehouses(driver, warehouse)
    article = find_item(driver, item)
    owner = scope.leaves[0].owner
    pool = candidates(driver, owner, (article.id,), micros(session.seat.now())).pools
    names = {leaf.id: leaf.name for leaf in scope.leaves}
    sums: dict[int, int] = {}
    places: dict[int, list[str]] = {}
    for one in pool.get(article.id, ()):
        sums[one.lot] = sums.get(one.lot, 0) + one.available
        places.setdefault(one.lot, []).append(names.get(one.place, ""))
    known = lots.lot_facts(driver, sums)
    found = [
        ChoosableLot(
            lot,
            known[lot].lot_number,
            _day(known[lot].made),
            _day(known[lot].expires),
            from_thousandths(quantity),
            tuple(dict.fromkeys(places[lot])),
            bool(known[lot].approximate),
        )
        for lot, quantity in sums.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.expires or date.max, one.lot)))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
