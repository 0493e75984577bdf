"""A table's rows as pictures, so that a frame draws again only the rows that are new in it.

Scrolling two lines on shows thirty rows that were there before. Drawing a row cell by cell takes
longer than all the rest of a frame; putting its picture elsewhere takes next to nothing. Only the
rows that are seen are kept: at full HD they hold some seven MiB.
"""

from typing import Any, NamedTuple

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QTableView

from supplydesk.ui.look import cut
from supplydesk.ui.table.column import EMPTY
from supplydesk.ui.table.delegate import CellDelegate
from supplydesk.ui.table.model import RowsModel


class _Picture(NamedTuple):
    row: object
    state: tuple[bool, bool]  # selected, under the pointer
    drawn: QPixmap


class _Layout(NamedTuple):
    """What a picture holds for: where its cells stand, how large it is, how fine the screen."""

    places: tuple[tuple[int, int, int], ...]  # column, left, width
    wide: int
    high: int
    fine: float


class RowPictures:
    """Paints the rows of *table*, all of one height, with its *delegate*."""

    def __init__(self, table: QTableView, model: RowsModel[Any], delegate: CellDelegate) -> None:
        self._table, self._model, self._delegate = table, model, delegate
        self._kept: dict[int, _Picture] = {}
        self._layout: _Layout | None = None
        model.modelReset.connect(self.forget)
        model.dataChanged.connect(self.forget)

    def forget(self) -> None:
        """Draw every row anew when it is next shown."""
        self._kept.clear()

    def paint(self, rect: QRect, hovered: int) -> None:
        """Paint what lies in *rect* of the table's viewport; the pointer is on row *hovered*."""
        table, area = self._table, self._table.viewport()
        total = self._model.rowCount()
        first = table.rowAt(rect.top())
        if first < 0 or not total:
            return
        layout = self._laid_out()
        # While somebody listens for what is cut, it has to be drawn to be heard.
        if layout != self._layout or cut.heard():
            self._layout = layout
            self.forget()
        last = table.rowAt(rect.bottom())
        last = total - 1 if last < 0 else last
        top, high = table.rowViewportPosition(first), layout.high
        chosen = [(one.top(), one.bottom()) for one in table.selectionModel().selection().toList()]
        model, kept = self._model, self._kept
        painter = QPainter(area)
        for at in range(first, last + 1):
            row = model.row_at(at)
            selected = any(one <= at <= other for one, other in chosen)
            state, shown = (selected, at == hovered), kept.get(at)
            if shown is None or shown.row is not row or shown.state != state:
                shown = kept[at] = _Picture(row, state, self._drawn(at, layout, *state))
            painter.drawPixmap(0, top + (at - first) * high, shown.drawn)
        painter.end()
        self._keep_seen(total)

    def _laid_out(self) -> _Layout:
        table, wide = self._table, self._table.viewport().width()
        places = []
        for at in range(len(self._model.columns)):
            if not table.isColumnHidden(at):
                left, across = table.columnViewportPosition(at), table.columnWidth(at)
                if left < wide and left + across > 0:
                    places.append((at, left, across))
        high = table.verticalHeader().defaultSectionSize()
        return _Layout(tuple(places), wide, high, table.devicePixelRatioF())

    def _drawn(self, at: int, layout: _Layout, selected: bool, hovered: bool) -> QPixmap:
        picture = QPixmap(QSize(layout.wide, layout.high) * layout.fine)
        picture.setDevicePixelRatio(layout.fine)
        picture.fill(self._table.palette().base().color())
        painter = QPainter(picture)
        known = self._model.row_at(at) is not None
        for column, left, wide in layout.places:
            cell = self._model.cell(at, column) if known else EMPTY
            self._delegate.draw(
                painter,
                QRect(left, 0, wide, layout.high),
                cell,
                figure=self._model.columns[column].figure,
                begins=column == 0,
                selected=selected,
                hovered=hovered,
            )
        painter.end()
        return picture

    def _keep_seen(self, total: int) -> None:
        """Only what is seen is kept."""
        table = self._table
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        last = total - 1 if last < 0 else last
        if len(self._kept) > last - first + 1:
            self._kept = {at: one for at, one in self._kept.items() if first <= at <= last}
