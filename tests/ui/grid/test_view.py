"""The entry grid by keys and input methods: nothing typed is lost, nothing moves by accident."""

import csv
from io import StringIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from supplydesk.ui.grid.lines import GridColumn, LinesModel
from supplydesk.ui.grid.view import GridView
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.choice_list import Choice
from supplydesk.ui.preferences import Preferences
from tests.ui.keys import CTRL, PLAIN, SHIFT

K = Qt.Key
CHOICES = {"101009": "棉被", "101006": "折叠床", "101010": "棉褥"}


def _columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn("item", "名称", 160, "item", grows=True),
        GridColumn("unit", "单位", 40),
        GridColumn("ordered", "应调", 80, "figure", figure=True),
        GridColumn("note", "备注", 120, "text"),
    )


class Sheet(QWidget):
    """A grid between two fields, as it stands on a page."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.lines = LinesModel(_columns(), parent=self)
        self.grid = GridView(self.lines, look, "明细")
        self.grid.offers(self._found)
        self.grid.picked.connect(self._picked)
        self.grid.left.connect(self._left)
        self.after = QLineEdit()
        self.before = QLineEdit()
        column = QVBoxLayout(self)
        for part in (self.before, self.grid, self.after):
            column.addWidget(part)

    def _found(self, _column: GridColumn, text: str) -> list[Choice]:
        return [
            Choice("", "", name, value=code)
            for code, name in CHOICES.items()
            if text in name or text in code
        ]

    def _picked(self, row: int, column: GridColumn, choice: Choice) -> None:
        self.lines.put(row, {column.name: str(choice.value)})

    def _left(self, forwards: bool) -> None:
        (self.after if forwards else self.before).setFocus()

    @property
    def at(self) -> tuple[int, str]:
        """Row and column of the caret."""
        return self.grid.row, self.grid.column.name

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the caret is."""
        QTest.keyClick(self.grid.editor, key, modifier)

    def type(self, text: str) -> None:
        """Type letters."""
        QTest.keyClicks(self.grid.editor, text)

    def compose(self, preedit: str = "", commit: str = "") -> None:
        """What an input method sends."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.grid.editor, event)


@pytest.fixture
def sheet(qapp: QApplication, qtbot: QtBot, preferences: Preferences) -> Sheet:
    made = Sheet(preferences.look)
    qtbot.addWidget(made)
    made.resize(640, 400)
    made.show()
    qtbot.waitExposed(made)
    made.grid.go(0, "item")
    return made


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[line.get(name, "") for name in ("item", "ordered", "note")]
            for line in sheet.lines.lines]  # fmt: skip


def test_the_first_keystroke_of_an_input_method_is_not_lost(sheet: Sheet) -> None:
    sheet.grid.go(0, "note")
    assert sheet.grid.editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    sheet.compose("j")
    sheet.compose("ji")
    sheet.compose("", "急")
    assert sheet.grid.editor.text() == "急"
    sheet.key(K.Key_Return)
    assert sheet.lines.line(0)["note"] == "急"


def test_it_types_over_what_stands_in_the_cell(sheet: Sheet) -> None:
    sheet.lines.put(0, {"note": "旧的"})
    sheet.grid.go(0, "note")
    sheet.compose("x")
    sheet.compose("", "新")
    sheet.key(K.Key_Return)
    assert sheet.lines.line(0)["note"] == "新"


@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Enter])
def test_the_enter_that_ends_a_composition_does_not_move(sheet: Sheet, key: Qt.Key) -> None:
    sheet.grid.go(0, "note")
    sheet.compose("mb")
    sheet.key(key)
    assert sheet.at == (0, "note")
    sheet.compose("", "mb")
    assert sheet.at == (0, "note")
    sheet.key(key)
    assert sheet.at == (1, "item")
    assert sheet.lines.line(0)["note"] == "mb"


def test_arrows_belong_to_the_input_method_while_it_composes(sheet: Sheet) -> None:
    sheet.lines.put_many(0, [{"note": "a"}, {"note": "b"}])
    sheet.grid.go(0, "note")
    sheet.compose("mb")
    for key in (K.Key_Down, K.Key_Left, K.Key_Right, K.Key_Up):
        sheet.key(key)
        assert sheet.at == (0, "note")
    sheet.compose("", "棉")
    assert sheet.grid.editor.text() == "棉"


def test_figures_switch_the_input_method_off(sheet: Sheet) -> None:
    sheet.grid.go(0, "ordered")
    assert not sheet.grid.editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_composed_name_offers_its_choices_and_enter_takes_one(sheet: Sheet) -> None:
    sheet.compose("mian")
    sheet.compose("", "棉")
    picker = sheet.grid._picker
    assert picker is not None
    assert picker.isVisible()
    sheet.key(K.Key_Down)
    sheet.key(K.Key_Return)
    assert sheet.lines.line(0)["item"] == "101010"
    assert sheet.at == (0, "ordered")


def test_arrows_walk_cells_and_rows_and_stay_inside(sheet: Sheet) -> None:
    sheet.lines.put_many(0, [{"item": "101009", "ordered": "1", "note": "a"}, {"note": "b"}])
    sheet.grid.go(0, "item")
    walked = []
    for key in (K.Key_Up, K.Key_Left, K.Key_Right, K.Key_Right, K.Key_Right, K.Key_Down,
                K.Key_Down, K.Key_Down, K.Key_Left):  # fmt: skip
        sheet.key(key)
        walked.append(sheet.at)
    assert walked == [
        (0, "item"), (0, "item"), (0, "ordered"), (0, "note"), (0, "note"), (1, "note"),
        (2, "note"), (2, "note"), (2, "ordered"),
    ]  # fmt: skip


def test_within_a_text_left_and_right_move_the_caret(sheet: Sheet) -> None:
    sheet.grid.go(0, "note")
    sheet.type("ab")
    sheet.key(K.Key_Left)
    assert sheet.at == (0, "note")
    sheet.type("x")
    assert sheet.grid.editor.text() == "axb"


def test_tab_leaves_the_grid_both_ways_and_keeps_what_was_typed(sheet: Sheet) -> None:
    sheet.grid.go(0, "ordered")
    sheet.type("12")
    sheet.key(K.Key_Tab)
    assert sheet.after.hasFocus()
    assert sheet.lines.line(0)["ordered"] == "12"
    sheet.grid.go(0, "note")
    sheet.key(K.Key_Backtab, SHIFT)
    assert sheet.before.hasFocus()


def test_esc_restores_the_cell_after_it_closed_the_choices(sheet: Sheet) -> None:
    sheet.lines.put(0, {"item": "101009", "ordered": "5"})
    sheet.grid.go(0, "ordered")
    sheet.type("77")
    sheet.key(K.Key_Escape)
    assert (sheet.grid.editor.text(), sheet.at) == ("5", (0, "ordered"))
    sheet.key(K.Key_Return)
    assert sheet.lines.line(0)["ordered"] == "5"
    sheet.grid.go(0, "item")
    before = sheet.grid.editor.text()
    sheet.type("1")
    picker = sheet.grid._picker
    assert picker is not None
    assert picker.isVisible()
    sheet.key(K.Key_Escape)
    assert not picker.isVisible()
    assert sheet.grid.editor.text() == "1"
    sheet.key(K.Key_Escape)
    assert sheet.grid.editor.text() == before


EXCEL = '棉被\t10\t"第一行\r\n第二行"\r\n折叠床\t２０\t"说""急"""\r\n\t\t\r\n不存在\t3\r\n'
"""As Excel writes it: quotes around line ends, doubled quotes, CRLF, an empty row between."""


def test_a_block_from_excel_is_pasted_as_it_is_meant(sheet: Sheet) -> None:
    QApplication.clipboard().setText(EXCEL)
    sheet.key(K.Key_V, CTRL)
    assert _texts(sheet) == [
        ["101009", "10", "第一行 第二行"],
        ["101006", "２０", '说"急"'],
        ["", "", ""],
        ["不存在", "3", ""],
    ]
    sheet.key(K.Key_Z, CTRL)
    sheet.lines.undo_stack.undo()
    assert _texts(sheet) == []
    sheet.lines.undo_stack.redo()
    assert len(_texts(sheet)) == 4


def test_one_cell_is_pasted_into_the_text(sheet: Sheet) -> None:
    sheet.grid.go(0, "note")
    sheet.type("a")
    QApplication.clipboard().setText("bc")
    sheet.key(K.Key_V, CTRL)
    assert sheet.grid.editor.text() == "abc"
    QApplication.clipboard().setText("12\r\n")
    sheet.grid.go(0, "ordered")
    sheet.key(K.Key_V, CTRL)
    sheet.key(K.Key_Return)
    assert sheet.lines.line(0)["ordered"] == "12", "Excel puts a line end after one cell too"


def test_chosen_lines_are_copied_as_excel_takes_them(sheet: Sheet) -> None:
    sheet.lines.put_many(
        0, [{"item": "101009", "ordered": "10", "note": 'x "y"\tz'}, {"item": "101006"}]
    )
    sheet.grid.go(0, "item")
    sheet.key(K.Key_Down, SHIFT)
    sheet.key(K.Key_C, CTRL)
    text = QApplication.clipboard().text()
    rows = list(csv.reader(StringIO(text), delimiter="\t"))
    assert rows[0] == ["名称", "单位", "应调", "备注"]
    assert rows[1][2:] == ["10", 'x "y"\tz']
    assert len(rows) == 3
    assert all(len(row) == 4 for row in rows)


def test_one_cell_is_copied_as_it_stands(sheet: Sheet) -> None:
    sheet.lines.put(0, {"ordered": "10"})
    sheet.grid.go(0, "ordered")
    sheet.key(K.Key_C, CTRL)
    assert QApplication.clipboard().text() == "10"


def test_lines_are_taken_out_and_come_back_by_undo(sheet: Sheet) -> None:
    sheet.lines.put_many(0, [{"note": str(at)} for at in range(5)])
    sheet.grid.go(1, "note")
    sheet.key(K.Key_Down, SHIFT)
    sheet.key(K.Key_Down, SHIFT)
    assert sheet.grid.chosen() == [1, 2, 3]
    sheet.grid.take_out()
    assert [line["note"] for line in sheet.lines.lines] == ["0", "4"]
    assert sheet.at == (1, "note")
    assert sheet.grid.editor.text() == "4"
    sheet.lines.undo_stack.undo()
    assert [line["note"] for line in sheet.lines.lines] == ["0", "1", "2", "3", "4"]
    sheet.lines.undo_stack.redo()
    assert len(sheet.lines.lines) == 2


def test_what_changes_under_the_caret_is_shown_unless_it_is_being_typed(sheet: Sheet) -> None:
    sheet.lines.put(0, {"note": "a"})
    sheet.grid.go(0, "note")
    sheet.lines.put(0, {"note": "b"})
    assert sheet.grid.editor.text() == "b"
    sheet.type("c")
    sheet.lines.put(0, {"note": "d"})
    assert sheet.grid.editor.text() == "c"
