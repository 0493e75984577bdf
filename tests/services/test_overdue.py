"""What waits: papers owed on telephone orders, open slips, lots that expire, low stock."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from supplydesk.services import catalogue, drafts, facts, overdue, reversal, settings
from supplydesk.services.reversal import reverse
from tests.databases import ITEMS, Bench, dispatch_fields

BED, BLEACH = {"item": "101006"}, {"item": "201012"}
PHONE = {"given_by": "张××", "noted_by": "李××", "at": "2022-10-24T09:00:00"}


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening({**BED, "quantity": "100"})
    return desk


def by_phone(desk: Bench, **more: object) -> str:
    return desk.dispatch({**BED, "ordered": "1"}, instruction=None, phone=PHONE | more).number


def owed(desk: Bench, *, only_overdue: bool = False) -> list[tuple[str, bool]]:
    with desk.reading() as session:
        rows = overdue.papers_owed(session, only_overdue=only_overdue)
    return [(row.number, row.overdue) for row in rows]


def test_a_telephone_order_is_owed_until_its_number_is_known(stocked: Bench) -> None:
    stocked.dispatch({**BED, "ordered": "1"})
    later, soon = by_phone(stocked), by_phone(stocked, paper_due="2022-10-25T12:00:00")
    assert owed(stocked) == [(soon, False), (later, False)]
    with stocked.reading() as session:
        row = overdue.papers_owed(session)[1]
    assert (row.given_by, row.noted_by, row.site) == ("张××", "李××", "秦州区××集中隔离点")
    assert f"{row.due:%Y-%m-%d %H:%M %z}" == "2022-10-26 09:00 +0800"
    assert f"{row.given_at:%H:%M}" == "09:00"
    stocked.clock.forward(hours=27)
    assert owed(stocked) == [(soon, True), (later, False)]
    assert owed(stocked, only_overdue=True) == [(soon, True)]
    with stocked.transaction() as session:
        facts.add_fact(session, soon, facts.PAPER_NUMBER, "天应急调〔2022〕21号")
    assert owed(stocked) == [(later, False)]
    with stocked.transaction() as session:
        reverse(session, later, "打错", "r")
    assert owed(stocked) == []


def test_slips_wait_until_every_piece_is_accounted_for(stocked: Bench) -> None:
    first = stocked.dispatch({**BED, "ordered": "10"}).number
    stocked.clock.forward(hours=5)
    second = stocked.dispatch({**BED, "ordered": "20"}, site="S2").number
    undone = stocked.dispatch({**BED, "ordered": "1"}).number
    stocked.post("confirmation", dispatch=second, lines=[{"line": 1, "received": "15"}])
    with stocked.transaction() as session:
        reversal.reverse(session, undone, "打错", "r")
    with stocked.reading() as session:
        rows = overdue.slips_open(session)
        old = overdue.slips_open(session, older_than=timedelta(hours=4))
    assert [(row.number, row.open, row.partly) for row in rows] == [
        (first, Decimal(10), False),
        (second, Decimal(5), True),
    ]
    assert (rows[1].warehouse, rows[1].site, rows[1].lines) == ("市级一号库", "麦积区××社区", 1)
    assert [row.number for row in old] == [first]
    stocked.post("confirmation", dispatch=first, all_received=True)
    stocked.post("confirmation", dispatch=second, lines=[{"line": 1, "short": "5"}])
    with stocked.reading() as session:
        assert overdue.slips_open(session) == ()


def test_lots_that_expire(desk: Bench) -> None:
    desk.opening(
        {**BLEACH, "quantity": "24", "expires": "2022-11-23", "lot_number": "soon"},
        {
            **BLEACH,
            "quantity": "10",
            "expires": "2022-10-20",
            "lot_number": "gone",
            "stand": "pending",
        },
        {**BLEACH, "quantity": "5", "expires": "2022-11-24", "lot_number": "later"},
        {**BED, "quantity": "5"},
    )
    desk.opening({**BLEACH, "quantity": "9", "expires": "2022-10-25"}, place="S1")
    with desk.reading() as session:
        rows = overdue.lots_expiring(session)
        assert len(overdue.lots_expiring(session, 31)) == 3
        assert [row.lot_number for row in overdue.lots_expiring(session, -1)] == ["gone"]
    assert [(row.lot_number, row.expires, row.days, row.on_hand) for row in rows] == [
        ("gone", date(2022, 10, 20), -4, Decimal(10)),
        ("soon", date(2022, 11, 23), 30, Decimal(24)),
    ]
    assert (rows[0].name, rows[0].warehouse, rows[0].bin) == ("84消毒液", "市级一号库", "待验区")


def test_items_below_their_minimum(desk: Bench) -> None:
    with desk.transaction() as session:
        catalogue.put(
            session,
            [replace(item, minimum=Decimal(50)) for item in ITEMS[:3]]
            + [replace(ITEMS[3], minimum=Decimal(9), active=False)],
        )
    desk.opening(
        {**BED, "quantity": "30"},
        {**BED, "quantity": "100", "stand": "rejected"},
        {"item": "101009", "quantity": "60"},
    )
    desk.opening({**BED, "quantity": "20"}, place="W2")
    with desk.reading() as session:
        rows = overdue.items_low(session)
    assert [(row.code, row.minimum, row.available) for row in rows] == [
        ("201012", Decimal(50), Decimal(0))
    ]
    form = desk.form("dispatch", **dispatch_fields({"item": "101009", "ordered": "11"}))
    with desk.transaction() as session:
        settings.save(session, approve=True)
        drafts.save(session, form)
        drafts.approve(session, form.key)
    with desk.reading() as session:
        rows = overdue.items_low(session)
    assert [(row.code, row.available) for row in rows] == [
        ("101009", Decimal(49)),
        ("201012", Decimal(0)),
    ]
