"""What cannot be printed on is refused when it is chosen, not when it is printed."""

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.papers.stationery import Stationery


@pytest.mark.parametrize("offset", [4.1, -6.0, float("nan")])
def test_an_offset_off_the_sheet_is_refused(offset: float) -> None:
    with pytest.raises(Refused) as across:
        Stationery("局", offset_x=offset)
    assert across.value.problems[0].field == "offset_x"
    with pytest.raises(Refused) as down:
        Stationery("局", offset_y=offset)
    assert down.value.problems[0].field == "offset_y"


def test_more_copies_than_ordinals_are_refused() -> None:
    with pytest.raises(Refused):
        Stationery("局", copies=tuple("甲" * 11))


def test_a_copy_whose_name_is_longer_than_a_low_sheet_is_refused() -> None:
    Stationery("局", copies=("甲" * 16,))
    with pytest.raises(Refused) as refused:
        Stationery("局", copies=("存根联", "甲" * 17))
    assert "甲" * 17 in refused.value.problems[0].text


def test_copies_are_numbered() -> None:
    desk = Stationery("局", copies=("存根联", "随货联"))
    assert desk.copy_label(2) == "第二联　随货联"
    assert desk.copy_key() == ("①存根联", "②随货联")
