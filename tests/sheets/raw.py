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


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file with *streams*, each padded to 4,096 bytes, in sectors of 512."""
    sectors: list[bytes] = []
    table: list[int] = []

    def add(content: bytes) -> int:
        start = len(sectors)
        count = -(-len(content) // 512)
        sectors.extend(content[at * 512 : at * 512 + 512].ljust(512, b"\0") for at in range(count))
        table.extend([*range(start + 1, start + count), 0xFFFFFFFE])
        return start

    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        entries.append(_entry(name, 2, add(padded), len(padded)))
    directory = add(b"".join(entries))
    first_table = len(sectors)
    tables = 1
    while tables * 128 < len(table) + tables:
        tables += 1
    table.extend([0xFFFFFFFD] * tables)
    table.extend([0xFFFFFFFF] * (tables * 128 - len(table)))
    packed_table = struct.pack(f"<{len(table)}I", *table)
    sectors.extend(packed_table[at * 512 : at * 512 + 512] for at in range(tables))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<III", 0, tables, directory) + struct.pack("<I", 0)
    header += struct.pack("<I", 4096) + struct.pack("<II", 0xFFFFFFFE, 0)
    header += struct.pack("<II", 0xFFFFFFFE, 0)
    places = [*range(first_table, first_table + tables)]
    header += struct.pack("<109I", *places, *[0xFFFFFFFF] * (109 - tables))
    return header + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF).ljust(36 + 12, b"\0")
    return entry[:116] + struct.pack("<III", start, size, 0)
