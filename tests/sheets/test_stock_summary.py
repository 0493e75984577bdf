"""The month-end workbook holds the figures of the summary, and LibreOffice finds the same."""

import datetime as dt
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from supplydesk import paths
from supplydesk.domain.stock_summary import (
    Incoming,
    Outgoing,
    StockSummary,
    StockSummaryRow,
    Unbalanced,
)
from supplydesk.domain.stock_summary_wording import SIGNATURES
from supplydesk.sheets.stock_summary import stock_summary_bytes, write_stock_summary
from supplydesk.text import language, use
from tests.sheets.office import opened

CREATED = dt.datetime(2022, 11, 1, 8, tzinfo=dt.UTC)
BEDS = StockSummaryRow(
    group="帐篷被服",
    code="101006",
    name="折叠床",
    spec="单人",
    unit="张",
    opening=Decimal(3190),
    incoming=Incoming(donation=Decimal(60)),
    outgoing=Outgoing(dispatch=Decimal(2610), issue=Decimal(12), scrap=Decimal(3)),
    closing=Decimal(625),
    counted=Decimal(624),
    reserved=Decimal(120),
    on_the_road=Decimal(400),
)
BAGS = StockSummaryRow(
    group="帐篷被服",
    code="007",
    name="=cmd()",
    unit="条",
    opening=Decimal(0),
    outgoing=Outgoing(dispatch=Decimal(-40)),
    incoming=Incoming(other=Decimal(-40)),
    closing=Decimal(0),
    counted=Decimal(0),
)
WATER = StockSummaryRow(
    group="食品饮水",
    code="103001",
    name="饮用水",
    spec="550ml",
    unit="升",
    opening=Decimal("120.5"),
    incoming=Incoming(purchase=Decimal("0.25"), upper=Decimal(1000)),
    closing=Decimal("1120.75"),
    pending=Decimal("240.5"),
    rejected=Decimal(2),
)
SUMMARY = StockSummary(
    bureau="天水市应急物资储备中心",
    warehouse="市级一号库（麦积）",
    title="2022年10月",
    starts_on=dt.date(2022, 10, 1),
    ends_on=dt.date(2022, 10, 31),
    rows=(BEDS, BAGS, WATER),
    head="9C1F72AB04D6E583",
    sequence=10382,
    prepared_by="王××",
)
OPENING, IN, OUT, CLOSING, COUNTED, DIFFERENCE = 5, 14, 22, 23, 24, 25


def test_libreoffice_finds_the_same_figures(tmp_path: Path) -> None:
    path = write_stock_summary(tmp_path / "2022年10月.xlsx", SUMMARY, created=CREATED)
    rows = opened(path)
    assert rows[0][0] == "天水市应急物资储备中心应急物资收发存汇总表"
    assert "期间：2022年10月1日至10月31日" in rows[1][0]
    assert "2022年10月（按账）" in rows[1][0]
    assert rows[2][OPENING : OPENING + 2] == ["期初", "本期入库"]
    assert rows[3][6:15] == [
        *("采购", "上级", "捐赠", "借入", "回收", "移入", "盘盈", "其他"),
        "小计",
    ]
    assert rows[3][15:23] == ["调拨", "领用", "归还", "移出", "报废", "盘亏", "其他", "小计"]
    assert rows[4][0] == "帐篷被服"
    beds, bags, subtotal, water = rows[5], rows[6], rows[7], rows[9]
    assert beds[:6] == ["1", "101006", "折叠床", "单人", "张", "3190"]
    assert [beds[at] for at in (8, IN, 15, 16, 19, OUT)] == ["60", "60", "2610", "12", "3", "2625"]
    assert beds[CLOSING:] == ["625", "624", "-1"]
    assert bags[1:3] == ["007", "=cmd()"]
    assert bags[COUNTED : DIFFERENCE + 1] == ["0", ""]
    assert subtotal[0] == "帐篷被服 小计（件，混合单位）"
    assert [subtotal[at] for at in (OPENING, IN, OUT, CLOSING, COUNTED)] == [
        *("3190", "20", "2585", "625", "624")
    ]
    assert [water[at] for at in (OPENING, 6, 7, IN, CLOSING, COUNTED)] == [
        *("120.5", "0.25", "1000", "1000.25", "1120.75", "")
    ]
    total = rows[11]
    assert total[0] == "合计（件，混合单位）"
    assert [total[at] for at in (OPENING, IN, OUT, CLOSING, COUNTED)] == [
        *("3310.5", "1020.25", "2585", "1745.75", "")
    ]
    for row in (beds, bags, subtotal, water, total):
        opening, incoming, outgoing, closing = (
            Decimal(row[at] or 0) for at in (OPENING, IN, OUT, CLOSING)
        )
        assert opening + incoming - outgoing == closing
    foot = "\n".join(row[0] for row in rows[12:])
    assert foot.splitlines()[:4] == [
        "备查 期末结存中待验：饮用水 240.5升",
        "备查 期末结存中不合格：饮用水 2升",
        "备查 期末结存中已预留：折叠床 120张",
        "备查 在途（未回执，仍属发出方）：折叠床 400张",
    ]
    signed = re.findall("(\\w+)：(\\S+)", foot.splitlines()[5])
    assert [place for place, _ in signed] == list(SIGNATURES)
    assert dict(signed)["制表"] == "王××"
    assert set(dict(signed)["保管员"]) == {"_"}
    assert "月结链值：9C1F72AB04D6E583（流水末号10382）" in foot


def test_hearsay_is_a_figure_that_is_shown_with_its_word(tmp_path: Path) -> None:
    near = replace(BEDS, opening_about=True, closing_about=True)
    path = write_stock_summary(
        tmp_path / "x.xlsx", replace(SUMMARY, rows=(near, BAGS, WATER)), created=CREATED
    )
    rows = opened(path, shown=True)
    assert (rows[5][OPENING], rows[5][OUT], rows[5][CLOSING]) == ("3190余", "2625", "625余")
    assert (rows[6][OPENING], rows[6][CLOSING]) == ("", ""), "nothing is nothing"
    assert (rows[7][OPENING], rows[7][CLOSING]) == ("3190余", "625余")
    assert (rows[9][OPENING], rows[9][CLOSING]) == ("120.5", "1120.75")
    assert (rows[11][OPENING], rows[11][CLOSING]) == ("3310.5余", "1745.75余")
    stored = opened(path)
    assert stored[5][OPENING] == "3190", "a figure that can be added up"
    assert stored[6][OPENING] == stored[6][IN - 2] == "", "and nothing is an empty cell"


def test_the_same_summary_gives_the_same_bytes() -> None:
    one = stock_summary_bytes(SUMMARY, created=CREATED)
    assert one == stock_summary_bytes(SUMMARY, created=CREATED)
    assert one != stock_summary_bytes(replace(SUMMARY, by_books=False), created=CREATED)


def test_one_that_does_not_add_up_is_not_written(tmp_path: Path) -> None:
    wrong = replace(SUMMARY, rows=(replace(BEDS, closing=Decimal(1)),))
    with pytest.raises(Unbalanced):
        write_stock_summary(tmp_path / "x.xlsx", wrong, created=CREATED)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_month(tmp_path: Path) -> None:
    empty = replace(SUMMARY, rows=(), head="", sequence=None)
    rows = opened(write_stock_summary(tmp_path / "x.xlsx", empty, created=CREATED))
    assert rows[4][0] == "合计（件，混合单位）"
    assert not any("月结链值" in row[0] for row in rows)


def test_an_open_month_says_so(tmp_path: Path) -> None:
    summary = replace(SUMMARY, closed=False, rows=(BEDS,))
    rows = opened(write_stock_summary(tmp_path / "x.xlsx", summary, created=CREATED))
    assert "2022年10月（按账，未月结）" in rows[1][0]
    assert rows[6][0] == "帐篷被服 小计（张）"
    assert any(row[0].startswith("流水链值：9C1F") for row in rows)
    assert not any("月结链值" in row[0] for row in rows)


def test_a_long_memo_goes_on_in_the_next_line(tmp_path: Path) -> None:
    many = tuple(replace(WATER, name=f"名称很长的饮用水{number}") for number in range(30))
    path = write_stock_summary(tmp_path / "x.xlsx", replace(SUMMARY, rows=many), created=CREATED)
    memo = [row[0] for row in opened(path) if row[0].startswith("备查 期末结存中待验")]
    assert len(memo) > 1
    assert memo[0].count("240.5升") > 1
    assert sum(line.count("240.5升") for line in memo) == 30
    assert all("（续）" in line for line in memo[1:])


def test_the_columns_are_wide_enough_for_the_longest_figure() -> None:
    large = replace(WATER, opening=Decimal("999999999.999"), closing=Decimal("1000001000.249"))
    content = stock_summary_bytes(replace(SUMMARY, rows=(large,)), created=CREATED)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    widths = _widths(part)
    assert widths[CLOSING] >= len("1000001000.249") + 1
    # What is empty takes no room from it: the sheet is printed on one page's width.
    assert widths[OUT - 1] < 7


def test_every_page_that_is_printed_says_in_chinese_which_it_is() -> None:
    spoken, zh = language(), paths.resource("translations")
    try:
        use("en")
        content = stock_summary_bytes(SUMMARY, created=CREATED)
    finally:
        use(spoken, zh)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<oddFooter>&amp;C第&amp;P页／共&amp;N页</oddFooter>" in part


def _widths(part: str) -> list[float]:
    """The width of every column, spans of equal ones taken apart."""
    spans = re.findall(r'<col min="(\d+)" max="(\d+)" width="([0-9.]+)"', part)
    return [float(width) for first, last, width in spans for _ in range(int(first), int(last) + 1)]
