"""The one editor of a grid: it lies over the current cell, so the caret is there at once.

An input method finds a focused field wherever the keys go, and its first keystroke is not lost.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class CellEditor(QLineEdit):
    """Hands over the keys that are not for its text.

    ``stepped`` (rows, columns) moves by arrows; ``entered`` goes on; ``left`` leaves the grid
    forwards or back; ``pasted`` hands over what is more than one cell.
    """

    stepped = Signal(int, int)
    extended = Signal(int)
    entered = Signal()
    left = Signal(bool)
    pasted = Signal(str)
    copied = Signal()
    focused = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cell")
        self.setFrame(False)
        self.before = ""
        self._composing = False
        self.hide()

    def begin(self, text: str, *, figure: bool, writable: bool) -> None:
        """Show *text*, all of it selected, to be typed over."""
        self.before = text
        self.setReadOnly(not writable)
        side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setText(text)
        self.selectAll()

    @property
    def changed(self) -> bool:
        """Whether it holds another text than it began with."""
        return self.text() != self.before

    def event(self, event: QEvent) -> bool:
        """Undo is the grid's where nothing was typed into this cell yet."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.changed
        ):
            return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether something is being composed."""
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for the grid, and what is left for the text."""
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QApplication.clipboard().text()
            if "\n" in text.rstrip("\r\n") or "\t" in text:
                self.pasted.emit(text)
                return
        if event.matches(QKeySequence.StandardKey.Copy) and not self._part_selected():
            self.copied.emit()
            return
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        ):
            self.extended.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and self._taken(event.key()):
            return
        super().keyPressEvent(event)

    def _taken(self, key: int) -> bool:
        if self._composing:
            # The Enter that ends a composition, and arrows in it, belong to the input method.
            return key in (*_ENTER, *_ARROWS)
        if key in _ENTER:
            self.entered.emit()
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1, 0)
            return True
        if key == Qt.Key.Key_Left and (self._whole_selected() or self.cursorPosition() == 0):
            self.stepped.emit(0, -1)
            return True
        end = len(self.text())
        if key == Qt.Key.Key_Right and (self._whole_selected() or self.cursorPosition() == end):
            self.stepped.emit(0, 1)
            return True
        return False

    def _whole_selected(self) -> bool:
        return bool(self.text()) and self.selectedText() == self.text()

    def _part_selected(self) -> bool:
        return bool(self.selectedText()) and self.selectedText() != self.text()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab leaves the grid."""
        self.left.emit(forwards)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The grid has the keys."""
        super().focusInEvent(event)
        self.focused.emit()
