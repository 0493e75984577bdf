"""Stock card (库存台账): one item's movements with the balance after each, totals in bold."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supplydesk.domain.problem import Refused
from supplydesk.paths import write_atomically
from supplydesk.services import lookup, stock_card
from supplydesk.services.lookup import KnownItem, KnownPlace
from supplydesk.services.stock_card import CardLine, StockCard, brought_forward
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.pages.card_asked import AskedRow
from supplydesk.ui.pages.card_columns import Numbered, columns
from supplydesk.ui.pages.card_panel import CardPanel
from supplydesk.ui.parts.export import Export, Handout, Making
from supplydesk.ui.parts.foot import Foot
from supplydesk.ui.parts.page import Heading, Page
from supplydesk.ui.parts.panel import WIDTH as PANEL
from supplydesk.ui.table.model import ListModel
from supplydesk.ui.table.view import TableView

LEAST = 700
"""Pixels that the table wants beside the panel."""


@dataclass(frozen=True, slots=True)
class _Found:
    items: tuple[KnownItem, ...]
    places: tuple[KnownPlace, ...]
    card: StockCard | None


class CardPage(Page):
    """Choose an item, a scope and days; Enter on a line opens its paper."""

    NAME = "card"
    OFFERED = ("open", "look_up", "", "export", "copy_text")
    KEYS = ("find",)

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._errand: Errand | None = None
        self._card: StockCard | None = None
        self._closed = False
        self._answered = False
        self.row = AskedRow(around, self)
        self.row.changed.connect(self.refresh)
        self.model: ListModel[Numbered] = ListModel(columns(), _key, self)
        self.table = TableView(self.model, self.look, name=translate("ui.pages.card", "Stock card"))
        self.table.opened.connect(lambda _at: self.on_open())
        self.table.moved.connect(lambda _at: self.around.window.head_changed())
        self.panel = CardPanel(around)
        self.panel.closed.connect(self._close_panel)
        self.panel.hide()
        self.foot = Foot(self.look)
        self.export = Export(around, self, self._handout)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.row.widget)
        left.addWidget(self.table, 1)
        left.addWidget(self.foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)

    # --- the page ---

    def heading(self) -> Heading:
        """The item, and where and when."""
        title = translate("ui.pages.card", "Stock card")
        told = self._card
        if told is None:
            return Heading(title)
        text = translate("ui.pages.card", "{name}  {code}, {scope}, {first} to {last}")
        return Heading(
            title,
            text.format(
                name=told.name, code=told.code, scope=told.scope, first=told.first, last=told.last
            ),
        )

    def offered(self) -> tuple[str, ...]:
        """Without a card, only what leads to one."""
        return self.OFFERED if self._card is not None or not self._answered else ("look_up",)

    def why_not(self, name: str) -> str:
        """Whether there is a paper to open, a card to hand on."""
        if name == "open" and not self._number():
            return translate("ui.pages.card", "Choose a movement first.")
        if name in {"export", "copy_text"} and self._card is None:
            return translate("ui.pages.card", "Choose an item first.")
        return ""

    def word(self, name: str) -> str:
        """What is looked up here is the item."""
        return translate("ui.pages.card", "Another item") if name == "look_up" else ""

    def arrive(self, target: Target) -> None:
        """Show the card of the item *about*, for the scope and the days of the options."""
        if target.about:
            self._closed = False
        self.row.take(target)
        options = target.options
        if "at" in options:
            self.table.want((int(options["at"]), options.get("paper", ""), options.get("sum", "")))
        self.refresh()

    def shown_as(self, target: Target) -> Target:
        """What is asked for, and the current movement."""
        row = self.table.current()
        if not self.row.asked.item or row is None:
            return self.row.target(self.NAME) if self.row.asked.item else target
        at, paper, total = _key(row)
        return self.row.target(self.NAME, at=str(at), paper=paper, sum=total)

    def refresh(self) -> None:
        """Read the card again."""
        asked = self.row.asked

        def look(session: DeskSession) -> _Found:
            items, places = lookup.items(session), lookup.places(session)
            if not asked.item:
                return _Found(items, places, None)
            found = stock_card.card(
                session,
                asked.item,
                place=asked.scope.place or None,
                level=asked.scope.level,
                first=asked.first,
                last=asked.last,
                books=asked.books,
            )
            return _Found(items, places, found)

        self.table.ask()
        self._errand = self.desk.read(
            look, self._show, owner=self, failed=self._refused, instead_of=self._errand
        )

    def first_focus(self) -> QWidget | None:
        """The table, or what asks for an item where there is none yet."""
        return self.table if self.row.asked.item else self.row.item

    def next_pane(self) -> bool:
        """From the table to what is asked for, and on."""
        if not self.table.hasFocus():
            return False
        self.row.item.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    # --- what can be done ---

    def on_open(self) -> None:
        """Open the paper of the current line."""
        number = self._number()
        if number:
            self.around.window.go(Target("paper", number))

    def on_look_up(self) -> None:
        """Choose another item."""
        self.row.ask_item()

    def on_find(self) -> None:
        """The same."""
        self.row.ask_item()

    def on_export(self) -> None:
        """Write the card as the paper or a workbook."""
        self.export.ask()

    def on_copy_text(self) -> None:
        """Copy it as text."""
        self.export.copy()

    # --- showing ---

    def _show(self, found: _Found) -> None:
        self._card, self._answered = found.card, True
        told = found.card
        self.row.learn(found.items, found.places)
        if told is None:
            self._tell_nothing()
            return
        forward = CardLine(
            summary=brought_forward(),
            day=told.first,
            incoming=None,
            outgoing=None,
            balance=told.opening,
            about=told.opening_about,
            total="forward",
        )
        rows = list(enumerate((forward, *told.lines) if told.lines else ()))
        self.model.show_rows(rows)
        self.table.answered(
            translate("ui.pages.card", "Nothing moved in these days."),
            translate("ui.pages.card", "All days"),
            self.row.days.removed.emit if self.row.asked.first else None,
        )
        if self.table.currentIndex().row() < 1:
            self.table.put(1)  # the first movement, below what was brought forward
            self.table.scrollToTop()
        text = translate("ui.pages.card", "{count} movements    closing {closing} {unit}")
        near = wording.hearsay(bool(told.closing) and told.closing_about)
        closing = (wording.figure(told.closing) or "0") + near
        basis = (
            translate("ui.pages.card", "by the papers' dates, as the month's summary counts")
            if told.by_books
            else translate("ui.pages.card", "by when the goods moved")
        )
        self.foot.say(text.format(count=len(told.moves), closing=closing, unit=told.unit), basis)
        self.panel.show_card(told)
        self._fit_panel()
        self.around.window.head_changed()

    def _tell_nothing(self, sentence: str = "") -> None:
        self.model.show_rows(())
        self.panel.hide()
        self.foot.say("")
        self.table.answered(
            sentence or translate("ui.pages.card", "Choose an item to see its movements."),
            translate("ui.pages.card", "Choose an item  F7"),
            self.on_look_up,
        )
        self.around.window.head_changed()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self.desk.failed.emit(error)
            return
        self._card, self._answered = None, True
        self._tell_nothing(str(error))
        self.desk.read(
            lambda session: (lookup.items(session), lookup.places(session)),
            lambda known: self.row.learn(*known),
            owner=self,
        )

    def _number(self) -> str:
        row = self.table.current()
        return row[1].number if row is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel where there is room for it beside the table."""
        super().resizeEvent(event)
        self._fit_panel()

    def _fit_panel(self) -> None:
        room = self.width() / self.look.scale - PANEL
        shown = self._card is not None and bool(self._card.lines)
        self.panel.setVisible(shown and not self._closed and room >= LEAST)

    def _close_panel(self) -> None:
        self._closed = True
        self.panel.hide()
        self.table.setFocus()

    def _handout(self) -> Handout | None:
        told = self._card
        if told is None:
            return None
        name = translate("ui.pages.card", "Stock card {name} {first} {last}")

        # Papers and sheets take a third of a second to import: the worker's, not the window's.
        def write(path: Path, making: Making) -> None:
            from supplydesk.services import list_file, stock_card_file  # noqa: PLC0415 - as above

            stationery = making.stationery()
            if path.suffix.lower() == ".pdf":
                drawn = stock_card_file.draw(told, stationery, making.tick)
                write_atomically(path, drawn, replace=making.replace)
            else:
                list_file.write(
                    path,
                    stock_card_file.as_list(told),
                    stationery,
                    created=making.now,
                    replace=making.replace,
                    tick=making.tick,
                )

        def text(making: Making) -> str:
            from supplydesk.services import list_file, stock_card_file  # noqa: PLC0415 - as above

            return list_file.as_text(stock_card_file.as_list(told), making.tick)

        return Handout(name.format(name=told.name, first=told.first, last=told.last), write, text)


def _key(row: Numbered) -> tuple[int, str, str]:
    return row[0], row[1].number, row[1].total
