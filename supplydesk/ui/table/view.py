"""The table that is seen: fixed widths, one column that grows, keys, copying, an empty state."""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCursor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QTableView,
    QWidget,
)

from supplydesk.ui.look.look import Look
from supplydesk.ui.table.column import Column
from supplydesk.ui.table.delegate import CellDelegate
from supplydesk.ui.table.empty_state import EmptyState
from supplydesk.ui.table.header import TableHeader
from supplydesk.ui.table.model import RowsModel
from supplydesk.ui.table.row_pictures import RowPictures
from supplydesk.ui.table.widths import fit

Row = TypeVar("Row")
ROW_HEIGHT, HEAD_HEIGHT = 30, 30
LOADING_AFTER = 150
"""Milliseconds for which nothing is said while the desk is asked."""


class TableView(QTableView, Generic[Row]):
    """Shows a `RowsModel`. ``opened`` says which row was asked to be opened, by Enter or a double
    click; ``moved`` that another row is the current one; ``ordered`` which order was asked for.
    """

    opened = Signal(int)
    moved = Signal(int)
    ordered = Signal(str)

    def __init__(
        self,
        model: RowsModel[Row],
        look: Look,
        *,
        row_height: int = ROW_HEIGHT,
        many: bool = True,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._look = look
        self._rows = model
        self._kept: Hashable = None
        self._wanted: Hashable | None = None
        self.setModel(model)
        self._delegate = CellDelegate(look, row_height)
        self.setItemDelegate(self._delegate)
        self._pictures = RowPictures(self, model, self._delegate)
        self._hovered = -1
        self.titles = TableHeader(look, HEAD_HEIGHT, self)
        self.setHorizontalHeader(self.titles)
        self.titles.setSectionsClickable(any(column.sort for column in model.columns))
        self.titles.sectionClicked.connect(self._sort)
        down = self.verticalHeader()
        down.setVisible(False)
        down.setSectionResizeMode(down.ResizeMode.Fixed)
        down.setDefaultSectionSize(look.px(row_height))
        down.setMinimumSectionSize(look.px(row_height))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(
            QAbstractItemView.SelectionMode.ExtendedSelection
            if many
            else QAbstractItemView.SelectionMode.SingleSelection
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._empty = EmptyState(look, self)
        self._loading = QTimer(self)
        self._loading.setSingleShot(True)
        self._loading.setInterval(LOADING_AFTER)
        self._loading.timeout.connect(self._empty.wait)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._fit)
        model.modelReset.connect(self._take_place)
        self._fit()

    # --- what it says where there is nothing to show ---

    def ask(self) -> None:
        """The desk is being asked: after a while, say so if nothing is shown."""
        if not self._rows.rowCount():
            self._empty.hide()
            self._loading.start()

    def answered(
        self, sentence: str, word: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """The answer has come; where it is no row, say *sentence* and offer one thing to do."""
        self._loading.stop()
        if self._rows.rowCount():
            self._empty.hide()
        else:
            self._empty.say(sentence, word, act)

    # --- rows ---

    def current(self) -> Row | None:
        """The row that the keys are on."""
        index = self.currentIndex()
        return self._rows.row_at(index.row()) if index.isValid() else None

    def shown(self) -> tuple[Column[Row], ...]:
        """The columns that are seen now."""
        columns = enumerate(self._rows.columns)
        return tuple(column for at, column in columns if not self.isColumnHidden(at))

    def place_of_column(self, column: Column[Row]) -> int:
        """Where *column* stands among all columns."""
        return self._rows.columns.index(column)

    def chosen(self) -> list[int]:
        """The places of the selected rows in their order."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def put(self, at: int) -> None:
        """Make the row at *at* the current one and show it."""
        if 0 <= at < self._rows.rowCount():
            index = self._rows.index(at, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def put_key(self, key: Hashable) -> bool:
        """The same for the row with *key*; whether it is there."""
        at = self._rows.place_of(key)
        self.put(at)
        return at >= 0

    def want(self, key: Hashable) -> None:
        """Go to the row with *key* once it is there."""
        self._wanted = key

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.moved.emit(now.row())

    def _keep_place(self) -> None:
        index = self.currentIndex()
        self._kept = self._rows.key_at(index.row()) if index.isValid() else None

    def _take_place(self) -> None:
        if not self._rows.rowCount():
            self.moved.emit(-1)
            return
        self._loading.stop()
        self._empty.hide()
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.put_key(wanted):
            return
        if self._kept is None or not self.put_key(self._kept):
            self.put(0)

    # --- widths ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what room is left to the column that grows."""
        super().resizeEvent(event)
        self._fit()
        self._empty.setGeometry(self.viewport().geometry())

    def _fit(self) -> None:
        fit(self, self._rows.columns, self._look)

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put the rows' pictures where they are seen."""
        self._pictures.paint(event.rect(), self._hovered)

    def scrollContentsBy(self, across: int, down: int) -> None:
        """Other rows come under the pointer."""
        super().scrollContentsBy(across, down)
        if self._hovered >= 0:
            self._hover(self.viewport().mapFromGlobal(QCursor.pos()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row the pointer is on."""
        super().mouseMoveEvent(event)
        self._hover(event.position().toPoint())

    def viewportEvent(self, event: QEvent) -> bool:
        """The pointer is on no row once it has left them."""
        if event.type() == QEvent.Type.Leave:
            self._hover(QPoint(-1, -1))
        return super().viewportEvent(event)

    def _hover(self, point: QPoint) -> None:
        hovered = self.rowAt(point.y()) if self.viewport().rect().contains(point) else -1
        if hovered != self._hovered:
            before, self._hovered = self._hovered, hovered
            for row in (before, hovered):
                if row >= 0:
                    top, wide = self.rowViewportPosition(row), self.viewport().width()
                    self.viewport().update(0, top, wide, self.rowHeight(row))

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies, Ctrl+Home and End go to the first and last row."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        key = event.key()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().row())
            return
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain:
            self.put(0 if key == Qt.Key.Key_Home else self._rows.rowCount() - 1)
            return
        super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as a spreadsheet takes them."""
        shown = [at for at in range(len(self._rows.columns)) if not self.isColumnHidden(at)]
        lines = ["\t".join(self._rows.columns[at].title for at in shown)]
        for place in self.chosen():
            row = self._rows.row_at(place)
            if row is not None:
                lines.append("\t".join(self._rows.columns[at].plain(row) for at in shown))
        QApplication.clipboard().setText("\n".join(lines))

    def _sort(self, section: int) -> None:
        order = self._rows.columns[section].sort
        if order:
            self.ordered.emit(order)

    def sort_shown(self, order: str, *, descending: bool) -> None:
        """Show which order the rows stand in."""
        self.titles.order, self.titles.descending = order, descending
        self.titles.viewport().update()


AnyTable = TableView[Any]
