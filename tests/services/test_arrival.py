"""What a return receipt may say of a slip, and when its goods can have arrived."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from supplydesk.queries.verify import verify
from supplydesk.services import catalogue, documents
from supplydesk.services.reversal import reverse
from supplydesk.store.database import write
from tests.databases import Bench
from tests.services.refusing import refused

BED = {"item": "101006"}


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening({**BED, "quantity": "500"})
    return desk


def problem_of(desk: Bench, slip: str, **fields: object) -> tuple[str, str | None, str]:
    form = desk.form("confirmation", dispatch=slip, all_received=True, **fields)
    (problem,) = refused(desk, lambda s: documents.post(s, form))
    return problem.code, problem.field, problem.text


# When they arrived: 09:30 on the 24th it is at the desk -----------------------------------------


def test_goods_do_not_arrive_before_they_left(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "5"}, effective_at="2022-10-23T15:00:00").number
    code, field, text = problem_of(stocked, slip, arrived_at="2022-10-20T09:00:00")
    assert (code, field) == ("arrived_before_it_left", "arrived_at")
    for word in (slip, "2022-10-20", "2022-10-23"):
        assert word in text
    _, _, text = problem_of(stocked, slip, arrived_at="2022-10-23T06:30:00+00:00")
    for word in ("2022-10-23 14:30", "2022-10-23 15:00"):
        assert word in text, "both moments, as the desk says them"
    stocked.post("confirmation", dispatch=slip, all_received=True, arrived_at="2022-10-23T15:00:00")


def test_the_moment_the_goods_moved_is_held_against_it_too(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "5"}, effective_at="2022-10-23T15:00:00").number
    code, field, text = problem_of(stocked, slip, effective_at="2022-10-22")
    assert (code, field) == ("arrived_before_it_left", "effective_at")
    for word in (slip, "2022-10-22", "2022-10-23"):
        assert word in text


def test_they_do_not_arrive_in_the_future(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "5"}).number
    code, field, text = problem_of(stocked, slip, arrived_at="2022-10-24T09:31:00")
    assert (code, field) == ("arrives_in_future", "arrived_at")
    for word in ("2022-10-24 09:30", "2022-10-24 09:31"):
        assert word in text
    stocked.post("confirmation", dispatch=slip, all_received=True, arrived_at="2022-10-24T09:30:00")


def test_a_slip_of_an_earlier_day_left_at_some_time_of_it(stocked: Bench) -> None:
    """Its goods count from the day's last instant; the site may have had them by noon."""
    slip = stocked.dispatch({**BED, "ordered": "5"}, voucher_date="2022-10-22").number
    code, _, text = problem_of(stocked, slip, arrived_at="2022-10-21T23:59:00")
    assert code == "arrived_before_it_left"
    for word in ("2022-10-21", "2022-10-22"):
        assert word in text
    stocked.post("confirmation", dispatch=slip, all_received=True, arrived_at="2022-10-22T12:00:00")


def test_when_they_arrived_is_kept_in_the_desks_own_time(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "5"}, voucher_date="2022-10-22").number
    at = datetime(2022, 10, 23, 1, 15, tzinfo=UTC)
    stocked.post("confirmation", dispatch=slip, all_received=True, arrived_at=at.isoformat())
    (content,) = stocked.rows("SELECT content FROM document WHERE kind = 'confirmation'")
    assert '"arrived_at":"2022-10-23T09:15:00+08:00"' in str(content[0])


# Cartons that float -----------------------------------------------------------------------------

SUIT = {"item": "201004"}


@pytest.fixture
def laden(desk: Bench) -> tuple[Bench, str, str]:
    """2 cartons with 50 suits on their way to S1, and one with 10 of the same lot to S2."""
    desk.opening({**SUIT, "quantity": "7箱100套"})
    first = desk.dispatch({**SUIT, "ordered": "2箱50套"}).number
    return desk, first, desk.dispatch({**SUIT, "ordered": "1箱10套"}, site="S2").number


def cartons(desk: Bench) -> dict[str, tuple[int, int]]:
    """Pieces and cartons by place, wherever any are."""
    rows = desk.rows(
        "SELECT p.code, b.quantity, b.packs FROM balance b JOIN place p ON p.id = b.place "
        "WHERE b.quantity > 0 OR b.packs > 0"
    )
    return {str(code): (int(q or 0) // 1000, int(n or 0) // 1000) for code, q, n in rows}


def test_cartons_arrive_with_their_goods_and_with_no_others(laden: tuple[Bench, str, str]) -> None:
    desk, first, second = laden
    one = {"line": 1, "received": "49", "short": "1"}
    desk.post("confirmation", dispatch=first, lines=[one])
    assert cartons(desk)["S1"] == (49, 2)
    assert cartons(desk)["W1-transit"] == (10, 1)
    two = {"line": 1, "received": "9", "short": "1"}
    desk.post("confirmation", dispatch=second, lines=[two])
    assert cartons(desk) == {
        "W1-good-0": (40, 4),
        "S1": (49, 2),
        "S2": (9, 1),
        "~lost_found": (2, 0),
    }


def test_cartons_are_told_part_by_part_and_come_back_with_a_reversal(
    laden: tuple[Bench, str, str],
) -> None:
    desk, first, _ = laden
    parts = {"line": 1, "received": "1箱20套", "refused": "1箱5套"}
    receipt = desk.post("confirmation", dispatch=first, lines=[parts]).number
    assert cartons(desk)["S1"] == (20, 1)
    assert cartons(desk)["W1-good-0"] == (45, 5)
    write(desk.database, desk.seat, lambda s: reverse(s, receipt, "填错", "r"))
    assert cartons(desk) == {"W1-good-0": (40, 4), "W1-transit": (60, 3)}
    parts = {"line": 1, "received": "40", "short": "1箱10套"}
    desk.post("confirmation", dispatch=first, lines=[parts])
    assert cartons(desk)["S1"] == (40, 1)
    desk.post("confirmation", dispatch=first, lines=[{"line": 1, "found": "10"}])
    assert cartons(desk)["S1"] == (50, 2)
    assert verify(desk.database, desk.seat).sound


def test_no_more_cartons_arrive_than_left(laden: tuple[Bench, str, str]) -> None:
    desk, first, _ = laden
    parts = {"line": 1, "received": "3箱20套"}
    form = desk.form("confirmation", dispatch=first, lines=[parts])
    (problem,) = refused(desk, lambda s: documents.post(s, form))
    assert (problem.code, problem.row) == ("cartons_over", 1)
    for word in ("防护服", "1 箱"):
        assert word in problem.text


# Packs as the slip counted them ---------------------------------------------------------------

BOTTLE = {"item": "201012"}  # 24 in a 箱


def test_a_box_is_what_it_was_on_the_slip(desk: Bench) -> None:
    """The catalogue's 箱 holds 24 when the slip is written, 30 when its receipt is typed in."""
    desk.opening({**BOTTLE, "quantity": "10箱"})
    slip = desk.dispatch({**BOTTLE, "ordered": "3箱"}).number
    boxes = (catalogue.PackFacts("箱", Decimal(30)),)
    facts = catalogue.ItemFacts("201012", "84消毒液", "瓶", "500ml", packs=boxes)
    write(desk.database, desk.seat, lambda s: catalogue.put(s, [facts]))
    desk.post("confirmation", dispatch=slip, lines=[{"line": 1, "received": "2箱"}])
    assert desk.on_hand("S1", "201012") == 48_000


def test_a_box_of_a_lot_is_the_lots_own(desk: Bench) -> None:
    desk.opening({**BOTTLE, "quantity": "3箱5瓶", "pack_size": "20", "lot_number": "A"})
    assert desk.on_hand("W1-good-0", "201012") == 65_000
    lot = int(desk.rows("SELECT id FROM lot WHERE lot_number = 'A'")[0][0] or 0)
    chosen = {"lot": lot, "quantity": "2箱"}
    slip = desk.dispatch({**BOTTLE, "ordered": "40", "lots": [chosen]}).number
    desk.post("confirmation", dispatch=slip, lines=[{"line": 1, "received": "1箱3瓶"}])
    assert desk.on_hand("S1", "201012") == 23_000


def test_where_boxes_differ_from_lot_to_lot_pieces_are_asked_for(desk: Bench) -> None:
    desk.opening({**BOTTLE, "quantity": "20", "pack_size": "20"}, {**BOTTLE, "quantity": "24"})
    slip = desk.dispatch({**BOTTLE, "ordered": "44"}).number
    form = desk.form("confirmation", dispatch=slip, lines=[{"line": 1, "received": "1箱"}])
    (problem,) = [
        one
        for one in refused(desk, lambda s: documents.post(s, form))
        if one.code != "nothing_moves"
    ]
    assert (problem.code, problem.row, problem.field) == ("packs_differ", 1, "received")
    for word in ("84消毒液", "1箱", "瓶"):
        assert word in problem.text
    desk.post("confirmation", dispatch=slip, lines=[{"line": 1, "received": "44瓶"}])


@pytest.mark.parametrize("size", ["0", "2.5"])
def test_a_pack_holds_whole_pieces(desk: Bench, size: str) -> None:
    form = desk.form(
        "opening",
        place="W1",
        voucher_date="2022-09-30",
        lines=[{**BOTTLE, "quantity": "5", "pack_size": size}],
    )
    (problem,) = refused(desk, lambda s: documents.post(s, form))
    assert (problem.code, problem.row, problem.field) == ("pack_size", 1, "pack_size")


# Lost and found ---------------------------------------------------------------------------------


def test_nothing_is_found_before_it_was_lost(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "50"}, voucher_date="2022-10-10").number
    lost = {"line": 1, "received": "45", "short": "5"}
    stocked.post("confirmation", dispatch=slip, lines=[lost], effective_at="2022-10-15")
    found = {"dispatch": slip, "lines": [{"line": 1, "found": "2"}]}
    form = stocked.form("confirmation", **found, effective_at="2022-10-12")
    (problem,) = refused(stocked, lambda s: documents.post(s, form))
    assert (problem.code, problem.row, problem.field) == ("found_before_lost", 1, "effective_at")
    for word in ("折叠床", "2张", "2022-10-12", "2022-10-15"):
        assert word in problem.text
    stocked.post("confirmation", **found, effective_at="2022-10-15")
    assert stocked.on_hand("S1", "101006") == 47_000
