"""Days and moments as people type them."""

from datetime import date

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.domain.typed_moment import read_day, read_moment

TODAY = date(2022, 10, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-10-21", date(2022, 10, 21)),
        ("10-21", date(2022, 10, 21)),
        ("10/1", date(2022, 10, 1)),
        ("2021.9.3", date(2021, 9, 3)),
        ("2022年10月21日", date(2022, 10, 21)),
        ("１０月２１日", date(2022, 10, 21)),
        ("今天", TODAY),
        ("昨天", date(2022, 10, 23)),
        ("Tomorrow", date(2022, 10, 25)),
        ("  ", None),
    ],
)
def test_a_day_is_read(text: str, day: date | None) -> None:
    assert read_day(text, TODAY, "voucher_date") == day


@pytest.mark.parametrize("text", ["2022-13-01", "24", "10-21 18:00", "soon", "2022-10-211", "1e9"])
def test_what_is_no_day_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_day(text, TODAY, "voucher_date")
    assert [(one.code, one.field) for one in refused.value.problems] == [("no_day", "voucher_date")]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("10-21 18:00", "2022-10-21T18:00:00"),
        ("2022-10-21T08:05", "2022-10-21T08:05:00"),
        ("昨天 7:30", "2022-10-23T07:30:00"),
        ("18：30", "2022-10-24T18:30:00"),
        ("9时", "2022-10-24T09:00:00"),
        ("10-21", "2022-10-21"),
    ],
)
def test_a_moment_is_read(text: str, moment: str) -> None:
    found = read_moment(text, TODAY, "needed_by")
    assert found is not None
    assert found.isoformat() == moment
    assert read_moment(" ", TODAY, "needed_by") is None


@pytest.mark.parametrize("text", ["10-21 25:00", "10-21 soon", "18:75", "later"])
def test_what_is_no_moment_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_moment(text, TODAY, "needed_by")
    assert [(one.code, one.field) for one in refused.value.problems] == [("no_moment", "needed_by")]
