"""Closing a place and opening it again."""

from datetime import date

import pytest

from supplydesk.domain.problem import Problem
from supplydesk.queries.verify import verify
from supplydesk.services import (
    catalogue,
    documents,
    drafts,
    incidents,
    ledger,
    places,
    reversal,
    settings,
)
from supplydesk.services.catalogue import ItemFacts
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import refused

TODAY = date(2022, 10, 24)
BED = {"item": "101006"}
BOTTLE = {"item": "201012"}


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    """Beds come back from a site, bottles are used up there."""
    beds = ItemFacts("101006", "折叠床", "张", "单人", reusable=True)
    write(desk.database, desk.seat, lambda s: catalogue.put(s, [beds]))
    desk.opening({**BED, "quantity": "100"}, {**BOTTLE, "quantity": "100"})
    return desk


def refusal(desk: Bench, code: str, on: date = TODAY) -> dict[str, Problem]:
    return {one.code: one for one in refused(desk, lambda s: places.close(s, code, on))}


def close(desk: Bench, code: str, on: date = TODAY) -> tuple[Problem, ...]:
    return write(desk.database, desk.seat, lambda s: places.close(s, code, on))


def test_a_site_with_goods_on_the_road_stays_open(stocked: Bench) -> None:
    number = stocked.dispatch({**BED, "ordered": "5"}, {**BOTTLE, "ordered": "3"}).number
    (problem,) = refusal(stocked, "S1").values()
    assert (problem.code, problem.field) == ("on_the_road", "code")
    for word in ("秦州区××集中隔离点", "折叠床5张", "84消毒液3瓶", number):
        assert word in problem.text


def test_a_site_is_closed_with_the_goods_that_stand_there(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "5"}, {**BOTTLE, "ordered": "3"}).number
    assert list(refusal(stocked, "S1")) == ["on_the_road"]
    stocked.post("confirmation", dispatch=slip, all_received=True)
    stays, used = close(stocked, "S1")
    assert [(one.code, one.stops) for one in (stays, used)] == [
        ("stays_there", False),
        ("used_up_there", False),
    ]
    assert "折叠床5张" in stays.text
    assert "84消毒液3瓶" in used.text
    assert "84消毒液" not in stays.text
    for warning in (stays, used):
        assert warning.text.count("秦州区××集中隔离点") == 1
    assert stocked.on_hand("S1", "101006") == 5_000, "on the books as before"
    form = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "5"}))
    (problem,) = refused(stocked, lambda s: documents.post(s, form))
    assert problem.code == "place_closed"
    assert verify(stocked.database, stocked.seat).sound


def test_a_place_that_an_approved_paper_names_stays_open(stocked: Bench) -> None:
    write(stocked.database, stocked.seat, lambda s: settings.save(s, approve=True))
    slip = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "5"}))
    other = {"place": "W2", "voucher_date": "2022-09-30", "lines": [{**BED, "quantity": "1"}]}
    opening = stocked.form("opening", **other)
    with stocked.transaction() as session:
        for form in (slip, opening):
            drafts.save(session, form)
            drafts.approve(session, form.key)
    for code, number in (
        ("S1", "DB-20221024-001"),
        ("W1", "DB-20221024-001"),
        ("W1-good-0", "DB-20221024-001"),
        ("W2", "QC-20220930-002"),
    ):
        assert number in refusal(stocked, code)["papers_waiting"].text
    with stocked.transaction() as session:
        drafts.void(session, slip.key, "不发了")
        drafts.void(session, opening.key, "不录了")
    assert close(stocked, "S1") == close(stocked, "W2") == ()


def test_no_place_is_closed_before_the_last_thing_that_happened_there(stocked: Bench) -> None:
    """A slip of the 20th, received on the 22nd."""
    slip = stocked.dispatch({**BOTTLE, "ordered": "3"}, voucher_date="2022-10-20").number
    stocked.post("confirmation", dispatch=slip, all_received=True, voucher_date="2022-10-22")
    found = refusal(stocked, "S1", date(2022, 10, 21))
    assert found["moved_since"].field == "on"
    assert "2022-10-22" in found["moved_since"].text
    close(stocked, "S1", date(2022, 10, 22))


def test_what_was_reversed_did_not_happen(stocked: Bench) -> None:
    number = stocked.dispatch({**BED, "ordered": "5"}).number
    write(stocked.database, stocked.seat, lambda s: reversal.reverse(s, number, "填错", "r"))
    assert close(stocked, "S1", date(2022, 10, 1)) == ()


def test_a_warehouse_is_closed_when_it_and_its_road_are_empty(stocked: Bench) -> None:
    found = refusal(stocked, "W1")
    for word in ("市级一号库", "折叠床100张", "84消毒液100瓶"):
        assert word in found["not_empty"].text
    stocked.dispatch({**BED, "ordered": "100"}, {**BOTTLE, "ordered": "100"})
    assert "在途" in refusal(stocked, "W1")["not_empty"].text
    assert close(stocked, "W2") == ()


def test_the_last_bin_of_an_area_stays_and_refused_goods_go_to_an_open_one(
    stocked: Bench,
) -> None:
    assert "last_bin" in refusal(stocked, "W2-good-0")
    slip = stocked.dispatch({**BED, "ordered": "100"}, {**BOTTLE, "ordered": "100"}).number
    with stocked.transaction() as session:
        places.add_bin(session, "W1-good", "W1-A", "一排")
        places.close(session, "W1-good-0", TODAY)
    lines = [{"line": 1, "received": "90", "refused": "10"}]
    stocked.post("confirmation", dispatch=slip, lines=lines)
    assert stocked.on_hand("W1-A", "101006") == 10_000


@pytest.mark.parametrize("code", ["~opening", "W1-good", "W1-transit"])
def test_only_warehouses_sites_and_bins_are_closed(desk: Bench, code: str) -> None:
    assert list(refusal(desk, code)) == ["not_closed_alone"]


def test_a_place_closed_by_mistake_is_opened_again(stocked: Bench) -> None:
    close(stocked, "S1")
    assert list(refusal(stocked, "S1")) == ["closed_already"]
    form = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "5"}))
    codes = [one.code for one in refused(stocked, lambda s: documents.post(s, form))]
    assert codes == ["place_closed"]
    write(stocked.database, stocked.seat, lambda s: places.reopen(s, "S1"))
    write(stocked.database, stocked.seat, lambda s: documents.post(s, form))
    told = stocked.rows("SELECT content FROM journal WHERE kind = 'place' ORDER BY sequence DESC")
    assert [str(row[0]) for row in told[:2]] == [
        '{"closed_on":null}',
        '{"closed_on":"2022-10-24"}',
    ]
    (problem,) = refused(stocked, lambda s: places.reopen(s, "S1"))
    assert (problem.code, problem.field) == ("not_closed", "code")


def test_a_late_paper_goes_to_a_site_that_was_open_when_the_goods_moved(stocked: Bench) -> None:
    """Its month is closed, so it is dated after the site was; the goods went before."""
    stocked.dispatch({**BED, "ordered": "1"}, site="S2")
    close(stocked, "S1", date(2022, 10, 22))
    write(stocked.database, stocked.seat, lambda s: incidents.close(s, "YQ", date(2022, 10, 22)))
    stocked.clock.forward(days=9)
    write(stocked.database, stocked.seat, lambda s: ledger.close_period(s, 202210))
    late = dispatch_fields({**BED, "ordered": "5"}, effective_at="2022-10-22")
    form = stocked.form("dispatch", **late)
    found = refused(stocked, lambda s: documents.post(s, form))
    assert [(one.code, one.field) for one in found] == [
        ("place_closed", "site"),
        ("incident_closed", "incident"),
    ]
    assert "重新启用" in found[0].text
    for problem in found:
        assert "物资收发时间" in problem.text, "the way out is not the paper's date"
    slip = stocked.dispatch({**BED, "ordered": "5"}, effective_at="2022-10-21T23:59:59")
    assert slip.voucher_date == "2022-11-02"
    stocked.post("confirmation", dispatch=slip.number, all_received=True)
    assert stocked.on_hand("S1", "101006") == 5_000
    assert verify(stocked.database, stocked.seat).sound


def test_what_stood_at_a_closed_site_when_the_books_began_is_taken_late(stocked: Bench) -> None:
    close(stocked, "S1")
    stocked.opening({**BED, "quantity": "7"}, place="S1")
    assert stocked.on_hand("S1", "101006") == 7_000


def test_no_late_paper_gives_goods_to_a_warehouse_that_was_closed_empty(stocked: Bench) -> None:
    fields = {"place": "W2", "voucher_date": "2022-09-30", "lines": [{**BED, "quantity": "1"}]}
    form = stocked.form("opening", **fields)
    close(stocked, "W2")
    (problem,) = refused(stocked, lambda s: documents.post(s, form))
    assert (problem.code, problem.field) == ("place_closed", "place")
    assert "重新启用" in problem.text
    write(stocked.database, stocked.seat, lambda s: places.reopen(s, "W2"))
    write(stocked.database, stocked.seat, lambda s: documents.post(s, form))


def test_a_warehouse_that_closes_next_week_takes_goods_until_then(stocked: Bench) -> None:
    close(stocked, "W2", date(2022, 10, 31))
    stocked.opening({**BED, "quantity": "1"}, place="W2")
    assert stocked.on_hand("W2-good-0", "101006") == 1_000
