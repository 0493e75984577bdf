"""A date that the books do not take is marked while it is typed, in the words of the posting."""

import pytest
from PySide6.QtCore import Qt

from supplydesk.services import periods
from supplydesk.store.database import write
from supplydesk.ui.desk import Desk
from tests.ui.keys import CTRL, SHIFT
from tests.ui.stories.clerk import NUMBER, Clerk


@pytest.fixture
def october_closed(desk: Desk) -> Desk:
    """The sample's desk after the month's end."""
    write(desk.database, desk.seat, lambda session: periods.close(session, "2022-10"))
    return desk


def _date(clerk: Clerk) -> None:
    """Warehouse, site and number, and back to the date."""
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    clerk.type("sj")
    clerk.enter()
    clerk.type("qz")
    clerk.enter()
    clerk.compose(NUMBER)
    clerk.press(Qt.Key.Key_Backtab, SHIFT, times=3)
    assert clerk.focus is clerk.page.body.head.widgets["voucher_date"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("9-30", "before_books"),
        ("2021-11-28", "before_books"),
        ("10-31", "period_closed"),
        ("11-29", "date_in_future"),
        ("2023-11-28", "date_in_future"),
    ],
)
def test_a_date_is_marked_before_a_line_is_typed_and_refused_in_the_same_words(
    october_closed: Desk, clerk: Clerk, typed: str, code: str
) -> None:
    _date(clerk)
    clerk.type(typed)
    clerk.settle()
    body = clerk.page.body
    field = body.head.widgets["voucher_date"]
    found = [one for one in body.problems if one.field == "voucher_date"]
    assert [one.code for one in found] == [code]
    said = found[0].text
    assert field.property("wrong") == "true"
    assert (field.toolTip(), field.accessibleName()) == (said, f"单据日期 {said}")
    assert body.strip.isVisible()
    clerk.enter()
    clerk.line("mb", "10")
    clerk.settle()
    clerk.post()
    assert clerk.page.paper.state == "draft"
    assert said in clerk.told()
    clerk.next_problem()
    assert clerk.focus is field
    clerk.over("11-28")
    clerk.settle()
    assert clerk.codes == set()
    clerk.post()
    assert clerk.page.paper.state == "posted"


def test_a_wrong_date_is_one_mistake_and_unfolds_nothing(clerk: Clerk) -> None:
    """When the goods left stands behind 更多 and was not typed."""
    _date(clerk)
    clerk.type("11-29")
    clerk.settle()
    assert clerk.codes == {"date_in_future"}
    assert not clerk.page.body.head.widgets["effective_at"].isVisible()


def test_a_telephone_order_of_tomorrow_is_marked_at_its_time(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    head = clerk.page.body.head
    clerk.type("sj")
    clerk.enter()
    clerk.type("qz")
    clerk.enter()
    clerk.press(Qt.Key.Key_Backtab, SHIFT)
    assert clerk.focus is head.widgets["basis"]
    clerk.press(Qt.Key.Key_Down)
    clerk.enter()
    clerk.compose("王局")
    clerk.enter()
    clerk.compose("李××")
    clerk.press(Qt.Key.Key_Tab)
    assert clerk.focus is head.widgets["phoned_at"]
    clerk.over("11-29 08:00")
    clerk.settle()
    assert clerk.codes == {"ordered_in_future"}
    assert head.widgets["phoned_at"].property("wrong") == "true"
    assert not head.widgets["given_by"].property("wrong")
