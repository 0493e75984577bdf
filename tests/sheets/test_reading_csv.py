"""csv as Excel, WPS and strangers write it: read in the right encoding, or refused by the byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplydesk.domain.problem import Problem, Refused
from supplydesk.sheets.limits import Limits
from supplydesk.sheets.plain_text import guarded, unguarded, visible
from supplydesk.sheets.reading import read_sheets
from supplydesk.sheets.table import Sheet

TEXT = "编码,名称,数量\r\n101006,折叠床,2610\r\n101009,棉被，厚,4443\r\n"
ROWS = [["编码", "名称", "数量"], ["101006", "折叠床", "2610"], ["101009", "棉被，厚", "4443"]]


def _read(folder: Path, content: bytes, limits: Limits | None = None) -> Sheet:
    path = folder / "清单.csv"
    path.write_bytes(content)
    (only,) = read_sheets(path, limits or Limits())
    return only


def _refused(folder: Path, content: bytes, limits: Limits | None = None) -> Problem:
    with pytest.raises(Refused) as refusal:
        _read(folder, content, limits)
    (problem,) = refusal.value.problems
    assert not problem.text.isascii(), "said in English"
    return problem


@pytest.mark.parametrize(
    ("codec", "named"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("gbk", "GB18030"),
        ("gb18030", "GB18030"),
        ("utf-16", "UTF-16LE"),
        ("utf-16-le", "UTF-16LE"),
        ("utf-16-be", "UTF-16BE"),
        ("utf-32", "UTF-32LE"),
    ],
)
def test_every_usual_encoding_is_read_and_named(tmp_path: Path, codec: str, named: str) -> None:
    sheet = _read(tmp_path, TEXT.encode(codec))
    assert (sheet.rows, sheet.encoding) == (ROWS, named)
    assert sheet.address(1, 2) == "C2"
    assert sheet.name == "清单"


def test_a_rare_character_in_gb18030(tmp_path: Path) -> None:
    assert _read(tmp_path, "𠮷䶮,€\n".encode("gb18030")).rows == [["𠮷䶮", "€"]]


def test_long_files_break_no_character_between_two_pieces(tmp_path: Path) -> None:
    for codec in ("utf-8", "gb18030", "utf-16"):
        text = "".join(f"{number},折叠床𠮷\n" for number in range(40_000))
        sheet = _read(tmp_path, text.encode(codec))
        assert sheet.rows[39_999] == ["39999", "折叠床𠮷"]


@pytest.mark.parametrize(
    ("content", "position"),
    [
        (TEXT.encode() + b"\xff\xfe,", len(TEXT.encode()) + 1),
        ("编码,折".encode()[:-1], 8),
        (TEXT.encode()[:30] + b"\xe6" + TEXT.encode()[30:], 30),
        ("编码\n".encode() * 50_000 + b"\xff", 350_001),
        (b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], 91),
        ("编码,折叠床\n".encode("gb18030") + b"\xff\xff", 13),
        ("編碼,數量,帳篷,臺灣,縣市,備註".encode("big5") + b"\xc6\xa1\xc6\xe5\xf9\xd6,\x80", None),
        ("編碼".encode("utf-8-sig") + b"\x80", 10),
    ],
)
def test_what_fits_no_encoding_is_refused_by_its_byte(
    tmp_path: Path, content: bytes, position: int | None
) -> None:
    problem = _refused(tmp_path, content)
    assert problem.code == "csv_encoding"
    if position is not None:
        assert f"第 {position} 个字节" in problem.text


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("a;b\n1;2,5", [["a", "b"], ["1", "2,5"]]),
        ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        ('"a;b;c",d\n1,2', [["a;b;c", "d"], ["1", "2"]]),
        ("\n\na,b\n\n1,2\n", [[], [], ["a", "b"], [], ["1", "2"]]),
        ("a,b\r1,2\r\n3,4\n5,6", [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]),
        ('a,"b\r\nc"\r\n1,2', [["a", "b\r\nc"], ["1", "2"]]),
        ('a,"b""c"', [["a", 'b"c']]),
        ("a,b\n1\n1,2,3", [["a", "b"], ["1"], ["1", "2", "3"]]),
        ("a,b\n1,2\n\x1a", [["a", "b"], ["1", "2"]]),
        ("a\u2028b,c", [["a\u2028b", "c"]]),
        ("", []),
        ("\ufeff", []),
    ],
)
def test_separators_quotes_and_line_ends(
    tmp_path: Path, content: str, rows: list[list[str]]
) -> None:
    assert _read(tmp_path, content.encode()).rows == rows


def test_a_quote_that_never_closes_is_named_by_the_line_it_begins_at(tmp_path: Path) -> None:
    problem = _refused(tmp_path, b'a,b\n1,2\n3,"4\n5,6\n7,8\n')
    assert (problem.code, problem.row) == ("csv_quotes", 3)
    problem = _refused(tmp_path, b'a,b\n"1"x,2\n')
    assert (problem.code, problem.row) == ("csv_quotes", 2)


def test_nul_bytes(tmp_path: Path) -> None:
    assert _refused(tmp_path, b"a,b\n1,\x002\n").code == "csv_encoding"
    problem = _refused(tmp_path, "a,b\n1,\x002\n".encode("utf-16"))
    assert (problem.code, problem.row) == ("csv_nul", 2)


def test_a_million_columns_and_too_many_cells(tmp_path: Path) -> None:
    assert _refused(tmp_path, b"a," * 1_000_000).code == "sheet_too_many_cells"
    assert _refused(tmp_path, b"a," * 20_000).code == "sheet_too_many_cells"
    assert len(_read(tmp_path, b"a," * 16_383).rows[0]) == 16_384
    assert _refused(tmp_path, b"a,b\n" * 60, Limits(cells=100)).code == "sheet_too_many_cells"
    assert _refused(tmp_path, b"a,b\n" * 60, Limits(csv_file=100)).code == "sheet_too_big"


def test_a_cell_that_no_spreadsheet_could_hold(tmp_path: Path) -> None:
    problem = _refused(tmp_path, b"a,b\n1," + b"x" * 32_768)
    assert (problem.code, problem.row, problem.field) == ("cell_too_long", 2, "B2")


# --- the apostrophe against formulas ---


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=cmd()", "'=cmd()"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("＝x", "'＝x"),
        ("＋x", "'＋x"),
        ("－x", "'－x"),
        ("＠x", "'＠x"),
        ("−x", "'−x"),
        ("  =x", "'  =x"),
        ("\u200b=x", "'\u200b=x"),
        ("'=x", "''=x"),
        ("'x", "'x"),
        ("折叠床", "折叠床"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_what_could_be_a_formula_gets_an_apostrophe(text: str, written: str) -> None:
    assert guarded(text) == written
    assert unguarded(written) == text


@given(st.text("'=+-@\t\r\n ＝−a床\u200b", max_size=6))
def test_the_apostrophe_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


@given(st.text())
def test_no_sign_that_xml_lacks_is_left(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    shown.encode()
    assert not any(sign < " " and sign not in "\t\n\r" for sign in shown)
