"""The month-end stock summary (月末收发存) of a warehouse, a level's, or all of them.

A warehouse with all its areas is one scope: its road is outside, so goods are out when their
slip is posted, and a load that the site refused comes in again under other. What was there when
the books began belongs to the first month's opening. Papers count in the month that they are
dated in; a reversal takes off in the column of what it undoes.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from supplydesk.domain.period import desk_day
from supplydesk.domain.places import Level, PlaceKind
from supplydesk.domain.quantity import THOUSANDTHS, from_thousandths
from supplydesk.domain.stock_summary import (
    NOTHING,
    NOTHING_CAME,
    NOTHING_WENT,
    Amounts,
    Incoming,
    Outgoing,
    StockSummary,
    StockSummaryRow,
    Unbalanced,
)
from supplydesk.domain.stock_summary_columns import incoming_column, outgoing_column
from supplydesk.queries import periods, stock_summary
from supplydesk.queries.items import Named, named
from supplydesk.queries.periods import ChainEnd, PeriodRow
from supplydesk.queries.stock_summary import Crossed, Month
from supplydesk.services import settings
from supplydesk.services.periods import look
from supplydesk.services.scopes import Scope, warehouses
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

_NONE: Mapping[str, int] = {}


def summary(
    session: DeskSession, month: str, *, warehouse: str | None = None, level: Level | None = None
) -> StockSummary:
    """The summary of *month* (``2022-10``), every row of it found to add up.

    Args:
        session: a reading session: it sees one moment.
        month: open or closed, up to the current one though no paper is dated in it yet; whether
            the months before it are closed makes no difference.
        warehouse: the code of one warehouse; else all of *level*, else all there are.
        level: as above.

    Raises:
        Refused: the person may not, the books hold no such month, or there is no such warehouse.
        Unbalanced: opening + in − out is not the closing; the ledger wants verifying.
    """
    require(session, "read_stock")
    driver = Driver(session)
    period = look(session, month)
    scope = warehouses(driver, warehouse, level)
    today = desk_day(session.seat.now(), session.seat.zone).isoformat()
    sums = stock_summary.month(
        driver,
        period,
        scope.ids,
        scope.road_ids,
        reserved=period.starts_on <= today <= period.ends_on,
    )
    gathered = _Gathered(sums, scope)
    rows = map(gathered.row, named(driver, gathered.items()))
    seal = _seal(driver, period)
    return StockSummary(
        bureau=settings.load(session).bureau,
        warehouse=scope.printed or scope.name,
        scope=scope.name,
        title=f"{int(period.name[:4])}年{int(period.name[5:])}月",
        starts_on=date.fromisoformat(period.starts_on),
        ends_on=date.fromisoformat(period.ends_on),
        rows=tuple(row for row in rows if row),
        closed=period.state == "closed",
        head=seal.hash,
        sequence=seal.sequence,
        prepared_by=session.seat.name,
    )


def _seal(driver: Driver, period: PeriodRow) -> ChainEnd:
    """What seals the figures: the month's closing, or while it is open all that there is."""
    if period.state == "closed":
        sealed = periods.closing_seal(driver, period.name)
        assert sealed is not None, "a closed month has its closing in the journal"
        return sealed
    return periods.chain_end(driver)


class _Gathered:
    """A month's sums by item: thousandths, fen, and the columns that anything moved in."""

    def __init__(self, sums: Month, scope: Scope) -> None:
        self.opened = {item: (quantity, amount) for item, quantity, amount in sums.opened}
        self.came, self.came_amount = _by_column(sums.came, incoming_column)
        self.went, self.went_amount = _by_column(sums.went, outgoing_column)
        self.closing: dict[int, tuple[int, int]] = {}
        self.pending: dict[int, int] = {}
        self.rejected: dict[int, int] = {}
        self.on_the_road: dict[int, int] = {}
        self.reserved = sums.reserved
        self.opened_about, self.there_about = sums.opened_about, sums.there_about
        areas = {leaf.id: leaf.area for leaf in scope.leaves}
        told = {PlaceKind.PENDING.value: self.pending, PlaceKind.REJECTED.value: self.rejected}
        for item, place, quantity, amount in sums.there:
            there = told.get(areas[place]) if place in areas else self.on_the_road
            if there is not None:
                there[item] = there.get(item, 0) + quantity
            if place in areas:
                before = self.closing.get(item, (0, 0))
                self.closing[item] = (before[0] + quantity, before[1] + amount)

    def items(self) -> set[int]:
        """Every item that there is anything to tell of."""
        return {
            *self.opened,
            *self.came,
            *self.went,
            *self.closing,
            *self.on_the_road,
            *self.reserved,
        }

    def row(self, about: Named) -> StockSummaryRow | None:
        """The row of an item, found to add up; None where everything comes to nothing.

        Raises:
            Unbalanced: it does not.
        """
        item, group, code, name, spec, unit = about
        opening, opening_amount = self.opened.get(item, (0, 0))
        closing, closing_amount = self.closing.get(item, (0, 0))
        came, came_amount = self.came.get(item, _NONE), self.came_amount.get(item, 0)
        went, went_amount = self.went.get(item, _NONE), self.went_amount.get(item, 0)
        # In whole thousandths, so that a month of thousands of items need not wait for it.
        expected = opening + sum(came.values()) - sum(went.values())
        if expected != closing or opening_amount + came_amount - went_amount != closing_amount:
            raise Unbalanced(code, name, _exact(expected), _exact(closing))
        pending, rejected = self.pending.get(item, 0), self.rejected.get(item, 0)
        road, reserved = self.on_the_road.get(item, 0), self.reserved.get(item, 0)
        memo = pending or rejected or road or reserved
        if not (opening or closing or memo or any(came.values()) or any(went.values())):
            return None
        return StockSummaryRow(
            group=group,
            code=code,
            name=name,
            spec=spec,
            unit=unit,
            opening=_exact(opening),
            incoming=Incoming(**_exactly(came)) if came else NOTHING_CAME,
            outgoing=Outgoing(**_exactly(went)) if went else NOTHING_WENT,
            closing=_exact(closing),
            amounts=Amounts(opening_amount, came_amount, went_amount, closing_amount),
            pending=_exact(pending),
            rejected=_exact(rejected),
            reserved=_exact(reserved),
            on_the_road=_exact(road),
            opening_about=item in self.opened_about,
            closing_about=item in self.there_about,
        )


def _by_column(
    crossed: Iterable[Crossed], column_of: Callable[[str, str], str]
) -> tuple[dict[int, dict[str, int]], dict[int, int]]:
    """By item, the quantity in each column, and the amount of all of them."""
    columns: dict[int, dict[str, int]] = {}
    amounts: dict[int, int] = {}
    for item, reason, kind, quantity, amount in crossed:
        own, column = columns.setdefault(item, {}), column_of(reason, kind)
        own[column] = own.get(column, 0) + quantity
        amounts[item] = amounts.get(item, 0) + amount
    return columns, amounts


def _exactly(columns: Mapping[str, int]) -> dict[str, Decimal]:
    return {name: _exact(count) for name, count in columns.items()}


def _exact(thousandths: int) -> Decimal:
    if not thousandths:
        return NOTHING
    if thousandths % THOUSANDTHS:
        return from_thousandths(thousandths)
    return Decimal(thousandths // THOUSANDTHS)
