"""What a return receipt may say of a slip, and when its goods can have arrived."""

from datetime import UTC, datetime

import pytest

from supplydesk.services import documents
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
