"""Pages break by height; the last row goes with what follows it; nothing is left over."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplydesk.papers.fonts import Face
from supplydesk.papers.sheet import POINTS
from supplydesk.papers.table import AIR, Cell, Row, pages, seams
from supplydesk.papers.wrap import Block

_HEIGHTS = st.lists(st.floats(4, 40), max_size=60)


def _broken(heights: list[float], **room: float) -> list[tuple[int, int]]:
    given_room = {"first": 100.0, "later": 120.0, "tail": 60.0, "carry": 6.0, **room}
    return pages(heights, [False] * len(heights), **given_room)


def test_what_fits_is_one_page() -> None:
    assert _broken([]) == [(0, 0)]
    assert _broken([10, 10]) == [(0, 2)]


def test_the_last_row_goes_with_the_tail() -> None:
    assert _broken([10] * 5) == [(0, 4), (4, 5)]
    assert _broken([10] * 9) == [(0, 8), (8, 9)]
    assert _broken([10], first=60) == [(0, 0), (0, 1)]
    assert _broken([70], first=80) == [(0, 1), (1, 1)], "together they fit nowhere"


def test_a_title_stays_with_its_first_row() -> None:
    keeps = [False] * 7 + [True, False]
    assert pages([10] * 9, keeps, first=80, later=80, tail=10, carry=0) == [(0, 7), (7, 9)]


def test_a_first_page_too_low_for_a_row_stays_empty() -> None:
    assert _broken([100], first=50) == [(0, 0), (0, 1), (1, 1)]


@given(_HEIGHTS)
def test_every_row_is_on_one_page_and_every_page_holds(heights: list[float]) -> None:
    ranges = _broken(heights)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(heights)
    for (_, end), (start, _) in pairwise(ranges):
        assert end == start
    for index, (start, end) in enumerate(ranges):
        room = 120 if index else 100
        below = 60 if index == len(ranges) - 1 else 6
        assert sum(heights[start:end]) + below <= room + 1e-9
    if heights:
        assert ranges[-1][0] < ranges[-1][1] or sum(heights[-1:]) + 60 > 120


def test_a_row_higher_than_a_page_is_sliced_whole() -> None:
    lines = tuple(str(number) for number in range(300))
    cells = (Cell(0, 50, Block(lines, 8), Face.SERIF), Cell(50, 60, Block(("x",), 9), Face.SERIF))
    row = Row(cells, 300 * 8 * 1.22 / 2.83, (0, 50, 60))
    parts = row.parts(100)
    assert all(part.height <= 100 for part in parts)
    assert sum((part.cells[0].block.lines for part in parts), ()) == lines
    assert sum((part.cells[1].block.lines for part in parts), ()) == ("x",)


def test_slices_are_one_cell_on_a_page_and_say_what_they_go_on_with() -> None:
    lines = tuple(str(number) for number in range(23))
    cells = (
        Cell(0, 50, Block(("remark",), 8), Face.SANS),
        Cell(50, 60, Block(lines, 8), Face.SANS),
    )
    again = Cell(0, 50, Block(("remark", "goes on"), 9), Face.SANS)
    row = Row(cells, 90, (0, 50, 60), again=again)
    first, second, last = row.parts(40)
    assert (first.continues, second.continues, last.continues) == (False, True, True)
    assert (first.goes_on, second.goes_on, last.goes_on) == (True, True, False)
    assert first.on_page(first=True, last=False).cells[0].block.lines == ("remark",)
    assert first.on_page(first=True, last=False).weight == 0
    assert first.on_page(first=True, last=True).weight is None
    assert second.on_page(first=False, last=True).cells[0].block.lines == ()
    assert last.on_page(first=True, last=False).cells[0] == again
    # The label needs room even where hardly any text is left.
    shown = last.on_page(first=True, last=True)
    assert shown.height == pytest.approx(again.block.height / POINTS + AIR)
    # Between slices there is no air, and a page that they fill has it above and below.
    pitch = Block(lines[:1], 8).height / POINTS
    assert second.height == pytest.approx(len(second.cells[1].block.lines) * pitch)
    assert (first.lead, second.lead) == (AIR / 2, 0)
    alone = second.on_page(first=True, last=True)
    assert alone.lead == AIR / 2
    assert alone.height == pytest.approx(second.height + AIR)
    assert alone.height <= 40
    assert seams([row]) == 0
    assert seams([row, first]) == AIR
