"""Opening stock from a sheet: documents by place, twice is once, every problem at its cell."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from supplydesk.domain.problem import Refused
from supplydesk.queries.verify import verify
from supplydesk.services import catalogue, drafts, periods, settings, stock_summary
from supplydesk.services.catalogue import ItemFacts
from supplydesk.services.imports import Plan
from supplydesk.services.reversal import reverse
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


LIST = ("编码", "数量"), (101006, 5), (101009, 7), (201012, "2箱")


def codes_of(plan: Plan) -> list[tuple[str, bool]]:
    return [(one.code, one.stops) for one in plan.problems]


def test_a_list_that_repeats_what_is_there_is_taken_for_the_same_goods(
    desk: Bench, tmp_path: Path
) -> None:
    done(desk, planned(desk, book(tmp_path / "a.xlsx", *LIST), "opening", place="W1"))
    # One row was mended and one is new, so that this is another list, of the same goods.
    mended = book(tmp_path / "b.xlsx", *LIST[:2], (101009, 8), (201012, "48瓶"))
    plan = planned(desk, mended, "opening", place="W1")
    assert codes_of(plan) == [("opening_repeated", True)]
    assert "3 行中有 2 行" in plan.problems[0].text
    assert "QC-20220930-001" in plan.problems[0].text
    with pytest.raises(Refused):
        done(desk, plan)
    assert desk.on_hand("W1-good-0", "101006") == 5_000

    half = book(tmp_path / "c.xlsx", *LIST[:2], (301003, 2))
    assert codes_of(planned(desk, half, "opening", place="W1")) == [("opening_repeated", True)]
    less = book(tmp_path / "d.xlsx", *LIST[:2], (301003, 2), (101006, 6))
    assert codes_of(planned(desk, less, "opening", place="W1")) == [("opening_there", False)]
    other_place = planned(desk, mended, "opening", place="W2")
    assert codes_of(other_place) == []
    on_top = planned(desk, mended, "opening", place="W1", on_top=True)
    assert codes_of(on_top) == [("opening_there", False)]
    done(desk, on_top)
    assert desk.on_hand("W1-good-0", "101006") == 10_000


def test_once_the_first_is_reversed_the_list_is_taken_again_and_the_month_opens_right(
    desk: Bench, tmp_path: Path
) -> None:
    path = book(tmp_path / "a.xlsx", *LIST)
    for count in (1, 3, 5):
        again = planned(desk, path, "opening", place="W1")
        assert (counts(again), codes_of(again)) == ((3, 0, 0), [])
        (posted,) = done(desk, again).posted
        assert posted.number == f"QC-20220930-{count:03}"
        assert counts(planned(desk, path, "opening", place="W1")) == (0, 0, 3), "twice is once"
        write(desk.database, desk.seat, lambda s, n=posted.number: reverse(s, n, "重复", f"r-{n}"))  # type: ignore[misc]
    rows = desk.rows("SELECT DISTINCT voucher_date, period FROM document")
    assert rows == [("2022-09-30", 0)], "the reversal too is dated before the books"
    done(desk, planned(desk, path, "opening", place="W1"))
    desk.dispatch({"item": "101006", "ordered": "1"})
    with desk.reading() as session:
        month = stock_summary.summary(session, "2022-10", warehouse="W1")
    beds = next(row for row in month.rows if row.code == "101006")
    assert [beds.opening, beds.closing] == [5, 4]
    assert verify(desk.database, desk.seat).sound


def test_where_papers_are_approved_the_list_becomes_a_draft(desk: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", *LIST)
    write(desk.database, desk.seat, lambda s: settings.save(s, approve=True))
    plan = planned(desk, path, "opening", place="W1")
    assert (plan.as_drafts, counts(plan), codes_of(plan)) == (True, (3, 0, 0), [])
    applied = done(desk, plan)
    (draft,) = applied.drafts
    assert (applied.posted, draft.state) == ((), "draft")
    assert counts(planned(desk, path, "opening", place="W1")) == (0, 0, 3)
    assert done(desk, planned(desk, path, "opening", place="W1")).drafts[0].key == draft.key
    mended = book(tmp_path / "b.xlsx", *LIST[:3])
    assert codes_of(planned(desk, mended, "opening", place="W1")) == [("opening_repeated", True)]

    approved = write(desk.database, desk.seat, lambda s: drafts.approve(s, draft.key))
    write(desk.database, desk.seat, lambda s: settings.save(s, approve=False))
    assert counts(planned(desk, path, "opening", place="W1")) == (0, 0, 3), "it has its number"
    write(desk.database, desk.seat, lambda s: drafts.void(s, draft.key, "不要了"))
    assert approved.number == "QC-20220930-001"
    assert done(desk, planned(desk, path, "opening", place="W1")).posted[0].number.endswith("002")


def test_a_draft_is_posted_by_its_list_once_nobody_need_sign(desk: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", *LIST)
    write(desk.database, desk.seat, lambda s: settings.save(s, review=True))
    done(desk, planned(desk, path, "opening", place="W1"))
    write(desk.database, desk.seat, lambda s: settings.save(s, review=False))
    plan = planned(desk, path, "opening", place="W1")
    assert counts(plan) == (3, 0, 0)
    assert done(desk, plan).posted[0].number == "QC-20220930-001"
    assert desk.rows("SELECT COUNT(*) FROM draft") == [(0,)]


def test_the_plan_finds_what_the_import_would_be_refused_for(desk: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", *LIST)
    desk.opening({"item": "301003", "quantity": "9"})
    desk.dispatch({"item": "301003", "ordered": "1"})
    desk.clock.forward(days=40)
    desk.dispatch({"item": "301003", "ordered": "1"})
    for month in ("2022-10", "2022-11"):
        desk.clock.at = max(desk.clock.at, datetime(2022, 12, 1, tzinfo=UTC))
        write(desk.database, desk.seat, lambda s, m=month: periods.close(s, m))  # type: ignore[misc]
    plan = planned(desk, path, "opening", place="W1")
    assert codes_of(plan)[0] == ("period_closed", True)
    text = plan.problems[0].text
    assert "期初" in text
    assert "2022-11、2022-10" in text, "the latest first"
    assert "opening" not in text
    assert (plan.problems[0].row, plan.problems[0].field) == (None, None)
    with pytest.raises(Refused) as refused:
        desk.opening({"item": "101006", "quantity": "5"})
    assert refused.value.problems[0].text == text
    # What it says to do can be done, and helps.
    for month in ("2022-11", "2022-10"):
        write(desk.database, desk.seat, lambda s, m=month: periods.reopen(s, m, "补期初"))  # type: ignore[misc]
    done(desk, planned(desk, path, "opening", place="W1"))
    for month in ("2022-10", "2022-11"):
        write(desk.database, desk.seat, lambda s, m=month: periods.close(s, m))  # type: ignore[misc]
    assert codes_of(planned(desk, book(tmp_path / "b.xlsx", *LIST[:2]), "opening", place="W2")) == [
        ("period_closed", True)
    ]
    assert verify(desk.database, desk.seat).sound


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
    assert plan.problems[0].text.startswith("A2（名称）：“棉被”对应多种物资：101009")
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


def test_a_wrong_sheet_is_said_once(desk: Bench, tmp_path: Path) -> None:
    places = book(
        tmp_path / "p.xlsx", ("类型", "编码", "名称", "级别"), *(("站点", n) for n in "ABC")
    )
    plan = planned(desk, places, "opening", place="W1")
    assert codes_of(plan) == [("list_column_missing", True)]
    assert "数量" in plan.problems[0].text
    nameless = book(tmp_path / "n.xlsx", ("数量", "单位"), (5, "张"), (6, "张"), (7, "张"))
    plan = planned(desk, nameless, "opening")
    assert codes_of(plan) == [("list_column_missing", True), ("no_place", True)]
    assert "请加一栏" in plan.problems[1].text
    dash = book(tmp_path / "d.xlsx", ("编码", "数量"), (101006, "-"))
    (problem,) = planned(desk, dash, "opening", place="W1").problems
    assert problem.text == "B2（数量）：“-”不是数量，请填写数字。"


@pytest.mark.parametrize("typed", ["3箱", "90", "3箱0套"])
def test_cartons_of_a_lot_that_says_what_is_in_them_can_go_out(
    desk: Bench, tmp_path: Path, typed: str
) -> None:
    """The item's cartons float, the list says how many there are in this lot's."""
    headings = ("仓库", "编码", "数量", "装箱数")
    path = book(tmp_path / "a.xlsx", headings, ("W1", 201004, typed, 30), ("W1", 201004, "95", 40))
    done(desk, planned(desk, path, "opening"))
    there = "SELECT lot, quantity, packs FROM balance WHERE place = ? AND quantity > 0 ORDER BY 1"
    (good,) = desk.rows("SELECT id FROM place WHERE code = 'W1-good-0'")[0]
    assert desk.rows(there, good) == [(1, 90_000, 3000), (2, 95_000, 2000)], "15 loose ones"
    lots = [{"lot": 1, "quantity": "1箱"}]
    desk.dispatch({"item": "201004", "ordered": "1箱30套", "lots": lots})
    assert desk.rows(there, good)[0] == (1, 60_000, 2000)
    slip = desk.dispatch({"item": "201004", "ordered": "2箱75套"}).number
    desk.post("confirmation", dispatch=slip, all_received=True)
    (site,) = desk.rows("SELECT id FROM place WHERE code = 'S1'")[0]
    assert sum(row[2] for row in desk.rows(there, site)) == 2000


def test_what_floats_and_what_is_fixed_is_counted_as_before(desk: Bench) -> None:
    desk.opening(
        {"item": "201004", "quantity": "4箱110套"},
        {"item": "201004", "quantity": "110"},
        {"item": "201012", "quantity": "3箱", "pack_size": "20"},
        {"item": "101006", "quantity": "60", "pack_size": "20"},
    )
    assert desk.rows("SELECT quantity, packs FROM movement ORDER BY sequence") == [
        (110_000, 4000), (110_000, 0), (60_000, 0), (60_000, 0)
    ]  # fmt: skip


def test_a_figure_cut_at_its_comma_puts_nothing_on_the_books(desk: Bench, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    head = "仓库,编码,单位,数量,批号,生产日期,有效期至"
    path.write_text(f"{head}\nW1,101009,床,1,000,,,\nW1,101006,张,5,,,\n", encoding="utf-8")
    plan = planned(desk, path, "opening")
    assert told(plan) == [("row_too_long", "H2")]
    with pytest.raises(Refused):
        done(desk, plan)
    assert desk.on_hand("W1-good-0", "101009") == 0
    path.write_text(f'{head}\nW1,101009,床,"1,000",,,\n', encoding="utf-8")
    done(desk, planned(desk, path, "opening"))
    assert desk.on_hand("W1-good-0", "101009") == 1_000_000
