"""The month's sums (收发存): what was there, what crossed the scope's border, what is there.

The scope is a set of leaves: the areas and bins of one or more warehouses. What moves between
two of them is neither in nor out. Opening stock is taken from the last closing before the month
and the flows since; what is there at its end from the month's own closing, or from the balances
less the flows since. The two are reached by different roads, so that opening + in − out = closing
is a check and no tautology. Flows lie by month, so a summary costs what the month holds.
"""

from collections.abc import Sequence
from typing import NamedTuple

from supplydesk.queries.periods import PeriodRow, closing_before
from supplydesk.store.driver import Driver, Value, marks

_SUMS = "CAST(SUM({table}.quantity) AS BIGINT), CAST(SUM({table}.amount) AS BIGINT)"
_OPENING = (
    f"SELECT l.item, {_SUMS.format(table='parts')} FROM ("
    "SELECT lot, quantity, amount FROM closing "
    "WHERE period = ? AND revision = ? AND place IN ({at}) "
    "UNION ALL SELECT lot, quantity, amount FROM flow "
    "WHERE period > ? AND period < ? AND to_place IN ({at}) "
    "UNION ALL SELECT lot, -quantity, -amount FROM flow "
    "WHERE period > ? AND period < ? AND from_place IN ({at})"
    ") parts JOIN lot l ON l.id = parts.lot GROUP BY l.item"
)
_CROSSED = (
    f"SELECT l.item, f.reason, p.kind, {_SUMS.format(table='f')} "
    "FROM flow f {{cross}} JOIN place p ON p.id = f.{other} {{cross}} JOIN lot l ON l.id = f.lot "
    "WHERE f.period = ? AND f.{own} IN ({{at}}) AND f.{other} NOT IN ({{at}}) "
    "GROUP BY l.item, f.reason, p.kind"
)
_CAME = _CROSSED.format(own="to_place", other="from_place")
_WENT = _CROSSED.format(own="from_place", other="to_place")
_SEALED = (
    f"SELECT l.item, c.place, {_SUMS.format(table='c')} FROM closing c "
    "{cross} JOIN lot l ON l.id = c.lot "
    "WHERE c.period = ? AND c.revision = ? AND c.place IN ({at}) GROUP BY l.item, c.place"
)
_THERE = (
    f"SELECT b.item, b.place, {_SUMS.format(table='b')} FROM balance b "
    "WHERE b.place IN ({at}) AND b.quantity > 0 GROUP BY b.place, b.item"
)
# What came to a leaf after the month is taken off again, and what left it is put back.
_SINCE = (
    f"SELECT l.item, parts.place, {_SUMS.format(table='parts')} FROM ("
    "SELECT lot, to_place AS place, -quantity AS quantity, -amount AS amount FROM flow "
    "WHERE period > ? AND to_place IN ({at}) "
    "UNION ALL SELECT lot, from_place, quantity, amount FROM flow "
    "WHERE period > ? AND from_place IN ({at})"
    ") parts JOIN lot l ON l.id = parts.lot GROUP BY l.item, parts.place"
)
_RESERVED = (
    "SELECT b.item, CAST(SUM(b.reserved) AS BIGINT) FROM balance b "
    "WHERE b.place IN ({at}) AND b.reserved > 0 GROUP BY b.item"
)


_ANY_ABOUT = "SELECT EXISTS (SELECT 1 FROM lot WHERE approximate = 1)"
_LOTS_ABOUT = "lot IN (SELECT id FROM lot WHERE approximate = 1)"
# The balances less what moved since: whatever month, the few lots of hearsay are looked at alone.
_ABOUT = (
    "SELECT DISTINCT there.item FROM ("
    "SELECT l.item AS item, SUM(parts.quantity) AS quantity FROM ("
    f"SELECT lot, quantity FROM balance WHERE place IN ({{at}}) AND {_LOTS_ABOUT} "
    f"UNION ALL SELECT lot, -quantity FROM flow WHERE period >= ? AND to_place IN ({{at}}) "
    f"AND {_LOTS_ABOUT} UNION ALL SELECT lot, quantity FROM flow "
    f"WHERE period >= ? AND from_place IN ({{at}}) AND {_LOTS_ABOUT}"
    ") parts JOIN lot l ON l.id = parts.lot GROUP BY l.id, l.item"
    ") there WHERE there.quantity > 0"
)


class Opened(NamedTuple):
    """What was there of an item when the month began: thousandths, fen."""

    item: int
    quantity: int
    amount: int


class Crossed(NamedTuple):
    """What crossed the border in the month; ``kind`` is that of the place on the other side.

    Reversals are taken off already, in the row of what they undo.
    """

    item: int
    reason: str
    kind: str
    quantity: int
    amount: int


class There(NamedTuple):
    """What is there of an item on one leaf at the month's end."""

    item: int
    place: int
    quantity: int
    amount: int


class Month(NamedTuple):
    """All sums of one month and scope."""

    opened: list[Opened]
    came: list[Crossed]
    went: list[Crossed]
    there: list[There]
    reserved: dict[int, int]
    opened_about: frozenset[int] = frozenset()
    there_about: frozenset[int] = frozenset()


def month(
    driver: Driver,
    period: PeriodRow,
    leaves: Sequence[int],
    roads: Sequence[int],
    *,
    reserved: bool = False,
) -> Month:
    """The sums of *period* for the scope *leaves*.

    Args:
        driver: a transaction that sees one moment.
        period: the month.
        leaves: the ids of the scope.
        roads: the transit places of its warehouses, outside it; ``there`` tells of them as well.
        reserved: whether to look up what is held now, which only the current month may show.
    """
    at, count = marks(len(leaves)), tuple(leaves)
    cross = driver.either("CROSS", "")
    last, revision = closing_before(driver, period.id)
    opened = driver.all(
        _OPENING.format(at=at),
        (last, revision, *count, *(last, period.id, *count) * 2),
    )
    inside = (period.id, *count, *count)
    came = driver.all(_CAME.format(cross=cross, at=at), inside)
    went = driver.all(_WENT.format(cross=cross, at=at), inside)
    held: dict[int, int] = {}
    if reserved:
        held = dict(driver.all(_RESERVED.format(at=at), count))
    return Month(
        list(map(Opened._make, opened)),
        list(map(Crossed._make, came)),
        list(map(Crossed._make, went)),
        _there(driver, period, (*leaves, *roads)),
        held,
        *_about(driver, period, leaves),
    )


def _about(
    driver: Driver, period: PeriodRow, leaves: Sequence[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """The items of which some was known from hearsay, when the month began and at its end."""
    known = driver.one(_ANY_ABOUT)
    if known is None or not known[0]:
        return frozenset(), frozenset()
    sql, own = _ABOUT.format(at=marks(len(leaves))), tuple(leaves)
    began, ended = (
        frozenset(row[0] for row in driver.all(sql, (*own, since, *own, since, *own)))
        for since in (period.id, period.id + 1)
    )
    return began, ended


def _there(driver: Driver, period: PeriodRow, places: Sequence[int]) -> list[There]:
    at, own = marks(len(places)), tuple(places)
    values: tuple[Value, ...]
    if period.state == "closed":
        sql = _SEALED.format(at=at, cross=driver.either("CROSS", ""))
        rows = driver.all(sql, (period.id, period.revision, *own))
    else:
        rows = driver.all(_THERE.format(at=at), own)
        values = (period.id, *own) * 2
        rows += driver.all(_SINCE.format(at=at), values)
    return list(map(There._make, rows))
