"""The head of a voucher: four columns of named fields, the rest behind 更多, problems marked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from supplydesk.domain.problem import Problem
from supplydesk.text import translate
from supplydesk.ui.document.head_choices import PICKED, offered, word_of
from supplydesk.ui.document.kind import Head, HeadField, Known
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.choice_list import Choice
from supplydesk.ui.parts.fields import ChoiceBox
from supplydesk.ui.parts.label import Elided, label
from supplydesk.ui.parts.picker import PickField

COLUMNS = 4
SHARES = {4: (5, 8, 6, 5), 3: (5, 7, 6), 2: (1, 1)}
"""How the columns share the width: the second holds long names."""

Field = PickField | QLineEdit | ChoiceBox | Elided


class HeadForm(QWidget):
    """Shows and reads the fields of one kind's head. ``edited`` after every change; ``finished``
    when Enter leaves the last field; ``reshaped`` when other fields are shown than before.
    """

    edited = Signal()
    finished = Signal()
    reshaped = Signal()

    def __init__(
        self, fields: Sequence[HeadField], look: Look, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._now = now
        self._fields = tuple(fields)
        self._look = look
        self._known = Known()
        self._loading = False
        self._editable = True
        self._more = False
        self.widgets: dict[str, Field] = {}
        self._names: dict[str, QWidget] = {}
        self._shown: tuple[HeadField, ...] = ()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        px = look.px
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(px(16), px(8), px(16), px(8))
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(6))
        self._columns = COLUMNS
        for field in self._fields:
            self._add(field)
        self._hints = {
            name: widget.placeholderText()
            for name, widget in self.widgets.items()
            if isinstance(widget, QLineEdit)
        }
        self._button = QPushButton(self)
        self._button.setObjectName("link")
        self._button.clicked.connect(lambda: self.unfold(not self._more))
        self.unfold(False)

    def _add(self, field: HeadField) -> None:
        widget = self._widget(field)
        name = label(field.title, "must" if field.must else "secondary")
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        name.setBuddy(widget)
        name.setMinimumWidth(self._look.px(56))
        self._names[field.name] = name
        self.widgets[field.name] = widget
        name.setParent(self)
        widget.setParent(self)

    def _widget(self, field: HeadField) -> Field:
        if field.editor in PICKED:
            picked = PickField(self._look, field.title)
            picked.offers(partial(self._offer, field))
            picked.on_change(self._changed)
            picked.entered.connect(lambda: self._onwards(field))
            return picked
        if field.editor == "choice":
            box = ChoiceBox(self._look, field.title, field.choices)
            box.currentIndexChanged.connect(lambda _at: self._chose(field))
            box.entered.connect(lambda: self._onwards(field))
            return box
        if field.editor == "shown":
            shown = Elided("", "shownField")
            shown.setMinimumHeight(self._look.px(28))
            return shown
        line = QLineEdit()
        line.setPlaceholderText(field.hint)
        line.setAccessibleName(field.title)
        line.textEdited.connect(lambda _text: self._changed())
        line.returnPressed.connect(lambda: self._onwards(field))
        return line

    # --- what is typed ---

    def values(self) -> Head:
        """What stands in the fields, by name."""
        found: dict[str, str] = {}
        for name, widget in self.widgets.items():
            if isinstance(widget, PickField | ChoiceBox):
                found[name] = widget.value()
            elif isinstance(widget, QLineEdit):
                found[name] = widget.text().strip()
        return found

    def load(self, head: Head) -> None:
        """Show *head* in the fields."""
        self._loading = True
        for field in self._fields:
            widget, text = self.widgets[field.name], head.get(field.name, "")
            if isinstance(widget, PickField):
                widget.show_value(text, self._word(field, text))
            elif isinstance(widget, ChoiceBox):
                widget.choose(text)
            elif isinstance(widget, QLineEdit) and widget.text() != text:
                widget.setText(text)
                widget.setCursorPosition(0)
        self._loading = False
        self._show_fields()
        self._compute()
        hidden = {field.name for field in self._fields if field.more}
        self.unfold(self._more or any(head.get(name) for name in hidden))

    def fill(self, head: Head) -> None:
        """Put *head* into those of its fields that are empty; nothing that was typed changes."""
        self._loading = True
        for field in self._fields:
            widget, text = self.widgets[field.name], head.get(field.name, "")
            if isinstance(widget, PickField) and text and not widget.text():
                widget.show_value(text, self._word(field, text))
            elif isinstance(widget, QLineEdit) and text and not widget.text():
                widget.setText(text)
        self._loading = False
        self._compute()

    def know(self, known: Known) -> None:
        """Know what can be chosen from."""
        self._known = known
        for field in self._fields:
            widget = self.widgets[field.name]
            if isinstance(widget, PickField):
                widget.know(partial(self._word, field))
        self._compute()

    def let_edit(self, editable: bool) -> None:
        """Let the fields be typed into, or only read."""
        self._editable = editable
        for name, widget in self.widgets.items():
            if isinstance(widget, QLineEdit):
                widget.setReadOnly(not editable)
                # What may be typed is no news of a paper that stands: it would read as its content.
                hint = self._hints[name] if editable else ""
                widget.setPlaceholderText(hint)
            elif isinstance(widget, ChoiceBox):
                widget.setEnabled(editable)

    def tell(self, problems: Sequence[Problem]) -> None:
        """Mark the fields that something is wrong with, and unfold those that hide one."""
        for field in self._fields:
            mine = [one for one in problems if one.row is None and one.field in field.marked]
            worst = next((one for one in mine if one.stops), mine[0] if mine else None)
            widget = self.widgets[field.name]
            mark = "" if worst is None else "true" if worst.stops else "warn"
            if widget.property("wrong") != mark:
                widget.setProperty("wrong", mark)
                widget.style().unpolish(widget)
                widget.style().polish(widget)
            if not isinstance(widget, Elided):
                widget.setToolTip(worst.text if worst else "")
                said = f"{field.title} {worst.text}" if worst else field.title
                widget.setAccessibleName(said)
            if worst is not None and field.more and worst.stops:
                self.unfold(True)

    def choosing(self, problem: Problem) -> bool:
        """Whether *problem* is about a field whose list is open: it is not done with yet."""
        return problem.row is None and any(
            problem.field in field.marked and isinstance(widget, PickField) and widget.choosing
            for field in self._fields
            for widget in (self.widgets[field.name],)
        )

    def holds(self, problem: Problem) -> bool:
        """Whether *problem* belongs to one of these fields that is there."""
        return any(
            problem.row is None and problem.field in field.marked and self._there(field)
            for field in self._fields
        )

    def go_to(self, problem: Problem) -> None:
        """Put the caret into the field that *problem* is about."""
        for field in self._fields:
            if problem.field in field.marked and self._there(field):
                self.unfold(self._more or field.more)
                self._take_focus(self.widgets[field.name])
                return

    def begin(self) -> None:
        """Put the caret into the first field that still has to be filled."""
        if not self._take_missing():
            self.finished.emit()

    def come_back(self) -> None:
        """The lines were left backwards: to what still has to be filled, or to what stands last."""
        if not self._take_missing():
            last = self._button if self._button.isVisible() else self.widgets[self._shown[-1].name]
            last.setFocus(Qt.FocusReason.BacktabFocusReason)

    def _take_missing(self) -> bool:
        values = self.values()
        for field in self._fields:
            if field.must and not values.get(field.name) and self._there(field):
                self._take_focus(self.widgets[field.name])
                return True
        return False

    def look_up(self) -> bool:
        """F7: show all that the field with the caret could name; whether it names anything."""
        for widget in self.widgets.values():
            if isinstance(widget, PickField) and widget.hasFocus():
                widget.look_up()
                return True
        return False

    def settle(self) -> None:
        """What stands in the fields is all there will be."""
        for widget in self.widgets.values():
            if isinstance(widget, PickField):
                widget.settle()

    # --- inside ---

    def _there(self, field: HeadField) -> bool:
        return field.when is None or field.when(self.values())

    def _take_focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def _onwards(self, field: HeadField) -> None:
        """Enter goes to what must still be filled, wherever it is, and then to the lines."""
        values = self.values()
        at = self._fields.index(field)
        for one in (*self._fields[at + 1 :], *self._fields[:at]):
            if one.must and not values.get(one.name) and self._there(one):
                self._take_focus(self.widgets[one.name])
                return
        self.finished.emit()

    def _chose(self, field: HeadField) -> None:
        """Another choice may bring fields with it, which begin with what is usual for them."""
        if not self._loading:
            for one in self._fields:
                widget = self.widgets[one.name]
                usual = one.usual is not None and self._there(one)
                if usual and isinstance(widget, QLineEdit) and not widget.text():
                    widget.setText(one.usual(self._now()) if one.usual else "")
        self._changed()

    def _changed(self) -> None:
        if self._loading:
            return
        self._show_fields()
        self._compute()
        self.edited.emit()

    def _show_fields(self) -> None:
        shown = []
        for field in self._fields:
            there = self._there(field) and (self._more or not field.more)
            self.widgets[field.name].setVisible(there)
            self._names[field.name].setVisible(there)
            if there:
                shown.append(field)
        self._lay_out(tuple(shown))

    def fit(self, columns: int) -> None:
        """Stand in so many columns: four as the paper has them, fewer where there is less room."""
        if columns != self._columns:
            self._columns = columns
            self._shown = ()
            self._show_fields()

    def _lay_out(self, shown: tuple[HeadField, ...]) -> None:
        """Place the fields that are *shown*; narrower than four columns, one after the other."""
        if shown == self._shown:
            return
        self._shown = shown
        for part in (*self.widgets.values(), *self._names.values(), self._button):
            self._grid.removeWidget(part)
        shares = SHARES[self._columns]
        for at in range(COLUMNS):
            self._grid.setColumnStretch(at * 2 + 1, shares[at] if at < len(shares) else 0)
        row = column = 0
        for field in shown:
            span = min(field.span, self._columns)
            if self._columns == COLUMNS:
                row, column = field.row, field.column
            elif column + span > self._columns:
                row, column = row + 1, 0
            self._grid.addWidget(self._names[field.name], row, column * 2)
            self._grid.addWidget(self.widgets[field.name], row, column * 2 + 1, 1, span * 2 - 1)
            column += span
        left = Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(self._button, row + 1, 0, 1, self._columns * 2, left)
        self.reshaped.emit()

    def unfold(self, more: bool) -> None:
        """Show the fields behind 更多, or hide them."""
        self._more = more
        hidden = any(field.more for field in self._fields)
        self._button.setVisible(hidden)
        self._button.setText(
            translate("ui.document.head_form", "Fewer fields")
            if more
            else translate("ui.document.head_form", "More fields")
        )
        self._show_fields()

    def _compute(self) -> None:
        values = self.values()
        for field in self._fields:
            widget = self.widgets[field.name]
            if field.shown is not None and isinstance(widget, Elided):
                widget.say(field.shown(values, self._known))

    def _word(self, field: HeadField, code: str) -> str:
        return word_of(field.editor, code, self._known)

    def _offer(self, field: HeadField, text: str) -> list[Choice]:
        if not self._editable:
            return []
        return offered(field.editor, text, self._known, self._now().date())
