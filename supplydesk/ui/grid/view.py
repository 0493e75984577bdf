"""The entry grid as it is seen and typed into: by keys alone, always with a caret in a cell."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from supplydesk.text import translate
from supplydesk.ui.grid.clipboard import read_block, write_block
from supplydesk.ui.grid.delegate import GridDelegate
from supplydesk.ui.grid.editor import CellEditor
from supplydesk.ui.grid.head import ROW_HEIGHT, GridHead, GridNumbers, rule_sheet
from supplydesk.ui.grid.lines import GridColumn, Line, LinesModel
from supplydesk.ui.grid.message import CellMessage
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.choice_list import Choice
from supplydesk.ui.parts.picker import Picker
from supplydesk.ui.table.widths import fit

Found = Callable[[GridColumn, str], Sequence[Choice]]
"""``found(column, text)``: what can be picked in a column for what was typed."""


class GridView(QTableView):
    """Shows a `LinesModel`. ``picked`` says that a choice was taken in a row's column;
    ``left`` that Tab leaves it, forwards or back; ``asked`` that F7 asks in a row's column.
    """

    picked = Signal(int, object, object)
    left = Signal(bool)

    def __init__(self, model: LinesModel, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._lines = model
        self._found: Found = lambda _column, _text: ()
        self._picker: Picker | None = None
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(GridDelegate(look, ROW_HEIGHT))
        self._heads()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editor = CellEditor(self.viewport())
        self._message = CellMessage(self.viewport(), look)
        self._at = (0, self._first_column())
        self._connect()
        self._fit()

    def _heads(self) -> None:
        look = self._look
        self.setHorizontalHeader(GridHead(look, self))
        self.setVerticalHeader(GridNumbers(look, self))

    def _connect(self) -> None:
        editor = self.editor
        editor.stepped.connect(self._step)
        editor.extended.connect(self._extend)
        editor.entered.connect(self._enter)
        editor.left.connect(self._leave)
        editor.pasted.connect(self.paste)
        editor.copied.connect(self.copy)
        editor.textEdited.connect(self._typed)
        editor.focused.connect(self._tell)
        editor.installEventFilter(self)
        self._lines.dataChanged.connect(lambda *_: self._follow())
        self._lines.rowsInserted.connect(lambda *_: self._place())
        self._lines.rowsRemoved.connect(lambda *_: self._stay())
        self._lines.modelReset.connect(lambda: self.go(0, self._first_column(), focus=False))
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _value: self._place())

    def offers(self, found: Found) -> None:
        """Where the choices of picking columns come from."""
        self._found = found

    # --- where it is ---

    @property
    def row(self) -> int:
        """The row of the current cell."""
        return self._at[0]

    @property
    def column(self) -> GridColumn:
        """The column of the current cell."""
        return self._lines.columns[self._at[1]]

    def go(self, row: int, column: int | str, *, focus: bool = True) -> None:
        """Make a cell the current one and put the caret into it."""
        self.commit()
        if isinstance(column, str):
            names = [one.name for one in self._lines.columns]
            column = names.index(column) if column in names else self._first_column()
        if not self._lines.columns[column].editor:
            column = self._first_column()
        row = min(max(row, 0), max(self._lines.rowCount() - 1, 0))
        self._at = (row, column)
        index = self._lines.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().clearSelection()
        self.scrollTo(index)
        self._begin()
        if focus:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        column = self.column
        text = str(self._lines.data(self._lines.index(*self._at), int(Qt.ItemDataRole.EditRole)))
        if column.editor in ("item", "lots"):
            text = self._lines.cell(*self._at).text
        writable = self._lines.editable and column.editor != "lots"
        self.editor.begin(text, figure=column.figure, writable=writable)
        other = self._lines.line(self._at[0]).get(column.otherwise, "") if column.otherwise else ""
        self.editor.setPlaceholderText(other)
        self.editor.setAccessibleName(
            translate("ui.grid.view", "{column}, line {row}").format(
                column=column.title, row=self._at[0] + 1
            )
        )
        scanned = column.editor in ("figure", "day")
        self.editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not scanned)
        self._close_picker()
        self._place()

    def _follow(self) -> None:
        """The model changed under the editor: take it over, unless something is being typed."""
        if not self.editor.changed and self._at[0] < self._lines.rowCount():
            column = self.column
            shown = (
                self._lines.cell(*self._at).text
                if column.editor in ("item", "lots")
                else self._lines.line(self._at[0]).get(column.name, "")
            )
            if shown != self.editor.text():
                self._begin()
        self._tell()

    def _stay(self) -> None:
        if self._at[0] >= self._lines.rowCount():
            self.go(self._lines.rowCount() - 1, self._at[1], focus=self.editor.hasFocus())
        else:
            self._begin()

    def _place(self) -> None:
        index = self._lines.index(*self._at)
        rect = self.visualRect(index) if index.isValid() else QRect()
        shown = index.isValid() and self._lines.editable and not rect.isEmpty()
        self.editor.setVisible(shown)
        if shown:
            self.editor.setGeometry(rect.adjusted(0, 0, 1, 1))
        self._tell()

    def _tell(self) -> None:
        """The message under the current cell, where there is something wrong with it."""
        problem = self._lines.problem(*self._at) if self.editor.isVisible() else None
        if problem is None or (self._picker is not None and self._picker.isVisible()):
            self._message.hide()
            return
        self._message.show(problem, self.editor.geometry())

    # --- typing ---

    def commit(self) -> None:
        """Take over what stands in the editor."""
        self._close_picker()
        if not self.editor.changed or self.editor.isReadOnly():
            return
        column, text = self.column, self.editor.text().strip()
        self.editor.before = self.editor.text()
        if column.editor == "item":
            self._commit_item(column, text)
        else:
            self._lines.put(self._at[0], {column.name: text}, column.title)

    def _commit_item(self, column: GridColumn, text: str) -> None:
        found = list(self._found(column, text)) if text else []
        exact = [one for one in found if text in (one.text, one.value)]
        if text and (len(found) == 1 or len(exact) == 1):
            self.picked.emit(self._at[0], column, (exact or found)[0])
        else:
            # What fits nothing, or several things, stays as it was typed and is marked.
            self._lines.put(self._at[0], {column.name: text}, column.title)

    def _typed(self, text: str) -> None:
        if self.column.editor == "item":
            self._offer(text)
        self._tell()

    def look_up(self) -> None:
        """F7: show all that can be picked here."""
        if self.column.editor == "item":
            self._offer("")

    def _offer(self, text: str) -> None:
        if self._picker is None:
            self._picker = Picker(self._look, self.window(), self._take)
        hint = translate("ui.grid.view", "↑↓ choose   Enter take   F7 all   Esc close")
        self._picker.offer(self._found(self.column, text), self.editor, hint)

    def _take(self, choice: Choice) -> None:
        self._close_picker()
        self.editor.before = self.editor.text()
        self.picked.emit(self._at[0], self.column, choice)
        self._enter()

    def _close_picker(self) -> None:
        if self._picker is not None:
            self._picker.hide()

    # --- moving ---

    def _first_column(self) -> int:
        return next((at for at, one in enumerate(self._lines.columns) if one.editor), 0)

    def _stops(self, *, entering: bool) -> list[int]:
        return [
            at
            for at, one in enumerate(self._lines.columns)
            if one.editor and not self.isColumnHidden(at) and not (entering and one.passed)
        ]

    def _enter(self) -> None:
        """Go to the next cell to be typed; after the last one, to a new line."""
        row, column = self._at
        self.commit()
        stops = self._stops(entering=True)
        following = [at for at in stops if at > column]
        if following:
            self.go(row, following[0])
        elif row + 1 < self._lines.rowCount():
            self.go(row + 1, stops[0])
        else:
            self.left.emit(True)

    def _step(self, rows: int, columns: int) -> None:
        row, column = self._at
        if columns:
            stops = self._stops(entering=False)
            beside = [at for at in stops if (at - column) * columns > 0]
            if beside:
                self.go(row, beside[0] if columns > 0 else beside[-1])
            return
        if 0 <= row + rows < self._lines.rowCount():
            self.go(row + rows, column)

    def _extend(self, step: int) -> None:
        """Shift and an arrow: choose lines, to be copied or taken out."""
        self.commit()
        chosen = self.chosen() or [self._at[0]]
        first, last = chosen[0], chosen[-1]
        end = self._lines.rowCount() - 1
        last = min(last + 1, end) if step > 0 else max(last - 1, first)
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        model.clearSelection()
        for row in range(first, last + 1):
            model.select(self._lines.index(row, 0), flags.Select | flags.Rows)

    def chosen(self) -> list[int]:
        """The rows that are chosen."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _leave(self, forwards: bool) -> None:
        self.commit()
        self.left.emit(forwards)

    def take_out(self) -> None:
        """Take the chosen lines out, or the current one."""
        self.editor.before = self.editor.text()
        word = translate("ui.grid.view", "Take line out")
        self._lines.take_out(self.chosen() or [self._at[0]], word)
        self._stay()

    # --- the clipboard ---

    def copy(self) -> None:
        """Put the chosen lines on the clipboard, or the current cell."""
        rows = self.chosen()
        if len(rows) > 1:
            QApplication.clipboard().setText(write_block(self._lines, rows))
        else:
            QApplication.clipboard().setText(self._lines.cell(*self._at).text)

    def paste(self, text: str) -> None:
        """Type a block from a spreadsheet from the current cell on."""
        columns = [
            one
            for at, one in enumerate(self._lines.columns[self._at[1] :], self._at[1])
            if not one.editor or not self.isColumnHidden(at)
        ]
        codes: dict[tuple[str, str], str] = {}
        lines = [self._named(line, codes) for line in read_block(text, columns)]
        self._lines.put_many(self._at[0], lines, translate("ui.grid.view", "Paste"))
        self._begin()

    def _named(self, line: Line, codes: dict[tuple[str, str], str]) -> Line:
        """*line* with what it names in words as the codes of what was meant, where that is one.

        *codes* keeps those that were found already, by column and word.
        """
        named = dict(line)
        for column in self._lines.columns:
            text = line.get(column.name, "")
            if column.editor == "item" and text:
                key = (column.name, text)
                if key not in codes:
                    found = self._found(column, text)
                    exact = [one for one in found if text in (one.text, one.value)]
                    codes[key] = str(exact[0].value) if len(exact) == 1 else text
                named[column.name] = codes[key]
        return named

    # --- Qt ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The editor's keys that are meant for the list of choices."""
        if (
            watched is self.editor
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            if self._picker is not None and self._picker.key(event):
                self._tell()
                return True
            if event.key() == Qt.Key.Key_Escape and self.editor.changed:
                self._begin()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is only read leaves Left and Right to the page."""
        if not self._lines.editable and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: object) -> None:
        """A click puts the caret into a cell."""
        position = event.position().toPoint()  # type: ignore[attr-defined]  # a mouse event
        index = self.indexAt(position)
        if index.isValid():
            self.go(index.row(), index.column())

    def focusInEvent(self, event: object) -> None:
        """The keys go to the caret."""
        super().focusInEvent(event)  # type: ignore[arg-type]  # Qt hands its own event
        if self.editor.isVisible():
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what room is left to the columns that grow."""
        super().resizeEvent(event)
        self._fit()
        index = self._lines.index(*self._at)
        if index.isValid():
            self.scrollTo(index)  # or a head that unfolds would push the caret out of sight
        self._place()

    def _fit(self) -> None:
        fit(self, self._lines.columns, self._look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, and an empty ruled sheet below them."""
        super().paintEvent(event)
        bottom = 0
        if self._lines.rowCount():
            bottom = self.rowViewportPosition(self._lines.rowCount() - 1)
            bottom += self._look.px(ROW_HEIGHT)
        edges = [
            self.columnViewportPosition(at) + self.columnWidth(at) - 1
            for at in range(len(self._lines.columns))
            if not self.isColumnHidden(at)
        ]
        rule_sheet(self.viewport(), self._look, bottom, edges)
