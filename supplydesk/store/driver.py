"""SQL as the driver takes it: one text for both databases, a few microseconds a statement.

Posting runs a dozen statements in about a millisecond, so the ledger and the reports go past
SQLAlchemy's compiler (objects cost 7–9 times as much, tried). Statements are written with ``?``;
where a dialect differs, the text says so once with `either`.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Protocol, Self, cast

from sqlmodel import Session

Value = int | str | bytes | None
Row = tuple[Any, ...]  # a driver's row is what the schema says, which no type checker can know


class _Cursor(Protocol):
    def execute(self, sql: str, values: Sequence[Value] = ..., /) -> object: ...
    def executemany(self, sql: str, rows: Sequence[Sequence[Value]], /) -> object: ...
    def fetchone(self) -> Row | None: ...
    def fetchall(self) -> list[Row]: ...
    def fetchmany(self, size: int) -> list[Row]: ...


@cache
def _for_psycopg(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


class Driver:
    """The raw cursor of a session's connection, inside the session's own transaction."""

    __slots__ = ("_cursor", "sqlite")

    sqlite: bool
    _cursor: _Cursor

    def __new__(cls, session: Session) -> Self:
        """The driver of the transaction that *session* is in: one and the same until it ends.

        A posting asks for it in every room it passes, and asking SQLAlchemy for the connection
        costs more than many a statement.
        """
        kept = session.info.get("driver")
        if kept is not None and kept[0] is session.get_transaction():
            driver: Self = kept[1]
            return driver
        connection = session.connection()
        driver = super().__new__(cls)
        driver.sqlite = connection.dialect.name == "sqlite"
        driver._cursor = cast("_Cursor", connection.connection.cursor())
        session.info["driver"] = (session.get_transaction(), driver)
        return driver

    def either(self, sqlite: str, postgresql: str) -> str:
        """The text for the database in use."""
        return sqlite if self.sqlite else postgresql

    def run(self, sql: str, values: Sequence[Value] = ()) -> None:
        """Execute one statement."""
        self._cursor.execute(sql if self.sqlite else _for_psycopg(sql), values)

    def many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Execute one statement for each of *rows*."""
        if rows:
            self._cursor.executemany(sql if self.sqlite else _for_psycopg(sql), rows)

    def one(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row, or None."""
        self.run(sql, values)
        row = self._cursor.fetchone()
        if self.sqlite:
            self._cursor.fetchall()  # an open cursor would make our own COMMIT wait
        return row

    def all(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """All rows: a read fetches everything and ends."""
        self.run(sql, values)
        return self._cursor.fetchall()

    def chunks(
        self, sql: str, values: Sequence[Value] = (), size: int = 20_000
    ) -> Iterator[list[Row]]:
        """Rows in lists of *size*, for one pass over more than memory should hold."""
        self.run(sql, values)
        while rows := self._cursor.fetchmany(size):
            yield rows


def marks(count: int) -> str:
    """``?, ?, ?``: places for *count* values."""
    return ", ".join("?" * count)
