"""Segments: one of a few, all of them in sight, walked through by the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from supplydesk.ui.look.look import Look

WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Segments(QWidget):
    """A choice among few: value and word. ``chosen`` says the value that somebody chose.

    With *slowly*, the arrows only walk and Enter or Space takes: for choices that change much.
    """

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        choices: Sequence[tuple[str, str]] = (),
        *,
        slowly: bool = False,
    ) -> None:
        super().__init__()
        self._slowly = slowly
        self._look = look
        self._choices: tuple[tuple[str, str], ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._value = ""
        self.setObjectName("segments")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.px(2), look.px(2), look.px(2), look.px(2))
        self._row.setSpacing(look.px(2))
        self.offer(choices)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer *choices* (value, word); what was chosen stays, if it is still among them."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for value, word in choices:
            button = QPushButton(word)
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setAccessibleName(f"{self.accessibleName()} {word}".strip())
            button.clicked.connect(lambda _on=False, value=value: self._take(value))
            button.installEventFilter(self)
            self._group.addButton(button)
            self._row.addWidget(button)
            self._buttons[value] = button
        self.choose(self._value)

    def value(self) -> str:
        """The value that is chosen; empty where there is nothing to choose."""
        return self._value

    def choose(self, value: str) -> None:
        """Choose *value* without saying so; the first one where it is none of them."""
        if value not in self._buttons:
            value = next(iter(self._buttons), "")
        self._value = value
        for one, button in self._buttons.items():
            button.setChecked(one == value)
            # Tab comes to the chosen one and goes on; the arrows walk among them.
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if one == value else Qt.FocusPolicy.ClickFocus
            )

    def take_focus(self) -> None:
        """Give the keys to the chosen one."""
        self.button().setFocus(Qt.FocusReason.TabFocusReason)

    def button(self) -> QWidget:
        """The chosen one, which has the keys where the strip has them; the strip without any."""
        return self._buttons.get(self._value, self)

    def _take(self, value: str) -> None:
        if value != self._value:
            self.choose(value)
            self.chosen.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the segments: a group of buttons would take the next one by itself."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._walked(event.key())
        return super().eventFilter(watched, event)

    def _walked(self, key: int) -> bool:
        """Arrows choose the next one, or walk to it; Enter takes the one with the keys."""
        values = list(self._buttons)
        here = next((one for one in values if self._buttons[one].hasFocus()), self._value)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(here)
            return True
        step = WAYS.get(Qt.Key(key))
        if step is None:
            return False
        at = min(max(values.index(here) + step, 0), len(values) - 1)
        if not self._slowly:
            self._take(values[at])
        self._buttons[values[at]].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same keys where the strip itself has them."""
        if not self._walked(event.key()):
            super().keyPressEvent(event)
