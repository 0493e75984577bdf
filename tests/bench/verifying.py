"""`verify`, all of it, beside one bare pass that reads and hashes each movement."""

from supplydesk.queries.verify import verify
from tests.bench import bare
from tests.bench.ground import Ground, open_bench
from tests.bench.grown import grown
from tests.bench.measure import Figure, alternately

MILLION = 1_000_000


def measure(ground: Ground) -> list[Figure]:
    """The whole ledger recomputed; what the bench grew must be sound."""
    size = max(n for n in ground.scale.movements if n <= MILLION)
    path = grown(ground, size)
    bench, connection = open_bench(path), bare.connect(path)
    findings: list[str] = []

    def ours(_turn: int) -> None:
        findings[:] = [one.text for one in verify(bench.database, bench.seat).findings]

    def theirs(_turn: int) -> None:
        bare.pass_over_movements(connection)

    taken = alternately(ours, theirs, 1 if size >= MILLION else ground.scale.few, warm=0)
    connection.close()
    bench.database.close()
    note = f"found: {findings[0]}" if findings else "sound"
    reference = "one bare pass that reads and hashes each movement"
    return [taken.figure(f"verify, all of it, {size:,} movements", 1.6, reference, note)]
