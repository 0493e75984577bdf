"""One item's movements across the border of a scope, by goods or by books, and their sums.

The balances tell which lots have ever been on which leaf, so only the item's own movements are
read, whatever else the ledger holds.
"""

from collections.abc import Sequence
from typing import NamedTuple

from supplydesk.store.driver import Driver, Row, marks

_COLUMNS = (
    "{came} AS came, m.sequence AS sequence, m.quantity AS quantity, m.amount AS amount, "
    "m.reason AS reason, m.undoes AS undoes, m.effective_at AS effective_at, "
    "m.document AS document, m.lot AS lot, o.name AS other"
)
_BRANCH = (
    "SELECT "
    + _COLUMNS
    + " FROM lot l {cross} JOIN balance b ON b.lot = l.id AND b.place IN ({at}) "
    "{cross} JOIN movement m ON m.{own} = b.place AND m.lot = b.lot AND m.{away} NOT IN ({at}) "
    "{cross} JOIN place o ON o.id = m.{away} WHERE l.item = ?"
)
_BOTH = "({came} UNION ALL {went}) e JOIN document d ON d.id = e.document"
_MOVES = (
    "SELECT e.came, e.sequence, e.quantity, e.amount, e.reason, e.undoes, e.effective_at, "
    "d.voucher_date, d.number, d.prepared_by, e.lot, l.lot_number, l.expires, e.other, "
    "w.name, s.name, r.number, l.approximate FROM {both} JOIN lot l ON l.id = e.lot "
    "LEFT JOIN place w ON w.id = d.warehouse LEFT JOIN place s ON s.id = d.site "
    "LEFT JOIN document r ON r.id = d.reverses WHERE {day} >= ? AND {day} <= ? "
    "ORDER BY {day}, e.sequence"
)
_SUMS = (
    "SELECT CASE WHEN {day} >= ? THEN 2 WHEN {day} >= ? THEN 1 ELSE 0 END, e.came, "
    "CASE WHEN e.undoes IS NULL THEN 0 ELSE 1 END, CAST(SUM(e.quantity) AS BIGINT) "
    "FROM {both} WHERE {day} < ? GROUP BY 1, 2, 3"
)


_ABOUT = (
    "SELECT e.lot, CAST(SUM(CASE WHEN e.came = 1 THEN e.quantity ELSE -e.quantity END) AS BIGINT) "
    "FROM {both} JOIN lot l ON l.id = e.lot WHERE l.approximate = 1 AND {day} < ? GROUP BY e.lot"
)


class CardMove(NamedTuple):
    """One movement: ``came`` into the scope or went out of it, as the goods moved.

    ``undoes`` is set where it undoes another; ``other`` is the place on the other side,
    ``warehouse`` and ``site`` those that its paper names, ``reverses`` the number that a reversal
    undoes; ``approximate`` is 1 of a lot that is known from hearsay. Thousandths, fen,
    microseconds.
    """

    came: int
    sequence: int
    quantity: int
    amount: int
    reason: str
    undoes: int | None
    effective_at: int
    voucher_date: str
    number: str
    prepared_by: str
    lot: int
    lot_number: str
    expires: str | None
    other: str
    warehouse: str | None
    site: str | None
    reverses: str | None
    approximate: int


class CardSum(NamedTuple):
    """What moved before the card begins: ``since`` 2 is in its month, 1 in its year, 0 before."""

    since: int
    came: int
    undone: int
    quantity: int


class Span(NamedTuple):
    """From when to when, both included; days (``2022-10-24``) by books, microseconds by goods."""

    first: int | str
    last: int | str
    month: int | str
    year: int | str


def _both(driver: Driver, leaves: Sequence[int]) -> str:
    cross, at = driver.either("CROSS", ""), marks(len(leaves))
    came = _BRANCH.format(came=1, cross=cross, at=at, own="to_place", away="from_place")
    went = _BRANCH.format(came=0, cross=cross, at=at, own="from_place", away="to_place")
    return _BOTH.format(came=came, went=went)


def _values(item: int, leaves: Sequence[int]) -> tuple[int, ...]:
    return (*leaves, *leaves, item) * 2


def _day(span: Span) -> str:
    return "d.voucher_date" if isinstance(span.first, str) else "e.effective_at"


def moves(driver: Driver, item: int, leaves: Sequence[int], span: Span) -> list[CardMove]:
    """What crossed the border of *leaves* within *span*, in order."""
    sql = _MOVES.format(both=_both(driver, leaves), day=_day(span))
    rows: list[Row] = driver.all(sql, (*_values(item, leaves), span.first, span.last))
    return [CardMove._make(row) for row in rows]


def sums(driver: Driver, item: int, leaves: Sequence[int], span: Span) -> list[CardSum]:
    """What crossed it before *span*, told apart by its month and year."""
    sql = _SUMS.format(both=_both(driver, leaves), day=_day(span))
    values = (span.month, span.year, *_values(item, leaves), span.first)
    return [CardSum._make(row) for row in driver.all(sql, values)]


def about(driver: Driver, item: int, leaves: Sequence[int], span: Span) -> dict[int, int]:
    """What was there before *span* of each lot that is known from hearsay."""
    sql = _ABOUT.format(both=_both(driver, leaves), day=_day(span))
    return dict(driver.all(sql, (*_values(item, leaves), span.first)))
