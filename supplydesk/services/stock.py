"""Stock: what lies where, now or at any past moment, by goods or by books."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

from supplydesk.domain.period import desk_day, end_of_day
from supplydesk.domain.problem import refuse
from supplydesk.domain.quantity import from_thousandths
from supplydesk.queries import scopes
from supplydesk.queries.items import ItemRow, items
from supplydesk.queries.scopes import Leaf
from supplydesk.queries.stock import (
    LotRow,
    StockRow,
    lots_by_books,
    lots_now,
    lots_then,
    stock_by_books,
    stock_now,
    stock_then,
)
from supplydesk.services.scopes import item as find_item
from supplydesk.services.scopes import warehouse_or_site
from supplydesk.services.seats import require
from supplydesk.store.columns import micros
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


class StockLot(NamedTuple):
    """One lot of a line; ``thousandths`` of the base unit, ``packs`` the floating cartons."""

    lot: int
    lot_number: str
    made: date | None
    expires: date | None
    thousandths: int
    packs: Decimal
    amount: int
    approximate: bool = False

    @property
    def on_hand(self) -> Decimal:
        """What lies there, in base units."""
        return from_thousandths(self.thousandths)


class StockLine(NamedTuple):
    """What lies of one item on one leaf: a bin, a road, a site.

    ``place`` is the leaf's code, ``owner`` that of its warehouse, or the site again; ``area`` is
    the condition of the goods (``good``, ``pending`` …), ``transit`` on a road, ``site`` at a
    site. ``thousandths`` and ``reserved`` are thousandths of the base unit (``reserved`` None for
    a past moment: what was held then is not kept), ``amount`` is fen, ``expires`` the earliest
    day. ``lots`` is empty unless it was asked for. ``approximate`` where one of its lots is known
    from hearsay only (余).
    """

    code: str
    name: str
    spec: str
    unit: str
    place: str
    place_name: str
    area: str
    owner: str
    owner_name: str
    level: str
    thousandths: int
    reserved: int | None
    amount: int
    expires: date | None
    lots: tuple[StockLot, ...] = ()
    approximate: bool = False

    @property
    def on_hand(self) -> Decimal:
        """What lies there, in base units."""
        return from_thousandths(self.thousandths)

    @property
    def held(self) -> Decimal | None:
        """What approved papers hold of it; None for a past moment."""
        return None if self.reserved is None else from_thousandths(self.reserved)

    @property
    def available(self) -> Decimal | None:
        """On hand less what is held: below zero after a loss of goods that were promised."""
        if self.reserved is None:
            return None
        return from_thousandths(self.thousandths - self.reserved)


def stock(
    session: DeskSession,
    *,
    warehouse: str | None = None,
    item: str | None = None,
    as_of: date | datetime | None = None,
    books: bool = False,
    lots: bool = False,
) -> tuple[StockLine, ...]:
    """Everything that is ours, by leaf and item: in warehouses, on the road, out at sites.

    Args:
        session: a reading session.
        warehouse: only the warehouse or site with this code.
        item: only the item with this code.
        as_of: a past day (its last instant) or moment; a time without an offset is the desk's.
        books: by the papers' dates instead of when the goods moved; a moment counts as its day.
        lots: with the lots of each line.

    Raises:
        Refused: the person may not, there is no such place or item, or the day has not come.
    """
    require(session, "read_stock")
    driver = Driver(session)
    places = None
    if warehouse is not None:
        scope = warehouse_or_site(driver, warehouse)
        places = (*scope.ids, *scope.road_ids)
    wanted = None if item is None else (find_item(driver, item).id,)
    past = None if as_of is None else _past(session, as_of)
    rows, parts = _read(driver, past, places, wanted, books=books, lots=lots)
    return tuple(_lines(driver, rows, parts, now=past is None))


class _Past(NamedTuple):
    """A moment in microseconds, and the desk's day that it lies on."""

    moment: int
    day: str


def _past(session: DeskSession, as_of: date | datetime) -> _Past:
    seat = session.seat
    if isinstance(as_of, datetime):
        moment = as_of if as_of.tzinfo else as_of.replace(tzinfo=seat.zone)
        day = desk_day(moment, seat.zone)
    else:
        moment, day = end_of_day(as_of, seat.zone), as_of
    today = desk_day(seat.now(), seat.zone)
    if day > today:
        raise refuse(
            "date_in_future",
            "services.stock",
            "{day} has not come yet. Ask for today, {today}, or an earlier day.",
            field="as_of",
            day=day.isoformat(),
            today=today.isoformat(),
        )
    return _Past(micros(moment.astimezone(UTC)), day.isoformat())


def _read(
    driver: Driver,
    past: _Past | None,
    places: Sequence[int] | None,
    wanted: Sequence[int] | None,
    *,
    books: bool,
    lots: bool,
) -> tuple[list[StockRow], list[LotRow]]:
    if past is None:
        rows = stock_now(driver, places, wanted)
        return rows, lots_now(driver, places, wanted) if lots else []
    if books:
        rows = stock_by_books(driver, past.day, places, wanted)
        return rows, lots_by_books(driver, past.day, places, wanted) if lots else []
    rows = stock_then(driver, past.moment, past.day, places, wanted)
    return rows, lots_then(driver, past.moment, past.day, places, wanted) if lots else []


def _lines(
    driver: Driver, rows: Sequence[StockRow], parts: Iterable[LotRow], *, now: bool
) -> list[StockLine]:
    """The lines by warehouses and then sites, leaf by leaf, in the order of the items' codes."""
    leaves = (*scopes.leaves(driver), *scopes.sites(driver))
    rank = {leaf.id: at for at, leaf in enumerate(leaves)}
    words = {leaf.id: _words(leaf) for leaf in leaves}
    known = items(driver, {row.item for row in rows})
    lots: dict[tuple[int, int], list[StockLot]] = {}
    for part in parts:
        lots.setdefault((part.place, part.item), []).append(_lot(part))
    return [
        StockLine(
            *_names(known[item]),
            *words[place],
            quantity,
            reserved if now else None,
            amount,
            date.fromisoformat(expires) if expires else None,
            tuple(lots.get((place, item), ())),
            bool(approximate),
        )
        for place, item, quantity, reserved, amount, expires, approximate in sorted(
            rows, key=lambda row: (rank[row.place], known[row.item].code)
        )
    ]


def _names(item: ItemRow) -> tuple[str, str, str, str]:
    return item.code, item.name, item.spec, item.unit


def _words(leaf: Leaf) -> tuple[str, str, str, str, str, str]:
    area = leaf.area or leaf.kind
    return leaf.code, leaf.name, area, leaf.owner_code, leaf.owner_name, leaf.level


def _lot(row: LotRow) -> StockLot:
    return StockLot(
        row.lot,
        row.lot_number,
        date.fromisoformat(row.made) if row.made else None,
        date.fromisoformat(row.expires) if row.expires else None,
        row.quantity,
        from_thousandths(row.packs),
        row.amount,
        bool(row.approximate),
    )
