"""Five thousand lines from a spreadsheet, forty of them wrong: those are marked, all are kept."""

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from supplydesk.services import documents
from supplydesk.services.forms import DOCUMENT, DispatchForm
from supplydesk.store.database import write
from tests.ui.keys import CTRL
from tests.ui.stories.clerk import Clerk

LINES, WRONG = 5_000, 40
SECONDS = 3.0
"""Of the window's own thread, on a machine that is busy; the half of one where it is not."""


def _block(codes: list[str]) -> tuple[str, dict[int, str]]:
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
        rows.append(f"{name}\t{figure}")
    return "\n".join(rows), wrong


def _fill(clerk: Clerk, codes: list[str]) -> None:
    """Enough of each for all the lines."""
    opening = {
        "kind": "opening", "key": "enough", "place": "SK01", "voucher_date": "2022-09-30",
        "lines": [{"item": code, "quantity": str(LINES)} for code in codes],
    }  # fmt: skip
    form = DOCUMENT.validate_python(opening)
    write(clerk.desk.database, clerk.desk.seat, lambda session: documents.post(session, form))


def test_five_thousand_pasted_lines_have_their_forty_wrong_ones_marked(clerk: Clerk) -> None:
    codes = ["101006", "101009", "101010", "102001", "101017"]
    _fill(clerk, codes)
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    clerk.head()
    body = clerk.page.body
    block, wrong = _block(codes)
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
