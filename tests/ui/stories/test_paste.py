"""Five thousand lines from a spreadsheet, forty of them wrong: those are marked, all are kept."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supplydesk.services import documents
from supplydesk.services.forms import DOCUMENT, DispatchForm
from supplydesk.store.database import write
from supplydesk.ui.desk import Desk
from supplydesk.ui.document.lots_dialog import LotsDialog
from tests.ui.conftest import PATIENCE
from tests.ui.keys import CTRL
from tests.ui.stories.clerk import Clerk

LINES, WRONG = 5_000, 40
SECONDS = 3.0
"""Of the window's own thread, on a machine that is busy; the half of one where it is not."""


def _block(codes: list[str], between: str) -> tuple[str, dict[int, str]]:
    """The block, and which lines of it are wrong, and how."""
    wrong: dict[int, str] = {}
    rows = []
    for at in range(LINES):
        name, figure = codes[at % len(codes)], "1"
        if at % (LINES // WRONG) == WRONG:
            if len(wrong) % 2:
                name, wrong[at + 1] = "不存在的东西", "unknown_item"
            else:
                figure, wrong[at + 1] = "１２x", "quantity_unit_unknown"
        rows.append(f"{name}\t{between}{figure}")
    return "\n".join(rows), wrong


def _fill(clerk: Clerk, codes: list[str]) -> None:
    """Enough of each for all the lines."""
    opening = {
        "kind": "opening", "key": "enough", "place": "SK01", "voucher_date": "2022-09-30",
        "lines": [{"item": code, "quantity": str(LINES)} for code in codes],
    }  # fmt: skip
    form = DOCUMENT.validate_python(opening)
    write(clerk.desk.database, clerk.desk.seat, lambda session: documents.post(session, form))


@pytest.mark.parametrize("between", ["", "单人\t件\t"])
def test_five_thousand_pasted_lines_have_their_forty_wrong_ones_marked(
    clerk: Clerk, between: str
) -> None:
    codes = ["101006", "101009", "101010", "102001", "101017"]
    _fill(clerk, codes)
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    clerk.head()
    body = clerk.page.body
    block, wrong = _block(codes, between)
    assert len(wrong) == WRONG
    before = time.thread_time()
    QApplication.clipboard().setText(block)
    clerk.press(Qt.Key.Key_V, CTRL)
    clerk.settle()
    assert time.thread_time() - before < SECONDS
    assert {one.row: one.code for one in body.problems} == wrong
    lines = body.lines.lines
    assert len(lines) == LINES
    kept = [at for at in range(1, LINES + 1) if at not in wrong]
    assert all(lines[at - 1]["item"] == codes[(at - 1) % len(codes)] for at in kept)
    assert all(body.lines.problem(at - 1, column) is None for at in kept for column in range(3))
    assert f"{WRONG} 处" in body.strip._count.text()
    first = min(wrong)
    clerk.next_problem()
    assert body.grid.row == first - 1
    clerk.press(Qt.Key.Key_F8)
    clerk.settle()
    saved = clerk.read(clerk.page.paper.key).form
    assert isinstance(saved, DispatchForm)
    assert len(saved.lines) == LINES, "what is wrong is kept as it was typed"
    assert saved.lines[first - 1].ordered == "１２x"
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert body.lines.lines == (), "one paste, one undo"


def _new(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    clerk.head()


def _paste(clerk: Clerk, block: str) -> None:
    QApplication.clipboard().setText(block)
    clerk.press(Qt.Key.Key_V, CTRL)
    clerk.settle()


@pytest.mark.parametrize(
    ("block", "wanted"),
    [
        ("棉被\t单人\t床\t10\n折叠床\t单人\t张\t5", {"ordered": "10"}),
        ("棉被\t1.5×2.0m\t床\t10\t急用\n折叠床\t\t张\t5\t", {"ordered": "10", "note": "急用"}),
        ("棉被\t单人\t1,000\n折叠床\t单人\t5", {"ordered": "1,000"}),
        ("棉被\t单人\t床\t10\t8\n折叠床\t单人\t张\t5\t5", {"ordered": "10", "issued": "8"}),
        ("棉被\t10\n折叠床\t5", {"ordered": "10"}),
        ("棉被\t10\t8\n折叠床\t5\t5", {"ordered": "10", "issued": "8"}),
        ("棉被\t2箱5床\n折叠床\t５", {"ordered": "2箱5床"}),
        ("棉被\t10\t急用\n折叠床\t5\t", {"ordered": "10", "note": "急用"}),
    ],
)
def test_a_sheet_lands_where_it_belongs(clerk: Clerk, block: str, wanted: dict[str, str]) -> None:
    _new(clerk)
    _paste(clerk, block)
    lines = clerk.page.body.lines.lines
    assert [line["item"] for line in lines] == ["101009", "101006"]
    assert {name: text for name, text in lines[0].items() if text} == {"item": "101009", **wanted}


def test_what_is_no_choice_of_lots_is_marked_there_and_the_rest_is_kept(
    clerk: Clerk, desk: Desk, qtbot: QtBot
) -> None:
    _new(clerk)
    clerk.line("mb", "10")
    clerk.line("zdc", "1x")
    body, keeper = clerk.page.body, clerk.page.keeper
    body.grid.go(0, "lots")
    _paste(clerk, "5\n20220318\n")
    assert [(one.row, one.field) for one in body.problems if one.code == "lots_misread"] == [
        (1, "lots"), (2, "lots"),
    ]  # fmt: skip
    assert [one.field for one in body.problems if one.row == 2] == ["lots", "ordered"], (
        "what else is wrong with the lines is marked beside it"
    )
    lots = body._column_of(body.problems[0])
    assert body.lines.cell(0, lots).text == "5", "what was pasted is seen"
    qtbot.waitUntil(lambda: not keeper.dirty and desk.idle, timeout=PATIENCE)
    saved = clerk.read(clerk.page.paper.key).form
    assert isinstance(saved, DispatchForm)
    assert [(one.item, one.ordered) for one in saved.lines] == [
        ("101009", "10"),
        ("101006", "1x"),
    ]
    clerk.post()
    assert clerk.page.paper.state == "draft"
    assert [one.field for one in body.problems if one.row == 2] == ["lots", "ordered"]
    body.grid.go(0, "lots")
    clerk.press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: isinstance(clerk.focus.window(), LotsDialog), timeout=PATIENCE)
    clerk.settle()
    clerk.press(Qt.Key.Key_Tab)
    clerk.enter()
    clerk.settle()
    assert body.lines.line(0)["lots"] == "", "chosen anew: none, and the rule takes them"
    assert body.lines.problem(0, lots) is None
    qtbot.waitUntil(lambda: not keeper.dirty and desk.idle, timeout=PATIENCE)
