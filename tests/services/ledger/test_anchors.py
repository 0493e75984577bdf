"""A posted count stands: nothing slips in before it, until the count itself is reversed.

No use case posts counts yet; the anchors are there from the first schema, so they are set here by
hand, in the name of a paper that plays the count.
"""

from datetime import UTC, datetime

import pytest

from supplydesk.services import documents, reversal
from supplydesk.store.columns import micros
from supplydesk.store.database import write
from supplydesk.store.driver import Driver
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import refused

BED = {"item": "101006"}
COUNTED_AT = datetime(2022, 10, 20, 4, 0, tzinfo=UTC)  # noon at the desk


@pytest.fixture
def counted(desk: Bench) -> Bench:
    """Two lots of beds, both counted on the 20th at noon."""
    desk.opening({**BED, "quantity": "120"})
    count = desk.opening({**BED, "quantity": "10"})
    with desk.transaction() as session:
        driver = Driver(session)
        (place,) = driver.one("SELECT id FROM place WHERE code = 'W1-good-0'") or (0,)
        driver.many(
            "INSERT INTO count_anchor (document, place, lot, counted_at, counted) "
            "VALUES (?, ?, ?, ?, ?)",
            [
                (count.id, place, lot, micros(COUNTED_AT), quantity)
                for lot, quantity in ((1, 120_000), (2, 10_000))
            ],
        )
    return desk


def test_a_paper_before_the_count_is_refused_by_the_counts_name(counted: Bench) -> None:
    line: dict[str, object] = {**BED, "ordered": "125"}
    late = counted.form("dispatch", **dispatch_fields(line, effective_at="2022-10-20T11:59"))
    problems = refused(counted, lambda s: documents.post(s, late))
    assert [one.code for one in problems] == ["counted_since", "counted_since"], "both lots"
    assert (problems[0].row, problems[0].field) == (1, "effective_at")
    assert "2022-10-20 12:00" in problems[0].text, "the desk's own time"
    assert "QC-20220930-002" in problems[0].text


def test_a_paper_after_the_count_or_of_other_goods_is_free(counted: Bench) -> None:
    counted.opening({"item": "101009", "quantity": "5"})
    counted.dispatch({**BED, "ordered": "5"}, effective_at="2022-10-20T12:01")
    other = counted.dispatch({"item": "101009", "ordered": "5"}, effective_at="2022-10-20T11:00")
    assert other.number == "DB-20221024-002"


def test_what_was_counted_is_not_undone_before_the_count_is(counted: Bench) -> None:
    def undone(number: str) -> None:
        write(
            counted.database,
            counted.seat,
            lambda s: reversal.reverse(s, number, "填错", f"r{number}"),
        )

    first, count = "QC-20220930-001", "QC-20220930-002"
    problems = refused(counted, lambda s: reversal.reverse(s, first, "填错", "early"))
    assert [one.code for one in problems] == ["counted_since"]
    undone(count)
    undone(first)
    assert counted.on_hand("W1-good-0", "101006") == 0
