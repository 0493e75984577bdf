"""What is written once: no UPDATE, no DELETE, no second row of a key, no TRUNCATE, by anybody."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import Table
from sqlalchemy.exc import DBAPIError

from supplydesk.services import facts, ledger
from supplydesk.store.database import DeskSession, StoreTrouble, write
from supplydesk.store.driver import Driver
from supplydesk.store.tables.ledger import WRITTEN_ONCE
from tests.databases import Bench

BED = {"item": "101006"}
REFUSALS = (sqlite3.Error, psycopg.Error, DBAPIError, StoreTrouble)


@pytest.fixture
def full(desk: Bench) -> Bench:
    """A desk that has a row in every table that is written once."""
    desk.opening({**BED, "quantity": "10"})
    slip = desk.dispatch({**BED, "ordered": "1"})
    desk.clock.forward(days=8)

    def rest(session: DeskSession) -> None:
        facts.add_fact(session, slip.number, "plate", "甘E×××××")
        ledger.close_period(session, 202210)
        Driver(session).run(
            "INSERT INTO count_anchor (document, place, lot, counted_at, counted) "
            "SELECT document, from_place, lot, 0, 0 FROM movement WHERE document = ?",
            (slip.id,),
        )

    write(desk.database, desk.seat, rest)
    return desk


def names(table: Table) -> list[str]:
    return [f'"{column.name}"' for column in table.columns]


def attempts(table: Table, *, sqlite: bool) -> dict[str, str]:
    """Every way to change what is there."""
    columns = ", ".join(names(table))
    key, other = names(table)[0], names(table)[-1]
    copy = f"INTO {table.name} ({columns}) SELECT {columns} FROM {table.name}"
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    ways = {
        "update": f"UPDATE {table.name} SET {other} = {other}",
        "update of the key": f"UPDATE {table.name} SET {key} = {key}",
        "delete": f"DELETE FROM {table.name}",
        "insert": f"INSERT {copy}",
        "upsert": f"INSERT {copy} WHERE true ON CONFLICT ({keys}) "
        f"DO UPDATE SET {other} = excluded.{other}",
    }
    return ways | (
        {"replace": f"INSERT OR REPLACE {copy}", "replace into": f"REPLACE {copy}"}
        if sqlite
        else {"truncate": f"TRUNCATE {table.name} CASCADE"}
    )


def by_the_desk(desk: Bench, sql: str) -> None:
    write(desk.database, desk.seat, lambda session: Driver(session).run(sql))


def by_another_program(desk: Bench, sql: str) -> None:
    """One that knows none of our pragmas: where REPLACE deletes, no delete trigger is told.

    On a server it signs in as the owner, whom no missing right keeps out.
    """
    path = desk.database.location.path
    if path is None:
        url = desk.owner.url.set(drivername="postgresql")
        with psycopg.connect(url.render_as_string(hide_password=False)) as server:
            server.execute(sql.encode())
        return
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(sql)


@pytest.mark.parametrize("by", [by_the_desk, by_another_program])
def test_no_way_leads_round_it(full: Bench, by: Callable[[Bench, str], None]) -> None:
    for table in WRITTEN_ONCE:
        look = f"SELECT {', '.join(names(table))} FROM {table.name} ORDER BY 1, 2, 3"
        before = full.rows(look)
        assert before, f"an empty table proves nothing: {table.name}"
        for way, sql in attempts(table, sqlite=full.database.sqlite).items():
            with pytest.raises(REFUSALS) as raised:
                by(full, sql)
                pytest.fail(f"{way} of {table.name} is taken")
            said = f"{raised.value} {raised.value.__cause__}"
            kept_out = by is by_the_desk and "permission denied" in said
            assert "written once" in said or kept_out or way == "insert", (way, said)
        assert full.rows(look) == before
