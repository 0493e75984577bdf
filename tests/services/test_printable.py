"""What no paper could show is refused at every door, so that whatever is posted can be printed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from supplydesk.domain.places import Level
from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import (
    catalogue,
    documents,
    facts,
    incidents,
    people,
    places,
    printing,
    reversal,
    settings,
)
from supplydesk.services.catalogue import PackFacts
from supplydesk.services.place_facts import PlaceFacts
from supplydesk.services.place_problems import problems as place_problems
from supplydesk.services.printable import plain, unprintable
from supplydesk.store.database import DeskSession, write
from tests.databases import ITEMS, Bench, dispatch_fields
from tests.papers.reading import raw_text, squeezed

BED: dict[str, object] = {"item": "101006", "ordered": "5"}
BED_OPENING: dict[str, object] = {"item": "101006", "quantity": "50"}
STRANGE = "𠮷"  # in neither of the faces, unlike 䶮

DOORS: Mapping[str, tuple[str, Callable[[DeskSession], object]]] = {
    "item": ("name", lambda s: catalogue.put(s, [replace(ITEMS[0], name="𠮷床")])),
    "pack": (
        "packs",
        lambda s: catalogue.put(s, [replace(ITEMS[0], packs=(PackFacts("𠮷", Decimal(2)),))]),
    ),
    "site": ("name", lambda s: places.add_site(s, "X", "𠮷野家门口", Level.COMMUNITY)),
    "warehouse": ("name", lambda s: places.add_warehouse(s, "X", "𠮷库", Level.CITY)),
    "bin": ("name", lambda s: places.add_bin(s, "W1-good", "X", "𠮷位")),
    "address": (
        "address",
        lambda s: places.add_site(s, "X", "站", Level.TOWN, places.Address("", "𠮷路", "", "")),
    ),
    "custodian": ("name", lambda s: places.add_party(s, "X", "𠮷中心", "custodian")),
    "renamed": ("contact", lambda s: places.change(s, "S1", {"contact": "𠮷××"})),
    "incident": ("name", lambda s: incidents.add(s, "X", "𠮷汛")),
    "person": ("name", lambda s: people.add(s, "𠮷××", "clerk")),
}


@pytest.mark.parametrize("door", DOORS)
def test_each_door_names_the_character_and_the_field(desk: Bench, door: str) -> None:
    field, come_in = DOORS[door]
    with pytest.raises(Refused) as refused:
        write(desk.database, desk.seat, come_in)
    (problem,) = refused.value.problems
    assert (problem.code, problem.field) == ("unprintable_character", field)
    assert "𠮷" in problem.text
    assert "item name" not in problem.text, "a place, an event and a person have a name as well"


LINES: Mapping[str, tuple[str, Callable[[DeskSession], object]]] = {
    "item": ("name", lambda s: catalogue.put(s, [replace(ITEMS[0], name="折叠\n床")])),
    "specification": ("spec", lambda s: catalogue.put(s, [replace(ITEMS[0], spec="单人\t")])),
    "group": ("group", lambda s: catalogue.put(s, [replace(ITEMS[0], group="帐篷\n被服")])),
    "pack": (
        "packs",
        lambda s: catalogue.put(s, [replace(ITEMS[0], packs=(PackFacts("大\n包", Decimal(2)),))]),
    ),
    "site": ("name", lambda s: places.add_site(s, "X", "站\n点", Level.COMMUNITY)),
    "code": ("code", lambda s: places.add_site(s, "X\t1", "站点", Level.COMMUNITY)),
    "warehouse": ("name", lambda s: places.add_warehouse(s, "X", "一号\u2028库", Level.CITY)),
    "bin": ("name", lambda s: places.add_bin(s, "W1-good", "X", "甲\t位")),
    "custodian": ("name", lambda s: places.add_party(s, "X", "中\n心", "custodian")),
    "renamed": ("contact", lambda s: places.change(s, "S1", {"contact": "王××\n李××"})),
    "incident": ("name", lambda s: incidents.add(s, "X", "疫情\n防控")),
    "person": ("name", lambda s: people.add(s, "王\n××", "clerk")),
    "letterhead": ("letterhead", lambda s: settings.save(s, letterhead="应急\n管理局")),
    "copy": ("copies", lambda s: settings.save(s, copies=("存根\n联",))),
}


@pytest.mark.parametrize("door", LINES)
def test_each_door_wants_names_on_one_line(desk: Bench, door: str) -> None:
    field, come_in = LINES[door]
    with pytest.raises(Refused) as refused:
        write(desk.database, desk.seat, come_in)
    problem = refused.value.problems[0]
    assert (problem.code, problem.field) == ("line_break", field)


def test_a_custodian_named_beside_a_warehouse_is_named_on_one_line(desk: Bench) -> None:
    facts_of_it = PlaceFacts("X", "warehouse", "库", Level.CITY, custodian="中\n心")
    with desk.reading() as session:
        found = place_problems(session, facts_of_it, None, {})
    assert [(one.code, one.field) for one in found] == [("line_break", "custodian")]


def test_what_was_typed_in_lines_and_with_tabs_is_on_every_paper(
    desk: Bench, tmp_path: Path
) -> None:
    told = "甲一\n\n乙二\t丙三\u00a0丁四\u3000戊五"
    desk.opening({**BED_OPENING, "note": told}, note=told)
    sent = desk.dispatch({**BED, "note": told}, note=told, purpose=told, source=told)
    with desk.transaction() as session:
        for name in ("remark", "driver"):
            facts.add_fact(session, sent.number, name, told)
    line = {"line": 1, "received": "4", "short": "1", "condition": told, "note": told}
    got = desk.post("confirmation", dispatch=sent.number, lines=[line], explanation=told, note=told)
    with desk.transaction() as session:
        undone = reversal.reverse(session, got.number, told, "r1")
    with desk.reading() as session:
        pdfs = [printing.pdf(session, [one]) for one in (sent.number, got.number, undone.number)]
    for pdf in pdfs:
        text = squeezed(raw_text(tmp_path, pdf))
        assert "甲一" in text
        assert "丁四" in text


def test_an_import_of_places_names_it_as_well(desk: Bench) -> None:
    facts_of_it = PlaceFacts("X", "site", "站", Level.TOWN, address="𠮷路")
    with desk.reading() as session:
        found = place_problems(session, facts_of_it, None, {})
    assert [(one.code, one.field) for one in found] == [("unprintable_character", "address")]


@pytest.mark.parametrize(
    ("changes", "row", "field"),
    [
        ({"note": "送𠮷村"}, None, "note"),
        ({"transport": {"carrier": "𠮷物流"}}, None, "carrier"),
        ({"lines": [BED, {**BED, "note": "𠮷"}]}, 2, "note"),
    ],
)
def test_what_is_typed_into_a_paper(
    desk: Bench, changes: dict[str, object], row: int | None, field: str
) -> None:
    desk.opening({"item": "101006", "quantity": "50"})
    form = desk.form("dispatch", **{**dispatch_fields(BED), **changes})
    with desk.reading() as session:
        drafted = documents.check(session, form)
    with pytest.raises(Refused) as refused:
        write(desk.database, desk.seat, lambda session: documents.post(session, form))
    assert drafted == refused.value.problems
    assert [(one.code, one.row, one.field) for one in drafted] == [
        ("unprintable_character", row, field)
    ]
    assert desk.rows("SELECT COUNT(*) FROM document WHERE kind = 'dispatch'") == [(0,)]


def test_names_that_an_older_desk_let_in_stop_the_paper_and_not_its_print(desk: Bench) -> None:
    desk.opening({"item": "101006", "quantity": "50"})

    def rename(session: DeskSession, name: str) -> None:
        places.find(session, "S1").name = name

    write(desk.database, desk.seat, lambda session: rename(session, "𠮷野家门口"))
    with pytest.raises(Refused) as refused:
        desk.dispatch(BED)
    assert [(one.code, one.field) for one in refused.value.problems] == [
        ("unprintable_character", "site")
    ]


def test_later_facts_and_reasons(desk: Bench) -> None:
    desk.opening({"item": "101006", "quantity": "50"})
    sent = desk.dispatch(BED)
    with pytest.raises(Refused) as refused, desk.transaction() as session:
        facts.add_fact(session, sent.number, "driver", "𠮷××")
    assert refused.value.problems[0].field == "driver"
    with pytest.raises(Refused) as refused, desk.transaction() as session:
        reversal.reverse(session, sent.number, "𠮷", "r1")
    assert refused.value.problems[0].field == "reason"


def test_a_rare_character_that_a_face_has_goes_through_to_the_paper(desk: Bench) -> None:
    desk.opening({"item": "101006", "quantity": "50"})
    assert not plain("䶮")
    sent = desk.dispatch({**BED, "note": "䶮"}, note="送䶮村")
    with desk.reading() as session:
        assert printing.pdf(session, [sent.number]).startswith(b"%PDF")


def test_each_character_is_told_once_in_each_line() -> None:
    parts = {"lines": [{"note": "𠮷𠮷"}, {"note": "𠮷"}], "note": "𠮷", "count": 3, "none": None}

    def where(problem: Problem) -> tuple[int | None, str | None]:
        return problem.row, problem.field

    assert [where(one) for one in unprintable(parts, {"site": "𠮷"})] == [
        (1, "note"),
        (2, "note"),
        (None, "note"),
    ]
