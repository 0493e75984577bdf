"""Stock now, and at a past moment, as frozen rows beside the bare query."""

from pathlib import Path

from supplydesk.domain.period import desk_day
from supplydesk.queries.stock import stock_now, stock_then
from supplydesk.store.columns import instant
from supplydesk.store.database import reading
from supplydesk.store.driver import Driver
from tests.bench import bare
from tests.bench.ground import Ground, make, months_before, open_bench, open_stock, site_code
from tests.bench.grown import grown
from tests.bench.measure import Figure, alternately

PLACES = 20
MILLION = 1_000_000
NOW = (
    "SELECT b.place, b.item, SUM(b.quantity), SUM(b.reserved), SUM(b.amount), MIN(l.expires), "
    "MAX(l.approximate) FROM balance b JOIN lot l ON l.id = b.lot "
    "WHERE b.inside = 1 AND (b.quantity > 0 OR b.reserved > 0) "
    "GROUP BY b.place, b.item ORDER BY b.place, b.item"
)
THEN = (
    "SELECT parts.place, l.item, SUM(parts.quantity), 0, SUM(parts.amount), "
    "MIN(CASE WHEN parts.quantity > 0 THEN l.expires END), MAX(l.approximate) FROM ("
    "SELECT place, lot, quantity, amount FROM closing WHERE period = ? AND revision = 1 "
    "UNION ALL SELECT to_place, lot, quantity, amount FROM movement "
    "WHERE period > ? AND effective_at <= ? "
    "UNION ALL SELECT from_place, lot, -quantity, -amount FROM movement "
    "WHERE period > ? AND effective_at <= ?) parts "
    "JOIN place p ON p.id = parts.place AND p.inside = 1 JOIN lot l ON l.id = parts.lot "
    "GROUP BY parts.place, l.item HAVING SUM(parts.quantity) <> 0 "
    "ORDER BY parts.place, l.item"
)


def pairs(ground: Ground) -> Path:
    """A desk with ten thousand pairs of item and place."""
    items = max(1, ground.scale.pairs // PLACES)

    def fill(path: Path) -> None:
        bench = make(path, months_before(1), items, PLACES - 1)
        for place in ("W1", *map(site_code, range(PLACES - 1))):
            open_stock(bench, items, place=place, quantity="5000")
        bench.database.close()

    return ground.desk("pairs", fill)


def now(ground: Ground) -> list[Figure]:
    """Ten thousand pairs of item and place."""
    items = max(1, ground.scale.pairs // PLACES)
    path = pairs(ground)
    bench, connection = open_bench(path), bare.connect(path)

    def ours(_turn: int) -> object:
        with reading(bench.database, bench.seat) as session:
            return stock_now(Driver(session))

    def theirs(_turn: int) -> object:
        return connection.execute(NOW).fetchall()

    taken = alternately(ours, theirs, ground.scale.rounds, warm=2)
    same = _same(ours(0), theirs(0))
    connection.close()
    bench.database.close()
    job = f"stock now, {items * PLACES:,} item–place pairs as frozen rows"
    return [taken.figure(job, 1.5, "the bare query on balances", same)]


def then(ground: Ground) -> list[Figure]:
    """Half-way through the month that is open, on an old desk."""
    size = max(n for n in ground.scale.movements if n <= MILLION)
    path = grown(ground, size)
    bench, connection = open_bench(path), bare.connect(path)
    period, first, last = connection.execute(
        "SELECT period, MIN(effective_at), MAX(effective_at) FROM movement "
        "WHERE period = (SELECT MAX(id) FROM period)"
    ).fetchone()
    closed = connection.execute(
        "SELECT MAX(id) FROM period WHERE state = 'closed' AND id < ?", (period,)
    ).fetchone()[0]
    moment = (first + last) // 2
    day = desk_day(instant(moment), bench.seat.zone).isoformat()
    values = (closed, closed, moment, closed, moment)

    def ours(_turn: int) -> object:
        with reading(bench.database, bench.seat) as session:
            return stock_then(Driver(session), moment, day)

    def theirs(_turn: int) -> object:
        return connection.execute(THEN, values).fetchall()

    taken = alternately(ours, theirs, ground.scale.rounds, warm=2)
    same = _same(ours(0), theirs(0))
    connection.close()
    bench.database.close()
    job = f"stock at a past moment, {size:,} movements"
    return [taken.figure(job, 1.5, "the bare query with snapshots", same)]


def _same(ours: object, theirs: object) -> str:
    return "" if ours == theirs else "the two answers differ"
