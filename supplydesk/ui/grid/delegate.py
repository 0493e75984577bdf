"""Paints the cells of the entry grid: lines both ways, computed cells sunk, problems marked."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from supplydesk.domain.problem import Problem
from supplydesk.ui.grid.lines import LinesModel
from supplydesk.ui.look.look import BODY, Look
from supplydesk.ui.table.delegate import CellDelegate


class GridDelegate(QStyledItemDelegate):
    """Draws one cell of a `LinesModel`."""

    def __init__(self, look: Look, row_height: int) -> None:
        super().__init__()
        self._look = look
        self._cells = CellDelegate(look, row_height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw it."""
        model = index.model()
        if not isinstance(model, LinesModel):
            return
        look, rect = self._look, option.rect
        column = model.columns[index.column()]
        problem = model.problem(index.row(), index.column())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("select"))
        elif problem is not None and problem.stops:
            painter.fillRect(rect, look.colour("stop_soft"))
        elif not column.editor or not model.editable:
            painter.fillRect(rect, look.colour("sunk"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        cell = model.cell(index.row(), index.column())
        self._cells.paint_cell(painter, rect, cell, figure=column.figure)
        if problem is not None:
            self._mark(painter, rect, problem, cell.text, figure=column.figure)

    def _mark(
        self, painter: QPainter, rect: QRect, problem: Problem, text: str, *, figure: bool
    ) -> None:
        """A triangle in the corner and a wavy line under the text."""
        look, px = self._look, self._look.px
        ink = look.colour("stop" if problem.stops else "warn_mark")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        corner, size = rect.topLeft(), px(7)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(corner.x(), corner.y()),
                    QPointF(corner.x() + size, corner.y()),
                    QPointF(corner.x(), corner.y() + size),
                ]
            )
        )
        room = rect.adjusted(px(8), 0, -px(8), 0)
        wide = min(max(look.metrics(BODY).horizontalAdvance(text), px(16)), room.width())
        left = room.right() - wide if figure else room.left()
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        y, step = rect.center().y() + px(9), px(3)
        points = [
            QPointF(left + at * step, y + (step / 2 if at % 2 else 0))
            for at in range(wide // step + 1)
        ]
        painter.drawPolyline(points)
        painter.restore()
