"""Events (事件) on the settings page: what goods are sent out for, added, changed and closed."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from supplydesk.domain.lifecycle import Action, may
from supplydesk.services import incidents, rosters
from supplydesk.services.rosters import ListedIncident
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around
from supplydesk.ui.errand import Errand
from supplydesk.ui.pages.settings_event import EventForm, no_day
from supplydesk.ui.parts.chip import Chip, Glyph
from supplydesk.ui.parts.dialog import AskDialog
from supplydesk.ui.parts.label import label, wrapped
from supplydesk.ui.parts.moment import read_moment
from supplydesk.ui.parts.refusals import problems_of
from supplydesk.ui.table.column import Cell, Column
from supplydesk.ui.table.model import ListModel
from supplydesk.ui.table.view import TableView

HEIGHT = 214


class Events(QWidget):
    """A heading, the events, and what can be done with them."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around
        self._errand: Errand | None = None
        px = around.look.px
        self.model: ListModel[ListedIncident] = ListModel(_columns(), lambda row: row.code, self)
        self.table = TableView(self.model, around.look, many=False)
        self.table.setFixedHeight(px(HEIGHT))
        self.table.setAccessibleName(translate("ui.pages.settings_events", "Events"))
        self.add = QPushButton(translate("ui.pages.settings_events", "Add an event…"))
        self.add.clicked.connect(self.ask_new)
        self.change = QPushButton(translate("ui.pages.settings_events", "Change it…"))
        self.change.clicked.connect(self.ask_to_change)
        self.close_it = QPushButton(translate("ui.pages.settings_events", "Close it…"))
        self.close_it.clicked.connect(self.ask_to_close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(label(translate("ui.pages.settings_events", "Events"), "heading"))
        column.addWidget(
            wrapped(
                translate(
                    "ui.pages.settings_events",
                    "What goods are sent out for; each has its own totals and brief.",
                ),
                "hint",
            )
        )
        column.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.add)
        row.addWidget(self.change)
        row.addWidget(self.close_it)
        row.addStretch()
        column.addLayout(row)
        column.addStretch()
        self.table.moved.connect(lambda _at: self._enable())
        self.table.opened.connect(lambda _at: self.ask_to_change())

    def refresh(self) -> None:
        """Read them again."""
        self.table.ask()
        self._errand = self.around.desk.read(
            rosters.incidents, self._show, owner=self, instead_of=self._errand
        )

    def _show(self, found: tuple[ListedIncident, ...]) -> None:
        self.model.show_rows(found)
        self.table.answered(translate("ui.pages.settings_events", "There is no event yet."))
        if not self.table.currentIndex().isValid():
            self.table.put(0)
        self._enable()

    def _enable(self) -> None:
        allowed = may(self.around.desk.seat.role, Action.EDIT_PLACES)
        row = self.table.current()
        self.add.setVisible(allowed)
        self.change.setVisible(allowed and row is not None)
        self.close_it.setVisible(allowed and row is not None and row.closed_on is None)

    def ask_new(self) -> None:
        """Ask for a new event."""
        EventForm(self.around).begin()

    def ask_to_change(self) -> None:
        """Ask for another name and other days of the current event."""
        row = self.table.current()
        if row is not None and self.change.isVisible():
            EventForm(self.around, row).begin()

    def ask_to_close(self) -> None:
        """Ask from which day on the current event is closed."""
        row = self.table.current()
        if row is None:
            return
        desk = self.around.desk
        title = translate("ui.pages.settings_events", "Close the event {name}?")
        asked = AskDialog(
            self.around,
            title.format(name=row.name),
            translate(
                "ui.pages.settings_events", "From which day on? Nothing goes out for it then."
            ),
            desk.today().isoformat(),
            translate("ui.pages.settings_events", "Close it"),
        )

        def take() -> None:
            day = read_moment(asked.text())
            if day is None or isinstance(day, datetime):
                asked.wrong(no_day("on").text)
                return
            asked.main.setEnabled(False)
            desk.write(
                lambda session: incidents.close(session, row.code, day),
                lambda _none: asked.accept(),
                owner=asked,
                failed=refused,
            )

        def refused(error: Exception) -> None:
            asked.main.setEnabled(True)
            problems = problems_of(error)
            asked.wrong("\n".join(one.text for one in problems))
            if not problems:
                desk.failed.emit(error)

        asked.taken.connect(take)
        asked.open()


def _columns() -> tuple[Column[ListedIncident], ...]:
    def state(row: ListedIncident) -> Cell:
        if row.closed_on is None:
            word = translate("ui.pages.settings_events", "Running")
            return Cell(chip=Chip(word, "good", Glyph.DONE))
        text = translate("ui.pages.settings_events", "Closed {day}")
        word = text.format(day=row.closed_on.isoformat())
        return Cell(chip=Chip(word, "mute", Glyph.OFF))

    return (
        Column(
            "code",
            translate("ui.pages.settings_events", "Code"),
            96,
            lambda row: Cell(row.code, "ink2", tip=row.code),
        ),
        Column(
            "name",
            translate("ui.pages.settings_events", "Name"),
            110,
            lambda row: Cell(row.name, tip=row.name),
            grows=True,
        ),
        Column(
            "begins",
            translate("ui.pages.settings_events", "From"),
            92,
            lambda row: Cell(wording.long_day(row.begins_on), "ink2"),
            optional=1,
        ),
        Column("state", translate("ui.pages.settings_events", "State"), 136, state),
    )
