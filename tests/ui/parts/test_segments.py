"""Segments: chosen by click and by arrow, told once, and what is offered anew keeps the choice."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supplydesk.ui import run
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.segments import Segments

SHEETS = [("a4", "A4"), ("a5", "A5"), ("241x140", "241×140")]


@pytest.fixture
def segments(qapp: QApplication, qtbot: QtBot) -> Iterator[Segments]:
    run.dress(qapp, Look())
    made = Segments(Look(), "纸张", SHEETS)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    QApplication.processEvents()


def test_arrows_choose_and_stay_at_the_ends(segments: Segments) -> None:
    told: list[str] = []
    segments.chosen.connect(told.append)
    assert segments.value() == "a4"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        focus = QApplication.focusWidget() or segments
        QTest.keyClick(focus if segments.isAncestorOf(focus) else segments, key)
    assert told == ["a5", "241x140", "a5"]
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "纸张 A5"


def test_a_click_chooses_once(segments: Segments) -> None:
    told: list[str] = []
    segments.chosen.connect(told.append)
    button = segments._buttons["241x140"]
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told == ["241x140"]
    assert [value for value, one in segments._buttons.items() if one.isChecked()] == ["241x140"]


def test_tab_comes_to_the_chosen_one_only(segments: Segments) -> None:
    segments.choose("a5")
    policies = {value: one.focusPolicy() for value, one in segments._buttons.items()}
    assert policies["a5"] == Qt.FocusPolicy.StrongFocus
    assert policies["a4"] == policies["241x140"] == Qt.FocusPolicy.ClickFocus


def test_what_is_offered_anew_keeps_the_choice(segments: Segments) -> None:
    told: list[str] = []
    segments.chosen.connect(told.append)
    segments.choose("a5")
    segments.offer([*SHEETS, ("241x279", "241×279")])
    assert segments.value() == "a5"
    segments.offer(SHEETS[2:])
    assert segments.value() == "241x140"
    segments.offer([])
    assert segments.value() == ""
    assert told == [], "none of it was somebody's choice"
