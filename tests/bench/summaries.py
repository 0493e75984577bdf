"""The month-end summary, its rows ready, on desks of every size beside the bare query."""

from supplydesk.services.stock_summary import summary
from supplydesk.store.database import reading
from tests.bench import bare
from tests.bench.ground import Ground, open_bench
from tests.bench.grown import grown
from tests.bench.measure import Figure, alternately, by_turns

BARE = (
    "SELECT l.item, parts.what, SUM(parts.quantity), SUM(parts.amount) FROM ("
    "SELECT lot, 'opening' AS what, quantity, amount FROM closing "
    "WHERE period = ? AND revision = 1 AND place IN ({at}) "
    "UNION ALL SELECT lot, 'in ' || reason, quantity, amount FROM flow "
    "WHERE period = ? AND to_place IN ({at}) AND from_place NOT IN ({at}) "
    "UNION ALL SELECT lot, 'out ' || reason, quantity, amount FROM flow "
    "WHERE period = ? AND from_place IN ({at}) AND to_place NOT IN ({at})"
    ") parts JOIN lot l ON l.id = parts.lot GROUP BY l.item, parts.what"
)


class _Month:
    """The open month of one desk, asked both ways."""

    def __init__(self, ground: Ground, size: int) -> None:
        path = grown(ground, size)
        self.bench, self.connection = open_bench(path), bare.connect(path)
        rows = self.connection.execute(
            "SELECT id, name, state FROM period ORDER BY id DESC LIMIT 2"
        )
        (self.period, self.name, _), (self.before, _, _) = rows.fetchall()
        leaves = self.connection.execute(
            "SELECT id FROM place WHERE kind = 'bin' AND warehouse = "
            "(SELECT id FROM place WHERE code = 'W1')"
        ).fetchall()
        self.leaves = tuple(leaf for (leaf,) in leaves)
        self.sql = BARE.format(at=", ".join("?" * len(self.leaves)))

    def ours(self, _turn: int) -> object:
        with reading(self.bench.database, self.bench.seat) as session:
            return summary(session, self.name, warehouse="W1")

    def theirs(self, _turn: int) -> object:
        two = (*self.leaves, *self.leaves)
        values = (self.before, *self.leaves, self.period, *two, self.period, *two)
        return self.connection.execute(self.sql, values).fetchall()

    def close(self) -> None:
        """Let go of the desk."""
        self.connection.close()
        self.bench.database.close()


def measure(ground: Ground) -> list[Figure]:
    """Each size beside the bare query, and the largest beside the smallest."""
    sizes, rounds = ground.scale.movements, ground.scale.rounds
    months = [_Month(ground, size) for size in sizes]
    figures = [
        alternately(month.ours, month.theirs, rounds, warm=2).figure(
            f"month-end summary at {size:,} movements", 1.5, "the bare query on flow and closing"
        )
        for size, month in zip(sizes, months, strict=True)
    ]
    smallest, largest = by_turns([months[0].ours, months[-1].ours], rounds, warm=2)
    for month in months:
        month.close()
    job = f"month-end summary at {sizes[-1]:,} ÷ at {sizes[0]:,} movements"
    return [*figures, Figure(job, smallest, largest, 1.5, f"at {sizes[0]:,} movements")]
