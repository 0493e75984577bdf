"""Which lots leave: first expired first, broken packs first, or by hand; never twice."""

import pytest

from supplydesk.services import documents
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import codes, refused

BED, BLEACH, SUIT = {"item": "101006"}, {"item": "201012"}, {"item": "201004"}


def taken(desk: Bench, number: str) -> list[tuple[object, ...]]:
    """What the slip *number* took: line, lot number, pieces."""
    rows = desk.rows(
        "SELECT m.line, l.lot_number, m.quantity / 1000 FROM movement m "
        "JOIN lot l ON l.id = m.lot JOIN document d ON d.id = m.document "
        "WHERE d.number = ? ORDER BY m.sequence",
        number,
    )
    return [tuple(row) for row in rows]


def wrong(desk: Bench, *lines: dict[str, object]) -> list[str]:
    form = desk.form("dispatch", **dispatch_fields(*lines))
    return codes(desk, lambda s: documents.post(s, form))


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening(
        {**BLEACH, "quantity": "100", "lot_number": "undated"},
        {**BLEACH, "quantity": "48", "lot_number": "late", "expires": "2024-01-01"},
        {**BLEACH, "quantity": "30", "lot_number": "soon", "expires": "2022-10-24"},
        {**BLEACH, "quantity": "99", "lot_number": "gone", "expires": "2022-10-23"},
        {**BLEACH, "quantity": "99", "lot_number": "pending", "stand": "pending"},
    )
    return desk


def test_first_expired_first_out_and_undated_ones_last(stocked: Bench) -> None:
    slip = stocked.dispatch({**BLEACH, "ordered": "90"}).number
    assert taken(stocked, slip) == [(1, "soon", 30), (1, "late", 48), (1, "undated", 12)]


def test_expired_pending_and_rejected_goods_never_leave(stocked: Bench) -> None:
    form = stocked.form("dispatch", **dispatch_fields({**BLEACH, "ordered": "179"}))
    (problem,) = refused(stocked, lambda s: documents.post(s, form))
    assert problem.code == "not_enough"
    for word in ("178瓶", "1瓶", "99瓶"):
        assert word in problem.text


def test_broken_packs_leave_before_whole_ones(desk: Bench) -> None:
    same: dict[str, object] = {**BLEACH, "expires": "2024-01-01", "pack_size": "24"}
    desk.opening(
        {**same, "quantity": "48", "lot_number": "whole"},
        {**same, "quantity": "29", "lot_number": "broken"},
    )
    slip = desk.dispatch({**BLEACH, "ordered": "1箱5瓶"}).number
    assert taken(desk, slip) == [(1, "broken", 29)]


def test_several_lines_of_one_item_share_its_stock(stocked: Bench) -> None:
    slip = stocked.dispatch(
        {**BLEACH, "ordered": "20"}, {**BLEACH, "ordered": "20"}, {**BLEACH, "ordered": "138"}
    ).number
    assert taken(stocked, slip) == [
        (1, "soon", 20),
        (2, "soon", 10),
        (2, "late", 10),
        (3, "late", 38),
        (3, "undated", 100),
    ]
    assert wrong(stocked, {**BLEACH, "ordered": "1"}) == ["not_enough"]


def test_by_hand_beats_the_rule_but_not_the_date(stocked: Bench) -> None:
    chosen = [{"lot": 1, "quantity": "1箱"}, {"lot": 2, "quantity": "6"}]
    slip = stocked.dispatch({**BLEACH, "ordered": "30", "lots": chosen}).number
    assert taken(stocked, slip) == [(1, "undated", 24), (1, "late", 6)]
    gone: dict[str, object] = {**BLEACH, "ordered": "1", "lots": [{"lot": 4, "quantity": "1"}]}
    assert wrong(stocked, gone) == ["lot_expired"]


@pytest.mark.parametrize(
    ("lots", "code"),
    [
        ([{"lot": 2, "quantity": "49"}, {"lot": 1, "quantity": "1"}], "lot_short"),
        ([{"lot": 5, "quantity": "50"}], "lot_short"),  # not accepted yet
        ([{"lot": 99, "quantity": "50"}], "lot_short"),
        ([{"lot": 1, "quantity": "49"}], "lots_differ"),
        ([{"lot": 1, "quantity": "51"}], "lots_differ"),
        ([{"lot": 2, "quantity": "25"}, {"lot": 2, "quantity": "25"}], "lot_short"),
        ([{"lot": 1, "quantity": "50瓶"}, {"lot": 1, "quantity": "2顶"}], "quantity_unit_unknown"),
    ],
)
def test_a_choice_that_cannot_be_is_named(
    stocked: Bench, lots: list[dict[str, object]], code: str
) -> None:
    assert wrong(stocked, {**BLEACH, "ordered": "50", "lots": lots})[0] == code


def test_a_lot_chosen_in_one_line_is_gone_for_the_next(stocked: Bench) -> None:
    by_hand: dict[str, object] = {
        **BLEACH, "ordered": "30", "lots": [{"lot": 3, "quantity": "30"}]
    }  # fmt: skip
    slip = stocked.dispatch(by_hand, {**BLEACH, "ordered": "10"}).number
    assert taken(stocked, slip) == [(1, "soon", 30), (2, "late", 10)]
    # And the other way round: the rule took what a later line wants by hand.
    other: dict[str, object] = {**BLEACH, "ordered": "38", "lots": [{"lot": 2, "quantity": "38"}]}
    assert wrong(stocked, {**BLEACH, "ordered": "1"}, other) == ["lot_short"]


def test_goods_of_another_warehouse_are_none_of_ours(stocked: Bench) -> None:
    form = stocked.form("dispatch", **dispatch_fields({**BLEACH, "ordered": "1"}, warehouse="W2"))
    assert codes(stocked, lambda s: documents.post(s, form)) == ["not_enough"]


def test_mixed_quantities_and_what_is_issued_of_what_was_ordered(stocked: Bench) -> None:
    slip = stocked.dispatch({**BLEACH, "ordered": "３箱５瓶", "issued": "2箱"})
    (line,) = stocked.rows(
        "SELECT ordered, quantity FROM document_line WHERE document = ?", slip.id
    )
    assert line == (77_000, 48_000)


def test_cartons_of_lots_that_leave_whole_go_along(desk: Bench) -> None:
    desk.opening(
        {**SUIT, "quantity": "3箱100套", "expires": "2023-01-01"},
        {**SUIT, "quantity": "5箱150套"},
    )
    slip = desk.dispatch({**SUIT, "ordered": "4箱130套"})
    packs = desk.rows(
        "SELECT quantity, packs FROM movement WHERE document = ? ORDER BY sequence", slip.id
    )
    assert packs == [(100_000, 3000), (30_000, 1000)]


def test_cartons_stay_with_what_was_chosen_by_hand(desk: Bench) -> None:
    desk.opening({**SUIT, "quantity": "3箱100套"}, {**SUIT, "quantity": "5箱150套"})
    lots = [{"lot": 2, "quantity": "1箱30套"}, {"lot": 1, "quantity": "2箱60套"}]
    slip = desk.dispatch({**SUIT, "ordered": "3箱90套", "lots": lots})
    packs = desk.rows("SELECT lot, packs FROM movement WHERE document = ? ORDER BY 1", slip.id)
    assert packs == [(1, 2000), (2, 1000)]
