"""Stock by item: on hand, reserved, on the road, at sites; low and expiring; now and then."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from supplydesk.services import catalogue, drafts, item_look, settings, standing, stock_overview
from supplydesk.services.stock_overview import ItemStock
from supplydesk.services.waiting import waiting
from tests.databases import ITEMS, Bench, dispatch_fields

BED, QUILT = {"item": "101006"}, {"item": "101009"}


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening(
        {**BED, "quantity": "100", "expires": "2022-11-05"},
        {**BED, "quantity": "50", "expires": "2030-01-01", "lot_number": "L2"},
        {**QUILT, "quantity": "30余"},
    )
    desk.opening({**BED, "quantity": "40"}, place="W2")
    desk.dispatch({**BED, "ordered": "10"})
    return desk


def _of(desk: Bench, code: str = "101006", **asked: object) -> ItemStock:
    with desk.reading() as session:
        found = stock_overview.overview(session, **asked)  # type: ignore[arg-type]  # as asked
    (row,) = (one for one in found.rows if one.code == code)
    return row


def test_an_item_is_told_with_all_that_lies_of_it(stocked: Bench) -> None:
    row = _of(stocked)
    assert (row.on_hand, row.available, row.reserved, row.road, row.sites) == (
        180_000,
        180_000,
        0,
        10_000,
        0,
    )
    assert (row.expires, row.soon) == (date(2022, 11, 5), True)
    assert row.warehouses == {"市级一号库": 140_000, "秦州区储备库": 40_000}
    assert not row.about
    assert _of(stocked, "101009").about == {stock_overview.GOOD}
    assert _of(stocked, warehouse="W2").on_hand == 40_000


def test_hearsay_is_told_of_what_it_is_about(stocked: Bench) -> None:
    stocked.opening({**QUILT, "quantity": "20余"}, place="S1")
    stocked.opening({**BED, "quantity": "5余"}, place="S1")
    assert _of(stocked, "101009").about == {stock_overview.GOOD, stock_overview.SITE}
    assert _of(stocked).about == {stock_overview.SITE}, "what lies in the warehouses was counted"


def test_items_without_stock_are_there_too(desk: Bench) -> None:
    row = _of(desk)
    assert (row.on_hand, row.available, row.expires, row.soon) == (0, 0, None, False)


def test_what_approved_papers_hold_is_told(stocked: Bench) -> None:
    with stocked.transaction() as session:
        settings.save(session, approve=True)
        form = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "30"}))
        drafts.save(session, form)
        drafts.approve(session, form.key)
    row = _of(stocked)
    assert (row.reserved, row.available) == (30_000, 150_000)


def test_below_its_minimum_an_item_is_low(stocked: Bench) -> None:
    bed = next(one for one in ITEMS if one.code == "101006")
    with stocked.transaction() as session:
        catalogue.put(session, [replace(bed, minimum=Decimal(200))])
    row = _of(stocked)
    assert (row.low, int(row.short)) == (True, 20)


def test_a_past_moment_keeps_no_reservations(stocked: Bench) -> None:
    row = _of(stocked, as_of=date(2022, 10, 1))
    assert (row.on_hand, row.road, row.reserved, row.available) == (190_000, 0, None, None)
    assert not row.low


def test_a_past_moment_keeps_none_of_what_did_not_lie_there_either(stocked: Bench) -> None:
    quilt = next(one for one in ITEMS if one.code == QUILT["item"])
    with stocked.transaction() as session:
        catalogue.put(session, [replace(quilt, minimum=Decimal(500))])
    row = _of(stocked, QUILT["item"], warehouse="W2", as_of=date(2022, 10, 1))
    assert (row.on_hand, row.reserved, row.available) == (0, None, None)
    assert not row.low, "what is short now says nothing of then"


def test_one_item_at_a_glance(stocked: Bench) -> None:
    with stocked.reading() as session:
        found = item_look.look(session, "101006", warehouse="W1")
    assert [(lot.lot_number, lot.expires, lot.thousandths) for lot in found.lots] == [
        ("", date(2022, 11, 5), 90_000),
        ("L2", date(2030, 1, 1), 50_000),
    ]
    assert found.packs == ("包=1张",)
    assert [int(line.balance) for line in found.last] == [140, 150, 100]
    assert (found.days[-1], len(found.days)) == (date(2022, 10, 24), item_look.DAYS)
    assert [int(one) for one in found.balances[-2:]] == [150, 140]
    with stocked.reading() as session:
        before = item_look.look(session, "101006", as_of=date(2022, 10, 20))
    assert before.balances[-1] == 190


def test_the_standing_of_a_desk_in_few_words(stocked: Bench) -> None:
    with stocked.reading() as session:
        found = standing.standing(session)
        told = waiting(session)
    assert (found.bureau, found.period, found.unposted, found.overdue) == (
        "天水市应急管理局",
        "2022-10",
        0,
        0,
    )
    assert len(told.slips) == 1
    assert [lot.days for lot in told.expiring] == [12]
    phone = {"given_by": "张××", "noted_by": "李××", "at": "2022-10-24T09:00:00"}
    stocked.dispatch({**BED, "ordered": "1"}, instruction=None, phone=phone)
    stocked.clock.forward(days=3)
    with stocked.transaction() as session:
        drafts.save(session, stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "1"})))
    with stocked.reading() as session:
        later = standing.standing(session)
        told = waiting(session)
        blind = replace(session.seat, role="counter")
        session.seat = blind
        unseen = standing.standing(session)
    assert (later.unposted, later.overdue, told.overdue) == (1, 1, 1)
    assert (unseen.unposted, unseen.overdue) == (0, 0)
