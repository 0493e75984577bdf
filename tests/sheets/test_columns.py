"""Lists by their titles: every problem at once, each with the cell it stands in."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from supplydesk.domain.problem import Refused
from supplydesk.sheets.columns import Column, read_table
from tests.sheets.raw import book, line, sheet

COLUMNS = (
    Column("code", ("编码", "物资编码", "code"), kind="code"),
    Column("name", ("物资名称", "名称", "name")),
    Column("quantity", ("数量", "quantity"), kind="quantity"),
    Column("expires", ("有效期至", "expires"), required=False, kind="date"),
    Column("reusable", ("可回收", "reusable"), required=False, kind="flag"),
    Column("count", ("件数",), required=False, kind="whole"),
    Column(
        "area", ("库区",), required=False, kind="choice", choices={"合格": "good", "good": "good"}
    ),
)


def _csv(folder: Path, text: str) -> Path:
    path = folder / "清单.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_titles_in_any_order_and_language_under_a_heading(tmp_path: Path) -> None:
    rows = read_table(
        _csv(
            tmp_path,
            "期初库存表\n填报单位：××局\n\n * 数 量 ,Name,物资编码：,有效期至,可回收\n"
            "3箱5瓶,消毒液, １０２００１ ,2022年10月24日,是\n,,,,\n7,棉被,007,,\n",
        ),
        COLUMNS,
    )
    assert rows.checked() == rows.rows
    assert (rows.titles_at, rows.empty, rows.encoding, rows.problems) == (4, 1, "UTF-8", ())
    first, second = rows.rows
    assert dict(first.values) == {
        "code": "102001",
        "name": "消毒液",
        "quantity": "3箱5瓶",
        "expires": dt.date(2022, 10, 24),
        "reusable": True,
        "count": None,
        "area": None,
    }
    assert (second.number, second["code"], second["expires"]) == (7, "007", None)
    assert second.address("name") == "B7"
    assert second.address("count") is None
    assert second.text("quantity") == "7"
    assert second.text("count") == ""


def test_a_code_that_excel_made_a_number_is_a_code(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    made = xlsxwriter.Workbook(path)
    page = made.add_worksheet("期初")
    page.write_row(3, 2, ["编码", "名称", "数量", "有效期至"])
    page.write_row(4, 2, [101006, "折叠床", 12.5])
    page.write_datetime(4, 5, dt.date(2022, 10, 24), made.add_format({"num_format": "yyyy/m/d"}))
    made.close()
    (row,) = read_table(path, COLUMNS).checked()
    assert (row["code"], row["quantity"], row["expires"]) == (
        "101006",
        "12.5",
        dt.date(2022, 10, 24),
    )
    assert row.address("code") == "C5"


def test_all_problems_at_once_each_with_its_cell(tmp_path: Path) -> None:
    rows = read_table(
        _csv(
            tmp_path,
            "编码,名称,数量,有效期至,可回收,件数,库区\n"
            "1,床,2,明天,是,1,合格\n2,,3,,也许,1_000,坏\n3,被,4,,,,good\n",
        ),
        COLUMNS,
    )
    assert [(one.code, one.row, one.field) for one in rows.problems] == [
        ("cell_not_day", 2, "D2"),
        ("cell_empty", 3, "B3"),
        ("cell_not_flag", 3, "E3"),
        ("cell_not_whole", 3, "F3"),
        ("cell_not_choice", 3, "G3"),
    ]
    assert rows.problems[0].text.startswith("D2（有效期至）：明天 不是日期")
    assert [row["code"] for row in rows.rows] == ["3"]
    with pytest.raises(Refused) as refusal:
        rows.checked()
    assert refusal.value.problems == rows.problems


def test_columns_that_are_missing_twice_there_or_unknown(tmp_path: Path) -> None:
    rows = read_table(_csv(tmp_path, "编码,名称,数量,name,颜色\n1,床,5,床,红\n"), COLUMNS)
    assert [(one.code, one.row, one.field, one.stops) for one in rows.problems] == [
        ("list_column_twice", 1, "D1", True),
        ("list_unknown_column", 1, "E1", False),
    ]
    assert "B1" in rows.problems[0].text
    assert "颜色" in rows.problems[1].text


def test_a_sheet_that_lacks_a_column_says_that_alone(tmp_path: Path) -> None:
    """It is another list than was meant: what its rows lack besides would bury that."""
    rows = read_table(_csv(tmp_path, "编码,名称,name,颜色\n1,床,床,红\n,,,\n备注\n"), COLUMNS)
    (problem,) = rows.problems
    assert (problem.code, problem.row, problem.stops) == ("list_column_missing", 1, True)
    assert "数量" in problem.text
    assert rows.rows == ()


def test_an_unknown_column_stops_nothing(tmp_path: Path) -> None:
    rows = read_table(_csv(tmp_path, "编码,名称,数量,颜色\n1,床,2,红\n"), COLUMNS)
    assert len(rows.checked()) == 1
    assert [one.stops for one in rows.problems] == [False]


def test_notes_under_the_list_are_named_and_passed_over(tmp_path: Path) -> None:
    rows = read_table(
        _csv(tmp_path, "编码,名称,数量\n1,床,2\n\n制表人：王××\n,,2022-10-24\n\n"), COLUMNS
    )
    assert len(rows.checked()) == 1
    assert [(one.code, one.field, one.stops) for one in rows.problems] == [
        ("list_note", "A4", False),
        ("list_note", "C5", False),
    ]
    assert "制表人：王××" in rows.problems[0].text


def test_a_lonely_cell_between_two_lines_is_no_note(tmp_path: Path) -> None:
    rows = read_table(_csv(tmp_path, "编码,名称,数量\n1,床,2\n3\n2,被,4\n"), COLUMNS)
    assert [(one.code, one.field) for one in rows.problems] == [
        ("cell_empty", "B3"),
        ("cell_empty", "C3"),
    ]


def test_a_total_under_the_list_is_no_line_of_goods(tmp_path: Path) -> None:
    rows = read_table(_csv(tmp_path, "编码,名称,数量\n1,床,2\n合计,,2\n"), COLUMNS)
    assert [(one.code, one.field, one.stops) for one in rows.problems] == [
        ("cell_empty", "B3", True)
    ]


def test_errors_and_formulas_of_the_sheet_are_named(tmp_path: Path) -> None:
    rows = (
        line(1, "编码", "名称", "数量", "件数", "颜色")
        + '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><v>#N/A</v></c>'
        '<c r="C2"><f>1+1</f></c><c r="D2" t="e"><v>#REF!</v></c><c r="E2" t="e"><v>#N/A</v></c>'
        "</row>"
    )
    found = read_table(book(tmp_path, sheet(rows)), COLUMNS)
    assert [(one.code, one.field, one.stops) for one in found.problems] == [
        ("list_unknown_column", "E1", False),
        ("cell_error", "B2", True),
        ("cell_formula", "C2", True),
        ("cell_error", "D2", True),
    ]


def test_a_row_of_nothing_but_errors_is_not_empty(tmp_path: Path) -> None:
    rows = line(1, "编码", "名称", "数量") + line(3, "2", "被", "4")
    rows += '<row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'
    found = read_table(book(tmp_path, sheet(rows)), COLUMNS)
    assert ("cell_error", "A2") in [(one.code, one.field) for one in found.problems]


def test_the_sheet_that_has_the_titles_is_taken(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        sheet(line(1, "填表说明")),
        sheet(line(1, "编码", "名称", "数量") + line(2, "1", "床", "2")),
        sheet(line(1, "编码", "名称", "数量") + line(2, "9", "被", "2")),
    )
    rows = read_table(path, COLUMNS)
    assert (rows.sheet, rows.rows[0]["code"]) == ("S2", "1")
    assert [(one.code, one.stops) for one in rows.problems] == [("list_other_sheet", False)] * 2
    assert read_table(path, COLUMNS, sheet="S3").rows[0]["code"] == "9"
    with pytest.raises(Refused) as refusal:
        read_table(path, COLUMNS, sheet="S4")
    assert refusal.value.problems[0].code == "list_no_sheet"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "床,被\n1,2\n", "编码\n1\n", "\n" * 20 + "编码,名称,数量\n1,床,2\n"]
)
def test_a_list_without_titles(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_table(_csv(tmp_path, text), COLUMNS)
    (problem,) = refusal.value.problems
    assert problem.code == "list_no_titles"
    assert "编码 物资名称 数量" in problem.text


def test_a_list_of_one_column(tmp_path: Path) -> None:
    rows = read_table(_csv(tmp_path, "编码\n1\n\n2\n"), COLUMNS[:1])
    assert [row["code"] for row in rows.checked()] == ["1", "2"]


def test_titles_alone_are_an_empty_list(tmp_path: Path) -> None:
    assert read_table(_csv(tmp_path, "编码,名称,数量\n"), COLUMNS).checked() == ()
