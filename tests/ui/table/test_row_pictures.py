"""Rows as pictures: a frame draws only what is new, and looks as if all of it were drawn."""

from array import array
from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supplydesk.ui.look import cut
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.chip import Chip, Glyph
from supplydesk.ui.table.column import Cell, Column
from supplydesk.ui.table.delegate import CellDelegate
from supplydesk.ui.table.model import ListModel, WindowModel
from supplydesk.ui.table.view import TableView

ROWS, WIDE, HIGH = 400, 640, 480
Row = tuple[int, str]
CHIP = Chip("posted", "good", Glyph.DONE)
COLUMNS: Sequence[Column[Row]] = (
    Column("name", "Name", 200, lambda row: Cell(row[1], strong=row[0] % 7 == 0), grows=True),
    Column("figure", "Figure", 90, lambda row: Cell(str(row[0]), aside="床"), figure=True),
    Column("state", "State", 90, lambda _row: Cell(chip=CHIP), optional=1),
)


class Table(TableView[Row]):
    """A table that counts the cells it draws."""

    def __init__(self, model: ListModel[Row], drawn: list[int]) -> None:
        super().__init__(model, Look())
        self.drawn = drawn

    def count(self) -> int:
        """How many rows were drawn to paint the table once more."""
        self.drawn.clear()
        self.viewport().repaint()
        return len(self.drawn) // 3


@pytest.fixture
def table(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[Table]:
    drawn: list[int] = []
    draw = CellDelegate.draw

    def counted(
        self: CellDelegate, painter: QPainter, rect: QRect, cell: Cell | None, **how: bool
    ) -> None:
        drawn.append(1)
        draw(self, painter, rect, cell, **how)

    monkeypatch.setattr(CellDelegate, "draw", counted)
    model = ListModel[Row](COLUMNS, lambda row: row[0])
    model.show_rows([(at, f"物资 {at}") for at in range(ROWS)])
    table = Table(model, drawn)
    qtbot.addWidget(table)
    table.resize(WIDE, HIGH)
    table.show()
    qapp.processEvents()
    yield table
    model.deleteLater()


def point(table: Table, at: QPoint) -> None:
    """Rest the pointer on *at* of the rows."""
    place, none = QPointF(at), Qt.MouseButton.NoButton
    whole = QPointF(table.viewport().mapToGlobal(at))
    plain = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, place, whole, none, none, plain)
    QApplication.sendEvent(table.viewport(), event)


def picture(table: Table) -> QImage:
    return table.viewport().grab().toImage()


def looks_right(table: Table) -> bool:
    """As if every row were drawn anew."""
    kept = picture(table)
    table._pictures.forget()
    return kept == picture(table)


def seen(table: Table) -> int:
    return table.rowAt(table.viewport().height() - 1) - table.rowAt(0) + 1


def test_only_new_rows_are_drawn(table: Table) -> None:
    table.viewport().repaint()
    assert table.count() == 0
    table.verticalScrollBar().setValue(2)
    assert table.count() == 2
    table.verticalScrollBar().setValue(200)
    assert table.count() == seen(table)
    assert looks_right(table)


def test_no_more_pictures_are_kept_than_rows_are_seen(table: Table) -> None:
    for at in range(0, 300, 7):
        table.verticalScrollBar().setValue(at)
        table.viewport().repaint()
        assert len(table._pictures._kept) <= seen(table)


def test_it_looks_as_if_all_were_drawn(table: Table) -> None:
    model = table.model()
    assert isinstance(model, ListModel)
    before = picture(table)
    steps: Sequence[Callable[[], object]] = (
        lambda: table.put(3),
        table.selectAll,
        table.clearSelection,
        lambda: point(table, QPoint(40, 100)),
        lambda: model.show_rows([(at, f"物资 {at + at % 2}") for at in range(ROWS)]),
        lambda: table.hideColumn(1),
        lambda: table.resize(WIDE // 2, HIGH),
        lambda: table.setColumnWidth(0, 900),
        lambda: table.horizontalScrollBar().setValue(120),
        lambda: table.resize(WIDE, HIGH * 2),
        lambda: model.show_rows([(1, "只有一行")]),
        lambda: model.show_rows([]),
    )
    for at, step in enumerate(steps):
        step()
        QApplication.processEvents()
        now = picture(table)
        assert now != before or at == 0, at
        assert looks_right(table), at
        before = now


def test_the_row_under_the_pointer_is_lit_and_no_longer_once_it_left(table: Table) -> None:
    dull = picture(table)
    point(table, QPoint(40, 100))
    row = table.rowAt(100)
    lit = picture(table)
    middle = table.rowViewportPosition(row) + 4
    ground = Look().colour("hover")
    # All of the row, not the cell alone.
    assert lit.pixelColor(WIDE - 40, middle) == lit.pixelColor(190, middle) == ground
    QApplication.sendEvent(table.viewport(), QEvent(QEvent.Type.Leave))
    assert picture(table) == dull


def test_what_is_cut_is_heard_again(table: Table) -> None:
    table.setColumnWidth(1, 20)
    table.viewport().repaint()
    with cut.listening() as heard:
        table.viewport().repaint()
    assert any("figure in a table" in one for one in heard)


def test_a_row_that_has_not_come_is_a_line(qtbot: QtBot) -> None:
    model = WindowModel[Row](COLUMNS, lambda _ids, _then: None, lambda row: row[0])
    table = TableView(model, Look())
    qtbot.addWidget(table)
    table.resize(WIDE, HIGH)
    table.show()
    model.show_ids(array("q", range(50)))
    QApplication.processEvents()
    table.clearSelection()
    empty = table.viewport().grab().toImage()
    assert empty.pixelColor(30, 10) == table.palette().base().color()
    model._take(0, [(at, "到了") for at in range(50)])
    QApplication.processEvents()
    assert table.viewport().grab().toImage() != empty
    model.deleteLater()
