"""Fields: a search with its glass and key, a choice with its arrow, a tick, a chip that filters."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from supplydesk.ui.look import icons
from supplydesk.ui.look.look import BODY, HINT, Look
from supplydesk.ui.parts.enter import is_enter

WIDEST_CHOICE = 240
TYPED_AFTER = 120
"""Milliseconds of quiet after which what was typed is asked for."""


class SearchField(QLineEdit):
    """A field to search with. ``asked`` says the text once typing pauses; ``left`` that Down or
    Enter wants to go to what was found.
    """

    asked = Signal(str)
    left = Signal()

    def __init__(self, look: Look, hint: str, key: str = "F3", width: int = 280) -> None:
        super().__init__()
        self._look = look
        self._key = key
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setMinimumWidth(look.px(88))
        self.setMaximumWidth(look.px(width))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextMargins(look.px(22), 0, look.px(24) if key else 0, 0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPED_AFTER)
        self._pause.timeout.connect(lambda: self.asked.emit(self.text()))
        self.textChanged.connect(lambda _text: self._pause.start())

    def sizeHint(self) -> QSize:
        """As wide as what it says can be typed, if there is that much room."""
        px = self._look.px
        wide = self._look.metrics(BODY).horizontalAdvance(self.placeholderText()) + px(72)
        return QSize(min(wide, self.maximumWidth()), super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Enter is the field's own, though the page has an action with that key."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go to what was found, Esc empties the field first."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._pause.stop()
                self.asked.emit(self.text())
            self.left.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, the glass, the key."""
        super().paintEvent(event)
        look, px = self._look, self._look.px
        painter = QPainter(self)
        size = px(icons.SIZE)
        glass = icons.pixmap("search", look.tokens.ink3, size)
        painter.drawPixmap(px(8), (self.height() - size) // 2, glass)
        if self._key and not self.text():
            painter.setFont(look.font(HINT))
            painter.setPen(look.colour("ink3"))
            room = self.rect().adjusted(0, 0, -px(10), 0)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._key
            )
        painter.end()


class ChoiceBox(QComboBox):
    """A choice among few: value and word. The wheel scrolls the page, not the choice; ``entered``
    goes on to the next field.
    """

    entered = Signal()

    def __init__(self, look: Look, name: str, choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.offer(choices)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer *choices* (value, word); what was chosen stays, if it is still among them."""
        if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] == list(choices):
            return
        before = self.value()
        self.blockSignals(True)
        self.clear()
        for value, word in choices:
            self.addItem(word, value)
        self.setCurrentIndex(max(self.findData(before), 0))
        self.blockSignals(False)

    def value(self) -> str:
        """The value that is chosen; empty where there is nothing to choose."""
        found = self.currentData()
        return found if isinstance(found, str) else ""

    def choose(self, value: str) -> None:
        """Choose *value* without saying so."""
        self.blockSignals(True)
        self.setCurrentIndex(max(self.findData(value), 0))
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; F4 and Alt+Down open the list, arrows choose."""
        if is_enter(event):
            self.entered.emit()
            # A dialog knows which field is next.
            event.setAccepted(not isinstance(self.window(), QDialog))
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass it on."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and its arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        size = self._look.px(14)
        arrow = icons.pixmap("chevron-down", self._look.tokens.ink2, size)
        painter.drawPixmap(
            self.width() - size - self._look.px(8), (self.height() - size) // 2, arrow
        )
        painter.end()


class TickBox(QCheckBox):
    """A box to tick; Qt's style sheets bring no tick of their own."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(text)
        self._look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then the tick."""
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            size = self._look.px(12)
            tick = icons.pixmap("check", self._look.tokens.on_accent, size)
            painter.drawPixmap(self._look.px(3), (self.height() - size) // 2, tick)
            painter.end()


class FilterChip(QPushButton):
    """A filter that is set: its name, its value, and a cross that takes it off."""

    removed = Signal()

    def __init__(self, look: Look, name: str, value: str = "", *, fixed: bool = False) -> None:
        super().__init__()
        self._look = look
        self._name, self._value, self._fixed = name, value, fixed
        self.setObjectName("chip")
        self.show_value(value)

    def show_value(self, value: str) -> None:
        """Show another value; empty is not set."""
        self._value = value
        self.setProperty("set", "true" if value else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(f"{self._name} {value}".strip())
        self.updateGeometry()
        self.update()

    @property
    def value(self) -> str:
        """What it shows."""
        return self._value

    def sizeHint(self) -> QSize:
        """As wide as name, value and cross."""
        px, metrics = self._look.px, self._look.metrics(BODY)
        wide = metrics.horizontalAdvance(self._name) + px(26)
        if self._value:
            wide += metrics.horizontalAdvance(self._value) + px(6)
            wide += 0 if self._fixed else px(18)
        return QSize(min(wide, px(280)), px(28))

    minimumSizeHint = sizeHint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the filter off."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._value:
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: object) -> None:
        """A click on the cross takes the filter off."""
        position = event.position().toPoint()  # type: ignore[attr-defined]  # a mouse event
        if self._value and not self._fixed and position.x() > self.width() - self._look.px(26):
            self.removed.emit()
            return
        super().mousePressEvent(event)  # type: ignore[arg-type]  # as above

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        super().paintEvent(event)
        look, px = self._look, self._look.px
        painter = QPainter(self)
        metrics, middle = look.metrics(BODY), Qt.AlignmentFlag.AlignVCenter
        room = self.rect().adjusted(px(12), 0, -px(12), 0)
        painter.setFont(look.font(BODY))
        painter.setPen(look.colour("ink2" if self._value else "ink"))
        painter.drawText(room, middle, self._name)
        room.setLeft(room.left() + metrics.horizontalAdvance(self._name) + px(6))
        if self._value:
            if not self._fixed:
                size = px(12)
                cross = icons.pixmap("x", look.tokens.ink2, size)
                painter.drawPixmap(room.right() - size, (self.height() - size) // 2, cross)
                room.setRight(room.right() - size - px(6))
            painter.setPen(look.colour("accent_ink"))
            text = metrics.elidedText(self._value, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, middle, text)
        painter.end()


class ToggleChip(QPushButton):
    """A filter that is on or off, with how many it would show."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(text)
        self.word = text
        self._look = look
        self.setObjectName("chip")
        self.setCheckable(True)
        self.setMinimumHeight(look.px(28))

    def minimumSizeHint(self) -> QSize:
        """Its padding may give way, its word may not."""
        wide = self._look.metrics(BODY).horizontalAdvance(self.text()) + self._look.px(12)
        return QSize(wide, self.sizeHint().height())

    def count(self, count: int) -> None:
        """Show how many; without any it cannot be switched on."""
        self.setText(f"{self.word} {count}" if count else self.word)
        self.setEnabled(bool(count) or self.isChecked())


def row_of(widgets: Sequence[QWidget], look: Look) -> QWidget:
    """The widgets in the filter row of a page."""
    made = QWidget()
    made.setObjectName("filterRow")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(made)
    row.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(10))
    row.setSpacing(look.px(8))
    for widget in widgets:
        if isinstance(widget, ChoiceBox):
            # A name of sixty characters would leave no room to search in.
            widget.setMaximumWidth(min(widget.maximumWidth(), look.px(WIDEST_CHOICE)))
        row.addWidget(widget)
    row.addStretch(1)
    return made


def fields_of(widgets: Sequence[QWidget], look: Look) -> QWidget:
    """Some widgets of a filter row that are shown together, or not at all."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.px(8))
    for widget in widgets:
        row.addWidget(widget)
    return made
