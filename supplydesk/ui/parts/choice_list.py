"""A list to choose from while typing goes on in a field: groups, matched letters in bold accent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supplydesk.ui.around import Target
from supplydesk.ui.look import icons
from supplydesk.ui.look.look import BODY, HINT, SECONDARY, Look

ROW, GROUP, PAD = 34, 24, 10


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its group, icon, words; ``marks`` are the letters that were meant."""

    group: str
    icon: str
    text: str
    aside: str = ""
    end: str = ""
    marks: tuple[int, ...] = ()
    act: Target | Callable[[], object] | None = None
    dim: bool = False
    value: object = field(default=None, compare=False)


class ChoiceList(QWidget):
    """Shows choices; the field keeps the keys and hands over those that walk. ``taken`` says which
    one was taken.
    """

    taken = Signal(object)

    def __init__(self, look: Look, *, row: int = ROW) -> None:
        super().__init__()
        self._look = look
        self._row = look.px(row)
        self._choices: tuple[Choice, ...] = ()
        self._at = 0
        self._top = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMouseTracking(True)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen."""
        return self._choices

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show *choices*, the first of them current."""
        self._choices = tuple(choices)
        self._at, self._top = 0, 0
        self._speak()
        self.update()

    def current(self) -> Choice | None:
        """The choice that Enter takes."""
        return self._choices[self._at] if self._choices else None

    def take_current(self) -> None:
        """Take it."""
        choice = self.current()
        if choice is not None:
            self.taken.emit(choice)

    def walk(self, key: int) -> bool:
        """Go up or down if *key* says so; whether it did."""
        page = max(self.height() // self._row - 1, 1)
        steps = {
            int(Qt.Key.Key_Down): 1,
            int(Qt.Key.Key_Up): -1,
            int(Qt.Key.Key_PageDown): page,
            int(Qt.Key.Key_PageUp): -page,
        }
        step = steps.get(int(key))
        if step is None:
            return False
        if self._choices:
            at = self._at + step
            if abs(step) == 1:
                at %= len(self._choices)
            self._at = min(max(at, 0), len(self._choices) - 1)
            self._show_current()
            self._speak()
            self.update()
        return True

    def wish(self) -> int:
        """How high all choices are together."""
        return self._heights()[-1] if self._choices else self._look.px(ROW)

    def sizeHint(self) -> QSize:
        """As high as all of them."""
        return QSize(self._look.px(400), self.wish())

    def _speak(self) -> None:
        choice = self.current()
        words = filter(None, (choice.text, choice.aside, choice.end)) if choice else ()
        self.setAccessibleName(" ".join(words))

    def _heights(self) -> list[int]:
        """Where each choice ends, its group's title above it counted in."""
        ends, y, group = [], 0, ""
        for choice in self._choices:
            if choice.group != group:
                group = choice.group
                y += self._look.px(GROUP)
            y += self._row
            ends.append(y)
        return ends

    def _show_current(self) -> None:
        ends = self._heights()
        bottom = ends[self._at]
        top = bottom - self._row - self._look.px(GROUP)
        if top < self._top:
            self._top = max(top, 0)
        elif bottom > self._top + self.height():
            self._top = bottom - self.height()

    def _place_at(self, point: QPoint) -> int | None:
        y = point.y() + self._top
        for at, end in enumerate(self._heights()):
            if end - self._row <= y < end:
                return at
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The choice under the pointer is the current one."""
        at = self._place_at(event.position().toPoint())
        if at is not None and at != self._at:
            self._at = at
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes it."""
        at = self._place_at(event.position().toPoint())
        if at is not None:
            self._at = at
            self.take_current()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll."""
        most = max(self.wish() - self.height(), 0)
        self._top = min(max(self._top - event.angleDelta().y() // 2, 0), most)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is in sight."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        group = ""
        for at, (choice, end) in enumerate(zip(self._choices, self._heights(), strict=True)):
            top = end - self._row - self._top
            if choice.group != group:
                group = choice.group
                painter.setFont(look.font(HINT))
                painter.setPen(look.colour("ink3"))
                title = QRect(px(PAD), top - px(GROUP), self.width() - px(2 * PAD), px(GROUP))
                painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, group)
            if -self._row < top < self.height():
                self._paint_choice(painter, QRect(0, top, self.width(), self._row), at, choice)
        painter.end()

    def _paint_choice(self, painter: QPainter, box: QRect, at: int, choice: Choice) -> None:
        look, px = self._look, self._look.px
        if at == self._at:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("select"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), px(4), px(4))
        room = box.adjusted(px(PAD), 0, -px(PAD), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        if choice.icon:
            size = px(icons.SIZE)
            picture = icons.pixmap(choice.icon, look.tokens.ink2, size)
            painter.drawPixmap(room.left(), box.center().y() - size // 2 + 1, picture)
            room.setLeft(room.left() + size + px(10))
        if choice.end:
            painter.setFont(look.font(SECONDARY))
            painter.setPen(look.colour("ink3" if choice.dim else "ink2"))
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, choice.end)
            wide = look.metrics(SECONDARY).horizontalAdvance(choice.end)
            room.setRight(room.right() - wide - px(8))
        x = self._paint_marked(painter, room, choice)
        room.setLeft(x + px(8))
        if choice.aside and room.width() > px(20):
            metrics = look.metrics(SECONDARY)
            painter.setFont(look.font(SECONDARY))
            painter.setPen(look.colour("ink3"))
            text = metrics.elidedText(choice.aside, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, middle, text)

    def _paint_marked(self, painter: QPainter, room: QRect, choice: Choice) -> int:
        """The text, its matched letters in bold accent; returns where it ends."""
        look = self._look
        x, marked = room.left(), set(choice.marks)
        ink = look.colour("ink3" if choice.dim else "ink")
        for start, end, mark in _runs(len(choice.text), marked):
            part = choice.text[start:end]
            metrics = look.metrics(BODY, bold=mark)
            wide = metrics.horizontalAdvance(part)
            if x + wide > room.right():
                part = metrics.elidedText(part, Qt.TextElideMode.ElideRight, room.right() - x)
                wide = metrics.horizontalAdvance(part)
            painter.setFont(look.font(BODY, bold=mark))
            painter.setPen(look.colour("accent_ink") if mark else ink)
            box = QRect(x, room.top(), wide + 2, room.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, part)
            x += wide
        return x


def _runs(length: int, marked: set[int]) -> list[tuple[int, int, bool]]:
    """*length* letters as runs (start, end, marked)."""
    runs: list[tuple[int, int, bool]] = []
    for at in range(length):
        mark = at in marked
        if runs and runs[-1][2] == mark:
            runs[-1] = (runs[-1][0], at + 1, mark)
        else:
            runs.append((at, at + 1, mark))
    return runs
