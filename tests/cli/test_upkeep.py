"""place, person, incident: what is set up once, changed with a word, and listed."""

import pytest

from tests.cli.running import Line
from tests.databases import Bench


def test_places_are_added_changed_and_closed(line: Line) -> None:
    line("place", "add-custodian", "CL", "天水市粮食储备库", "--contact", "王××").good()
    line("place", "add-warehouse", "W9", "二号库", "--level", "city", "--custodian", "CL",
         "--county", "秦州区", "--address", "××路2号", "--phone", "139××××0000").good()  # fmt: skip
    line("place", "add-bin", "W9", "W9-A", "一排").good()
    line("place", "add-site", "S9", "××社区", "--level", "community").good()
    listed = {one["code"]: one for one in line("place", "list", "--json").good().json}
    assert listed["W9"] == {
        "code": "W9",
        "name": "二号库",
        "kind": "warehouse",
        "level": "city",
        "county": "秦州区",
        "address": "××路2号",
        "contact": "",
        "phone": "139××××0000",
        "custodian": "天水市粮食储备库",
        "closed_on": None,
    }
    assert listed["W9-A"]["kind"] == "bin"

    changed = line("place", "change", "W9", "--name", "二号库（新）", "--custodian", "另一单位")
    assert "二号库（新）" in changed.good().out
    line("place", "change", "CL", "--contact", "李××").good()
    line("place", "change", "S9", "--phone", "138××××0000", "--json").good()
    line("place", "close", "S9", "--on", "2022-10-30", "--json").good()
    listed = {one["code"]: one for one in line("place", "list", "--json").good().json}
    assert listed["W9"]["custodian"] == "另一单位"
    assert listed["S9"]["closed_on"] == "2022-10-30"
    assert line("place", "reopen", "S9", "--json").good().json == {"code": "S9", "closed_on": None}
    listed = {one["code"]: one for one in line("place", "list", "--json").good().json}
    assert listed["S9"]["closed_on"] is None


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        (("add-site", "S1", "重复", "--level", "county"), 1, "code"),
        (("add-site", "~x", "波浪", "--level", "county"), 1, "code"),
        (("add-site", "S8", " ", "--level", "county"), 1, "name"),
        (("add-site", "S8", "x", "--level", "国"), 2, "--level"),
        (("add-bin", "W0", "B1", "一排"), 1, "parent"),
        (("add-bin", "S1", "B1", "一排"), 1, "parent"),
        (("add-custodian", "CC", "重复"), 1, "code"),
        (("change", "ZZ", "--name", "x"), 1, "code"),
        (("change", "S1", "--custodian", "x"), 1, "custodian"),
        (("change", "S1"), 2, "--name"),
        (("close", "ZZ", "--on", "2022-10-30"), 1, "code"),
        (("close", "S1", "--on", "明天"), 2, "--on"),
        (("reopen", "S1"), 1, "code"),
    ],
)
def test_a_place_that_is_wrong(
    here: Line, arguments: tuple[str, ...], code: int, field: str
) -> None:
    before = here("place", "list", "--json").out
    failed = here("place", *arguments, "--json")
    assert (failed.code, failed.problems[0]["field"]) == (code, field)
    assert here("place", "list", "--json").out == before


def test_people_come_change_and_leave(here: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    me = ("--user", "李××")
    monkeypatch.setenv("SUPPLYDESK_NEW_PIN", "2468")
    here(*me, "person", "add", "王××", "clerk", "--pin", "--json").good()
    here(*me, "person", "change", "王××", "--role", "keeper").good()
    here(*me, "person", "change", "王××", "--left").good()
    (_, she) = here("person", "list", "--json").good().json
    assert she == {"name": "王××", "role": "keeper", "active": False, "pin": True}
    assert "保管员" in here("person", "list").good().out
    here("person", "change", "王××", "--back", "--json").good()
    assert here(*me, "person", "list", "--json").json[1]["active"] is True
    last = here(*me, "person", "change", "李××", "--role", "clerk", "--json")
    assert (last.code, last.problems[0]["code"]) == (1, "last_administrator")
    monkeypatch.setenv("SUPPLYDESK_NEW_PIN", "12")
    short = here(*me, "person", "add", "赵××", "clerk", "--pin", "--json")
    assert (short.code, short.problems[0]["field"]) == (1, "pin")


def test_events_are_added_and_closed(here: Line) -> None:
    here("incident", "add", "FX", "防汛", "--begins", "2022-07-01").good()
    here("incident", "close", "FX", "--on", "2022-09-30").good()
    assert here("incident", "list", "--json").good().json[0] == {
        "code": "FX", "name": "防汛", "begins_on": "2022-07-01", "closed_on": "2022-09-30"
    }  # fmt: skip
    assert "防汛" in here("incident", "list").good().out
    assert here("incident", "add", "FX", "再来").code == 1
    assert here("incident", "close", "ZZ", "--on", "2022-09-30").code == 1


def test_an_event_is_renamed_and_opened_again(here: Line) -> None:
    here("incident", "add", "FX", "防汛", "--begins", "2022-07-01").good()
    change = ("incident", "change", "FX")
    told = here(*change, "--name", "防汛抗旱", "--closed", "2022-09-30", "--json").good().json
    assert told == {"code": "FX", "changed": True}
    here(*change, "--closed", "", "--begins", "").good()
    assert here("incident", "list", "--json").good().json[0] == {
        "code": "FX", "name": "防汛抗旱", "begins_on": None, "closed_on": None
    }  # fmt: skip
    assert here(*change, "--name", "防汛抗旱", "--json").good().json["changed"] is False
    assert here(*change).code == 2
    assert here(*change, "--begins", "soon").code == 2
    refused = here(*change, "--name", " ", "--json")
    assert (refused.code, refused.problems[0]["field"]) == (1, "name")
    assert here("incident", "change", "ZZ", "--name", "x").code == 1


def test_a_role_may_only_what_it_may(here: Line, file_bench: Bench) -> None:
    me, she = ("--user", "李××"), ("--user", "王××")
    here(*me, "person", "add", "王××", "viewer").good()
    file_bench.opening({"item": "101006", "quantity": "5"})
    here(*she, "stock").good()
    for command in (
        ("settings", "realm", "全县"),
        ("place", "add-site", "S8", "x", "--level", "county"),
        ("person", "add", "赵××", "clerk"),
        ("person", "list"),
        ("incident", "add", "FX", "防汛"),
        ("incident", "change", "YQ", "--name", "防汛"),
        ("import", "catalogue", "--starter"),
        ("reverse", "QC-20220930-001", "--reason", "错"),
        ("close", "2022-09"),
        ("backup",),
    ):
        refused = here(*she, *command, "--json")
        assert (refused.code, refused.problems[0]["code"]) == (1, "not_allowed"), command
