"""The books of a month never end below zero, whatever is reversed or dated later."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from supplydesk.services import documents, periods, reversal, stock_summary
from supplydesk.services.forms import AnyForm
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
BED = {"item": "101006"}


@pytest.fixture
def november(desk: Bench) -> Bench:
    """Ninety beds; all of them went out in October, by mistake, which is reversed in November."""
    desk.opening({**BED, "quantity": "90"})
    slip = desk.dispatch({**BED, "ordered": "90"}).number
    desk.clock.at = datetime(2022, 11, 2, 9, 0, tzinfo=SHANGHAI)
    write(desk.database, desk.seat, lambda s: reversal.reverse(s, slip, "填错", "r"))
    return desk


def again(desk: Bench, ordered: int, day: str) -> AnyForm:
    line: dict[str, object] = {**BED, "ordered": str(ordered)}
    fields = dispatch_fields(line, voucher_date=day, effective_at="2022-10-30T08:00")
    return desk.form("dispatch", **fields)


def booked(desk: Bench, month: str) -> tuple[int, int, int]:
    with desk.reading() as session:
        (row,) = stock_summary.summary(session, month, warehouse="W1").rows
    return int(row.opening), int(row.outgoing.subtotal), int(row.closing)


def test_goods_taken_back_in_november_are_not_issued_once_more_in_octobers_books(
    november: Bench,
) -> None:
    wrong = again(november, 50, "2022-10-31")
    (problem,) = refused(november, lambda s: documents.post(s, wrong))
    assert (problem.code, problem.field, problem.row) == ("not_enough_booked", "voucher_date", None)
    for word in ("折叠床", "2022-10", "50张", "2022-11"):
        assert word in problem.text
    right = again(november, 50, "2022-11-02")
    write(november.database, november.seat, lambda s: documents.post(s, right))
    assert booked(november, "2022-10") == (90, 90, 0)
    assert booked(november, "2022-11") == (0, -40, 40)
    write(november.database, november.seat, lambda s: periods.close(s, "2022-10"))


def test_what_the_month_still_has_may_go_out_late(desk: Bench) -> None:
    """Sixty went out in October and came back in November: October's books have thirty left."""
    desk.opening({**BED, "quantity": "90"})
    slip = desk.dispatch({**BED, "ordered": "60"}).number
    desk.clock.at = datetime(2022, 11, 2, 9, 0, tzinfo=SHANGHAI)
    write(desk.database, desk.seat, lambda s: reversal.reverse(s, slip, "填错", "r"))
    over, fits = again(desk, 31, "2022-10-31"), again(desk, 30, "2022-10-31")
    assert [one.code for one in refused(desk, lambda s: documents.post(s, over))] == [
        "not_enough_booked"
    ]
    write(desk.database, desk.seat, lambda s: documents.post(s, fits))
    assert booked(desk, "2022-10") == (90, 90, 0)


def test_the_month_in_which_it_fits_is_named_over_several(november: Bench) -> None:
    """In November everything went out again and came back in December."""
    slip = november.dispatch({**BED, "ordered": "80"}).number
    november.clock.at = datetime(2022, 12, 5, 9, 0, tzinfo=SHANGHAI)
    write(november.database, november.seat, lambda s: reversal.reverse(s, slip, "填错", "r2"))
    form = again(november, 20, "2022-10-31")
    (problem,) = refused(november, lambda s: documents.post(s, form))
    assert "2022-12" in problem.text
    less = again(november, 10, "2022-10-31")
    (problem,) = refused(november, lambda s: documents.post(s, less))
    assert "2022-11" in problem.text
    assert "10张" in problem.text
    dated = again(november, 10, "2022-11-02")
    write(november.database, november.seat, lambda s: documents.post(s, dated))
    assert booked(november, "2022-11") == (0, 0, 0)


def test_a_lot_that_the_months_books_can_spare_goes_before_one_that_they_cannot(
    desk: Bench,
) -> None:
    """Lot A came back in November; lot B has lain there all the time."""
    desk.opening(
        {**BED, "quantity": "100", "lot_number": "A", "expires": "2030-01-01"},
        {**BED, "quantity": "100", "lot_number": "B", "expires": "2031-01-01"},
    )
    slip = desk.dispatch({**BED, "ordered": "100"}).number
    desk.clock.at = datetime(2022, 11, 2, 9, 0, tzinfo=SHANGHAI)
    write(desk.database, desk.seat, lambda s: reversal.reverse(s, slip, "填错", "r"))
    form = again(desk, 50, "2022-10-31")
    posted = write(desk.database, desk.seat, lambda s: documents.post(s, form))
    assert desk.rows(
        "SELECT l.lot_number, m.quantity FROM movement m JOIN lot l ON l.id = m.lot "
        "WHERE m.document = ?",
        posted.id,
    ) == [("B", 50_000)]
    rest = desk.form(
        "dispatch",
        **dispatch_fields(
            {**BED, "ordered": "30"},
            {**BED, "ordered": "20"},
            voucher_date="2022-10-31",
            effective_at="2022-10-30T08:00",
        ),
    )
    write(desk.database, desk.seat, lambda s: documents.post(s, rest))
    assert booked(desk, "2022-10") == (200, 200, 0)
    one_more = again(desk, 1, "2022-10-31")
    (problem,) = refused(desk, lambda s: documents.post(s, one_more))
    assert problem.code == "not_enough_booked"
    # Dated in the month in which it came back, the lot that expires first goes.
    dated = again(desk, 1, "2022-11-02")
    write(desk.database, desk.seat, lambda s: documents.post(s, dated))
    assert desk.rows("SELECT lot_number FROM lot WHERE id = (SELECT lot FROM movement "
                     "ORDER BY sequence DESC LIMIT 1)") == [("A",)]  # fmt: skip
