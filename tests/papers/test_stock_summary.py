"""The month-end summary shows every figure, adds up, and reads the same as text."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from supplydesk import paths
from supplydesk.domain.stock_summary import Outgoing, StockSummaryRow, Unbalanced
from supplydesk.domain.stock_summary_wording import INCOMING, OUTGOING, basis, memo, sealed_by
from supplydesk.papers.stock_summary import draw
from supplydesk.papers.stock_summary_text import as_text, columns
from supplydesk.text import language, use
from tests.papers import reading
from tests.papers.samples import BEDS, LONG_NAME, STATIONERY, WATER, month_of


def test_the_paper_says_it_all(tmp_path: Path) -> None:
    pdf = draw(month_of(BEDS, WATER, prepared_by="李××"), STATIONERY)
    assert len(reading.sound(tmp_path, pdf)) == 1
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    for part in (
        "应急物资收发存汇总表",
        "仓库：市级一号库（麦积）期间：2022年10月1日至10月31日",
        "2022年10月（按账）",
        "1101006折叠床单人张31906060-40123-25327532 73-2".replace(" ", ""),
        "帐篷被服小计（张）",
        "2103001饮用水升120.5120.5120.50-120.5",
        "合计（件，混合单位）",
        "备查期末结存中待验：折叠床5张期末结存中已预留：饮用水7.25升在途（未回执，",
        "仍属发出方）：折叠床400张",
        "月结链值：9C1F72AB04D6E583（流水末号10382）",
        "制表：李××",
    ):
        assert part in text, part
    assert "0.75 0 0 rg" in reading.contents(reading.kept(tmp_path, pdf))[0]


@pytest.mark.parametrize("count", [0, 1, 60])
def test_long_ones_stay_sound(tmp_path: Path, count: int) -> None:
    rows = [
        StockSummaryRow(
            group=f"第{index // 7}类",
            code=f"101099-A2022-{index:02d}",
            name=LONG_NAME,
            spec="单人190×70×40cm，承重≥200kg",
            unit="公斤",
            opening=Decimal("123456789.125"),
            outgoing=Outgoing(dispatch=Decimal(123456789)),
            closing=Decimal("0.125"),
        )
        for index in range(count)
    ]
    pages = reading.sound(tmp_path, draw(month_of(*rows), STATIONERY))
    for page in pages[:-1]:
        assert any("接下页" in word.text for word in page.words)


def test_a_group_title_and_a_group_sum_stay_with_a_row(tmp_path: Path) -> None:
    rows = [
        StockSummaryRow(group=f"第{index // 3}类", code=str(index), name=f"物{index}", unit="个")
        for index in range(120)
    ]
    raw = reading.raw_text(tmp_path, draw(month_of(*rows), STATIONERY))
    for page in raw.split("\f")[:-2]:
        body = reading.squeezed(page).split("差异", 1)[-1]
        assert not body.startswith(tuple(f"第{index}类小计" for index in range(40)))
        assert not body.endswith(tuple(f"第{index}类接下页" for index in range(40)))


def test_a_long_memo_has_a_row_for_each_heading(tmp_path: Path) -> None:
    rows = [
        StockSummaryRow(
            group="第一类",
            code=str(index),
            name=f"储备物资{index:03d}",
            unit="个",
            opening=Decimal(90),
            closing=Decimal(90),
            pending=Decimal(3),
            rejected=Decimal(2 if index < 20 else 0),
            on_the_road=Decimal(7),
        )
        for index in range(400)
    ]
    pdf = draw(month_of(*rows), STATIONERY)
    reading.sound(tmp_path, pdf)
    pages = [reading.squeezed(page) for page in reading.raw_text(tmp_path, pdf).split("\f")]
    text = "".join(pages)
    for heading, count in (("期末结存中待验", 3), ("期末结存中不合格", 2)):
        part = text.split(f"备查：{heading}储备物资000{count}个", 1)
        assert len(part) == 2, heading
    # A page may end within an item.
    assert len(re.findall(r"储备物资\d{3}7个", text)) >= 400 - len(pages)
    # A page that begins within a memo says within which; the sum stands with the last rows.
    going_on = [page.split("差异", 1)[1] for page in pages if "备查" in page][1:]
    assert going_on
    assert all(page.startswith("备查：") for page in going_on)
    assert any("（续）" in page for page in going_on)
    (total,) = [page for page in pages if "合计" in page]
    assert "第一类小计" in total


def test_what_does_not_add_up_is_never_drawn() -> None:
    wrong = StockSummaryRow(group="", code="1", name="甲", unit="个", closing=Decimal(1))
    with pytest.raises(Unbalanced):
        draw(month_of(wrong), STATIONERY)


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert draw(month_of(BEDS, WATER), STATIONERY) == draw(month_of(BEDS, WATER), STATIONERY)


def test_the_text_is_aligned() -> None:
    lines = as_text(month_of(BEDS, WATER)).splitlines()
    header, rule, first, second = lines[2], lines[3], lines[4], lines[6]
    assert "饮用水" in second
    ends = [at for at, sign in enumerate(rule + " ") if sign == " " and rule[at - 1] == "-"]

    def up_to(line: str, column: int) -> str:
        shown, at = "", 0
        for sign in line:
            at += columns(sign)
            if at > column:
                break
            shown += sign
        return shown

    for end in ends:
        # Every column ends where the rule ends: what comes next is a gap in every line.
        for line in (header, first, second):
            rest = line[len(up_to(line, end)) :]
            assert not rest or rest.startswith("  ")
    assert first.split()[-3:] == ["3275", "3273", "-2"]
    assert second.split()[-3:] == ["120.5", "0", "-120.5"]
    assert lines[-1] == "月结链值：9C1F72AB04D6E583（流水末号10382）"


def test_empty_columns_are_left_out_of_the_text() -> None:
    text = as_text(month_of(BEDS))
    assert "入/捐赠" in text
    assert "入/采购" not in text
    assert "出/报废" in text


def test_the_text_says_in_chinese_what_the_paper_says() -> None:
    text = as_text(month_of(BEDS, WATER))
    summary = month_of(BEDS, WATER)
    titles = text.splitlines()[2].split()
    known = {f"入/{name}" for name in INCOMING} | {f"出/{name}" for name in OUTGOING}
    assert {title for title in titles if "/" in title} <= known
    assert basis(summary) in text
    assert sealed_by(summary) == text.splitlines()[-1]
    for heading, items in memo(summary):
        assert f"{heading}：{'，'.join(items)}" in text.splitlines()


def test_the_text_follows_the_language_and_the_paper_does_not(tmp_path: Path) -> None:
    asked = replace(month_of(BEDS, WATER), scope="All warehouses", bureau="Bureau")
    zh, spoken = paths.resource("translations"), language()
    try:
        use("en")
        text = as_text(asked)
        paper = reading.raw_text(tmp_path, draw(asked, STATIONERY))
    finally:
        use(spoken, zh)
    names = {BEDS.name, BEDS.spec, BEDS.unit, BEDS.group, WATER.name, WATER.spec, WATER.unit}
    for name in sorted(names | {WATER.group}, key=len, reverse=True):
        text = text.replace(name, "") if name else text
    assert not re.search("[\u4e00-\u9fff]", text), text
    assert "Warehouse: All warehouses" in text
    assert "收发存汇总表" in reading.squeezed(paper)
    assert "All warehouses" not in paper


def test_an_empty_warehouse_has_amonth_of() -> None:
    assert "合计" in as_text(month_of())
