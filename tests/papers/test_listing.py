"""A list shows every cell of every row, in order, on as many pages as it takes."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.papers import register, stock_card, stock_summary
from supplydesk.papers.listing import Column, Kind, ListingPaper, ListingRow, draw
from supplydesk.papers.sheet import A4
from tests.papers import reading
from tests.papers.samples import BEDS, LONG_NAME, STATIONERY, month_of

_COLUMNS = (
    Column("序号", 10, Kind.FIGURE),
    Column("日期", 20, Kind.CODE),
    Column("名称", 60),
    Column("数量", 20, Kind.FIGURE),
    Column("备注", 30, Kind.SMALL),
)


def _list(*rows: ListingRow) -> ListingPaper:
    return ListingPaper(title="物资清单", columns=_COLUMNS, rows=rows)


def _row(number: int, name: str = "棉被", note: str = "") -> ListingRow:
    return ListingRow((number, date(2022, 10, 24), name, number * 10, note))


def test_every_row_is_there_in_order(tmp_path: Path) -> None:
    rows = [_row(number, f"物资{number:04d}号") for number in range(1, 301)]
    pdf = draw(_list(*rows), STATIONERY, sheet=A4)
    pages = reading.sound(tmp_path, pdf)
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    at = 0
    for number in range(1, 301):
        at = text.index(f"{number}2022-10-24物资{number:04d}号{number * 10}", at)
    assert text.count("接下页") == len(pages) - 1
    assert text.count("物资清单") == len(pages)


def test_zero_is_blank_negative_is_red_and_decimals_are_bare(tmp_path: Path) -> None:
    rows = [
        ListingRow((None, None, "甲", 0, "")),
        ListingRow((1, None, "乙", Decimal("-1.500"), "")),
        ListingRow((2, None, "丙", Decimal("1E+3"), "合"), strong=True),
    ]
    pdf = draw(_list(*rows), STATIONERY)
    assert "甲1乙-1.52丙1000合" in reading.squeezed(reading.raw_text(tmp_path, pdf))
    assert "0.75 0 0 rg" in reading.contents(reading.kept(tmp_path, pdf))[0]


@pytest.mark.parametrize("rows", [0, 1, 60])
def test_long_texts_and_no_rows_stay_sound(tmp_path: Path, rows: int) -> None:
    paper = _list(*(_row(number, LONG_NAME, "按先到期先出；外箱破损") for number in range(rows)))
    reading.sound(tmp_path, draw(paper, STATIONERY))


def test_a_row_higher_than_a_page_is_sliced(tmp_path: Path) -> None:
    note = "".join(f"{index:04d}号" for index in range(1000))
    pdf = draw(_list(_row(1), _row(2, note=note), _row(3)), STATIONERY)
    reading.sound(tmp_path, pdf)
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    assert all(f"{index:04d}" in text for index in range(1000))


@pytest.mark.parametrize("length", [1, 500, 1000, 1290, 2000, 3000, 4000, 24_253])
def test_a_text_before_the_table_runs_over_pages_and_stands_once(
    tmp_path: Path, length: int
) -> None:
    """A brief of 3,000 characters once left 11 of its 60 rows on the paper."""
    lead = "".join(f"K{at:05d}，" for at in range(length // 7 + 1))
    rows = [_row(number, f"物资{number:04d}号") for number in range(1, 61)]
    pdf = draw(replace(_list(*rows), lead=lead), STATIONERY)
    pages = reading.sound(tmp_path, pdf)
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    assert [text.count(f"物资{number:04d}号") for number in range(1, 61)] == [1] * 60
    assert [text.count(f"K{at:05d}") for at in range(length // 7 + 1)] == [1] * (length // 7 + 1)
    assert text.index(f"K{length // 7:05d}") < text.index("物资0001号")
    for number, page in enumerate(pages, 1):
        words = reading.squeezed("".join(word.text for word in page.words))
        assert f"第{number}页／共{len(pages)}页" in words
        assert ("备注" in words) == ("物资0" in words), "a table's header has rows under it"
    assert text.count("接下页") == len(pages) - 1


def test_paragraphs_of_the_text_before_begin_anew(tmp_path: Path) -> None:
    pdf = draw(replace(_list(_row(1)), lead="第一段。\n\n第二段。"), STATIONERY)
    (page,) = reading.sound(tmp_path, pdf)
    first, second = (
        next(word for word in page.words if told in word.text) for told in ("第一段", "第二段")
    )
    assert second.top > first.bottom
    assert second.left == pytest.approx(first.left)


def test_facts_that_would_fill_every_page_are_told_once(tmp_path: Path) -> None:
    rows = [_row(number, f"物资{number:04d}号") for number in range(1, 61)]
    facts = tuple(f"{at:03d}：{LONG_NAME}" for at in range(60))
    pdf = draw(replace(_list(*rows), facts=facts), STATIONERY)
    reading.sound(tmp_path, pdf)
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    assert all(text.count(f"物资{number:04d}号") == 1 for number in range(1, 61))
    assert all(text.count(f"{at:03d}：") == 1 for at in range(60))


def test_a_text_before_no_rows_at_all(tmp_path: Path) -> None:
    for lead in ("尚未调拨。", "尚未调拨。" * 700):
        pdf = draw(replace(_list(), lead=lead), STATIONERY)
        pages = reading.sound(tmp_path, pdf)
        assert "备注" in reading.squeezed("".join(word.text for word in pages[-1].words))


def test_a_row_of_the_wrong_length_is_our_fault() -> None:
    with pytest.raises(ValueError, match="cells"):
        draw(_list(ListingRow((1, None, "甲"))), STATIONERY)


def test_an_unprintable_cell_is_named_with_its_row() -> None:
    with pytest.raises(Refused) as refused:
        draw(_list(_row(1), _row(2, "𠮷")), STATIONERY)
    (problem,) = refused.value.problems
    assert problem.row == 2
    assert "𠮷" in problem.text


@pytest.mark.parametrize("field", ["title", "bureau", "right", "note"])
def test_an_unprintable_heading_is_named(field: str) -> None:
    with pytest.raises(Refused) as refused:
        draw(replace(_list(), **{field: "𠮷"}), STATIONERY)  # type: ignore[arg-type]
    assert refused.value.problems[0].field == field


def test_progress_is_told_and_may_stop_the_work() -> None:
    told: list[tuple[int, int]] = []
    draw(_list(*map(_row, range(1, 200))), STATIONERY, tick=lambda *at: told.append(at))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] == len(told) - 1

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draw(_list(_row(1)), STATIONERY, tick=stop)


def test_the_same_list_gives_the_same_bytes() -> None:
    paper = _list(*map(_row, range(50)))
    assert draw(paper, STATIONERY) == draw(paper, STATIONERY)


def test_a_stock_card_shows_a_balance_of_zero_and_its_totals(tmp_path: Path) -> None:
    card = stock_card.StockCardPaper(
        code="101006",
        name="折叠床",
        unit="张",
        warehouse="市级一号库",
        bin="A-01-01",
        minimum=200,
        first_day=date(2022, 10, 1),
        last_day=date(2022, 10, 31),
        basis="按账",
        entries=(
            stock_card.CardEntry(summary="上期结存", balance=400),
            stock_card.CardEntry(
                day=date(2022, 10, 24),
                number="DB-20221024-001",
                summary="调拨 秦州区××集中隔离点",
                outgoing=400,
                balance=0,
            ),
            stock_card.CardEntry(summary="本月合计", outgoing=400, total=True),
        ),
    )
    pdf = stock_card.draw(card, STATIONERY)
    reading.sound(tmp_path, pdf)
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    assert "上期结存400" in text
    assert "2022-10-24DB-20221024-001调拨秦州区××集中隔离点4000本月合计400" in text
    assert "2022年10月1日至10月31日（按账）" in text
    assert "最低库存：200" in text


def test_a_balance_from_hearsay_says_so(tmp_path: Path) -> None:
    entries = (stock_card.CardEntry(summary="期初", balance=1200, balance_approximate=True),)
    paper = stock_card.StockCardPaper(code="101006", name="折叠床", unit="张", entries=entries)
    assert "1200余" in reading.raw_text(tmp_path, stock_card.draw(paper, STATIONERY))


def test_a_register_numbers_its_documents(tmp_path: Path) -> None:
    entries = [
        register.RegisterEntry(
            day=date(2022, 10, 24),
            number=f"DB-20221024-{number:03d}",
            kind="调拨",
            state="已过账",
            party=LONG_NAME,
            quantity=number,
        )
        for number in range(1, 40)
    ]
    pdf = register.draw(register.RegisterPaper(entries=entries), STATIONERY)
    reading.sound(tmp_path, pdf)
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    assert "392022-10-24DB-20221024-039调拨已过账" in text


def test_three_quarters_of_a_point_run_round_a_total(tmp_path: Path) -> None:
    rows = [_row(1), _row(2), ListingRow(("", None, "合计", 30, ""), strong=True), _row(3)]
    pdf = draw(_list(*rows), STATIONERY)
    operations = reading.contents(reading.kept(tmp_path, pdf))[0]
    strong = operations.split("\n0.75 w\n", 1)[1].split("\nS\n", 1)[0]
    # Under the header, over the total, under it.
    assert strong.count(" l") == 3


@pytest.mark.parametrize("name", ["李××", "阿卜杜热合曼·买买提江·吐尔逊", LONG_NAME, LONG_NAME * 3])
def test_a_name_over_its_line_touches_nothing(tmp_path: Path, name: str) -> None:
    summary = replace(month_of(BEDS), prepared_by=name, reviewed_by=name)
    pdf = stock_summary.draw(summary, STATIONERY)
    (page,) = reading.sound(tmp_path, pdf)
    assert reading.squeezed(reading.raw_text(tmp_path, pdf)).count(name) == 2
    operations = reading.contents(reading.kept(tmp_path, pdf))[0]
    frame = max(float(y) for y in re.findall(r"\n1 w\n[\d.]+ ([\d.]+) ", operations))
    (label,) = [word for word in page.words if word.text.startswith("负责人")]
    above = [word for word in page.words if label.top - 12 < word.top < label.top]
    assert all(word.top > page.height - frame for word in above)
