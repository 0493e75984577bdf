"""The panel of the stock page: one item's figures, lots, stock day by day, last movements."""

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from supplydesk.domain.lifecycle import Action, may
from supplydesk.domain.quantity import from_thousandths
from supplydesk.services import item_look
from supplydesk.services.item_look import ItemLook, LotThere
from supplydesk.services.stock_card import CardLine
from supplydesk.services.stock_overview import GOOD, PENDING, ItemStock
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around
from supplydesk.ui.errand import Errand
from supplydesk.ui.parts.chart_place import ChartPlace
from supplydesk.ui.parts.figures import KeyFigures
from supplydesk.ui.parts.label import label, wrapped
from supplydesk.ui.parts.panel import Panel
from supplydesk.ui.table.column import Cell, Column
from supplydesk.ui.table.small import SmallTable

MOST_LOTS = 12
CHART_HEIGHT = 108


class StockPanel(Panel):
    """Follows the row of the table; asks the desk for what the row does not know."""

    card_wanted = Signal()
    dispatch_wanted = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__(around.look)
        self._around = around
        self._errand: Errand | None = None
        self._row: ItemStock | None = None
        self._figures = KeyFigures(
            self.look,
            (
                translate("ui.pages.stock_panel", "Available"),
                translate("ui.pages.stock_panel", "On hand"),
                translate("ui.pages.stock_panel", "Reserved"),
                translate("ui.pages.stock_panel", "To inspect"),
            ),
        )
        self._low = wrapped("", "lowNote")
        lots = translate("ui.pages.stock_panel", "Lots, first expired first out")
        self._lots: SmallTable[LotThere] = SmallTable(_lot_columns(), self.look, lots)
        self._more_lots = label("", "hint")
        moves = translate("ui.pages.stock_panel", "Last movements")
        self._moves: SmallTable[CardLine] = SmallTable(_move_columns(around), self.look, moves)
        days = translate("ui.pages.stock_panel", "Stock of the last {count} days")
        title = days.format(count=item_look.DAYS)
        self._chart = ChartPlace(around, CHART_HEIGHT, title)
        for widget in (
            self._figures,
            self._low,
            self.heading(lots),
            self._lots,
            self._more_lots,
            self.heading(title),
            self._chart,
            self.heading(moves),
            self._moves,
        ):
            self.body.addWidget(widget)
        self.body.addStretch()
        card = QPushButton(translate("ui.pages.stock_panel", "Stock card  Enter"))
        card.clicked.connect(self.card_wanted)
        self.foot.addWidget(card)
        if may(around.desk.seat.role, Action.DRAFT):
            dispatch = QPushButton(translate("ui.pages.stock_panel", "Dispatch this  F5"))
            dispatch.clicked.connect(self.dispatch_wanted)
            self.foot.addWidget(dispatch)
        self.foot.addStretch()

    def show_item(
        self, row: ItemStock, warehouse: str | None, as_of: date | datetime | None
    ) -> None:
        """Tell of *row*."""
        same = self._row is not None and self._row.code == row.code
        self._row = row
        self.show_title(row.name, " · ".join(filter(None, (row.code, row.spec, row.unit))))
        figure = wording.thousandths
        self._figures.show_figures(
            [
                (_told(row, row.available, GOOD), "stop" if row.low else ""),
                (_told(row, row.on_hand, GOOD), ""),
                (_told(row, row.reserved), ""),
                (_told(row, row.pending, PENDING), "warn" if row.pending else ""),
            ]
        )
        if row.low:
            text = translate(
                "ui.pages.stock_panel", "Below the minimum of {minimum} {unit} by {short} {unit}"
            )
            self._low.setText(
                text.format(
                    minimum=figure(row.minimum), short=wording.figure(row.short), unit=row.unit
                )
            )
        self._low.setVisible(row.low)
        if not same:
            self._lots.show_rows(())
            self._moves.show_rows(())
            self._more_lots.hide()
        code = row.code
        self._errand = self._around.desk.read(
            lambda session: item_look.look(session, code, warehouse=warehouse, as_of=as_of),
            self._show,
            owner=self,
            instead_of=self._errand,
        )

    def _show(self, found: ItemLook) -> None:
        row = self._row
        if row is None or found.code != row.code:
            return
        facts = (row.code, row.spec, *found.packs, row.unit)
        self.show_title(row.name, " · ".join(dict.fromkeys(filter(None, facts))))
        self._lots.show_rows(found.lots[:MOST_LOTS])
        more = len(found.lots) - MOST_LOTS
        text = translate("ui.pages.stock_panel", "… and {count} more lots, on the stock card")
        self._more_lots.setText(text.format(count=more))
        self._more_lots.setVisible(more > 0)
        self._moves.show_rows(found.last)
        balances = [float(one) for one in found.balances]
        self._chart.show_steps(found.days, balances, float(from_thousandths(row.minimum)))


def _told(row: ItemStock, value: int | None, area: str = "") -> str | None:
    """A key figure; None where a past moment has none."""
    if value is None:
        return None
    return wording.thousandths(value) + wording.hearsay(bool(value) and area in row.about)


def _lot_columns() -> tuple[Column[LotThere], ...]:
    def where(row: LotThere) -> Cell:
        if row.area == PENDING:
            return Cell(translate("ui.pages.stock_panel", "to inspect"), "warn")
        return Cell(row.place, "ink2", tip=f"{row.owner} {row.place}")

    return (
        Column(
            "lot",
            translate("ui.pages.stock_panel", "Lot"),
            80,
            lambda row: Cell(row.lot_number or f"#{row.lot}", tip=row.lot_number),
        ),
        Column(
            "expires",
            translate("ui.pages.stock_panel", "Expires"),
            84,
            lambda row: Cell(wording.long_day(row.expires), "ink2"),
        ),
        Column("where", translate("ui.pages.stock_panel", "Where"), 58, where, grows=True),
        Column(
            "quantity",
            translate("ui.pages.stock_panel", "On hand"),
            86,
            lambda row: Cell(
                wording.thousandths(row.thousandths), aside=wording.hearsay(row.approximate)
            ),
            figure=True,
        ),
    )


def _move_columns(around: Around) -> tuple[Column[CardLine], ...]:
    today = around.desk.today()
    return (
        Column(
            "day",
            translate("ui.pages.stock_panel", "Day"),
            56,
            lambda row: Cell(wording.short_day(row.day, today), "ink2"),
        ),
        Column(
            "summary",
            translate("ui.pages.stock_panel", "What"),
            100,
            lambda row: Cell(row.summary, tip=f"{row.number} {row.summary}"),
            grows=True,
        ),
        Column(
            "change",
            translate("ui.pages.stock_panel", "In, out"),
            64,
            lambda row: Cell(
                wording.figure(row.incoming if row.incoming is not None else -(row.outgoing or 0))
            ),
            figure=True,
        ),
        Column(
            "balance",
            translate("ui.pages.stock_panel", "Balance"),
            86,
            lambda row: Cell(
                wording.figure(row.balance),
                "ink2",
                aside=wording.hearsay(bool(row.balance) and row.about),
            ),
            figure=True,
        ),
    )
