"""The picture of the first run: shelves that are still mostly empty."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from supplydesk.ui.look.look import Look

WIDTH, HEIGHT = 242, 108
FILLED = 2
_BOARDS = (36, 72, 104)
# Left, bottom board, width, height, and whether something lies there: 2 filled, 1 drawn, 0 awaited.
_BOXES = (
    (16, 36, 36, 22, 0), (142, 36, 30, 18, 0), (178, 36, 30, 18, 0),
    (10, 72, 30, 20, 0), (44, 72, 30, 20, 0), (134, 72, 44, 26, 2),
    (10, 104, 40, 24, 2), (54, 104, 34, 20, 1), (132, 104, 30, 22, 0), (168, 104, 30, 22, 0),
)  # fmt: skip


class Shelves(QWidget):
    """Decoration: it says nothing and takes no keys."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As it is drawn."""
        return QSize(self._look.px(WIDTH), self._look.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(look.scale, look.scale)
        painter.setPen(QPen(look.colour("line2"), 1.5))
        for x in (1, WIDTH / 2, WIDTH - 1):
            painter.drawLine(int(x), 0, int(x), _BOARDS[-1])
        for y in _BOARDS:
            painter.drawLine(1, y, WIDTH - 1, y)
        for left, board, wide, high, there in _BOXES:
            style = Qt.PenStyle.SolidLine if there else Qt.PenStyle.DashLine
            ink = ("edge", "edge", "accent_ink")[there]
            painter.setPen(QPen(look.colour(ink), 1.3, style))
            painter.setBrush(look.colour("select" if there == FILLED else "surface"))
            box = QRectF(left, board - high, wide, high)
            painter.drawRoundedRect(box, 2, 2)
            if there:
                middle = box.center().x()
                for x in (middle - 4, middle + 4):
                    painter.drawLine(int(x), int(box.top()), int(x), int(box.top()) + 6)
        painter.end()
