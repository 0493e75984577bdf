"""What a field of a voucher's head can name: open ones first, closed ones last and told."""

from datetime import date

import pytest

from supplydesk.domain.lookup import entry
from supplydesk.services.lookup import KnownPlace
from supplydesk.services.pinyin import readings
from supplydesk.services.rosters import ListedIncident
from supplydesk.ui.document.head_choices import MOST, offered
from supplydesk.ui.document.kind import Known

TODAY = date(2022, 11, 28)
CLOSED = date(2022, 11, 20)


def _place(
    code: str, name: str, closed_on: date | None = None, kind: str = "site", contact: str = ""
) -> KnownPlace:
    one = entry(code, name, readings(name))
    return KnownPlace(one, code, name, kind, "county", "秦州区", "", contact, "", closed_on)


SITES = (
    _place("ZD0", "秦州区体育馆", CLOSED),
    _place("ZD1", "秦州区隔离点", contact="王××"),
    _place("ZD2", "秦州区检查站", TODAY, contact="李××"),
    _place("ZD3", "秦州区体校", date(2022, 11, 29), contact="赵××"),
    _place("CK1", "城东库", kind="warehouse"),
    _place("CK2", "城西库", CLOSED, kind="warehouse"),
)


def _offered(text: str, editor: str = "site", places: tuple[KnownPlace, ...] = SITES) -> list[str]:
    return [str(one.value) for one in offered(editor, text, Known(places=places), TODAY)]


def test_what_is_closed_stands_last_and_says_since_when() -> None:
    found = offered("site", "", Known(places=SITES), TODAY)
    assert [one.value for one in found] == ["ZD1", "ZD3", "ZD0", "ZD2"]
    assert [one.dim for one in found] == [False, False, True, True]
    assert [one.end for one in found] == ["王××", "赵××", "已停用 2022-11-20", "已停用 2022-11-28"]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("qz", ["ZD1", "ZD3", "ZD0", "ZD2"]),
        ("qzqt", ["ZD3", "ZD0"]),
        ("体育", ["ZD0"]),
        # Its code in full is no mistake; a beginning of it is not in full.
        ("ZD0", ["ZD0"]),
        ("zd", ["ZD1", "ZD3", "ZD0", "ZD2"]),
    ],
)
def test_what_is_closed_is_found_after_what_is_open(typed: str, codes: list[str]) -> None:
    assert _offered(typed) == codes


def test_a_closed_place_named_in_full_is_meant_unless_an_open_one_has_the_same_name() -> None:
    old, new = _place("A", "一号点", CLOSED), _place("B", "一号点东区")
    assert _offered("一号点", places=(old, new)) == ["A", "B"]
    again = _place("C", "一号点")
    assert _offered("一号点", places=(old, new, again)) == ["C", "A", "B"]


def test_warehouses_and_both_together() -> None:
    assert _offered("", "warehouse") == ["CK1", "CK2"]
    assert _offered("", "place") == ["ZD1", "ZD3", "CK1", "ZD0", "ZD2", "CK2"]


def test_closed_places_never_push_open_ones_out() -> None:
    closed = tuple(_place(f"A{at:03d}", f"旧点{at}", CLOSED) for at in range(MOST))
    found = _offered("", places=(*closed, *SITES))
    assert found[:2] == ["ZD1", "ZD3"]
    assert len(found) == MOST
    assert _offered("点", places=(*closed, *SITES))[0] == "ZD1"


def test_an_event_that_has_ended_says_so() -> None:
    known = Known(
        incidents=(
            ListedIncident("DZ", "地震", None, date(2021, 12, 1)),
            ListedIncident("YQ", "疫情防控", None, None),
        )
    )
    first, last = offered("incident", "", known, TODAY)
    assert (first.text, first.end, first.dim) == ("疫情防控", "", False)
    assert (last.text, last.end, last.dim) == ("地震", "已结束 2021-12-01", True)
    assert [one.value for one in offered("incident", "dz", known, TODAY)] == ["DZ"]
