"""A desk with something in every table of the ledger, and hands that alter it behind its back."""

import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL

from supplydesk.services import drafts, facts, ledger, people, reversal, settings
from supplydesk.store.database import DeskSession, write
from supplydesk.store.tables import metadata
from tests.databases import Bench, dispatch_fields

SEALED = ("journal", "document", "document_line", "document_fact", "movement", "lot", "closing")
KEPT = (
    "balance",
    "flow",
    "consignment",
    "reservation",
    "number_issued",
    "number_counter",
    "period",
    "chain_head",
)
TABLES = SEALED + KEPT


def live(bench: Bench) -> None:
    """Papers, facts, a closing, a reservation and a void: every table of the ledger has rows."""

    def do(work: Callable[[DeskSession], object], who: Bench = bench) -> None:
        write(bench.database, who.seat, work)

    do(lambda s: people.add(s, "王××", "approver"))
    checker = bench.sitting("王××")
    bench.opening(
        {"item": "101006", "quantity": "500", "unit_cost": "128.5", "lot_number": "甲"},
        {"item": "101009", "quantity": "160包", "unit_cost": "0.3333"},
        {"item": "201004", "quantity": "7箱100套"},
        {"item": "301003", "quantity": "12.345", "unit_cost": "3"},
    )
    sent = bench.dispatch(
        {"item": "101006", "ordered": "200"},
        {"item": "101009", "ordered": "80"},
        {"item": "201004", "ordered": "3箱40套"},
    )
    bench.clock.forward(hours=5)
    bench.post(
        "confirmation",
        dispatch=sent.number,
        lines=[{"line": 1, "received": "190", "short": "5"}, {"line": 2, "received": "80"}],
    )
    wrong = bench.dispatch({"item": "301003", "ordered": "1.5"})
    do(lambda s: reversal.reverse(s, wrong.number, "品名填错", "r1"))
    do(lambda s: facts.add_fact(s, sent.number, "plate", "甘E×××××"))
    do(lambda s: settings.save(s, approve=True))
    for number, ordered in enumerate(("30", "20"), 1):
        fields = dispatch_fields({"item": "101006", "ordered": ordered})
        form = bench.form("dispatch", **fields, note=f"第{number}张")
        do(partial(drafts.save, form=form))
        do(partial(drafts.approve, key=form.key), checker)
    do(lambda s: drafts.void(s, form.key, "不发了"))
    bench.clock.forward(days=10)
    do(lambda s: ledger.close_period(s, 202210))
    do(lambda s: settings.save(s, approve=False))
    bench.dispatch({"item": "101009", "ordered": "5"})


def spoil(path: Path) -> None:
    """Spoil the page of a table's rows, past what opening a desk reads."""
    with closing(sqlite3.connect(path)) as looking:
        (page,) = looking.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'document_line'"
        ).fetchone()
        (size,) = looking.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size + 8)
        file.write(b"\xff" * 64)


class Hand:
    """Somebody with the file or the server's password, past every trigger and check."""

    def __init__(self, place: Path | URL) -> None:
        self.sqlite = isinstance(place, Path)
        self.connection: Any
        self.guards: list[str] = []
        if isinstance(place, Path):
            self.connection = sqlite3.connect(place, isolation_level=None)
            triggers = self.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for name, _ in triggers:
                self.run(f'DROP TRIGGER "{name}"')
            self.guards = [sql for _, sql in triggers]
            self.run("PRAGMA ignore_check_constraints = ON")
            self.run("PRAGMA foreign_keys = OFF")
        else:
            address = place.set(drivername="postgresql").render_as_string(hide_password=False)
            self.connection = psycopg.connect(address, autocommit=True)
            self.run("SET session_replication_role = replica")

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        if self.sqlite:
            self.connection.execute(sql, values)
        else:
            self.connection.execute(sql.replace("?", "%s"), values)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return rows

    def close(self) -> None:
        """Put the guards back, so that only the deed itself is left to be found."""
        for sql in self.guards:
            self.run(sql)
        self.connection.close()


@dataclass(frozen=True)
class Deed:
    """What was done to which row of which table."""

    table: str
    what: str
    row: dict[str, Any]
    column: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.table}.{self.column} {self.row}"


def tamper(hand: Hand, table: str, chance: random.Random) -> Deed:
    """Edit, remove or add one row of *table*, whatever its constraints still let through."""
    columns = [column.name for column in metadata.tables[table].columns]
    keys = [column.name for column in metadata.tables[table].primary_key.columns]
    known = hand.rows(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(keys)}")
    assert known, table
    while True:
        row = dict(zip(columns, chance.choice(known), strict=True))
        what = chance.choice(("edit", "edit", "remove", "add"))
        column = chance.choice(columns)
        where = " AND ".join(f"{key} = ?" for key in keys)
        at = [row[key] for key in keys]
        try:
            if what == "remove":
                hand.run(f"DELETE FROM {table} WHERE {where}", at)
            elif what == "edit":
                value = _otherwise(row[column], chance)
                hand.run(f"UPDATE {table} SET {column} = ? WHERE {where}", [value, *at])
            else:
                added = row | {name: _beside(row[name], chance) for name in _own(table, keys)}
                marks = ", ".join("?" * len(columns))
                hand.run(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                    [added[name] for name in columns],
                )
                row = added
        except (sqlite3.IntegrityError, psycopg.IntegrityError):
            continue
        return Deed(table, what, row, column if what == "edit" else "")


def _own(table: str, keys: list[str]) -> list[str]:
    """The columns that must differ in a second row: keys, and what is unique besides."""
    unique = {"document": ["key", "number", "reverses"], "number_issued": ["key"],
              "period": ["name", "ends_on"]}  # fmt: skip
    return keys + unique.get(table, [])


Value = int | str | None


def _otherwise(value: Value, chance: random.Random) -> Value:
    if value is None:
        return 1
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 1000, -1000, 1 << chance.randrange(40)))
    at = chance.randrange(len(value) + 1)
    return chance.choice((value + "×", value[:at] + "0" + value[at + 1 :] + "1", value[1:] + "a"))


def _beside(value: Value, chance: random.Random) -> Value:
    if value is None:
        return None
    if isinstance(value, int):
        return value + chance.choice((1, 1000, -1000, 10**9))
    return value + "x"
