"""Reads an old .xls (Excel 5 to 2003, WPS .et as well) into `Sheet`: whole, or refused.

Memory is asked for only once the whole book has been walked: what was walked can be read.
"""

from pathlib import Path

from supplydesk.sheets import refusals
from supplydesk.sheets.biff import NotReadable
from supplydesk.sheets.limits import Limits
from supplydesk.sheets.old_book import ListedSheet, OldBook, OldCells, open_book, shared_texts
from supplydesk.sheets.ole import Container
from supplydesk.sheets.table import Sheet, Value, cell_address

_ENCRYPTED_STREAMS = {"EncryptedPackage", "EncryptionInfo"}
_BOOK_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")

_Corners = tuple[int, int, int, int]


def read_xls(content: bytes, path: Path, limits: Limits) -> tuple[Sheet, ...]:
    """The visible sheets in an OLE compound file.

    Raises:
        Refused: encrypted, damaged, no workbook, or its cells reach too far.
    """
    try:
        return _read(content, path, limits)
    except NotReadable as fault:
        raise refusals.damaged(path.name) from fault


def _read(content: bytes, path: Path, limits: Limits) -> tuple[Sheet, ...]:
    container = Container(content)
    if _ENCRYPTED_STREAMS & container.names():
        raise refusals.encrypted(path.name)
    name = next((name for name in _BOOK_STREAMS if name in container.names()), None)
    if name is None:
        raise refusals.no_workbook(path.name)
    stream = container.stream(name)
    book = open_book(stream)
    if book.encrypted:
        raise refusals.encrypted(path.name)
    corners = _reach(stream, book, path, limits)
    texts = tuple(shared_texts(book))
    return tuple(
        _sheet(OldCells(stream, sheet.at, book, texts), sheet, place, path)
        for sheet, place in corners
    )


def _reach(
    stream: bytes, book: OldBook, path: Path, limits: Limits
) -> list[tuple[ListedSheet, _Corners]]:
    """The visible sheets, each with its first row and column and those after its last.

    Every record is looked at on the way; what holds nothing yet is read as well as it will be.
    """
    references = range(sum(1 for _ in shared_texts(book)))
    found: list[tuple[ListedSheet, _Corners]] = []
    walked = total = 0
    for sheet in book.sheets:
        if not sheet.visible:
            continue
        top = left = 1 << 16
        bottom = right = 0
        cells = OldCells(stream, sheet.at, book, references)
        for row, column, _ in cells:
            top, left = min(top, row), min(left, column)
            bottom, right = max(bottom, row + 1), max(right, column + 1)
        walked += cells.end - sheet.at
        if walked > len(stream):
            # Sheets lie one after the other; these are the same one many times over.
            raise NotReadable
        if bottom * right > limits.cells:
            raise refusals.too_many_cells(path.name, bottom, right)
        total += bottom * right
        found.append((sheet, (top, left, bottom, right)))
    if total > limits.cells:
        raise refusals.too_big(path.name)
    return found


def _sheet(cells: OldCells, sheet: ListedSheet, corners: _Corners, path: Path) -> Sheet:
    top, left, bottom, right = corners
    if not bottom:
        return Sheet(path.name, sheet.name, [])
    rows: list[list[Value]] = [[""] * (right - left) for _ in range(bottom - top)]
    faulty: dict[str, str] = {}
    for row, column, value in cells:
        if value is None:
            faulty[cell_address(row, column)] = "error"
        else:
            rows[row - top][column - left] = value
    return Sheet(path.name, sheet.name, rows, top, left, faulty=faulty)
