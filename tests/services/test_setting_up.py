"""How far a new desk is: each step follows from what the desk holds, and from nothing else."""

from datetime import date
from pathlib import Path

from supplydesk.domain.places import Level
from supplydesk.domain.seat import Seat
from supplydesk.services import catalogue, desks, places
from supplydesk.services.setting_up import SettingUp, setting_up
from supplydesk.store.database import Database, locate, reading, write
from tests.databases import ITEMS, Bench


def _now(database: Database) -> SettingUp:
    with reading(database, Seat()) as session:
        return setting_up(session)


def test_a_new_desk_goes_from_places_to_catalogue_to_opening_stock(tmp_path: Path) -> None:
    facts = desks.FirstFacts(date(2022, 10, 1), "天水市应急管理局", "TSYJ")
    database = desks.make(locate(tmp_path / "new.supplydesk"), facts)
    assert _now(database) == SettingUp("天水市应急管理局", (), 0, working=False)
    assert _now(database).step == "places"
    write(database, Seat(), lambda s: places.add_warehouse(s, "CK1", "一号库", Level.CITY))
    assert _now(database).step == "catalogue"
    write(database, Seat(), lambda s: catalogue.put(s, ITEMS))
    found = _now(database)
    assert (found.step, found.warehouses, found.items) == ("opening", (("CK1", "一号库"),), 5)
    database.close()


def test_the_first_paper_ends_it(desk: Bench) -> None:
    assert _now(desk.database).step == "opening"
    desk.opening({"item": "101006", "quantity": "20"})
    found = _now(desk.database)
    assert found.working
    assert found.step == ""


def test_without_a_bureau_it_begins_with_that(tmp_path: Path) -> None:
    database = desks.make(locate(tmp_path / "new.supplydesk"), desks.FirstFacts(date(2022, 10, 1)))
    assert _now(database).step == "places"
    database.close()
