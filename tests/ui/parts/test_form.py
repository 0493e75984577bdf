"""Forms: by keys from field to field, each problem at its field, and what was typed is known."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from supplydesk.domain.problem import Problem
from supplydesk.ui import run
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.form import Form

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(qapp: QApplication, qtbot: QtBot) -> Form:
    """Two texts, a choice, a tick, and a text more."""
    look = Look()
    run.dress(qapp, look)
    made = Form(look)
    made.text("code", "Code", half=True)
    made.text("name", "Name", half=True)
    made.choice("kind", "Kind", [("a", "One"), ("b", "Two")])
    made.tick("again", "Again")
    made.text("note", "Note")
    made.fill({"code": "1", "name": "Lamp", "kind": "b", "again": "yes"})
    qtbot.addWidget(made)
    made.resize(356, 400)
    made.show()
    qtbot.waitExposed(made)
    made.begin()
    return made


def _here(form: Form) -> str:
    return next((name for name in form.values() if form.field(name).control.hasFocus()), "")


def _press(form: Form, key: K, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(form.field(_here(form)).control, key, held)


def test_enter_goes_on_and_saves_from_the_last_field(form: Form, qtbot: QtBot) -> None:
    walked = []
    for _ in range(5):
        walked.append(_here(form))
        if len(walked) < 5:
            _press(form, K.Key_Return)
    assert walked == ["code", "name", "kind", "again", "note"]
    with qtbot.waitSignal(form.saved, timeout=1000):
        _press(form, K.Key_Return)


def test_a_field_that_is_locked_or_left_out_is_passed_over(form: Form) -> None:
    form.field("name").lock(locked=True)
    form.field("kind").lock(locked=True)
    form.show_field("again", shown=False)
    _press(form, K.Key_Return)
    assert _here(form) == "note"


@pytest.mark.parametrize(
    ("key", "held"),
    [(K.Key_Return, CTRL), (K.Key_S, CTRL), (K.Key_F8, Qt.KeyboardModifier.NoModifier)],
)
def test_saving_by_key_from_any_field(
    form: Form, qtbot: QtBot, key: K, held: Qt.KeyboardModifier
) -> None:
    with qtbot.waitSignal(form.saved, timeout=1000):
        _press(form, key, held)


def test_esc_asks_to_leave(form: Form, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.left, timeout=1000):
        _press(form, K.Key_Escape)


def test_what_was_typed_is_known_until_it_is_filled_anew(form: Form) -> None:
    assert not form.touched
    QTest.keyClicks(form.field("code").control, "23")
    assert form.changed() == {"code": "23"}, "the text was selected, so it is typed over"
    form.fill(form.values())
    assert not form.touched
    form.put("name", "Stove")
    assert not form.touched, "nobody typed that"
    QTest.keyClick(form.field("again").control, K.Key_Space)
    assert form.changed() == {"again": ""}
    assert not form.ticked("again")


def test_each_problem_is_at_its_field_and_goes_when_that_is_mended(form: Form) -> None:
    problems = (
        Problem("x", "Wrong kind.", field="note"),
        Problem("y", "No such code.", field="code"),
        Problem("z", "Something else.", field="elsewhere"),
    )
    assert form.mark(problems) == (problems[2],)
    assert _here(form) == "code", "the first in the form's order"
    assert form.field("code").wrong == "No such code."
    assert "No such code." in form.field("code").control.accessibleName()
    assert form.field("code").control.property("wrong") == "true"
    assert form.next_problem()
    assert _here(form) == "note"
    QTest.keyClicks(form.field("note").control, "x")
    assert form.field("note").wrong == ""
    assert form.field("code").wrong
    assert form.mark(()) == ()
    assert not form.next_problem()


def test_a_warning_is_no_refusal(form: Form) -> None:
    form.mark((Problem("w", "Mind.", field="code", stops=False),))
    assert form.field("code").control.property("wrong") == "warn"


def test_words_are_offered_and_others_may_be_typed(form: Form) -> None:
    form.offer("note", ["帐篷被服", "食品"])
    control = form.field("note").control
    assert isinstance(control, QLineEdit)
    completer = control.completer()
    completer.setCompletionPrefix("被")
    assert completer.completionCount() == 1
