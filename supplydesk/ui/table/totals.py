"""The total under a table: a row that stands still, its cells under the table's columns."""

from typing import Generic, TypeVar

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from supplydesk.ui.look.look import Look
from supplydesk.ui.table.delegate import PAD, CellDelegate
from supplydesk.ui.table.view import ROW_HEIGHT, TableView

Row = TypeVar("Row")


class TotalsRow(QWidget, Generic[Row]):
    """Follows the widths and the sideways scrolling of *view*."""

    def __init__(self, view: TableView[Row], look: Look) -> None:
        super().__init__()
        self._view = view
        self._look = look
        self._row: Row | None = None
        self._painter = CellDelegate(look, ROW_HEIGHT)
        self.setFixedHeight(look.px(ROW_HEIGHT))
        view.horizontalScrollBar().valueChanged.connect(self._again)
        view.titles.sectionResized.connect(self._again)
        view.titles.geometriesChanged.connect(self._again)

    def show_row(self, row: Row | None) -> None:
        """Show *row*, or nothing where there is no total."""
        self._row = row
        self.setVisible(row is not None)
        if row is not None:
            said = (
                f"{column.title} {text}"
                for column in self._view.shown()
                if (text := column.said(row))
            )
            self.setAccessibleName(" ".join(said))
        self.update()

    def _again(self) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cells."""
        look, row = self._look, self._row
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("sunk"))
        painter.setPen(look.colour("line2"))
        painter.drawLine(0, 0, self.width(), 0)
        if row is not None:
            for column in self._view.shown():
                at = self._view.place_of_column(column)
                box = QRect(
                    self._view.columnViewportPosition(at),
                    0,
                    self._view.columnWidth(at),
                    self.height(),
                )
                if at == 0:
                    box.setLeft(box.left() + look.px(PAD))
                self._painter.paint_cell(painter, box, column.cell(row), figure=column.figure)
        painter.end()
