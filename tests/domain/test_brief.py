"""The brief, to the letter."""

import json
from decimal import Decimal

import pytest

from supplydesk.domain.brief import BriefItem, BriefLevel, BriefTotals, folded, paragraph
from supplydesk.paths import resource

TIANSHUI = (
    "截至目前，全市共调拨疫情防控保障物资18399件。其中，市级调拨11582件（折叠床2610张，"
    "棉被4443床，棉褥4443床，火炉2个，棉大衣12件，其他物资72件）；县区调拨6817件（帐篷1304顶，"
    "折叠床992张，棉被1335床，棉褥1331床，防潮垫156个，火炉363个，棉大衣1060件，棉衣95件，"
    "电热毯115个，其他物资66件）。"
)


def item(name: str, unit: str, quantity: str, order: int = 1, **more: bool) -> BriefItem:
    return BriefItem(name, unit, Decimal(quantity), order, **more)


def brief(*levels: tuple[str, list[BriefItem]]) -> str:
    return paragraph(
        BriefTotals("防汛", tuple(BriefLevel(word, tuple(items)) for word, items in levels))
    )


def test_the_autumn_of_tianshui_to_the_letter() -> None:
    reported = json.loads(resource("tianshui-2022.json").read_text(encoding="utf-8"))
    levels = tuple(
        BriefLevel(
            word,
            tuple(
                BriefItem(name, unit, Decimal(quantity), order)
                for order, (name, unit, quantity) in enumerate(level["items"])
            ),
        )
        for word, level in reported["levels"].items()
    )
    assert paragraph(BriefTotals(reported["event"], levels)) == TIANSHUI


def test_the_order_is_the_catalogues_and_names_are_joined() -> None:
    items = [
        item("棉被", "床", "10", 3),
        item("帐篷", "顶", "2", 2),
        item("帐篷", "顶", "3", 1),
        item("84消毒液", "瓶", "30", 56),
        item("84消毒液", "桶", "4", 57),
    ]
    assert brief(("市级", items)) == (
        "截至目前，全市共调拨防汛保障物资49件。其中，市级调拨49件"
        "（帐篷5顶，棉被10床，84消毒液30瓶，84消毒液4桶）。"
    )


def test_other_goods_are_folded_into_the_last_row() -> None:
    rows = folded(
        [
            item("其他物资", "件", "4", 0),
            item("雨衣", "件", "3", 1, other=True),
            item("铁丝", "公斤", "2.5", 2, other=True),
            item("棉被", "床", "10", 99),
        ]
    )
    assert [(row.name, row.unit, row.quantity) for row in rows] == [
        ("棉被", "床", 10),
        ("其他物资", "件", Decimal("9.5")),
    ]


def test_hearsay_prints_with_its_mark() -> None:
    items = [item("棉被", "床", "2000", 1, approximate=True), item("帐篷", "顶", "5", 2)]
    assert brief(("市级", items), ("县区", [item("帐篷", "顶", "1")])) == (
        "截至目前，全市共调拨防汛保障物资2006余件。其中，"
        "市级调拨2005余件（棉被2000余床，帐篷5顶）；县区调拨1件（帐篷1顶）。"
    )


def test_what_came_to_nothing_is_left_out() -> None:
    reversed_again = [item("棉被", "床", "5"), item("棉被", "床", "-5")]
    nothing = [item("帐篷", "顶", "0", approximate=True)]
    assert brief(("市级", reversed_again), ("县区", [item("帐篷", "顶", "1"), *nothing])) == (
        "截至目前，全市共调拨防汛保障物资1件。其中，县区调拨1件（帐篷1顶）。"
    )


@pytest.mark.parametrize("levels", [(), (BriefLevel("市级", ()),)])
def test_an_empty_brief_says_so(levels: tuple[BriefLevel, ...]) -> None:
    totals = BriefTotals("防汛", levels, realm="全县", until="截至10月24日")
    assert paragraph(totals) == "截至10月24日，全县尚未调拨防汛保障物资。"
