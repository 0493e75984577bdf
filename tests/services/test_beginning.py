"""A desk begun in one go: everything that was typed is there, or there is no desk."""

from datetime import date
from pathlib import Path

import pytest

from supplydesk.domain.places import Level
from supplydesk.domain.problem import Refused
from supplydesk.domain.seat import Seat
from supplydesk.services import beginning, rosters, settings
from supplydesk.services.beginning import NewWarehouse
from supplydesk.services.desks import FirstFacts
from supplydesk.store.database import locate, reading

FACTS = FirstFacts(date(2022, 10, 1), "天水市应急管理局", "TSYJ", person="王××", pin="2468")
TWO = (NewWarehouse(" CK1", "城东库 "), NewWarehouse("CK2", "秦州库", Level.COUNTY))


@pytest.fixture(params=["file", "server"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "file":
        return str(tmp_path / "new.supplydesk")
    found: str = request.getfixturevalue("postgres_url")
    return found


def test_bureau_letterhead_person_and_warehouses_are_there(address: str) -> None:
    database = beginning.make(locate(address), FACTS, "天水市应急物资储备库", TWO)
    with reading(database, Seat()) as session:
        known = settings.load(session)
        listed = [(one.code, one.name, one.level) for one in rosters.places(session)]
        people = rosters.people(session)
    database.close()
    assert (known.bureau, known.letterhead) == ("天水市应急管理局", "天水市应急物资储备库")
    assert listed == [("CK1", "城东库", "city"), ("CK2", "秦州库", "county")]
    assert [(one.name, one.role, one.pin) for one in people] == [("王××", "administrator", True)]


@pytest.mark.parametrize(
    ("facts", "warehouses", "code", "field"),
    [
        (FACTS, (NewWarehouse("CK1", "  "),), "no_name", "name"),
        (FACTS, (TWO[0], NewWarehouse("CK1", "另一库")), "code_taken", "code"),
        (FirstFacts(date(2022, 10, 1), " "), (), "no_bureau", "bureau"),
        (FirstFacts(date(2022, 10, 1), "局", "tsyj"), (), "setting_code", "bureau_code"),
        (FirstFacts(date(2022, 10, 1), "局", pin="1"), (), "short_pin", "pin"),
    ],
)
def test_what_cannot_stand_is_named_and_no_desk_is_left(
    facts: FirstFacts, warehouses: tuple[NewWarehouse, ...], code: str, field: str, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        beginning.make(locate(tmp_path / "new.supplydesk"), facts, "", warehouses)
    assert [(one.code, one.field) for one in refused.value.problems] == [(code, field)]
    assert list(tmp_path.iterdir()) == []
