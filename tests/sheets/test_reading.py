"""Files that real offices send are read in full; files that nobody should open are refused."""

import datetime as dt
import os
import struct
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from supplydesk import paths
from supplydesk.domain.problem import Refused
from supplydesk.sheets.limits import MEBIBYTE, Limits
from supplydesk.sheets.reading import read_sheets
from tests.sheets.raw import (
    book,
    compound,
    line,
    old_book,
    packed,
    packed_row,
    parts,
    record,
    sheet,
)


def _code(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        read_sheets(path, limits or Limits())
    (problem,) = refusal.value.problems
    assert path.name in problem.text
    assert "{" not in problem.text
    assert not problem.text.isascii(), "said in English"
    return problem.code


# --- read in full ---


def _office_book(path: Path) -> None:
    made = xlsxwriter.Workbook(path)
    page = made.add_worksheet("库存")
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(2, 1, ["编码", "数量", "日期", "在用", "备注"])
    page.write_string(3, 1, "007")
    page.write_number(3, 2, 0.1 + 0.2)
    page.write_datetime(3, 3, dt.datetime(2022, 10, 24), day)  # noqa: DTZ001 - a cell has no zone
    page.write_boolean(3, 4, boolean=True)
    page.write_string(3, 5, "=cmd()")
    made.add_worksheet("说明").write_string(0, 0, "第二张")
    made.add_worksheet("隐藏").hide()
    made.close()


def test_a_workbook_with_addresses(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    _office_book(path)
    first, second = read_sheets(path)
    assert (first.name, second.name) == ("库存", "说明")
    assert first.rows[1] == ["007", 0.3, dt.date(2022, 10, 24), True, "=cmd()"]
    assert first.address(1, 0) == "B4"
    assert first.cell(1, 1).text == "0.3"
    assert first.cell(1, 1).address == "C4"
    assert first.number(1) == 4
    assert first.encoding is None


@pytest.mark.parametrize(
    "dimension", ["A1:B2", "A1", "A1:XFD1048576", "garbage", "B7:A1", "A1:ZZZZ9999999"]
)
def test_a_wrong_dimension_is_not_believed(tmp_path: Path, dimension: str) -> None:
    rows = "".join(line(number, f"第{number}行", "x", "y") for number in range(1, 301))
    path = book(tmp_path, sheet(rows, before=f'<dimension ref="{dimension}"/>'))
    (only,) = read_sheets(path)
    assert len(only.rows) == 300
    assert only.rows[299] == ["第300行", "x", "y"]


def test_cells_without_addresses_and_rows_out_of_order(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row r='4'><c><v>3</v></c></row>"),
        sheet('<row r="9"><c r="C9"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'),
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>",
    )
    bare, disordered, prefixed = read_sheets(path)
    assert bare.rows[0] == [1.0, 2.0]
    assert bare.rows[3][0] == 3.0
    assert disordered.address(0, 0) == "B2"
    assert disordered.rows[7] == ["", 1.0]
    assert prefixed.rows == [[7.0]]


@pytest.mark.parametrize("count", [1, 20_000])
def test_cells_without_addresses_stand_after_the_rows_that_ended(
    tmp_path: Path, count: int
) -> None:
    rows = '<row r="7"></row>' * count + "<row><c><v>1</v></c></row>"
    (only,) = read_sheets(book(tmp_path, sheet(rows)), Limits(cells=1))
    assert (only.address(0, 0), only.rows) == ("A8", [[1.0]])
    in_a_row = '<row r="9"><c r="C2"/><c><v>1</v></c></row>' * count
    (only,) = read_sheets(book(tmp_path, sheet(in_a_row)), Limits(cells=1))
    assert (only.address(0, 0), only.rows) == ("D9", [[1.0]])


def test_buttons_on_a_sheet_do_no_harm(tmp_path: Path) -> None:
    anchor = "<anchor><from><xdr:col>1</xdr:col><xdr:row>2</xdr:row></from></anchor>"
    rows = "".join(line(number, "x" * 200) for number in range(1, 3001))
    part = sheet(rows).replace("</worksheet>", f"<controls>{anchor}</controls></worksheet>")
    (only,) = read_sheets(book(tmp_path, part))
    assert len(only.rows) == 3000


def test_far_off_cells_that_only_have_a_colour_do_no_harm(tmp_path: Path) -> None:
    rows = line(1, "编码") + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    (only,) = read_sheets(book(tmp_path, sheet(rows)))
    assert only.rows == [["编码"]]


def test_cells_that_would_read_as_empty_are_named(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><f>1+1</f></c>'
        '<c r="C1"><f>1+1</f><v>2</v></c><c r="D1" s="0"><f t="shared" si="0"/></c></row>'
    )
    (only,) = read_sheets(book(tmp_path, sheet(rows)))
    assert only.rows == [["", "", 2.0]]
    assert only.faulty == {"A1": "error", "B1": "formula", "D1": "formula"}


def test_macros_pictures_and_notes_are_left_out(tmp_path: Path) -> None:
    made = parts(sheet(line(1, "编码")))
    made["xl/vbaProject.bin"] = b"macro"
    made["xl/media/picture.png"] = bytes(100)
    made["xl/comments1.xml"] = b"<!DOCTYPE x><comments/>"
    made["docProps/app.xml"] = b"<!-- who -->"
    path = tmp_path / "清单.xlsm"
    path.write_bytes(packed(made))
    assert read_sheets(path)[0].rows == [["编码"]]


# --- refused ---


def test_a_bomb_that_says_so(tmp_path: Path) -> None:
    assert _code(book(tmp_path, sheet(" " * 50 * MEBIBYTE))) == "sheet_hostile"


def test_too_much_but_honest(tmp_path: Path) -> None:
    small = Limits(unpacked=10_000)
    assert _code(book(tmp_path, sheet(line(1, "x" * 20_000))), small) == "sheet_too_big"
    assert _code(book(tmp_path, sheet(line(1, "x"))), Limits(file=100)) == "sheet_too_big"


def _with_directory_size(content: bytes, stated: int, actual: int) -> bytes:
    """The zip with the uncompressed size of its big part replaced in both of its places."""
    return content.replace(struct.pack("<I", actual), struct.pack("<I", stated))


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    part = sheet(" " * 50 * MEBIBYTE)
    path = book(tmp_path, part)
    path.write_bytes(_with_directory_size(path.read_bytes(), 1000, len(part)))
    assert _code(path) == "sheet_damaged"


def test_a_bomb_within_a_bomb_is_never_opened(tmp_path: Path) -> None:
    made = parts(sheet(line(1, "x")))
    inner = packed({"bomb": bytes(20 * MEBIBYTE)})
    made["xl/media/inner.zip"] = packed({"inner.zip": inner})
    path = tmp_path / "清单.xlsx"
    path.write_bytes(packed(made))
    assert read_sheets(path)[0].rows == [["x"]]


def test_a_directory_of_a_million_entries(tmp_path: Path) -> None:
    path = book(tmp_path, sheet(line(1, "x")))
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x05\x06")
    struct.pack_into("<I", content, at + 12, 50 * MEBIBYTE)
    path.write_bytes(content)
    assert _code(path) == "sheet_hostile"


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts(sheet(line(1, "x"))).items():
            archive.writestr(name, part)
        archive.writestr("xl/Worksheets/sheet1.xml", sheet(line(1, "y")))
    path = tmp_path / "清单.xlsx"
    path.write_bytes(stream.getvalue())
    assert _code(path) == "sheet_damaged"


ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "name",
    ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels"],
)
@pytest.mark.parametrize(
    "trick", [ENTITIES, "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "<![CDATA["]
)
def test_entities_in_any_part(tmp_path: Path, name: str, trick: str) -> None:
    made = parts(sheet(line(1, "x")), shared="<sst><si><t>a</t></si></sst>")
    made[name] = trick.encode() + made[name]
    path = tmp_path / "清单.xlsx"
    path.write_bytes(packed(made))
    assert _code(path) == "sheet_entities"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_part_that_is_not_utf8(tmp_path: Path, encoding: str) -> None:
    assert _code(book(tmp_path, sheet(line(1, "x")).encode(encoding))) == "sheet_malformed"


def test_a_part_that_says_it_is_gbk(tmp_path: Path) -> None:
    part = '<?xml version="1.0" encoding="GBK"?>' + sheet(line(1, "床"))
    assert _code(book(tmp_path, part.encode("gbk"))) == "sheet_malformed"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>', "too_many_cells"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A4000001"><v>1</v></c></row>', "beyond"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFE1"><v>1</v></c></row>', "beyond"),
        ('<row r="9999999"><c><v>1</v></c></row>', "beyond"),
        ('<row r="1"><c r="A1" r="XFD1"><v>1</v></c></row>', "malformed"),
        ('<row r="1"><c r="A1" s="0" r="XFD1"><v>1</v></c></row>', "malformed"),
        ('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>', "beyond"),
        ('<row r="1"><c r="1"><v>1</v></c></row>', "malformed"),
        ('<row r="1"><c r="A"><v>1</v></c></row>', "malformed"),
        ('<row r="x"><c r="A1"><v>1</v></c></row>', "malformed"),
        ('<row r="1"><c r="A1" x=y><v>1</v></c></row>', "malformed"),
        ('<row r="1"/></sheetData><sheetData><row r="2"/>', "malformed"),
        # A parser stands elsewhere than the address of the last cell says, or than a row that
        # nobody closed: two cells a million rows or sixteen thousand columns apart.
        (
            '<row r="1000000"><c r="B1"/><c r="XFD1"><v>1</v></c></row><row><c><v>1</v></c></row>',
            "too_many_cells",
        ),
        (
            '<row r="1000"><c r="XFD1"/><row r="600"><c><v>1</v></c></row><row><c r="A1"><v>1</v>',
            "malformed",
        ),
        ("</row>" * 500_000 + '<c><v>1</v></c><c r="XFD1"><v>1</v></c>', "malformed"),
        (
            '<row r="1000000"></row>' * 20_000 + '<c><v>1</v></c><c r="XFD1"><v>1</v></c>',
            "malformed",
        ),
        ("<'x:row r=\"1000000\" '><row><c><v>1</v></c></row><c r='XFD1'><v>1</v></c>", "malformed"),
    ],
)
def test_cells_that_would_ask_for_all_memory_or_are_none(
    tmp_path: Path, rows: str, code: str
) -> None:
    assert _code(book(tmp_path, sheet(rows))) == f"sheet_{code}"


def test_half_of_the_cells_with_addresses(tmp_path: Path) -> None:
    with_addresses = "".join(line(number, "x" * 200) for number in range(1, 3000))
    rows = with_addresses + "<row><c><v>1</v></c></row>"
    assert _code(book(tmp_path, sheet(rows))) == "sheet_malformed"


def test_three_million_rows(tmp_path: Path) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts("").items():
            if name.endswith("sheet1.xml"):
                with archive.open(name, "w") as target:
                    target.write(b"<worksheet><sheetData>")
                    for start in range(1, 3_000_001, 10_000):
                        numbers = range(start, start + 10_000)
                        target.write(
                            "".join(
                                f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in numbers
                            ).encode()
                        )
                    target.write(b"</sheetData></worksheet>")
            else:
                archive.writestr(name, part)
    path = tmp_path / "清单.xlsx"
    path.write_bytes(stream.getvalue())
    assert _code(path) == "sheet_too_big"
    assert _code(path, Limits(unpacked=400 * MEBIBYTE)) == "sheet_beyond"


def test_one_long_text_for_a_hundred_thousand_cells(tmp_path: Path) -> None:
    shared = f"<sst><si><t>{'长' * 20_000}</t></si><si><t>短</t></si></sst>"
    cells = '<row r="{0}"><c r="A{0}" t="s"><v>{1}</v></c></row>'
    many = "".join(cells.format(number, 0) for number in range(1, 100_001))
    assert _code(book(tmp_path, sheet(many), shared=shared)) == "sheet_hostile"
    honest = "".join(cells.format(number, int(number > 1)) for number in range(1, 100_001))
    (only,) = read_sheets(book(tmp_path, sheet(honest), shared=shared))
    assert [len(str(row[0])) for row in only.rows[:2]] == [20_000, 1]


def test_one_long_text_named_in_an_unusual_way(tmp_path: Path) -> None:
    shared = f"<sst><si><t>{'长' * 20_000}</t></si></sst>"
    cell = "<row r='{0}'><c r='A{0}' t='s'><v>0</v></c></row>"
    many = "".join(cell.format(number) for number in range(1, 20_001))
    assert _code(book(tmp_path, sheet(many), shared=shared)) == "sheet_hostile"


def test_the_same_cell_a_hundred_thousand_times(tmp_path: Path) -> None:
    shared = f"<sst><si><t>{'长' * 20_000}</t></si></sst>"
    many = '<row r="1">' + '<c r="A1" t="s"><v>0</v></c>' * 100_000 + "</row>"
    with pytest.raises(Refused):
        read_sheets(book(tmp_path, sheet(many), shared=shared))


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off(tmp_path: Path, keep: float) -> None:
    path = tmp_path / "清单.xlsx"
    _office_book(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    assert _code(path) == "sheet_damaged"


def test_a_bit_that_was_flipped(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    _office_book(path)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    at = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    assert _code(path) == "sheet_damaged"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("清单.xlsx", b"", "sheet_no_workbook"),
        ("清单.xlsx", b"PK", "sheet_damaged"),
        ("清单.xlsx", b"%PDF-1.7 not a sheet", "sheet_damaged"),
        ("清单.xlsx", packed({"word/document.xml": b"<w/>"}), "sheet_no_workbook"),
        ("清单.ods", packed({"mimetype": b"ods", "content.xml": b"<x/>"}), "sheet_other_format"),
        ("清单.xlsb", packed({"xl/workbook.bin": b"x"}), "sheet_other_format"),
        ("清单.xlsx", packed({"xl/workbook.xml": b"<x/>"}), "sheet_damaged"),
        ("清单.xlsx", packed({"xl/workbook.xml": b"<x"}), "sheet_damaged"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert _code(path) == code


def test_a_folder_and_a_pipe(tmp_path: Path) -> None:
    assert _code(tmp_path) == "sheet_no_file"
    os.mkfifo(tmp_path / "pipe.csv")
    assert _code(tmp_path / "pipe.csv") == "sheet_no_file"
    with pytest.raises(FileNotFoundError) as missing:
        read_sheets(tmp_path / "none.xlsx")
    assert missing.value.filename == str(tmp_path / "none.xlsx")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="nothing here opens and fails")
def test_a_file_that_fails_while_it_is_read_is_named() -> None:
    """A stick that was pulled out; the system's own error names no file then."""
    path = Path("/proc/self/mem")
    with pytest.raises(OSError, match="Input/output error") as failed:
        read_sheets(path)
    assert failed.value.filename == str(path)


# --- within 150 MiB ---

TWO_LETTERS = struct.pack("<HB2s", 2, 0, b"ab")
MEASURED = """
import re, sys
from pathlib import Path
from supplydesk.domain.problem import Refused
from supplydesk.sheets.reading import read_sheets
try:
    read_sheets(Path(sys.argv[1]))
except Refused as refusal:
    # Not ru_maxrss: a program inherits that from the one that started it.
    most = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]
    print(refusal.problems[0].code, int(most) // 1024)
"""


def _near_the_limit(tmp_path: Path, rows: str, ending: str) -> Path:
    """A workbook just under the limit of what is unpacked, with a fault at its very end."""
    filler = "".join(line(number, os.urandom(30).hex()) for number in range(1, 2000))
    body = filler * (76 * MEBIBYTE // len(filler))
    return book(tmp_path, sheet(rows + body + ending))


def _old_near_the_limit(kind: str) -> bytes:
    """An .xls just under the limit, full of figures or of texts, with a fault at its very end."""
    if kind == "old":
        cells = [packed_row(at // 5, at % 5 * 50, 50) for at in range(52_000)]
    else:
        cells = [b""]
    many = record(0x3C, TWO_LETTERS * 1600) * (2000 if kind == "texts" else 0)
    texts = record(0xFC, bytes(4) + b"\xff\xff\xff\x7f") + many
    fault = record(0xFD, struct.pack("<HHHI", 0, 0, 0, 1 << 31))
    return compound({"Workbook": old_book(*cells, fault, texts=texts)}, shift=12)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    "kind",
    ["bomb", "entity", "csv", "quote", "old", "texts"]
    + [pytest.param(kind, marks=pytest.mark.long) for kind in ("corner", "long")],
)
def test_a_refusal_stays_within_150_mebibytes(tmp_path: Path, kind: str) -> None:
    if kind == "bomb":
        path = book(tmp_path, sheet(" " * 200 * MEBIBYTE))
    elif kind == "entity":
        path = _near_the_limit(tmp_path, "", ENTITIES)
    elif kind == "corner":
        path = _near_the_limit(tmp_path, "", '<row r="1"><c r="XFD1048576"><v>1</v></c></row>')
    elif kind == "long":
        # No tag for seventy mebibytes, in random text that no ratio betrays.
        path = book(tmp_path, sheet(line(1, os.urandom(35 * MEBIBYTE).hex())))
    elif kind in {"old", "texts"}:
        path = tmp_path / "清单.xls"
        path.write_bytes(_old_near_the_limit(kind))
    else:
        path = tmp_path / "清单.csv"
        ending = b"\xff" if kind == "csv" else b'"never closed'
        path.write_bytes("编码,数量\n".encode() * (2 * MEBIBYTE - 1) + ending)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, path],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(paths.__file__).parents[1])},
    )
    code, most = done.stdout.split()
    assert code.startswith(("sheet_", "csv_"))
    assert int(most) <= 150, code
