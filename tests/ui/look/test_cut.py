"""Painted words that have no room are told of while somebody listens, and only then."""

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supplydesk.ui.look import cut
from supplydesk.ui.look.look import Look
from supplydesk.ui.table.column import Cell, Column
from supplydesk.ui.table.small import SmallTable


def _table(qtbot: QtBot, title: str, cell: Cell, *, figure: bool) -> SmallTable[int]:
    column: Column[int] = Column("one", title, 60, lambda _row: cell, figure=figure)
    made: SmallTable[int] = SmallTable((column,), Look(), "table")
    qtbot.addWidget(made)
    made.show_rows([1])
    made.setFixedWidth(60)
    made.grab()
    return made


def _heard(table: SmallTable[int]) -> list[str]:
    with cut.listening() as heard:
        first: QPixmap = table.grab()
        table.grab()
    assert not first.isNull()
    return heard


def test_a_figure_without_room_is_told_of_once(qtbot: QtBot, qapp: QApplication) -> None:
    heard = _heard(_table(qtbot, "n", Cell("123,456,789"), figure=True))
    assert len(heard) == 1
    assert heard[0].startswith("figure in a table:")
    assert "123,456,789" in heard[0]


def test_a_title_without_room_is_told_of(qtbot: QtBot, qapp: QApplication) -> None:
    heard = _heard(_table(qtbot, "a title that is too long", Cell("1"), figure=True))
    assert [one.partition(":")[0] for one in heard] == ["title of a small table's column"]


def test_a_name_may_end_in_dots(qtbot: QtBot, qapp: QApplication) -> None:
    assert _heard(_table(qtbot, "n", Cell("a name that is too long"), figure=False)) == []
