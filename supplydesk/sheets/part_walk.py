"""Follows a sheet's part tag by tag, as the parser does, where sweeping over it is not enough.

A cell without an address stands where the parser's own count has got to: the rows that ended and
the cells since. That count is kept here in just its way, and only as long as the part nests as a
sheet does (sheetData, row, c). Once it does not, nobody can tell where such a cell would land,
and it is refused; a cell with an address is always counted, wherever it stands.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from supplydesk.sheets.table import MOST_ROWS

Trick = Literal["markup", "encoding", "malformed", "beyond", "long"]
Holds = Literal["nothing", "formula", "value"]


class PartRefused(Exception):
    """A part that is not handed to the parser: which trick, and the address where one is known."""

    def __init__(self, trick: Trick, address: str = "") -> None:
        super().__init__(trick, address)
        self.trick = trick
        self.address = address


class WalkedCell(NamedTuple):
    """A cell as the parser will see it, from 0: its type, and whether it holds anything.

    ``formula`` is one that was never calculated; what may hold a value is taken to do so.
    """

    row: int
    column: int
    kind: bytes | None
    holds: Holds


# Stricter than parsers are: what one of them takes for a tag and another for text is refused.
_SPACE = rb"[ \t\r\n]"
_NAME = rb"[A-Za-z_\x80-\xff][\w.\x80-\xff-]*"
_TAG = re.compile(
    rb"<(/?)(?:%(name)s:)?(%(name)s)"
    rb"((?:%(space)s+[^\s=<>\"'/]+%(space)s*=%(space)s*(?:\"[^\"<]*\"|'[^'<]*'))*)%(space)s*(/?)>"
    % {b"name": _NAME, b"space": _SPACE}
)
_INSTRUCTION = re.compile(rb"<\?[^<>?]*\?>")
_ATTRIBUTE = re.compile(rb"([^\s=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ADDRESS = re.compile(rb"([A-Za-z]{1,3})([0-9]{1,7})")
_ADDRESS_SHOWN = 12
_ROW_DIGITS = 9

_Tag = tuple[bytes, bytes, bytes, bytes]
_BODY, _ROW, _CELL = b"sheetData", b"row", b"c"
_INSIDE = {b"": _BODY, _BODY: _ROW, _ROW: _CELL}
_AROUND = {inner: outer for outer, inner in _INSIDE.items()}


class PartWalk:
    """Feed `cells` the pieces of a part in their order.

    Set ``lost`` where a piece with rows or cells was passed over.
    """

    def __init__(self) -> None:
        self.lost = False
        self._inside = b""
        self._ended = False
        self._row = 0
        self._column = 0

    def cells(self, piece: bytes) -> Iterator[WalkedCell]:
        """The cells of one piece.

        Raises:
            PartRefused: what is no tag, an attribute given twice, a cell that has no place.
        """
        tags: list[_Tag] = _TAG.findall(piece)
        others = len(_INSTRUCTION.findall(piece)) if b"<?" in piece else 0
        if len(tags) + others != piece.count(b"<"):
            raise PartRefused("malformed")
        for index, (closing, name, written, empty) in enumerate(tags):
            if closing and (written or empty):
                raise PartRefused("malformed")
            if name == _CELL and not closing:
                attributes = _attributes(written)
                place = self._place(attributes.get(b"r"))
                if place is not None:
                    yield WalkedCell(*place, attributes.get(b"t"), _holds(tags, index))
            if name in _AROUND:
                self._step(name, written, opens=not closing, closes=bool(closing or empty))

    def _step(self, name: bytes, written: bytes, *, opens: bool, closes: bool) -> None:
        """Go into the element, out of it, or both; before and after the cells nothing counts."""
        if self._ended or (not self._inside and name != _BODY):
            return
        if opens:
            self.lost = self.lost or self._inside != _AROUND[name]
            self._inside = name
            if name == _ROW:
                self._begin_row(_attributes(written).get(b"r"))
        if closes:
            self.lost = self.lost or self._inside != name
            self._inside = _AROUND[name]
            if name == _ROW:
                self._row += 1
                self._column = 0
            self._ended = name == _BODY

    def _begin_row(self, stated: bytes | None) -> None:
        if stated is None:
            return
        if not (stated.isdigit() and 0 < int(stated[:_ROW_DIGITS]) <= MOST_ROWS):
            raise PartRefused("beyond" if stated.isdigit() else "malformed")
        self._row = int(stated) - 1

    def _place(self, reference: bytes | None) -> tuple[int, int] | None:
        if reference is None:
            if self.lost or self._inside == _CELL:
                raise PartRefused("malformed")
            if self._inside != _ROW:
                # Called c as well, but not among the cells: no parser takes it for one.
                if self._inside == _BODY:
                    raise PartRefused("malformed")
                return None
            place = self._row, self._column
            self._column += 1
            return place
        match = _ADDRESS.fullmatch(reference)
        if match is None:
            raise PartRefused("malformed", shown_reference(reference))
        column = column_number(match[1])
        if self._inside:
            self._column = column + 1
        return int(match[2]) - 1, column


def _holds(tags: Sequence[_Tag], index: int) -> Holds:
    """What the cell that begins at *index* holds; a piece that ends within it leaves that open."""
    if tags[index][3]:
        return "nothing"
    after = index + 1
    formula = after < len(tags) and tags[after][1] == b"f" and not tags[after][0]
    if formula:
        after += 1 if tags[after][3] else 2
    if after < len(tags) and tags[after][:2] == (b"/", _CELL):
        return "formula" if formula else "nothing"
    return "value"


def _attributes(written: bytes) -> dict[bytes, bytes]:
    found = _ATTRIBUTE.findall(written)
    attributes = {name: one or other for name, one, other in found}
    if len(attributes) != len(found):
        raise PartRefused("malformed")
    return attributes


def column_number(letters: bytes) -> int:
    """The column, from 0, that *letters* of either case name; past four of them it is far out."""
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def shown_reference(reference: bytes) -> str:
    """An address as a message shows it, however long the one in the file is."""
    return reference[:_ADDRESS_SHOWN].decode("ascii", "replace").upper()
