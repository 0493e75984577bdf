"""What the environment can do to a desk, said once: locked, full, unreadable, gone."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlalchemy.exc import DBAPIError

from supplydesk.domain.problem import Problem
from supplydesk.store.reasons import reason_of, short_reason
from supplydesk.store.server_errors import NO_SERVER, server_errors
from supplydesk.text import translate

if TYPE_CHECKING:
    import psycopg


class StoreTrouble(Exception):
    """Not the clerk's doing: ``problem`` says what is wrong with the surroundings and what to do.

    ``reopen``: the disk failed us, so what is held open of the desk should be opened anew.
    """

    def __init__(self, problem: Problem, *, reopen: bool = False) -> None:
        self.problem = problem
        self.reopen = reopen
        super().__init__(problem.text)


class Conflict(Exception):
    """Another desk was first: nothing was written, and the same work may be tried again."""


def trouble(code: str, text: str, /, **values: object) -> StoreTrouble:
    """A `StoreTrouble` whose *text*, already translated, is filled with *values*."""
    return StoreTrouble(Problem(code, text.format(**values)))


def locked(place: object = None) -> StoreTrouble:
    """Another program holds the desk at *place*, where that is known, longer than we wait."""
    if place is not None:
        return StoreTrouble(
            Problem.of(
                "locked",
                "store.trouble",
                "{place} is held by another program or another desk. Nothing was written. Close "
                "the other program or wait a moment, then try again.",
                place=place,
            )
        )
    return StoreTrouble(
        Problem.of(
            "locked",
            "store.trouble",
            "Another program is holding the desk's file. Nothing was written. "
            "Close the other program or wait a moment, then try again.",
        )
    )


_LOCK_NOT_AVAILABLE = "55P03"
_INTERRUPTED = frozenset(
    {"SQLITE_READONLY_ROLLBACK", "SQLITE_READONLY_RECOVERY", "SQLITE_READONLY_CANTLOCK"}
)
# What a COMMIT may fail with after its point of no return, the emptied journal, or on it.
_LAST_STEPS = frozenset(
    {
        "SQLITE_IOERR_FSYNC",
        "SQLITE_IOERR_DIR_FSYNC",
        "SQLITE_IOERR_TRUNCATE",
        "SQLITE_IOERR_DELETE",
        "SQLITE_IOERR_CLOSE",
    }
)


def doubtful(error: sqlite3.Error) -> StoreTrouble | None:
    """What a failed COMMIT means where nobody can say whether it will stand; otherwise None."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name not in _LAST_STEPS:
        return None
    return StoreTrouble(
        Problem.of(
            "in_doubt",
            "store.trouble",
            "The disk failed at the very last step of saving ({name}), so it is not certain "
            "whether this was saved. See to the disk, then try again: what was saved already is "
            "found by its key and never written twice.",
            name=name,
        ),
        reopen=True,
    )


_WHERE_DRIVERS_READ = frozenset(
    {"supplydesk.store.driver", "sqlalchemy.engine.default", "sqlalchemy.engine.cursor"}
    | {"supplydesk.store.copies"}
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def file_trouble(error: OSError, path: Path) -> StoreTrouble:
    """What *error* of the file system on *path* means for the person who wanted a file there."""
    if error.errno in _FULL:
        return StoreTrouble(
            Problem.of(
                "disk_full",
                "store.trouble",
                "The disk that {path} is to lie on is full. Nothing was changed. Free some space "
                "or choose another folder, then try again.",
                path=path,
            )
        )
    if error.errno in _FORBIDDEN:
        return StoreTrouble(
            Problem.of(
                "read_only",
                "store.trouble",
                "{path} cannot be written. Nothing was changed. Ask for write permission, or "
                "choose another folder.",
                path=path,
            )
        )
    return StoreTrouble(
        Problem.of(
            "file_error",
            "store.trouble",
            "Reading or writing {path} failed ({reason}). See to the disk or choose another "
            "folder, then try again.",
            path=path,
            reason=reason_of(error),
        )
    )


def _name(error: sqlite3.Error) -> str:
    """SQLite's own name of what failed; Python itself refuses a text that is none without one."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if not name and str(error).startswith("Could not decode to UTF-8"):
        return "SQLITE_CORRUPT"
    return name


def _sqlite(error: sqlite3.Error, place: object) -> StoreTrouble | None:
    name = _name(error)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return locked(place)
    if name.startswith("SQLITE_FULL"):
        return StoreTrouble(
            Problem.of(
                "disk_full",
                "store.trouble",
                "The disk is full. Nothing was written and what was there is intact. "
                "Free some space, then try again.",
            ),
            reopen=True,
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
        return _closed_to_us(name)
    if name.startswith("SQLITE_INTERRUPT"):
        return StoreTrouble(Problem.of("cancelled", "store.trouble", "Cancelled."))
    return _failed(name, place)


def damaged(place: object = None, where: str = "") -> StoreTrouble:
    """The desk's file, at *place* where that is known, is damaged; *where* is what was found."""
    if place is None:
        text = translate(
            "store.trouble",
            "The desk's file is damaged. Leave it as it is and restore the last backup.",
        )
    else:
        text = translate(
            "store.trouble",
            "The desk's file {place} is damaged. Leave it as it is and restore the last backup.",
        ).format(place=place)
    if where:
        text += translate("store.trouble", " (Found: {where})").format(where=short_reason(where))
    return StoreTrouble(Problem("damaged", text), reopen=True)


def _failed(name: str, place: object) -> StoreTrouble | None:
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(place)
    if name.startswith(("SQLITE_IOERR", "SQLITE_NOMEM", "SQLITE_PROTOCOL")):
        return StoreTrouble(
            Problem.of(
                "io_error",
                "store.trouble",
                "Reading or writing the desk's file failed ({name}). Nothing was written. "
                "See to the disk or the connection to it, then try again.",
                name=name,
            ),
            reopen=True,
        )
    return None


def _closed_to_us(name: str) -> StoreTrouble:
    if name in _INTERRUPTED:
        return StoreTrouble(
            Problem.of(
                "interrupted_writing",
                "store.trouble",
                "The last program that wrote to this desk was cut off in the middle, and what it "
                "left can only be tidied up where the file and its folder can be written. Open "
                "the desk there once, or copy it, with the file ending in “-journal”, to a "
                "folder of your own.",
            ),
            reopen=True,
        )
    if name.startswith("SQLITE_READONLY"):
        return StoreTrouble(
            Problem.of(
                "read_only",
                "store.trouble",
                "The desk's file or its folder cannot be written. Nothing was written. "
                "Ask for write permission, or copy the desk to a folder of your own.",
            ),
            # Also where SQLite, out of handles for a moment, has opened the file to read only.
            reopen=True,
        )
    return StoreTrouble(
        Problem.of(
            "cannot_open",
            "store.trouble",
            "The desk's file cannot be opened. See that it is there, that you may read it, "
            "and that not too many files are open.",
        ),
        reopen=True,
    )


def _server(error: "psycopg.Error", place: object) -> Exception | None:
    if error.sqlstate in {"40001", "40P01"}:
        return Conflict()
    if error.sqlstate == _LOCK_NOT_AVAILABLE:
        return locked(place)
    # Whoever works on a file never imports the server's driver, which this room stands on.
    from supplydesk.store.server_trouble import server_problem  # noqa: PLC0415

    problem = server_problem(error)
    return None if problem is None else StoreTrouble(problem, reopen=problem.code == NO_SERVER)


def explained(error: BaseException, place: object = None) -> Exception | None:
    """What a driver's *error* means for the desk: `StoreTrouble`, `Conflict`, or None (our bug).

    *place* is where the desk lies, so that whoever has several knows which one is meant.
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, server_errors()):
        return _server(cast("psycopg.Error", cause), place)
    if isinstance(cause, UnicodeDecodeError):
        return _failed("SQLITE_CORRUPT", place) if _read_by_driver(cause) else None
    if isinstance(cause, sqlite3.Error):
        if moved(cause):
            return Conflict()  # restored meanwhile: the next try opens the file that is there now
        return _sqlite(cause, place)
    return None


def moved(error: BaseException) -> bool:
    """Whether *error* says that another file lies where SQLite opened the desk."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlite_errorname", "") == "SQLITE_READONLY_DBMOVED"


def _read_by_driver(error: UnicodeDecodeError) -> bool:
    """Whether it was the desk's own text that could not be read, and not somebody's file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_globals.get("__name__") in _WHERE_DRIVERS_READ


@contextmanager
def explaining(place: object = None) -> Iterator[None]:
    """Turn a driver's errors into `StoreTrouble` and `Conflict`; anything else passes through.

    *place*: where the desk lies, as `explained`.
    """
    try:
        yield
    except Exception as error:
        # Which errors are a driver's is asked only now: it may have been imported meanwhile.
        known = explained(error, place)
        if known is None:
            raise
        raise known from error
