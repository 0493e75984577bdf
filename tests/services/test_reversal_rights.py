"""Reversing a paper: who may, and what comes of it."""

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import drafts, people, reversal, settings
from supplydesk.services.posted import Posted
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import refused

BED = {"item": "101006"}


@pytest.fixture
def signed(desk: Bench) -> Bench:
    """A desk of three whose papers are approved: 张×× prepares, 王×× approves."""
    desk.opening({**BED, "quantity": "10"})
    with desk.transaction() as session:
        people.add(session, "张××", "clerk")
        people.add(session, "王××", "approver")
        settings.save(session, approve=True)
    return desk


def sent(desk: Bench, maker: str = "张××", approver: str = "王××") -> Posted:
    form = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "3"}))
    clerk, other = desk.sitting(maker), desk.sitting(approver)
    write(desk.database, clerk.seat, lambda s: drafts.save(s, form))
    write(desk.database, other.seat, lambda s: drafts.approve(s, form.key))
    return write(desk.database, clerk.seat, lambda s: drafts.post_draft(s, form.key))


def test_a_clerk_alone_cannot_undo_what_was_approved(signed: Bench) -> None:
    number = sent(signed).number
    clerk = signed.sitting("张××")
    for work in (
        lambda s: reversal.reverse(s, number, "填错", "r"),
        lambda s: reversal.reverse_and_copy(s, number, "填错", "r", "c"),
    ):
        (problem,) = refused(clerk, work)
        assert problem.code == "not_allowed"
        for word in ("张××", "李××", "王××", "批准"):
            assert word in problem.text


def test_the_approver_reverses_and_the_clerk_asks_for_the_copy(signed: Bench) -> None:
    number = sent(signed).number
    clerk, approver = signed.sitting("张××"), signed.sitting("王××")
    write(signed.database, approver.seat, lambda s: reversal.reverse(s, number, "填错", "r"))
    assert signed.on_hand("W1-good-0", "101006") == 10_000
    posted, draft = write(
        signed.database,
        clerk.seat,
        lambda s: reversal.reverse_and_copy(s, number, "填错", "r", "c"),
    )
    assert posted.again
    assert (draft.key, draft.state) == ("c", "draft")
    maker = signed.rows("SELECT p.name FROM draft d JOIN person p ON p.id = d.prepared_by")
    assert maker == [("张××",)]


def test_who_prepared_it_does_not_reverse_it_alone(signed: Bench) -> None:
    """An administrator may approve, but what she typed herself somebody else undoes."""
    number = sent(signed, maker="李××").number
    (problem,) = refused(signed, lambda s: reversal.reverse(s, number, "填错", "r"))
    assert (problem.code, problem.field) == ("same_person", "number")
    assert "王××" in problem.text
    assert "张××" not in problem.text, "she may not approve"
    approver = signed.sitting("王××")
    write(signed.database, approver.seat, lambda s: reversal.reverse(s, number, "填错", "r"))


def test_one_person_alone_reverses_with_the_steps_on(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "10"})
    number = desk.dispatch({**BED, "ordered": "3"}).number
    write(desk.database, desk.seat, lambda s: settings.save(s, review=True))
    posted = write(desk.database, desk.seat, lambda s: reversal.reverse(s, number, "填错", "r"))
    assert not posted.again


def test_without_steps_whoever_prepared_it_reverses_it(signed: Bench) -> None:
    number = sent(signed).number
    write(signed.database, signed.seat, lambda s: settings.save(s, approve=False))
    clerk = signed.sitting("张××")
    write(signed.database, clerk.seat, lambda s: reversal.reverse(s, number, "填错", "r"))


def test_who_may_review_reverses_where_papers_are_only_reviewed(signed: Bench) -> None:
    number = sent(signed).number
    with signed.transaction() as session:
        people.add(session, "赵××", "reviewer")
        settings.save(session, review=True, approve=False)
    reviewer = signed.sitting("赵××")
    write(signed.database, reviewer.seat, lambda s: reversal.reverse(s, number, "填错", "r"))


def test_nobody_else_who_may_is_named_by_dots(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "10"})
    number = desk.dispatch({**BED, "ordered": "3"}).number
    with desk.transaction() as session:
        people.add(session, "张××", "clerk")
        settings.save(session, approve=True)
    with pytest.raises(Refused) as raised:
        write(desk.database, desk.seat, lambda s: reversal.reverse(s, number, "填错", "r"))
    assert raised.value.problems[0].text.endswith("……。")


def test_papers_that_counted_on_the_goods_are_named(signed: Bench) -> None:
    """The opening paper was wrong, whoever counts on it; but the desk is told who does."""
    approver = signed.sitting("王××")
    form = signed.form("dispatch", **dispatch_fields({**BED, "ordered": "8"}))
    write(signed.database, signed.seat, lambda s: drafts.save(s, form))
    write(signed.database, approver.seat, lambda s: drafts.approve(s, form.key))
    opening = "QC-20220930-001"
    undone = write(
        signed.database, approver.seat, lambda s: reversal.reverse(s, opening, "填错", "r")
    )
    (warning,) = undone.warnings
    assert (warning.code, warning.stops) == ("held_for_others", False)
    for word in (opening, "DB-20221024-001"):
        assert word in warning.text


def test_goods_that_nobody_holds_go_back_without_a_word(signed: Bench) -> None:
    number = sent(signed).number
    approver = signed.sitting("王××")
    undone = write(
        signed.database, approver.seat, lambda s: reversal.reverse(s, number, "填错", "r")
    )
    assert undone.warnings == ()


def test_who_took_the_goods_is_named_and_nobody_else(desk: Bench) -> None:
    """What a site sent back left again with the third slip; neither with its own nor before."""
    desk.opening({**BED, "quantity": "100"})
    first = desk.dispatch({**BED, "ordered": "1"}, voucher_date="2022-10-09").number
    slip = desk.dispatch({**BED, "ordered": "9"}, voucher_date="2022-10-10").number
    line = {"line": 1, "received": "5", "refused": "4"}
    receipt = desk.post(
        "confirmation", dispatch=slip, lines=[line], voucher_date="2022-10-12"
    ).number
    third = desk.dispatch({**BED, "ordered": "94"}, voucher_date="2022-10-13").number
    short, named = refused(desk, lambda s: reversal.reverse(s, receipt, "填错", "r"))
    assert (short.code, named.code) == ("not_enough_then", "goods_left_again")
    for word in ("折叠床", "4张", "2022-10-13"):
        assert word in short.text
    assert third in named.text
    assert slip not in named.text
    assert first not in named.text
