"""The register's queries: which documents fit, in the order of their dates, and windows of them.

Confirmed and reversed are worked out here from what other documents did; they are never stored.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from supplydesk.queries.hand_numbers import with_part
from supplydesk.store.driver import Driver, Value, marks

CHUNK = 500
_UNDONE = "EXISTS (SELECT 1 FROM document r WHERE r.reverses = {d}.id)"
_STANDS = "d.reverses IS NULL AND NOT " + _UNDONE.format(d="d")
_OPEN = "EXISTS (SELECT 1 FROM consignment c WHERE c.document = d.id AND c.open > 0)"
_SETTLED = (
    "EXISTS (SELECT 1 FROM document s WHERE s.settles = d.id AND NOT " + _UNDONE.format(d="s") + ")"
)
STATES = {
    "reversal": "d.reverses IS NOT NULL",
    "reversed": _UNDONE.format(d="d"),
    "confirmed": f"d.kind = 'dispatch' AND {_STANDS} AND NOT {_OPEN}",
    "partly_confirmed": f"d.kind = 'dispatch' AND {_STANDS} AND {_OPEN} AND {_SETTLED}",
    "posted": f"{_STANDS} AND (d.kind <> 'dispatch' OR ({_OPEN} AND NOT {_SETTLED}))",
}
_NUMBERED = (
    "(d.number LIKE ? ESCAPE '!' OR d.instruction IN "
    "(SELECT id FROM instruction WHERE number LIKE ? ESCAPE '!') OR d.id IN ({bearing}))"
)
_STATE = (
    "CASE WHEN d.reverses IS NOT NULL THEN 'reversal' WHEN r.id IS NOT NULL THEN 'reversed' "
    f"WHEN d.kind <> 'dispatch' THEN 'posted' WHEN NOT {_OPEN} THEN 'confirmed' "
    f"WHEN {_SETTLED} THEN 'partly_confirmed' ELSE 'posted' END"
)
_ROWS = (
    "SELECT d.id, d.key, d.kind, d.number, d.voucher_date, d.effective_at, "
    f"{_STATE}, d.content, d.prepared_by, i.number, "
    "COALESCE(o.number, r.number, s.number), "
    "(SELECT COUNT(*) FROM document_line n WHERE n.document = d.id), "
    "(SELECT CAST(SUM(n.quantity) AS BIGINT) FROM document_line n WHERE n.document = d.id) "
    "FROM document d LEFT JOIN document r ON r.reverses = d.id "
    "LEFT JOIN document o ON o.id = d.reverses LEFT JOIN document s ON s.id = d.settles "
    "LEFT JOIN instruction i ON i.id = d.instruction WHERE d.id IN ({ids})"
)
_LATER = (
    "SELECT document, value FROM document_fact WHERE name = ? AND document IN ({ids}) "
    "ORDER BY sequence"
)
_TOTALS = (
    "SELECT d.kind, COUNT(*), CAST(SUM(CASE WHEN d.reverses IS NULL THEN 1 ELSE -1 END * "
    "(SELECT CAST(SUM(n.quantity) AS BIGINT) FROM document_line n WHERE n.document = d.id)"
    ") AS BIGINT) FROM document d WHERE d.id BETWEEN ? AND ? AND ({where}) "
    "GROUP BY d.kind ORDER BY d.kind"
)


class Condition(NamedTuple):
    """What the documents asked for have in common, as SQL about ``d``, and its values."""

    sql: str = "1 = 1"
    values: tuple[Value, ...] = ()


class RegisterPaper(NamedTuple):
    """A posted document as the register's window reads it.

    ``content`` is its head as it was printed (JSON); ``other`` the number of what it reverses, of
    what reversed it, or of the slip that it settles; ``quantity`` the sum of its lines.
    """

    id: int
    key: str
    kind: str
    number: str
    voucher_date: str
    effective_at: int
    state: str
    content: str
    prepared_by: str
    instruction: str | None
    other: str | None
    lines: int
    quantity: int


class KindTotal(NamedTuple):
    """All documents of one kind: how many, and the sum of their lines, reversals taken off."""

    kind: str
    documents: int
    quantity: int


def condition(
    driver: Driver,
    *,
    first: str = "",
    last: str = "",
    kind: str = "",
    warehouse: int | None = None,
    site: int | None = None,
    incident: int | None = None,
    item: int | None = None,
    number: str = "",
    as_typed: str = "",
    states: Iterable[str] = (),
) -> Condition:
    """The condition that all of these make together; what is empty or None narrows nothing.

    *number* is a part of the document's number, of its instruction's, or of one written by hand;
    that may be kept with full-width signs, so it is looked for *as_typed* as well.
    """
    parts: list[tuple[str, tuple[Value, ...]]] = []
    for sql, value in (
        ("d.voucher_date >= ?", first or None),
        ("d.voucher_date <= ?", last or None),
        ("d.kind = ?", kind or None),
        ("d.warehouse = ?", warehouse),
        ("d.site = ?", site),
        ("d.incident = ?", incident),
        ("EXISTS (SELECT 1 FROM document_line n WHERE n.document = d.id AND n.item = ?)", item),
    ):
        if value is not None:
            parts.append((sql, (value,)))
    if number:
        like = "%" + number.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
        bearing, hand = with_part(driver, *dict.fromkeys((number, as_typed or number)))
        parts.append((_NUMBERED.format(bearing=bearing), (like.upper(), like, *hand)))
    wanted = [f"({STATES[state]})" for state in states]
    if wanted:
        parts.append((f"({' OR '.join(wanted)})", ()))
    if not parts:
        return Condition()
    return Condition(
        " AND ".join(sql for sql, _ in parts), tuple(value for _, own in parts for value in own)
    )


def ids(driver: Driver, wanted: Condition, *, newest_first: bool = False) -> "array[int]":
    """The ids of the documents that fit, by date and then in the order of posting."""
    way = " DESC" if newest_first else ""
    found = array("q")
    for rows in driver.chunks(
        f"SELECT d.id FROM document d WHERE {wanted.sql} ORDER BY d.voucher_date{way}, d.id{way}",
        wanted.values,
    ):
        found.extend(row[0] for row in rows)
    return found


def papers(driver: Driver, wanted: Sequence[int]) -> dict[int, RegisterPaper]:
    """The documents with these ids, by id."""
    found: dict[int, RegisterPaper] = {}
    for start in range(0, len(wanted), CHUNK):
        part = tuple(wanted[start : start + CHUNK])
        rows = driver.all(_ROWS.format(ids=marks(len(part))), part)
        found.update((row[0], RegisterPaper._make(row)) for row in rows)
    return found


def later_facts(driver: Driver, name: str, wanted: Sequence[int]) -> dict[int, str]:
    """What became known as *name* of the documents with these ids: the latest holds."""
    found: dict[int, str] = {}
    for start in range(0, len(wanted), CHUNK):
        part = tuple(wanted[start : start + CHUNK])
        found.update(driver.all(_LATER.format(ids=marks(len(part))), (name, *part)))
    return found


def newest(driver: Driver) -> int:
    """The id of the latest document; 0 where there is none."""
    row = driver.one("SELECT MAX(id) FROM document")
    return int((row and row[0]) or 0)


def totals(driver: Driver, wanted: Condition, first: int, last: int) -> list[KindTotal]:
    """The documents that fit with ids from *first* to *last*, counted and added up by kind."""
    rows = driver.all(_TOTALS.format(where=wanted.sql), (first, last, *wanted.values))
    return [KindTotal._make(row) for row in rows]


class FirstLine(NamedTuple):
    """One of the first lines of a paper, and how many lines that has in all."""

    document: int
    name: str
    unit: str
    quantity: int
    lines: int


_FIRST_LINES = (
    "SELECT n.document, n.name, n.unit, n.quantity, "
    "(SELECT COUNT(*) FROM document_line c WHERE c.document = n.document) "
    "FROM document_line n WHERE n.document IN ({ids}) AND n.line <= ? ORDER BY n.document, n.line"
)


def first_lines(driver: Driver, wanted: Sequence[int], most: int) -> dict[int, list[FirstLine]]:
    """The first *most* lines of the documents with these ids, by document."""
    found: dict[int, list[FirstLine]] = {}
    for start in range(0, len(wanted), CHUNK):
        part = tuple(wanted[start : start + CHUNK])
        for row in driver.all(_FIRST_LINES.format(ids=marks(len(part))), (*part, most)):
            found.setdefault(row[0], []).append(FirstLine._make(row))
    return found


class SlipCodes(NamedTuple):
    """The codes of a slip's warehouse, site and event."""

    number: str
    warehouse: str | None
    site: str | None
    incident: str | None


def slip_codes(driver: Driver, numbers: Iterable[str]) -> dict[str, SlipCodes]:
    """The codes of the slips with *numbers*, by number."""
    wanted = tuple(numbers)
    if not wanted:
        return {}
    rows = driver.all(
        "SELECT d.number, w.code, s.code, i.code FROM document d "
        "LEFT JOIN place w ON w.id = d.warehouse LEFT JOIN place s ON s.id = d.site "
        f"LEFT JOIN incident i ON i.id = d.incident WHERE d.number IN ({marks(len(wanted))})",
        wanted,
    )
    return {row[0]: SlipCodes._make(row) for row in rows}
