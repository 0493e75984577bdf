"""From no desk to a desk: made whole under another name, or not at all."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from supplydesk import paths
from supplydesk.domain.problem import Problem
from supplydesk.store.database import APPLICATION_ID, Database, Location, StoreTrouble, engines
from supplydesk.store.desk_file import check_file, on_network
from supplydesk.store.exchange import beside, clear_leftovers, clear_way
from supplydesk.store.migrate import schema_version, upgrade
from supplydesk.store.reasons import reason_of
from supplydesk.store.trouble import explaining

_STRANGERS = (
    "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname = current_schema() "
    "ORDER BY c.relname LIMIT 1"
)


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
        paths.write_atomically(path, build, ledger=True)
    except paths.AlreadyThere as appeared:
        raise _already(location) from appeared
    except (OSError, sqlite3.Error) as error:
        raise StoreTrouble(
            Problem.of(
                "cannot_make",
                "store.making",
                "No desk could be made at {path} ({reason}). Choose a folder that you may write "
                "to, with room on its disk.",
                path=path,
                reason=reason_of(error),
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
            _check_empty(database)
            upgrade(database)
        if fill is not None:
            fill(database)
    except BaseException:
        database.close()
        raise
    return database


def _begun(database: Database) -> bool:
    with explaining(database.location), database.reader.connect() as connection:
        return connection.exec_driver_sql("SELECT 1 FROM chain_head").first() is not None


def _already(location: Location) -> StoreTrouble:
    return StoreTrouble(
        Problem.of(
            "already_there",
            "store.making",
            "{place} is there already and was left as it is. Name another place.",
            place=location,
        )
    )


def _check_empty(database: Database) -> None:
    """Another program's database is no place for a desk."""
    with explaining(database.location), database.reader.connect() as connection:
        stranger = connection.exec_driver_sql(_STRANGERS).scalar()
    if stranger is not None:
        raise StoreTrouble(
            Problem.of(
                "not_empty",
                "store.making",
                "{place} holds the tables of another program ({table}, for one); nothing in it "
                "was changed. Have an empty database made (createdb), and name that.",
                place=database.location,
                table=stranger,
            )
        )
