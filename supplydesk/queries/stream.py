"""A table read from end to end in short reads, so that nobody's COMMIT waits for it."""

from collections.abc import Callable, Sequence
from itertools import chain, repeat

from supplydesk.store.driver import Row, Value

Read = Callable[[str, Sequence[Value]], list[Row]]
CHUNK = 20_000


class Stream:
    """The rows of one table in the order of its key, taken document by document.

    ``sql`` ends before its condition; ``keys`` are the columns of the key, which stand first in
    the row; ``owner`` is the position of the column that says which entry a row belongs to.
    """

    __slots__ = ("_buffer", "_condition", "_done", "_keys", "_owner", "_position", "_read", "_sql")

    def __init__(
        self, read: Read, sql: str, keys: Sequence[str], owner: int, limit: str, until: int
    ) -> None:
        names, marks = ", ".join(keys), ", ".join("?" * len(keys))
        self._read, self._owner, self._keys = read, owner, len(keys)
        self._sql = (
            f"{sql} WHERE ({names}) > ({marks}) AND {limit} <= {until} "
            f"ORDER BY {names} LIMIT {CHUNK}"
        )
        self._position: Sequence[Value] = tuple(repeat(-1, len(keys)))
        self._buffer: list[Row] = []
        self._done = False

    def _fill(self) -> bool:
        if self._done:
            return False
        rows = self._read(self._sql, self._position)
        self._done = len(rows) < CHUNK
        if rows:
            self._position = rows[-1][: self._keys]
            rows.reverse()
            self._buffer = rows + self._buffer
        return bool(rows)

    def upto(self, entry: int) -> list[Row]:
        """The next rows that belong to *entry* or to one before it."""
        taken: list[Row] = []
        owner = self._owner
        while True:
            buffer = self._buffer
            while buffer and buffer[-1][owner] <= entry:
                taken.append(buffer.pop())
            if buffer or not self._fill():
                return taken

    def rest(self) -> list[Row]:
        """Everything that is left."""
        return list(chain.from_iterable(iter(self._drain, [])))

    def _drain(self) -> list[Row]:
        if not self._buffer:
            self._fill()
        rows, self._buffer = self._buffer[::-1], []
        return rows
