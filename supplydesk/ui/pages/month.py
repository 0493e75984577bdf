"""Month-end (月结): what came, went and is left of every item in one month, with its totals."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from supplydesk.domain.problem import Refused
from supplydesk.domain.stock_summary import StockSummary
from supplydesk.papers.stock_summary_text import as_text
from supplydesk.paths import write_atomically
from supplydesk.services import lookup, periods, stock_summary
from supplydesk.services.lookup import KnownPlace
from supplydesk.services.periods import Month
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui import actions
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.look import icons
from supplydesk.ui.pages.month_columns import Line, columns, lines, total
from supplydesk.ui.parts.chip import Chip, Glyph
from supplydesk.ui.parts.export import Export, Handout, Making
from supplydesk.ui.parts.fields import ChoiceBox, row_of
from supplydesk.ui.parts.foot import Foot
from supplydesk.ui.parts.page import Heading, Page
from supplydesk.ui.parts.scope import read_scope, scope_of, scopes
from supplydesk.ui.table.model import ListModel
from supplydesk.ui.table.totals import TotalsRow
from supplydesk.ui.table.view import TableView

SCOPE = 300


@dataclass(frozen=True, slots=True)
class _Found:
    months: tuple[Month, ...]
    places: tuple[KnownPlace, ...]
    summary: StockSummary | None


class MonthPage(Page):
    """Choose a month and a scope; Enter on a row leads to the movements behind its figures."""

    NAME = "month"
    OFFERED = ("card", "", "export", "copy_text")
    KEYS = ("previous", "next", "find")

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._errand: Errand | None = None
        self._found = _Found((), (), None)
        self._answered = False
        look = self.look
        self.month = ChoiceBox(look, translate("ui.pages.month", "Month"))
        self.scope = ChoiceBox(look, translate("ui.pages.month", "Scope"))
        self.scope.setMaximumWidth(look.px(SCOPE))
        self._before = self._step("previous", translate("ui.pages.month", "The month before"))
        self._after = self._step("next", translate("ui.pages.month", "The month after"))
        self.model: ListModel[Line] = ListModel(columns(), lambda line: line.key, self)
        self.table = TableView(self.model, look, name=translate("ui.pages.month", "Month-end"))
        self.total = TotalsRow(self.table, look)
        self.foot = Foot(look)
        self.export = Export(around, self, self._handout)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row_of((self._before, self.month, self._after, self.scope), look))
        column.addWidget(self.table, 1)
        column.addWidget(self.total)
        column.addWidget(self.foot)
        self.total.hide()
        self.month.currentIndexChanged.connect(lambda _at: self.refresh())
        self.scope.currentIndexChanged.connect(lambda _at: self.refresh())
        self.table.opened.connect(lambda _at: self.on_card())
        self.table.moved.connect(lambda _at: self.around.window.head_changed())

    def _step(self, name: str, word: str) -> QPushButton:
        facts = actions.facts(name)
        made = QPushButton()
        made.setObjectName("flat")
        size = self.look.px(icons.SIZE)
        made.setIcon(
            icons.icon(facts.icon, self.look.tokens.ink, size, disabled=self.look.tokens.line2)
        )
        made.setIconSize(QSize(size, size))
        made.setAccessibleName(word)
        made.setToolTip(f"{word}  {facts.hint}")
        made.clicked.connect(lambda: self.act(name))
        return made

    # --- the page ---

    def heading(self) -> Heading:
        """Title, the days of the month, whether it is closed."""
        title = translate("ui.pages.month", "Month-end")
        told = self._found.summary
        if told is None:
            return Heading(title)
        days = translate("ui.pages.month", "Stock summary, {first} to {last}, {scope}, by books")
        chip = (
            Chip(translate("ui.pages.month", "Closed"), "good", Glyph.DONE)
            if told.closed
            else Chip(translate("ui.pages.month", "Open"), "info", Glyph.HALF)
        )
        subtitle = days.format(first=told.starts_on, last=told.ends_on, scope=told.scope)
        return Heading(title, subtitle, chip)

    def offered(self) -> tuple[str, ...]:
        """Without a month there is nothing to do with it."""
        return self.OFFERED if self._found.summary is not None or not self._answered else ()

    def why_not(self, name: str) -> str:
        """Whether there is a month to step to, an item to look at, anything to hand on."""
        if name in {"previous", "next"} and not self._neighbour(name):
            return translate("ui.pages.month", "The books hold no further month.")
        if name == "card" and not self._item():
            return translate("ui.pages.month", "Choose an item first.")
        if name in {"export", "copy_text"} and self._found.summary is None:
            return translate("ui.pages.month", "There is no month yet.")
        return ""

    def arrive(self, target: Target) -> None:
        """Show the month *about*, else the one that was shown, else the latest."""
        if target.about:
            self.month.offer([(target.about, target.about)])
        scope = scope_of(target.options).value
        if scope:
            # The words come with the answer; until then the value stands for them.
            self.scope.offer([(scope, scope)])
        if "at" in target.options:
            self.table.want(target.options["at"])
        self.refresh()

    def shown_as(self, _target: Target) -> Target:
        """The month, the scope, the current line."""
        line = self.table.current()
        return Target.to(
            self.NAME,
            self.month.value(),
            **read_scope(self.scope.value()).options,
            at=line.key if line is not None else "",
        )

    def refresh(self) -> None:
        """Read the summary again."""
        month, scope = self.month.value(), read_scope(self.scope.value())

        def look(session: DeskSession) -> _Found:
            known = periods.months(session)
            names = [one.name for one in known]
            places = lookup.places(session)
            if not names:
                return _Found((), places, None)
            wanted = month if month in names else names[-1]
            found = stock_summary.summary(
                session, wanted, warehouse=scope.place or None, level=scope.level
            )
            return _Found(known, places, found)

        self.table.ask()
        self._errand = self.desk.read(
            look, self._show, owner=self, failed=self._refused, instead_of=self._errand
        )

    def first_focus(self) -> QWidget | None:
        """The table."""
        return self.table

    def next_pane(self) -> bool:
        """From the table to what is chosen, and on."""
        if self.scope.hasFocus() or self.month.hasFocus():
            return False
        self.month.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    # --- what can be done ---

    def on_find(self) -> None:
        """Go to what is chosen."""
        self.month.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def on_previous(self) -> None:
        """Show the month before."""
        self._go_to(self._neighbour("previous"))

    def on_next(self) -> None:
        """Show the month after."""
        self._go_to(self._neighbour("next"))

    def on_card(self) -> None:
        """Open the stock card of the current item, for this month and scope."""
        line, told = self.table.current(), self._found.summary
        if line is not None and line.code and told is not None:
            options = {
                **read_scope(self.scope.value()).options,
                "first": told.starts_on.isoformat(),
                "last": told.ends_on.isoformat(),
                "basis": "books",
            }
            self.around.window.go(Target("card", line.code, options))

    def on_export(self) -> None:
        """Write the summary as the paper or the workbook."""
        self.export.ask()

    def on_copy_text(self) -> None:
        """Copy it as text."""
        self.export.copy()

    # --- showing ---

    def _show(self, found: _Found) -> None:
        self._found, self._answered = found, True
        told = found.summary
        self.scope.offer(scopes(found.places))
        self.scope.setVisible(self.scope.count() > 1)
        self.month.offer([(one.name, _month_word(one)) for one in reversed(found.months)])
        if told is not None:
            self.month.choose(_name(told))
        for widget in (self.month, self._before, self._after):
            widget.setVisible(told is not None)
        if told is None:
            self.model.show_rows(())
            self.total.show_row(None)
            self.foot.say("")
            self.table.answered(
                translate("ui.pages.month", "There is no paper in the books yet, so no month."),
                translate("ui.pages.month", "To the register"),
                lambda: self.around.window.go(Target("register")),
            )
        else:
            self.model.show_columns(columns(told))
            self.model.show_rows(lines(told))
            self.total.show_row(total(told) if told.rows else None)
            self.table.answered(
                translate("ui.pages.month", "Nothing lay there in this month, and nothing moved.")
            )
            if not self.table.currentIndex().isValid():
                self.table.put(0)
            count = translate("ui.pages.month", "{count} items")
            self.foot.say(count.format(count=len(told.rows)), self._told_end(told))
        self._before.setEnabled(bool(self._neighbour("previous")))
        self._after.setEnabled(bool(self._neighbour("next")))
        self.around.window.head_changed()

    def _told_end(self, told: StockSummary) -> str:
        month = next(one for one in self._found.months if one.name == _name(told))
        if told.closed and month.changed_at is not None:
            text = translate("ui.pages.month", "closed {moment} by {person}")
            return text.format(moment=f"{month.changed_at:%Y-%m-%d %H:%M}", person=month.changed_by)
        return translate("ui.pages.month", "opening + in − out = closing, checked row by row")

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self.desk.failed.emit(error)
            return
        self._found = _Found(self._found.months, self._found.places, None)
        self.model.show_rows(())
        self.total.show_row(None)
        self.table.answered(str(error))
        self.around.window.head_changed()

    def _item(self) -> str:
        line = self.table.current()
        return line.code if line is not None else ""

    def _neighbour(self, name: str) -> str:
        names = [one.name for one in self._found.months]
        if self.month.value() not in names:
            return ""
        at = names.index(self.month.value()) + (-1 if name == "previous" else 1)
        return names[at] if 0 <= at < len(names) else ""

    def _go_to(self, month: str) -> None:
        if month:
            self.month.choose(month)
            self.refresh()

    def _handout(self) -> Handout | None:
        told = self._found.summary
        if told is None:
            return None
        name = translate("ui.pages.month", "Stock summary {month} {scope}")

        # Papers and sheets take a third of a second to import: the worker's, not the window's.
        def write(path: Path, making: Making) -> None:
            if path.suffix.lower() == ".pdf":
                from supplydesk.papers.stock_summary import draw  # noqa: PLC0415 - as above

                drawn = draw(told, making.stationery(), tick=making.tick)
                write_atomically(path, drawn, replace=making.replace)
            else:
                from supplydesk.sheets.stock_summary import (  # noqa: PLC0415 - as above
                    write_stock_summary,
                )

                write_stock_summary(path, told, created=making.now, replace=making.replace)

        return Handout(
            name.format(month=_name(told), scope=told.scope), write, lambda _making: as_text(told)
        )


def _name(told: StockSummary) -> str:
    """The month as the books name it: ``2022-10``, from the paper's title."""
    return periods.read_month(told.title)


def _month_word(month: Month) -> str:
    if month.closed:
        return translate("ui.pages.month", "{month}, closed").format(month=month.name)
    return month.name
