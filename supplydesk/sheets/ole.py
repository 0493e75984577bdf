"""The old container (OLE compound file) of .xls and of encrypted workbooks, walked before parsing.

Only what has to be known beforehand is read: whether a password is asked for, how far the cells
reach, and how much text the cells share. Layouts: [MS-CFB] for the container, [MS-XLS] for the
records in it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from supplydesk.sheets.table import cell_address

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END_OF_CHAIN = 0xFFFF_FFFA  # and all above: free, table, end
_HEADER_ENTRIES = 109
_ENTRY = 128
_STREAM = 2
_ROOT = 5

_BEGIN, _FILEPASS, _SHARED_TEXTS, _CONTINUED, _TEXT_REFERENCE = 0x809, 0x2F, 0xFC, 0x3C, 0xFD
_ONE_CELL = {0x06, 0x201, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6}
_MANY_CELLS = {0xBD, 0xBE}
_TRUTH_OR_ERROR, _FORMULA, _SHEET = 0x205, 0x06, 0x85
_WIDE, _RICH, _PHONETIC = 0x1, 0x8, 0x4
_FORMULA_ERROR = 2
_HIDDEN = 3  # hidden, or hidden from the menu as well


class NotReadable(ValueError):
    """The container contradicts itself."""


@dataclass(slots=True)
class OldSheet:
    """One sheet's cells: how far they reach, references to shared texts, error cells."""

    bottom: int = 0
    right: int = 0
    faulty: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class OldBook:
    """What the records of an .xls say: a password, the sheets by where they begin, shared texts."""

    encrypted: bool = False
    sheets: dict[int, OldSheet] = field(default_factory=dict)
    listed: list[int] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    shared_bytes: int = 0


class Container:
    """The streams of a compound file by name, each checked to lie inside the file.

    Raises:
        NotReadable: tables that point outside the file or run in a circle.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._open(content)
        except (struct.error, IndexError) as fault:
            raise NotReadable from fault

    def _open(self, content: bytes) -> None:
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in {9, 12} or small_shift != 6:  # noqa: PLR2004 - the two sizes there are
            raise NotReadable
        directory, _, self._cutoff, small, _, more, _ = struct.unpack_from("<7I", content, 48)
        self._content, self._size = content, 1 << shift
        places = list(struct.unpack_from(f"<{_HEADER_ENTRIES}I", content, 76))
        while more < _END_OF_CHAIN and len(places) * self._size <= len(content):
            table = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            places += table[:-1]
            more = table[-1]
        self._next: list[int] = []
        for place in places:
            if place < _END_OF_CHAIN:
                self._next += struct.unpack(f"<{self._size // 4}I", self._sector(place))
        self._small_next = struct.unpack(f"<{len(self._chain(small)) // 4}I", self._chain(small))
        self._entries: dict[str, tuple[int, int]] = {}
        self._small = b""
        listing = self._chain(directory)
        for at in range(0, len(listing) - _ENTRY + 1, _ENTRY):
            self._enter(listing[at : at + _ENTRY])

    def _enter(self, entry: bytes) -> None:
        length = struct.unpack_from("<H", entry, 64)[0]
        start, size = struct.unpack_from("<II", entry, 116)
        if entry[66] == _ROOT:
            self._small = self._chain(start)
        elif entry[66] == _STREAM:
            name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            self._entries[name] = (start, size)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        sector = self._content[at : at + self._size]
        if not sector:
            raise NotReadable
        # The last sector of a file may have been cut short by its writer.
        return sector.ljust(self._size, b"\0")

    def _chain(self, start: int) -> bytes:
        sectors: list[bytes] = []
        while start < _END_OF_CHAIN:
            if len(sectors) > len(self._content) // self._size:
                raise NotReadable
            sectors.append(self._sector(start))
            start = self._next[start]
        return b"".join(sectors)

    def names(self) -> set[str]:
        """The streams that there are."""
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        """The content of one stream.

        Raises:
            NotReadable: as for the container.
        """
        start, size = self._entries[name]
        try:
            content = self._chain(start) if size >= self._cutoff else self._small_chain(start)
        except IndexError as fault:
            raise NotReadable from fault
        return content[:size]

    def _small_chain(self, start: int) -> bytes:
        sectors: list[bytes] = []
        while start < _END_OF_CHAIN:
            if len(sectors) > len(self._small_next):
                raise NotReadable
            sectors.append(self._small[start * 64 : start * 64 + 64])
            start = self._small_next[start]
        return b"".join(sectors)


def records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The records of a workbook stream: where each begins, its kind, its content."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def survey(stream: bytes) -> OldBook:
    """Walk the records of an .xls once.

    Raises:
        NotReadable: a record that is shorter than its kind.
    """
    try:
        return _survey(stream)
    except (struct.error, IndexError) as fault:
        raise NotReadable from fault


def _survey(stream: bytes) -> OldBook:
    book, sheet = OldBook(), OldSheet()
    texts: list[bytes] = []
    references: list[int] = []
    last = 0
    for at, kind, content in records(stream):
        if kind == _FILEPASS:
            return OldBook(encrypted=True)
        if kind == _BEGIN:
            sheet = book.sheets[at] = OldSheet()
        elif kind == _SHEET:
            _list_sheet(book, content)
        elif kind == _SHARED_TEXTS or (kind == _CONTINUED and last == _SHARED_TEXTS):
            texts.append(content)
        elif kind in _ONE_CELL or kind in _MANY_CELLS:
            _take_cell(sheet, kind, content)
            if kind == _TEXT_REFERENCE:
                references.append(struct.unpack_from("<I", content, 6)[0])
        last = last if kind == _CONTINUED else kind
    lengths = _text_lengths(texts)
    book.shared_bytes = sum(lengths[one] for one in references if one < len(lengths))
    return book


def _list_sheet(book: OldBook, content: bytes) -> None:
    place = struct.unpack_from("<I", content)[0]
    book.listed.append(place)
    if content[4] & _HIDDEN:
        book.hidden.add(place)


def _take_cell(sheet: OldSheet, kind: int, content: bytes) -> None:
    row, column = struct.unpack_from("<HH", content)
    sheet.bottom = max(sheet.bottom, row + 1)
    last = struct.unpack_from("<H", content, len(content) - 2)[0] if kind in _MANY_CELLS else column
    sheet.right = max(sheet.right, last + 1)
    of_truth = kind == _TRUTH_OR_ERROR and content[7] != 0
    of_formula = kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == _FORMULA_ERROR
    if of_truth or of_formula:
        sheet.faulty[cell_address(row, column)] = "error"


def _text_lengths(blocks: list[bytes]) -> list[int]:
    """How many bytes each shared text holds; a text may run over into the next block."""
    if not blocks:
        return []
    lengths: list[int] = []
    count = struct.unpack_from("<I", blocks[0], 4)[0]
    block, at = 0, 8
    while len(lengths) < count and block < len(blocks):
        if at >= len(blocks[block]):
            block, at = block + 1, 0
            continue
        characters, flags = struct.unpack_from("<HB", blocks[block], at)
        at += 3
        extra = 0
        if flags & _RICH:
            extra += 4 * struct.unpack_from("<H", blocks[block], at)[0]
            at += 2
        if flags & _PHONETIC:
            extra += struct.unpack_from("<I", blocks[block], at)[0]
            at += 4
        lengths.append(2 * characters)
        block, at = _past_text(blocks, block, at, characters, wide=bool(flags & _WIDE))
        block, at = _past(blocks, block, at, extra)
    return lengths


def _past_text(
    blocks: list[bytes], block: int, at: int, characters: int, *, wide: bool
) -> tuple[int, int]:
    """Where a text ends: each further block repeats, in one byte, how wide its characters are."""
    while characters:
        width = 2 if wide else 1
        here = min(characters, (len(blocks[block]) - at) // width)
        characters -= here
        at += here * width
        if characters:
            block += 1
            wide, at = bool(blocks[block][0] & _WIDE), 1
    return block, at


def _past(blocks: list[bytes], block: int, at: int, count: int) -> tuple[int, int]:
    while block < len(blocks) and count > len(blocks[block]) - at:
        count -= len(blocks[block]) - at
        block, at = block + 1, 0
    return block, at + count
