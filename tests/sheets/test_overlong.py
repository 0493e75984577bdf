"""A row with more cells than the head has columns is named, never read with its cells moved."""

from pathlib import Path

import pytest

from supplydesk.sheets.columns import Column, read_table
from supplydesk.sheets.titled import Rows
from tests.sheets.raw import book, line, sheet

COLUMNS = (
    Column("place", ("仓库",)),
    Column("item", ("编码",), kind="code"),
    Column("quantity", ("数量",), kind="quantity"),
    Column("lot_number", ("批号",), required=False, kind="code"),
    Column("count", ("件数",), required=False, kind="whole"),
)
HEAD = "仓库,编码,数量,批号,件数"


def _read(folder: Path, *lines: str) -> Rows:
    path = folder / "清单.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_table(path, COLUMNS)


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ("W1,101009,1,000,,", "F2"),
        ("W1,101009,１,０００床,,", "F2"),
        ("W1,101009,约1,000.5,,", "F2"),
        ("W1,101009,12,345,678,,", "G2"),
        ("W1,101009,5,A-1,1,000", "F2"),
        ("W1,101009,1,000,A-1,3", "F2"),
        ("W1,101009,5,A,1,,,甲", "H2"),
    ],
)
def test_a_figure_cut_at_its_comma_is_refused(tmp_path: Path, line: str, cell: str) -> None:
    rows = _read(tmp_path, HEAD, line, "W1,101006,7,,")
    (problem,) = rows.problems
    assert (problem.code, problem.row, problem.field) == ("row_too_long", 2, cell)
    assert problem.text.startswith("第 2 行的单元格比表头的 5 列还多")
    assert "1000" in problem.text
    assert [row["quantity"] for row in rows.rows] == ["7"]


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (HEAD, "W1,101009,1000,,,,,"),  # a program that pads its lines
        (HEAD, "W1,101009,1,A-000,, ,"),
        (HEAD, 'W1,101009,"1,000",,,'),
        (HEAD, "W1,101009,0,000,,,"),  # no figure begins so
        (HEAD + ",", "W1,101009,1,000,,"),  # as long as the head: a lot called 000
        (HEAD, "W1,101009,1,000,"),
        (HEAD + ",颜色", "W1,101009,1,000,,红"),  # a column that is not known has its title
    ],
)
def test_what_is_no_longer_than_the_head_or_only_padded_is_read(
    tmp_path: Path, head: str, line: str
) -> None:
    rows = _read(tmp_path, head, line)
    assert len(rows.checked()) == 1


def test_a_note_under_the_list_may_stand_beyond_the_head(tmp_path: Path) -> None:
    rows = _read(tmp_path, HEAD, "W1,101009,5,,", ",,,,,,制表人：王××")
    assert [one.code for one in rows.problems] == ["list_note"]


def test_a_workbook_names_the_cell_that_has_no_title(tmp_path: Path) -> None:
    titles = line(1, "仓库", "编码", "数量")
    path = book(tmp_path, sheet(titles + line(2, "W1", "101009", "5", "", "旧账") + line(3, "W1")))
    rows = read_table(path, COLUMNS)
    problem = rows.problems[0]
    assert (problem.code, problem.row, problem.field) == ("row_too_long", 2, "E2")
    assert "E2 中有“旧账”" in problem.text
