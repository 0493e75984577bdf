"""Widths of columns: titles whole, the optional ones go, those that grow give and take."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from supplydesk.ui.look.look import SECONDARY, Look
from supplydesk.ui.table.column import Cell, Column
from supplydesk.ui.table.widths import LEAST, widths

PLAIN: Column[int] = Column("plain", "n", 100, lambda _row: Cell("1"))
GROWS = replace(PLAIN, grows=True)
SOON, LATE = replace(PLAIN, optional=2), replace(PLAIN, optional=1)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look()


def test_what_is_left_goes_to_the_columns_that_grow(look: Look) -> None:
    assert widths((PLAIN, GROWS), 500, look) == (100, 400)
    assert widths((GROWS, PLAIN, GROWS), 501, look) == (200, 100, 201)
    assert widths((PLAIN, PLAIN), 500, look) == (100, 100)


def test_optional_columns_go_one_step_after_the_other(look: Look) -> None:
    columns = (PLAIN, SOON, LATE)
    assert widths(columns, 300, look) == (100, 100, 100)
    assert widths(columns, 299, look) == (100, 0, 100)
    assert widths(columns, 150, look) == (100, 0, 0)


def test_a_column_that_grows_gives_too_but_not_all(look: Look) -> None:
    assert widths((PLAIN, GROWS), 180, look) == (100, 80)
    assert widths((PLAIN, GROWS), 90, look) == (100, LEAST)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_title_is_never_cut(scale: float, qapp: QApplication) -> None:
    look = Look(scale=scale)
    long = replace(PLAIN, title="A title longer than its column", width=40)
    for column in (long, replace(long, grows=True)):
        (_, wide) = widths((PLAIN, column), 10, look)
        assert wide > look.metrics(SECONDARY).horizontalAdvance(long.title) + 2 * look.px(8)
    assert widths((), 100, look) == ()
