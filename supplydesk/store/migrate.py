"""From no desk to a desk, and from an older desk to this program's: make, check, upgrade.

At start-up the schema's version is read with plain SQL, because importing alembic costs a quarter
of a second; alembic comes in only when there is something to change.
"""

import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from supplydesk import paths
from supplydesk.domain.problem import Problem
from supplydesk.store import roles
from supplydesk.store.database import (
    APPLICATION_ID,
    Database,
    Location,
    StoreTrouble,
    engines,
    may_write,
)
from supplydesk.store.exchange import (
    beside,
    clear_leftovers,
    clear_way,
    forget_second_name,
)
from supplydesk.store.trouble import explaining

VERSION = "0001"
OLDER: tuple[str, ...] = ()
MIGRATIONS = Path(__file__).parent / "migrations"
_FORBIDDEN = "42501"
SQLITE_HEADER = b"SQLite format 3\x00"
NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "davfs"})


def on_network(path: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether *path* lies on a network share, where SQLite's locks cannot be trusted."""
    if str(path).startswith("\\\\"):
        return True
    try:
        table = [line.split()[1:3] for line in mounts.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return False
    holding = [
        (len(point), kind)
        for point, kind in table
        if path.is_relative_to(Path(point.replace("\\040", " ")))
    ]
    return bool(holding) and max(holding)[1] in NETWORK_FILE_SYSTEMS


def check_file(path: Path) -> None:
    """Refuse what is no desk of ours, without changing a byte of it.

    Raises:
        StoreTrouble: there is no file, it cannot be read, it is no desk, or it lies on a share.
    """
    if on_network(path):
        raise StoreTrouble(
            Problem.of(
                "network_share",
                "store.migrate",
                "{path} lies on a network share, where a desk's file is not safe. Keep it on this "
                "computer's disk; for several desks use PostgreSQL.",
                path=path,
            )
        )
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _foreign(path)  # before it is opened: a pipe would never answer
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise StoreTrouble(
            Problem.of(
                "no_desk",
                "store.migrate",
                "There is no desk at {path}. Make one with “supplydesk init”, or name another "
                "file with --db.",
                path=path,
            )
        ) from None
    except OSError as error:
        raise StoreTrouble(
            Problem.of(
                "unreadable",
                "store.migrate",
                "{path} cannot be read ({reason}). See that it is a file and that you may read it.",
                path=path,
                reason=error.strerror or error,
            )
        ) from error
    application = int.from_bytes(head[68:72], "big")
    if not head.startswith(SQLITE_HEADER) or application != APPLICATION_ID:
        raise _foreign(path)
    if status.st_size < _promised(head) and not _cut_off(path):
        raise StoreTrouble(
            Problem.of(
                "cut_short",
                "store.migrate",
                "{path} is damaged: its end is missing; nothing in it was changed. Leave it as it "
                "is and restore the last backup.",
                path=path,
            )
        )


def _foreign(path: Path) -> StoreTrouble:
    return StoreTrouble(
        Problem.of(
            "foreign_file",
            "store.migrate",
            "{path} is not a SupplyDesk file; nothing in it was changed. Choose the desk's "
            "own file, or restore a backup if this should be one.",
            path=path,
        )
    )


def _promised(head: bytes) -> int:
    """How many bytes the file's head says there are; 0 where that head is not to be believed."""
    page = int.from_bytes(head[16:18], "big")
    size = 65536 if page == 1 else page
    pages = int.from_bytes(head[28:32], "big")
    # SQLite's file format 1.3.7: the count holds if the two change counters agree.
    return pages * size if head[24:28] == head[92:96] else 0


def _cut_off(path: Path) -> bool:
    """Whether a journal waits beside *path*, out of which SQLite will make it whole."""
    journal = beside(path, "-journal")
    return journal.exists() and journal.stat().st_size > 0


def _version(connection: Connection) -> str | None:
    if connection.dialect.name == "postgresql":
        found = connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar()
        if found is None:
            return None
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if version is None else str(version)


def schema_version(database: Database) -> str | None:
    """The schema's version as the desk tells it; None where a database holds no desk yet."""
    with explaining(), database.reader.connect() as connection:
        return _version(connection)


def open_desk(
    location: Location,
    *,
    timeout: int | None = None,
    back_up: Callable[[Database], object] | None = None,
) -> Database:
    """Open the desk at *location*: for reading only where it cannot be written.

    Args:
        location: where it lies.
        timeout: milliseconds to wait for a lock; the ordinary ten seconds if None.
        back_up: makes a copy before an older desk is upgraded.

    Raises:
        StoreTrouble: no desk there, a foreign, damaged, or newer one, no server, or an older desk
            that only its owner can upgrade.
    """
    wait = {} if timeout is None else {"timeout": timeout}
    read_only = False
    if location.path is not None:
        check_file(location.path)
        read_only = not may_write(location.path)
        if not read_only:
            forget_second_name(location.path)
    database = engines(location, read_only=read_only, **wait)
    try:
        version = _checked_version(database)
        if version != VERSION and not read_only:
            _check_owner(database, version)
            if back_up is not None:
                back_up(database)
            upgrade(database)
    except BaseException:
        database.close()
        raise
    return database


def _check_owner(database: Database, version: str) -> None:
    if not database.sqlite:
        with explaining(), database.reader.connect() as connection:
            roles.refuse_unless_owner(connection, version)


def _checked_version(database: Database) -> str:
    try:
        version = schema_version(database)
    except StoreTrouble as trouble:
        if getattr(getattr(trouble.__cause__, "orig", None), "sqlstate", None) != _FORBIDDEN:
            raise
        with explaining(), database.reader.connect() as connection:
            raise roles.no_rights(connection) from trouble
    except DBAPIError as error:
        if not isinstance(error.orig, sqlite3.DatabaseError):
            raise
        version = None
    return known_version(version, database.location)


def known_version(version: str | None, place: object) -> str:
    """The schema *version* found at *place*, if this program knows it.

    Raises:
        StoreTrouble: there is none, or a newer program wrote it.
    """
    if version is None:
        raise StoreTrouble(
            Problem.of(
                "no_desk_inside",
                "store.migrate",
                "{place} holds no desk yet. Make one there with “supplydesk init”.",
                place=place,
            )
        )
    if version != VERSION and version not in OLDER:
        raise StoreTrouble(
            Problem.of(
                "newer_desk",
                "store.migrate",
                "{place} was written by a newer SupplyDesk (schema {version}); nothing in it was "
                "changed. Install the newer program on this computer too.",
                place=place,
                version=version,
            )
        )
    return version


def upgrade(database: Database) -> None:
    """Bring the schema to `VERSION`, in one transaction: before or after, never between."""
    # It costs a quarter of a second, and most starts need none of it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with explaining(), database.writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, VERSION)
        if not database.sqlite:
            roles.renew(connection)


def make_desk(location: Location, fill: Callable[[Database], object] | None = None) -> Database:
    """A new desk at *location*: all tables, and the first rows as *fill* writes them.

    A file is made under another name and moved into place when it is whole and synced, so that
    what is found at *location* is a desk or nothing. On a server, where a making that was cut off
    leaves the tables without their first rows, the next one goes on from there.

    Raises:
        StoreTrouble: something is there already, or it cannot be written.
    """
    if location.path is None:
        return _make_on_server(location, fill)
    path = location.path
    if path.exists():
        raise _already(location)
    if on_network(path):
        check_file(path)

    def build(stream: BinaryIO) -> None:
        unfinished = Path(stream.name)
        connection = sqlite3.connect(unfinished)
        try:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        finally:
            connection.close()
        database = engines(Location(location.url, unfinished))
        try:
            upgrade(database)
            if fill is not None:
                fill(database)
        finally:
            database.close()
            beside(unfinished, "-journal").unlink(missing_ok=True)

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers(path.parent)
        clear_way(path)
        paths.write_atomically(path, build)
    except paths.AlreadyThere as appeared:
        raise _already(location) from appeared
    except (OSError, sqlite3.Error) as error:
        raise StoreTrouble(
            Problem.of(
                "cannot_make",
                "store.migrate",
                "No desk could be made at {path} ({reason}). Choose a folder that you may write "
                "to, with room on its disk.",
                path=path,
                reason=getattr(error, "strerror", None) or error,
            )
        ) from error
    return engines(location)


def _make_on_server(location: Location, fill: Callable[[Database], object] | None) -> Database:
    database = engines(location)
    try:
        version = schema_version(database)
        if version is not None and (fill is None or _begun(database)):
            raise _already(location)
        if version is None:
            upgrade(database)
        if fill is not None:
            fill(database)
    except BaseException:
        database.close()
        raise
    return database


def _begun(database: Database) -> bool:
    with explaining(), database.reader.connect() as connection:
        return connection.exec_driver_sql("SELECT 1 FROM chain_head").first() is not None


def _already(location: Location) -> StoreTrouble:
    return StoreTrouble(
        Problem.of(
            "already_there",
            "store.migrate",
            "{place} is there already and was left as it is. Name another place with --db.",
            place=location,
        )
    )
