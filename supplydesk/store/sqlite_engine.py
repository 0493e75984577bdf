"""SQLite as the desk needs it: settings read back on every connection, and the right file held.

The desk is one file in journal mode TRUNCATE with synchronous EXTRA: in replayed power cuts that
lost nothing, where WAL with NORMAL and DELETE with FULL lost acknowledged postings.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

from supplydesk.domain.problem import Problem
from supplydesk.store.trouble import StoreTrouble

BUSY_TIMEOUT = 10_000
APPLICATION_ID = 0x53444B31  # "SDK1": what tells our files from others'
WRITER_PRAGMAS: Mapping[str, int | str] = {
    "busy_timeout": BUSY_TIMEOUT,
    "journal_mode": "truncate",
    "synchronous": 3,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "cache_spill": 0,
}
READER_PRAGMAS: Mapping[str, int | str] = {
    "busy_timeout": BUSY_TIMEOUT,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "query_only": 1,
}


class _Connection(sqlite3.Connection):
    """A connection that knows which file lay at its path when it was opened."""

    file: tuple[int, int] | None = None


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file lies at *path* now; None if there is none to be seen."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def sqlite_address(path: Path, mode: str) -> str:
    """The address by which SQLite opens *path* in *mode* (``ro`` or ``rw``), and never makes it."""
    return f"file:{quote(str(path))}?mode={mode}"


def _set_pragmas(connection: sqlite3.Connection, pragmas: Mapping[str, int | str]) -> None:
    for name, value in pragmas.items():
        connection.execute(f"PRAGMA {name}={value}")
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != value:
            raise StoreTrouble(
                Problem.of(
                    "pragma",
                    "store.sqlite_engine",
                    "SQLite does not take the setting {name} = {value} on this file ({found}). "
                    "Move the desk to an ordinary local disk.",
                    name=name,
                    value=value,
                    found=row and row[0],
                )
            )


def sqlite_engine(
    path: Path, pragmas: Mapping[str, int | str], begin: str, mode: str, timeout: int
) -> Engine:
    """An engine for the file at *path*.

    Args:
        path: the desk's file.
        pragmas: what is set on every connection, and must read back the same.
        begin: the statement that begins a transaction.
        mode: ``ro`` or ``rw``.
        timeout: how long to wait for another program's lock, in milliseconds.
    """
    uri = sqlite_address(path, mode)

    def connect() -> sqlite3.Connection:
        file = _file_at(path)  # looked at first: if it is replaced meanwhile, checkout finds out
        connection = sqlite3.connect(
            uri,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=timeout / 1000,
            factory=_Connection,
        )
        connection.file = file
        return connection

    # The pool that SQLAlchemy takes for a file it does not know of keeps one connection a thread,
    # which two sessions of a thread would then share.
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        _set_pragmas(connection, pragmas)

    @event.listens_for(engine, "checkout")
    def _still_there(connection: _Connection, _record: object, _proxy: object) -> None:
        # A restore puts another file here; what we hold open would then be the one set aside.
        if connection.file != _file_at(path):
            raise DisconnectionError

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
