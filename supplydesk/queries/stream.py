"""A table read from end to end in short reads, so that nobody's COMMIT waits for it."""

from collections.abc import Callable, Iterator, Sequence

from supplydesk.store.driver import Row, Value

Read = Callable[[str, Sequence[Value]], list[Row]]
CHUNK = 20_000


class Stream:
    """The rows of one table in the order of its key, taken entry by entry.

    ``sql`` ends before its condition; ``keys`` are the columns of the key, which stand first in
    the row; ``owner`` is the position of the column that says which entry of the journal a row
    belongs to; ``least`` is the smallest first key with which the stream begins.
    """

    __slots__ = ("_at", "_done", "_first", "_keys", "_next", "_owner", "_read", "_rows")

    def __init__(
        self,
        read: Read,
        sql: str,
        keys: Sequence[str],
        owner: int = 0,
        *,
        least: int | None = None,
    ) -> None:
        names, marks = ", ".join(keys), ", ".join("?" * len(keys))
        self._read, self._owner, self._keys = read, owner, len(keys)
        begin = "" if least is None else f" WHERE {keys[0]} >= {least}"
        self._first = f"{sql}{begin} ORDER BY {names} LIMIT {CHUNK}"
        self._next = f"{sql} WHERE ({names}) > ({marks}) ORDER BY {names} LIMIT {CHUNK}"
        self._rows: list[Row] = []
        self._at = 0
        self._done = False

    def _fill(self) -> bool:
        """Read the next rows, once those at hand are used up; whether there were any."""
        if self._done:
            return False
        if self._rows:
            self._rows = self._read(self._next, self._rows[-1][: self._keys])
        else:
            self._rows = self._read(self._first, ())
        self._at = 0
        self._done = len(self._rows) < CHUNK
        return bool(self._rows)

    def upto(self, entry: int) -> list[Row]:
        """The next rows that belong to *entry* or to one before it."""
        taken: list[Row] = []
        owner = self._owner
        while True:
            rows, at = self._rows, self._at
            end, last = at, len(rows)
            while end < last and rows[end][owner] <= entry:
                end += 1
            self._at = end
            if end < last:
                return taken + rows[at:end] if taken else rows[at:end]
            taken += rows[at:end]
            if not self._fill():
                return taken

    def all(self) -> list[Row]:
        """Every row, for what is small enough to be held."""
        rows: list[Row] = []
        while self._fill():
            rows += self._rows
        return rows

    def rest(self) -> Iterator[Row]:
        """Everything that is left."""
        while True:
            yield from self._rows[self._at :]
            self._at = len(self._rows)
            if not self._fill():
                return
