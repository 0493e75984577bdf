"""Months: listed, closed when they are over, reopened for a reason."""

from datetime import date

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.queries.verify import verify
from supplydesk.services import drafts, people, settings
from supplydesk.services.periods import (
    Month,
    books_begin,
    close,
    find,
    months,
    read_month,
    reopen,
)
from tests.databases import Bench, dispatch_fields

BED = {"item": "101006"}


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening({**BED, "quantity": "100"})
    desk.dispatch({**BED, "ordered": "1"})
    return desk


def closed(desk: Bench, month: str) -> Month:
    with desk.transaction() as session:
        return close(session, month)


def listed(desk: Bench) -> tuple[Month, ...]:
    with desk.reading() as session:
        return months(session)


def code(desk: Bench, month: str, *, again: str | None = None) -> str:
    """Why closing (or opening *again*) is refused."""
    with pytest.raises(Refused) as refused, desk.transaction() as session:
        close(session, month) if again is None else reopen(session, month, again)
    return refused.value.problems[0].code


def test_a_month_is_closed_when_it_is_over(stocked: Bench) -> None:
    assert code(stocked, "2022-10") == "period_not_over"
    stocked.clock.forward(days=7)
    done = closed(stocked, "2022年10月")
    assert (done.name, done.closed, done.closings) == ("2022-10", True, 1)
    assert (done.starts_on, done.ends_on) == (date(2022, 10, 1), date(2022, 10, 31))
    assert done.changed_by == "李××"
    assert done.changed_at is not None
    assert f"{done.changed_at:%Y-%m-%d %H:%M}" == "2022-10-31 09:30"
    assert done.head == stocked.rows("SELECT hash FROM chain_head")[0][0]
    assert code(stocked, "2022-10") == "period_closed"
    assert listed(stocked) == (done,)


def test_the_first_day_of_the_books_is_known(desk: Bench) -> None:
    with desk.reading() as session:
        assert books_begin(session) == date(2022, 10, 1)


def test_a_quiet_month_is_closed_too(stocked: Bench) -> None:
    stocked.clock.forward(days=45)
    assert code(stocked, "2022-11") == "earlier_period_open"
    closed(stocked, "2022-10")
    assert closed(stocked, "2022-11").closed
    # December was made on the way, as the month of the desk's day.
    assert [month.closed for month in listed(stocked)] == [True, True, False]
    assert code(stocked, "2022-12") == "period_not_over"
    assert code(stocked, "2023-01") == "no_period"
    assert code(stocked, "2022-09") == "before_books"
    assert verify(stocked.database, stocked.seat).sound


def test_a_numbered_paper_that_is_not_posted_holds_the_month_open(stocked: Bench) -> None:
    form = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "2"}))
    with stocked.transaction() as session:
        settings.save(session, approve=True)
        drafts.save(session, form)
        drafts.approve(session, form.key)
    stocked.clock.forward(days=10)
    with pytest.raises(Refused) as refused:
        closed(stocked, "2022-10")
    assert "DB-20221024-002" in str(refused.value)
    assert not listed(stocked)[0].closed
    with stocked.transaction() as session:
        drafts.void(session, form.key, "不再需要")
    assert closed(stocked, "2022-10").closed


def test_the_latest_closed_month_is_opened_again_for_a_reason(stocked: Bench) -> None:
    stocked.clock.forward(days=45)
    for month in ("2022-10", "2022-11"):
        closed(stocked, month)
    assert code(stocked, "2022-10", again="补单") == "not_latest_closed"
    assert code(stocked, "2022-12", again="补单") == "not_closed"
    assert code(stocked, "2022-11", again="  ") == "no_reason"
    with stocked.transaction() as session:
        opened = reopen(session, "2022-11", "补单")
    assert (opened.closed, opened.closings) == (False, 1)
    assert "补单" in stocked.rows("SELECT content FROM journal WHERE kind = 'reopen'")[0][0]
    before = opened.head
    again = closed(stocked, "2022-11")
    assert again.closings == 2
    assert again.head != before


def test_before_the_first_paper_there_is_no_month(desk: Bench) -> None:
    assert listed(desk) == ()
    with desk.reading() as session, pytest.raises(Refused) as refused:
        find(session, "2022-10")
    assert refused.value.problems[0].code == "no_period"
    with desk.reading() as session, pytest.raises(Refused) as refused:
        find(session, "2022-09")
    assert refused.value.problems[0].code == "before_books"


@pytest.mark.parametrize(
    ("role", "may_close", "may_reopen"),
    [("clerk", True, False), ("approver", True, True), ("viewer", False, False)],
)
def test_who_may(stocked: Bench, role: str, *, may_close: bool, may_reopen: bool) -> None:
    stocked.clock.forward(days=10)
    with stocked.transaction() as session:
        people.add(session, "赵××", role)
    other = stocked.sitting("赵××")
    if may_close:
        closed(other, "2022-10")
    else:
        assert code(other, "2022-10") == "not_allowed"
        closed(stocked, "2022-10")
    if may_reopen:
        with other.transaction() as session:
            assert not reopen(session, "2022-10", "补单").closed
    else:
        assert code(other, "2022-10", again="补单") == "not_allowed"


@pytest.mark.parametrize("typed", ["2022-10", "202210", "２０２２-１０", "2022年10月", " 2022-10 "])
def test_a_month_as_it_is_typed(typed: str) -> None:
    assert read_month(typed) == "2022-10"


@pytest.mark.parametrize("typed", ["", "2022", "2022-00", "2022-13", "22-10", "2022-10-01", "x"])
def test_what_is_no_month(typed: str) -> None:
    with pytest.raises(Refused):
        read_month(typed)


def test_a_single_digit_month_in_words() -> None:
    assert read_month("2022年9月") == "2022-09"
