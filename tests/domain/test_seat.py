"""Who sits here when nothing is said, and what holds where nothing was set."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from supplydesk.domain.seat import Seat, utc_now
from supplydesk.domain.settings import DeskSettings


def test_the_clock_of_a_seat_is_utc_whatever_the_machine_thinks() -> None:
    before = datetime.now(UTC)
    told = Seat().now()
    assert told.utcoffset() == timedelta(0)
    assert before <= told <= utc_now()


def test_a_new_desk_is_chinas_and_asks_for_no_steps() -> None:
    settings, seat = DeskSettings(), Seat()
    assert seat.zone == ZoneInfo(settings.zone) == ZoneInfo("Asia/Shanghai")
    assert (settings.review, settings.approve, settings.cut_off) == (False, False, None)
    assert settings.paper_due_hours == 48
    assert settings.copies == ("存根联", "仓库联", "接收联", "财务联")
    assert seat.person is None, "while a desk is being made nobody is signed in"
