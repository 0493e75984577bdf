"""A PostgreSQL desk's backups: made and read back by the server's own pg_dump and pg_restore.

A dump is read into a database of another name and takes the desk's name when it is whole; the old
database is renamed in the same transaction and kept.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from supplydesk.domain.problem import Problem
from supplydesk.store.database import BUSY_TIMEOUT, Location
from supplydesk.store.server_engine import CONNECT_SECONDS, patience
from supplydesk.store.server_programs import conninfo, run_program
from supplydesk.store.trouble import StoreTrouble, explaining, locked

Tick = Callable[[int, int], None]

MAGIC = b"PGDMP"
_IN_USE = "55006"
_FORBIDDEN = "42501"
# How the statement ends with which pg_dump waits for tables that others hold.
_SHARES = "IN ACCESS SHARE MODE"


def _connect(
    url: URL, database: str | None = None, timeout: int = BUSY_TIMEOUT
) -> psycopg.Connection:
    connection = psycopg.connect(
        conninfo(url, database),
        password=url.password,
        autocommit=True,
        connect_timeout=CONNECT_SECONDS,
    )
    connection.execute(patience(timeout).encode())
    return connection


def _major(connection: psycopg.Connection) -> int:
    return connection.info.server_version // 10_000


def dump(
    location: Location,
    target: Path,
    tick: Tick | None = None,
    *,
    timeout: int = BUSY_TIMEOUT,
    moment: str = "",
) -> tuple[int, str]:
    """Copy the database at *location* into *target*; where and in which hash the copy's chain ends.

    Args:
        location: the desk.
        target: an empty file.
        tick: told how far it is; may raise to cancel.
        timeout: how long to wait for another desk's lock, in milliseconds.
        moment: the name of a `held_moment` to be copied, if not the present one.

    Raises:
        StoreTrouble: no program, no server, no room, or the copy is not what it should be.
    """
    url = location.url
    held = ["--snapshot", moment] if moment else []
    with explaining(location), _connect(url, timeout=timeout) as connection:
        major = _major(connection)
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        size = int(row[0]) if row else 1

        def look() -> None:
            if tick is not None:
                tick(min(target.stat().st_size, size), size)

        try:
            run_program(
                "pg_dump",
                url,
                # Rights stay with the server: where it is read back, the roles may not exist.
                ["--format=custom", "--no-owner", "--no-privileges", "--no-password",
                 f"--lock-wait-timeout={max(timeout, 1)}", *held,
                 "--file", target, "--dbname", conninfo(url)],
                look,
                major,
            )  # fmt: skip
        except StoreTrouble as failed:
            if _SHARES in failed.problem.text:
                raise locked(location) from failed
            raise
        if tick is not None:
            tick(size, size)  # a small desk is copied before anybody looked
        sequence, last = _head_of(url, target, major)
        found = connection.execute(
            "SELECT hash FROM journal WHERE sequence = %s", (sequence,)
        ).fetchone()
        if found != (last,):
            raise _unusable(target)
    return sequence, last


def _head_of(url: URL, target: Path, major: int) -> tuple[int, str]:
    """Where the chain in a dump ends, read back out of it: this also proves that it can be read."""
    listed = run_program("pg_restore", url, ["--list", target], lambda: None, major)
    if "TABLE DATA" not in listed:
        raise _unusable(target)
    text = run_program(
        "pg_restore",
        url,
        ["--data-only", "--table=chain_head", "--file=-", target],
        lambda: None,
        major,
    )
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if line.startswith("COPY ") and "chain_head" in line and at + 1 < len(lines):
            names = line[line.index("(") + 1 : line.index(")")].replace(" ", "").split(",")
            row = dict(zip(names, lines[at + 1].split("\t"), strict=False))
            if row.get("sequence", "").isdigit():
                return int(row["sequence"]), row.get("hash", "")
    raise _unusable(target)


def read_through(location: Location, path: Path) -> None:
    """Read the dump at *path* from end to end, as a restore would, and write nothing anywhere.

    Raises:
        StoreTrouble: it cannot be read.
    """
    with explaining(location), _connect(location.url) as connection:
        major = _major(connection)
    words: list[str | Path] = ["--exit-on-error", "--file", os.devnull, path]
    run_program("pg_restore", location.url, words, lambda: None, major)


def _unusable(path: Path) -> StoreTrouble:
    return StoreTrouble(
        Problem.of(
            "dump_unusable",
            "store.dumps",
            "{path} is no copy of a SupplyDesk database, or a damaged one. Take another backup.",
            path=path,
        )
    )


def check_dump(path: Path) -> None:
    """Refuse what pg_dump did not write.

    Raises:
        StoreTrouble: it cannot be read, or is something else.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except OSError as error:
        raise _unusable(path) from error
    if head != MAGIC:
        raise _unusable(path)


@contextmanager
def restored_beside(url: URL, path: Path, name: str, tick: Tick | None = None) -> Iterator[URL]:
    """Read the dump at *path* into a new database *name*; dropped again unless it was renamed.

    Raises:
        StoreTrouble: no program, no right to make databases, or the dump is damaged.
    """
    check_dump(path)
    with _explained_here(), _connect(url) as connection:
        major = _major(connection)
        kept = connection.execute(
            "SELECT datcollate, datctype FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        assert kept is not None, "the database that answers is listed"
        connection.execute(
            sql.SQL(
                "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE {} LC_CTYPE {}"
            ).format(sql.Identifier(name), sql.Literal(kept[0]), sql.Literal(kept[1]))
        )
    new = url.set(database=name)
    try:
        run_program(
            "pg_restore",
            url,
            ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
             "--no-password", "--dbname", conninfo(url, name), path],
            lambda: None if tick is None else tick(0, 1),
            major,
        )  # fmt: skip
        yield new
    finally:
        with suppress(psycopg.Error), _connect(url, "postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def exchange(url: URL, new: str, aside: str) -> None:
    """Give the database *new* the desk's name and the old one the name *aside*, both or neither.

    Raises:
        StoreTrouble: somebody is still connected, or the account may not rename.
    """
    assert url.database is not None, "a desk's address names its database"
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with _explained_here(), _connect(url, "postgres") as connection, connection.transaction():
        connection.execute(rename.format(sql.Identifier(url.database), sql.Identifier(aside)))
        connection.execute(rename.format(sql.Identifier(new), sql.Identifier(url.database)))


@contextmanager
def _explained_here() -> Iterator[None]:
    try:
        with explaining():
            yield
    except StoreTrouble as trouble:
        state = getattr(trouble.__cause__, "sqlstate", None)
        if state == _IN_USE:
            raise _in_use() from trouble
        if state == _FORBIDDEN:
            raise _may_not() from trouble
        raise


def _in_use() -> StoreTrouble:
    return StoreTrouble(
        Problem.of(
            "desk_in_use",
            "store.dumps",
            "Others are still working at this desk; it is as it was. Let them close it, then "
            "restore again.",
        )
    )


def _may_not() -> StoreTrouble:
    return StoreTrouble(
        Problem.of(
            "may_not_make_databases",
            "store.dumps",
            "This account may not make or rename databases; the desk is as it was. Restore with "
            "the account of the desk's owner, or let whoever looks after the server restore the "
            "backup with pg_restore.",
        )
    )
