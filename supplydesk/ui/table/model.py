"""Models of rows: all of them in memory, or a million in windows that are asked for when shown."""

from array import array
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from supplydesk.ui.table.column import EMPTY, Cell, Column

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which a cell is a `Cell`."""
CELLS_KEPT = 4_000
WINDOW = 200
KEPT = 12
_NOWHERE = QModelIndex()


class RowsModel(QAbstractTableModel, Generic[Row]):
    """A table of frozen rows. What kind of place they are kept in, `row_at` knows."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        # Cells that were shown: making one takes longer than painting it.
        self._cells: dict[tuple[int, int], tuple[Row, Cell]] = {}
        self.modelReset.connect(self._cells.clear)
        self.dataChanged.connect(self._cells.clear)

    def show_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other *columns* of the same rows."""
        if [one.name for one in columns] != [one.name for one in self.columns]:
            self.beginResetModel()
            self.columns = tuple(columns)
            self.endResetModel()

    def row_at(self, at: int) -> Row | None:
        """The row at *at*; None where it has not come yet."""
        raise NotImplementedError

    def key_at(self, at: int) -> Hashable:
        """What tells this row from all others, whatever its place."""
        raise NotImplementedError

    def place_of(self, key: Hashable) -> int:
        """Where the row with *key* stands; −1 where it is not among them."""
        raise NotImplementedError

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, at: int, column: int) -> Cell:
        """What the table shows there."""
        row = self.row_at(at)
        if row is None:
            return EMPTY
        made = self._cells.get((at, column))
        if made is not None and made[0] is row:
            return made[1]
        cell = self.columns[column].cell(row)
        if len(self._cells) >= CELLS_KEPT:
            self._cells.clear()
        self._cells[at, column] = (row, cell)
        return cell

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """What Qt asks of a cell."""
        if not index.isValid():
            return None
        if role == CELL:
            return self.cell(index.row(), index.column())
        if role in _TOLD:
            return _TOLD[role](self.cell(index.row(), index.column()), self.columns[index.column()])
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """What Qt asks of a column's title."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None


def _shown(cell: Cell, _column: Column[Row]) -> str:
    return cell.chip.word if cell.chip else cell.text


def _spoken(cell: Cell, column: Column[Row]) -> object:
    words = cell.spoken or " ".join(filter(None, (_shown(cell, column), cell.aside)))
    return f"{column.title} {words}" if words else column.title


def _tip(cell: Cell, _column: Column[Row]) -> object:
    return cell.tip or None


def _aligned(_cell: Cell, column: Column[Row]) -> object:
    side = Qt.AlignmentFlag.AlignRight if column.figure else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


_TOLD: dict[int, Callable[[Cell, Column[Any]], object]] = {
    int(Qt.ItemDataRole.DisplayRole): _shown,
    int(Qt.ItemDataRole.AccessibleTextRole): _spoken,
    int(Qt.ItemDataRole.ToolTipRole): _tip,
    int(Qt.ItemDataRole.TextAlignmentRole): _aligned,
}


class ListModel(RowsModel[Row]):
    """Rows that are all in memory; ``key`` tells them apart."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._key = key
        self._rows: tuple[Row, ...] = ()
        self._places: dict[Hashable, int] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows."""
        return self._rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show *rows*; where they are the same rows in the same order, only what differs moves."""
        fresh = tuple(rows)
        if fresh == self._rows:
            return
        before = [self._key(row) for row in self._rows]
        if before and before == [self._key(row) for row in fresh]:
            old, self._rows = self._rows, fresh
            for at, (was, now) in enumerate(zip(old, fresh, strict=True)):
                if was != now:
                    last = self.index(at, len(self.columns) - 1)
                    self.dataChanged.emit(self.index(at, 0), last)
            return
        self.beginResetModel()
        self._rows, self._places = fresh, None
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def row_at(self, at: int) -> Row | None:
        """The row at *at*."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def key_at(self, at: int) -> Hashable:
        """Its key."""
        return self._key(self._rows[at])

    def place_of(self, key: Hashable) -> int:
        """Where the row with *key* stands."""
        if self._places is None:
            self._places = {self._key(row): at for at, row in enumerate(self._rows)}
        return self._places.get(key, -1)


Fetch = Callable[[Sequence[int], Callable[[Sequence[Row]], object]], object]
"""``fetch(ids, then)``: ask for the rows of *ids*; *then* gets those that are still there."""


class WindowModel(RowsModel[Row]):
    """A million rows: their ids by one query, the rows in windows of 200 when they are shown."""

    waits = Signal(bool)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Fetch[Row],
        id_of: Callable[[Row], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._fetch = fetch
        self._id_of = id_of
        self._ids: array[int] = array("q")
        self._windows: dict[int, dict[int, Row]] = {}
        self._asked: set[int] = set()
        self._wanted: list[int] = []
        self._generation = 0
        # Scrolling passes over many windows; only where it comes to rest are rows asked for.
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._ask_now)

    @property
    def ids(self) -> "array[int]":
        """The ids of all rows in their order."""
        return self._ids

    def show_ids(self, ids: "array[int]") -> None:
        """Show the rows of *ids*; where they are the same, only what the rows tell is read anew."""
        self._generation += 1
        self._asked.clear()
        self._wanted.clear()
        if ids == self._ids:
            for window in list(self._windows):
                self._want(window)
            return
        self.beginResetModel()
        self._ids = ids
        self._windows.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._ids)

    def row_at(self, at: int) -> Row | None:
        """The row at *at*, or None; then its window is asked for."""
        if not 0 <= at < len(self._ids):
            return None
        window = at // WINDOW
        rows = self._windows.get(window)
        if rows is None:
            self._want(window)
            return None
        return rows.get(self._ids[at])

    def key_at(self, at: int) -> Hashable:
        """Its id."""
        return self._ids[at]

    def place_of(self, key: Hashable) -> int:
        """Where the row with the id *key* stands."""
        try:
            return self._ids.index(key)  # type: ignore[arg-type]  # ids are whole numbers
        except ValueError:
            return -1

    def _want(self, window: int) -> None:
        if window not in self._asked:
            self._asked.add(window)
            self._wanted.append(window)
            self._ask.start()

    def _ask_now(self) -> None:
        wanted, self._wanted = self._wanted[-3:], []
        self._asked.difference_update(set(self._asked) - set(wanted) - set(self._windows))
        generation = self._generation
        for window in wanted:
            ids = self._ids[window * WINDOW : (window + 1) * WINDOW]

            def take(rows: Sequence[Row], window: int = window) -> None:
                if generation == self._generation:
                    self._take(window, rows)

            self._fetch(ids, take)

    def _take(self, window: int, rows: Sequence[Row]) -> None:
        self._windows.pop(window, None)
        self._windows[window] = {self._id_of(row): row for row in rows}
        self._asked.discard(window)
        while len(self._windows) > KEPT:
            del self._windows[next(iter(self._windows))]
        first, last = window * WINDOW, min((window + 1) * WINDOW, len(self._ids)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
