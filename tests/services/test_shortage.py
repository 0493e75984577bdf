"""Which lots a dispatch takes, and what a clerk reads where there are too few of them."""

from collections.abc import Mapping

import pytest

from supplydesk.services import documents, drafts, settings
from supplydesk.services.forms import AnyForm
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import refused

BED = {"item": "101006"}
BOTTLE = {"item": "201012"}  # 24 in a 箱


def form(desk: Bench, line: Mapping[str, object], **fields: object) -> AnyForm:
    return desk.form("dispatch", **dispatch_fields(dict(line), **fields))


def text_of(desk: Bench, wanted: AnyForm, code: str) -> str:
    (problem,) = refused(desk, lambda s: documents.post(s, wanted))
    assert (problem.code, problem.row) == (code, 1)
    return problem.text


def taken(desk: Bench, number: str) -> list[tuple[str, int]]:
    """The lot numbers that a dispatch took, in order, with whole base units."""
    rows = desk.rows(
        "SELECT l.lot_number, m.quantity FROM movement m JOIN lot l ON l.id = m.lot "
        "JOIN document d ON d.id = m.document WHERE d.number = ? ORDER BY m.sequence",
        number,
    )
    return [(str(lot), int(quantity or 0) // 1000) for lot, quantity in rows]


def lot(desk: Bench, number: str) -> int:
    return int(desk.rows("SELECT id FROM lot WHERE lot_number = ?", number)[0][0] or 0)


def test_broken_cartons_of_the_catalogues_pack_leave_first(desk: Bench) -> None:
    dated = {**BOTTLE, "expires": "2023-05-01"}
    desk.opening(
        {**dated, "quantity": "2箱", "lot_number": "FULL"},
        {**dated, "quantity": "1箱15瓶", "lot_number": "BROK"},
    )
    assert taken(desk, desk.dispatch({**BOTTLE, "ordered": "10"}).number) == [("BROK", 10)]
    assert taken(desk, desk.dispatch({**BOTTLE, "ordered": "30"}).number) == [
        ("BROK", 29),
        ("FULL", 1),
    ]


def test_undated_lots_of_one_paper_came_together(desk: Bench) -> None:
    desk.opening(
        {**BOTTLE, "quantity": "2箱", "lot_number": "FULL"},
        {**BOTTLE, "quantity": "7瓶", "lot_number": "BROK"},
    )
    desk.opening({**BOTTLE, "quantity": "3瓶", "lot_number": "LATER"})
    assert taken(desk, desk.dispatch({**BOTTLE, "ordered": "8"}).number) == [
        ("BROK", 7),
        ("FULL", 1),
    ]


# Expiry is a question of the day on which the goods went out -------------------------------------


def test_goods_that_left_before_they_expired_are_taken_whatever_the_papers_date(
    desk: Bench,
) -> None:
    desk.opening({**BOTTLE, "quantity": "9", "expires": "2022-10-20", "lot_number": "OLD"})
    slip = desk.dispatch({**BOTTLE, "ordered": "4"}, effective_at="2022-10-20")
    assert taken(desk, slip.number) == [("OLD", 4)]
    chosen = {"lot": lot(desk, "OLD"), "quantity": "4"}
    by_hand: dict[str, object] = {**BOTTLE, "ordered": "4", "lots": [chosen]}
    slip = desk.dispatch(by_hand, effective_at="2022-10-20T23:59:00")
    assert taken(desk, slip.number) == [("OLD", 4)]
    text = text_of(desk, form(desk, by_hand), "lot_expired")
    assert "84消毒液" in text
    text = text_of(desk, form(desk, {**BOTTLE, "ordered": "1"}), "not_enough")
    for word in ("84消毒液", "0瓶", "1瓶", "2022-10-24"):
        assert word in text


def test_what_had_expired_when_it_went_out_is_refused_whatever_the_papers_date(
    desk: Bench,
) -> None:
    """At 00:30 at the desk it is the 21st, in UTC still the 20th."""
    desk.opening({**BOTTLE, "quantity": "9", "expires": "2022-10-20"})
    dates = {"voucher_date": "2022-10-24", "effective_at": "2022-10-20T16:30:00+00:00"}
    text = text_of(desk, form(desk, {**BOTTLE, "ordered": "4"}, **dates), "not_enough")
    for word in ("0瓶", "4瓶", "9瓶", "2022-10-21"):
        assert word in text


def test_what_is_held_may_expire_before_it_goes_out(desk: Bench) -> None:
    desk.opening({**BOTTLE, "quantity": "9", "expires": "2022-10-25", "lot_number": "OLD"})
    write(desk.database, desk.seat, lambda s: settings.save(s, approve=True))
    wanted = form(desk, {**BOTTLE, "ordered": "4"}, effective_at="2022-10-24T09:00:00")
    late = form(desk, {**BOTTLE, "ordered": "3"})
    with desk.transaction() as session:
        for one in (wanted, late):
            drafts.save(session, one)
            drafts.approve(session, one.key)
    desk.clock.forward(days=3)
    form_of_today = late.model_copy(update={"effective_at": desk.clock.at})
    with desk.transaction() as session:
        drafts.find(session, late.key).payload = form_of_today.payload()
    (problem,) = refused(desk, lambda s: drafts.post_draft(s, late.key))
    assert problem.code == "held_lot_expired"
    for word in ("84消毒液", "OLD", "2022-10-25"):
        assert word in problem.text
    posted = write(desk.database, desk.seat, lambda s: drafts.post_draft(s, wanted.key))
    assert taken(desk, posted.number) == [("OLD", 4)], "they left while they were good"


# A refusal names item, date and shortfall --------------------------------------------------------


@pytest.fixture
def drawn(desk: Bench) -> Bench:
    """150 beds in two lots; on the 20th all, on the 21st 90, from the 22nd on 25."""
    desk.opening({**BED, "quantity": "60", "lot_number": "A"})
    desk.opening({**BED, "quantity": "90", "lot_number": "B"})
    desk.dispatch({**BED, "ordered": "60"}, voucher_date="2022-10-21")
    desk.dispatch({**BED, "ordered": "65"}, voucher_date="2022-10-22")
    return desk


def test_a_late_papers_refusal_names_the_day_on_which_it_would_fall_short(drawn: Bench) -> None:
    """Nothing lies lower now than ever before, and yet the day is told."""
    wanted = form(drawn, {**BED, "ordered": "100"}, voucher_date="2022-10-20")
    text = text_of(drawn, wanted, "not_enough_then")
    for word in ("折叠床", "2022-10-20", "2022-10-22", "25张", "75张"):
        assert word in text


def test_a_paper_of_today_names_today(drawn: Bench) -> None:
    text = text_of(drawn, form(drawn, {**BED, "ordered": "100"}), "not_enough")
    for word in ("折叠床", "2022-10-24", "25张", "75张"):
        assert word in text


def test_within_a_day_the_time_tells_the_moments_apart(drawn: Bench) -> None:
    drawn.dispatch({**BED, "ordered": "5"}, effective_at="2022-10-24T09:00:00")
    wanted = form(drawn, {**BED, "ordered": "22"}, effective_at="2022-10-24T08:00:00")
    text = text_of(drawn, wanted, "not_enough_then")
    for word in ("2022-10-24 08:00", "2022-10-24 09:00", "20张", "2张"):
        assert word in text


def test_what_an_earlier_line_takes_the_next_one_lacks(drawn: Bench) -> None:
    first: dict[str, object] = {**BED, "ordered": "20"}
    fields = dispatch_fields(first, {**first, "ordered": "10"}, voucher_date="2022-10-20")
    wanted = drawn.form("dispatch", **fields)
    (problem,) = refused(drawn, lambda s: documents.post(s, wanted))
    assert (problem.code, problem.row) == ("not_enough_then", 2)
    for word in ("折叠床", "2022-10-22", "5张"):
        assert word in problem.text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2022-10-20", ("折叠床", "25张", "5张", "2022-10-20", "2022-10-22")),
        ("2022-10-24", ("折叠床", "25张", "5张", "2022-10-24")),
    ],
)
def test_a_lot_chosen_by_hand_is_refused_by_item_day_and_shortfall(
    drawn: Bench, day: str, words: tuple[str, ...]
) -> None:
    number = lot(drawn, "B")
    line = {**BED, "ordered": "30", "lots": [{"lot": number, "quantity": "30"}]}
    text = text_of(drawn, form(drawn, line, voucher_date=day), "lot_short")
    for word in (*words, f"批次 {number}"):
        assert word in text


def test_a_lot_that_is_not_there_lacks_all_of_it(drawn: Bench) -> None:
    line = {**BED, "ordered": "3", "lots": [{"lot": 999, "quantity": "3"}]}
    text = text_of(drawn, form(drawn, line), "lot_short")
    for word in ("折叠床", "0张", "3张", "2022-10-24"):
        assert word in text


# Cartons that float -----------------------------------------------------------------------------

SUIT = {"item": "201004"}


@pytest.mark.parametrize(
    ("ordered", "going"), [("2箱35套", "3"), ("9箱30套", "3"), ("1箱70套", "7")]
)
def test_cartons_that_the_books_gainsay_are_warned_of(
    desk: Bench, ordered: str, going: str
) -> None:
    desk.opening({**SUIT, "quantity": "3箱30套"}, {**SUIT, "quantity": "4箱40套"})
    (warning,) = desk.dispatch({**SUIT, "ordered": ordered}).warnings
    assert (warning.code, warning.row, warning.stops) == ("cartons_differ", 1, False)
    for word in ("防护服", f"{going} 箱", f"{ordered[0]} 箱"):
        assert word in warning.text


def test_cartons_that_fit_are_taken_without_a_word(desk: Bench) -> None:
    desk.opening({**SUIT, "quantity": "3箱30套"}, {**SUIT, "quantity": "4箱40套"})
    assert desk.dispatch({**SUIT, "ordered": "5箱45套"}).warnings == ()
    assert desk.dispatch({**SUIT, "ordered": "2箱25套"}).warnings == ()
