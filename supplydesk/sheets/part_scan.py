"""Looks through a workbook's parts before anything parses them: how far cells reach, and tricks.

A parser that fills a rectangle asks for memory by the corners: two cells, A1 and XFD1048576,
make seventeen thousand million. So every cell's address is read here first, from the very bytes
that the parser will get. What cannot be told for certain is taken to be larger, never smaller.
The usual form of a cell is matched in one sweep; anything else goes through slower readings.
"""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from supplydesk.sheets.cell_bounds import column_bound, row_bound, unusual_cell
from supplydesk.sheets.part_walk import PartRefused, PartWalk, column_number, shown_reference
from supplydesk.sheets.table import MOST_COLUMNS, MOST_ROWS, cell_address

PIECE = 1 << 18
LONGEST_TEXT = 4 << 20
FULL_CARE = 2

# r, then s or t, as Excel, WPS, LibreOffice and the usual libraries write them; no error cells.
_USUAL_CELL = re.compile(rb'<c r="([^"]+)"(?:>| t="[^e"][^"]*">| s="\d+"(?: t="[^e"][^"]*")?/?>)')
_NAME = rb"<(?:[^\s<>/:\"'=!?]+:)?"
_BODY = re.compile(_NAME + rb"sheetData[\s/>]")
_ROW_NUMBER = re.compile(rb'<row r="([0-9]{1,7})"')
_FORMULA_ALONE = re.compile(rb"(?:</f>|<f(?:\s[^<>]*)?/>)</c>")
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)")
_ITEM = re.compile(_NAME + rb"si(?=[\s/>])")
_ROW_DIGITS = 7
_LETTERS = string.ascii_letters.encode()
_DIGITS = string.digits.encode()


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """*stream* in pieces that begin before a tag and, where cells are plain, before a cell.

    Raises:
        PartRefused: no tag for four mebibytes, or a part that is not UTF-8.
    """
    rest = b""
    first = True
    while block := stream.read(PIECE):
        if first:
            _check_encoding(block)
            first = False
        text = rest + block
        cut = text.rfind(b"<c ")
        if cut <= 0:
            cut = text.rfind(b"<c>")
        if cut <= 0:
            cut = text.rfind(b"<", 0, text.rfind(b":c "))
        if cut <= 0:
            cut = text.rfind(b"<")
        if cut > 0:
            yield text[:cut]
            rest = text[cut:]
        else:
            rest = text
        if len(rest) > LONGEST_TEXT:
            raise PartRefused("long")
    yield rest


def _check_encoding(beginning: bytes) -> None:
    """Parts are UTF-8: a parser takes UTF-16 for an empty sheet, and markup hides in it."""
    declared = _DECLARED.match(beginning.removeprefix(b"\xef\xbb\xbf"))
    if beginning[:2] in {b"\xff\xfe", b"\xfe\xff"} or (
        declared and declared[1].lower() not in {b"utf-8", b"utf8", b"us-ascii"}
    ):
        raise PartRefused("encoding")


def check_markup(piece: bytes) -> None:
    """Refuse a document type, entities, CDATA (parsers drop it) and NUL.

    Comments are no trick, but nothing in a workbook needs them and ``<!`` may hide in them.
    """
    if b"\0" in piece:
        raise PartRefused("encoding")
    if b"!" in piece and b"<!" in piece:
        raise PartRefused("markup")


@dataclass(slots=True)
class SheetScan:
    """What one sheet's part holds: feed it `pieces`, then ask.

    ``care`` is how closely it looks. 0 sweeps over a piece and knows bounds, at most some times
    too far; 1 reads every address; 2 reads every tag, and then cells that hold nothing do not
    count. ``top`` and ``left`` count the rows and columns before the first cell (0 without full
    care), ``bottom`` and ``right`` those up to the last; ``shared`` counts references to shared
    texts (full care only), and ``unusual`` says that counting ``t="s"`` would miss some;
    ``size`` is the part's, in bytes.
    ``faulty`` holds, by address, the cells that a parser would read as
    empty: ``error`` (#N/A) or ``formula`` (never calculated).
    """

    care: int = 0
    top: int = MOST_ROWS
    left: int = MOST_COLUMNS
    bottom: int = 0
    right: int = 0
    shared: int = 0
    unusual: bool = False
    size: int = 0
    faulty: dict[str, str] = field(default_factory=dict)
    _walk: PartWalk = field(default_factory=PartWalk)
    _bodies: int = 0

    @property
    def area(self) -> int:
        """Cells in the rectangle that a parser would fill, at most."""
        if self.care < FULL_CARE:
            return self.bottom * self.right
        return max(self.bottom - self.top, 0) * max(self.right - self.left, 0)

    def feed(self, piece: bytes) -> None:
        """Take in the next piece.

        Raises:
            PartRefused: markup, a malformed cell, or one beyond what xlsx can hold.
        """
        check_markup(piece)
        self.size += len(piece)
        if b"sheetData" in piece:
            self._bodies += len(_BODY.findall(piece))
            if self._bodies > 1:
                raise PartRefused("malformed")
        if not self._plain(piece) or not (self._within(piece) or self._addresses(piece)):
            self._read(piece)
            return
        # Each cell of the piece has an address. One without, in a later piece, would stand after
        # rows that nobody counted.
        self._walk.lost |= b"<c" in piece
        if b"f></c>" in piece or b"/></c>" in piece:
            # A formula that was calculated is followed by its value.
            self._formulas(piece)

    def _plain(self, piece: bytes) -> bool:
        """Whether a sweep may be enough: no prefixes, and no rows that must be counted."""
        if b":" in piece and b":c" in piece:
            return False
        return b"<c" in piece or self._walk.lost or not (b"row" in piece or b"sheetData" in piece)

    def _within(self, piece: bytes) -> bool:
        """Whether the bounds, widened for the rows of this piece, hold all its cells."""
        if self.care:
            return False
        bottom = self.bottom
        if unusual_cell(bottom, self.right).search(piece):
            named = _ROW_NUMBER.match(piece, max(piece.rfind(b"<row r="), 0))
            if named is None or not self.right:
                return False
            bottom = int(named[1])
            if unusual_cell(bottom, self.right).search(piece):
                return False
        if b"<c" in piece:
            self._reach(min(row_bound(bottom), MOST_ROWS) - 1, column_bound(self.right) - 1)
        return True

    def _addresses(self, piece: bytes) -> bool:
        """Read the address of every cell, if all are written in the usual form."""
        if self.care == FULL_CARE:
            return False
        addresses = _USUAL_CELL.findall(piece)
        if len(addresses) != piece.count(b"<c"):
            return False
        if not addresses:
            return True
        joined = b" ".join(addresses)
        rows = set(joined.translate(None, delete=_LETTERS).split())
        columns = set(joined.translate(None, delete=_DIGITS).split())
        if not (rows and columns and all(map(bytes.isalpha, columns))):
            raise PartRefused("malformed", shown_reference(addresses[0]))
        if not all(map(bytes.isdigit, rows)):
            raise PartRefused("malformed", shown_reference(addresses[0]))
        if max(map(len, rows)) > _ROW_DIGITS:
            raise PartRefused("beyond")
        self._reach(max(map(int, rows)) - 1, max(map(column_number, columns)))
        return True

    def _reach(self, row: int, column: int) -> None:
        """Take in a cell (or a corner) whose row and column count from 0."""
        if not (0 <= row < MOST_ROWS and 0 <= column < MOST_COLUMNS):
            raise PartRefused("beyond")
        self.bottom = max(self.bottom, row + 1)
        self.right = max(self.right, column + 1)
        self.top = min(self.top, row)
        self.left = min(self.left, column)

    def _read(self, piece: bytes) -> None:
        """Read tag by tag, as a parser does."""
        before = self.shared
        for row, column, kind, holds in self._walk.cells(piece):
            self.shared += kind == b"s"
            if holds == "nothing":
                continue
            self._reach(row, column)
            if holds == "formula":
                self.faulty[cell_address(row, column)] = "formula"
            elif kind == b"e":
                self.faulty[cell_address(row, column)] = "error"
        if self.shared - before != piece.count(b't="s"'):
            self.unusual = True

    def _formulas(self, piece: bytes) -> None:
        """Name the formulas without a value; every cell of *piece* has an address."""
        for alone in _FORMULA_ALONE.finditer(piece):
            cell = _USUAL_CELL.match(piece, max(piece.rfind(b"<c ", 0, alone.start()), 0))
            if cell is None:
                raise PartRefused("malformed")
            self.faulty[shown_reference(cell[1])] = "formula"


@dataclass(slots=True)
class SharedTextScan:
    """How long the longest shared text is at most, in bytes of its part: feed it `pieces`."""

    longest: int = 0
    _current: int = 0

    def feed(self, piece: bytes) -> None:
        """Take in the next piece.

        Raises:
            PartRefused: a document type, entities, CDATA or NUL.
        """
        check_markup(piece)
        texts = piece.split(b"<si") if b":si" not in piece else _ITEM.split(piece)
        self._current += len(texts[0])
        self.longest = max(self.longest, self._current)
        if len(texts) > 1:
            self.longest = max(self.longest, *map(len, texts))
            self._current = len(texts[-1])
