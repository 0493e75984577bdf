"""PostgreSQL as the desk needs it: no connection waits longer for a lock than the desk does.

A server's own patience is without end, so that one forgotten transaction would hold every desk.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL

if TYPE_CHECKING:
    import psycopg

CONNECT_SECONDS = 10


def patience(timeout: int) -> str:
    """The statement that gives a connection *timeout* milliseconds for each lock."""
    return f"SET lock_timeout = {max(timeout, 1)}"  # to the server, 0 means for ever


def server_engine(url: URL, timeout: int, *, reads: bool = False) -> Engine:
    """An engine for the database at *url*.

    Args:
        url: its address.
        timeout: how long to wait for another desk's lock, in milliseconds.
        reads: each transaction sees one moment and can write nothing.
    """
    engine = create_engine(
        url,
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "supplydesk"},
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ" if reads else "READ COMMITTED",
        execution_options={"postgresql_readonly": True} if reads else {},
    )
    event.listen(engine, "connect", _waiting(patience(timeout)))
    return engine


def _waiting(said: str) -> "Callable[[psycopg.Connection, object], None]":
    def prepare(connection: "psycopg.Connection", _record: object) -> None:
        # Said by a statement: a pooler before the server refuses what comes with the address.
        # By itself, or the first rollback would take it back.
        connection.autocommit = True
        connection.execute(said.encode())
        connection.autocommit = False

    return prepare
