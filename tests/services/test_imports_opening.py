"""Opening stock from a sheet: documents by place, twice is once, every problem at its cell."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from supplydesk.domain.problem import Refused
from supplydesk.services import catalogue
from supplydesk.services.catalogue import ItemFacts
from supplydesk.store.database import write
from tests.databases import Bench
from tests.services.importing import book, counts, done, planned, told

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
