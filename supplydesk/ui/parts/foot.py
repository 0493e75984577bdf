"""The foot of a page: what is selected and what all that is shown adds up to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.label import Elided

HEIGHT = 36


class Foot(QWidget):
    """Words at the left, quieter ones at the right, and room for a button there."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(look.px(HEIGHT))
        self._left = Elided("", "footLeft")
        self._right = Elided("", "secondary")
        self._right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(look.px(16), 0, look.px(12), 0)
        self.row.setSpacing(look.px(12))
        self.row.addWidget(self._left, 3)
        self.row.addWidget(self._right, 2)

    def say(self, left: str, right: str = "") -> None:
        """Say both."""
        self._left.say(left)
        self._right.say(right)
