"""Imports: a plan that names every cell, then all of it in one transaction, twice as good as once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from sqlmodel import col, select

from supplydesk import paths
from supplydesk.domain.problem import Refused
from supplydesk.services import catalogue, imports, places
from supplydesk.services.catalogue import ItemFacts, PackFacts
from supplydesk.services.import_catalogue import ItemRow
from supplydesk.services.import_places import PlaceFacts, standing
from supplydesk.services.imports import Applied, Plan, Subject
from supplydesk.store.database import write
from supplydesk.store.tables.catalogue import Item
from tests.databases import Bench

Cells = Sequence[Sequence[object]]


def book(path: Path, *rows: Sequence[object], sheet: str = "清单") -> Path:
    """A workbook with *rows* from A1 on."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet(sheet)
        dated = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(at, column, value, dated)
                elif value is not None:
                    page.write(at, column, value)
    return path


def planned(desk: Bench, path: Path, subject: Subject, **more: str) -> Plan:
    with desk.reading() as session:
        return imports.plan(session, path, subject, **more)  # type: ignore[arg-type]  # texts


def done(desk: Bench, plan: Plan) -> Applied:
    return write(desk.database, desk.seat, lambda session: imports.apply(session, plan))


def told(plan: Plan) -> list[tuple[str, str | None]]:
    return [(one.code, one.field) for one in plan.problems if one.stops]


def counts(plan: Plan) -> tuple[int, int, int]:
    return plan.new, plan.changed, plan.same


def item(desk: Bench, code: str) -> ItemFacts:
    with desk.reading() as session:
        row = session.exec(select(Item).where(col(Item.code) == code)).one()
        return catalogue.facts_of(session, row)


# --- Catalogue -----------------------------------------------------------------------------------

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


# --- Places --------------------------------------------------------------------------------------

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


def test_a_place_that_changed_meanwhile_is_not_overwritten(desk: Bench, tmp_path: Path) -> None:
    plan = planned(desk, places_book(tmp_path / "a.xlsx"), "places")
    write(desk.database, desk.seat, lambda session: places.change(session, "W1", {"name": "别名"}))
    with pytest.raises(Refused) as caught:
        done(desk, plan)
    assert caught.value.problems[0].code == "changed_since"


# --- Opening stock -------------------------------------------------------------------------------

OPENING = (
    "仓库",
    "编码",
    "名称",
    "规格型号",
    "单位",
    "数量",
    "批号",
    "生产日期",
    "有效期至",
    "单价",
)


def opening_book(path: Path) -> Path:
    return book(
        path,
        OPENING,
        (
            "W1",
            101009,
            "棉被",
            None,
            None,
            "160包",
            "A-1",
            date(2022, 3, 1),
            date(2030, 3, 1),
            86.5,
        ),
        ("市级一号库", None, "折叠床", "单人", "张", "2000余", None, None, None, 128),
        ("W1", 201012, None, None, "箱", 3, 20220101, "2022年1月1日", "20240101"),
        ("S1", 301003, None, None, "公斤", 12.345),
        ("制表人：王××",),
    )


def test_opening_stock_becomes_documents_and_twice_is_once(desk: Bench, tmp_path: Path) -> None:
    path = opening_book(tmp_path / "a.xlsx")
    plan = planned(desk, path, "opening")
    assert not plan.stopped, plan.problems
    assert [one.code for one in plan.problems] == ["list_note"]
    assert counts(plan) == (4, 0, 0)
    posted = done(desk, plan).posted
    assert [one.number for one in posted] == ["QC-20220930-001", "QC-20220930-002"]
    assert desk.on_hand("W1-good-0", "101009") == 800_000
    assert desk.on_hand("W1-good-0", "101006") == 2_000_000
    assert desk.on_hand("W1-good-0", "201012") == 72_000
    assert desk.on_hand("S1", "301003") == 12_345
    lots = desk.rows(
        "SELECT lot_number, made, expires, unit_cost, approximate FROM lot ORDER BY id"
    )
    assert lots == [
        ("A-1", "2022-03-01", "2030-03-01", 865_000, 0),
        ("", None, None, 1_280_000, 1),
        ("20220101", "2022-01-01", "2024-01-01", 0, 0),
        ("", None, None, 0, 0),
    ]

    again = planned(desk, path, "opening")
    assert counts(again) == (0, 0, 4)
    assert [(one.number, one.again) for one in done(desk, again).posted] == [
        ("QC-20220930-001", True), ("QC-20220930-002", True)
    ]  # fmt: skip
    assert desk.on_hand("W1-good-0", "101009") == 800_000


def test_another_list_for_the_same_place_is_told(desk: Bench, tmp_path: Path) -> None:
    done(desk, planned(desk, opening_book(tmp_path / "a.xlsx"), "opening"))
    more = book(tmp_path / "b.xlsx", ("编码", "数量"), (101006, 5))
    plan = planned(desk, more, "opening", place="W1")
    assert not plan.stopped
    (warning,) = plan.problems
    assert (warning.code, warning.stops) == ("opening_there", False)
    assert "QC-20220930-001" in warning.text


def test_every_problem_of_opening_stock_is_at_its_cell(desk: Bench, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        OPENING,
        ("W1", 999, None, None, None, 5),
        ("W1", 101009, "棉褥", None, None, 5),
        ("W1", 101009, None, None, None, "5瓶"),
        ("W1", 101009, None, None, "瓶", 5),
        ("W1", None, "不知何物", None, None, 5),
        ("W1", None, None, None, None, 5),
        ("W9", 101009, None, None, None, 5),
        (None, 101009, None, None, None, 5),
        ("W1", 101009, None, None, None, -5),
        ("W1", 101009, None, None, None, None),
        ("W1", 101009, None, None, None, 5, None, "2022-02-30"),
        ("W1", 101009, None, None, None, 5, None, date(2022, 3, 1), date(2021, 3, 1)),
        ("W1", 101009, None, None, None, 5, None, date(2023, 3, 1)),
        ("W1", 101009, None, None, None, 5, None, None, None, "八十元"),
        ("W1", 101009, None, None, None, 2.5),
        ("W1", 101009, None, None, None, "１２"),
    )
    plan = planned(desk, path, "opening")
    assert {field for _, field in told(plan)} == {
        "B2", "C3", "F4", "F5", "C6", "B7", "A8", "A9", "F10", "F11",
        "H12", "I13", "H14", "J15", "F16",
    }  # fmt: skip
    assert desk.rows("SELECT COUNT(*) FROM document") == [(0,)]


def test_an_item_named_without_its_code_has_to_be_clear(desk: Bench, tmp_path: Path) -> None:
    twin = ItemFacts("101099", "棉被", "床", "1.5×1.2m")
    write(desk.database, desk.seat, lambda session: catalogue.put(session, [twin]))
    path = book(
        tmp_path / "a.xlsx",
        ("名称", "规格", "数量"),
        ("棉被", None, 5),
        ("棉被", "1.5×1.2M", 7),
    )
    plan = planned(desk, path, "opening", place="W1")
    assert told(plan) == [("item_unclear", "A2")]
    assert "101009" in plan.problems[0].text
    fixed = book(tmp_path / "b.xlsx", ("名称", "规格", "数量"), ("棉被", "1.5×1.2M", 7))
    done(desk, planned(desk, fixed, "opening", place="W1"))
    assert desk.on_hand("W1-good-0", "101099") == 7_000


def test_the_sheet_that_was_named_is_read(desk: Bench, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, quantity in (("一月", 5), ("二月", 7)):
            page = workbook.add_worksheet(name)
            page.write_row(0, 0, ("编码", "数量"))
            page.write_row(1, 0, (101006, quantity))
    plan = planned(desk, path, "opening", place="W1", sheet="二月")
    done(desk, plan)
    assert desk.on_hand("W1-good-0", "101006") == 7_000
    with pytest.raises(Refused):
        planned(desk, path, "opening", place="W1", sheet="三月")
