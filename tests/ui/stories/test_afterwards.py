"""What comes after a dispatch: a correction by 红冲并复制, two people with PINs, keys counted."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from supplydesk.services import people, settings
from supplydesk.services.forms import DispatchForm
from supplydesk.store.database import DeskSession, write
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.document.ask import ReasonDialog
from supplydesk.ui.pages.preview import PreviewPage
from supplydesk.ui.parts.dialog import Box, Dialog
from supplydesk.ui.parts.sit_dialog import SitDialog
from tests.ui.conftest import PATIENCE
from tests.ui.keys import CTRL
from tests.ui.stories.clerk import NUMBER, Clerk

QUILT = "101009"
FIVE = (("zdc", "20"), ("mb", "40"), ("mr", "30"), ("hl", "5"), ("mdy", "6"))
STROKES = 58
"""From Ctrl+N to the print preview; a sign that an input method brings counts as one key."""


def _new(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()


def _dialog(clerk: Clerk, qtbot: QtBot, kind: type[Box] = Dialog) -> Box:
    """The dialog that has the keys, once what it asks the desk is answered."""
    qtbot.waitUntil(lambda: isinstance(clerk.focus.window(), kind), timeout=PATIENCE)
    clerk.settle()
    found = clerk.focus.window()
    assert isinstance(found, Box)
    return found


def test_five_lines_from_ctrl_n_to_the_print_preview_take_so_many_keys(clerk: Clerk) -> None:
    clerk.strokes = 0
    _new(clerk)
    clerk.head()
    for initials, quantity in FIVE:
        clerk.line(initials, quantity)
    clerk.settle()
    clerk.post()
    clerk.press(Qt.Key.Key_P, CTRL)
    clerk.settle()
    preview = clerk.window.page()
    assert isinstance(preview, PreviewPage)
    assert "DB-20221128-001" in clerk.window.windowTitle() + preview.heading().subtitle
    assert clerk.strokes == STROKES


def test_a_wrong_paper_is_reversed_and_its_copy_mended_and_posted(
    clerk: Clerk, qtbot: QtBot
) -> None:
    before = clerk.stock("SK01")
    _new(clerk)
    clerk.head()
    clerk.line("mb", "100")
    clerk.settle()
    clerk.post()
    wrong = clerk.page.paper.number
    assert before[QUILT] - clerk.stock("SK01")[QUILT] == 100
    clerk.command("hcbfz")
    dialog = _dialog(clerk, qtbot)
    clerk.enter()
    assert dialog.isVisible(), "no reason, no reversal"
    clerk.compose("数量写错，应为 10")
    clerk.enter()
    qtbot.waitUntil(lambda: clerk.page.paper.editable, timeout=PATIENCE)
    clerk.settle()
    assert clerk.stock("SK01") == before, "all of it is undone"
    assert clerk.read(wrong).row.state == "reversed"
    clerk.page.body.grid.setFocus()
    assert clerk.page.body.lines.line(0)["ordered"] == "100"
    clerk.press(Qt.Key.Key_Up, times=2)
    clerk.press(Qt.Key.Key_Right)
    assert clerk.page.body.grid.column.name == "ordered"
    clerk.over("10")
    clerk.enter()
    clerk.settle()
    clerk.post()
    right = clerk.page.paper.number
    assert right == "DB-20221128-003", "the reversal has the number between"
    found = clerk.read(right)
    assert isinstance(found.form, DispatchForm)
    assert found.form.instruction is not None
    assert found.form.instruction.number == NUMBER
    assert before[QUILT] - clerk.stock("SK01")[QUILT] == 10
    assert [pieces for _, _, pieces in sorted(clerk.papers())] == [
        Decimal(100), Decimal(-100), Decimal(10),
    ]  # fmt: skip


@pytest.fixture
def two(desk: Desk) -> Desk:
    """A desk where another person approves, each with a PIN."""

    def prepare(session: DeskSession) -> None:
        people.add(session, "王××", "approver", "2468")
        settings.save(session, approve=True)

    write(desk.database, desk.seat, prepare)
    return desk


def test_another_person_approves_with_her_pin_and_then_it_is_posted(
    two: Desk, clerk: Clerk, qtbot: QtBot
) -> None:
    before = clerk.stock("SK01")
    _new(clerk)
    clerk.head()
    clerk.line("mb", "100")
    clerk.settle()
    clerk.post()
    dialog = _dialog(clerk, qtbot, SitDialog)
    assert isinstance(dialog, SitDialog)
    assert dialog.person.value() == "王××"
    assert isinstance(clerk.focus, QLineEdit)
    clerk.type("1357")
    clerk.enter()
    qtbot.waitUntil(dialog.main.isEnabled, timeout=PATIENCE)
    clerk.settle()
    assert dialog.isVisible(), "a wrong PIN signs nothing"
    assert clerk.page.paper.state == "draft"
    assert clerk.focus is dialog.pin
    assert dialog.pin.selectedText() == dialog.pin.text(), "it can be typed over"
    clerk.type("2468")
    clerk.enter()
    qtbot.waitUntil(lambda: clerk.page.paper.state == "approved", timeout=PATIENCE)
    clerk.settle()
    number = clerk.page.paper.number
    assert number == "DB-20221128-001"
    assert clerk.read(number).approved_by == "王××"
    assert clerk.stock("SK01") == before, "nothing has left yet"
    clerk.post()
    assert clerk.page.paper.state == "posted"
    found = clerk.read(number)
    assert (found.row.prepared_by, found.approved_by) == ("李××", "王××")
    assert before[QUILT] - clerk.stock("SK01")[QUILT] == 100


def test_where_papers_are_approved_the_approver_signs_the_reversal_and_the_clerk_has_the_copy(
    desk: Desk, clerk: Clerk, qtbot: QtBot
) -> None:
    before = clerk.stock("SK01")
    _new(clerk)
    clerk.head()
    clerk.line("mb", "100")
    clerk.settle()
    clerk.post()
    wrong = clerk.page.paper.number

    def prepare(session: DeskSession) -> None:
        people.add(session, "王××", "approver", "2468")
        people.add(session, "赵××", "reviewer", "1357")
        settings.save(session, approve=True)

    write(desk.database, desk.seat, prepare)
    clerk.window.go(Target("stock"))
    clerk.settle()
    clerk.window.go(Target("paper", wrong))
    clerk.settle()
    clerk.command("hcbfz")
    dialog = _dialog(clerk, qtbot, ReasonDialog)
    clerk.compose("数量写错")
    clerk.enter()
    _dialog(clerk, qtbot, SitDialog)
    clerk.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: clerk.focus.window() is dialog, timeout=PATIENCE)
    assert isinstance(clerk.focus, QLineEdit)
    assert clerk.focus.text() == "数量写错", "the reason is still there"
    clerk.enter()
    signs = _dialog(clerk, qtbot, SitDialog)
    assert isinstance(signs, SitDialog)
    signs.person.setFocus()
    clerk.press(Qt.Key.Key_Down)
    assert signs.person.value() == "赵××"
    clerk.type("1357")
    clerk.enter()
    qtbot.waitUntil(lambda: "批准" in _said(dialog), timeout=PATIENCE)
    clerk.settle()
    assert clerk.read(wrong).row.state != "reversed", "a reviewer may not"
    assert clerk.focus.window() is dialog
    assert isinstance(clerk.focus, QLineEdit)
    assert clerk.focus.text() == "数量写错"
    clerk.enter()
    _dialog(clerk, qtbot, SitDialog)
    clerk.type("2468")
    clerk.enter()
    qtbot.waitUntil(lambda: clerk.page.paper.editable, timeout=PATIENCE)
    clerk.settle()
    assert clerk.stock("SK01") == before, "all of it is undone"
    found = clerk.read(wrong)
    assert found.row.state == "reversed"
    assert clerk.read("DB-20221128-002").row.prepared_by == "王××"
    draft = clerk.page.paper
    assert (draft.state, draft.kind) == ("draft", "dispatch")
    assert draft.voucher is not None
    assert draft.voucher.row.prepared_by == "李××"
    assert clerk.page.body.lines.line(0)["ordered"] == "100"
    assert not clerk.told()


def _said(dialog: Box) -> str:
    return dialog._wrong.text()
