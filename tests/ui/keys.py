"""Playing the window by keys alone, and counting them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from supplydesk.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier
ENTER = Qt.Key.Key_Return


class Hands:
    """Two hands on the keyboard of *window*: every key goes to what has the focus."""

    def __init__(self, window: MainWindow, settle: Callable[[], None]) -> None:
        self.window = window
        self.settle = settle
        self.strokes = 0

    @property
    def focus(self) -> QWidget:
        """What has the keys."""
        found = QApplication.focusWidget()
        return found if found is not None else self.window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.strokes += 1
            QTest.keyClick(self.focus, key, modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type letters and figures, a key each."""
        self.strokes += len(text)
        QTest.keyClicks(self.focus, text)
        QApplication.processEvents()

    def compose(self, text: str) -> None:
        """Type *text* by an input method: it arrives whole, whatever was composed."""
        self.strokes += len(text)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focus, event)
        QApplication.processEvents()

    def enter(self, times: int = 1) -> None:
        """Press Enter."""
        self.press(ENTER, times=times)
