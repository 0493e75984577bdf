"""Balances: nothing inside ever below zero, and no fen and no carton left without goods."""

import pytest

from supplydesk.queries.verify import verify
from supplydesk.services import documents, reversal
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import refused

BED, SUIT = {"item": "101006"}, {"item": "201004"}


def kept(desk: Bench, item: str = "101006") -> dict[object, tuple[int, int, int]]:
    """Quantity in pieces, cartons and fen by place, wherever something is."""
    return {
        place: (int(quantity) // 1000, int(packs) // 1000, int(amount))
        for place, quantity, packs, amount in desk.rows(
            "SELECT p.code, SUM(b.quantity), SUM(b.packs), SUM(b.amount) FROM balance b "
            "JOIN place p ON p.id = b.place JOIN item i ON i.id = b.item "
            "WHERE i.code = ? AND b.quantity <> 0 GROUP BY p.code",
            item,
        )
    }


def confirmed(desk: Bench, slip: str, **figures: str) -> str:
    line = {"line": 1, **figures}
    return desk.post("confirmation", dispatch=slip, lines=[line]).number


def undone(desk: Bench, number: str) -> None:
    write(desk.database, desk.seat, lambda s: reversal.reverse(s, number, "填错", f"r{number}"))


# Amounts ------------------------------------------------------------------------------------------


def test_the_movement_that_empties_a_balance_takes_the_remainder(desk: Bench) -> None:
    """Three beds at 0.3333: 1.00 yuan in all, 33 fen each, and the last one 34."""
    desk.opening({**BED, "quantity": "3", "unit_cost": "0.3333"})
    for _ in range(3):
        desk.dispatch({**BED, "ordered": "1"})
    amounts = desk.rows("SELECT amount FROM movement ORDER BY sequence")
    assert [row[0] for row in amounts] == [100, 33, 33, 34]
    assert kept(desk) == {"W1-transit": (3, 0, 100), "~opening": (-3, 0, -100)}


def test_what_rounds_up_never_takes_more_than_is_left(desk: Bench) -> None:
    """Three at 0.0050 are 2 fen (rounded up from 1.5), and each by itself would be 1."""
    desk.opening({**BED, "quantity": "3", "unit_cost": "0.0050"})
    for _ in range(3):
        desk.dispatch({**BED, "ordered": "1"})
    amounts = [row[0] for row in desk.rows("SELECT amount FROM movement ORDER BY sequence")]
    assert amounts == [2, 1, 1, 0]


def test_what_was_lost_and_found_keeps_its_amount(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "3", "unit_cost": "0.3333"})
    slip = desk.dispatch({**BED, "ordered": "3"}).number
    confirmed(desk, slip, received="1", short="2")
    assert kept(desk)["~lost_found"] == (2, 0, 67)
    confirmed(desk, slip, found="1")
    confirmed(desk, slip, found="1")
    assert kept(desk) == {"S1": (3, 0, 100), "~opening": (-3, 0, -100)}


def test_a_reversal_gives_back_the_amount_that_was_taken(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "3", "unit_cost": "0.3333"})
    slips = [desk.dispatch({**BED, "ordered": "1"}).number for _ in range(3)]
    undone(desk, slips[2])
    undone(desk, slips[0])
    assert kept(desk)["W1-good-0"] == (2, 0, 67)
    undone(desk, slips[1])
    assert kept(desk) == {"W1-good-0": (3, 0, 100), "~opening": (-3, 0, -100)}
    assert verify(desk.database, desk.seat).sound


# Cartons ------------------------------------------------------------------------------------------


def test_cartons_travel_with_their_pieces(desk: Bench) -> None:
    desk.opening({**SUIT, "quantity": "4箱100套"})
    slip = desk.dispatch({**SUIT, "ordered": "3箱60套"}).number
    assert kept(desk, "201004")["W1-good-0"] == (40, 1, 0)
    assert kept(desk, "201004")["W1-transit"] == (60, 3, 0)
    desk.post("confirmation", dispatch=slip, all_received=True)
    assert kept(desk, "201004")["S1"] == (60, 3, 0)


def test_no_pieces_no_cartons(desk: Bench) -> None:
    """All pieces leave, so whatever was counted in cartons leaves too."""
    desk.opening({**SUIT, "quantity": "4箱100套"})
    desk.dispatch({**SUIT, "ordered": "1箱100套"})
    assert kept(desk, "201004") == {"W1-transit": (100, 4, 0), "~opening": (-100, -4, 0)}


def test_cartons_that_are_not_there_are_refused(desk: Bench) -> None:
    desk.opening({**SUIT, "quantity": "2箱100套"})
    form = desk.form("dispatch", **dispatch_fields({**SUIT, "ordered": "3箱60套"}))
    (problem,) = refused(desk, lambda s: documents.post(s, form))
    assert (problem.code, problem.row) == ("cartons_short", 1)
    assert "防护服" in problem.text
    assert "2" in problem.text


# Late papers --------------------------------------------------------------------------------------


@pytest.fixture
def drawn(desk: Bench) -> Bench:
    """100 beds at first; 90 left on the 20th, 5 of them came back on the 22nd: now 15."""
    desk.opening({**BED, "quantity": "100"})
    desk.dispatch({**BED, "ordered": "1"}, voucher_date="2022-10-10")
    slip = desk.dispatch({**BED, "ordered": "89"}, voucher_date="2022-10-20").number
    line = {"line": 1, "received": "84", "refused": "5"}
    desk.post("confirmation", dispatch=slip, lines=[line], voucher_date="2022-10-22")
    assert desk.on_hand("W1-good-0", "101006") == 15_000
    return desk


def test_a_late_paper_takes_no_more_than_the_lowest_since(drawn: Bench) -> None:
    late = drawn.form(
        "dispatch", **dispatch_fields({**BED, "ordered": "12"}, voucher_date="2022-10-15")
    )
    (problem,) = refused(drawn, lambda s: documents.post(s, late))
    assert (problem.code, problem.row) == ("not_enough_then", 1)
    for word in ("折叠床", "10张", "2张", "2022-10-20"):
        assert word in problem.text, "the item, what could go, the shortfall and the date"
    # On the 23rd nothing was lower than now; on the 15th what was lowest since may go.
    drawn.dispatch({**BED, "ordered": "5"}, voucher_date="2022-10-23")
    drawn.dispatch({**BED, "ordered": "10"}, voucher_date="2022-10-15")
    assert drawn.on_hand("W1-good-0", "101006") == 0
    assert verify(drawn.database, drawn.seat).sound


def test_a_reversal_is_late_too_and_names_who_took_the_goods(drawn: Bench) -> None:
    """Undone with its own moment, the opening stock would be missing ever since."""
    problems = refused(drawn, lambda s: reversal.reverse(s, "QC-20220930-001", "填错", "r"))
    assert [one.code for one in problems] == ["not_enough_then", "goods_left_again"]
    assert "2022-10-20" in problems[0].text
    assert "90张" in problems[0].text
    assert "DB-20221010-001" in problems[1].text
    assert "DB-20221020-001" in problems[1].text


def test_goods_that_went_on_in_the_same_instant_are_missed_in_it(desk: Bench) -> None:
    """A day without a time is its last instant for all: what came in on it may go out on it."""
    desk.opening({**BED, "quantity": "10"})
    slip = desk.dispatch({**BED, "ordered": "10"}, voucher_date="2022-10-20").number
    line = {"line": 1, "received": "6", "refused": "4"}
    desk.post("confirmation", dispatch=slip, lines=[line], voucher_date="2022-10-20")
    back = desk.dispatch({**BED, "ordered": "4"}, voucher_date="2022-10-20")
    assert back.number == "DB-20221020-002"
    late = desk.form(
        "dispatch", **dispatch_fields({**BED, "ordered": "1"}, voucher_date="2022-10-19")
    )
    (problem,) = refused(desk, lambda s: documents.post(s, late))
    assert problem.code == "not_enough_then"
    assert "2022-10-20" in problem.text


def test_a_late_paper_at_a_place_that_only_receives_is_no_question(drawn: Bench) -> None:
    drawn.opening({**BED, "quantity": "7"}, place="S1")
    assert drawn.on_hand("S1", "101006") == 91_000
