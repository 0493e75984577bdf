"""The lines of a voucher as they are typed: texts by field, with undo, and what is known."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QUndoCommand, QUndoStack

from supplydesk.domain.problem import Problem
from supplydesk.services.drafting import LookedLine
from supplydesk.services.lookup import KnownItem
from supplydesk.ui.table.column import Cell

Index = QModelIndex | QPersistentModelIndex
Line = Mapping[str, str]
_NOWHERE = QModelIndex()
_NOTHING: Line = {}
_LONG_FIGURE = re.compile(r"(\d{4,})(\.\d+)?")


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What is known of a line beside what was typed: its item, the lots it takes, its problems.

    ``available`` is what the paper's own warehouse has for it; None where that is not known (yet),
    and on a posted paper, which asks for nothing any more.
    """

    item: KnownItem | None = None
    looked: LookedLine | None = None
    problems: tuple[Problem, ...] = ()
    available: Decimal | None = None

    def worst(self, name: str) -> Problem | None:
        """The problem at the field *name* that matters most, if there is one."""
        mine = [one for one in self.problems if one.field == name]
        return next((one for one in mine if one.stops), mine[0] if mine else None)


UNKNOWN = RowFacts()


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of the grid; ``width`` is pixels at 100 per cent.

    ``editor`` says how its cells are typed into: ``item``, ``figure``, ``text``, ``day``,
    ``lots``, or empty where the cell is computed. ``shown`` makes the cell from the line and what
    is known of it, the typed text if None. ``passed``: Enter passes over it.
    """

    name: str
    title: str
    width: int
    editor: str = ""
    figure: bool = False
    grows: bool = False
    optional: int = 0
    passed: bool = False
    otherwise: str = ""
    """The field whose text holds where nothing is typed here."""
    shown: Callable[[Line, RowFacts], Cell] | None = None
    fields: tuple[str, ...] = field(default=())
    """Other fields of a problem that are marked here."""

    def cell(self, line: Line, facts: RowFacts) -> Cell:
        """What the cell shows."""
        found = self.shown(line, facts) if self.shown else Cell(line.get(self.name, ""))
        return replace(found, text=_with_commas(found.text)) if self.figure else found

    def problem(self, facts: RowFacts) -> Problem | None:
        """The problem that is marked here."""
        found = [facts.worst(name) for name in (self.name, *self.fields)]
        real = [one for one in found if one is not None]
        return next((one for one in real if one.stops), real[0] if real else None)


def _with_commas(text: str) -> str:
    """A plain figure as it stands everywhere else; what else was typed stands as it was typed."""
    found = _LONG_FIGURE.fullmatch(text)
    return text if found is None else f"{int(found[1]):,}{found[2] or ''}"


class LinesModel(QAbstractTableModel):
    """Lines of texts. With *fixed*, there are as many lines as were given; otherwise one more,
    empty, always stands below the last. ``edited`` after every change.
    """

    edited = Signal()

    def __init__(
        self, columns: Sequence[GridColumn], *, fixed: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.fixed = fixed
        self.undo_stack = QUndoStack(self)
        self._lines: tuple[Line, ...] = ()
        self._facts: tuple[RowFacts, ...] = ()
        self.editable = True

    # --- what is typed ---

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, empty ones in between among them."""
        return self._lines

    def typed(self) -> tuple[tuple[int, Line], ...]:
        """The lines that hold anything, each with the row that it stands in."""
        if self.fixed:
            return tuple(enumerate(self._lines))
        return tuple((row, line) for row, line in enumerate(self._lines) if any(line.values()))

    def line(self, row: int) -> Line:
        """What was typed in *row*."""
        return self._lines[row] if 0 <= row < len(self._lines) else _NOTHING

    def facts(self, row: int) -> RowFacts:
        """What is known of *row*."""
        return self._facts[row] if 0 <= row < len(self._facts) else UNKNOWN

    def load(self, lines: Sequence[Line]) -> None:
        """Show *lines* of another voucher; nothing of the one before can be undone here."""
        self.beginResetModel()
        self._lines = tuple(dict(line) for line in lines)
        self._facts = ()
        self.endResetModel()
        self.undo_stack.clear()

    def tell(self, facts: Mapping[int, RowFacts]) -> None:
        """Take what is known now, by row."""
        count = self.rowCount()
        fresh = tuple(facts.get(row, UNKNOWN) for row in range(count))
        old, self._facts = self._facts, fresh
        changed = [row for row in range(count) if row >= len(old) or old[row] != fresh[row]]
        if changed:
            # Said once for all that lies between: five thousand pasted lines are one repaint.
            last = self.index(changed[-1], len(self.columns) - 1)
            self.dataChanged.emit(self.index(changed[0], 0), last)

    def put(self, row: int, texts: Mapping[str, str], word: str = "") -> None:
        """Type *texts* into *row*, which may be the empty one below."""
        line = {**self.line(row), **texts}
        if line == dict(self.line(row)):
            return
        lines = list(self._lines)
        if row < len(lines):
            lines[row] = line
        else:
            lines.append(line)
        self._change(lines, word)

    def take_out(self, rows: Sequence[int], word: str = "") -> None:
        """Take lines out; of fixed lines, what was typed into them."""
        gone = set(rows)
        if self.fixed:
            keep = [
                {name: text for name, text in line.items() if name == "line"}
                if row in gone
                else line
                for row, line in enumerate(self._lines)
            ]
        else:
            keep = [line for row, line in enumerate(self._lines) if row not in gone]
        if keep != list(self._lines):
            self._change(keep, word)

    def put_many(self, row: int, lines: Sequence[Line], word: str = "") -> None:
        """Type *lines* one below the other from *row* on; beyond fixed ones nothing is typed."""
        fresh = list(self._lines)
        for at, texts in enumerate(lines, row):
            if at < len(fresh):
                fresh[at] = {**fresh[at], **texts}
            elif not self.fixed:
                fresh.append(dict(texts))
        if fresh != list(self._lines):
            self._change(fresh, word)

    def _change(self, lines: Sequence[Line], word: str) -> None:
        self.undo_stack.push(_Change(self, self._lines, tuple(lines), word))

    def become(self, lines: tuple[Line, ...]) -> None:
        """Hold *lines*; only the undo stack calls this."""
        # Rows come and go at the end, and only then do the others change: whoever keeps a picture
        # of the model would find rows that nobody told of.
        before, after = len(self._lines), len(lines)
        if after > before:
            self.beginInsertRows(_NOWHERE, before, after - 1)
            self._lines += lines[before:]
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(_NOWHERE, after, before - 1)
            self._lines = self._lines[:after]
            self.endRemoveRows()
        self._lines = lines
        if lines:
            last = self.index(self.rowCount() - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.edited.emit()

    # --- what Qt asks ---

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The lines, and the empty one below."""
        if parent.isValid():
            return 0
        more = 0 if self.fixed or not self.editable else 1
        return len(self._lines) + more

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, row: int, column: int) -> Cell:
        """What the grid shows there."""
        return self.columns[column].cell(self.line(row), self.facts(row))

    def problem(self, row: int, column: int) -> Problem | None:
        """What is wrong there."""
        return self.columns[column].problem(self.facts(row))

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """What Qt asks of a cell."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(row, column).text
        if role == Qt.ItemDataRole.EditRole:
            return self.line(row).get(self.columns[column].name, "")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            wrong = self.problem(row, column)
            cell = self.cell(row, column)
            words = (self.columns[column].title, cell.text, cell.aside, wrong.text if wrong else "")
            return " ".join(filter(None, words))
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """Titles and line numbers."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return self.columns[section].title if 0 <= section < len(self.columns) else None


class _Change(QUndoCommand):
    """From these lines to those."""

    def __init__(
        self, model: LinesModel, before: tuple[Line, ...], after: tuple[Line, ...], word: str
    ) -> None:
        super().__init__(word)
        self._model, self._before, self._after = model, before, after

    def redo(self) -> None:
        """Hold what came after."""
        self._model.become(self._after)

    def undo(self) -> None:
        """Hold what was before."""
        self._model.become(self._before)
