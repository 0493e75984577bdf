"""One desk's file in another's place: nobody else inside, the old one kept, never half of either.

A rollback journal belongs to one file and to its name. Left where it lies it would be played into
whatever file takes that name next, so it is played back first or travels with its own file.
"""

import errno
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from supplydesk import paths
from supplydesk.store.database import BUSY_TIMEOUT, sqlite_address
from supplydesk.store.trouble import locked

BESIDE = ("-journal", "-wal", "-shm")
ASIDE = "-set-aside-"
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})


def beside(path: Path, ending: str) -> Path:
    """The file that SQLite keeps beside *path*: its name with *ending*."""
    return path.with_name(path.name + ending)


def aside_name(path: Path, stamp: str) -> Path:
    """A free name beside *path* for the file that is set aside at *stamp*."""
    for count in range(1, 1000):
        more = f"-{count}" if count > 1 else ""
        name = path.with_name(f"{path.stem}{ASIDE}{stamp}{more}{path.suffix}")
        if not any(os.path.lexists(beside(name, ending)) for ending in ("", *BESIDE)):
            return name
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


@contextmanager
def alone(path: Path, timeout: int = BUSY_TIMEOUT) -> Iterator[Callable[[], None]]:
    """Keep every other program out of the desk at *path*; what was cut off in it is rolled back.

    A file that SQLite cannot read needs no keeping. Yields what lets go early.

    Raises:
        StoreTrouble: another program is in it for longer than *timeout* milliseconds.
    """
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(
            sqlite_address(path, "rw"), uri=True, isolation_level=None, timeout=timeout / 1000
        )
        connection.execute("PRAGMA journal_mode=TRUNCATE").fetchall()
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if connection is not None:
            connection.close()
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise locked(path) from error
        connection = None

    def let_go() -> None:
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.rollback()
            connection.close()

    try:
        yield let_go
    finally:
        let_go()


def set_aside(path: Path, aside: Path) -> Path | None:
    """Give what lies at *path* the name *aside* as well, with its journal if that is still hot.

    *path* itself stays until its successor takes the name, so that there is always a desk there.
    Returns *aside*, or None if nothing lay at *path*.
    """
    for ending in BESIDE:
        left = beside(path, ending)
        if left.exists() and left.stat().st_size:
            left.rename(beside(aside, ending))
    if not path.exists():
        return None
    try:
        os.link(path, aside)
    except OSError as refusal:
        if refusal.errno not in _NO_LINKS:
            raise
        # A stick with FAT has no second names. The copy costs room, and nothing else.
        shutil.copy2(path, aside)
    return aside


def clear_way(path: Path) -> None:
    """Where a desk has vanished and its journal has not, keep that from the desk to come."""
    if any(beside(path, ending).exists() for ending in BESIDE) and not path.exists():
        set_aside(path, aside_name(path, "0"))


def forget_second_name(path: Path) -> None:
    """Undo what a restore that was killed before its last step left: a second name of this file."""
    with suppress(OSError):
        own = path.stat()
        if own.st_nlink < 2:  # noqa: PLR2004 - a file has one name, and this one has two
            return
        for other in path.parent.glob(f"{escape(path.stem)}{ASIDE}*{escape(path.suffix)}"):
            if other.stat().st_ino == own.st_ino and other.stat().st_dev == own.st_dev:
                other.unlink()


def clear_leftovers(folder: Path) -> None:
    """Remove what copies and desks that were killed in the making left in *folder* a day ago."""
    with suppress(OSError):
        paths.remove_leftovers(folder, time.time())
        for journal in folder.glob(".supplydesk-*.part-journal"):
            if not journal.with_name(journal.name.removesuffix("-journal")).exists():
                journal.unlink()
