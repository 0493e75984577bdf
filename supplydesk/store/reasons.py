"""Why the system or SQLite would not, in a few words of the clerk's language."""

import errno
import sqlite3

from supplydesk.text import translate


def reason_of(error: BaseException) -> str:
    """Why *error* came, to stand in brackets; the system's own words where we have none."""
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", "") or ""
        return _of_sqlite(name) or str(error)
    number = error.errno if isinstance(error, OSError) else None
    words = _words().get(errno.errorcode.get(number or 0, ""))
    return words or getattr(error, "strerror", None) or str(error) or type(error).__name__


LONGEST = 120
_OF_ROWS = ("CHECK constraint failed", "NULL value in", "non-", "NUMERIC value in", "TEXT value in")


def of_a_row(said: str) -> bool:
    """Whether what SQLite *said* is of a row that somebody wrote past the rules of its table, in a
    file that is whole.
    """
    return said.startswith(_OF_ROWS)


def short_reason(said: str) -> str:
    """The first thing that SQLite *said* of a damaged file, without its heading and its rest."""
    lines = [line.strip() for line in said.splitlines()]
    told = [line for line in lines if line and not line.startswith("***")]
    first = told[0] if told else said.strip()
    return first if len(first) <= LONGEST else first[: LONGEST - 1] + "…"


def _of_sqlite(name: str) -> str | None:
    for begins, same in (
        ("SQLITE_FULL", "ENOSPC"),
        ("SQLITE_IOERR", "EIO"),
        ("SQLITE_READONLY", "EROFS"),
        ("SQLITE_CANTOPEN", "EACCES"),
        ("SQLITE_PERM", "EACCES"),
    ):
        if name.startswith(begins):
            return _words()[same]
    return None


def _words() -> dict[str, str]:
    forbidden = translate("store.reasons", "no permission")
    full = translate("store.reasons", "the disk is full")
    confused = translate("store.reasons", "a file and a folder are confused")
    return {
        "EACCES": forbidden,
        "EPERM": forbidden,
        "ENOSPC": full,
        "EDQUOT": full,
        "EFBIG": translate("store.reasons", "the disk takes no file so large"),
        "EROFS": translate("store.reasons", "it can only be read"),
        "ENOENT": translate("store.reasons", "no such file or folder"),
        "EEXIST": translate("store.reasons", "something else has that name"),
        "EISDIR": confused,
        "ENOTDIR": confused,
        "EIO": translate("store.reasons", "the disk or the connection to it failed"),
        "ENAMETOOLONG": translate("store.reasons", "the name is too long"),
        "EMFILE": translate("store.reasons", "too many files are open"),
        "ENFILE": translate("store.reasons", "too many files are open"),
        "EBUSY": translate("store.reasons", "another program is using it"),
        "ELOOP": translate("store.reasons", "links lead in a circle"),
    }
