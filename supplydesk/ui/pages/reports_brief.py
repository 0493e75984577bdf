"""The brief (简报): the paragraph that leaders ask for, large, and the figures it is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from supplydesk.domain.brief import BriefItem
from supplydesk.domain.problem import Refused
from supplydesk.services import brief, rosters
from supplydesk.services.brief import Brief
from supplydesk.services.list_shape import hearsay
from supplydesk.services.rosters import ListedIncident
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.parts.days import day_of
from supplydesk.ui.parts.export import Handout
from supplydesk.ui.parts.fields import ChoiceBox, FilterChip, fields_of
from supplydesk.ui.parts.moment import ask_moment
from supplydesk.ui.table.column import Cell, Column
from supplydesk.ui.table.handout import Told, handout
from supplydesk.ui.table.model import ListModel
from supplydesk.ui.table.view import TableView

LINE = 160
"""Height of the paragraph's lines in per cent."""
EVENT = 300
SIDE, AIR = 25, 24
"""Pixels beside the paragraph, as the style sheet has it, and below it."""


class Figure(NamedTuple):
    """One figure of the brief, and its level's word."""

    level: str
    item: BriefItem


@dataclass(frozen=True, slots=True)
class _Found:
    incidents: tuple[ListedIncident, ...]
    incident: str
    brief: Brief | None


class BriefView(QWidget):
    """Choose an event and a last day; ``told`` when another paragraph is shown."""

    told = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        self._errand: Errand | None = None
        self._until: date | None = None
        self.brief: Brief | None = None
        self.nothing = False
        look = around.look
        self.incident = ChoiceBox(look, translate("ui.pages.reports_brief", "Event"))
        self.incident.setMaximumWidth(look.px(EVENT))
        self.until = FilterChip(look, translate("ui.pages.reports_brief", "Up to"))
        self.paragraph = QTextEdit()
        self.paragraph.setObjectName("paragraph")
        self.paragraph.setReadOnly(True)
        self.paragraph.setTabChangesFocus(True)
        self.paragraph.setAccessibleName(translate("ui.pages.reports_brief", "Brief"))
        self.model: ListModel[Figure] = ListModel(_columns(), _key, self)
        self.table = TableView(
            self.model, look, name=translate("ui.pages.reports_brief", "Figures of the brief")
        )
        self.fields = fields_of((self.incident, self.until), look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.paragraph)
        column.addWidget(self.table, 1)
        self.incident.currentIndexChanged.connect(lambda _at: self.refresh())
        around.incident.changed.connect(self._other_event)
        self.take({"incident": around.incident.code})
        self.until.clicked.connect(self.ask_until)
        self.until.removed.connect(lambda: self._take(None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the paragraph the room that it needs, and the figures the rest."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Another width breaks the lines elsewhere, and the field follows its document.
        text = self.paragraph.document()
        text.setTextWidth(self.width() - 2 * self._around.look.px(SIDE))
        high = round(text.size().height()) + self._around.look.px(AIR)
        self.paragraph.setFixedHeight(min(high, self.height() * 3 // 5))

    def take(self, options: Mapping[str, str]) -> None:
        """Tell of the ``incident`` with this code, ``until`` that day; else as before."""
        incident = options.get("incident", "")
        if incident:
            self.incident.offer([(incident, incident)])
        if "until" in options:
            self._until = day_of(options["until"])

    def _other_event(self) -> None:
        """Tell of the event that one works for now; all of them have no brief of their own."""
        code = self._around.incident.code
        if code:
            self.incident.offer([(one.code, one.name) for one in self._around.incident.known])
            self.incident.choose(code)
            if self.isVisible():
                self.refresh()

    def options(self) -> dict[str, str]:
        """What it is asked for, as `take` has it."""
        until = self._until.isoformat() if self._until else ""
        return {"incident": self.incident.value(), "until": until}

    def refresh(self) -> None:
        """Read the brief again."""
        wanted, until = self.incident.value(), self._until

        def look(session: DeskSession) -> _Found:
            known = rosters.incidents(session)
            codes = [one.code for one in known]
            if not codes:
                return _Found((), "", None)
            # The one that began last is the one that leaders ask about.
            newest = max(known, key=lambda one: (one.closed_on is None, one.begins_on or date.min))
            code = wanted if wanted in codes else newest.code
            return _Found(known, code, brief.brief(session, code, until))

        self.table.ask()
        self._errand = self._around.desk.read(
            look, self._show, owner=self, failed=self._refused, instead_of=self._errand
        )

    def ask_until(self) -> None:
        """Ask for the last day that counts."""
        title = translate("ui.pages.reports_brief", "The last day that counts")
        ask_moment(self._around, title, self._until, self._take)

    def handout(self) -> Handout | None:
        """The figures as a list, the paragraph above them."""
        told = self.brief
        if told is None:
            return None

        def title() -> Told:
            name = translate("ui.pages.reports_brief", "Brief {event}")
            return Told(name.format(event=told.totals.incident))

        made = handout(self.table, self.model, title, _columns, lead=told.text)
        # As text, it is the paragraph alone that goes on into a message.
        return Handout(made.name, made.write, lambda _making: told.text)

    def _take(self, moment: date | datetime | None) -> None:
        self._until = moment.date() if isinstance(moment, datetime) else moment
        self.refresh()

    def _show(self, found: _Found) -> None:
        self.brief = told = found.brief
        self.nothing = told is None
        self.incident.offer([(one.code, one.name) for one in found.incidents])
        self.incident.choose(found.incident)
        self.until.show_value(wording.long_day(self._until))
        self.paragraph.setVisible(told is not None)
        if told is None:
            self.model.show_rows(())
            self.table.answered(
                translate("ui.pages.reports_brief", "There is no event yet to tell of."),
                translate("ui.pages.reports_brief", "To the register"),
                lambda: self._around.window.go(Target("register")),
            )
        else:
            self._write(told.text)
            self.model.show_rows(
                [Figure(level.word, item) for level in told.totals.levels for item in level.items]
            )
            self.table.answered(
                translate("ui.pages.reports_brief", "Nothing was issued for this event.")
            )
        self.told.emit()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self._around.desk.failed.emit(error)
            return
        self._around.window.tell(
            translate("ui.pages.reports_brief", "There is no brief for that"), error.problems
        )
        self._until = None
        self.until.show_value("")

    def _write(self, text: str) -> None:
        if self.paragraph.toPlainText() == text:
            return
        self.paragraph.setPlainText(text)
        cursor = self.paragraph.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        lines = QTextBlockFormat()
        lines.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(lines)
        self._fit()


def _key(row: Figure) -> tuple[str, str, str]:
    return row.level, row.item.name, row.item.unit


def _columns() -> Sequence[Column[Figure]]:
    return (
        Column(
            "level",
            translate("ui.pages.reports_brief", "Level"),
            140,
            lambda row: Cell(row.level, "ink2", tip=row.level),
        ),
        Column(
            "item",
            translate("ui.pages.reports_brief", "Item"),
            200,
            lambda row: Cell(row.item.name, tip=row.item.name),
        ),
        Column(
            "quantity",
            translate("ui.pages.reports_brief", "Issued"),
            110,
            lambda row: Cell(
                wording.figure(row.item.quantity), aside=wording.hearsay(row.item.approximate)
            ),
            figure=True,
            value=lambda row: hearsay(row.item.quantity, row.item.approximate),
        ),
        Column(
            "unit",
            translate("ui.pages.reports_brief", "Unit"),
            90,
            lambda row: Cell(row.item.unit, "ink2"),
            grows=True,
        ),
    )
