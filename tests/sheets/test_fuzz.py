"""Whatever stands in a file, it is read within the limits or refused; nothing else ever happens.

A parser that asks for too much memory aborts the whole program: a missed trick shows as a
crashed run. Two hundred files of each kind in the ordinary run, the same ones each time; many
more, and others each time, with ``--long``.
"""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineError, CalamineWorkbook

from supplydesk.domain.problem import Refused
from supplydesk.sheets.columns import Column, read_table
from supplydesk.sheets.limits import Limits
from supplydesk.sheets.part_scan import FULL_CARE, SheetScan, pieces
from supplydesk.sheets.part_walk import PartRefused
from supplydesk.sheets.reading import read_sheets
from supplydesk.sheets.table import Sheet
from tests.sheets.office import office
from tests.sheets.raw import compound, old_book, packed, parts, record, sheet

LIMITS = Limits(cells=20_000, shared_text=100_000)
ORDINARY, LONG = 200, 50_000
FEW = 2_000_000
Drawn = Callable[..., object]


def _hunt(request: pytest.FixtureRequest, strategy: st.SearchStrategy[object], look: Drawn) -> None:
    long = bool(request.config.getoption("--long", default=False))
    many = LONG if long else ORDINARY
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

    @given(strategy)
    @settings(max_examples=many, deadline=None, suppress_health_check=quiet, derandomize=not long)
    def hunt(drawn: object) -> None:
        look(drawn)

    hunt()


def _read(content: bytes, name: str = "清单.xlsx") -> tuple[Sheet, ...] | None:
    """The sheets of a file with that content, checked against the limits; None if refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            sheets = read_sheets(path, LIMITS)
        except Refused as refusal:
            assert refusal.problems
            assert all("{" not in problem.text for problem in refusal.problems)
            return None
        for one in sheets:
            assert sum(map(len, one.rows)) <= LIMITS.cells
        with suppress(Refused):
            read_table(path, [Column("a", ("a",)), Column("b", ("b",), kind="whole")])
        return sheets


LETTERS = st.sampled_from(["A", "B", "Z", "AA", "XFD", "XFE", "ZZZZ", "a", ""])
NUMBERS = st.one_of(
    st.integers(0, 12).map(str),
    st.sampled_from(["100", "1048576", "1048577", "4294967297", "007", "9" * 30, "", "-1"]),
)
NAMES = st.sampled_from(["r", "s", "t", "x:r", "spans", "R"])
VALUES = st.one_of(
    st.builds(str.__add__, LETTERS, NUMBERS),
    NUMBERS,
    st.sampled_from(["s", "str", "inlineStr", "e", "b", "n", "d", "&#65;1", ">", "A1' r='B9"]),
)
ATTRIBUTE = st.builds(
    "{}{}{}={}{}{}{}".format,
    st.sampled_from([" ", " ", " ", "\n", "\t", ""]),
    NAMES,
    st.sampled_from(["", "", "", " "]),
    st.sampled_from(["", "", "", " "]),
    st.sampled_from(['"', '"', '"', "'", ""]),
    VALUES,
    st.sampled_from(['"', '"', '"', "'", ""]),
)
CONTENTS = st.sampled_from(
    [
        *("<v>1</v>", "<v>0</v>", "<v>7</v>", "<v>1e999</v>", "<v>x</v>", "<v/>", "", "<v>"),
        *(
            "<is><t>a</t></is>",
            "<f>1+1</f>",
            "<f/>",
            "<f>1</f><v>2</v>",
            "<is><r><t>x</t></r></is>",
        ),
        *("<!-- c -->", "<![CDATA[<c r='XFD9'>]]>", "&lt;c r=&quot;", "&a;", "text", "<v>#N/A</v>"),
    ]
)
PREFIX = st.sampled_from(["", "", "", "", "x:"])


def _tag(prefix: str, name: str, attributes: list[str], inside: str, ending: str) -> str:
    opening = f"<{prefix}{name}{''.join(attributes)}"
    if ending == "self":
        return opening + "/>"
    return f"{opening}>{inside}" + (f"</{prefix}{name}>" if ending == "whole" else "")


ENDINGS = st.sampled_from(["whole"] * 6 + ["self", "open"])
USUAL = st.builds(
    lambda column, row, kind, value: f'<c r="{column}{row}"{kind}><v>{value}</v></c>',
    st.sampled_from("ABCDEZ"),
    st.integers(1, 60),
    st.sampled_from(["", ' s="0"', ' t="s"', ' s="0" t="s"', ' t="e"', ' t="str"']),
    st.integers(0, 3),
)
CELL = st.one_of(
    USUAL,
    USUAL,
    st.builds(_tag, PREFIX, st.just("c"), st.lists(ATTRIBUTE, max_size=3), CONTENTS, ENDINGS),
)
ROW = st.builds(
    _tag,
    PREFIX,
    st.sampled_from(["row", "row", "row", "row", "cols", "sheetData", "c"]),
    st.one_of(st.integers(1, 60).map(lambda n: [f' r="{n}"']), st.lists(ATTRIBUTE, max_size=2)),
    st.lists(CELL, max_size=6).map("".join),
    ENDINGS,
)
# What makes a parser and whoever looks beforehand disagree on where a cell stands.
BREAK = st.sampled_from(
    [
        *("</row>", "</c>", "<row>", "<c>", "<row/>", "<c/>", "</x:row>", "</sheetData>"),
        *('<row r="70">', '<x:row r="50">', '<row r="33"/>', '<row\x0br="44">', '</row r="9">'),
        *("<'x:row r=\"70\" '>", '<"x:row " r="70">', '<a:b:row r="30">', "<a b='<row r='>"),
        *("<c><v>1</v></c>", '<c r="D3"/>', '<c r="B70"', '<row r="9"', "< row>", ">", "<?row?>"),
        *("<v>1</v>", "</v>", "<is>", "</is>", "<f>", "</f>", '<c t="s"><v>0</v></c>'),
    ]
)
SOUP = st.lists(st.one_of(ROW, ROW, ROW, BREAK), max_size=8).map("".join)


def test_cells_in_every_shape(request: pytest.FixtureRequest) -> None:
    shared = f"<sst><si><t>a</t></si><si><t>{'长' * 300}</t></si></sst>"

    def look(rows: str) -> None:
        _read(packed(parts(sheet(rows), shared=shared)))

    _hunt(request, SOUP, look)


def test_the_quick_look_never_sees_less_than_the_careful_one(
    request: pytest.FixtureRequest,
) -> None:
    def look(rows: str) -> None:
        found = []
        for care in range(FULL_CARE + 1):
            scan = SheetScan(care)
            try:
                scan.feed(rows.encode())
            except PartRefused:
                continue
            found.append(scan)
        for quick, careful in pairwise(found):
            assert quick.bottom >= careful.bottom
            assert quick.right >= careful.right
            assert quick.area >= careful.area

    _hunt(request, SOUP, look)


def test_no_cell_stands_where_the_look_saw_none(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(drawn: tuple[str, str, str, int]) -> None:
        before, rows, after, piece = drawn
        monkeypatch.setattr("supplydesk.sheets.part_scan.PIECE", piece)
        part = f"<worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()
        scans = [scan for scan in map(partial(_scanned, part), range(FULL_CARE + 1)) if scan]
        if not scans or min(scan.area for scan in scans) > FEW:
            return
        content = BytesIO(packed(parts(part, shared="<sst><si><t>a</t></si></sst>")))
        with suppress(CalamineError), CalamineWorkbook.from_filelike(content) as book:
            parsed = book.get_sheet_by_index(0)
            for scan in scans if parsed.start else ():
                assert parsed.start and parsed.end
                assert scan.care < FULL_CARE or (
                    parsed.start[0] >= scan.top and parsed.start[1] >= scan.left
                )
                assert parsed.end[0] < scan.bottom and parsed.end[1] < scan.right

    edge = st.one_of(st.just(""), st.just(""), SOUP)
    sizes = st.sampled_from([1 << 18, 16, 40, 100])
    _hunt(request, st.tuples(edge, SOUP, edge, sizes), look)


def _scanned(part: bytes, care: int) -> SheetScan | None:
    scan = SheetScan(care)
    try:
        for piece in pieces(BytesIO(part)):
            scan.feed(piece)
    except PartRefused:
        return None
    return scan


def _honest(folder: Path) -> Path:
    path = folder / "清单.xlsx"
    made = xlsxwriter.Workbook(path)
    page = made.add_worksheet("a")
    page.write_row(0, 0, ["a", "b", "c"])
    for row in range(1, 30):
        page.write_row(row, 0, [f"床{row}", row, row / 7])
    made.close()
    return path


@pytest.fixture(scope="session")
def honest(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return _honest(tmp_path_factory.mktemp("honest")).read_bytes()


SPLICES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=6
)


def _spliced(content: bytes, splices: list[tuple[float, int, bytes]]) -> bytes:
    for where, count, inserted in splices:
        at = int(where * len(content))
        content = content[:at] + inserted + content[at + count :]
    return content


def test_bytes_of_a_workbook_changed(request: pytest.FixtureRequest, honest: bytes) -> None:
    _hunt(request, SPLICES, lambda splices: _read(_spliced(honest, splices)))


def test_bytes_of_its_parts_changed(request: pytest.FixtureRequest) -> None:
    made = parts(sheet("<row r='1'><c r='A1' t='s'><v>0</v></c></row>"), shared="<sst><si/></sst>")
    one_part = st.tuples(st.sampled_from(sorted(made)), SPLICES)

    def look(changed: tuple[str, list[tuple[float, int, bytes]]]) -> None:
        name, splices = changed
        _read(packed({**made, name: _spliced(made[name], splices)}))

    _hunt(request, one_part, look)


def test_bytes_of_an_old_workbook_changed(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    office("--convert-to", "xls", "--outdir", tmp_path, _honest(tmp_path))
    old = (tmp_path / "清单.xls").read_bytes()
    assert _read(old, "清单.xls")
    _hunt(request, SPLICES, lambda splices: _read(_spliced(old, splices), "清单.xls"))


def test_records_of_an_old_workbook(request: pytest.FixtureRequest) -> None:
    kinds = st.sampled_from(
        [0x809, 0x0A, 0x85, 0xFC, 0x3C, 0xFD, 0x203, 0x205, 0x06, 0x207, 0xBD, 0x27E, 0x204, 0xE0]
    )
    one_record = st.tuples(kinds, st.binary(max_size=40))

    def look(drawn: tuple[list[tuple[int, bytes]], list[tuple[int, bytes]]]) -> None:
        globally, cells = ([record(*one) for one in some] for some in drawn)
        _read(compound({"Workbook": old_book(*cells, texts=b"".join(globally))}), "清单.xls")

    some = st.lists(one_record, max_size=30)
    _hunt(request, st.tuples(some, some), look)


def test_any_bytes_as_csv(request: pytest.FixtureRequest) -> None:
    texts = st.text("a,b;\"\t\r\n\0床棉='\ufeff1", max_size=60)
    encoded = st.builds(
        lambda text, codec: text.encode(codec, "replace"),
        texts,
        st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "big5"]),
    )
    _hunt(
        request,
        st.one_of(st.binary(max_size=80), encoded),
        lambda content: _read(content, "清单.csv"),
    )


def test_the_fuzzer_can_find_something(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the look beforehand switched off, the same soup reaches beyond the limits."""
    monkeypatch.setattr("supplydesk.sheets.package._check_cells", lambda *_: None)
    far = '<row r="1"><c r="A1"><v>1</v></c><c r="ZZ100"><v>1</v></c></row>'
    with pytest.raises(AssertionError):
        _read(packed(parts(sheet(far))))
