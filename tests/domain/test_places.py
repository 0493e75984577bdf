"""Kinds of place: what stands where, what holds stock, what may go below zero."""

import pytest

from supplydesk.domain.places import AREAS, KINDS, Level, PlaceKind, problems

OUTSIDE = {
    "supplier",
    "upper_body",
    "donor",
    "lender",
    "opening",
    "lost_found",
    "consumed",
    "scrapped",
}


def test_every_kind_has_its_row() -> None:
    assert KINDS.keys() == set(PlaceKind)


def test_only_what_is_outside_goes_below_zero() -> None:
    assert {kind.value for kind in PlaceKind if kind.facts.below_zero} == OUTSIDE
    assert {kind.value for kind in PlaceKind if not kind.facts.inside} == OUTSIDE


def test_only_a_warehouse_itself_holds_nothing() -> None:
    assert [kind for kind in PlaceKind if not kind.facts.holds_stock] == [PlaceKind.WAREHOUSE]


def test_the_whole_table_of_parents() -> None:
    allowed = {
        (kind, parent)
        for kind in PlaceKind
        for parent in (None, *PlaceKind)
        if not any(
            problem.field == "parent" for problem in problems(kind, parent, level=Level.CITY)
        )
    }
    top = {kind for kind in PlaceKind if kind not in AREAS}
    expected: set[tuple[PlaceKind, PlaceKind | None]] = {
        (kind, None) for kind in top - {PlaceKind.BIN, PlaceKind.TRANSIT}
    }
    expected |= {(kind, PlaceKind.WAREHOUSE) for kind in (*AREAS, PlaceKind.TRANSIT)}
    expected |= {(PlaceKind.BIN, area) for area in AREAS}
    assert allowed == expected


@pytest.mark.parametrize(
    ("kind", "parent", "code", "says"),
    [
        (PlaceKind.BIN, None, "place_parent_missing", PlaceKind.REPAIR),
        (PlaceKind.BIN, PlaceKind.WAREHOUSE, "place_parent", PlaceKind.GOOD),
        (PlaceKind.SITE, PlaceKind.WAREHOUSE, "place_parent", PlaceKind.SITE),
    ],
)
def test_a_wrong_parent_is_named(
    kind: PlaceKind, parent: PlaceKind | None, code: str, says: PlaceKind
) -> None:
    [problem] = problems(kind, parent, level=Level.TOWN)
    assert (problem.code, problem.field) == (code, "parent")
    assert says.word() in problem.text


@pytest.mark.parametrize("kind", [PlaceKind.WAREHOUSE, PlaceKind.SITE])
def test_warehouses_and_sites_have_a_level(kind: PlaceKind) -> None:
    assert [problem.code for problem in problems(kind, None)] == ["place_level_missing"]
    assert problems(kind, None, level=Level.COUNTY) == ()


def test_one_road_is_enough_for_a_warehouse() -> None:
    under = [PlaceKind.GOOD, PlaceKind.TRANSIT]
    found = problems(PlaceKind.TRANSIT, PlaceKind.WAREHOUSE, beside=under)
    assert [problem.code for problem in found] == ["place_once"]
    assert problems(PlaceKind.TRANSIT, PlaceKind.WAREHOUSE, beside=[PlaceKind.GOOD]) == ()
    assert problems(PlaceKind.LENDER, None, beside=[PlaceKind.LENDER]) == ()


@pytest.mark.parametrize(("place", "ancestors"), [(3, (2, 3, 1)), (None, (2, 1, 2))])
def test_a_place_under_itself_is_refused(place: int | None, ancestors: tuple[int, ...]) -> None:
    found = problems(PlaceKind.BIN, PlaceKind.GOOD, place=place, ancestors=ancestors)
    assert [problem.code for problem in found] == ["place_loop"]
    assert problems(PlaceKind.BIN, PlaceKind.GOOD, place=4, ancestors=(2, 1)) == ()


def test_levels_and_kinds_have_words() -> None:
    assert [level.word() for level in Level] == ["省级", "市级", "县区", "乡镇", "社区"]
    assert len({kind.word() for kind in PlaceKind}) == len(PlaceKind)
