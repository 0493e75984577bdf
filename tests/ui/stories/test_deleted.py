"""A draft deleted by keys: not by an Enter too many, and gone for good."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supplydesk.services import drafts
from supplydesk.store.database import reading
from supplydesk.ui.document.keeper import SAVE_AFTER
from supplydesk.ui.pages.home import HomePage
from supplydesk.ui.parts.dialog import Dialog
from tests.ui.conftest import PATIENCE
from tests.ui.keys import CTRL
from tests.ui.stories.clerk import Clerk


def _kept(clerk: Clerk, key: str) -> bool:
    with reading(clerk.desk.database, clerk.desk.seat) as session:
        return drafts.standing(session, key) is not None


def _asked(clerk: Clerk, qtbot: QtBot) -> Dialog:
    clerk.command("sccg")
    qtbot.waitUntil(lambda: isinstance(clerk.focus.window(), Dialog), timeout=PATIENCE)
    found = clerk.focus.window()
    assert isinstance(found, Dialog)
    return found


def test_a_deleted_draft_does_not_come_back_with_the_next_new_paper(
    clerk: Clerk, qtbot: QtBot
) -> None:
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    clerk.head()
    clerk.line("mb", "10")
    key = clerk.page.paper.key
    qtbot.waitUntil(lambda: _kept(clerk, key), timeout=PATIENCE)
    clerk.settle()
    dialog = _asked(clerk, qtbot)
    assert clerk.focus is dialog.other, "what keeps the draft comes first"
    clerk.enter()
    clerk.settle()
    assert _kept(clerk, key), "Enter alone deletes nothing"
    assert clerk.page.paper.key == key
    dialog = _asked(clerk, qtbot)
    clerk.press(Qt.Key.Key_Tab)
    assert clerk.focus is dialog.main
    clerk.enter()
    qtbot.waitUntil(lambda: isinstance(clerk.window.page(), HomePage), timeout=PATIENCE)
    clerk.settle()
    assert not _kept(clerk, key)
    clerk.press(Qt.Key.Key_F5)
    clerk.settle()
    paper = clerk.page.paper
    assert paper.key != key
    assert (paper.voucher, paper.number, paper.kind) == (None, "", "dispatch")
    assert clerk.page.body.empty
    assert not clerk.page.body.head.values()["site"]
    clerk.head(site="mj")
    clerk.line("mb", "5")
    qtbot.waitUntil(lambda: _kept(clerk, paper.key), timeout=PATIENCE)
    qtbot.wait(SAVE_AFTER)
    assert not _kept(clerk, key), "what is typed goes into the new one"
    assert [line["ordered"] for line in clerk.page.body.lines.lines] == ["5"]
