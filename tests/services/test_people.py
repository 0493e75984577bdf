"""People: who sits here, with which PIN and role; one administrator always stays."""

import json

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.domain.seat import Seat
from supplydesk.services import people
from supplydesk.store.database import write
from tests.databases import Bench
from tests.services.refusing import codes


def add(desk: Bench, name: str, role: str = "clerk", pin: str = "") -> int:
    return write(desk.database, desk.seat, lambda s: people.add(s, name, role, pin))


def sit(desk: Bench, name: str = "", pin: str = "") -> Seat:
    with desk.reading() as session:
        return people.sit(session, name, pin, desk.clock)


def why(desk: Bench, name: str = "", pin: str = "") -> str:
    with pytest.raises(Refused) as refused:
        sit(desk, name, pin)
    return refused.value.problems[0].code


def test_the_only_person_sits_down_unasked(desk: Bench) -> None:
    seat = sit(desk)
    assert (seat.name, seat.role, seat.zone.key) == ("李××", "administrator", "Asia/Shanghai")
    assert seat.now() == desk.clock.at


def test_of_several_somebody_has_to_be_named(desk: Bench) -> None:
    add(desk, "王××")
    assert why(desk) == "who_is_it"
    assert sit(desk, " 王×× ").role == "clerk"
    assert why(desk, "赵××") == "unknown_person"
    with desk.transaction() as session:
        people.change(session, "王××", active=False)
    assert why(desk, "王××") == "unknown_person"
    assert sit(desk).name == "李××", "the only one again"


def test_a_pin_is_asked_for_and_never_kept_in_plain(desk: Bench) -> None:
    add(desk, "王××", pin="2468")
    assert why(desk, "王××") == "pin_needed"
    assert why(desk, "王××", "2469") == "wrong_pin"
    assert sit(desk, "王××", "2468").name == "王××"
    kept = desk.rows("SELECT pin_hash FROM person WHERE name = '王××'")[0][0]
    assert kept.startswith("$argon2id$")
    journal = desk.rows("SELECT content FROM journal WHERE subject = '王××'")
    assert json.loads(journal[0][0]) == {"pin": True, "role": "clerk"}


def test_whoever_may_sit_down_is_offered_and_nobody_else(desk: Bench) -> None:
    add(desk, "王××", pin="2468")
    add(desk, "赵××")
    with desk.transaction() as session:
        people.change(session, "赵××", active=False)
    with desk.sitting("王××").reading() as session:
        assert people.sitters(session) == (("李××", False), ("王××", True))


def test_a_pin_is_changed_and_taken_away(desk: Bench) -> None:
    add(desk, "王××", pin="2468")
    with desk.transaction() as session:
        people.change(session, "王××", pin="1357")
    assert why(desk, "王××", "2468") == "wrong_pin"
    with desk.transaction() as session:
        people.change(session, "王××", pin="")
    assert sit(desk, "王××").name == "王××"


@pytest.mark.parametrize(
    ("name", "role", "pin", "code"),
    [
        ("李××", "clerk", "", "name_taken"),
        (" 李×× ", "clerk", "", "name_taken"),
        ("  ", "clerk", "", "name_taken"),
        ("王××", "king", "", "unknown_role"),
        ("王××", "clerk", "123", "short_pin"),
    ],
)
def test_who_cannot_be_added(desk: Bench, name: str, role: str, pin: str, code: str) -> None:
    assert codes(desk, lambda s: people.add(s, name, role, pin)) == [code]
    assert desk.rows("SELECT name FROM person") == [("李××",)]


def test_one_administrator_always_stays(desk: Bench) -> None:
    assert codes(desk, lambda s: people.change(s, "李××", role="clerk")) == ["last_administrator"]
    assert codes(desk, lambda s: people.change(s, "李××", active=False)) == ["last_administrator"]
    add(desk, "王××", "administrator")
    with desk.transaction() as session:
        people.change(session, "李××", role="clerk")
    assert sit(desk, "李××").role == "clerk"


def test_nobody_of_that_name(desk: Bench) -> None:
    assert codes(desk, lambda s: people.change(s, "赵××", role="clerk")) == ["unknown_person"]
