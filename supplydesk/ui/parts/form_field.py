"""One field of a form: its name above it, a hint below, and what is wrong with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from supplydesk.domain.problem import Problem
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.fields import ChoiceBox
from supplydesk.ui.parts.label import label, wrapped

Control = QLineEdit | ChoiceBox | QCheckBox
TICKED = "yes"
"""What a ticked box holds; one that is not ticked holds nothing."""


class FormField(QWidget):
    """A control with its words; `value` is always text."""

    def __init__(self, look: Look, name: str, title: str, control: Control, note: str = "") -> None:
        super().__init__()
        self.name = name
        self.control = control
        self._title = title
        self._tone = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(3))
        self.word = label(title, "secondary")
        self.word.setBuddy(control)
        if isinstance(control, QCheckBox):
            self.word.hide()
        else:
            column.addWidget(self.word)
            control.setAccessibleName(title)
            control.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column.addWidget(control)
        self._note = wrapped("", "hint")
        column.addWidget(self._note)
        self.say(note)
        self._wrong = wrapped("", "stop")
        self._wrong.hide()
        column.addWidget(self._wrong)
        column.addStretch()

    @property
    def title(self) -> str:
        """What the field is called."""
        return self._title

    @property
    def wrong(self) -> str:
        """What is said to be wrong with it; empty where nothing is."""
        return self._wrong.text()

    def value(self) -> str:
        """What it holds."""
        if isinstance(self.control, QLineEdit):
            return self.control.text()
        if isinstance(self.control, ChoiceBox):
            return self.control.value()
        return TICKED if self.control.isChecked() else ""

    def put(self, value: str) -> None:
        """Let it hold *value*."""
        if isinstance(self.control, QLineEdit):
            self.control.setText(value)
            self.control.setCursorPosition(0)
        elif isinstance(self.control, ChoiceBox):
            self.control.choose(value)
        else:
            self.control.setChecked(bool(value))

    def say(self, note: str) -> None:
        """Say *note* below it."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def lock(self, *, locked: bool) -> None:
        """Let it be read only, or typed in."""
        if isinstance(self.control, QLineEdit):
            self.control.setReadOnly(locked)
        else:
            self.control.setEnabled(not locked)

    @property
    def open(self) -> bool:
        """Whether something can be typed in it now."""
        control = self.control
        typed = not (isinstance(control, QLineEdit) and control.isReadOnly())
        return typed and control.isEnabled() and not self.isHidden()

    def mark(self, problem: Problem | None) -> None:
        """Say below it what is wrong, or that nothing is."""
        self._wrong.setText(problem.text if problem else "")
        self._wrong.setVisible(problem is not None)
        tone = "" if problem is None else "true" if problem.stops else "warn"
        if tone != self._tone:
            self._tone = tone
            self._wrong.setObjectName("warn" if tone == "warn" else "stop")
            self.control.setProperty("wrong", tone)
            for part in (self._wrong, self.control):
                part.style().unpolish(part)
                part.style().polish(part)
        words = (self._title, problem.text if problem else "")
        self.control.setAccessibleName(" ".join(filter(None, words)))

    def take_focus(self) -> None:
        """Give the keys to the control, its text selected."""
        self.control.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(self.control, QLineEdit):
            self.control.selectAll()
