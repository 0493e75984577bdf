"""What the environment can do to a desk, said once: locked, full, unreadable, gone."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError

from supplydesk.domain.problem import Problem


class StoreTrouble(Exception):
    """Not the clerk's doing: ``problem`` says what is wrong with the surroundings and what to do."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.text)


class Conflict(Exception):
    """Another desk was first: nothing was written, and the same work may be tried again."""


def trouble(code: str, text: str, /, **values: object) -> StoreTrouble:
    """A `StoreTrouble` whose *text*, already translated, is filled with *values*."""
    return StoreTrouble(Problem(code, text.format(**values)))


def locked() -> StoreTrouble:
    """Another program holds the desk longer than we wait."""
    return StoreTrouble(
        Problem.of(
            "locked",
            "store.trouble",
            "Another program is holding the desk's file. Nothing was written. "
            "Close the other program or wait a moment, then try again.",
        )
    )


def _sqlite(error: sqlite3.Error) -> StoreTrouble | None:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return locked()
    if name.startswith("SQLITE_FULL"):
        return StoreTrouble(
            Problem.of(
                "disk_full",
                "store.trouble",
                "The disk is full. Nothing was written and what was there is intact. "
                "Free some space, then try again.",
            )
        )
    if name.startswith("SQLITE_READONLY"):
        return StoreTrouble(
            Problem.of(
                "read_only",
                "store.trouble",
                "The desk's file or its folder cannot be written. Nothing was written. "
                "Ask for write permission, or copy the desk to a folder of your own.",
            )
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StoreTrouble(
            Problem.of(
                "damaged",
                "store.trouble",
                "The desk's file is damaged. Leave it as it is and restore the last backup.",
            )
        )
    if name.startswith("SQLITE_CANTOPEN"):
        return StoreTrouble(
            Problem.of(
                "cannot_open",
                "store.trouble",
                "The desk's file cannot be opened. See that it is there, that you may read it, "
                "and that not too many files are open.",
            )
        )
    if name.startswith(("SQLITE_IOERR", "SQLITE_NOMEM", "SQLITE_PROTOCOL")):
        return StoreTrouble(
            Problem.of(
                "io_error",
                "store.trouble",
                "Reading or writing the desk's file failed ({name}). Nothing was written. "
                "See to the disk or the connection to it, then try again.",
                name=name,
            )
        )
    if name.startswith("SQLITE_INTERRUPT"):
        return StoreTrouble(Problem.of("cancelled", "store.trouble", "Cancelled."))
    return None


def _postgresql(error: psycopg.Error) -> StoreTrouble | None:
    state = error.sqlstate or ""
    if state in {"53100", "53200"}:
        return StoreTrouble(
            Problem.of(
                "disk_full",
                "store.trouble",
                "The database server is out of room. Nothing was written. "
                "Tell whoever looks after the server.",
            )
        )
    if state in {"42501", "25006"}:
        return StoreTrouble(
            Problem.of(
                "read_only",
                "store.trouble",
                "This account may not write to the database. Nothing was written. "
                "Tell whoever looks after the server.",
            )
        )
    if state == "55P03":
        return locked()
    if state == "57014":
        return StoreTrouble(Problem.of("cancelled", "store.trouble", "Cancelled."))
    if isinstance(error, psycopg.OperationalError):
        return StoreTrouble(
            Problem.of(
                "no_server",
                "store.trouble",
                "The database server does not answer ({reason}). See that it is running and "
                "that the network is there. If you were posting, try again with the same key: "
                "it is never posted twice.",
                reason=str(error).strip().splitlines()[0] if str(error).strip() else state,
            )
        )
    return None


def explained(error: BaseException) -> Exception | None:
    """What *error* of a driver means for the desk: `StoreTrouble`, `Conflict`, or None (our bug)."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, psycopg.Error):
        if cause.sqlstate in {"40001", "40P01"}:
            return Conflict()
        return _postgresql(cause)
    if isinstance(cause, sqlite3.Error):
        return _sqlite(cause)
    return None


@contextmanager
def explaining() -> Iterator[None]:
    """Turn a driver's errors into `StoreTrouble` and `Conflict`; anything else passes through."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, psycopg.Error) as error:
        known = explained(error)
        if known is None:
            raise
        raise known from error
