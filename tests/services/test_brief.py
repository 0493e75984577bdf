"""The brief from posted dispatches: the autumn of Tianshui to the letter, reversals taken off."""

from datetime import date

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import catalogue, incidents, reversal, settings
from supplydesk.services.brief import brief
from supplydesk.services.catalogue import ItemFacts
from tests.databases import Bench

TIANSHUI = (
    "截至目前，全市共调拨疫情防控保障物资18399件。其中，市级调拨11582件（折叠床2610张，"
    "棉被4443床，棉褥4443床，火炉2个，棉大衣12件，其他物资72件）；县区调拨6817件（帐篷1304顶，"
    "折叠床992张，棉被1335床，棉褥1331床，防潮垫156个，火炉363个，棉大衣1060件，棉衣95件，"
    "电热毯115个，其他物资66件）。"
)
GOODS = (
    ItemFacts("101001", "单帐篷", "顶", "12㎡", report_order=1, brief_name="帐篷"),
    ItemFacts("101003", "棉帐篷", "顶", "12㎡", report_order=1, brief_name="帐篷"),
    ItemFacts("101006", "折叠床", "张", "单人", report_order=2),
    ItemFacts("101009", "棉被", "床", "2.0×1.8m", report_order=3),
    ItemFacts("101010", "棉褥", "床", report_order=4),
    ItemFacts("101016", "防潮垫", "个", report_order=5),
    ItemFacts("301001", "火炉", "个", report_order=6),
    ItemFacts("101017", "棉大衣", "件", report_order=7),
    ItemFacts("101018", "棉衣", "件", report_order=8),
    ItemFacts("101020", "电热毯", "个", report_order=9),
    ItemFacts("101030", "雨衣", "件", is_other=True),
    ItemFacts("101031", "手电", "个", is_other=True),
)
CITY = {"101006": 2610, "101009": 4443, "101010": 4443, "301001": 2, "101017": 12, "101030": 72}
COUNTY = {
    "101001": 1000, "101003": 304, "101006": 992, "101009": 1335, "101010": 1331, "101016": 156,
    "301001": 363, "101017": 1060, "101018": 95, "101020": 115, "101030": 60, "101031": 6,
}  # fmt: skip


def stocked(desk: Bench) -> None:
    with desk.transaction() as session:
        catalogue.put(session, GOODS)
    lines: list[dict[str, object]] = [{"item": item.code, "quantity": "9000"} for item in GOODS]
    for place in ("W1", "W2"):
        desk.opening(*lines, place=place)


def send(desk: Bench, goods: dict[str, int], **more: object) -> str:
    lines: list[dict[str, object]] = [
        {"item": code, "ordered": str(count)} for code, count in goods.items()
    ]
    return desk.dispatch(*lines, **more).number


def text(desk: Bench, until: date | None = None, incident: str = "YQ") -> str:
    with desk.reading() as session:
        return brief(session, incident, until).text


def undo(desk: Bench, number: str) -> None:
    with desk.transaction() as session:
        reversal.reverse(session, number, "填错", f"undo {number}")


def test_the_autumn_of_tianshui_to_the_letter(desk: Bench) -> None:
    stocked(desk)
    part = {code: count // 3 for code, count in CITY.items() if count // 3}
    rest = {code: count - part.get(code, 0) for code, count in CITY.items()}
    send(desk, rest, site="S1")
    undo(desk, send(desk, {"101006": 77, "101030": 5}, site="S2"))
    slip = send(desk, part, site="S2")
    desk.post("confirmation", dispatch=slip, all_received=True)
    send(desk, COUNTY, warehouse="W2", site="S2")
    assert text(desk) == TIANSHUI


def test_only_its_own_event_counts(desk: Bench) -> None:
    stocked(desk)
    with desk.transaction() as session:
        incidents.add(session, "FX", "防汛")
    send(desk, {"101006": 5}, incident="FX")
    send(desk, {"101006": 2})
    assert "折叠床2张" in text(desk)
    assert "共调拨防汛保障物资5件" in text(desk, incident="FX")


def test_up_to_a_day_by_when_the_goods_left(desk: Bench) -> None:
    stocked(desk)
    send(desk, {"101006": 1}, effective_at="2022-10-20T23:59:59")
    late = send(desk, {"101006": 2}, effective_at="2022-10-21T00:00:00")
    send(desk, {"101006": 4})
    begin = "全市共调拨疫情防控保障物资"
    assert text(desk, date(2022, 10, 20)).startswith(f"截至2022年10月20日，{begin}1件")
    assert text(desk, date(2022, 10, 21)).startswith(f"截至2022年10月21日，{begin}3件")
    assert text(desk, date(2022, 10, 24)).startswith(f"截至目前，{begin}7件")
    with pytest.raises(Refused, match="2022-10-25"):
        text(desk, date(2022, 10, 25))
    undo(desk, late)
    assert text(desk, date(2022, 10, 21)).startswith(f"截至2022年10月21日，{begin}1件")


def test_nothing_sent_yet_is_said(desk: Bench) -> None:
    stocked(desk)
    undo(desk, send(desk, {"101006": 5}))
    assert text(desk) == "截至目前，全市尚未调拨疫情防控保障物资。"


def test_the_desks_own_words(desk: Bench) -> None:
    stocked(desk)
    with desk.transaction() as session:
        settings.save(session, realm="全县", city_word="本级", county_word="乡镇级")
    send(desk, {"101006": 1})
    send(desk, {"101006": 1}, warehouse="W2")
    assert text(desk) == (
        "截至目前，全县共调拨疫情防控保障物资2件。其中，本级调拨1件（折叠床1张）；"
        "乡镇级调拨1件（折叠床1张）。"
    )


def test_an_unknown_event_is_refused(desk: Bench) -> None:
    with pytest.raises(Refused) as refused:
        text(desk, incident="??")
    assert refused.value.problems[0].code == "unknown_incident"


def test_what_a_slip_tells_as_about_so_many_is_told_so(desk: Bench) -> None:
    desk.opening({"item": "101006", "quantity": "900余"}, {"item": "101009", "quantity": "900"})
    exact = "截至目前，全市共调拨疫情防控保障物资50件。其中，市级调拨50件（折叠床50张）。"
    desk.dispatch({"item": "101006", "ordered": "50"}, note='"issued_approximate":true')
    assert text(desk) == exact, "counted out of a lot that is known from hearsay"
    told: dict[str, object] = {"item": "101006", "ordered": "100余"}
    said = '"issued_approximate":true'
    slip = desk.dispatch(told, {"item": "101009", "ordered": "30", "note": said}).number
    assert text(desk) == (
        "截至目前，全市共调拨疫情防控保障物资180余件。其中，市级调拨180余件（折叠床150余张，"
        "棉被30床）。"
    )
    undo(desk, slip)
    assert text(desk) == exact
