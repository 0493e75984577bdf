"""The message under the cell that the caret is in: what is wrong with it, and how to mend it."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QWidget

from supplydesk.domain.problem import Problem
from supplydesk.ui.look.look import SECONDARY, Look
from supplydesk.ui.parts.label import wrapped


class CellMessage:
    """Lies over the grid's cells, below the current one or, where there is no room, above."""

    def __init__(self, room: QWidget, look: Look) -> None:
        self._room = room
        self._look = look
        self.label: QLabel = wrapped("", "cellMessage", room)
        self.label.hide()

    def hide(self) -> None:
        """There is nothing to say."""
        self.label.hide()

    def show(self, problem: Problem, cell: QRect) -> None:
        """Say *problem* at *cell*."""
        label, px = self.label, self._look.px
        label.setText(problem.text)
        label.setProperty("tone", "stop" if problem.stops else "warn")
        label.style().unpolish(label)
        label.style().polish(label)
        wish = self._look.metrics(SECONDARY).horizontalAdvance(problem.text) + px(24)
        room = max(self._room.width() - px(16), px(120))
        below = self._room.height() - cell.bottom() - px(3)
        above = cell.top() - px(3)
        wide = min(wish, room, px(560))
        high = max(label.heightForWidth(wide), px(26))
        if high > max(below, above):
            # In a low window it takes the whole width, and then what height there is.
            wide = min(wish, room)
            high = max(label.heightForWidth(wide), px(26))
        left = min(cell.left(), self._room.width() - wide - px(8))
        top = cell.bottom() + px(3)
        if high > below:
            top = above - high if above >= high or above > below else below - high + top
        label.setGeometry(max(left, 0), max(top, 0), wide, high)
        label.show()
        label.raise_()
