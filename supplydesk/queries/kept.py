"""What append keeps beside the sealed rows, copied as it stood at one moment of the journal."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from supplydesk.queries.stream import Read, Stream
from supplydesk.store.driver import Driver, Row, Value

TRIES = 3
_HEAD = "SELECT sequence, movement, lot, hash, at FROM chain_head WHERE id = 1"
# The end of every table, each by an index: what lies beyond the journal's last entry was added.
_ENDS = (
    "SELECT (SELECT MAX(sequence) FROM journal), (SELECT MAX(id) FROM document), "
    "(SELECT MAX(document) FROM document_line), (SELECT MAX(sequence) FROM movement), "
    "(SELECT MAX(document) FROM movement), (SELECT MAX(id) FROM lot), "
    "(SELECT MAX(document) FROM lot), (SELECT MAX(sequence) FROM document_fact), "
    "(SELECT COUNT(*) FROM closing)"
)
_TABLES = {
    "balances": (
        "SELECT place, lot, item, inside, quantity, packs, amount, reserved, last_at FROM balance",
        ("place", "lot"),
    ),
    "flows": (
        "SELECT period, from_place, to_place, lot, reason, quantity, packs, amount FROM flow",
        ("period", "from_place", "to_place", "lot", "reason"),
    ),
    "consignments": (
        "SELECT document, line, lot, open, lost FROM consignment",
        ("document", "line", "lot"),
    ),
    "reservations": (
        "SELECT draft, line, place, lot, quantity FROM reservation",
        ("draft", "line", "place", "lot"),
    ),
    "counters": ("SELECT series, day, last FROM number_counter", ("series", "day")),
    "issued": ("SELECT series, day, n, key FROM number_issued", ("series", "day", "n")),
    "drafts": ("SELECT key, number, state, request, payload FROM draft", ("key",)),
    "periods": ("SELECT id, name, starts_on, ends_on, state, revision FROM period", ("id",)),
    "places": ("SELECT id, inside, code, name FROM place", ("id",)),
    "items": ("SELECT id, name FROM item", ("id",)),
}


@dataclass(slots=True)
class Kept:
    """One moment's copy of everything that is not sealed row by row.

    ``head`` is the chain's end (None: its row is gone), ``ends`` the largest key or owner of each
    sealed table.
    """

    head: Row | None = None
    ends: Row = ()
    balances: list[Row] = field(default_factory=list)
    flows: list[Row] = field(default_factory=list)
    consignments: list[Row] = field(default_factory=list)
    reservations: list[Row] = field(default_factory=list)
    counters: list[Row] = field(default_factory=list)
    issued: list[Row] = field(default_factory=list)
    drafts: list[Row] = field(default_factory=list)
    periods: list[Row] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)
    items: list[Row] = field(default_factory=list)

    @property
    def last_entry(self) -> int:
        """How far the journal goes: by the chain's end, or by its rows where they go on."""
        kept = 0 if self.head is None else int(self.head[0])
        return max(kept, int(self.ends[0] or 0))


def read_kept(reading: Callable[[], AbstractContextManager[Driver]]) -> Kept:
    """Copy it: in short reads if nobody writes meanwhile, or else in one transaction.

    On SQLite a long read makes somebody's COMMIT wait; PostgreSQL's does not, but there the
    pieces cost no less.
    """

    def piece(sql: str, values: Sequence[Value]) -> list[Row]:
        with reading() as driver:
            return driver.all(sql, values)

    for _ in range(TRIES):
        kept = _copied(piece)
        if piece(_HEAD, ()) == ([] if kept.head is None else [kept.head]):
            return kept
    with reading() as driver:
        return _copied(driver.all)


def _copied(read: Read) -> Kept:
    head, ends = _head_and_ends(read)
    kept = Kept(head, ends)
    for name, (sql, keys) in _TABLES.items():
        setattr(kept, name, Stream(read, sql, keys).all())
    return kept


def _head_and_ends(read: Read) -> tuple[Row | None, Row]:
    # In one statement, for both belong to the same moment; the head may be missing.
    sql = f"SELECT e.*, h.* FROM ({_ENDS}) e LEFT JOIN ({_HEAD}) h ON 1 = 1"
    row = read(sql, ())[0]
    ends, head = row[:9], row[9:]
    return (None if head[0] is None else head), ends


def names(rows: list[Row], position: int) -> Iterator[tuple[int, str]]:
    """What people call the things of *rows*, by id."""
    return ((int(row[0]), str(row[position])) for row in rows)
