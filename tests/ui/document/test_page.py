"""The voucher page by keys alone: a dispatch typed and posted, refused and mended, reversed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from supplydesk.services import drafts, overdue, register, voucher
from supplydesk.services.forms import DispatchForm
from supplydesk.services.register import Filters
from supplydesk.store.database import reading
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.document.keeper import SAVE_AFTER
from supplydesk.ui.document.lots_dialog import LotsDialog
from supplydesk.ui.document.page import VoucherPage
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.picker import PickField
from supplydesk.ui.table.column import Cell
from tests.ui.conftest import PATIENCE, Settle
from tests.ui.keys import ALT, CTRL, Hands

NUMBER = "天应急调〔2022〕88号"


@pytest.fixture
def hands(window: MainWindow, settle: Settle, qtbot: QtBot) -> Hands:
    """Hands on a window that shows a new dispatch."""
    window.go(Target("dispatch"))
    settle()
    page = window.page()
    assert isinstance(page, VoucherPage)

    def looked_over() -> None:
        qtbot.waitUntil(lambda: not page.keeper.looking, timeout=PATIENCE)
        settle()

    return Hands(window, looked_over)


def _page(hands: Hands) -> VoucherPage:
    page = hands.window.page()
    assert isinstance(page, VoucherPage)
    return page


def _head(hands: Hands) -> None:
    """Warehouse, site, instruction: what must be filled."""
    hands.type("sj")
    hands.enter()
    hands.type("qz")
    hands.enter()
    hands.compose(NUMBER)
    hands.enter()


def _line(hands: Hands, initials: str, quantity: str) -> None:
    hands.type(initials)
    hands.enter()
    hands.type(quantity)
    hands.enter(2)


def _read(desk: Desk, number: str) -> voucher.Voucher:
    with reading(desk.database, desk.seat) as session:
        return voucher.voucher(session, number)


def test_a_dispatch_of_five_lines_is_typed_and_posted_by_keys(hands: Hands, desk: Desk) -> None:
    hands.strokes = 0
    _head(hands)
    for initials, quantity in (
        ("zdc", "20"),
        ("mb", "40"),
        ("mr", "30"),
        ("hl", "5"),
        ("mdy", "6"),
    ):
        _line(hands, initials, quantity)
    hands.settle()
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    paper = _page(hands).paper
    assert not _page(hands).body.problems
    assert (paper.state, paper.number) == ("posted", "DB-20221128-001")
    found = _read(desk, paper.number)
    assert isinstance(found.form, DispatchForm)
    assert [(line.item, line.ordered) for line in found.form.lines] == [
        ("101006", "20"),
        ("101009", "40"),
        ("101010", "30"),
        ("102001", "5"),
        ("101017", "6"),
    ]
    assert found.form.instruction is not None
    assert found.form.instruction.number == NUMBER
    # What was typed as text counts a key a sign; an input method needs more of them.
    assert hands.strokes <= 72


def test_what_is_short_is_marked_at_its_cell_and_mended_by_the_remedy(hands: Hands) -> None:
    _head(hands)
    _line(hands, "mb", "2000")
    hands.settle()
    page = _page(hands)
    hands.press(Qt.Key.Key_F2)
    assert page.body.grid.column.name == "issued"
    problem = page.body.lines.problem(0, page.body.grid._at[1])
    assert problem is not None
    assert "948" in problem.text
    assert problem.text in page.body.grid._message.label.text()
    hands.press(Qt.Key.Key_R, ALT)
    hands.settle()
    assert page.body.lines.line(0)["issued"] == "948"
    assert not page.body.problems


def _available(page: VoucherPage) -> Cell:
    names = [column.name for column in page.body.kind.columns]
    return page.body.lines.cell(0, names.index("available"))


def test_a_draft_found_again_tells_what_its_own_warehouse_has(hands: Hands) -> None:
    _head(hands)
    _line(hands, "mb", "2000")
    hands.settle()
    page = _page(hands)
    key = page.paper.key
    assert _available(page) == Cell("948", "stop")
    hands.window.go(Target("opening"))  # a paper that goes out of no warehouse
    hands.settle()
    told: list[str] = []
    hands.window.go(Target("dispatch", "", {"site": "QZ01"}))
    page.body.lines.dataChanged.connect(lambda *_: told.append(_available(page).text))
    hands.settle()
    hands.window.go(Target("paper", key))
    hands.settle()
    assert page.paper.key == key
    assert _available(page) == Cell("948", "stop")
    assert set(told) <= {"", "948"}, "another warehouse's figure never stands there meanwhile"


def test_a_posted_paper_says_nothing_of_what_is_available(hands: Hands) -> None:
    _head(hands)
    _line(hands, "mb", "10")
    hands.settle()
    page = _page(hands)
    assert _available(page) == Cell("948", "ink2")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert page.paper.posted
    assert _available(page) == Cell()
    number = page.paper.number
    hands.window.go(Target("stock"))
    hands.settle()
    hands.window.go(Target("paper", number))
    hands.settle()
    assert _available(page) == Cell()
    page.act("copy_paper")
    hands.settle()
    assert _available(page) == Cell("938", "ink2")


@pytest.mark.parametrize("leave", [Qt.Key.Key_Escape, Qt.Key.Key_Tab])
def test_what_is_being_chosen_is_not_wrong_yet(hands: Hands, leave: Qt.Key) -> None:
    """Letters that fit several sites are on their way to one of them, until they are left."""
    hands.type("sj")
    hands.enter()
    hands.type("qz")
    hands.settle()
    page = _page(hands)
    site = page.body.head.widgets["site"]
    assert isinstance(site, PickField)
    assert site.choosing
    assert not site.property("wrong")
    assert not page.body.problems
    hands.press(leave)
    hands.settle()
    assert site.property("wrong") == "true"
    assert [one.field for one in page.body.problems] == ["site"]


def test_a_refused_paper_says_where_and_nothing_is_posted(hands: Hands, desk: Desk) -> None:
    hands.type("sj")
    hands.enter()
    page = _page(hands)
    page.body.begin()
    page.body.grid.go(0, "item")
    _line(hands, "mb", "10")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert page.paper.state == "draft"
    assert hands.window.banner.isVisible()
    assert {one.code for one in page.body.problems} >= {"place_not_chosen"}
    assert page.body.head.widgets["site"].property("wrong") == "true"
    hands.press(Qt.Key.Key_F2)
    assert hands.focus is page.body.head.widgets["site"]
    with reading(desk.database, desk.seat) as session:
        fresh = register.ids(session, Filters(number="DB-20221128"))
    assert not fresh


def test_what_is_typed_is_kept_as_a_draft_and_found_again(
    hands: Hands, desk: Desk, qtbot: QtBot
) -> None:
    _head(hands)
    _line(hands, "mb", "10")
    page = _page(hands)
    key = page.paper.key

    def kept() -> bool:
        with reading(desk.database, desk.seat) as session:
            return drafts.standing(session, key) is not None

    qtbot.waitUntil(kept, timeout=PATIENCE)
    hands.window.go(Target("stock"))
    hands.settle()
    hands.window.go(Target("paper", key))
    hands.settle()
    assert _page(hands).paper.key == key
    assert _page(hands).body.lines.line(0)["ordered"] == "10"
    assert _page(hands).body.head.values()["instruction"] == NUMBER


def test_leaving_the_page_saves_at_once(hands: Hands, desk: Desk) -> None:
    _head(hands)
    _line(hands, "mb", "10")
    key = _page(hands).paper.key
    hands.window.go(Target("stock"))
    hands.settle()
    with reading(desk.database, desk.seat) as session:
        row = drafts.find(session, key)
        form = drafts.form_of(row)
    assert isinstance(form, DispatchForm)
    assert [line.ordered for line in form.lines] == ["10"]


def test_undo_takes_the_last_change_of_the_lines_back(hands: Hands) -> None:
    _head(hands)
    _line(hands, "mb", "10")
    page = _page(hands)
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_Delete, CTRL)
    assert page.body.lines.lines == ()
    hands.press(Qt.Key.Key_Z, CTRL)
    assert page.body.lines.line(0)["item"] == "101009"


def test_a_block_from_a_spreadsheet_is_pasted(hands: Hands, settle: Settle) -> None:
    _head(hands)
    QApplication.clipboard().setText("棉被\t10\n折叠床\t20\n不存在的东西\t3\n")
    hands.press(Qt.Key.Key_V, CTRL)
    settle()
    page = _page(hands)
    lines = page.body.lines
    assert [line["ordered"] for line in lines.lines] == ["10", "20", "3"]
    assert [facts.item.name if facts.item else "" for facts in map(lines.facts, range(3))] == [
        "棉被",
        "折叠床",
        "",
    ]
    hands.press(Qt.Key.Key_Return, CTRL)
    settle()
    assert [(one.row, one.code) for one in page.body.problems] == [(3, "unknown_item")]


def test_the_lines_are_a_sound_model(hands: Hands, qtmodeltester: ModelTester) -> None:
    _head(hands)
    _line(hands, "mb", "10")
    qtmodeltester.check(_page(hands).body.lines)  # type: ignore[no-untyped-call]  # as elsewhere


def test_a_posted_paper_is_reversed_and_copied_with_its_reason(
    hands: Hands, desk: Desk, qtbot: QtBot
) -> None:
    _head(hands)
    _line(hands, "mb", "10")
    hands.settle()
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    page = _page(hands)
    number = page.paper.number
    page.act("reverse_copy")
    qtbot.waitUntil(lambda: isinstance(hands.focus.window(), Dialog), timeout=PATIENCE)
    hands.compose("数量写错")
    hands.enter()
    hands.settle()
    assert page.paper.state == "draft"
    assert page.paper.key != number
    assert page.body.lines.line(0)["ordered"] == "10"
    assert _read(desk, number).row.state == "reversed"


def test_a_receipt_takes_its_lines_from_the_slip(hands: Hands, desk: Desk, settle: Settle) -> None:
    with reading(desk.database, desk.seat) as session:
        number = overdue.slips_open(session)[0].number
    hands.window.go(Target("confirmation", "", {"dispatch": number}))
    settle()
    page = _page(hands)
    assert len(page.body.lines.lines) == 4
    page.act("all_arrived")
    hands.press(Qt.Key.Key_Return, CTRL)
    settle()
    assert page.paper.state == "posted"
    assert page.paper.number.startswith("HZ-20221128")
    assert _read(desk, number).row.state == "confirmed"


def test_lots_are_chosen_by_hand(hands: Hands, desk: Desk, qtbot: QtBot) -> None:
    _head(hands)
    _line(hands, "mb", "10")
    page = _page(hands)
    page.body.grid.go(0, "lots")
    hands.press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: isinstance(hands.focus.window(), LotsDialog), timeout=PATIENCE)
    dialog = hands.focus.window()
    assert isinstance(dialog, LotsDialog)
    qtbot.waitUntil(lambda: len(dialog.lines.lines) > 0, timeout=PATIENCE)
    hands.type("7")
    hands.press(Qt.Key.Key_Tab)
    hands.enter()
    qtbot.waitUntil(lambda: hands.focus is page.body.grid.editor, timeout=PATIENCE)
    hands.settle()
    assert page.body.lines.line(0)["issued"] == "7"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    found = _read(desk, page.paper.number)
    assert isinstance(found.form, DispatchForm)
    (line,) = found.form.lines
    assert [(lot.lot, lot.quantity) for lot in line.lots] == [(dialog_lot(found), "7")]


def dialog_lot(found: voucher.Voucher) -> int:
    """The lot that the only line of a posted paper took."""
    ((lot,),) = (line.lots for line in found.look.lines.values())
    return lot.lot


def test_a_head_without_lines_is_not_saved_once_the_window_is_closed(
    hands: Hands, desk: Desk, qtbot: QtBot
) -> None:
    """Its timers would find a closed desk."""
    _head(hands)
    page = _page(hands)
    assert page.keeper.dirty
    assert hands.window.close()
    desk.close()
    qtbot.wait(SAVE_AFTER + 500)
