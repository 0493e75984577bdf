"""Stock (库存): every item, now or at any past moment; the lots of one at the side."""

from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from supplydesk.domain.lookup import best
from supplydesk.services import stock_overview
from supplydesk.services.stock_overview import ItemStock, Overview
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.look.look import TIGHT
from supplydesk.ui.pages.stock_columns import columns
from supplydesk.ui.pages.stock_panel import StockPanel
from supplydesk.ui.parts.export import Export, Handout
from supplydesk.ui.parts.fields import ChoiceBox, SearchField, ToggleChip, row_of
from supplydesk.ui.parts.foot import Foot
from supplydesk.ui.parts.moment import ask_moment, read_moment
from supplydesk.ui.parts.page import Heading, Page
from supplydesk.ui.table.handout import Told, handout
from supplydesk.ui.table.model import ListModel
from supplydesk.ui.table.view import TableView


class StockPage(Page):
    """One row an item; the panel at the right tells of the one that is current."""

    NAME = "stock"
    KEYS = ("find", "as_of", "to_today", "export", "copy_text", "dispatch_this")

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._errand: Errand | None = None
        self._found = Overview((), (), ())
        self._as_of: date | datetime | None = None
        self._wanted = ""
        look = self.look
        self._warehouse = ChoiceBox(
            look, translate("ui.pages.stock", "Warehouse"), [("", _everywhere())]
        )
        self._group = ChoiceBox(
            look,
            translate("ui.pages.stock", "Group"),
            [("", translate("ui.pages.stock", "All groups"))],
        )
        self.search = SearchField(
            look, translate("ui.pages.stock", "Name, code, pinyin or barcode")
        )
        self._low = ToggleChip(look, translate("ui.pages.stock", "Low"))
        self._soon = ToggleChip(look, translate("ui.pages.stock", "Expiring"))
        self._pending = ToggleChip(look, translate("ui.pages.stock", "To inspect"))
        self.model: ListModel[ItemStock] = ListModel(columns(around), lambda row: row.code, self)
        self.table = TableView(self.model, look)
        self.table.setAccessibleName(translate("ui.pages.stock", "Stock"))
        self.panel = StockPanel(around)
        self.foot = Foot(look)
        self._as_of_button = QPushButton()
        self._as_of_button.setObjectName("link")
        self.foot.row.addWidget(self._as_of_button)
        self.export = Export(around, self, self._handout)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        chips = (self._low, self._soon, self._pending)
        left.addWidget(row_of((self.search, self._warehouse, self._group, *chips), self.look))
        left.addWidget(self.table, 1)
        left.addWidget(self.foot)
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        column.addLayout(row)

    def _connect(self) -> None:
        self._warehouse.currentIndexChanged.connect(lambda _at: self.refresh())
        self._group.currentIndexChanged.connect(lambda _at: self._filter())
        self.search.asked.connect(lambda _text: self._filter())
        self.search.left.connect(self.table.setFocus)
        for chip in (self._low, self._soon, self._pending):
            chip.toggled.connect(lambda _on: self._filter())
        self.table.moved.connect(lambda _at: self._tell_panel())
        self.table.opened.connect(lambda _at: self.on_card())
        self.panel.closed.connect(self._close_panel)
        self.panel.card_wanted.connect(self.on_card)
        self.panel.dispatch_wanted.connect(self.on_dispatch_this)
        self._as_of_button.clicked.connect(self.on_as_of)

    # --- the page ---

    def heading(self) -> Heading:
        """Title, and the moment that is shown where that is not now."""
        title = translate("ui.pages.stock", "Stock")
        if self._as_of is None:
            return Heading(title, self._warehouse.currentText())
        told = translate("ui.pages.stock", "as of {moment}")
        return Heading(title, told.format(moment=_moment(self._as_of)))

    def arrive(self, target: Target) -> None:
        """Show all of it; with a code, that item."""
        self._wanted = target.about
        if target.about or target.options:
            self._clear_filters()
            self._narrow(target.options)
        self.refresh()

    def shown_as(self, _target: Target) -> Target:
        """What narrows it, the moment, the current item."""
        row = self.table.current()
        return Target.to(
            self.NAME,
            row.code if row is not None else "",
            search=self.search.text(),
            warehouse=self._warehouse.value(),
            group=self._group.value(),
            as_of=self._as_of.isoformat() if self._as_of is not None else "",
            **{name: "on" for name, chip in self._chips().items() if chip.isChecked()},
        )

    def _chips(self) -> dict[str, ToggleChip]:
        return {"low": self._low, "soon": self._soon, "pending": self._pending}

    def _narrow(self, options: Mapping[str, str]) -> None:
        self.search.setText(options.get("search", ""))
        for box, value in (
            (self._warehouse, options.get("warehouse", "")),
            (self._group, options.get("group", "")),
        ):
            if value:
                # The words come with the answer; until then the value stands for them.
                box.offer([(value, value)])
        for name, chip in self._chips().items():
            chip.setChecked(name in options)
        if "as_of" in options:
            self._as_of = read_moment(options["as_of"])

    def refresh(self) -> None:
        """Read the stock again."""
        warehouse, as_of = self._warehouse.value() or None, self._as_of
        self.table.ask()
        self._errand = self.desk.read(
            lambda session: stock_overview.overview(session, warehouse=warehouse, as_of=as_of),
            self._show,
            owner=self,
            instead_of=self._errand,
        )

    def first_focus(self) -> QWidget | None:
        """The table, where there are rows."""
        return self.table

    def next_pane(self) -> bool:
        """From the table to the search, and on."""
        if self.search.hasFocus():
            return False
        self.search.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def escape(self) -> bool:
        """Close the panel, then leave the past."""
        if self.panel.isVisible() and self._slides_over():
            self._close_panel()
            return True
        if self._as_of is not None:
            self.on_to_today()
            return True
        return False

    # --- what can be done ---

    def on_find(self) -> None:
        """Go to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def on_as_of(self) -> None:
        """Ask for the moment to be shown."""
        asked = translate("ui.pages.stock", "Stock as of")
        ask_moment(self.around, asked, self._as_of, self._show_moment)

    def on_to_today(self) -> None:
        """Show the present again."""
        self._show_moment(None)

    def on_export(self) -> None:
        """Write what is shown to a file."""
        self.export.ask()

    def on_copy_text(self) -> None:
        """Copy what is shown as text."""
        self.export.copy()

    def on_card(self) -> None:
        """Open the stock card of the current item."""
        row = self.table.current()
        if row is not None:
            place = {"place": self._warehouse.value()} if self._warehouse.value() else {}
            self.around.window.go(Target("card", row.code, place))

    def on_dispatch_this(self) -> None:
        """Begin a dispatch of the current item."""
        row = self.table.current()
        if row is not None:
            options = {"warehouse": self._warehouse.value(), "item": row.code}
            self.around.window.go(Target("dispatch", "", options))

    def _handout(self) -> Handout:
        return handout(self.table, self.model, self._told, lambda: columns(self.around))

    def _told(self) -> Told:
        warehouse = self._warehouse
        chips = {
            translate("ui.pages.stock", "Low"): self._low,
            translate("ui.pages.stock", "Expiring"): self._soon,
            translate("ui.pages.stock", "To inspect"): self._pending,
        }
        facts = [
            warehouse.currentText() if warehouse.value() else _everywhere(),
            self._told_moment(),
            self._group.currentText() if self._group.value() else "",
            *(word for word, chip in chips.items() if chip.isChecked()),
            self.search.text().strip(),
        ]
        return Told(self.heading().title, facts)

    # --- showing ---

    def _show_moment(self, moment: date | datetime | None) -> None:
        self._as_of = moment
        self.around.window.head_changed()
        self.refresh()

    def _show(self, found: Overview) -> None:
        self._found = found
        self._warehouse.offer([("", _everywhere()), *found.warehouses])
        every = ("", translate("ui.pages.stock", "All groups"))
        self._group.offer([every, *((group, group) for group in found.groups)])
        self._low.count(sum(row.low for row in found.rows))
        self._soon.count(sum(row.soon for row in found.rows))
        self._pending.count(sum(row.pending > 0 for row in found.rows))
        self._filter()
        if self._wanted:
            self.table.put_key(self._wanted)
            self._wanted = ""
        elif not self.table.currentIndex().isValid():
            self.table.put(0)
        self._tell_panel()

    def _filter(self) -> None:
        group = self._group.value()
        rows = [
            row
            for row in self._found.rows
            if (not group or row.group == group)
            and (not self._low.isChecked() or row.low)
            and (not self._soon.isChecked() or row.soon)
            and (not self._pending.isChecked() or row.pending > 0)
        ]
        typed = self.search.text().strip()
        if typed:
            rows = [row for row, _ in best(typed, ((row.entry, row) for row in rows), len(rows))]
        self.model.show_rows(rows)
        narrowed = len(rows) < len(self._found.rows)
        if self._found.rows:
            sentence = translate("ui.pages.stock", "No item fits what is asked for.")
            self.table.answered(
                sentence, translate("ui.pages.stock", "Show all"), self._clear_filters
            )
        else:
            sentence = translate("ui.pages.stock", "There are no items in the catalogue yet.")
            self.table.answered(
                sentence,
                translate("ui.pages.stock", "Fill the catalogue"),
                lambda: self.around.window.go(Target("catalogue")),
            )
        self._tell_foot(len(rows), narrowed=narrowed)
        self.around.window.head_changed()

    def _clear_filters(self) -> None:
        for chip in (self._low, self._soon, self._pending):
            chip.setChecked(False)
        self._group.choose("")
        self.search.clear()
        self._filter()

    def _tell_foot(self, count: int, *, narrowed: bool) -> None:
        if narrowed:
            text = translate("ui.pages.stock", "{count} of {all} items")
        else:
            text = translate("ui.pages.stock", "{all} items")
        left = text.format(count=count, all=len(self._found.rows))
        if self._as_of is None:
            now = self.desk.now()
            right = translate("ui.pages.stock", "as of today {time}").format(
                time=wording.clock(now)
            )
            self._as_of_button.setText(translate("ui.pages.stock", "Stock of a past day  Ctrl+T"))
        else:
            right = self._told_moment()
            self._as_of_button.setText(translate("ui.pages.stock", "Another day  Ctrl+T"))
        self.foot.say(left, right)

    def _told_moment(self) -> str:
        moment = self._as_of or self.desk.now()
        return translate("ui.pages.stock", "as of {moment}").format(moment=_moment(moment))

    def _tell_panel(self) -> None:
        row = self.table.current()
        self.panel.setVisible(row is not None and not self._slides_over())
        if row is not None:
            self.panel.show_item(row, self._warehouse.value() or None, self._as_of)

    def _slides_over(self) -> bool:
        return self.window().width() / self.look.scale < TIGHT

    def _close_panel(self) -> None:
        self.panel.hide()
        self.table.setFocus()


def _everywhere() -> str:
    return translate("ui.pages.stock", "All warehouses")


def _moment(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return f"{moment:%Y-%m-%d %H:%M}"
    return moment.isoformat()
