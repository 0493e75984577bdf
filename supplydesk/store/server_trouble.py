"""What a PostgreSQL server can do to a desk, as people are told it."""

import psycopg
from psycopg import pq
from psycopg.conninfo import make_conninfo

from supplydesk.domain.problem import Problem
from supplydesk.store.server_errors import NO_SERVER

PING_SECONDS = 3
# What a server says while it cannot take us in yet: waiting helps, another password does not.
_PASSING = (
    "starting up", "shutting down", "recovery mode", "too many clients",
    "not yet accepting connections", "not accepting connections",
)  # fmt: skip
# What our own side says of a server that was not there, though it may be again by now.
_UNANSWERED = (
    "refused", "No such file", "closed the connection", "reset by peer", "timeout", "Broken pipe",
)  # fmt: skip


def server_problem(error: psycopg.Error) -> Problem | None:
    """What *error* means for whoever works at a desk on a server; None for a bug of ours."""
    state = error.sqlstate or ""
    if state in {"53100", "53200"}:
        return Problem.of(
            "disk_full",
            "store.server_trouble",
            "The database server is out of room. Nothing was written. "
            "Tell whoever looks after the server.",
        )
    if state in {"42501", "25006"}:
        return Problem.of(
            "read_only",
            "store.server_trouble",
            "This account may not write to the database. Nothing was written. "
            "Tell whoever looks after the server.",
        )
    if state == "57014":
        return Problem.of("cancelled", "store.server_trouble", "Cancelled.")
    return _unreachable(error) if isinstance(error, psycopg.OperationalError) else None


def _unreachable(error: psycopg.OperationalError) -> Problem:
    said = next(iter(str(error).strip().splitlines()), error.sqlstate or "")
    if _turned_away(error, said):
        return Problem.of(
            "turned_away",
            "store.server_trouble",
            "The database server answers, but does not let us in. See to the account, its "
            "password and the database's name in the desk's address; the database itself has to "
            "be made there first (createdb). (The server says: {reason})",
            reason=said.rpartition("FATAL:")[2].strip(),
        )
    return Problem.of(
        NO_SERVER,
        "store.server_trouble",
        "The database server does not answer. See that it is running and that the network is "
        "there. If you were posting, try again with the same key: it is never posted twice. "
        "(What was said: {reason})",
        reason=said,
    )


def _turned_away(error: psycopg.OperationalError, said: str) -> bool:
    """Whether a connection failed at a server that takes connections.

    Such errors come without an SQLSTATE, and their text in the server's own language.
    """
    failed = error.pgconn
    if (
        failed is None
        or error.sqlstate is not None
        or any(word in said for word in (*_PASSING, *_UNANSWERED))
    ):
        return False
    where = {
        option.keyword.decode(): option.val.decode()
        for option in failed.info
        if option.val and option.keyword in {b"host", b"hostaddr", b"port"}
    }
    address = make_conninfo("", connect_timeout=PING_SECONDS, **where)
    return pq.PGconn.ping(address.encode()) == pq.Ping.OK
