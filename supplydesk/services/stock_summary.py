"""The month-end stock summary (月末收发存) of a warehouse, a level's, or all of them.

A warehouse with all its areas is one scope: its road is outside, so goods are out when their
slip is posted, and a load that the site refused comes in again under other. What was there when
the books began belongs to the first month's opening. Papers count in the month that they are
dated in; a reversal takes off in the column of what it undoes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from supplydesk.domain.period import desk_day
from supplydesk.domain.places import Level, PlaceKind
from supplydesk.domain.quantity import from_thousandths
from supplydesk.domain.stock_summary import (
    NOTHING,
    Amounts,
    Incoming,
    Outgoing,
    StockSummary,
    StockSummaryRow,
)
from supplydesk.domain.stock_summary_columns import incoming_column, outgoing_column
from supplydesk.queries import periods, stock_summary
from supplydesk.queries.items import ItemRow, items
from supplydesk.queries.periods import ChainEnd, PeriodRow
from supplydesk.queries.stock_summary import Month
from supplydesk.services import settings
from supplydesk.services.periods import find
from supplydesk.services.scopes import Scope, warehouses
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


def summary(
    session: DeskSession, month: str, *, warehouse: str | None = None, level: Level | None = None
) -> StockSummary:
    """The summary of *month* (``2022-10``), every row of it found to add up.

    Args:
        session: a reading session: it sees one moment.
        month: open or closed; whether the months before it are closed makes no difference.
        warehouse: the code of one warehouse; else all of *level*, else all there are.
        level: as above.

    Raises:
        Refused: the person may not, the books hold no such month, or there is no such warehouse.
        Unbalanced: opening + in − out is not the closing; the ledger wants verifying.
    """
    require(session, "read_stock")
    driver = Driver(session)
    period = find(session, month)
    scope = warehouses(driver, warehouse, level)
    today = desk_day(session.seat.now(), session.seat.zone).isoformat()
    sums = stock_summary.month(
        driver,
        period,
        scope.ids,
        scope.road_ids,
        reserved=period.starts_on <= today <= period.ends_on,
    )
    gathered = _gathered(sums, scope)
    known = items(driver, gathered.keys())
    seal = _seal(driver, period)
    return StockSummary(
        bureau=settings.load(session).bureau,
        warehouse=scope.name,
        title=f"{int(period.name[:4])}年{int(period.name[5:])}月",
        starts_on=date.fromisoformat(period.starts_on),
        ends_on=date.fromisoformat(period.ends_on),
        rows=tuple(_rows(gathered, known)),
        closed=period.state == "closed",
        head=seal.hash,
        sequence=seal.sequence,
        prepared_by=session.seat.name,
    ).balanced()


def _seal(driver: Driver, period: PeriodRow) -> ChainEnd:
    """What seals the figures: the month's closing, or while it is open all that there is."""
    if period.state == "closed":
        sealed = periods.closing_seal(driver, period.name)
        assert sealed is not None, "a closed month has its closing in the journal"
        return sealed
    return periods.chain_end(driver)


@dataclass(slots=True)
class _Sums:
    """One item's figures while they are gathered: thousandths, and fen for amounts."""

    opening: int = 0
    closing: int = 0
    reserved: int = 0
    opening_amount: int = 0
    incoming_amount: int = 0
    outgoing_amount: int = 0
    closing_amount: int = 0
    incoming: dict[str, int] = field(default_factory=dict)
    outgoing: dict[str, int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(
            self.opening
            or self.closing
            or self.reserved
            or any(self.incoming.values())
            or any(self.outgoing.values())
            or any(self.areas.values())
        )


def _gathered(sums: Month, scope: Scope) -> dict[int, _Sums]:
    """The figures by item."""
    gathered: dict[int, _Sums] = {}

    def of(item: int) -> _Sums:
        found = gathered.get(item)
        if found is None:
            found = gathered[item] = _Sums()
        return found

    for item, quantity, amount in sums.opened:
        row = of(item)
        row.opening, row.opening_amount = quantity, amount
    for item, reason, kind, quantity, amount in sums.came:
        row, column = of(item), incoming_column(reason, kind)
        row.incoming[column] = row.incoming.get(column, 0) + quantity
        row.incoming_amount += amount
    for item, reason, kind, quantity, amount in sums.went:
        row, column = of(item), outgoing_column(reason, kind)
        row.outgoing[column] = row.outgoing.get(column, 0) + quantity
        row.outgoing_amount += amount
    areas = {leaf.id: leaf.area for leaf in scope.leaves}
    for item, place, quantity, amount in sums.there:
        row, area = of(item), areas.get(place, PlaceKind.TRANSIT.value)
        row.areas[area] = row.areas.get(area, 0) + quantity
        if place in areas:
            row.closing += quantity
            row.closing_amount += amount
    for item, quantity in sums.reserved.items():
        of(item).reserved = quantity
    return {item: row for item, row in gathered.items() if row}


def _rows(gathered: Mapping[int, _Sums], known: Mapping[int, ItemRow]) -> Iterable[StockSummaryRow]:
    """The rows in the order of the items' codes."""
    for item in sorted(gathered, key=lambda one: known[one].code):
        about, sums = known[item], gathered[item]
        yield StockSummaryRow(
            group=about.group,
            code=about.code,
            name=about.name,
            spec=about.spec,
            unit=about.unit,
            opening=_exact(sums.opening),
            incoming=Incoming(**{name: _exact(count) for name, count in sums.incoming.items()}),
            outgoing=Outgoing(**{name: _exact(count) for name, count in sums.outgoing.items()}),
            closing=_exact(sums.closing),
            pending=_exact(sums.areas.get(PlaceKind.PENDING, 0)),
            rejected=_exact(sums.areas.get(PlaceKind.REJECTED, 0)),
            reserved=_exact(sums.reserved),
            on_the_road=_exact(sums.areas.get(PlaceKind.TRANSIT, 0)),
            amounts=Amounts(
                opening=sums.opening_amount,
                incoming=sums.incoming_amount,
                outgoing=sums.outgoing_amount,
                closing=sums.closing_amount,
            ),
        )


def _exact(thousandths: int) -> Decimal:
    return from_thousandths(thousandths) if thousandths else NOTHING
