"""Reads a workbook or a csv into `Sheet`: looked at first, then parsed, never half.

What is too big, encrypted, cut off, hostile or something else altogether is refused before the
parser sees it. A cell that the parser would pass off as empty (#N/A, a formula that was never
calculated) is named in ``Sheet.faulty``.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from supplydesk.sheets import refusals
from supplydesk.sheets.limits import LIMITS, Limits
from supplydesk.sheets.ole import MAGIC
from supplydesk.sheets.package import unpack
from supplydesk.sheets.part_scan import SheetScan
from supplydesk.sheets.reading_csv import read_csv
from supplydesk.sheets.reading_xls import read_xls
from supplydesk.sheets.table import Sheet, Value

_ZIP = b"PK"
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods"}


def read_sheets(path: Path, limits: Limits = LIMITS) -> tuple[Sheet, ...]:
    """All visible sheets of the workbook or csv at *path*, in their order; charts left out.

    What the file is, is told from its first bytes and not from its name.

    Raises:
        Refused: the file cannot be read as a sheet, and why.
        OSError: it is not there, or may not be opened or read; its ``filename`` is *path*.
    """
    try:
        return _read(path, limits)
    except OSError as error:
        # What fails after the opening, such as a stick that was pulled out, names no file.
        error.filename = error.filename or str(path)
        raise


def _read(path: Path, limits: Limits) -> tuple[Sheet, ...]:
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
            return read_xls(stream.read(), path, limits)
        if path.suffix.lower() in _WORKBOOKS:
            raise refusals.damaged(path.name) if beginning else refusals.no_workbook(path.name)
        _check_size(size, limits.csv_file, path)
        return (read_csv(stream.read(), path, limits),)


def _check_size(size: int, most: int, path: Path) -> None:
    if size > most:
        raise refusals.too_big(path.name)


def _new_format(stream: IO[bytes], size: int, path: Path, limits: Limits) -> Iterator[Sheet]:
    """Let calamine parse what has been looked at; a panic of its own is a damaged file too."""
    package = unpack(stream, size, path.name, limits)
    try:
        with CalamineWorkbook.from_filelike(package.content) as book:
            if book.sheet_names != [sheet.name for sheet in package.sheets]:
                raise refusals.damaged(path.name)
            for index, sheet in enumerate(package.sheets):
                if sheet.visible:
                    yield _sheet(path, book.get_sheet_by_index(index), sheet.scan)
    except (CalamineError, OverflowError) as fault:
        # Overflow: a duration of more days than there are.
        raise refusals.damaged(path.name) from fault
    except BaseException as fault:
        # A Rust panic is no Exception, and its class cannot be imported.
        if type(fault).__name__ == "PanicException":
            raise refusals.damaged(path.name) from fault
        raise


def _sheet(path: Path, parsed: CalamineSheet, scan: SheetScan) -> Sheet:
    rows: list[list[Value]] = parsed.to_python()  # type: ignore[assignment] # a list is invariant
    row, column = parsed.start or (0, 0)
    return Sheet(path.name, parsed.name, rows, row, column, faulty=scan.faulty)
