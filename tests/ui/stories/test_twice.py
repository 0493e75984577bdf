"""A slip written by hand that is typed a second time: told at its field, and before posting."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from supplydesk.services import documents
from supplydesk.services.forms import DOCUMENT
from supplydesk.store.database import write
from supplydesk.ui.desk import Desk
from supplydesk.ui.parts.dialog import Dialog
from tests.ui.conftest import PATIENCE
from tests.ui.keys import CTRL, SHIFT
from tests.ui.stories.clerk import NUMBER, Clerk


def _posted(desk: Desk) -> str:
    """The slip's first entry, of a week ago."""
    form = {
        "kind": "dispatch", "key": "first", "voucher_date": "2022-11-20", "hand_number": "手-017",
        "warehouse": "SK01", "site": "ZD001", "incident": "YQ2022",
        "instruction": {"number": NUMBER}, "lines": [{"item": "101009", "ordered": "10"}],
    }  # fmt: skip
    typed = DOCUMENT.validate_python(form)
    return write(desk.database, desk.seat, lambda session: documents.post(session, typed)).number


def _dispatch(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    clerk.head()
    clerk.line("mb", "10")
    clerk.settle()


def _to(clerk: Clerk, widget: QWidget, modifier: Qt.KeyboardModifier) -> None:
    key = Qt.Key.Key_Backtab if modifier == SHIFT else Qt.Key.Key_Tab
    for _ in range(30):
        if clerk.focus is widget:
            return
        clerk.press(key, modifier)
    raise AssertionError(widget.accessibleName())


def _hand_number(clerk: Clerk, text: str) -> None:
    """Back into the head, 更多, and the number of the slip."""
    head = clerk.page.body.head
    more = next(one for one in head.findChildren(QPushButton) if one.isVisibleTo(head))
    _to(clerk, more, SHIFT)
    clerk.press(Qt.Key.Key_Space)
    _to(clerk, head.widgets["hand_number"], SHIFT)
    clerk.compose(text)


def test_a_hand_number_that_another_paper_bears_is_told_at_its_field(
    desk: Desk, clerk: Clerk, qtbot: QtBot
) -> None:
    number = _posted(desk)
    _dispatch(clerk)
    _hand_number(clerk, "手-017")
    clerk.settle()
    assert clerk.codes == {"hand_number_twice"}
    field = clerk.page.body.head.widgets["hand_number"]
    assert field.property("wrong") == "warn"
    named = f"{number}（2022-11-20，秦州区××集中隔离点）"
    assert named in field.accessibleName()
    assert not clerk.page.why_not("post"), "it warns and stops nothing"
    clerk.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: isinstance(clerk.focus.window(), Dialog), timeout=PATIENCE)
    clerk.press(Qt.Key.Key_Escape)
    clerk.settle()
    assert clerk.page.paper.state == "draft"
    clerk.next_problem()
    assert clerk.focus is field
    clerk.over("手-018")
    clerk.settle()
    assert clerk.codes == set()
    assert field.property("wrong") == ""
    clerk.post()
    assert clerk.page.paper.state == "posted"


def test_who_posts_the_moment_she_typed_it_is_asked_all_the_same(
    desk: Desk, clerk: Clerk, qtbot: QtBot
) -> None:
    number = _posted(desk)
    _dispatch(clerk)
    _hand_number(clerk, "手-017")
    assert clerk.page.keeper.looking, "it is not looked over yet"
    clerk.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: isinstance(clerk.focus.window(), Dialog), timeout=PATIENCE)
    assert clerk.page.paper.state == "draft"
    clerk.enter()
    clerk.settle()
    assert clerk.page.paper.state == "posted"
    assert number in clerk.told(), "and what was posted all the same is told once more"
