"""Opening a desk and writing to it: engines for SQLite and PostgreSQL, and transactions.

On SQLite writers begin with ``BEGIN IMMEDIATE``; readers have ``query_only``. On PostgreSQL writers
work at READ COMMITTED under one lock order, readers at REPEATABLE READ READ ONLY.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlmodel import Session

from supplydesk.domain.problem import refuse
from supplydesk.domain.seat import Seat
from supplydesk.store.server_engine import server_engine
from supplydesk.store.server_errors import server_errors
from supplydesk.store.sqlite_engine import (
    APPLICATION_ID,
    BUSY_TIMEOUT,
    READER_PRAGMAS,
    WRITER_PRAGMAS,
    sqlite_address,
    sqlite_engine,
)
from supplydesk.store.trouble import (
    Conflict,
    StoreTrouble,
    doubtful,
    explained,
    explaining,
    locked,
    moved,
)

TRIES = 4
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Location:
    """Where a desk lies: a file (``path``) or a PostgreSQL database (``url``)."""

    url: URL
    path: Path | None = None

    def __str__(self) -> str:
        return str(self.path) if self.path else _plain(self.url)


def _plain(url: URL) -> str:
    """The address as people write it: without our driver's name, and without the password."""
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def locate(text: str | Path) -> Location:
    """The `Location` that a path or a ``postgresql://`` address names."""
    if isinstance(text, Path) or "://" not in text:
        path = Path(text).expanduser().absolute()
        return Location(URL.create("sqlite", database=str(path)), path)
    try:
        url = make_url(text)
    except ArgumentError:
        url = None
    if url is None or not url.drivername.startswith("postgresql"):
        raise refuse(
            "database_address",
            "store.database",
            "“{text}” is no file and no postgresql:// address. Name the desk's file, or its server "
            "as postgresql://user@host/database.",
            field="db",
            text=text,
        )
    return Location(url.set(drivername="postgresql+psycopg"))


class DeskSession(Session):
    """A session with the person whose work it is."""

    def __init__(self, engine: Engine, seat: Seat) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.seat = seat


@dataclass(frozen=True, slots=True)
class Database:
    """An open desk: one engine to write with, one to read with."""

    location: Location
    writer: Engine
    reader: Engine
    read_only: bool = False
    timeout: int = BUSY_TIMEOUT

    @property
    def sqlite(self) -> bool:
        """Whether the desk is a file of its own."""
        return self.location.path is not None

    def close(self) -> None:
        """Give every connection back."""
        self.writer.dispose()
        self.reader.dispose()


def engines(
    location: Location, *, read_only: bool = False, timeout: int = BUSY_TIMEOUT
) -> Database:
    """Engines for *location*, nothing checked and nothing opened yet.

    Args:
        location: where the desk lies.
        read_only: the file is opened so that nothing can be written to it.
        timeout: how long to wait for another program's lock, in milliseconds.
    """
    if location.path is not None:
        mode = "ro" if read_only else "rw"
        readers = {**READER_PRAGMAS, "busy_timeout": timeout}
        writers = readers if read_only else {**WRITER_PRAGMAS, "busy_timeout": timeout}
        return Database(
            location,
            sqlite_engine(
                location.path, writers, "BEGIN" if read_only else "BEGIN IMMEDIATE", mode, timeout
            ),
            sqlite_engine(location.path, readers, "BEGIN", mode, timeout),
            read_only,
            timeout,
        )
    return Database(
        location,
        server_engine(location.url, timeout),
        server_engine(location.url, timeout, reads=True),
        timeout=timeout,
    )


def may_write(path: Path) -> bool:
    """Whether both the file and its folder, where the rollback journal lies, can be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _commit(database: Database, session: DeskSession) -> None:
    # A reader's open cursor makes COMMIT answer busy; the transaction stands meanwhile, so it is
    # the COMMIT that is tried again and never the work.
    session.flush()
    if database.sqlite:
        raw = session.connection().connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        deadline = time.monotonic() + 3 * database.timeout / 1000
        while raw.in_transaction:
            try:
                raw.execute("COMMIT")
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorname.startswith("SQLITE_BUSY")
                if not busy:
                    # SQLite has rolled back, unless it was the very last sync that failed.
                    raise doubtful(error) or error from error
                if time.monotonic() > deadline:
                    raise
    session.commit()


@contextmanager
def _guarded(database: Database) -> Iterator[None]:
    """Say what failed; after a failing disk, open the file anew before the next try."""
    try:
        with explaining(database.location):
            yield
    except StoreTrouble as trouble:
        if trouble.reopen:
            database.close()
        raise


@contextmanager
def transaction(database: Database, seat: Seat) -> Iterator[DeskSession]:
    """One transaction: committed when the block ends, rolled back when it raises.

    Raises:
        StoreTrouble: the surroundings failed; nothing was written, or (``in_doubt``) the very last
            step failed, and only a look at the desk can tell.
        Conflict: another desk was first; nothing was written and the work may be tried again.
    """
    with _guarded(database), DeskSession(database.writer, seat) as session:
        try:
            yield session
            _commit(database, session)
        except BaseException as error:
            _roll_back(session, error)
            raise


def _roll_back(session: DeskSession, error: BaseException) -> None:
    known = error if isinstance(error, StoreTrouble) else explained(error)
    if (isinstance(known, StoreTrouble) and known.reopen) or moved(error):
        # Closing alone would not do: while a cursor is left, SQLite keeps what was closed half
        # alive, and with it the lock that the next try needs.
        with suppress(SQLAlchemyError, sqlite3.Error, *server_errors(), StoreTrouble):
            session.connection().connection.rollback()
        with suppress(SQLAlchemyError, sqlite3.Error, *server_errors()):
            session.invalidate()
    else:
        session.rollback()


def write(database: Database, seat: Seat, work: Callable[[DeskSession], Result]) -> Result:
    """Do *work* in one transaction, again where another desk was first, and return its result."""
    for _ in range(TRIES - 1):
        try:
            with transaction(database, seat) as session:
                return work(session)
        except Conflict:
            continue
    try:
        with transaction(database, seat) as session:
            return work(session)
    except Conflict as conflict:
        raise locked(database.location) from conflict


@contextmanager
def reading(database: Database, seat: Seat) -> Iterator[DeskSession]:
    """A session that sees one moment of the desk and can write nothing."""
    with _guarded(database), DeskSession(database.reader, seat) as session:
        try:
            yield session
        except BaseException as error:
            _roll_back(session, error)
            raise
        else:
            session.rollback()


__all__ = [
    "APPLICATION_ID",
    "BUSY_TIMEOUT",
    "READER_PRAGMAS",
    "WRITER_PRAGMAS",
    "Conflict",
    "Database",
    "DeskSession",
    "Location",
    "StoreTrouble",
    "engines",
    "explained",
    "locate",
    "may_write",
    "reading",
    "sqlite_address",
    "transaction",
    "write",
]
