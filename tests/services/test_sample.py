"""The sample desk: the reported totals, to the piece, and county goods apart from the city's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from supplydesk.domain.seat import Seat
from supplydesk.queries.verify import verify
from supplydesk.services import printing, sample
from supplydesk.services.posted import find
from supplydesk.services.return_receipt import receipt_of
from supplydesk.services.sample_plan import plan, site_names
from supplydesk.services.slip import slip_of
from supplydesk.store.database import Database, locate, reading
from supplydesk.store.driver import Driver, Row
from tests.papers.reading import raw_text, squeezed

FEWEST_SITES = 40


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = sample.make(locate(tmp_path_factory.mktemp("sample") / "sample.supplydesk"))
    yield database
    database.close()


def rows(desk: Database, sql: str) -> list[Row]:
    with reading(desk, Seat()) as session:
        return Driver(session).all(sql)


def test_dispatches_make_exactly_the_reported_figures(desk: Database) -> None:
    issued = rows(
        desk,
        "SELECT p.level, CASE WHEN i.brief_name = '' THEN i.name ELSE i.brief_name END, i.unit, "
        "SUM(CASE WHEN m.undoes IS NULL THEN m.quantity ELSE -m.quantity END) / 1000 "
        "FROM movement m JOIN document d ON d.id = m.document JOIN place p ON p.id = d.warehouse "
        "JOIN lot l ON l.id = m.lot JOIN item i ON i.id = l.item WHERE d.kind = 'dispatch' "
        "GROUP BY 1, 2, 3",
    )
    reported = [
        (level, name, unit, quantity)
        for level, word in (("city", "市级"), ("county", "县区"))
        for name, unit, quantity in sample.figures()["levels"][word]["items"]
    ]
    assert sorted(issued) == sorted(reported)


def test_the_sample_is_sound_and_has_something_of_everything(desk: Database) -> None:
    assert verify(desk, Seat()).findings == []
    grouped = rows(desk, "SELECT kind, COUNT(*) FROM document GROUP BY kind")
    counted = {str(kind): int(count) for kind, count in grouped}
    receipts, slips = counted["confirmation"], counted["dispatch"]
    assert slips / 2 < receipts < slips
    assert len(rows(desk, "SELECT 1 FROM document WHERE reverses IS NOT NULL")) > 0
    assert len(rows(desk, "SELECT 1 FROM document_fact WHERE name = 'paper_number'")) > 1
    sites = rows(desk, "SELECT COUNT(DISTINCT site) FROM document WHERE kind = 'confirmation'")
    assert int(sites[0][0] or 0) >= FEWEST_SITES


def test_every_slip_and_receipt_says_that_the_split_is_invented(
    desk: Database, tmp_path: Path
) -> None:
    with reading(desk, Seat()) as session:
        kinds = Driver(session).all("SELECT number, kind FROM document WHERE kind <> 'opening'")
        for number, kind in kinds:
            head = find(session, str(number))
            paper = (slip_of if kind == "dispatch" else receipt_of)(session, head)
            assert "均系虚构" in paper.remark, number
        last = str(kinds[-1][0])
        assert last.startswith("HZ-")
        pdf = printing.pdf(session, [last])
    # Both halves of it: one goes back, one stays.
    assert squeezed(raw_text(tmp_path, pdf)).count("均系虚构") == 2


def test_county_dispatches_leave_the_city_alone(desk: Database) -> None:
    crossed = rows(
        desk,
        "SELECT 1 FROM movement m JOIN document d ON d.id = m.document "
        "JOIN place w ON w.id = d.warehouse AND w.level = 'county' "
        "JOIN place p ON p.id IN (m.from_place, m.to_place) AND p.level = 'city'",
    )
    assert crossed == []


def test_the_split_is_always_the_same_and_loses_nothing() -> None:
    totals = {"a": 2610, "b": 2, "c": 4443}
    once = plan("W", totals, len(site_names()), "天应急调")
    assert once == plan("W", totals, len(site_names()), "天应急调")
    carried = dict.fromkeys(totals, 0)
    for shipment in once:
        for code, quantity in shipment.goods:
            assert quantity > 0
            carried[code] += quantity
    assert carried == totals


def test_it_tells_how_far_it_is_and_can_be_cancelled(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []

    class Enough(Exception):
        pass

    def tick(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 3:
            raise Enough

    path = tmp_path / "sample.supplydesk"
    with pytest.raises(Enough):
        sample.make(locate(path), tick)
    assert [done for done, _ in heard] == [0, 1, 2, 3]
    assert heard[0][1] > 100, "as many as there are papers"
    assert list(tmp_path.iterdir()) == [], "nothing is left of it"
