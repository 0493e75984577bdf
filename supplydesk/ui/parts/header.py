"""The header of a page: its title, the paper's chip and rail, the door to the search, the event."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from supplydesk.text import translate
from supplydesk.ui.incident import ChosenIncident
from supplydesk.ui.look import icons
from supplydesk.ui.look.look import SECONDARY, Look
from supplydesk.ui.parts.chip import ChipLabel
from supplydesk.ui.parts.incident_button import IncidentButton
from supplydesk.ui.parts.label import Elided, label
from supplydesk.ui.parts.page import Heading

HEIGHT = 52
_SEARCH_WIDTH = 300


class Rail(QWidget):
    """The stations of a paper's life; those that it has reached are filled."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._stations: tuple[str, ...] = ()
        self._reached = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_stations(self, stations: tuple[str, ...], reached: int) -> None:
        """Show *stations*, the first *reached* of them behind the paper."""
        if (stations, reached) != (self._stations, self._reached):
            self._stations, self._reached = stations, reached
            here = stations[reached] if reached < len(stations) else ""
            self.setAccessibleName(here)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as its stations."""
        words = sum(self._look.metrics(SECONDARY).horizontalAdvance(one) for one in self._stations)
        return QSize(words + len(self._stations) * self._look.px(38), self._look.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, x = self.height() / 2, 0.0
        for at, station in enumerate(self._stations):
            done, here = at < self._reached, at == self._reached
            dot = QRectF(x + 1, middle - px(4), px(8), px(8))
            painter.setPen(look.colour("accent_ink" if done or here else "edge"))
            painter.setBrush(look.colour("accent_ink") if done else look.colour("surface"))
            painter.drawEllipse(dot)
            if here:
                painter.setBrush(look.colour("accent_ink"))
                painter.drawEllipse(dot.adjusted(px(2), px(2), -px(2), -px(2)))
            x += px(13)
            painter.setFont(look.font(SECONDARY, bold=here))
            painter.setPen(look.colour("ink" if here else "ink2" if done else "ink3"))
            width = look.metrics(SECONDARY, bold=here).horizontalAdvance(station)
            painter.drawText(
                QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, station
            )
            x += width + px(5)
            if at + 1 < len(self._stations):
                painter.setPen(look.colour("line2"))
                painter.drawLine(int(x), int(middle), int(x + px(12)), int(middle))
                x += px(16)
        painter.end()


class SearchButton(QPushButton):
    """Looks like a field, opens the palette."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._text = translate("ui.parts.header", "Search items, numbers, sites, commands")
        self.setAccessibleName(self._text)
        self.setMinimumWidth(look.px(120))
        self.setMaximumWidth(look.px(_SEARCH_WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide where there is room."""
        return QSize(self._look.px(_SEARCH_WIDTH), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, the glass, the words and the key."""
        super().paintEvent(event)
        look, px = self._look, self._look.px
        painter = QPainter(self)
        size = px(icons.SIZE)
        painter.drawPixmap(
            px(8), (self.height() - size) // 2, icons.pixmap("search", look.tokens.ink3, size)
        )
        painter.setPen(look.colour("ink3"))
        painter.setFont(look.font(SECONDARY))
        key = "Ctrl+K"
        room = self.rect().adjusted(px(36), 0, -px(12), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, key)
        metrics = look.metrics(SECONDARY)
        room.setRight(room.right() - metrics.horizontalAdvance(key) - px(8))
        text = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()


class Header(QWidget):
    """The whole strip; ``search`` is said when the search is wanted."""

    search = Signal()

    def __init__(self, look: Look, incident: ChosenIncident) -> None:
        super().__init__()
        self._look = look
        self._heading = Heading("")
        self._roomy = True
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(look.px(HEIGHT))
        self._title = label("", "title")
        self._subtitle = Elided("", "subtitle")
        self._chip = ChipLabel(look)
        self._rail = Rail(look)
        self._search = SearchButton(look)
        self._search.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._search.clicked.connect(self.search)
        self.incident = IncidentButton(look, incident)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(20), 0, look.px(16), 0)
        row.setSpacing(look.px(10))
        row.addWidget(self._title)
        row.addWidget(self._subtitle)
        row.addWidget(self._chip)
        row.addWidget(self._rail)
        row.addStretch(1)
        row.addWidget(self._search)
        row.addWidget(self.incident)

    def show_heading(self, heading: Heading) -> None:
        """Show *heading*."""
        self._heading = heading
        self._title.setText(heading.title)
        self._subtitle.say(heading.subtitle)
        self._chip.show_chip(heading.chip)
        self._rail.show_stations(heading.rail, heading.reached)
        self._rail.setVisible(bool(heading.rail) and self._roomy)

    def roomy(self, roomy: bool) -> None:
        """Whether there is room for the rail."""
        self._roomy = roomy
        self._rail.setVisible(bool(self._heading.rail) and roomy)
