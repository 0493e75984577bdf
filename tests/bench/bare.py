"""The bare program: sqlite3 alone, writing again the very rows that a document left behind.

Same build of SQLite, same pragmas, same schema with its triggers and indexes, same hash over the
same rows. It looks nothing up but the end of the chain, checks nothing and makes no objects: what
it takes is what those rows cost on this machine.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from supplydesk.domain.seal import seal
from supplydesk.store.database import WRITER_PRAGMAS

Row = tuple[int | str | bytes | None, ...]

HEAD = (
    "id, key, kind, number, voucher_date, period, effective_at, recorded_at, incident, "
    "instruction, warehouse, site, settles, reverses, prepared_by, reviewed_by, approved_by, "
    "request, content, content_version"
)
LINE = "document, line, item, code, name, spec, unit, ordered, quantity, note, content"
LOT = (
    "id, item, lot_number, owner, origin, maker, made, expires, pack_size, unit_cost, "
    "approximate, document, line"
)
MOVEMENT = (
    "sequence, document, line, lot, from_place, to_place, reason, quantity, packs, amount, "
    "effective_at, period, undoes"
)
JOURNAL = "sequence, kind, subject, at, person, content"


def into(table: str, columns: str, more: str = "") -> str:
    """The INSERT of all *columns*."""
    marks = ", ".join("?" * len(columns.split(",")))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks}){more}"


INSERT_HEAD = into("document", HEAD + ", head")
INSERT_LINE = into("document_line", LINE)
INSERT_LOT = into("lot", LOT)
INSERT_MOVEMENT = into("movement", MOVEMENT)
INSERT_JOURNAL = into("journal", JOURNAL + ", hash")
INSERT_ISSUED = into("number_issued", "series, day, n, key")
INSERT_CONSIGNMENT = into("consignment", "document, line, lot, open, lost")
COUNT = (
    "INSERT INTO number_counter (series, day, last) VALUES (?, ?, ?) "
    "ON CONFLICT (series, day) DO UPDATE SET last = excluded.last"
)
MOVE_HEAD = "UPDATE chain_head SET sequence = ?, movement = ?, lot = ?, hash = ?, at = MAX(at, ?)"
FLOW = into(
    "flow",
    "period, from_place, to_place, lot, reason, quantity, packs, amount",
    " ON CONFLICT (period, from_place, to_place, lot, reason) DO UPDATE SET "
    "quantity = quantity + excluded.quantity, packs = packs + excluded.packs, "
    "amount = amount + excluded.amount",
)
NEW_BALANCE = (
    "INSERT INTO balance (place, lot, item, inside, quantity, packs, amount, reserved, last_at) "
    "VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0) ON CONFLICT (place, lot) DO NOTHING"
)
WHOLE_BALANCE = into(
    "balance", "place, lot, item, inside, quantity, packs, amount, reserved, last_at"
)
CHANGE_BALANCE = (
    "UPDATE balance SET quantity = quantity + ?, packs = packs + ?, amount = amount + ?, "
    "last_at = ? WHERE place = ? AND lot = ?"
)


def whole(value: object) -> int:
    """*value*, which the schema keeps as a whole number."""
    assert isinstance(value, int)
    return value


class Written(NamedTuple):
    """All rows that one document put into the desk."""

    head: Row
    lines: list[Row]
    lots: list[Row]
    movements: list[Row]
    journal: Row
    issued: Row
    flows: list[Row]
    opened: list[Row]
    new_balances: list[Row]
    changes: list[Row]


def connect(path: Path) -> sqlite3.Connection:
    """A connection with the writer's pragmas."""
    connection = sqlite3.connect(path, isolation_level=None)
    for name, value in WRITER_PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
    return connection


def read_back(connection: sqlite3.Connection, document: int, *, new: bool = False) -> Written:
    """What *document* wrote; with *new*, its balances are to be made as well."""

    def rows(columns: str, table: str, key: str) -> list[Row]:
        sql = f"SELECT {columns} FROM {table} WHERE {key} = ? ORDER BY 1, 2"
        return connection.execute(sql, (document,)).fetchall()

    head = rows(HEAD, "document", "id")[0]
    movements = rows(MOVEMENT, "movement", "document")
    issued = connection.execute(
        "SELECT series, day, n, key FROM number_issued WHERE key = ?", (head[1],)
    ).fetchone()
    changes: dict[tuple[int, int], list[int]] = {}
    for row in movements:
        lot, start, end, quantity, packs, amount = (whole(row[i]) for i in (3, 4, 5, 7, 8, 9))
        for place, sign in ((start, -1), (end, 1)):
            change = changes.setdefault((place, lot), [0, 0, 0])
            for index, figure in enumerate((quantity, packs, amount)):
                change[index] += sign * figure
    made: list[Row] = []
    if new:
        places = sorted({place for place, _ in changes})
        made = connection.execute(
            "SELECT place, lot, item, inside FROM balance WHERE place IN "
            f"({', '.join('?' * len(places))}) AND lot IN (SELECT lot FROM movement "
            "WHERE document = ?)",
            (*places, document),
        ).fetchall()
    return Written(
        head,
        rows(LINE, "document_line", "document"),
        rows(LOT, "lot", "document"),
        movements,
        rows(JOURNAL, "journal", "sequence")[0],
        issued,
        [(row[11], row[4], row[5], row[3], row[6], row[7], row[8], row[9]) for row in movements],
        rows("document, line, lot, open, lost", "consignment", "document"),
        made,
        [(*change, head[6], *key) for key, change in sorted(changes.items())],
    )


def write(connection: sqlite3.Connection, written: Written) -> None:
    """Write one document's rows, within the caller's transaction."""
    run, many = connection.execute, connection.executemany
    run(COUNT, written.issued[:3])
    run(INSERT_ISSUED, written.issued)
    sequence, movement, lot, last = run(
        "SELECT sequence, movement, lot, hash FROM chain_head WHERE id = 1"
    ).fetchone()
    head, lines, lots, movements = written.head, written.lines, written.lots, written.movements
    made = seal(last, written.journal, ([head], lots, lines, movements))
    run(INSERT_JOURNAL, (*written.journal, made))
    run(
        MOVE_HEAD,
        (sequence + 1, movement + len(movements), lot + len(lots), made, written.journal[3]),
    )
    run(INSERT_HEAD, (*head, made))
    many(INSERT_LINE, lines)
    if lots:
        many(INSERT_LOT, lots)
    many(INSERT_MOVEMENT, movements)
    if written.new_balances:
        many(NEW_BALANCE, written.new_balances)
    many(CHANGE_BALANCE, written.changes)
    many(FLOW, written.flows)
    many(INSERT_CONSIGNMENT, written.opened)


def post(connection: sqlite3.Connection, written: Sequence[Written]) -> None:
    """Write documents in one transaction, one after the other."""
    connection.execute("BEGIN IMMEDIATE")
    for one in written:
        write(connection, one)
    connection.execute("COMMIT")


def post_at_once(connection: sqlite3.Connection, written: Sequence[Written]) -> None:
    """Write documents that bring new lots in one transaction, one `executemany` per table."""
    many = connection.executemany
    connection.execute("BEGIN IMMEDIATE")
    sequence, movement, lot, last = connection.execute(
        "SELECT sequence, movement, lot, hash FROM chain_head WHERE id = 1"
    ).fetchone()
    heads: list[Row] = []
    entries: list[Row] = []
    for one in written:
        last = seal(last, one.journal, ([one.head], one.lots, one.lines, one.movements))
        heads.append((*one.head, last))
        entries.append((*one.journal, last))
    many(COUNT, [one.issued[:3] for one in written])
    many(INSERT_ISSUED, [one.issued for one in written])
    many(INSERT_JOURNAL, entries)
    many(INSERT_HEAD, heads)
    many(INSERT_LINE, _all(one.lines for one in written))
    many(INSERT_LOT, _all(one.lots for one in written))
    many(INSERT_MOVEMENT, _all(one.movements for one in written))
    many(WHOLE_BALANCE, [row for one in written for row in _whole(one)])
    many(FLOW, _all(one.flows for one in written))
    moved = sum(len(one.movements) for one in written)
    brought = sum(len(one.lots) for one in written)
    connection.execute(
        MOVE_HEAD,
        (sequence + len(written), movement + moved, lot + brought, last, entries[-1][3]),
    )
    connection.execute("COMMIT")


def _all(lists: Iterable[list[Row]]) -> list[Row]:
    return list(chain.from_iterable(lists))


def _whole(written: Written) -> Iterable[Row]:
    """The balances of new lots as they stand when the document is in."""
    figures = {(row[4], row[5]): row for row in written.changes}
    for place, lot, item, inside in written.new_balances:
        quantity, packs, amount, at, _, _ = figures[place, lot]
        yield (place, lot, item, inside, quantity, packs, amount, 0, at)


def pass_over_movements(connection: sqlite3.Connection) -> str:
    """Read every movement and hash it onto the one before."""
    last = b""
    for row in connection.execute(f"SELECT {MOVEMENT} FROM movement ORDER BY sequence"):
        last = hashlib.sha256(last + ascii(row).encode("ascii")).digest()
    return last.hex()


LEDGER = (
    "document",
    "document_line",
    "lot",
    "movement",
    "balance",
    "flow",
    "consignment",
    "journal",
    "chain_head",
    "number_counter",
    "number_issued",
)


def differences(one: Path, other: Path) -> list[str]:
    """The ledger's tables in which two desks are not row for row the same."""
    connection = sqlite3.connect(one)
    connection.execute("ATTACH ? AS other", (str(other),))
    found = [
        table
        for table in LEDGER
        if connection.execute(
            f"SELECT 1 FROM (SELECT * FROM main.{table} EXCEPT SELECT * FROM other.{table}) "
            f"UNION ALL SELECT 1 FROM (SELECT * FROM other.{table} EXCEPT "
            f"SELECT * FROM main.{table}) LIMIT 1"
        ).fetchone()
    ]
    connection.close()
    return found
