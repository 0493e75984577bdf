"""A few views side by side, one of them shown: arrow keys walk, a click or Space takes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from supplydesk.ui.look.look import Look


class Segments(QWidget):
    """Choices as (value, word); ``chosen`` says the value that somebody took."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("segments")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(2), look.px(2), look.px(2), look.px(2))
        row.setSpacing(look.px(2))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for value, word in choices:
            button = QPushButton(word)
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.setAccessibleName(f"{name} {word}")
            button.clicked.connect(lambda _on=False, value=value: self.chosen.emit(value))
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        next(iter(self._buttons.values())).setChecked(True)

    def value(self) -> str:
        """The one that is shown."""
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def choose(self, value: str) -> None:
        """Show *value* without saying so."""
        self._buttons[value].setChecked(True)

    def take_focus(self) -> None:
        """Give the keys to the one that is shown."""
        self._buttons[self.value()].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right take the next one."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        values = list(self._buttons)
        value = values[(values.index(self.value()) + step) % len(values)]
        self.choose(value)
        self.take_focus()
        self.chosen.emit(value)
