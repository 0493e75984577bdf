"""From an older desk to this program's: open, check, upgrade.

At start-up the schema's version is read with plain SQL, because importing alembic costs a quarter
of a second; alembic comes in only when there is something to change.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from supplydesk.domain.problem import Problem
from supplydesk.store.database import (
    Database,
    Location,
    StoreTrouble,
    engines,
    may_write,
)
from supplydesk.store.desk_file import check_file
from supplydesk.store.exchange import (
    forget_second_name,
)
from supplydesk.store.trouble import explaining

VERSION = "0002"
OLDER: tuple[str, ...] = ("0001",)
MIGRATIONS = Path(__file__).parent / "migrations"
_FORBIDDEN = "42501"


def _version(connection: Connection) -> str | None:
    if connection.dialect.name == "postgresql":
        found = connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar()
        if found is None:
            return None
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if version is None else str(version)


def schema_version(database: Database) -> str | None:
    """The schema's version as the desk tells it; None where a database holds no desk yet."""
    with explaining(database.location), database.reader.connect() as connection:
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
        from supplydesk.store import roles  # noqa: PLC0415 - it imports the server's driver

        with explaining(database.location), database.reader.connect() as connection:
            roles.refuse_unless_owner(connection, version)


def _checked_version(database: Database) -> str:
    try:
        version = schema_version(database)
    except StoreTrouble as trouble:
        if getattr(getattr(trouble.__cause__, "orig", None), "sqlstate", None) != _FORBIDDEN:
            raise
        from supplydesk.store import roles  # noqa: PLC0415 - it imports the server's driver

        with explaining(database.location), database.reader.connect() as connection:
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
                "{place} holds no desk yet. Make a new one there first.",
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
    with explaining(database.location), database.writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, VERSION)
        if not database.sqlite:
            from supplydesk.store import roles  # noqa: PLC0415 - it imports the server's driver

            roles.renew(connection)
