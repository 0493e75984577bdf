"""Whatever the names, the top of a paper says them all, and they push the frame down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from supplydesk.papers import confirmation, dispatch, listing, register, stock_card, stock_summary
from supplydesk.papers.sheet import A4, A4_LANDSCAPE, A5, CONTINUOUS_140, CONTINUOUS_279, Sheet
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

SHEETS = (A4, A5, CONTINUOUS_140, CONTINUOUS_279)
REPRINTED = datetime(2026, 11, 26, 0, 29)  # noqa: DTZ001 - printed as it is
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


def test_every_length_of_a_lists_title_and_bureau_stays_on_the_sheet(tmp_path: Path) -> None:
    # Letters alone may fit where their spaces run over: a brief of an event of 60 characters did.
    for length in range(30, 130, 2):
        paper = listing.ListingPaper(
            title="简报 " + "疫" * length,
            bureau="局" * length,
            columns=(listing.Column("名称", 1),),
            rows=[listing.ListingRow(("帐篷",))],
        )
        for sheet in (A4_LANDSCAPE, A4):
            pdf = listing.draw(paper, STATIONERY, sheet=sheet)
            reading.sound(tmp_path, pdf)
            text = reading.squeezed(reading.raw_text(tmp_path, pdf))
            assert text.count("疫") == text.count("局") == length


def test_a_long_bureau_on_a_return_receipt(tmp_path: Path) -> None:
    pdf = confirmation.draw([replace(RECEIPT, bureau=LONG_BUREAU)], STATIONERY)
    _close_under_the_title(reading.sound(tmp_path, pdf)[0], "调拨单号")


def _close_under_the_title(page: reading.Page, line: str) -> None:
    """No more than 3 mm lie between the title and the date line."""
    top = min(word.top for word in page.words if word.text.startswith(line))
    above = max(word.bottom for word in page.words if word.bottom < top + reading.POINTS)
    assert (top - above) / reading.POINTS < 3


_HAND = st.text("017=h手ABC", max_size=24)
_NAMES = st.sampled_from(["秦州区××集中隔离点", LONG_NAME, LONG_HEAD["site"], LONG_WAREHOUSE])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sheet=st.sampled_from(SHEETS),
    hand=_HAND,
    reprint=st.integers(0, 12),
    undone=st.sampled_from([{}, {"reverses": "DB-20221024-043"}, {"reversed_by": "DB-1"}]),
    count=st.integers(1, 70),
    site=_NAMES,
    warehouse=_NAMES,
    number=st.sampled_from(["DB-20221024-043", "DB-20221024-1111", "DB-20220111-0007"]),
    prices=st.booleans(),
)
@example(
    sheet=A5,
    hand="017",
    reprint=1,
    undone={},
    count=14,
    site="秦州区××集中隔离点",
    warehouse="市级一号库",
    number="DB-20221024-043",
    prices=False,
)
def test_no_page_of_a_slip_has_two_texts_in_one_place(
    tmp_path: Path,
    sheet: Sheet,
    hand: str,
    reprint: int,
    undone: dict[str, str],
    count: int,
    site: str,
    warehouse: str,
    number: str,
    prices: bool,
) -> None:
    # The stamp of a reprint and the hand number lay over the receiving unit from page 2 on.
    lines = tuple(LINES[index % len(LINES)] for index in range(count))
    paper = slip(
        number=number,
        lines=lines,
        site=site,
        warehouse=warehouse,
        hand_number=hand,
        reprint=reprint,
        reprinted_at=REPRINTED,
        prices=prices,
        **undone,
    )
    reading.sound(tmp_path, dispatch.draw([paper], STATIONERY.on(sheet), copies=[1]))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_length_of_the_line_above_the_frame_is_sound_on_every_page(
    tmp_path: Path, sheet: Sheet
) -> None:
    # A hair more at a time: one of them just fits beside page 1, and not beside page 2.
    lines = tuple(LINES[index % len(LINES)] for index in range(18))
    papers = [
        slip(
            lines=lines,
            hand_number="1" * (length - wide) + "0" * wide,
            reprint=1,
            reprinted_at=REPRINTED,
        )
        for length in range(1, 25)
        for wide in range(5)
    ]
    for page in reading.sound(tmp_path, dispatch.draw(papers, STATIONERY.on(sheet), copies=[1])):
        number = [word for word in page.words if word.text.startswith("DB-") or "编号" in word.text]
        unit = min(word.top for word in page.words if word.text == "接收单位")
        assert max(word.bottom for word in number if word.top < unit) < unit


def test_every_length_of_a_receipts_number_is_sound_on_every_page(tmp_path: Path) -> None:
    papers = [
        replace(
            RECEIPT,
            lines=RECEIPT.lines * 10,
            number="HZ-20221111-" + "1" * length,
            reprint=1,
            reprinted_at=REPRINTED,
        )
        for length in range(3, 40)
    ]
    reading.sound(tmp_path, confirmation.draw(papers, STATIONERY))


def test_every_length_of_a_lists_facts_is_sound_on_every_page(tmp_path: Path) -> None:
    # Lists have far more pages, and their numbers more digits.
    for length in range(130, 150):
        paper = listing.ListingPaper(
            title="物资目录",
            facts=("1" * length,),
            right="按账",
            columns=(listing.Column("名称", 1),),
            rows=[listing.ListingRow((f"第{index}项",)) for index in range(400)],
        )
        pages = reading.sound(tmp_path, listing.draw(paper, STATIONERY))
        assert len(pages) > 9
        for page in pages:
            facts = [word for word in page.words if set(word.text) == {"1"}]
            (title,) = [word for word in page.words if word.text == "名称"]
            assert max(word.bottom for word in facts) < title.top
