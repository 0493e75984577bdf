"""Dialogs by keys: Enter presses the button with the ring, and from a drop-down goes on."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.parts.dialog import Box
from supplydesk.ui.parts.fields import ChoiceBox
from supplydesk.ui.parts.new_desk import NewDeskDialog
from tests.ui.conftest import NOW

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Asked(Box):
    """A box that counts how it was answered."""

    def __init__(self, window: MainWindow, *, grave: bool = False) -> None:
        super().__init__(window.around.look, window, "问", "做", grave=grave)
        self.answers: list[str] = []
        self.taken.connect(lambda: self.answers.append("main"))
        self.rejected.connect(lambda: self.answers.append("other"))


def _keys(box: Box) -> QWidget:
    found = box.focusWidget()
    assert found is not None
    return found


@pytest.mark.parametrize("enter", ENTERS)
@pytest.mark.parametrize("grave", [False, True])
@pytest.mark.parametrize("ring", ["main", "other"])
def test_enter_presses_the_button_that_has_the_keys(
    window: MainWindow, qtbot: QtBot, enter: Qt.Key, ring: str, *, grave: bool
) -> None:
    box = Asked(window, grave=grave)
    box.open()
    button = box.main if ring == "main" else box.other
    for _ in range(3):
        if _keys(box) is not button:
            QTest.keyClick(_keys(box), Qt.Key.Key_Tab)
    assert _keys(box) is button
    answers = box.answers
    QTest.keyClick(button, enter)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [ring]


def test_what_cannot_be_taken_back_is_not_the_first_answer(
    window: MainWindow, qtbot: QtBot
) -> None:
    box = Asked(window, grave=True)
    field = box.field("名")
    box.open()
    assert _keys(box) is box.other
    answers = box.answers
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["other"], "from a field too"


def test_enter_in_a_field_takes_what_is_not_grave(window: MainWindow, qtbot: QtBot) -> None:
    box = Asked(window)
    field = box.field("名")
    field.setFocus()
    box.open()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert box.answers == ["main"]
    box.reject()


def test_enter_in_a_drop_down_goes_on_to_the_next_field(window: MainWindow) -> None:
    dialog = NewDeskDialog(window.around.look, window, Path("desk.supplydesk"), NOW.date())
    dialog.open()
    levels = dialog.rows.findChildren(ChoiceBox)
    taken: list[int] = []
    dialog.taken.connect(lambda: taken.append(1))
    levels[0].setFocus()
    QTest.keyClick(levels[0], Qt.Key.Key_Return)
    second = _keys(dialog)
    assert isinstance(second, QLineEdit)
    assert second.text() == "CK02"
    levels[-1].setFocus()
    QTest.keyClick(levels[-1], Qt.Key.Key_Return)
    assert _keys(dialog) is dialog.field_of("path"), "over the button that adds a row"
    assert not taken
    dialog.reject()


def test_after_the_last_drop_down_comes_the_main_button(window: MainWindow) -> None:
    box = Asked(window)
    choice = ChoiceBox(window.around.look, "级", [("a", "甲"), ("b", "乙")])
    box.body.addWidget(choice)
    box.open()
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Return)
    assert _keys(box) is box.main
    assert box.answers == []
    box.reject()
