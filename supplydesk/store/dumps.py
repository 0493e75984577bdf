"""A PostgreSQL desk's backups: made and read back by the server's own pg_dump and pg_restore.

A dump is read into a database of another name and takes the desk's name when it is whole; the old
database is renamed in the same transaction and kept.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import URL

from supplydesk.domain.problem import Problem
from supplydesk.store.trouble import StoreTrouble, explaining

Tick = Callable[[int, int], None]

MAGIC = b"PGDMP"
INSTALLED = Path("/usr/lib/postgresql")
_LOOK_EVERY = 0.1
_IN_USE = "55006"
_FORBIDDEN = "42501"
_LAST_WORDS = 500


def find_program(name: str, major: int, installed: Path = INSTALLED) -> str:
    """The program *name*, of version *major* or later where there is a choice.

    Raises:
        StoreTrouble: this computer has none.
    """
    versions = sorted(
        (int(folder.name), folder / "bin" / name)
        for folder in installed.glob("*")
        if folder.name.isdigit() and (folder / "bin" / name).is_file()
    )
    fitting = [str(path) for version, path in versions if version >= major]
    found = fitting[0] if fitting else shutil.which(name)
    if found is None:
        raise StoreTrouble(
            Problem.of(
                "no_program",
                "store.dumps",
                "This computer has no {name}, which copies a PostgreSQL desk. Install the package "
                "postgresql-client (version {major} or later), or let whoever looks after the "
                "server make the copy.",
                name=name,
                major=major,
            )
        )
    return found


def _conninfo(url: URL, database: str | None = None) -> str:
    words = url.translate_connect_args(username="user", database="dbname") | dict(url.query)
    words.pop("password", None)
    if database is not None:
        words["dbname"] = database
    return make_conninfo(**{name: str(value) for name, value in words.items()})


def _connect(url: URL, database: str | None = None) -> psycopg.Connection:
    return psycopg.connect(
        _conninfo(url, database), password=url.password, autocommit=True, connect_timeout=10
    )


def _run(
    name: str, url: URL, words: Sequence[str | Path], tick: Callable[[], None], major: int
) -> str:
    """Run one of the server's programs to its end; what it printed.

    Raises:
        StoreTrouble: it failed, and says why.
    """
    # The password goes by the environment: a command line is there for everybody to read.
    variables = dict(os.environ) | ({"PGPASSWORD": str(url.password)} if url.password else {})
    started = subprocess.Popen(  # noqa: S603 - a program of the server's, no shell
        [find_program(name, major), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env=variables,
    )
    try:
        while True:
            with suppress(subprocess.TimeoutExpired):
                said, complaint = started.communicate(timeout=_LOOK_EVERY)
                break
            tick()
    except BaseException:
        started.kill()
        started.communicate()
        raise
    if started.returncode != 0:
        raise StoreTrouble(
            Problem.of(
                "program_failed",
                "store.dumps",
                "{name} failed; the desk is as it was. It said: {words}",
                name=name,
                words=complaint.decode(errors="replace").strip()[-_LAST_WORDS:],
            )
        )
    return said.decode(errors="replace")


def _major(connection: psycopg.Connection) -> int:
    return connection.info.server_version // 10_000


def dump(url: URL, target: Path, tick: Tick | None = None) -> tuple[int, str]:
    """Copy the database at *url* into *target*; the place and hash that the copy's chain ends on.

    Raises:
        StoreTrouble: no program, no server, no room, or the copy is not what it should be.
    """
    with explaining(), _connect(url) as connection:
        major = _major(connection)
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        size = int(row[0]) if row else 1

        def look() -> None:
            if tick is not None:
                tick(min(target.stat().st_size, size), size)

        _run(
            "pg_dump",
            url,
            # Rights stay with the server: where it is read back, the same roles may not exist.
            ["--format=custom", "--no-owner", "--no-privileges", "--no-password",
             "--file", target, "--dbname", _conninfo(url)],
            look,
            major,
        )  # fmt: skip
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
    listed = _run("pg_restore", url, ["--list", target], lambda: None, major)
    if "TABLE DATA" not in listed:
        raise _unusable(target)
    text = _run(
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
        _run(
            "pg_restore",
            url,
            ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
             "--no-password", "--dbname", _conninfo(url, name), path],
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
