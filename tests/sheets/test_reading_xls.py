"""Old .xls as Excel, WPS and LibreOffice write them are read; a lying one cannot ask for memory."""

import datetime as dt
import math
import random
import struct
from pathlib import Path

import pytest
import xlsxwriter

from supplydesk.domain.problem import Refused
from supplydesk.sheets.limits import Limits
from supplydesk.sheets.reading import read_sheets
from supplydesk.sheets.table import Sheet
from tests.sheets.office import office
from tests.sheets.raw import compound, number, old_book, old_sheet, packed_row, record

# LibreOffice writes 0 or 1 for those that give texts or truths; they are tried by hand below.
FORMULAS = [("=1+1", 2), ("=NA()", "#N/A")]


def _file(tmp_path: Path, stream: bytes, name: str = "Workbook") -> Path:
    path = tmp_path / "清单.xls"
    path.write_bytes(compound({name: stream}))
    return path


def _only(tmp_path: Path, stream: bytes, name: str = "Workbook") -> Sheet:
    (only,) = read_sheets(_file(tmp_path, stream, name))
    return only


def _code(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        read_sheets(path, limits or Limits())
    (problem,) = refusal.value.problems
    assert path.name in problem.text
    return problem.code


# --- read in full ---


def _office_book(path: Path) -> None:
    """Figures, days, durations, texts, formulas, errors, a hidden sheet and a chart."""
    made = xlsxwriter.Workbook(path)
    codes = ["General", "yyyy-mm-dd", 'm"月"d"日"', "h:mm:ss", "[h]:mm", "0.00;[Red]-0.00", '"d"0']
    looks = [made.add_format({"num_format": code}) for code in codes]
    chance = random.Random(2022)
    for name in ("库存", "说明"):
        page = made.add_worksheet(name)
        for row in range(3, 120):
            for column in range(1, 9):
                look = chance.choice(looks)
                figure = chance.choice([0, 0.5, 59, 61, 44858, 44858.25, 0.1 + 0.2, 1e-9, 1e7])
                kind = chance.randrange(6)
                if kind == 0:
                    text = chance.choice(["床", "=cmd()", "é𠮷", "两\n行", "长" * 9000])
                    page.write_string(row, column, text)
                elif kind == 1:
                    page.write_boolean(row, column, chance.random() < 0.5)
                elif kind == 2:
                    formula, result = chance.choice(FORMULAS)
                    page.write_formula(row, column, formula, None, result)
                else:
                    page.write_number(row, column, figure, look)
        drawn = made.add_chart({"type": "column"})
        drawn.add_series({"values": "='库存'!$B$4:$B$9"})
        page.insert_chart("D2", drawn)
    made.add_worksheet("隐藏").hide()
    made.close()


def test_an_old_workbook_reads_as_the_new_one(tmp_path: Path) -> None:
    made = tmp_path / "清单.xlsx"
    _office_book(made)
    # Both by way of LibreOffice, so that what it makes of a book is the same in both.
    office("--convert-to", "xls", "--outdir", tmp_path, made)
    office("--convert-to", "xlsx", "--outdir", tmp_path / "new", tmp_path / "清单.xls")
    new, old = read_sheets(tmp_path / "new" / "清单.xlsx"), read_sheets(tmp_path / "清单.xls")
    assert [one.name for one in old] == ["库存", "说明"] == [one.name for one in new]
    for before, after in zip(old, new, strict=True):
        assert before.address(0, 0) == after.address(0, 0) == "B4"
        assert before.rows == after.rows
        assert [list(map(type, row)) for row in before.rows] == [
            list(map(type, row)) for row in after.rows
        ]
        assert before.faulty == after.faulty != {}


def test_a_workbook_made_by_hand(tmp_path: Path) -> None:
    error = record(0x205, struct.pack("<HHHBB", 1, 1, 0, 0x2A, 1))
    truth = record(0x205, struct.pack("<HHHBB", 1, 2, 0, 1, 0))
    only = _only(tmp_path, old_book(number(0, 0, 0.25), error, truth))
    assert only.rows == [[0.25, "", ""], ["", "", True]]
    assert only.faulty == {"B2": "error"}
    assert (only.name, only.file) == ("S", "清单.xls")


@pytest.mark.parametrize(
    ("packed", "figure"),
    [
        (1 << 2 | 2, 1),
        (123 << 2 | 3, 1.23),
        ((-5 & 0x3FFF_FFFF) << 2 | 2, -5),
        (0x3FF0_0000, 1),
        (0x3FF0_0001, 0.01),
        (0xC000_0000, -2),
        (0x8000_0002, -(2**29)),
    ],
)
def test_figures_in_thirty_bits(tmp_path: Path, packed: int, figure: float) -> None:
    cell = record(0x27E, struct.pack("<HHHI", 0, 0, 0, packed))
    assert _only(tmp_path, old_book(cell)).rows == [[figure]]


def _formula(row: int, result: bytes) -> bytes:
    return record(0x06, struct.pack("<HHH", row, 0, 0) + result + bytes(8))


def test_formulas_give_their_last_results(tmp_path: Path) -> None:
    text = struct.pack("<HB", 6, 0) + b"abc"
    stream = old_book(
        _formula(0, struct.pack("<d", 2.5)),
        _formula(1, b"\0" * 6 + b"\xff\xff"),
        record(0x4BC, bytes(10)),  # a formula shared with other cells may come between
        record(0x207, text),
        record(0x3C, b"\1" + "床单".encode("utf-16-le") + b"x\0"),
        _formula(2, b"\1\0\1\0\0\0\xff\xff"),
        _formula(3, b"\2\0\x2a\0\0\0\xff\xff"),
        _formula(4, b"\3\0\0\0\0\0\xff\xff"),
        number(5, 0),
    )
    only = _only(tmp_path, stream)
    assert [row[0] for row in only.rows] == [2.5, "abc床单x", True, "", "", 1.0]
    assert only.faulty == {"A4": "error"}


def test_shared_texts_run_over_records(tmp_path: Path) -> None:
    rich = struct.pack("<HBHI", 4, 0xC, 1, 6) + b"ab"
    shared = record(0xFC, struct.pack("<II", 9, 3) + rich)
    over = record(0x3C, b"\1" + "床单".encode("utf-16-le") + bytes(4) + bytes(2))
    last = record(0x3C, bytes(4) + struct.pack("<HB", 1, 0) + b"x" + struct.pack("<HB", 0, 0))
    cells = [record(0xFD, struct.pack("<HHHI", row, 0, 0, row)) for row in range(3)]
    only = _only(tmp_path, old_book(*cells, texts=shared + over + last))
    assert [row[0] for row in only.rows] == ["ab床单", "x", ""]


def test_one_long_text_for_ten_thousand_cells_is_kept_once(tmp_path: Path) -> None:
    shared = record(0xFC, struct.pack("<IIHB", 1, 1, 8_000, 0) + b"x" * 8_000)
    cells = [record(0xFD, struct.pack("<HHHI", row, 0, 0, 0)) for row in range(10_000)]
    only = _only(tmp_path, old_book(*cells, texts=shared))
    assert len(only.rows) == 10_000
    assert len({id(row[0]) for row in only.rows}) == 1


def test_a_chart_inside_a_sheet_has_no_cells(tmp_path: Path) -> None:
    chart = old_sheet(number(9, 9), kind=0x20)
    assert _only(tmp_path, old_book(number(0, 0), chart, number(1, 0))).rows == [[1.0], [1.0]]


@pytest.mark.parametrize(("page", "spoken"), [(936, "床"), (950, "床"), (10_000, "é"), (4711, "é")])
def test_before_excel_97_texts_are_in_a_code_page(tmp_path: Path, page: int, spoken: str) -> None:
    encoding = {936: "gbk", 950: "big5", 10_000: "mac_roman", 4711: "cp1252"}[page]
    written = spoken.encode(encoding)
    label = record(0x204, struct.pack("<HHHH", 0, 0, 0, len(written)) + written)
    code = b"yyyy" + written
    globally = (
        record(0x42, struct.pack("<H", page))
        + record(0x41E, struct.pack("<HB", 200, len(code)) + code)
        + record(0xE0, struct.pack("<HH", 0, 200) + bytes(12))
    )
    stream = old_book(label, number(0, 1, 44858), texts=globally, version=0x500)
    assert _only(tmp_path, stream, "Book").rows == [[spoken, dt.date(2022, 10, 24)]]


def test_days_of_a_book_that_counts_from_1904(tmp_path: Path) -> None:
    globally = record(0x22, b"\1\0") + record(0xE0, struct.pack("<HH", 0, 31) + bytes(16))
    only = _only(tmp_path, old_book(number(0, 0, 44858 - 1462), texts=globally))
    assert only.rows == [[dt.date(2022, 10, 24)]]


# --- refused, or read without what the file merely states ---


@pytest.mark.parametrize("count", [0x7FFF_FFFF, 0xFF00_0003, 0x101])
def test_a_count_of_shared_texts_that_nobody_wrote(tmp_path: Path, count: int) -> None:
    shared = record(0xFC, struct.pack("<IIHB", 1, count, 1, 0) + b"x")
    cell = record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0))
    assert _only(tmp_path, old_book(cell, texts=shared)).rows == [["x"]]


@pytest.mark.parametrize("rows", [0xFFFF_FFFF, 0xFF00_001E, 0x0100_0000])
def test_dimensions_that_nobody_filled(tmp_path: Path, rows: int) -> None:
    """Believed by a parser, they are a request for hundreds of GiB: the end of the program."""
    stated = record(0x200, struct.pack("<IIHHH", 0, rows, 0, 0xFFFF, 0))
    assert _only(tmp_path, old_book(stated, number(2, 2))).address(0, 0) == "C3"


def test_a_sheet_said_to_begin_inside_another(tmp_path: Path) -> None:
    """A look that follows the records does not see what a parser reads from elsewhere."""
    hidden = old_sheet(number(0, 0), number(60_000, 250))
    carrier = record(0x1AA, hidden)
    stream = bytearray(old_book(carrier))
    at = stream.index(hidden)
    place = stream.index(struct.pack("<HH", 0x85, 9)) + 4
    struct.pack_into("<I", stream, place, at)
    assert _code(_file(tmp_path, bytes(stream)), Limits(cells=1000)) == "sheet_too_many_cells"
    struct.pack_into("<I", stream, place, at + 4)
    assert _code(_file(tmp_path, bytes(stream))) == "sheet_damaged"


def test_one_sheet_listed_a_thousand_times(tmp_path: Path) -> None:
    one = old_book(number(0, 0))
    listed = one[one.index(struct.pack("<HH", 0x85, 9)) :][:13]
    start = struct.unpack_from("<I", listed, 4)[0]
    moved = listed[:4] + struct.pack("<I", start + 13 * 999) + listed[8:]
    assert _code(_file(tmp_path, one.replace(listed, moved * 1000))) == "sheet_damaged"


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (old_book(texts=record(0x2F, bytes(6))), "sheet_encrypted"),
        (old_book(number(0, 0), number(65535, 255)), "sheet_too_many_cells"),
        (old_book(number(0, 256)), "sheet_damaged"),
        (old_book(packed_row(0, 250, 7)), "sheet_damaged"),
        (old_book(record(0x203, b"x")), "sheet_damaged"),
        (old_book(record(0x203, bytes(8))), "sheet_damaged"),
        (old_book(record(0x205, bytes(7))), "sheet_damaged"),
        (old_book(record(0x06, bytes(10))), "sheet_damaged"),
        # A label that says it is long: once sixty-four kibibytes a record, for a few bytes each.
        (old_book(record(0x204, bytes(6) + b"\xff\xff\0x")), "sheet_damaged"),
        (old_book(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0))), "sheet_damaged"),
        (old_book(texts=record(0xFC, b"x")), "sheet_damaged"),
        (old_book(texts=record(0xFC, struct.pack("<IIHB", 1, 1, 9, 0))), "sheet_damaged"),
        (old_book(texts=record(0xFC, struct.pack("<IIHBH", 1, 1, 0, 8, 9))), "sheet_damaged"),
        (old_book(texts=record(0xE0, b"x")), "sheet_damaged"),
        (old_book(texts=record(0x41E, b"x")), "sheet_damaged"),
        (old_book(version=0x700), "sheet_damaged"),
        (old_book()[:-4], "sheet_damaged"),
        (old_book()[:-24], "sheet_damaged"),
        (record(0x0A, b""), "sheet_damaged"),
        (b"", "sheet_damaged"),
    ],
)
def test_old_workbooks_that_are_not_read(tmp_path: Path, stream: bytes, code: str) -> None:
    assert _code(_file(tmp_path, stream)) == code


def test_too_many_sheets_together(tmp_path: Path) -> None:
    one = old_book(number(9, 9))
    listed = one[one.index(struct.pack("<HH", 0x85, 9)) :][:13]
    start = struct.unpack_from("<I", listed, 4)[0]
    page = one[start:]
    both = b"".join(
        listed[:4] + struct.pack("<I", start + 13 + at) + listed[8:] for at in (0, len(page))
    )
    path = _file(tmp_path, one.replace(listed, both) + page)
    assert len(read_sheets(path)) == 2
    assert _code(path, Limits(cells=150)) == "sheet_too_big"


def test_a_figure_that_is_none_is_read(tmp_path: Path) -> None:
    (row,) = _only(tmp_path, old_book(number(0, 0, math.nan))).rows
    assert isinstance(row[0], float) and math.isnan(row[0])
