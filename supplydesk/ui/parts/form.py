"""Forms: named fields one below the other, each problem at its field, and all of it by keys.

Enter goes to the next field and, from the last one, saves; Ctrl+Enter, F8 and Ctrl+S save; Esc
leaves. Whoever shows the form saves, and hands back the problems of a refusal to be marked.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from supplydesk.domain.problem import Problem
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.fields import ChoiceBox, TickBox
from supplydesk.ui.parts.form_field import TICKED, Control, FormField
from supplydesk.ui.parts.label import label, wrapped

LONGEST = 200
"""Characters that a field takes; the books take no more."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Form(QWidget):
    """Fields by name. ``saved`` and ``left`` say what a key asked for, ``edited`` which field the
    person has changed.
    """

    saved = Signal()
    left = Signal()
    edited = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._fields: dict[str, FormField] = {}
        self._before: dict[str, str] = {}
        self._filling = False
        self._half: int | None = None
        self._row = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(12))
        self._grid.setVerticalSpacing(look.px(8))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    # --- its fields ---

    def section(self, title: str, note: str = "") -> None:
        """A heading over the fields that follow, and a sentence about them."""
        heading = label(title, "heading")
        heading.setContentsMargins(0, self._look.px(10) if self._row else 0, 0, 0)
        self._place(heading)
        if note:
            self._place(wrapped(note, "hint"))

    def text(
        self,
        name: str,
        title: str,
        *,
        hint: str = "",
        note: str = "",
        half: bool = False,
        secret: bool = False,
    ) -> FormField:
        """A field to type in."""
        control = QLineEdit()
        control.setPlaceholderText(hint)
        control.setMaxLength(LONGEST)
        if secret:
            control.setEchoMode(QLineEdit.EchoMode.Password)
        control.textChanged.connect(lambda _text: self._edited(name))
        return self._add(name, title, control, note, half=half)

    def choice(
        self,
        name: str,
        title: str,
        choices: Sequence[tuple[str, str]] = (),
        *,
        note: str = "",
        half: bool = False,
    ) -> FormField:
        """A choice among few (value, word)."""
        control = ChoiceBox(self._look, title, choices)
        control.currentIndexChanged.connect(lambda _at: self._edited(name))
        return self._add(name, title, control, note, half=half)

    def tick(self, name: str, title: str, *, note: str = "", half: bool = False) -> FormField:
        """A box to tick."""
        control = TickBox(self._look, title)
        control.toggled.connect(lambda _on: self._edited(name))
        return self._add(name, title, control, note, half=half)

    def offer(self, name: str, words: Sequence[str]) -> None:
        """Offer *words* while the field *name* is typed in; anything else may be typed too."""
        control = self._fields[name].control
        if isinstance(control, QLineEdit):
            completer = QCompleter(list(words), control)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            control.setCompleter(completer)

    def field(self, name: str) -> FormField:
        """The field *name*."""
        return self._fields[name]

    def _add(self, name: str, title: str, control: Control, note: str, *, half: bool) -> FormField:
        made = FormField(self._look, name, title, control, note)
        self._fields[name] = made
        self._before[name] = made.value()
        control.installEventFilter(self)
        self._place(made, half=half)
        return made

    def _place(self, widget: QWidget, *, half: bool = False) -> None:
        if half and self._half is not None:
            self._grid.addWidget(widget, self._half, 1)
            self._half = None
            return
        across = 1 if half else 2
        self._grid.addWidget(widget, self._row, 0, 1, across)
        self._half = self._row if half else None
        # What room is left over lies below the last field, not between them.
        self._grid.setRowStretch(self._row, 0)
        self._row += 1
        self._grid.setRowStretch(self._row, 1)

    # --- what they hold ---

    def fill(self, values: Mapping[str, str]) -> None:
        """Let the fields hold *values*, the others nothing; nothing of it was typed."""
        self._filling = True
        for name, field in self._fields.items():
            field.put(values.get(name, ""))
            field.mark(None)
        self._filling = False
        self._before = self.values()

    def put(self, name: str, value: str) -> None:
        """Let the field *name* hold *value*, which nobody typed."""
        self._filling = True
        self._fields[name].put(value)
        self._filling = False
        self._before[name] = self.value(name)

    def values(self) -> dict[str, str]:
        """What every field holds."""
        return {name: field.value() for name, field in self._fields.items()}

    def value(self, name: str) -> str:
        """What the field *name* holds."""
        return self._fields[name].value()

    def ticked(self, name: str) -> bool:
        """Whether the box *name* is ticked."""
        return self.value(name) == TICKED

    def changed(self) -> dict[str, str]:
        """The fields that hold something else than they were filled with."""
        before = self._before
        return {name: text for name, text in self.values().items() if text != before.get(name, "")}

    @property
    def touched(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(self.changed())

    def show_field(self, name: str, *, shown: bool) -> None:
        """Show the field *name* or leave it out."""
        self._fields[name].setVisible(shown)

    # --- problems ---

    def mark(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Say each problem at its field, and go to the first; returns those of no field here."""
        at: dict[str, Problem] = {}
        for problem in problems:
            if problem.field in self._fields and not self._fields[problem.field].isHidden():
                at.setdefault(problem.field, problem)
        for name, field in self._fields.items():
            field.mark(at.get(name))
        first = next((field for name, field in self._fields.items() if name in at), None)
        if first is not None:
            first.take_focus()
            self._show_in_sight(first)
        return tuple(one for one in problems if one.field not in at)

    def next_problem(self) -> bool:
        """Go to the next field where something is wrong; whether there is one."""
        wrong = [field for field in self._fields.values() if field.wrong]
        if not wrong:
            return False
        at = next((i for i, field in enumerate(wrong) if field.control.hasFocus()), -1)
        following = wrong[(at + 1) % len(wrong)]
        following.take_focus()
        self._show_in_sight(following)
        return True

    def _show_in_sight(self, field: FormField) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(field)

    def _edited(self, name: str) -> None:
        if self._filling:
            return
        field = self._fields[name]
        if field.wrong:
            field.mark(None)
        self.edited.emit(name)

    # --- keys ---

    def begin(self, name: str = "") -> None:
        """Give the keys to the field *name*, or to the first that can be typed in."""
        if name:
            self._fields[name].take_focus()
            return
        first = next((field for field in self._fields.values() if field.open), None)
        if first is not None:
            first.take_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that are the form's and no field's."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and _ours(event):
            event.accept()  # or the page's actions would have them
            return True
        if event.type() == QEvent.Type.KeyPress and _ours(event):
            self._key(watched, event)
            return True
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER and event.modifiers() in _PLAIN:
            self._next(watched)
        else:
            self.saved.emit()

    def _next(self, watched: QObject) -> None:
        fields = list(self._fields.values())
        at = next(i for i, field in enumerate(fields) if field.control is watched)
        following = next((field for field in fields[at + 1 :] if field.open), None)
        if following is None:
            self.saved.emit()
        else:
            following.take_focus()
            self._show_in_sight(following)


def _ours(event: QKeyEvent) -> bool:
    key, held = event.key(), event.modifiers()
    if key in _ENTER:
        return held in _PLAIN or held == _CONTROL
    if key in (Qt.Key.Key_Escape, Qt.Key.Key_F8):
        return held in _PLAIN
    return key == Qt.Key.Key_S and held == _CONTROL
