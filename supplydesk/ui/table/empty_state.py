"""What a table shows while it has no row: one sentence and one thing to do, or that it waits."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.label import label


class EmptyState(QWidget):
    """One sentence and one thing to do, over an empty table; or grey rows while it waits."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._sentence = label("", "secondary")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = QPushButton()
        self._act: Callable[[], object] | None = None
        self._button.clicked.connect(self._do)
        column = QVBoxLayout(self)
        column.setSpacing(look.px(12))
        column.addStretch(2)
        column.addWidget(self._sentence)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.hide()

    def say(self, sentence: str, word: str, act: Callable[[], object] | None) -> None:
        """Show *sentence*, and a button with *word* where there is something to do."""
        self._sentence.setText(sentence)
        self._button.setText(word)
        self._button.setVisible(act is not None)
        self._act = act
        self.show()
        self.raise_()

    def wait(self) -> None:
        """Show that the desk is being asked."""
        self._sentence.setText("…")
        self._button.hide()
        self.show()

    def _do(self) -> None:
        if self._act is not None:
            self._act()
