"""The side panel: 356 pixels at the right that follow the selected row, and scroll."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from supplydesk.text import translate
from supplydesk.ui.look import icons
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.label import Elided, label, wrapped

WIDTH = 356


class Panel(QWidget):
    """Title, a quiet line, then what the page puts into ``body``; ``closed`` when it was closed."""

    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        px = look.px
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(px(WIDTH))
        self._title = Elided("", "dialogTitle")
        self._subtitle = wrapped("", "secondary")
        close = QPushButton()
        close.setObjectName("flat")
        close.setIcon(icons.icon("x", look.tokens.ink2, px(icons.SIZE)))
        close.setAccessibleName(translate("ui.parts.panel", "Close this panel"))
        close.setToolTip(f"{close.accessibleName()}  Esc")
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        inner = QWidget()
        inner.setObjectName("surface")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(px(16), 0, px(16), px(8))
        self.body.setSpacing(px(8))
        self._scroll = QScrollArea()
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        top = QVBoxLayout()
        top.setContentsMargins(px(16), px(10), px(8), 0)
        top.setSpacing(0)
        top.addLayout(head)
        top.addWidget(self._subtitle)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(px(16), px(8), px(16), px(10))
        self.foot.setSpacing(px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)  # the line at the left stays in sight
        column.setSpacing(px(8))
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        column.addLayout(self.foot)

    def show_title(self, title: str, subtitle: str) -> None:
        """Say what the panel is about."""
        self._title.say(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def heading(self, text: str, aside: str = "") -> QWidget:
        """A heading for a part of the body, with a quiet word at its right."""
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, self.look.px(6), 0, 0)
        across.addWidget(label(text, "heading"))
        across.addStretch()
        self.aside = label(aside, "hint")
        across.addWidget(self.aside)
        return row
