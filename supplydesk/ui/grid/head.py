"""The heads of the entry grid: titles over the columns, numbers beside the lines."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from supplydesk.ui.grid.lines import LinesModel
from supplydesk.ui.look import cut
from supplydesk.ui.look.look import SECONDARY, Look

ROW_HEIGHT, HEAD_HEIGHT, NUMBER_WIDTH = 30, 30, 32


class GridHead(QHeaderView):
    """Titles over the columns of a grid."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self.setFixedHeight(look.px(HEAD_HEIGHT))
        self.setMinimumSectionSize(look.px(20))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one title."""
        model = self.model()
        if not isinstance(model, LinesModel):
            return
        look, column = self._look, model.columns[section]
        painter.save()
        painter.fillRect(rect, look.colour("head"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        painter.setPen(look.colour("line2"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.setFont(look.font(SECONDARY))
        painter.setPen(look.colour("ink2"))
        side = Qt.AlignmentFlag.AlignRight if column.figure else Qt.AlignmentFlag.AlignLeft
        room = rect.adjusted(look.px(8), 0, -look.px(8), 0)
        wide = look.metrics(SECONDARY).horizontalAdvance(column.title)
        cut.whole(column.title, wide, room.width(), "title of a grid's column")
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, column.title)
        painter.restore()


class GridNumbers(QHeaderView):
    """The number of each line, at its left."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._look = look
        self.setFixedWidth(look.px(NUMBER_WIDTH))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(look.px(ROW_HEIGHT))
        self.setMinimumSectionSize(look.px(ROW_HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one number."""
        look = self._look
        painter.save()
        painter.fillRect(rect, look.colour("surface"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        painter.setFont(look.font(SECONDARY))
        painter.setPen(look.colour("ink2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(section + 1))
        painter.restore()


def rule_sheet(sheet: QWidget, look: Look, bottom: int, edges: Sequence[int]) -> None:
    """Rule the empty *sheet* below its lines, which end at *bottom*, between the *edges*."""
    painter = QPainter(sheet)
    painter.setPen(look.colour("line"))
    step = look.px(ROW_HEIGHT)
    for y in range(bottom + step - 1, sheet.height(), step):
        painter.drawLine(0, y, sheet.width(), y)
    for x in edges:
        painter.drawLine(x, max(bottom, 0), x, sheet.height())
    painter.end()
