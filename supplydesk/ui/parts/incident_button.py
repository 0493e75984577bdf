"""The choice of event at the right of the header: what one works for, always in sight."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from supplydesk.domain.lookup import entry
from supplydesk.services.rosters import ListedIncident
from supplydesk.text import translate
from supplydesk.ui.incident import ChosenIncident
from supplydesk.ui.look import icons
from supplydesk.ui.look.look import BODY, Look
from supplydesk.ui.parts.choice_list import Choice
from supplydesk.ui.parts.choose import Choose, Offered

WIDEST, LEAST = 220, 84


class IncidentButton(QPushButton):
    """Looks like a field and opens the list; hidden where there is nothing to choose."""

    def __init__(self, look: Look, incident: ChosenIncident) -> None:
        super().__init__()
        self._look = look
        self._incident = incident
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumWidth(look.px(LEAST))
        self.setMaximumWidth(look.px(WIDEST))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.ask)
        incident.learned.connect(self._tell)
        incident.changed.connect(self._tell)
        self._tell()

    @property
    def word(self) -> str:
        """What it says."""
        name = self._incident.name or translate("ui.parts.incident_button", "All events")
        return translate("ui.parts.incident_button", "Event: {name}").format(name=name)

    def ask(self) -> None:
        """Open the list."""
        if self._incident.several:
            hint = translate("ui.parts.incident_button", "Work for which event?")
            Choose(self._look, self, self._offers(), self._take, hint=hint).open()

    def _take(self, choice: Choice) -> None:
        self._incident.choose(str(choice.value))

    def _offers(self) -> list[Offered]:
        # Pinyin is looked up in a table that takes a moment to load.
        from supplydesk.services.pinyin import readings  # noqa: PLC0415

        every = translate("ui.parts.incident_button", "All events")
        offered = [(entry("", every, readings(every)), Choice("", "", every, value=""))]
        for one in self._incident.known:
            choice = Choice("", "", one.name, one.code, closed_word(one), value=one.code)
            offered.append((entry(one.code, one.name, readings(one.name)), choice))
        return offered

    def _tell(self) -> None:
        self.setVisible(self._incident.several)
        self.setAccessibleName(self.word)
        self.setToolTip(self.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as what it says, where there is room."""
        wide = self._look.metrics(BODY).horizontalAdvance(self.word) + self._look.px(42)
        return QSize(min(wide, self.maximumWidth()), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, the words and the arrow."""
        super().paintEvent(event)
        look, px = self._look, self._look.px
        painter = QPainter(self)
        size = px(14)
        arrow = icons.pixmap("chevron-down", look.tokens.ink2, size)
        painter.drawPixmap(self.width() - size - px(8), (self.height() - size) // 2, arrow)
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(BODY))
        room = self.rect().adjusted(px(10), 0, -px(28), 0)
        text = look.metrics(BODY).elidedText(self.word, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


def closed_word(one: ListedIncident) -> str:
    """Since when an event is over; empty where it runs."""
    if one.closed_on is None:
        return ""
    text = translate("ui.parts.incident_button", "closed {day}")
    return text.format(day=one.closed_on.isoformat())
