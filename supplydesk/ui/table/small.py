"""A small table in a panel: as high as its rows, no scrolling, no keys of its own."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supplydesk.ui.look import cut
from supplydesk.ui.look.look import SECONDARY, Look
from supplydesk.ui.table.column import Column
from supplydesk.ui.table.delegate import CellDelegate

Row = TypeVar("Row")
ROW, HEAD = 26, 24


class SmallTable(QWidget, Generic[Row]):
    """Shows at most as many rows as it is given; what it tells is in its accessible name."""

    def __init__(self, columns: Sequence[Column[Row]], look: Look, name: str) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._look = look
        self._name = name
        self._rows: tuple[Row, ...] = ()
        self._painter = CellDelegate(look, ROW)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show *rows*."""
        self._rows = tuple(rows)
        lines = (
            " ".join(filter(None, (column.said(row) for column in self._columns)))
            for row in self._rows
        )
        self.setAccessibleName("\n".join([self._name, *lines]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the head and the rows."""
        return QSize(0, self._look.px(HEAD) + len(self._rows) * self._look.px(ROW))

    def _lefts(self) -> list[int]:
        px = self._look.px
        wanted = sum(px(column.width) for column in self._columns)
        spare = max(self.width() - wanted, 0)
        growing = sum(column.grows for column in self._columns) or 1
        lefts, x = [], 0
        for column in self._columns:
            lefts.append(x)
            x += px(column.width) + (spare // growing if column.grows else 0)
        return [*lefts, max(x, self.width())]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw head and rows."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), px(HEAD), look.colour("head"))
        lefts = self._lefts()
        for column, (left, right) in zip(self._columns, pairwise(lefts), strict=True):
            painter.setFont(look.font(SECONDARY))
            painter.setPen(look.colour("ink2"))
            side = Qt.AlignmentFlag.AlignRight if column.figure else Qt.AlignmentFlag.AlignLeft
            box = QRect(left + px(8), 0, right - left - px(16), px(HEAD))
            wide = look.metrics(SECONDARY).horizontalAdvance(column.title)
            cut.whole(column.title, wide, box.width(), "title of a small table's column")
            painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, column.title)
        for at, row in enumerate(self._rows):
            top = px(HEAD) + at * px(ROW)
            for column, (left, right) in zip(self._columns, pairwise(lefts), strict=True):
                box = QRect(left, top, right - left, px(ROW))
                cell = column.cell(row)
                self._painter.paint_cell(painter, box, cell, figure=column.figure)
            painter.setPen(look.colour("line"))
            painter.drawLine(0, top + px(ROW) - 1, self.width(), top + px(ROW) - 1)
        painter.end()
