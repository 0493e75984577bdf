"""Rows in memory and in windows: sound models, cells made once, late answers dropped."""

from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from supplydesk.ui.table.column import Cell, Column
from supplydesk.ui.table.model import CELLS_KEPT, KEPT, WINDOW, ListModel, WindowModel

pytestmark = pytest.mark.usefixtures("qapp")


class Paper(NamedTuple):
    id: int
    text: str


class Books:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Sequence[int], Callable[[Sequence[Paper]], object]]] = []
        self.made = 0

    def fetch(self, ids: Sequence[int], then: Callable[[Sequence[Paper]], object]) -> None:
        self.asked.append((ids, then))

    def answer(self, word: str = "") -> None:
        asked, self.asked = self.asked, []
        for ids, then in asked:
            then([Paper(one, f"{word}{one}") for one in ids])

    def cell(self, paper: Paper) -> Cell:
        self.made += 1
        return Cell(paper.text)


def _window(books: Books, count: int) -> WindowModel[Paper]:
    model = WindowModel([Column("text", "文", 80, books.cell)], books.fetch, lambda one: one.id)
    model.show_ids(array("q", range(1, count + 1)))
    return model


def test_a_million_rows_in_windows_are_a_sound_model(qtmodeltester: ModelTester) -> None:
    books = Books()
    model = _window(books, 1_000_000)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # the plugin's own
    QApplication.processEvents()
    books.answer()
    assert model.cell(0, 0).text == "1"
    model.show_ids(array("q", range(1, 300)))
    books.answer()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # as above


def test_rows_in_memory_are_a_sound_model(qtmodeltester: ModelTester) -> None:
    books = Books()
    model: ListModel[Paper] = ListModel(
        [Column("text", "文", 80, books.cell)], lambda one: one.id, None
    )
    model.show_rows([Paper(1, "a"), Paper(2, "b")])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # as above
    model.show_rows([Paper(1, "a"), Paper(2, "c")])
    assert model.cell(1, 0).text == "c"
    model.show_rows([Paper(3, "d")])
    assert [model.cell(at, 0).text for at in range(model.rowCount())] == ["d"]


def test_a_late_answer_to_another_question_is_dropped() -> None:
    books = Books()
    model = _window(books, 500)
    model.row_at(0)
    QApplication.processEvents()
    late, books.asked = books.asked, []
    model.show_ids(array("q", range(1001, 1500)))
    for ids, then in late:
        then([Paper(one, "late") for one in ids])
    assert model.row_at(0) is None
    QApplication.processEvents()
    books.answer()
    assert model.row_at(0) == Paper(1001, "1001")


def test_scrolling_past_asks_for_the_last_windows_alone_and_keeps_few() -> None:
    books = Books()
    model = _window(books, 100 * WINDOW)
    for window in range(50):
        model.row_at(window * WINDOW)
    QApplication.processEvents()
    assert [ids[0] for ids, _ in books.asked] == [at * WINDOW + 1 for at in (47, 48, 49)]
    books.answer()
    for window in range(KEPT + 10):
        model.row_at(window * WINDOW)
        QApplication.processEvents()
        books.answer()
    assert len(model._windows) == KEPT


def test_a_cell_is_made_once_and_anew_where_its_row_is_another() -> None:
    books = Books()
    model = _window(books, 500)
    model.row_at(0)
    QApplication.processEvents()
    books.answer()
    for _ in range(3):
        assert model.cell(0, 0).text == "1"
    assert books.made == 1
    model.show_ids(array("q", range(1, 501)))
    QApplication.processEvents()
    books.answer("new ")
    assert model.cell(0, 0).text == "new 1"
    assert len(model._cells) <= CELLS_KEPT
