"""A popup to choose one of many: a field to type in, the list below, by keys alone."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from supplydesk.domain.lookup import Entry, best
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.choice_list import Choice, ChoiceList
from supplydesk.ui.parts.label import wrapped

WIDTH, MOST, TALLEST = 320, 60, 320

Offered = tuple[Entry, Choice]


class Choose(QWidget):
    """Lies under the widget that opened it; ``took`` gets the choice. With *free*, what was typed
    is handed over by Enter where nothing fits.
    """

    def __init__(
        self,
        look: Look,
        under: QWidget,
        offered: Sequence[Offered],
        took: Callable[[Choice], object],
        *,
        hint: str = "",
        free: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(under.window(), Qt.WindowType.Popup)
        self._look = look
        self._under = under
        self._offered = tuple(offered)
        self._took = took
        self._free = free
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = ChoiceList(look, row=30)
        self.list.taken.connect(self._take)
        self._wrong = wrapped("", "stop")
        self._wrong.hide()
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(6))
        column.addWidget(self.field)
        column.addWidget(self._wrong)
        column.addWidget(self.list, 1)
        self._typed("")

    def open(self) -> None:
        """Show it where it finds room."""
        corner = self._under.mapToGlobal(QPoint(0, self._under.height() + 4))
        screen = self._under.screen().availableGeometry()
        corner.setX(min(corner.x(), screen.right() - self.width()))
        if corner.y() + self.height() > screen.bottom():
            corner.setY(self._under.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4)
        self.move(corner)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _typed(self, text: str) -> None:
        self._wrong.hide()
        if text.strip():
            found = best(text, self._offered, MOST)
            choices = [
                Choice(
                    one.group,
                    one.icon,
                    one.text,
                    one.aside,
                    one.end,
                    match.marks,
                    one.act,
                    one.dim,
                    one.value,
                )
                for one, match in found
            ]
        else:
            choices = [one for _, one in self._offered[:MOST]]
        self.list.show_choices(choices)
        px = self._look.px
        high = min(self.list.wish() if choices else 0, px(TALLEST))
        self.resize(px(WIDTH), px(52) + high + (px(8) if choices else 0))

    def _take(self, choice: Choice) -> None:
        self.close()
        self._took(choice)

    def _take_typed(self) -> None:
        text = self.field.text().strip()
        if self._free is not None and text:
            wrong = self._free(text)
            if not wrong:
                self.close()
                return
            self._wrong.setText(wrong)
            self._wrong.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field's keys that are meant for the list."""
        if (
            watched is self.field
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            if self.list.walk(event.key()):
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.list.choices:
                    self.list.take_current()
                else:
                    self._take_typed()
                return True
        return super().eventFilter(watched, event)
