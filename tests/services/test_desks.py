"""A desk's first day: a whole month of the books, whole or not at all."""

from datetime import date
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.domain.seat import Seat
from supplydesk.services import desks
from supplydesk.store.database import locate
from tests.databases import Bench, Clock
from tests.postgres_cluster import PostgresCluster


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where no desk is yet."""
    if request.param == "sqlite":
        return tmp_path / "new.supplydesk"
    server: PostgresCluster = request.getfixturevalue("postgres")
    return server.url(server.create_database())


@pytest.mark.parametrize(
    ("begins", "cut_off", "code"),
    [
        (date(2022, 10, 15), None, "begins_within_month"),
        (date(2022, 10, 1), 25, "begins_within_month"),
        (date(2024, 10, 1), None, "begins_far_ahead"),
        (date(1922, 10, 1), None, "begins_long_ago"),
    ],
)
def test_a_wrong_first_day_makes_no_desk(
    address: str | Path, begins: date, cut_off: int | None, code: str
) -> None:
    wrong = desks.FirstFacts(begins, bureau="局", cut_off=cut_off)
    with pytest.raises(Refused) as refused:
        desks.make(locate(address), wrong, Seat(now=Clock()))
    assert [one.code for one in refused.value.problems] == [code]
    right = desks.FirstFacts(date(2022, 9, 26), bureau="局", cut_off=25)
    database = desks.make(locate(address), right, Seat(now=Clock()))
    bench = Bench(database, Seat(now=Clock()), Clock())
    assert bench.rows("SELECT ends_on FROM period") == [("2022-09-25",)]
    assert bench.rows("SELECT value FROM setting WHERE name = 'cut_off'") == [("25",)]
    database.close()
