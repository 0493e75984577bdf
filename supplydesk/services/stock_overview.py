"""Stock by item, as the stock page shows it: on hand, reserved, available, to be inspected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from supplydesk.domain.lookup import Entry, entry
from supplydesk.domain.period import desk_day
from supplydesk.domain.places import PlaceKind
from supplydesk.domain.quantity import from_thousandths
from supplydesk.queries import lookup
from supplydesk.queries.items import items
from supplydesk.services import settings, stock
from supplydesk.services.stock import StockLine
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

GOOD, PENDING, ROAD, SITE = (
    PlaceKind.GOOD.value,
    PlaceKind.PENDING.value,
    PlaceKind.TRANSIT.value,
    PlaceKind.SITE.value,
)


class ItemStock(NamedTuple):
    """One item; quantities are thousandths of its base unit.

    ``on_hand`` lies in good areas, ``pending`` waits for inspection, ``other`` is recovered,
    rejected or under repair, ``road`` is under way, ``sites`` out at sites. ``reserved`` and
    ``available`` are None for a past moment. ``expires`` is the earliest day of what is on hand.
    ``low``: less is available in all warehouses than the minimum. ``soon``: it expires within the
    desk's days, or has. ``warehouses`` tells what is on hand by the warehouse's name.
    """

    entry: Entry
    code: str
    name: str
    spec: str
    unit: str
    group: str
    on_hand: int
    reserved: int | None
    available: int | None
    pending: int
    other: int
    road: int
    sites: int
    expires: date | None
    minimum: int
    low: bool
    soon: bool
    warehouses: Mapping[str, int]
    about: frozenset[str]

    @property
    def short(self) -> Decimal:
        """How much is missing to the minimum, in base units."""
        return from_thousandths(max(self.minimum - (self.available or 0), 0))


@dataclass(frozen=True, slots=True)
class Overview:
    """All items, and the moment that they are told of (None: now)."""

    rows: tuple[ItemStock, ...]
    groups: tuple[str, ...]
    warehouses: tuple[tuple[str, str], ...]
    as_of: date | datetime | None = None


def overview(
    session: DeskSession,
    *,
    warehouse: str | None = None,
    as_of: date | datetime | None = None,
    books: bool = False,
) -> Overview:
    """Stock by item, in the order of the codes; items without any stock among them.

    Args:
        session: a reading session.
        warehouse: only what lies in the warehouse with this code, or is on its road.
        as_of: a past day (its last instant) or moment.
        books: by the papers' dates instead of when the goods moved.

    Raises:
        Refused: the person may not, there is no such warehouse, or the day has not come.
    """
    lines = stock.stock(session, warehouse=warehouse, as_of=as_of, books=books)
    driver, seat = Driver(session), session.seat
    by_item: dict[str, list[StockLine]] = {}
    for line in lines:
        by_item.setdefault(line.code, []).append(line)
    about = {row.code: row for row in items(driver).values()}
    known = {row.code: row for row in lookup.item_entries(driver)}
    today = desk_day(seat.now(), seat.zone)
    until = today + timedelta(days=settings.load(session).expiring_days)
    rows = []
    for code in sorted({*known, *by_item}):
        facts = about[code]
        one = known.get(code)
        rows.append(
            _row(
                entry(code, facts.name, one.search, one.mnemonic, one.barcode)
                if one
                else entry(code, facts.name, ""),
                (code, facts.name, facts.spec, facts.unit, facts.group),
                by_item.get(code, ()),
                facts.minimum,
                one.available if one else 0,
                until,
                now=as_of is None,
            )
        )
    places = [row for row in lookup.place_entries(driver) if row.kind == "warehouse"]
    return Overview(
        tuple(rows),
        tuple(dict.fromkeys(row.group for row in rows if row.group)),
        tuple((row.code, row.name) for row in places),
        as_of,
    )


def _row(
    found: Entry,
    names: tuple[str, str, str, str, str],
    lines: Sequence[StockLine],
    minimum: int,
    available_anywhere: int,
    until: date,
    *,
    now: bool,
) -> ItemStock:
    sums = dict.fromkeys((GOOD, PENDING, ROAD, SITE), 0)
    other = reserved = 0
    expires: date | None = None
    held: dict[str, int] = {}
    for line in lines:
        if line.area in sums:
            sums[line.area] += line.thousandths
        else:
            other += line.thousandths
        if line.area == GOOD:
            reserved += line.reserved or 0
            held[line.owner_name] = held.get(line.owner_name, 0) + line.thousandths
            if line.expires is not None:
                expires = min(expires or line.expires, line.expires)
    return ItemStock(
        found,
        *names,
        on_hand=sums[GOOD],
        reserved=reserved if now else None,
        available=sums[GOOD] - reserved if now else None,
        pending=sums[PENDING],
        other=other,
        road=sums[ROAD],
        sites=sums[SITE],
        expires=expires,
        minimum=minimum,
        low=now and minimum > 0 and available_anywhere < minimum,
        soon=expires is not None and expires <= until,
        warehouses=held,
        about=frozenset(line.area for line in lines if line.approximate),
    )
