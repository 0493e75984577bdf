"""From documents to movements: which way each figure goes, and what is wrong before that."""

from dataclasses import replace

import pytest

from supplydesk.domain.entry import Carried, Move, NewLot
from supplydesk.domain.picking import Take
from supplydesk.domain.posting import (
    KINDS,
    Article,
    DraftLine,
    Plan,
    plan,
    problems,
    reversed_carried,
)
from supplydesk.domain.quantity import Measure
from supplydesk.domain.shortage import shortage

OPENING, DISPATCH, RECEIPT = KINDS["opening"], KINDS["dispatch"], KINDS["confirmation"]
BED = Article(7, "101006", "折叠床", "单人", Measure("张"))
GOOD, ROAD, SITE, LOST, OUTSIDE, STAND = 11, 12, 13, 14, 15, 16
ENDS = {"transit": ROAD, "site": SITE, "good": GOOD, "lost_found": LOST}


def paths(made: Plan) -> list[tuple[int, int, int, int, str, int]]:
    return [
        (one.line, one.lot, one.from_place, one.to_place, one.reason, one.quantity)
        for one in made.moves
    ]


def test_opening_stock_brings_a_lot_for_each_line() -> None:
    lot = NewLot(1, 7, "", "own", None, "", None, None, None, 0, approximate=False)
    first = DraftLine(1, BED, {"quantity": 5000}, packs=2000, lot=lot, stand=STAND)
    second = DraftLine(2, BED, {"quantity": 3000}, lot=lot._replace(line=2), stand=GOOD)
    made = plan(OPENING, [first, second], {"opening": OUTSIDE})
    assert paths(made) == [
        (1, -1, OUTSIDE, STAND, "opening", 5000),
        (2, -2, OUTSIDE, GOOD, "opening", 3000),
    ]
    assert [one.packs for one in made.moves] == [2000, 0]
    assert made.carried == ()


def test_a_dispatch_takes_from_where_its_lots_stand_and_opens_its_consignment() -> None:
    line = DraftLine(1, BED, {"quantity": 8000}, takes=(Take(1, GOOD, 5000, 3), Take(2, 99, 3000)))
    made = plan(DISPATCH, [line], {"transit": ROAD})
    assert paths(made) == [
        (1, 1, GOOD, ROAD, "dispatch", 5000),
        (1, 2, 99, ROAD, "dispatch", 3000),
    ]
    assert [one.packs for one in made.moves] == [3, 0]
    assert made.carried == (Carried(0, 1, 1, 5000), Carried(0, 1, 2, 3000))


def test_a_receipt_splits_what_is_open_over_its_figures_in_order() -> None:
    figures = {"received": 4000, "short": 3000, "broken": 1000, "refused": 2000, "found": 500}
    line = DraftLine(
        2,
        BED,
        figures,
        takes=(Take(1, 0, 5000), Take(2, 0, 6000)),
        regained=(Take(3, 0, 900),),
    )
    made = plan(RECEIPT, [line], ENDS, settles=77)
    assert paths(made) == [
        (2, 1, ROAD, SITE, "delivered", 4000),
        (2, 1, ROAD, LOST, "short", 1000),
        (2, 2, ROAD, LOST, "short", 2000),
        (2, 2, ROAD, LOST, "broken", 1000),
        (2, 2, ROAD, GOOD, "refused", 2000),
        (2, 3, LOST, SITE, "found", 500),
    ]
    # By lot, what is off the road and what is lost: each once, whatever it was called.
    assert made.carried == (
        Carried(77, 2, 1, -5000, 1000),
        Carried(77, 2, 2, -5000, 3000),
        Carried(77, 2, 3, 0, -500),
    )


def test_a_figure_of_zero_moves_nothing() -> None:
    line = DraftLine(1, BED, {"received": 0, "short": 1000}, takes=(Take(1, 0, 1000),))
    assert [one.reason for one in plan(RECEIPT, [line], ENDS, 77).moves] == ["short"]


def test_undoing_gives_back_exactly_what_was_done_to_the_road() -> None:
    line = DraftLine(
        1, BED, {"received": 1000, "broken": 2000}, takes=(Take(1, 0, 3000),), regained=()
    )
    made = plan(RECEIPT, [line], ENDS, settles=77)
    undone = [one._replace(from_place=one.to_place, to_place=one.from_place) for one in made.moves]
    assert reversed_carried(RECEIPT, undone, 77) == (Carried(77, 1, 1, 3000, -2000),)
    # Opening stock never was on the road.
    assert reversed_carried(OPENING, [Move(1, 7, 1, STAND, OUTSIDE, "opening", 5000)], 77) == ()


def test_a_paper_without_lines_is_none() -> None:
    (problem,) = problems(DISPATCH, [])
    assert (problem.code, problem.row, problem.field) == ("no_lines", None, "lines")


def test_each_line_has_to_move_something_that_is_still_used() -> None:
    nothing = DraftLine(1, BED, {"quantity": 0})
    old = DraftLine(2, replace(BED, active=False), {"quantity": 1000})
    fine = DraftLine(3, BED, {"quantity": 1000})
    found = problems(DISPATCH, [nothing, old, fine])
    assert [(one.code, one.row, one.field) for one in found] == [
        ("nothing_moves", 1, "quantity"),
        ("item_not_used", 2, "item"),
    ]
    assert all("折叠床" in one.text for one in found)


def test_a_receipt_of_which_any_figure_moves_is_fine() -> None:
    assert problems(RECEIPT, [DraftLine(1, BED, {"found": 1000})]) == []
    (problem,) = problems(RECEIPT, [DraftLine(1, BED, {})])
    assert problem.field == "received"


@pytest.mark.parametrize(
    ("expired", "lowest_on", "code", "words"),
    [
        (0, None, "not_enough", ("7张", "3张")),
        (2000, None, "not_enough", ("7张", "3张", "2张")),
        (0, "2022-10-20", "not_enough_then", ("7张", "3张", "2022-10-20")),
        (2000, "2022-10-20", "not_enough_then", ("7张", "3张", "2022-10-20")),
    ],
)
def test_a_shortage_says_what_there_is_what_is_missing_and_why(
    expired: int, lowest_on: str | None, code: str, words: tuple[str, ...]
) -> None:
    line = DraftLine(4, BED, {"quantity": 10_000})
    problem = shortage(line, 3000, "2022-10-18", expired, lowest_on)
    assert (problem.code, problem.row, problem.field, problem.stops) == (code, 4, "issued", True)
    for word in ("折叠床", "2022-10-18", *words):
        assert word in problem.text
