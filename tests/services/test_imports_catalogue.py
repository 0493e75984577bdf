"""A catalogue from a sheet: what is new, changed and the same; what the clerk edited stays."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from supplydesk import paths
from supplydesk.domain.problem import Refused
from supplydesk.services import catalogue, imports
from supplydesk.services.catalogue import PackFacts
from supplydesk.services.import_catalogue import ItemRow
from supplydesk.store.database import write
from tests.databases import Bench
from tests.services.importing import book, counts, done, item, planned, told

TITLES = ("编码", "名称", "规格型号", "计量单位", "包装", "保质期（月）", "助记码", "最低库存")


def test_the_starter_catalogue_is_new_once_and_the_same_ever_after(desk: Bench) -> None:
    with desk.reading() as session:
        plan = imports.plan_starter(session)
    assert plan.new + plan.changed + plan.same == 87
    assert not plan.problems
    done(desk, plan)
    with desk.reading() as session:
        again = imports.plan_starter(session)
    assert counts(again) == (0, 0, 87)
    assert not again.writes


def test_what_the_clerk_edited_survives_the_starter_catalogue(desk: Bench) -> None:
    with desk.reading() as session:
        plan = imports.plan_starter(session)
    done(desk, plan)
    edited = replace(item(desk, "101009"), mnemonic="bei", minimum=Decimal(500), barcode="690")
    write(desk.database, desk.seat, lambda session: catalogue.put(session, [edited]))
    with desk.reading() as session:
        again = imports.plan_starter(session)
    assert counts(again) == (0, 0, 87)
    done(desk, again)
    assert item(desk, "101009") == edited


def test_the_starter_file_itself_can_be_imported(desk: Bench) -> None:
    path = paths.resource("catalogue.csv")
    plan = planned(desk, path, "catalogue")
    assert not plan.stopped, plan.problems
    done(desk, plan)
    assert counts(planned(desk, path, "catalogue")) == (0, 0, 87)
    with desk.reading() as session:
        assert counts(imports.plan_starter(session)) == (0, 0, 87)


def test_new_changed_and_the_same(desk: Bench, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ("物资目录",),
        TITLES,
        (101006, "折叠床", "单人", "张", "包=1", None, None, None),
        (101009, "棉被", "2.0×1.8m", "床", "包=10", 96, None, "20包"),
        ("901001", "救生衣", "L", "件", "袋=10;箱=?", 60, "jsy", 200),
    )
    plan = planned(desk, path, "catalogue")
    assert not plan.stopped, plan.problems
    assert [one.standing for one in plan.content if isinstance(one, ItemRow)] == [
        "same", "changed", "new"
    ]  # fmt: skip
    before = desk.rows("SELECT COUNT(*) FROM item")
    assert counts(done(desk, plan)) == (1, 1, 1)  # type: ignore[arg-type]  # counts alike
    assert desk.rows("SELECT COUNT(*) FROM item") == [(int(before[0][0] or 0) + 1,)]
    quilt, vest = item(desk, "101009"), item(desk, "901001")
    assert (quilt.packs, quilt.minimum, quilt.shelf_life_months) == (
        (PackFacts("包", Decimal(10)),), Decimal(200), 96
    )  # fmt: skip
    assert vest.packs == (PackFacts("袋", Decimal(10)), PackFacts("箱", None))
    assert (vest.mnemonic, vest.minimum) == ("jsy", Decimal(200))
    assert counts(planned(desk, path, "catalogue")) == (0, 0, 3)


def test_a_column_that_is_not_there_changes_nothing(desk: Bench, tmp_path: Path) -> None:
    full = replace(item(desk, "101009"), barcode="690123", minimum=Decimal(7), mnemonic="bz")
    write(desk.database, desk.seat, lambda session: catalogue.put(session, [full]))
    short = book(tmp_path / "a.xlsx", ("编码", "名称", "单位"), (101009, "棉被", "床"))
    assert counts(planned(desk, short, "catalogue")) == (0, 0, 1)
    empty = book(
        tmp_path / "b.xlsx", ("编码", "名称", "单位", "助记码", "条码"), (101009, "棉被", "床")
    )
    plan = planned(desk, empty, "catalogue")
    done(desk, plan)
    assert item(desk, "101009") == replace(full, barcode=""), "an edited mnemonic is not wiped out"


def test_every_problem_of_a_catalogue_is_at_its_cell(desk: Bench, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        TITLES,
        (1.5, "甲", None, "个"),
        ("902001", "乙", None, "个", "箱"),
        ("902002", "丙", None, "个", "箱=100;盒=10"),
        ("902003", "丁", None, "个", None, -3),
        ("902004", "戊", None, "个", None, None, None, "5箱"),
        ("902004", "己", None, "个"),
        ("902005", None, None, "个"),
        ("902006", "庚\x07", None, "个"),
        ("902007", "辛" * 201, None, "个"),
        ("902008", "壬", None, "个", "箱=1e3"),
    )
    plan = planned(desk, path, "catalogue")
    assert told(plan) == [
        ("cell_not_code", "A2"),
        ("packs_unreadable", "E3"),
        ("pack_size", "E4"),
        ("whole_out_of_range", "F5"),
        ("quantity_unit_unknown", "H6"),
        ("code_twice", "A7"),
        ("cell_empty", "B8"),
        ("cell_control", "B9"),
        ("text_too_long", "B10"),
        ("number_exponent", "E11"),
    ]
    assert all(one.field is None or one.field in one.text for one in plan.problems)
    assert [one.row for one in plan.problems if one.stops][:3] == [2, 3, 4]
    with pytest.raises(Refused) as caught:
        done(desk, plan)
    assert caught.value.problems == plan.problems


def test_a_unit_in_the_books_stays(desk: Bench, tmp_path: Path) -> None:
    desk.opening({"item": "101009", "quantity": "5"})
    path = book(tmp_path / "a.xlsx", ("编码", "名称", "单位"), (101009, "棉被", "条"))
    assert told(planned(desk, path, "catalogue")) == [("unit_in_use", "C2")]


def test_an_unknown_column_is_told_and_stops_nothing(desk: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("编码", "名称", "单位", "颜色"), ("903", "旗", "面", "红"))
    plan = planned(desk, path, "catalogue")
    assert [(one.code, one.field, one.stops) for one in plan.problems] == [
        ("list_unknown_column", "D1", False)
    ]
    assert done(desk, plan).new == 1


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_is_read_in_the_encodings_of_offices(
    desk: Bench, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "目录.csv"
    path.write_bytes("编码,名称,单位\r\n00904,棉被（加厚）,床\r\n".encode(encoding))
    done(desk, planned(desk, path, "catalogue"))
    assert item(desk, "00904").name == "棉被（加厚）"


def test_an_empty_list_is_named(desk: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("编码", "名称", "单位"))
    assert told(planned(desk, path, "catalogue")) == [("list_empty", None)]


def test_a_viewer_imports_nothing(desk: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("编码", "名称", "单位"), ("905", "旗", "面"))
    plan = planned(desk, path, "catalogue")
    viewer = replace(desk, seat=replace(desk.seat, role="viewer"))
    with pytest.raises(Refused):
        planned(viewer, path, "catalogue")
    with pytest.raises(Refused):
        done(viewer, plan)
