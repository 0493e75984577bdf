"""Cards of the home page and the first run: a white ground with a thin edge and a heading."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from supplydesk.ui.look import cut
from supplydesk.ui.look.look import BODY, SECONDARY, Look
from supplydesk.ui.parts.label import label

FIGURE = 18.0


class Card(QWidget):
    """A heading, a quiet word at its right, and what the page puts into ``body``."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        px = look.px
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._aside = label("", "hint")
        head = QHBoxLayout()
        head.addWidget(label(title, "heading"))
        head.addStretch()
        head.addWidget(self._aside)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(16), px(12), px(16), px(12))
        self.body.setSpacing(px(8))
        self.body.addLayout(head)

    def say_aside(self, text: str) -> None:
        """Say a quiet word beside the heading."""
        self._aside.setText(text)


class CountCard(QPushButton):
    """How many things of one kind wait; a click or Enter goes to them in the list."""

    def __init__(self, look: Look, word: str) -> None:
        super().__init__()
        self._look = look
        self._word, self._count, self._aside, self._tone = word, 0, "", "ink"
        self.setObjectName("countCard")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(look.px(60))
        self.setMinimumWidth(look.px(96))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tell(self, count: int, aside: str, tone: str) -> None:
        """Show *count* in *tone*, and *aside* below the word."""
        self._count, self._aside, self._tone = count, aside, tone if count else "ink3"
        self.setAccessibleName(" ".join(filter(None, (self._word, str(count), aside))))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its neighbours."""
        return QSize(self._look.px(180), self._look.px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the figure, the word and the aside."""
        super().paintEvent(event)
        look, px = self._look, self._look.px
        painter = QPainter(self)
        room = self.rect().adjusted(px(14), 0, -px(10), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font(FIGURE))
        painter.setPen(look.colour(self._tone))
        painter.drawText(room, middle, str(self._count))
        room.setLeft(
            room.left() + look.metrics(FIGURE).horizontalAdvance(str(self._count)) + px(10)
        )
        top = room.adjusted(0, px(9), 0, -px(30))
        painter.setFont(look.font(BODY))
        painter.setPen(look.colour("ink"))
        wide = look.metrics(BODY).horizontalAdvance(self._word)
        cut.whole(self._word, wide, room.width(), "card")
        word = look.metrics(BODY).elidedText(self._word, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(top, middle, word)
        painter.setFont(look.font(SECONDARY))
        painter.setPen(look.colour("ink3"))
        below = room.adjusted(0, px(29), 0, -px(9))
        aside = look.metrics(SECONDARY).elidedText(
            self._aside, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(below, middle, aside)
        painter.end()
