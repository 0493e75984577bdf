"""Warehouses, their bins, sites and custodians in one list."""

from datetime import date

from supplydesk.services import import_places, place_list, places
from supplydesk.services.place_facts import PlaceFacts, standing
from supplydesk.services.place_list import ListedPlace
from supplydesk.store.database import write
from tests.databases import Bench


def listed(desk: Bench) -> dict[str, ListedPlace]:
    with desk.reading() as session:
        return {one.facts.code: one for one in place_list.places(session)}


def _add(desk: Bench, facts: PlaceFacts) -> None:
    write(desk.database, desk.seat, lambda session: import_places.add(session, facts))


def test_bins_follow_their_warehouse_and_those_that_came_along_are_left_out(desk: Bench) -> None:
    for code, area in (("W1-B", "W1"), ("A-01", "W1-recovered")):
        facts = PlaceFacts(code, "bin", code, parent=area)
        _add(desk, facts)
    found = listed(desk)
    assert list(found) == ["W1", "A-01", "W1-B", "W2", "S1", "S2", "CC"]
    assert (found["A-01"].warehouse, found["A-01"].area) == ("W1", "recovered")
    assert (found["W1-B"].facts.parent, found["W1-B"].area) == ("W1-good", "good")


def test_every_place_is_told_as_it_stands(desk: Bench) -> None:
    write(desk.database, desk.seat, lambda s: places.close(s, "S2", date(2022, 10, 24)))
    found = listed(desk)
    with desk.reading() as session:
        for code, one in found.items():
            assert one.facts == standing(session, code)
    assert found["S2"].closed_on == date(2022, 10, 24)
    assert found["S1"].closed_on is None
    assert found["W1"].facts.custodian == "天水市应急物资储备中心"
    assert any(reading.startswith("qzq") for reading in found["S1"].entry.readings)
