"""Bulk: a hundred thousand movements in one transaction, as an import of opening stock has."""

from pathlib import Path

from supplydesk.services.documents import post
from supplydesk.services.known import Known
from tests.bench import bare
from tests.bench.ground import Ground, item_code, make, months_before, open_bench
from tests.bench.measure import Figure, timed

REFERENCE = "bare executemany, the same rows, tables and indexes"


def measure(ground: Ground) -> list[Figure]:
    """Opening documents of a thousand lots each, posted in one transaction."""
    scale = ground.scale

    def fill(path: Path) -> None:
        make(path, months_before(1), scale.items, scale.sites).database.close()

    source = ground.desk("bulk", fill)
    ours, theirs = ground.copy(source, "bulk-ours"), ground.copy(source, "bulk-bare")
    bench = open_bench(ours)
    forms = [
        bench.form(
            "opening",
            place="W1",
            voucher_date=str(bench.rows("SELECT ends_on FROM period")[0][0]),
            lines=[
                {
                    "item": item_code(n % scale.items),
                    "quantity": str(n % 90 + 10),
                    "lot_number": f"{document:03d}-{n:04d}",
                    "unit_cost": "1.25",
                }
                for n in range(scale.bulk_lines)
            ],
        )
        for document in range(scale.bulk_documents)
    ]
    posted: list[int] = []

    def post_all(_turn: int) -> None:
        with bench.transaction() as session:
            known = Known(session)
            posted.extend(post(session, form, known=known).id for form in forms)

    taken = timed(post_all)
    bench.database.close()
    reader = bare.connect(ours)
    written = [bare.read_back(reader, document, new=True) for document in posted]
    reader.close()
    connection = bare.connect(theirs)
    again = timed(lambda _turn: bare.post_at_once(connection, written))
    connection.close()
    wrong = bare.differences(ours, theirs)
    ground.drop(ours, theirs)
    return [
        Figure(
            f"bulk: {scale.bulk_documents * scale.bulk_lines:,} movements in one transaction",
            again,
            taken,
            2.0,
            REFERENCE,
            f"the two differ in {', '.join(wrong)}" if wrong else "once each",
        )
    ]
