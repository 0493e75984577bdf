"""Reads a workbook or a csv into `Sheet`: looked at first, then parsed, never half.

What is too big, encrypted, cut off, hostile or something else altogether is refused before the
parser sees it. A cell that the parser would pass off as empty (#N/A, a formula that was never
calculated) is named in ``Sheet.faulty``.
"""

import os
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from supplydesk.sheets import refusals
from supplydesk.sheets.limits import LIMITS, Limits
from supplydesk.sheets.ole import MAGIC, Container, NotReadable, OldSheet, survey
from supplydesk.sheets.package import unpack
from supplydesk.sheets.part_scan import SheetScan
from supplydesk.sheets.quiet import no_native_trace
from supplydesk.sheets.reading_csv import read_csv
from supplydesk.sheets.table import Sheet, Value

_ZIP = b"PK"
_ENCRYPTED_STREAMS = {"EncryptedPackage", "EncryptionInfo"}
_BOOK_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods"}


def read_sheets(path: Path, limits: Limits = LIMITS) -> tuple[Sheet, ...]:
    """All visible sheets of the workbook or csv at *path*, in their order; charts left out.

    What the file is, is told from its first bytes and not from its name.

    Raises:
        Refused: the file cannot be read as a sheet, and why.
        OSError: it is not there, or may not be opened.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise refusals.no_file(path.name)
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        beginning = stream.read(len(MAGIC))
        stream.seek(0)
        if beginning.startswith(_ZIP):
            _check_size(size, limits.file, path)
            return tuple(_new_format(stream, size, path, limits))
        if beginning == MAGIC:
            _check_size(size, limits.xls_file, path)
            with no_native_trace():
                return tuple(_old_format(stream.read(), path, limits))
        if path.suffix.lower() in _WORKBOOKS:
            raise refusals.damaged(path.name) if beginning else refusals.no_workbook(path.name)
        _check_size(size, limits.csv_file, path)
        return (read_csv(stream.read(), path, limits),)


def _check_size(size: int, most: int, path: Path) -> None:
    if size > most:
        raise refusals.too_big(path.name)


def _new_format(stream: IO[bytes], size: int, path: Path, limits: Limits) -> Iterator[Sheet]:
    package = unpack(stream, size, path.name, limits)
    scans = [sheet.scan if sheet.visible else None for sheet in package.sheets]
    return _parsed(package.content, path, [sheet.name for sheet in package.sheets], scans)


def _old_format(content: bytes, path: Path, limits: Limits) -> Iterator[Sheet]:
    try:
        container = Container(content)
        if _ENCRYPTED_STREAMS & container.names():
            raise refusals.encrypted(path.name)
        name = next((name for name in _BOOK_STREAMS if name in container.names()), None)
        if name is None:
            raise refusals.no_workbook(path.name)
        book = survey(container.stream(name))
    except NotReadable as fault:
        raise refusals.damaged(path.name) from fault
    if book.encrypted:
        raise refusals.encrypted(path.name)
    if book.shared_bytes > limits.shared_text:
        raise refusals.hostile(path.name)
    surveys: list[OldSheet | None] = []
    for place in book.listed:
        sheet = book.sheets.get(place, OldSheet())
        if sheet.bottom * sheet.right > limits.cells:
            raise refusals.too_many_cells(path.name, sheet.bottom, sheet.right)
        surveys.append(None if place in book.hidden else sheet)
    return _parsed(BytesIO(content), path, None, surveys)


def _parsed(
    content: BytesIO,
    path: Path,
    names: list[str] | None,
    scans: list[SheetScan | None] | list[OldSheet | None] | list[SheetScan | OldSheet | None],
) -> Iterator[Sheet]:
    """Let calamine parse what has been looked at; a panic of its own is a damaged file too."""
    try:
        with CalamineWorkbook.from_filelike(content) as book:
            if len(book.sheet_names) != len(scans) or (names and names != book.sheet_names):
                raise refusals.damaged(path.name)
            for index, scan in enumerate(scans):
                if scan is not None:
                    yield _sheet(path, book.get_sheet_by_index(index), scan)
    except CalamineError as fault:
        raise refusals.damaged(path.name) from fault
    except BaseException as fault:
        # A Rust panic is no Exception, and its class cannot be imported.
        if type(fault).__name__ == "PanicException":
            raise refusals.damaged(path.name) from fault
        raise


def _sheet(path: Path, parsed: CalamineSheet, scan: SheetScan | OldSheet) -> Sheet:
    rows: list[list[Value]] = parsed.to_python()  # type: ignore[assignment] # a list is invariant
    row, column = parsed.start or (0, 0)
    return Sheet(path.name, parsed.name, rows, row, column, faulty=scan.faulty)
