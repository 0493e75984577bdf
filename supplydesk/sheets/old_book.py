"""An old .xls by its records: what holds for the whole book, and the cells of one sheet.

No native code sees these files: a count in one of them, believed, is a request for memory that
ends the program. The cells are walked twice, once to see that all can be read and how far they
reach, and then for good.
"""

import codecs
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from supplydesk.sheets import biff
from supplydesk.sheets.biff import NotReadable
from supplydesk.sheets.number_formats import Meant, built_in, meant_by, shown_as
from supplydesk.sheets.table import Value

_PASSWORD, _SHEET, _SHARED_TEXTS, _CODE_PAGE = 0x2F, 0x85, 0xFC, 0x42
_FORMAT, _LOOK, _SINCE_1904 = 0x41E, 0xE0, 0x22
_FORMULA, _FORMULA_TEXT, _PACKED_ROW = 0x06, 0x207, 0xBD
_REFERENCE, _FIGURE, _PACKED, _TRUTH = 0xFD, 0x203, 0x27E, 0x205
_ONE_CELL = {_REFERENCE, _FIGURE, _PACKED, _TRUTH, 0x204, 0xD6}  # the last two are texts in place
_TEXT_RESULT, _TRUTH_RESULT, _ERROR_RESULT = 0, 1, 2
_NEW_VERSION, _OLD_VERSION = 0x600, 0x500
_CODE_PAGES = {367: "ascii", 936: "gb18030", 10000: "mac_roman", 32768: "mac_roman"}
_LONGEST_ROW = 256
_PLACE = struct.Struct("<HH").unpack_from
_PACKED_FIGURE = struct.Struct("<HI").unpack_from


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as the book lists it: where it begins, and whether a clerk sees it."""

    at: int
    name: str
    visible: bool


OldCell = tuple[int, int, Value | None]
"""A filled cell: row and column from 0, and its value; None where it shows #N/A or its like."""


@dataclass(slots=True)
class OldBook:
    """What holds for the whole book.

    ``encoding`` is that of texts before Excel 97, None since then; ``looks`` says by style what
    figures mean; ``shared`` are the records that hold the shared texts.
    """

    encrypted: bool = False
    encoding: str | None = None
    since_1904: bool = False
    sheets: list[ListedSheet] = field(default_factory=list)
    looks: list[Meant] = field(default_factory=list)
    shared: list[bytes] = field(default_factory=list)


def open_book(stream: bytes) -> OldBook:
    """The book in a workbook stream; of an encrypted one no more than that.

    Raises:
        NotReadable: a record that is shorter than its kind, or no end.
    """
    try:
        return _open(stream)
    except (struct.error, IndexError) as fault:
        raise NotReadable from fault


def _open(stream: bytes) -> OldBook:
    book = OldBook()
    formats: dict[int, Meant] = {}
    styles: list[int] = []
    last = 0
    for at, kind, content, _ in biff.substream(stream, 0):
        if at == 0:
            book.encoding = _encoding_of(struct.unpack_from("<H", content)[0])
        elif kind == _PASSWORD:
            return OldBook(encrypted=True)
        elif kind == _CODE_PAGE and book.encoding:
            book.encoding = _code_page(struct.unpack_from("<H", content)[0])
        elif kind == _SINCE_1904:
            book.since_1904 = struct.unpack_from("<H", content)[0] == 1
        elif kind == _FORMAT:
            code = (
                biff.short_text(content, 2, book.encoding)
                if book.encoding
                else biff.long_text([content], 2, None)
            )
            formats[struct.unpack_from("<H", content)[0]] = meant_by(code)
        elif kind == _LOOK:
            styles.append(struct.unpack_from("<H", content, 2)[0])
        elif kind == _SHEET:
            _list_sheet(book, content)
        elif kind == _SHARED_TEXTS or (kind == biff.CONTINUED and last == _SHARED_TEXTS):
            book.shared.append(content)
        last = last if kind == biff.CONTINUED else kind
    book.looks = [formats.get(style) or built_in(style) for style in styles]
    return book


def _encoding_of(version: int) -> str | None:
    """Texts are in the desk's own code page until the book names another."""
    if version not in {_NEW_VERSION, _OLD_VERSION}:
        raise NotReadable
    return None if version == _NEW_VERSION else "gb18030"


def _code_page(number: int) -> str:
    name = _CODE_PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _list_sheet(book: OldBook, content: bytes) -> None:
    at, state, kind = struct.unpack_from("<IBB", content)
    name = biff.short_text(content, 6, book.encoding).replace("\0", "")
    # The lower bits say hidden, or hidden from the menu as well; a kind that is not 0 is a chart
    # or a macro and has no cells.
    book.sheets.append(ListedSheet(at, name, visible=not state & 0x3 and kind == 0))


def shared_texts(book: OldBook) -> Iterator[str]:
    """The texts that cells refer to by their number.

    Raises:
        NotReadable: a text that ends too early.
    """
    if not book.shared:
        return
    if len(book.shared[0]) < 8:  # noqa: PLR2004 - two counts stand before the first
        raise NotReadable
    count = struct.unpack_from("<I", book.shared[0], 4)[0]
    texts = biff.Texts(book.shared, 8)
    while count and not texts.ended():
        yield texts.following()
        count -= 1


class OldCells:
    """The cells of one sheet, one after the other; ``end`` is where the sheet ended.

    ``texts`` are the shared ones, or anything as long where only the places are wanted.
    """

    def __init__(self, stream: bytes, at: int, book: OldBook, texts: Sequence[Value]) -> None:
        self.end = at
        self._stream = stream
        self._at = at
        self._book = book
        self._texts = texts

    def __iter__(self) -> Iterator[OldCell]:
        """Walk the sheet.

        Raises:
            NotReadable: a record that is shorter than its kind, a text that is not there, a
                cell beyond the last column, or no end.
        """
        try:
            yield from self._cells()
        except (struct.error, IndexError) as fault:
            raise NotReadable from fault

    def _cells(self) -> Iterator[OldCell]:
        formula: OldCell | None = None
        text: list[bytes] = []
        for _, kind, content, end in biff.substream(self._stream, self._at):
            self.end = end
            if text and kind != biff.CONTINUED:
                assert formula is not None
                yield *formula[:2], biff.long_text(text, 0, self._book.encoding)
                formula, text = None, []
            if kind in _ONE_CELL:
                yield self._cell(kind, content)
            elif kind == _PACKED_ROW:
                yield from self._packed_row(content)
            elif kind == _FORMULA:
                cell = self._formula(content)
                if cell[2] == "":
                    formula = cell
                else:
                    yield cell
            elif kind == _FORMULA_TEXT and formula:
                text = [content]
            elif kind == biff.CONTINUED and text:
                text.append(content)

    def _formula(self, content: bytes) -> OldCell:
        """The last result of a formula; a text follows in a record of its own."""
        row, column, style = struct.unpack_from("<HHH", content)
        if content[12:14] != b"\xff\xff":
            figure = struct.unpack_from("<d", content, 6)[0]
            return _placed(row, column, self._shown(figure, style))
        if content[6] == _TRUTH_RESULT:
            return _placed(row, column, content[8] != 0)
        return _placed(row, column, None if content[6] == _ERROR_RESULT else "")

    def _packed_row(self, content: bytes) -> Iterator[OldCell]:
        row, column = _PLACE(content)
        for at in range(4, len(content) - 7, 6):
            style, packed = _PACKED_FIGURE(content, at)
            yield _placed(row, column, self._shown(biff.packed_figure(packed), style))
            column += 1

    def _cell(self, kind: int, content: bytes) -> OldCell:
        row, column = _PLACE(content)
        if kind == _REFERENCE:
            value: Value | None = self._texts[struct.unpack_from("<I", content, 6)[0]]
        elif kind == _PACKED:
            style, packed = _PACKED_FIGURE(content, 4)
            value = self._shown(biff.packed_figure(packed), style)
        elif kind == _FIGURE:
            style, figure = struct.unpack_from("<Hd", content, 4)
            value = self._shown(figure, style)
        elif kind == _TRUTH:
            value = None if content[7] else content[6] != 0
        else:
            value = biff.long_text([content], 6, self._book.encoding)
        return _placed(row, column, value)

    def _shown(self, figure: float, style: int) -> Value:
        meant = self._book.looks[style] if style < len(self._book.looks) else "figure"
        if meant == "figure":
            return figure
        return shown_as(figure, meant, since_1904=self._book.since_1904)


def _placed(row: int, column: int, value: Value | None) -> OldCell:
    if column >= _LONGEST_ROW:
        raise NotReadable
    return row, column, value
