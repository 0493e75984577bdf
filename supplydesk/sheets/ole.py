"""The old container (OLE compound file) of .xls and of encrypted workbooks: streams by name.

Layout: [MS-CFB]. Every table in it is checked against the file itself; what the file states about
its own sizes is not believed.
"""

import struct

from supplydesk.sheets.biff import NotReadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END_OF_CHAIN = 0xFFFF_FFFA  # and all above: free, table, end
_HEADER_ENTRIES = 109
_ENTRY = 128
_STREAM = 2
_ROOT = 5


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
            further = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            places += further[:-1]
            more = further[-1]
        self._next: list[int] = []
        for place in places:
            # The table has an entry for each sector; one that is longer repeats itself.
            if place < _END_OF_CHAIN and len(self._next) * self._size <= len(content):
                self._next += struct.unpack(f"<{self._size // 4}I", self._sector(place))
        table = self._chain(small)
        self._small_next = struct.unpack(f"<{len(table) // 4}I", table)
        self._entries: dict[str, tuple[int, int]] = {}
        self._small = b""
        listing = self._chain(directory)
        for at in range(0, len(listing) - _ENTRY + 1, _ENTRY):
            self._enter(listing[at : at + _ENTRY])

    def _enter(self, entry: bytes) -> None:
        length = struct.unpack_from("<H", entry, 64)[0]
        start, size = struct.unpack_from("<II", entry, 116)
        if entry[66] == _ROOT and not self._small:
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
        if len(content) < size:
            raise NotReadable
        return content[:size]

    def _small_chain(self, start: int) -> bytes:
        sectors: list[bytes] = []
        while start < _END_OF_CHAIN:
            if len(sectors) > len(self._small_next):
                raise NotReadable
            sectors.append(self._small[start * 64 : start * 64 + 64])
            start = self._small_next[start]
        return b"".join(sectors)
