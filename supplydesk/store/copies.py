"""A desk's file copied while it is in use, and a copy looked over before anybody relies on it.

The copy is made by SQLite's own backup, page by page between other programs' writes. Where these
come so thick that it would begin again for ever, the last attempt lets nobody write meanwhile.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from supplydesk.domain.problem import Problem
from supplydesk.store.database import BUSY_TIMEOUT, sqlite_address
from supplydesk.store.desk_file import check_file
from supplydesk.store.migrate import known_version
from supplydesk.store.reasons import of_a_row, short_reason
from supplydesk.store.trouble import StoreTrouble, damaged, explaining, locked

Tick = Callable[[int, int], None]

DAMAGES = frozenset({"damaged", "copy_damaged", "cut_short"})
"""The codes of a file that is not whole."""
PAGES_AT_ONCE = 1_000
RESTARTS = 3
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_STEPS_BETWEEN_TICKS = 100_000


@dataclass(frozen=True, slots=True)
class Examined:
    """A desk that was looked over: its schema, and the end of its chain."""

    version: str
    sequence: int
    hash: str


class _Disturbed(Exception):
    """Others wrote meanwhile, and the copy keeps beginning again."""


class _Progress:
    """What SQLite tells after each bunch of pages; a tick that raises ends the copying."""

    def __init__(self, source: Path, tick: Tick | None, timeout: int, restarts: int | None) -> None:
        self._source = source
        self._tick, self._timeout, self._restarts = tick, timeout / 1000, restarts
        self._remaining: int | None = None
        self._until: float | None = None

    def __call__(self, status: int, remaining: int, total: int) -> None:
        if status in _BUSY:
            self._until = self._until or time.monotonic() + self._timeout
            if time.monotonic() > self._until:
                raise locked(self._source)
            return
        self._until = None
        if (
            self._remaining is not None
            and remaining > self._remaining
            and self._restarts is not None
        ):
            self._restarts -= 1
            if self._restarts <= 0:
                raise _Disturbed
        self._remaining = remaining
        if self._tick is not None:
            self._tick(total - remaining, total)


def copy_database(
    source: Path, target: Path, *, timeout: int = BUSY_TIMEOUT, tick: Tick | None = None
) -> None:
    """Copy the desk at *source*, as it is at one moment, into the empty file *target*.

    Nothing is synced: the caller checks the copy, syncs it and gives it its name.

    Args:
        source: a desk's file; others may go on writing to it.
        target: an empty file.
        timeout: how long to wait for another program's lock, in milliseconds.
        tick: told how many pages are copied, of how many; may raise to cancel.

    Raises:
        StoreTrouble: it is locked or damaged, or there is no room.
    """
    with explaining(source), closing(_connect(source, "ro", timeout)) as origin:
        try:
            _fill(origin, target, _Progress(source, tick, timeout, RESTARTS), timeout)
        except _Disturbed:
            # What the broken-off attempt left is half a database, and no journal to undo it by.
            os.truncate(target, 0)
            origin.execute("BEGIN")
            origin.execute("SELECT COUNT(*) FROM sqlite_schema").fetchall()
            _fill(origin, target, _Progress(source, tick, timeout, None), timeout)
            origin.rollback()


def _fill(origin: sqlite3.Connection, target: Path, progress: "_Progress", timeout: int) -> None:
    with closing(_connect(target, "rw", timeout)) as copy:
        copy.execute("PRAGMA journal_mode=OFF").fetchall()
        copy.execute("PRAGMA synchronous=OFF")
        origin.backup(copy, pages=PAGES_AT_ONCE, progress=progress, sleep=0.02)


def _connect(path: Path, mode: str, timeout: int) -> sqlite3.Connection:
    return sqlite3.connect(
        sqlite_address(path, mode), uri=True, isolation_level=None, timeout=timeout / 1000
    )


@contextmanager
def _ticking(connection: sqlite3.Connection, tick: Tick | None) -> Iterator[None]:
    """Let *tick* be asked while one long statement runs, and end it if that raises."""
    raised: list[BaseException] = []

    def ask() -> int:
        try:
            if tick is not None:
                tick(0, 1)
        except BaseException as why:  # noqa: BLE001 - handed on below; here it would be swallowed
            raised.append(why)
            return 1
        return 0

    connection.set_progress_handler(ask, _STEPS_BETWEEN_TICKS)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def examine(
    path: Path, *, tick: Tick | None = None, timeout: int = BUSY_TIMEOUT, desk: bool = False
) -> Examined:
    """Look over the desk's file at *path*: every page, every reference, the end of its chain.

    Args:
        path: the file.
        tick: asked now and then; may raise to cancel.
        timeout: how long to wait for another program's lock, in milliseconds.
        desk: it is the desk itself and no copy, so that older copies are what helps.

    Raises:
        StoreTrouble: it is no desk, a newer one, or damaged; nothing in it was changed.
    """
    broken = damaged if desk else _damaged
    check_file(path)
    with explaining(path), closing(_connect(path, "ro", timeout)) as connection:
        with _ticking(connection, tick):
            for (said,) in connection.execute("PRAGMA integrity_check").fetchall():
                # Rows past the rules are the books' matter, and for `verify` to name.
                if said != "ok" and not of_a_row(said):
                    raise broken(path, str(said))
            if alien := connection.execute("PRAGMA foreign_key_check").fetchone():
                raise broken(path, f"{alien[0]} {alien[1]} → {alien[2]}")
        version = known_version(_version(connection), path)
        head = connection.execute("SELECT sequence, hash FROM chain_head WHERE id = 1").fetchone()
        if head is None:
            raise broken(path, "chain_head")
        sequence, last = int(head[0]), str(head[1])
        if not _on_chain(connection, sequence, last):
            raise broken(path, f"chain_head {sequence}")
    if tick is not None:
        tick(1, 1)
    return Examined(version, sequence, last)


def follows(source: Path, copy: Examined, timeout: int = BUSY_TIMEOUT) -> bool:
    """Whether the end of the *copy*'s chain lies on the chain of the desk at *source*."""
    with explaining(source), closing(_connect(source, "ro", timeout)) as connection:
        return _on_chain(connection, copy.sequence, copy.hash)


def _on_chain(connection: sqlite3.Connection, sequence: int, last: str) -> bool:
    row = connection.execute("SELECT hash FROM journal WHERE sequence = ?", (sequence,)).fetchone()
    return bool(row == (last,))


def _version(connection: sqlite3.Connection) -> str | None:
    there = connection.execute(
        "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'alembic_version'"
    ).fetchone()
    if there == (0,):
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _damaged(path: Path, where: str) -> StoreTrouble:
    return StoreTrouble(
        Problem.of(
            "copy_damaged",
            "store.copies",
            "{path} is damaged; nothing in it was changed. Take an older backup. "
            "(Found at: {where})",
            path=path,
            where=short_reason(where),
        )
    )
