"""What is painted first: the window's ground, before anything that takes time is imported."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from supplydesk.text import translate
from supplydesk.ui.look.look import BODY, Look

# As the main window lays itself out; importing that for three figures would import the store.
NAVIGATION, NARROW_NAVIGATION, HEADER, STATUS = 168, 56, 52, 28
NARROW = 1200


class Ground(QWidget):
    """Navigation, header and status line without a word in them; ``painted`` once."""

    painted = Signal()
    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._painted = False
        self.setObjectName("ground")
        self.setMinimumSize(800, 600)
        self.setWindowTitle(translate("ui.ground", "SupplyDesk"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        wide, high = self.width(), self.height()
        narrow = wide / look.scale < NARROW
        left = px(NARROW_NAVIGATION if narrow else NAVIGATION)
        painter.fillRect(self.rect(), look.colour("ground"))
        painter.fillRect(left, 0, wide - left, px(HEADER), look.colour("surface"))
        painter.fillRect(left, px(HEADER) - 1, wide - left, 1, look.colour("line"))
        painter.fillRect(left, high - px(STATUS), wide - left, px(STATUS), look.colour("surface"))
        painter.fillRect(left, high - px(STATUS), wide - left, 1, look.colour("line"))
        painter.fillRect(0, 0, left, high, look.colour("nav"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("orange"))
        painter.drawRoundedRect(QRectF(px(16), px(13), px(24), px(24)), px(5), px(5))
        painter.setPen(look.colour("ink3"))
        painter.setFont(look.font(BODY))
        text = translate("ui.ground", "Opening the desk…")
        room = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody wants the window any more."""
        super().closeEvent(event)
        self.closed.emit()
