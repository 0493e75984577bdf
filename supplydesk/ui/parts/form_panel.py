"""A form in the side panel: saved or left by a key, asked about where something was typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from supplydesk.domain.problem import Problem
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.form import Form
from supplydesk.ui.parts.label import wrapped
from supplydesk.ui.parts.panel import Panel


def may_leave(around: Around, form: Form) -> bool:
    """Whether *form* may be left: nothing was typed, or the person gives it up."""
    if not form.touched:
        return True
    asked = Dialog(
        around,
        translate("ui.parts.form_panel", "Leave without saving?"),
        translate("ui.parts.form_panel", "Leave"),
        grave=True,
    )
    names = [form.field(name).title for name in form.changed()]
    text = translate("ui.parts.form_panel", "What you typed is not saved yet: {fields}.")
    joined = translate("ui.parts.form_panel", ", ").join(names)
    asked.say(text.format(fields=joined))
    asked.other.setText(translate("ui.parts.form_panel", "Go on typing"))
    asked.taken.connect(asked.accept)
    return asked.exec() == Dialog.DialogCode.Accepted


class FormPanel(Panel):
    """Shown to add or change one thing. ``saved`` asks for what is typed to be saved; ``ended``
    says that the panel was left.
    """

    saved = Signal()
    ended = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__(around.look)
        self.around = around
        self.form = Form(around.look)
        self._wrong = wrapped("", "lowNote")
        self._wrong.hide()
        self.body.addWidget(self._wrong)
        self.body.addWidget(self.form)
        self.body.addStretch()
        word = translate("ui.parts.form_panel", "Save")
        self.main = QPushButton(f"{word}  Ctrl+Enter")
        self.main.setAccessibleName(word)
        self.main.setObjectName("primary")
        self.other = QPushButton(translate("ui.parts.form_panel", "Cancel"))
        self.foot.addWidget(self.main)
        self.foot.addWidget(self.other)
        self.foot.addStretch()
        for button in (self.main, self.other):
            button.installEventFilter(self)
        self.main.clicked.connect(self._save)
        self.other.clicked.connect(self.leave)
        self.closed.connect(self.leave)
        self.form.saved.connect(self._save)
        self.form.left.connect(self.leave)
        self.hide()

    def begin(self, title: str, subtitle: str, values: dict[str, str]) -> None:
        """Show the form, filled with *values*."""
        self.busy(False)
        self.show_title(title, subtitle)
        self._wrong.hide()
        self.form.fill(values)
        self.show()
        self.form.begin()

    def busy(self, busy: bool) -> None:
        """Whether what was typed is being saved: until that is known, nothing else is."""
        self.main.setEnabled(not busy)
        self.form.setEnabled(not busy)

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong, each at its field; what has no field here stands on top."""
        self.busy(False)
        rest = self.form.mark(problems)
        self._wrong.setText("\n".join(problem.text for problem in rest))
        self._wrong.setVisible(bool(rest))
        if len(rest) == len(problems):
            self.form.begin()

    def done(self) -> None:
        """It was saved: leave."""
        self.busy(False)
        self.form.fill(self.form.values())
        self._end()

    def may_leave(self) -> bool:
        """Whether the panel may go: asked where something was typed."""
        return self.isHidden() or may_leave(self.around, self.form)

    def leave(self) -> bool:
        """Leave, if the person agrees; whether she did."""
        if not self.may_leave():
            return False
        self.form.fill(self.form.values())
        self._end()
        return True

    def then(self, act: Callable[[], object]) -> None:
        """Do *act* once the panel is left."""
        if self.leave():
            act()

    def _end(self) -> None:
        shown = not self.isHidden()
        self.hide()
        if shown:
            self.ended.emit()

    def _save(self) -> None:
        if self.main.isEnabled():
            self._wrong.hide()
            self.saved.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter presses the button that has the keys, and nothing of the page."""
        if isinstance(event, QKeyEvent) and isinstance(watched, QPushButton):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if enter and event.type() == QEvent.Type.KeyPress:
                watched.click()
                return True
        return super().eventFilter(watched, event)
