"""What is wrong with a paper's dates is told while it is typed, as posting would tell it."""

from datetime import date

import pytest

from supplydesk.services import documents, drafting, ledger, settings
from supplydesk.services.forms import AnyForm
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import refused

BED = {"item": "101006"}


@pytest.fixture
def november(desk: Bench) -> Bench:
    """The 2nd of November, October closed."""
    desk.opening({**BED, "quantity": "100"})
    desk.dispatch({**BED, "ordered": "1"})
    desk.clock.forward(days=9)
    write(desk.database, desk.seat, lambda s: ledger.close_period(s, 202210))
    return desk


def _dispatch(desk: Bench, **fields: object) -> AnyForm:
    return desk.form("dispatch", **dispatch_fields({**BED, "ordered": "1"}, **fields))


def _opening(desk: Bench, **fields: object) -> AnyForm:
    lines = [{**BED, "quantity": "1"}]
    return desk.form("opening", **{"place": "W1", "lines": lines, **fields})


def _told(desk: Bench, form: AnyForm) -> list[tuple[str, str | None]]:
    """Code and field of each problem; posting refuses *form* with the same, word for word."""
    with desk.reading() as session:
        looked = drafting.look_at(session, form).problems
    posted = refused(desk, lambda session: documents.post(session, form))
    assert set(posted) <= set(looked)
    return [(one.code, one.field) for one in looked if one in posted]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"voucher_date": "2022-09-30"}, [("before_books", "voucher_date")]),
        ({"voucher_date": "2022-10-31"}, [("period_closed", "voucher_date")]),
        # When its goods moved was not typed: that is no second mistake.
        ({"voucher_date": "2022-11-03"}, [("date_in_future", "voucher_date")]),
        (
            {"voucher_date": "2023-11-02", "effective_at": "2022-11-01"},
            [("date_in_future", "voucher_date")],
        ),
        ({"effective_at": "2022-11-02T09:31"}, [("moved_in_future", "effective_at")]),
    ],
)
def test_a_day_on_which_no_dispatch_may_be_dated_is_marked(
    november: Bench, fields: dict[str, object], told: list[tuple[str, str]]
) -> None:
    assert _told(november, _dispatch(november, **fields)) == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "period_closed"),
        ({"voucher_date": "2022-10-01"}, "opening_in_books"),
        ({"voucher_date": "2022-09-30"}, "period_closed"),
    ],
)
def test_a_day_on_which_no_opening_stock_may_be_dated_is_marked(
    november: Bench, fields: dict[str, object], told: str
) -> None:
    assert _told(november, _opening(november, **fields)) == [(told, "voucher_date")]


@pytest.mark.parametrize("cut_off", [None, 25])
def test_goods_that_moved_after_the_papers_month_are_marked_where_it_has_not_begun(
    desk: Bench, cut_off: int | None
) -> None:
    """No paper is dated in October yet: its month ends all the same where it will end."""
    desk.opening({**BED, "quantity": "100"})
    write(desk.database, desk.seat, lambda s: settings.save(s, cut_off=cut_off))
    desk.clock.forward(days=9)
    day = date(2022, 10, cut_off or 31)
    late = _dispatch(desk, voucher_date=day.isoformat(), effective_at="2022-11-01")
    assert _told(desk, late) == [("moved_after_period", "effective_at")]
    within = _dispatch(desk, voucher_date=day.isoformat(), effective_at=day.isoformat())
    with desk.reading() as session:
        assert drafting.look_at(session, within).problems == ()
    assert len(desk.rows("SELECT id FROM period")) == 1, "looking makes no month"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"at": "2022-11-02T09:31"}, ("ordered_in_future", "phone.at")),
        (
            {"at": "2022-11-02T09:00", "paper_due": "2022-11-02T08:00"},
            ("due_before_order", "phone.paper_due"),
        ),
    ],
)
def test_a_telephone_order_of_the_future_is_marked_where_its_time_is_typed(
    november: Bench, fields: dict[str, str], told: tuple[str, str]
) -> None:
    phone = {"given_by": "李××", "noted_by": "王××", **fields}
    form = _dispatch(november, instruction=None, phone=phone)
    assert _told(november, form) == [told]


def test_a_receipt_is_marked_at_the_time_that_cannot_be(november: Bench) -> None:
    slip = november.dispatch({**BED, "ordered": "1"}, voucher_date="2022-11-01").number

    def receipt(**fields: object) -> list[tuple[str, str | None]]:
        form = november.form("confirmation", dispatch=slip, all_received=True, **fields)
        return _told(november, form)

    assert receipt(arrived_at="2022-11-02T09:31") == [("arrives_in_future", "arrived_at")]
    assert receipt(arrived_at="2022-10-31T08:00") == [("arrived_before_it_left", "arrived_at")]
    assert receipt(voucher_date="2022-10-31") == [("period_closed", "voucher_date")]
