"""Workbooks: every text a text, every figure exact, the same bytes twice, whole or not at all."""

import datetime as dt
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from supplydesk.domain.problem import Refused
from supplydesk.paths import AlreadyThere
from supplydesk.sheets.plain_text import visible
from supplydesk.sheets.shape import Marked, Written, WrittenColumn, WrittenSheet
from supplydesk.sheets.writing import book_bytes, build_book, write_book
from tests.sheets.office import opened

CREATED = dt.datetime(2022, 10, 31, 17, tzinfo=dt.UTC)
TEXTS = WrittenColumn("文本")
HOSTILE = [
    "=cmd()",
    "=1+1",
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "'=1",
    "{=1}",
    "http://example.invalid/",
    "007",
    "1e5",
    "2022-10-24",
    "TRUE",
    "#N/A",
    "<b>",
    "&amp;",
    "]]>",
    "<r>x</r>",
    "<r><t>evil</t></r>",
    "</t></is></c>",
    "_x0041_",
    " a  b ",
    "二\n行",
    "𠮷 䶮 🧯",
    '"',
    ",;",
]


def _sheet(
    columns: Sequence[WrittenColumn], rows: Sequence[Sequence[Written] | Marked], **more: object
) -> WrittenSheet:
    return WrittenSheet("表", tuple(columns), rows, **more)  # type: ignore[arg-type] # named by tests


def _read(content: bytes) -> list[list[object]]:
    return [
        list(row)
        for row in CalamineWorkbook.from_filelike(BytesIO(content))
        .get_sheet_by_index(0)
        .to_python()
    ]


def _part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize("storey", ["", "上层"])
def test_every_text_is_a_text_cell(tmp_path: Path, ruled: bool, storey: str) -> None:
    columns = (WrittenColumn("文本", storey=storey), WrittenColumn("数", "quantity"))
    rows = [(text, Decimal(1)) for text in HOSTILE]
    path = tmp_path / "表.xlsx"
    write_book(path, [_sheet(columns, rows, ruled=ruled)], created=CREATED)
    part = _part(path.read_bytes(), "xl/worksheets/sheet1.xml")
    assert "<f>" not in part
    assert "hyperlink" not in part
    below = [row[0] for row in _read(path.read_bytes())][2 if storey else 1 :]
    assert below == HOSTILE
    office = [row[0] for row in opened(path)][2 if storey else 1 :]
    assert office == HOSTILE


@given(st.lists(st.text(min_size=1), min_size=1, max_size=30))
@settings(max_examples=60)
def test_any_text_comes_back_as_it_was_shown(texts: list[str]) -> None:
    found = _read(book_bytes([_sheet([TEXTS], [(text,) for text in texts])], created=CREATED))
    assert [row[0] for row in found[1:]] == list(map(visible, texts))


def test_signs_that_xml_lacks_are_shown() -> None:
    found = _read(book_bytes([_sheet([TEXTS], [("a\0b\x07c\ud800\uffff",)])], created=CREATED))
    assert found[1] == ["a␀b␇c\ufffd\ufffd"]


def test_figures_days_and_flags(tmp_path: Path) -> None:
    columns = (
        WrittenColumn("数量", "quantity"),
        WrittenColumn("件数", "whole", zero_blank=True),
        WrittenColumn("金额", "money"),
        WrittenColumn("日期", "date"),
        WrittenColumn("时间", "moment"),
        WrittenColumn("在用", "flag"),
    )
    day, moment = dt.date(2022, 10, 24), dt.datetime(2022, 10, 24, 16, 30)  # noqa: DTZ001
    rows: list[Sequence[Written]] = [
        (Decimal("0.001"), 12, Decimal("1234.50"), day, moment, True),
        (Decimal("999999999.999"), -5, Decimal("-0.01"), None, None, False),
        (Decimal(0), 0, Decimal(0), day, moment, None),
        (Decimal("1E+3"), 10**14, None, dt.date(1899, 1, 1), None, None),
        (12345678901234567, None, None, None, None, None),
        (Decimal("123456789012.3456"), None, "约", None, None, None),
    ]
    path = tmp_path / "表.xlsx"
    write_book(path, [_sheet(columns, rows)], created=CREATED)
    found = _read(path.read_bytes())[1:]
    assert found[0] == [0.001, 12.0, 1234.5, day, moment, "是"]
    assert found[1] == [999999999.999, -5.0, -0.01, "", "", "否"]
    assert found[2] == [0.0, "", 0.0, day, moment, ""], "blank where nothing is left blank"
    assert found[3] == [1000.0, 1e14, "", "1899-01-01", "", ""]
    assert found[4][0] == "12345678901234567"
    assert [found[5][0], found[5][2]] == ["123456789012.3456", "约"]
    office = opened(path)[1:]
    assert office[0][:3] == ["0.001", "12", "1234.5"]
    assert office[1][:3] == ["999999999.999", "-5", "-0.01"]
    assert office[4][0] == "12345678901234567"
    styles = _part(path.read_bytes(), "xl/styles.xml")
    assert "[Red]" in styles
    assert 'formatCode="0;[Red]-0;;@"' in styles


def test_heading_groups_totals_and_foot() -> None:
    columns = (
        WrittenColumn("名称"),
        WrittenColumn("采购", "quantity", storey="入库"),
        WrittenColumn("上级", "quantity", storey="入库"),
        WrittenColumn("期末", "quantity", bold=True),
    )
    rows: list[Sequence[Written] | Marked] = [
        Marked("group", ("帐篷被服",)),
        ("床", Decimal(1), None, Decimal(1)),
        Marked("subtotal", ("小计", Decimal(1), None, Decimal(1))),
        Marked("total", ("合计", Decimal(1))),
    ]
    content = book_bytes(
        [_sheet(columns, rows, heading=("题目", "仓库：一号"), foot=("制表：",), ruled=True)],
        created=CREATED,
    )
    assert _read(content) == [
        ["题目", "", "", ""],
        ["仓库：一号", "", "", ""],
        ["名称", "入库", "", "期末"],
        ["", "采购", "上级", ""],
        ["帐篷被服", "", "", ""],
        ["床", 1.0, "", 1.0],
        ["小计", 1.0, "", 1.0],
        ["合计", 1.0, "", ""],
        ["制表：", "", "", ""],
    ]
    part = _part(content, "xl/worksheets/sheet1.xml")
    assert re.findall(r'<mergeCell ref="([^"]+)"', part) == ["A3:A4", "B3:C3", "D3:D4", "A5:D5"]
    assert 'topLeftCell="A5"' in part
    assert 'orientation="landscape"' in part
    assert 'paperSize="9"' in part
    # The heading stands on every printed page, with the titles of the columns.
    assert "表!$1:$4" in _part(content, "xl/workbook.xml").replace("'", "")


def test_columns_are_as_wide_as_chinese_is() -> None:
    columns = (WrittenColumn("名称"), WrittenColumn("号", width=5))
    content = book_bytes([_sheet(columns, [("一二三四五六七八九十", "x" * 90)])], created=CREATED)
    widths = re.findall(r'<col [^>]*width="([0-9.]+)"', _part(content, "xl/worksheets/sheet1.xml"))
    assert 21 <= float(widths[0]) <= 23
    assert 5 <= float(widths[1]) <= 6


def _rows(content: bytes) -> dict[str, str]:
    """The attributes of every row that has some, by its number."""
    part = _part(content, "xl/worksheets/sheet1.xml")
    return dict(re.findall(r'<row r="(\d+)"([^>]*)>', part))


def test_a_text_wider_than_its_column_takes_more_lines() -> None:
    # In print it was cut off at the next cell.
    columns = (WrittenColumn("接收单位", width=20), WrittenColumn("备注", width=20))
    rows = [("短", "短"), ("长" * 25, "x" * 50), ("一\n二", "")]
    for storey in ("", "上"):
        own = [replace(column, storey=storey) for column in columns]
        rows_of = _rows(book_bytes([_sheet(own, rows)], created=CREATED))
        first = 3 if storey else 2
        assert "ht=" not in rows_of[str(first)]
        assert 'ht="45"' in rows_of[str(first + 1)]
        assert 'ht="30"' in rows_of[str(first + 2)]


def test_a_heading_longer_than_the_sheet_is_wide_takes_more_lines() -> None:
    columns = (WrittenColumn("a", width=20), WrittenColumn("b", width=20))
    heading = ("题", "仓库：一号库", "仓库：" + "、".join(["某某县应急物资储备库"] * 9))
    content = book_bytes([_sheet(columns, [("x", "y")], heading=heading)], created=CREATED)
    part = _part(content, "xl/worksheets/sheet1.xml")
    assert re.findall(r'<mergeCell ref="([^"]+)"', part) == ["A3:B3"]
    assert "ht=" not in _rows(content)["2"]
    assert 'ht="90"' in _rows(content)["3"]


def test_plain_texts_and_figures_stand_on_one_line() -> None:
    # A plain text has no format of its own, and stood lower than the figure beside it.
    columns = (WrittenColumn("日期", "date"), WrittenColumn("单号"))
    content = book_bytes([_sheet(columns, [(dt.date(2022, 10, 24), "DB-1")])], created=CREATED)
    found = re.search(r"<cellXfs .*?</cellXfs>", _part(content, "xl/styles.xml"))
    assert found is not None
    formats = re.findall(r"<xf .*?(?:/>|</xf>)", found.group())
    assert all('vertical="center"' in one for one in formats)
    # Nor does a day touch what stands beside it.
    assert any('numFmtId="16' in one and 'horizontal="center"' in one for one in formats)


@pytest.mark.parametrize("storey", ["", "上层"])
def test_the_same_sheets_give_the_same_bytes(storey: str) -> None:
    sheets = [_sheet([WrittenColumn("a", storey=storey)], [("床",)], find=True)] * 2
    one = book_bytes(sheets, created=CREATED, title="题", author="××局")
    assert one == book_bytes(sheets, created=CREATED, title="题", author="××局")
    assert one != book_bytes(sheets, created=CREATED + dt.timedelta(1), title="题", author="××局")
    assert "2022-10-31T17:00:00Z" in _part(one, "docProps/core.xml")


def test_names_of_sheets() -> None:
    names = ["a/b:c*d?[e]\\f", "'x'", "", "history", "长" * 40, "长" * 40, "LONG", "long", "a\0b"]
    sheets = [WrittenSheet(name, (TEXTS,), ()) for name in names]
    found = CalamineWorkbook.from_filelike(BytesIO(book_bytes(sheets, created=CREATED)))
    assert found.sheet_names == [
        *("a_b_c_d__e__f", "x", "_", "history_", "长" * 31, "长" * 28 + "(2)", "LONG", "long(2)"),
        "a␀b",
    ]


def test_a_text_that_no_cell_holds_is_named(tmp_path: Path) -> None:
    rows = [("短",), ("𠮷" * 16_384,)]
    with pytest.raises(Refused) as refusal:
        write_book(tmp_path / "表.xlsx", [_sheet([TEXTS], rows, heading=("题",))], created=CREATED)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.field, problem.row) == ("cell_too_long", "A4", 4)
    assert list(tmp_path.iterdir()) == []
    longest = "𠮷" * 16_383 + "x"
    assert _read(book_bytes([_sheet([TEXTS], [(longest,)])], created=CREATED))[1] == [longest]


def test_more_rows_than_a_sheet_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supplydesk.sheets.sheet_writer.MOST_ROWS", 100)
    with pytest.raises(Refused) as refusal:
        book_bytes([_sheet([TEXTS], [("x",)] * 100)], created=CREATED)
    assert refusal.value.problems[0].code == "sheet_too_many_rows"
    book_bytes([_sheet([TEXTS], [("x",)] * 99)], created=CREATED)


def test_a_row_that_does_not_fit_its_columns_is_our_fault() -> None:
    with pytest.raises(ValueError, match="zip"):
        book_bytes([_sheet([TEXTS], [("x", "y")])], created=CREATED)


# --- whole or not at all ---


def _breaking(fault: BaseException, after: int) -> Iterator[tuple[str]]:
    for _ in range(after):
        yield ("x" * 1000,)
    raise fault


@pytest.fixture
def rough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where rough copies are made while a book grows."""
    folder = tmp_path / "rough"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("after", [0, 1, 1000])
@pytest.mark.parametrize("storey", ["", "上层"])
@pytest.mark.parametrize("fault", [ValueError(), KeyboardInterrupt(), OSError(28, "full")])
def test_an_interruption_leaves_the_old_file_and_no_rough_copy(
    tmp_path: Path, rough: Path, fault: BaseException, storey: str, after: int
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")
    sheet = WrittenSheet("表", (WrittenColumn("a", storey=storey),), _breaking(fault, after))
    with pytest.raises(type(fault)):
        write_book(path, [sheet], created=CREATED, replace=True)
    assert path.read_bytes() == b"old"
    assert list(rough.iterdir()) == []
    assert sorted(one.name for one in tmp_path.iterdir()) == ["rough", "表.xlsx"]


class _Full(BytesIO):
    """A disk with room for *most* bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, content: object) -> int:
        assert isinstance(content, bytes)
        if self.tell() + len(content) > self.most:
            raise OSError(28, os.strerror(28))
        return super().write(content)


def test_a_disk_that_fills_at_any_point(rough: Path) -> None:
    sheets = [_sheet([TEXTS], [("x",)] * 50)]
    size = len(book_bytes(sheets, created=CREATED))
    for most in range(0, size, 97):
        with pytest.raises(OSError, match="No space") as full:
            build_book(_Full(most), sheets, CREATED, {})
        assert type(full.value) is OSError
        assert list(rough.iterdir()) == []


def test_an_existing_file_is_not_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_book(path, [_sheet([TEXTS], [])], created=CREATED)
    before = path.read_bytes()
    with pytest.raises(AlreadyThere):
        write_book(path, [_sheet([TEXTS], [("x",)])], created=CREATED)
    assert path.read_bytes() == before
