"""The list under a field that is being typed into: it never takes the keys, the field hands over
those that walk.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.choice_list import Choice, ChoiceList
from supplydesk.ui.parts.label import Elided

ROWS, LEAST_WIDTH, ROW = 8, 360, 30


class Picker(QWidget):
    """Belongs to the window, lies over everything in it, under the field or above it."""

    def __init__(self, look: Look, window: QWidget, taken: Callable[[Choice], object]) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = ChoiceList(look, row=ROW)
        self.list.taken.connect(taken)
        self._hint = Elided("", "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(4), look.px(4), look.px(4), look.px(6))
        column.setSpacing(look.px(4))
        column.addWidget(self.list, 1)
        column.addWidget(self._hint)
        self._hint.setContentsMargins(look.px(8), 0, look.px(8), 0)
        self.hide()

    def offer(self, choices: Sequence[Choice], field: QWidget, hint: str = "") -> None:
        """Show *choices* beside *field*; none of them hides it."""
        if not choices:
            self.hide()
            return
        self.list.show_choices(choices)
        self._hint.say(hint)
        self._hint.setVisible(bool(hint))
        self._place(field)
        self.show()
        self.raise_()

    def _place(self, field: QWidget) -> None:
        px, window = self._look.px, self._window
        below = field.mapTo(window, QPoint(0, field.height() + 2))
        wide = min(max(px(LEAST_WIDTH), field.width()), window.width() - px(16))
        frame = px(10) + (self._hint.sizeHint().height() + px(4) if self._hint.text() else 0)
        high = min(self.list.wish(), px(ROW) * ROWS) + frame
        left = min(below.x(), window.width() - wide - px(8))
        top = below.y()
        if top + high > window.height() - px(4):
            above = field.mapTo(window, QPoint(0, 0)).y() - 2
            if above > window.height() - top:
                high = min(high, above - px(4))
                top = above - high
            else:
                high = window.height() - px(4) - top
        self.setGeometry(QRect(max(left, px(4)), top, wide, high))

    def key(self, event: QKeyEvent) -> bool:
        """Take a key of the field, if it is meant for the list; whether it was."""
        if not self.isVisible():
            return False
        if self.list.walk(event.key()):
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.take_current()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False


class PickField(QLineEdit):
    """A field that names one of many: typed in part, taken from the list, kept as its code.

    What was typed and fits nothing is kept as it was typed: the check says what is wrong with it.
    ``entered``: Enter has named one, or goes on from the one that is named.
    """

    entered = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._picker: Picker | None = None
        self._found: Callable[[str], Sequence[Choice]] = lambda _text: ()
        self._code = ""
        self._word = ""
        self._changed: Callable[[], object] = lambda: None
        self.setAccessibleName(name)
        self.textEdited.connect(self._typed)
        self.installEventFilter(self)

    def offers(self, found: Callable[[str], Sequence[Choice]]) -> None:
        """Where its choices come from: *found* gives them for a text; their value is the code."""
        self._found = found

    def on_change(self, changed: Callable[[], object]) -> None:
        """Whom to tell when another one is named."""
        self._changed = changed

    def value(self) -> str:
        """The code that is named, or what was typed."""
        text = self.text().strip()
        return self._code if text == self._word and self._code else text

    @property
    def choosing(self) -> bool:
        """Whether its list is open: what is typed is on its way to something that fits."""
        return self._picker is not None and self._picker.isVisible()

    def show_value(self, code: str, word: str) -> None:
        """Name *code*, which is called *word*."""
        self._code, self._word = code, word or code
        if self.text() != self._word:
            self.setText(self._word)
        self.setCursorPosition(0)

    def know(self, word_of: Callable[[str], str]) -> None:
        """There is more to choose from: *word_of* says what a code is called now.

        What is being typed, and where the caret stands in it, is left alone.
        """
        text = self.text().strip()
        if self._code and text == self._word:
            word = word_of(self._code)
            if word != self._word:
                self.show_value(self._code, word)
        elif text and self.hasFocus():
            self._offer(text)
        elif text:
            self.settle()

    def look_up(self) -> None:
        """Show everything that can be named."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._offer("")

    def _typed(self, text: str) -> None:
        self._offer(text)
        self._changed()

    def _offer(self, text: str) -> None:
        if self._picker is None:
            self._picker = Picker(self._look, self.window(), self._take)
        self._picker.offer(self._found(text), self)

    def _take(self, choice: Choice) -> None:
        if self._picker is not None:
            self._picker.hide()
        self.show_value(str(choice.value), choice.text)
        self._changed()
        self.entered.emit()

    def settle(self) -> None:
        """What was typed is all there will be: where it fits one thing alone, name that.

        What is offered dim counts only where nothing else fits: it must not keep a clerk from
        what she means every day.
        """
        chosen = self.choosing
        if self._picker is not None:
            self._picker.hide()
        text = self.text().strip()
        if text and text != self._word:
            found = self._found(text)
            alike = [one for one in found if one.dim is found[0].dim]
            if len(alike) == 1 or (found and found[0].text == text):
                self.show_value(str(found[0].value), found[0].text)
                self._changed()
                return
            if not found:
                self._code, self._word = "", ""
        if chosen:
            self._changed()  # now it may be said what is wrong with it

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys for the list; leaving the field closes it."""
        if watched is self:
            if event.type() == QEvent.Type.FocusOut:
                self.settle()
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                chosen = self.choosing
                if self._picker is not None and self._picker.key(event):
                    if chosen and not self.choosing:
                        self._changed()
                    return True
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                    self.settle()
                    self.entered.emit()
                    return True
                if event.key() == Qt.Key.Key_Down:
                    self._offer(self.text() if self.text() != self._word else "")
                    return True
        return super().eventFilter(watched, event)
