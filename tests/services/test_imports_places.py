"""Places from a sheet: in an order that holds, every problem at its cell."""

from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import places
from supplydesk.services.place_facts import PlaceFacts, standing
from supplydesk.store.database import write
from tests.databases import Bench
from tests.services.importing import book, counts, done, planned, told

PLACES = ("类型", "编码", "名称", "级别", "所属仓库", "承储单位", "县区", "地址", "联系人", "电话")


def places_book(path: Path) -> Path:
    return book(
        path,
        PLACES,
        (
            "站点",
            "Z01",
            "麦积区××中学隔离点",
            "县区",
            None,
            None,
            "麦积区",
            "××路1号",
            "王××",
            13900000000,
        ),
        ("货位", "W9-A-01", "一排一号", None, "W9"),
        ("仓库", "W9", "市级二号库", "市级", None, "天水市粮食储备库", "秦州区"),
        ("承储单位", "CL1", "天水市粮食储备库", None, None, None, None, "××路2号"),
        ("仓库", "W1", "市级一号库（新）", "市", None, "CC"),
        (
            "站点",
            "S2",
            "麦积区××社区",
            "社区",
            None,
            None,
            "秦州区",
            "××街道××路××号",
            "王××",
            "139××××0000",
        ),
    )


def test_places_come_in_an_order_that_holds(desk: Bench, tmp_path: Path) -> None:
    path = places_book(tmp_path / "a.xlsx")
    plan = planned(desk, path, "places")
    assert not plan.stopped, plan.problems
    assert counts(plan) == (4, 1, 1)
    done(desk, plan)
    with desk.reading() as session:
        assert standing(session, "W9-A-01") == PlaceFacts(
            "W9-A-01", "bin", "一排一号", parent="W9-good"
        )
        warehouse = standing(session, "W9")
        assert warehouse is not None
        assert (warehouse.custodian, warehouse.county) == ("天水市粮食储备库", "秦州区")
        site = standing(session, "Z01")
        assert site is not None
        assert (site.level, site.phone) == ("county", "13900000000")
        renamed = standing(session, "W1")
        assert renamed is not None
        assert (renamed.name, renamed.custodian) == ("市级一号库（新）", "天水市应急物资储备中心")
    assert counts(planned(desk, path, "places")) == (0, 0, 6)


def test_a_custodian_that_is_only_named_is_added_once(desk: Bench, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ("类型", "编码", "名称", "级别", "承储单位"),
        ("仓库", "W8", "三号库", "市", "××公司"),
        ("仓库", "W7", "四号库", "市", "××公司"),
    )
    done(desk, planned(desk, path, "places"))
    assert desk.rows("SELECT COUNT(*) FROM party WHERE name = ?", "××公司") == [(1,)]
    assert counts(planned(desk, path, "places")) == (0, 0, 2)


def test_every_problem_of_places_is_at_its_cell(desk: Bench, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        PLACES,
        ("站", "X1", "甲", "市"),
        ("站点", "X2", "乙"),
        ("货位", "X3", "丙", None, "W0"),
        ("站点", "X4", "丁", "市", None, "某公司"),
        ("站点", "W1", "戊", "市"),
        ("仓库", "W2", "秦州区储备库", "市"),
        ("仓库", "X5", "己", "国"),
        ("站点", "X2", "庚", "市"),
        ("站点", "~x", "辛", "市"),
        ("站点", "W1-good", "壬", "市"),
    )
    plan = planned(desk, path, "places")
    assert told(plan) == [
        ("cell_not_choice", "A2"),
        ("place_level_missing", "D3"),
        ("place_parent_missing", "E4"),
        ("custodian_of_warehouse", "F5"),
        ("place_is_other", "B6"),
        ("place_is_other", "B7"),
        ("cell_not_choice", "D8"),
        ("code_twice", "B9"),
        ("code_taken", "B10"),
        ("code_taken", "B11"),
    ]
    with pytest.raises(Refused):
        done(desk, plan)
    with desk.reading() as session, pytest.raises(Refused):
        places.find(session, "X1")


def test_a_place_of_another_kind_is_told_that_alone(desk: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("类型", "编码", "名称", "级别"),
                ("站点", "W1", "市级一号库", "市"))  # fmt: skip
    assert told(planned(desk, path, "places")) == [("place_is_other", "B2")]


def test_a_place_that_changed_meanwhile_is_not_overwritten(desk: Bench, tmp_path: Path) -> None:
    plan = planned(desk, places_book(tmp_path / "a.xlsx"), "places")
    write(desk.database, desk.seat, lambda session: places.change(session, "W1", {"name": "别名"}))
    with pytest.raises(Refused) as caught:
        done(desk, plan)
    assert caught.value.problems[0].code == "changed_since"
