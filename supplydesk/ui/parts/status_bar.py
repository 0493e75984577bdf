"""The status bar: saved, the period, the desk, the last backup; what presses; who sits here."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from supplydesk.text import translate
from supplydesk.ui.look import icons
from supplydesk.ui.look.look import SECONDARY, Look
from supplydesk.ui.parts.label import Elided, label, rule

HEIGHT, WORK = 28, 300


@dataclass(frozen=True, slots=True)
class Standing:
    """What the bar says of the desk; ``pressing`` is what is overdue, empty where nothing is."""

    period: str = ""
    place: str = ""
    backup: str = ""
    backup_old: bool = False
    person: str = ""
    pressing: str = ""
    read_only: bool = False


class StatusBar(QWidget):
    """The whole strip; ``person`` asks for somebody else to sit down, ``work`` for the dialog of
    what goes on in the background.
    """

    person = Signal()
    work = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        px = look.px
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(px(HEIGHT))
        self._told = ("", "", "")
        self._mark = label()
        self._saved = label()
        self._period = label()
        self._place = Elided(mode=Qt.TextElideMode.ElideMiddle)
        self._disk = label()
        self._backup = label()
        self._pressing = Elided(part="warn")
        self._work = QPushButton()
        self._work.setObjectName("link")
        self._work.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._work.clicked.connect(self.work)
        self._work.hide()
        self._person = QPushButton()
        self._person.setObjectName("link")
        self._person.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._person.clicked.connect(self.person)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(8), 0)
        row.setSpacing(px(8))
        row.addWidget(self._mark)
        row.addWidget(self._saved)
        for part in (self._period, self._place):
            row.addWidget(self._divider())
            row.addWidget(part)
        row.addWidget(self._divider())
        row.addWidget(self._disk)
        row.addWidget(self._backup)
        row.addStretch(1)
        row.addWidget(self._work)
        row.addWidget(self._pressing)
        row.addWidget(self._divider())
        row.addWidget(self._person)
        self.saved(translate("ui.parts.status_bar", "Ready"))

    def saved(self, text: str) -> None:
        """Say that *text* was saved."""
        self._tell("circle-check", self._look.tokens.good_mark, text)

    def busy(self) -> None:
        """Say that something is being saved."""
        words = translate("ui.parts.status_bar", "Saving…")
        before = self._told
        self._tell("refresh-cw", self._look.tokens.ink3, words)
        self._told = before

    def rest(self) -> None:
        """Nothing was saved, and nothing had to be: say what stood there before."""
        self._tell(*self._told)

    def trouble(self, text: str) -> None:
        """Say that something could not be saved."""
        self._tell("circle-alert", self._look.tokens.stop, text)

    def show_standing(self, standing: Standing) -> None:
        """Show how the desk stands."""
        self._period.setText(standing.period)
        self._place.say(standing.place)
        self._backup.setText(standing.backup)
        part = "warn" if standing.backup_old else ""
        if self._backup.objectName() != part:
            self._backup.setObjectName(part)
            self._backup.style().unpolish(self._backup)
            self._backup.style().polish(self._backup)
        ink = self._look.tokens.warn if standing.backup_old else self._look.tokens.ink3
        self._disk.setPixmap(icons.pixmap("hard-drive", ink, self._look.px(14)))
        self._pressing.say(standing.pressing)
        self._person.setText(standing.person)
        self._person.setAccessibleName(standing.person)
        if standing.read_only:
            words = translate("ui.parts.status_bar", "For reading only")
            self._tell("lock", self._look.tokens.warn, words)

    def show_work(self, words: str) -> None:
        """Show what goes on in the background, and how far it is; empty: nothing does."""
        room = self._look.px(WORK)
        shown = self._look.metrics(SECONDARY).elidedText(words, Qt.TextElideMode.ElideMiddle, room)
        self._work.setText(shown)
        self._work.setAccessibleName(words)
        self._work.setToolTip(words)
        self._work.setVisible(bool(words))

    def _tell(self, icon: str, ink: str, text: str) -> None:
        self._told = (icon, ink, text)
        self._mark.setPixmap(icons.pixmap(icon, ink, self._look.px(14)))
        self._saved.setText(text)

    def _divider(self) -> QWidget:
        line = rule(vertical=True)
        line.setFixedHeight(self._look.px(14))
        return line
