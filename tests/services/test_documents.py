"""Posting: once by key, in an open month, under three times, and never half."""

from datetime import UTC, date, datetime

import pytest

from supplydesk.queries.verify import verify
from supplydesk.services import documents, drafts, ledger, posted, settings
from supplydesk.services.forms import AnyForm
from supplydesk.store.columns import micros
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import codes, refused

BED = {"item": "101006"}


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening({**BED, "quantity": "100"})
    return desk


def form_of(desk: Bench, **fields: object) -> AnyForm:
    """A dispatch of one bed under the key "k", changed by *fields*."""
    line: dict[str, object] = {**BED, "ordered": "1"}
    return desk.form("dispatch", **{"key": "k", **dispatch_fields(line, **fields)})


def wrong(desk: Bench, **fields: object) -> list[str]:
    form = form_of(desk, **fields)
    return codes(desk, lambda s: documents.post(s, form))


def utc(*parts: int) -> int:
    return micros(datetime(*parts, tzinfo=UTC))  # type: ignore[misc,arg-type]


# Once ---------------------------------------------------------------------------------------------


def test_the_same_key_with_the_same_content_is_the_same_document(stocked: Bench) -> None:
    form = form_of(stocked)
    first, again = (
        write(stocked.database, stocked.seat, lambda s: documents.post(s, form)) for _ in range(2)
    )
    assert not first.again
    assert again.again
    assert (again.id, again.number, again.head) == (first.id, first.number, first.head)
    assert stocked.on_hand("W1-transit", "101006") == 1000


def test_the_same_key_is_known_again_whatever_changed_meanwhile(stocked: Bench) -> None:
    """The answer was lost; now the month is closed, the stock is gone and steps are asked for."""
    form = form_of(stocked)
    first = write(stocked.database, stocked.seat, lambda s: documents.post(s, form))
    stocked.dispatch({**BED, "ordered": "99"})
    stocked.clock.forward(days=9)
    write(stocked.database, stocked.seat, lambda s: ledger.close_period(s, 202210))
    write(stocked.database, stocked.seat, lambda s: settings.save(s, approve=True))
    again = write(stocked.database, stocked.seat, lambda s: documents.post(s, form))
    assert (again.again, again.number) == (True, first.number)


@pytest.mark.parametrize(
    "fields",
    [
        {"note": "另一张"},
        {"site": "S2"},
        {"voucher_date": "2022-10-24"},  # even what would have come to the same
        {"lines": [{**BED, "ordered": "2"}]},
        {"lines": [{**BED, "ordered": "1"}] * 2},
    ],
)
def test_the_same_key_with_other_content_is_refused(
    stocked: Bench, fields: dict[str, object]
) -> None:
    form = form_of(stocked)
    number = write(stocked.database, stocked.seat, lambda s: documents.post(s, form)).number
    other = form_of(stocked, **fields)
    (problem,) = refused(stocked, lambda s: documents.post(s, other))
    assert (problem.code, problem.field) == ("key_used", "key")
    assert number in problem.text


def test_a_key_belongs_to_one_document_of_any_kind(stocked: Bench) -> None:
    key = stocked.rows("SELECT key FROM document")[0][0]
    form = form_of(stocked, key=key)
    assert codes(stocked, lambda s: documents.post(s, form)) == ["key_used"]


# Months -------------------------------------------------------------------------------------------


def test_a_closed_month_takes_nothing_more(stocked: Bench) -> None:
    stocked.dispatch({**BED, "ordered": "1"})
    stocked.clock.forward(days=9)
    write(stocked.database, stocked.seat, lambda s: ledger.close_period(s, 202210))
    assert wrong(stocked, voucher_date="2022-10-31") == ["period_closed"]
    with stocked.transaction() as session:
        settings.save(session, approve=True)
        drafts.save(session, form_of(stocked, voucher_date="2022-10-31"))
    assert codes(stocked, lambda s: drafts.approve(s, "k")) == ["period_closed"]


def test_a_late_paper_of_a_closed_month_lands_in_an_open_one(stocked: Bench) -> None:
    """It keeps the day on which its goods moved; the closed month's figures stand."""
    stocked.dispatch({**BED, "ordered": "1"})
    stocked.clock.forward(days=9)
    write(stocked.database, stocked.seat, lambda s: ledger.close_period(s, 202210))
    before = stocked.rows("SELECT * FROM closing ORDER BY place, lot")
    slip = stocked.dispatch({**BED, "ordered": "5"}, effective_at="2022-10-20")
    assert slip.number == "DB-20221102-001"
    (row,) = stocked.rows("SELECT period, effective_at FROM document WHERE id = ?", slip.id)
    assert row == (202211, utc(2022, 10, 20, 15, 59, 59, 999_999))
    assert stocked.rows("SELECT * FROM closing ORDER BY place, lot") == before
    assert verify(stocked.database, stocked.seat).sound


def test_the_books_begin_on_their_day(stocked: Bench) -> None:
    assert wrong(stocked, voucher_date="2022-09-30") == ["before_books"]
    stocked.dispatch({**BED, "ordered": "1"}, voucher_date="2022-10-01")


# Three times --------------------------------------------------------------------------------------


def test_a_paper_of_today_moved_its_goods_now(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "1"})
    assert slip.voucher_date == "2022-10-24"
    (row,) = stocked.rows("SELECT effective_at, recorded_at FROM document WHERE id = ?", slip.id)
    assert row == (micros(stocked.clock.at), micros(stocked.clock.at))


@pytest.mark.parametrize(
    ("fields", "moved"),
    [
        # An earlier day without a time is its last instant, as the desk's zone has it.
        ({"voucher_date": "2022-10-20"}, (2022, 10, 20, 15, 59, 59, 999_999)),
        ({"effective_at": "2022-10-20"}, (2022, 10, 20, 15, 59, 59, 999_999)),
        ({"effective_at": "2022-10-20T08:30"}, (2022, 10, 20, 0, 30)),
        ({"effective_at": "2022-10-20T08:30:00+00:00"}, (2022, 10, 20, 8, 30)),
        # The paper is of the 21st, its goods had left the day before.
        (
            {"voucher_date": "2022-10-21", "effective_at": "2022-10-20T23:00"},
            (2022, 10, 20, 15, 0),
        ),
    ],
)
def test_when_the_goods_moved(
    stocked: Bench, fields: dict[str, object], moved: tuple[int, ...]
) -> None:
    slip = stocked.dispatch({**BED, "ordered": "1"}, **fields)
    assert slip.voucher_date == fields.get("voucher_date", "2022-10-24")
    (row,) = stocked.rows("SELECT effective_at, recorded_at FROM document WHERE id = ?", slip.id)
    assert row == (utc(*moved), micros(stocked.clock.at)), "and when it was recorded is kept too"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"voucher_date": "2022-10-25"}, "date_in_future"),
        ({"effective_at": "2022-10-24T09:31"}, "moved_in_future"),
        ({"effective_at": "2022-10-25"}, "moved_in_future"),
    ],
)
def test_nothing_is_of_the_future(stocked: Bench, fields: dict[str, object], code: str) -> None:
    assert code in wrong(stocked, **fields)


def test_goods_do_not_move_after_the_month_of_their_paper(stocked: Bench) -> None:
    """Or the closing of that month would hold what had not happened yet."""
    stocked.clock.forward(days=9)
    fields = {"voucher_date": "2022-10-31", "effective_at": "2022-11-01T00:00"}
    assert wrong(stocked, **fields) == ["moved_after_period"]
    stocked.dispatch(
        {**BED, "ordered": "1"}, voucher_date="2022-10-31", effective_at="2022-10-31T23:59"
    )


def test_the_desks_day_is_its_zones_and_not_the_machines(stocked: Bench) -> None:
    stocked.clock.at = datetime(2022, 10, 24, 16, 30, tzinfo=UTC)  # half past midnight at the desk
    assert stocked.dispatch({**BED, "ordered": "1"}).number == "DB-20221025-001"


def test_the_order_of_things_is_the_journals_whatever_their_dates(stocked: Bench) -> None:
    days = ("2022-10-24", "2022-10-03", "2022-10-15")
    slips = [stocked.dispatch({**BED, "ordered": "1"}, voucher_date=day) for day in days]
    assert sorted(slip.id for slip in slips) == [slip.id for slip in slips]
    in_order = stocked.rows("SELECT voucher_date FROM document WHERE kind='dispatch' ORDER BY id")
    assert [row[0] for row in in_order] == list(days)


# Looking before posting ---------------------------------------------------------------------------


def test_a_check_says_what_posting_would_and_writes_nothing(stocked: Bench) -> None:
    form = form_of(stocked, site="S9", voucher_date="2022-10-25")
    with stocked.reading() as session:
        found = documents.check(session, form)
    assert {"date_in_future", "unknown_site"} <= {one.code for one in found}
    with stocked.reading() as session:
        assert documents.check(session, form_of(stocked)) == ()
    assert stocked.rows("SELECT COUNT(*) FROM document") == [(1,)]


def test_a_paper_is_found_by_its_number(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "1"})
    with stocked.reading() as session:
        assert posted.find(session, slip.number).id == slip.id
        form = posted.form_of(posted.find(session, slip.number))
    assert form.payload() == form_of(stocked, key=slip.key).payload()
    assert codes(stocked, lambda s: posted.find(s, "DB-20221024-999")) == ["unknown_number"]


def test_a_measure_is_copied_into_the_line_as_it_was(stocked: Bench) -> None:
    line = stocked.rows("SELECT content FROM document_line")[0][0]
    assert '"measure":["张",0,[["包","1",1]]]' in line
    assert date(2022, 9, 30).isoformat() == stocked.rows("SELECT voucher_date FROM document")[0][0]
