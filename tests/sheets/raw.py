"""Workbooks put together by hand, part by part, as no honest program writes them."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

TYPES = f'<Types xmlns="{PACKAGE}/content-types"/>'
ROOT = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


def sheet(rows: str, before: str = "") -> str:
    """A worksheet part with *rows* in it."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'


def line(number: int, *cells: str) -> str:
    """A row of inline texts from column A on."""
    inside = "".join(
        f'<c r="{chr(65 + index)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for index, cell in enumerate(cells)
    )
    return f'<row r="{number}">{inside}</row>'


def parts(*sheets: str | bytes, shared: str = "", states: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The parts of a workbook with the given worksheet parts, called S1, S2 and so on."""
    listed = "".join(
        f'<sheet name="S{number}" sheetId="{number}" r:id="rId{number}"'
        + (f' state="{states[number - 1]}"' if number <= len(states) else "")
        + "/>"
        for number in range(1, len(sheets) + 1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}'
        "</Relationships>",
    }
    if shared:
        made["xl/sharedStrings.xml"] = shared
    for number, part in enumerate(sheets, start=1):
        made[f"xl/worksheets/sheet{number}.xml"] = part
    return {name: part.encode() if isinstance(part, str) else part for name, part in made.items()}


def packed(made: dict[str, bytes]) -> bytes:
    """*made* as a zip."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in made.items():
            archive.writestr(name, part)
    return stream.getvalue()


def book(folder: Path, *sheets: str | bytes, shared: str = "") -> Path:
    """A workbook file with the given worksheet parts."""
    path = folder / "清单.xlsx"
    path.write_bytes(packed(parts(*sheets, shared=shared)))
    return path


def record(kind: int, content: bytes) -> bytes:
    """One record of an .xls."""
    return struct.pack("<HH", kind, len(content)) + content


def old_book(*cells: bytes, texts: bytes = b"", version: int = 0x600) -> bytes:
    """The stream of an .xls with one sheet of *cells*; *texts* are records for the whole book."""
    begin = struct.pack("<HHHHII", version, 5, 0, 0, 0, 0)
    name = b"\1S" if version == 0x500 else b"\1\0S"
    head = record(0x809, begin) + texts
    start = len(head) + 4 + 6 + len(name) + 4
    listed = record(0x85, struct.pack("<IBB", start, 0, 0) + name)
    return head + listed + record(0x0A, b"") + old_sheet(*cells)


def old_sheet(*cells: bytes, kind: int = 0x10) -> bytes:
    """A sheet's records, or with 0x20 those of a chart."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))
    return begin + b"".join(cells) + record(0x0A, b"")


def number(row: int, column: int, figure: float = 1.0, style: int = 0) -> bytes:
    """A cell of an .xls with a figure."""
    return record(0x203, struct.pack("<HHHd", row, column, style, figure))


def packed_row(row: int, column: int, count: int) -> bytes:
    """Cells of an .xls side by side, in the shortest form there is: each holds 1."""
    cells = struct.pack("<HI", 0, 1 << 2 | 2) * count
    return record(0xBD, struct.pack("<HH", row, column) + cells + bytes(2))


def compound(streams: dict[str, bytes], shift: int = 9, directory: bytes = b"") -> bytes:
    """An OLE compound file with *streams*, each padded to 4,096 bytes, in sectors of 2^shift.

    *directory* comes before the entries of the streams.
    """
    size = 1 << shift
    sectors: list[bytes] = []
    table: list[int] = []

    def add(content: bytes) -> int:
        start = len(sectors)
        count = -(-len(content) // size)
        sectors.extend(
            content[at * size : at * size + size].ljust(size, b"\0") for at in range(count)
        )
        table.extend([*range(start + 1, start + count), 0xFFFFFFFE])
        return start

    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        entries.append(_entry(name, 2, add(padded), len(padded)))
    listing = add(directory + b"".join(entries))
    first_table = len(sectors)
    tables = 1
    while tables * (size // 4) < len(table) + tables:
        tables += 1
    table.extend([0xFFFFFFFD] * tables)
    table.extend([0xFFFFFFFF] * (tables * (size // 4) - len(table)))
    packed_table = struct.pack(f"<{len(table)}I", *table)
    sectors.extend(packed_table[at * size : at * size + size] for at in range(tables))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3 if shift == 9 else 4, 0xFFFE, shift, 6) + bytes(6)
    header += struct.pack("<III", 0, tables, listing) + struct.pack("<I", 0)
    header += struct.pack("<I", 4096) + struct.pack("<II", 0xFFFFFFFE, 0)
    header += struct.pack("<II", 0xFFFFFFFE, 0)
    places = [*range(first_table, first_table + tables)]
    header += struct.pack("<109I", *places, *[0xFFFFFFFF] * (109 - tables))
    return header.ljust(size, b"\0") + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF).ljust(36 + 12, b"\0")
    return entry[:116] + struct.pack("<III", start, size, 0)
