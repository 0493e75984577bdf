"""Whatever the names, the top of a paper says them all, and they push the frame down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supplydesk.papers import confirmation, dispatch, register, stock_card, stock_summary
from supplydesk.papers.sheet import A5, CONTINUOUS_140, Sheet
from tests.papers import reading
from tests.papers.samples import (
    BEDS,
    LINES,
    LONG_HEAD,
    LONG_NAME,
    RECEIPT,
    STATIONERY,
    UNDONE,
    month_of,
    slip,
)

LONG_BUREAU = (
    "天水市麦积区新型冠状病毒感染的肺炎疫情联防联控工作领导小组办公室物资保障组"
    "（天水市麦积区应急管理局）"
)
LONG_WAREHOUSE = (
    "天水市应急物资储备中心麦积区马跑泉镇一号综合仓库（原市粮食局第三直属库东侧二号平房仓"
    "及附属钢结构大棚）东区"
)


def _long_summary() -> bytes:
    return stock_summary.draw(replace(month_of(BEDS), warehouse=LONG_WAREHOUSE), STATIONERY)


def _long_card() -> bytes:
    card = stock_card.StockCardPaper(
        code="101006",
        name=LONG_NAME,
        spec="单人190×70×40cm，承重≥200kg，管径Φ25mm",
        unit="张",
        warehouse=LONG_WAREHOUSE,
        minimum=200,
        first_day=date(2022, 10, 1),
        last_day=date(2022, 10, 31),
        basis="按账",
        entries=(),
    )
    return stock_card.draw(card, STATIONERY)


def _long_register() -> bytes:
    filters = (f"仓库：{LONG_WAREHOUSE}", f"物资：{LONG_NAME}", f"站点：{LONG_HEAD['site']}")
    paper = register.RegisterPaper(entries=[], filters=filters, right="截至2022年10月31日24时")
    return register.draw(paper, STATIONERY)


@pytest.mark.parametrize(
    ("pdf", "said"),
    [
        (_long_summary, (LONG_WAREHOUSE, "期间：2022年10月1日至10月31日", "第1页／共1页")),
        (_long_card, (LONG_NAME, LONG_WAREHOUSE, "最低库存：200", "（按账）", "第1页／共1页")),
        (_long_register, (LONG_WAREHOUSE, LONG_NAME, LONG_HEAD["site"], "第1页／共1页")),
    ],
    ids=["summary", "card", "register"],
)
def test_a_long_line_above_the_frame_takes_more_lines(
    tmp_path: Path, pdf: Callable[[], bytes], said: tuple[str, ...]
) -> None:
    made = pdf()
    reading.sound(tmp_path, made)
    text = reading.squeezed(reading.raw_text(tmp_path, made))
    for part in said:
        assert reading.squeezed(part) in text, part


def test_what_fits_stays_on_one_line(tmp_path: Path) -> None:
    page = reading.pages(tmp_path, stock_summary.draw(month_of(BEDS), STATIONERY))[0]
    line = {round(word.top) for word in page.words if word.text.startswith(("仓库", "期间", "第1"))}
    assert len(line) == 1


@pytest.mark.parametrize("sheet", [A5, CONTINUOUS_140], ids=lambda sheet: sheet.name)
def test_a_long_bureau_costs_no_more_than_its_lines(tmp_path: Path, sheet: Sheet) -> None:
    stationery = replace(STATIONERY.on(sheet), bureau=LONG_BUREAU)
    pdf = dispatch.draw([slip(lines=LINES[:2], **UNDONE)], stationery, copies=[1])
    _close_under_the_title(reading.sound(tmp_path, pdf)[0], "制单日期")


def test_a_long_bureau_on_a_return_receipt(tmp_path: Path) -> None:
    pdf = confirmation.draw([replace(RECEIPT, bureau=LONG_BUREAU)], STATIONERY)
    _close_under_the_title(reading.sound(tmp_path, pdf)[0], "调拨单号")


def _close_under_the_title(page: reading.Page, line: str) -> None:
    """No more than 3 mm lie between the title and the date line."""
    top = min(word.top for word in page.words if word.text.startswith(line))
    above = max(word.bottom for word in page.words if word.bottom < top + reading.POINTS)
    assert (top - above) / reading.POINTS < 3
