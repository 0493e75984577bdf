"""The records of an old .xls and what stands in them: figures, and texts that run over records.

Layouts: [MS-XLS] for Excel 97 and later (BIFF8); Excel 5 and 95 (BIFF5) differ in their texts
alone. Nothing here asks for memory by a count or a length that the file merely states.
"""

import struct
from collections.abc import Iterator, Sequence

BEGIN, END, CONTINUED = 0x809, 0x0A, 0x3C
_WIDE, _RICH, _PHONETIC = 0x1, 0x8, 0x4
_HUNDREDTH, _WHOLE = 0x1, 0x2


class NotReadable(ValueError):
    """The file contradicts itself, or ends too early."""


Record = tuple[int, int, bytes, int]
"""Where a record begins, its kind, its content, and where the next one begins."""


def substream(stream: bytes, at: int) -> Iterator[Record]:
    """The records of the part that begins at *at*, without those of the charts inside it.

    Raises:
        NotReadable: no part begins there, or it never ends.
    """
    head = struct.Struct("<HH").unpack_from
    depth, last, begin = 0, len(stream) - 4, at
    while at <= last:
        kind, length = head(stream, at)
        end = at + 4 + length
        depth += (kind == BEGIN) - (kind == END)
        if depth < 1:
            if kind == END and at > begin:
                yield at, kind, b"", end
                return
            break
        if depth == 1:
            yield at, kind, stream[at + 4 : end], end
        at = end
    raise NotReadable


class Texts:
    """Reads texts one after the other out of a record and those that continue it."""

    def __init__(self, blocks: Sequence[bytes], at: int = 0) -> None:
        self._blocks = blocks
        self._block = 0
        self._at = at

    def ended(self) -> bool:
        """Whether nothing is left."""
        while self._block < len(self._blocks) and self._at >= len(self._blocks[self._block]):
            self._block, self._at = self._block + 1, 0
        return self._block == len(self._blocks)

    def following(self) -> str:
        """The next text, of 16-bit length.

        Raises:
            NotReadable: it ends too early.
        """
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & _RICH else 0
        extra = struct.unpack("<I", self._take(4))[0] if flags & _PHONETIC else 0
        found = self._characters(length, wide=bool(flags & _WIDE))
        self._skip(4 * runs + extra)
        return found

    def _take(self, count: int) -> bytes:
        if self.ended():
            raise NotReadable
        taken = self._blocks[self._block][self._at : self._at + count]
        if len(taken) < count:
            raise NotReadable
        self._at += count
        return taken

    def _characters(self, count: int, *, wide: bool) -> str:
        """Each further block repeats, in one byte, how wide its characters are."""
        parts: list[str] = []
        while count:
            width = 2 if wide else 1
            block = self._blocks[self._block]
            here = min(count, (len(block) - self._at) // width)
            written = block[self._at : self._at + here * width]
            parts.append(decoded(written, wide=wide))
            self._at += here * width
            count -= here
            if count:
                self._block, self._at = self._block + 1, 0
                if self._block == len(self._blocks):
                    raise NotReadable
                wide = bool(self._take(1)[0] & _WIDE)
        return "".join(parts)

    def _skip(self, count: int) -> None:
        while count:
            if self.ended():
                raise NotReadable
            here = min(count, len(self._blocks[self._block]) - self._at)
            self._at += here
            count -= here


def decoded(written: bytes, *, wide: bool) -> str:
    """Characters of two bytes, or of one where their upper halves are all zero."""
    return written.decode("utf-16-le" if wide else "latin-1", "replace")


def short_text(content: bytes, at: int, encoding: str | None) -> str:
    """A text of 8-bit length; *encoding* is that of BIFF5, None for BIFF8.

    Raises:
        NotReadable: it ends too early.
    """
    if at >= len(content):
        raise NotReadable
    length = content[at]
    if encoding is not None:
        return _whole(content[at + 1 : at + 1 + length], length).decode(encoding, "replace")
    if at + 1 >= len(content):
        raise NotReadable
    wide = bool(content[at + 1] & _WIDE)
    size = length * (2 if wide else 1)
    return decoded(_whole(content[at + 2 : at + 2 + size], size), wide=wide)


def long_text(blocks: Sequence[bytes], at: int, encoding: str | None) -> str:
    """A text of 16-bit length, from *at* in the first of *blocks* on.

    Raises:
        NotReadable: it ends too early.
    """
    if encoding is None:
        return Texts(blocks, at).following()
    together = b"".join(blocks)
    if len(together) < at + 2:
        raise NotReadable
    length = struct.unpack_from("<H", together, at)[0]
    return _whole(together[at + 2 : at + 2 + length], length).decode(encoding, "replace")


def _whole(written: bytes, length: int) -> bytes:
    if len(written) < length:
        raise NotReadable
    return written


def packed_figure(packed: int) -> float:
    """A figure in 30 bits (RK): a whole number or the upper half of a fraction, or a hundredth."""
    if packed & _WHOLE:
        figure = float((packed >> 2) - ((packed & 0x8000_0000) >> 1))
    else:
        figure = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFF_FFFC) << 32))[0]
    return figure / 100 if packed & _HUNDREDTH else figure
