"""A morning of ten dispatches, an error in each, every one found, mended and posted by keys."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supplydesk.domain.quantity import from_thousandths
from supplydesk.services import documents, incidents, waiting
from supplydesk.services.forms import DOCUMENT, DispatchForm
from supplydesk.store.database import DeskSession, reading, write
from supplydesk.ui.desk import Desk
from supplydesk.ui.document.lots_dialog import LotsDialog
from supplydesk.ui.pages.home import HomePage
from supplydesk.ui.pages.register import RegisterPage
from supplydesk.ui.pages.stock import StockPage
from tests.ui.conftest import PATIENCE
from tests.ui.keys import CTRL, SHIFT
from tests.ui.stories.clerk import NUMBER, Clerk

QUILT, BED = "101009", "101006"
TODAY = "DB-20221128"


@pytest.fixture
def before(desk: Desk) -> Desk:
    """What the morning finds: an event that is over, and quilts that expired in the summer."""

    def prepare(session: DeskSession) -> None:
        incidents.add(session, "DZ2021", "麦积山地震", date(2021, 5, 1))
        incidents.close(session, "DZ2021", date(2021, 12, 1))
        lot = {
            "item": QUILT, "quantity": "30", "lot_number": "旧批",
            "made": "2010-01-01", "expires": "2022-06-01",
        }  # fmt: skip
        opening = {
            "kind": "opening", "key": "expired", "place": "SK01", "voucher_date": "2022-09-30",
            "lines": [lot],
        }  # fmt: skip
        documents.post(session, DOCUMENT.validate_python(opening))

    write(desk.database, desk.seat, prepare)
    return desk


def test_ten_dispatches_with_an_error_in_each_are_mended_and_posted_by_keys(
    before: Desk, clerk: Clerk, qtbot: QtBot
) -> None:
    stock = clerk.stock("SK01")
    sent = (
        _wrong_site(clerk), _closed_event(clerk), _short(clerk), _unknown_item(clerk),
        _wrong_figure(clerk), _next_year(clerk), _no_order(clerk), _expired_by_hand(clerk, qtbot),
        _note_for_an_order(clerk), _no_quantity(clerk),
    )  # fmt: skip
    assert [number for number, _ in sent] == [f"{TODAY}-{at:03d}" for at in range(1, 11)]
    beds = Decimal(25)
    quilts = sum((pieces for _, pieces in sent), Decimal(0)) - beds
    after = clerk.stock("SK01")
    changed = {code for code in stock if after[code] != stock[code]}
    assert changed == {QUILT, BED}
    assert stock[QUILT] - after[QUILT] == quilts
    assert stock[BED] - after[BED] == beds
    _the_window_tells_it(clerk, sent, after[QUILT])


def _the_window_tells_it(
    clerk: Clerk, sent: tuple[tuple[str, Decimal], ...], quilts: Decimal
) -> None:
    """What was posted stands on the home page, in the register and in the stock, by keys again."""
    clerk.command("kc")
    page = clerk.window.page()
    assert isinstance(page, StockPage)
    clerk.press(Qt.Key.Key_F3)
    clerk.type("mb")
    clerk.enter()
    clerk.settle()
    row = page.table.current()
    assert row is not None
    assert row.code == QUILT
    county = clerk.stock("XK01")[QUILT]
    assert from_thousandths(row.on_hand) == quilts + county
    clerk.command("dj")
    register = clerk.window.page()
    assert isinstance(register, RegisterPage)
    shown = [register.model.row_at(at) for at in range(len(sent))]
    assert [one.row.number for one in shown if one] == [number for number, _ in reversed(sent)]
    clerk.command("gzt")
    home = clerk.window.page()
    assert isinstance(home, HomePage)
    with reading(clerk.desk.database, clerk.desk.seat) as session:
        slips = {one.number: one.open for one in waiting.waiting(session).slips}
    assert {number: slips[number] for number, _ in sent} == dict(sent)
    assert f"未回执 {len(slips)} " in home.cards["slips"].accessibleName()
    assert home.cards["unposted"].accessibleName().startswith("未过账 0"), "no draft was left"


def _new(clerk: Clerk) -> None:
    """Ctrl+N, wherever one is."""
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    assert clerk.page.paper.number == ""


def _posted(clerk: Clerk, pieces: int) -> tuple[str, Decimal]:
    """Ctrl+Enter, and it is in the books with what was meant."""
    clerk.post()
    page = clerk.page
    assert page.paper.state == "posted", (clerk.codes, clerk.told())
    found = clerk.read(page.paper.number)
    assert isinstance(found.form, DispatchForm)
    total = sum((one.quantity for one in found.look.lines.values()), Decimal(0))
    assert total == pieces
    assert not clerk.told()
    return page.paper.number, total


def _wrong_site(clerk: Clerk) -> tuple[str, Decimal]:
    _new(clerk)
    clerk.type("sj")
    clerk.enter()
    clerk.compose("武山县某某点")
    clerk.enter()
    clerk.compose(NUMBER)
    clerk.enter()
    clerk.line("mb", "10")
    clerk.settle()
    assert clerk.codes == {"unknown_site"}
    clerk.next_problem()
    assert clerk.focus is clerk.page.body.head.widgets["site"]
    clerk.over("qz")
    clerk.enter()
    return _posted(clerk, 10)


def _closed_event(clerk: Clerk) -> tuple[str, Decimal]:
    _new(clerk)
    clerk.type("sj")
    clerk.enter()
    clerk.type("qz")
    clerk.enter()
    clerk.compose(NUMBER)
    clerk.press(Qt.Key.Key_Tab, times=3)
    clerk.over("DZ2021")
    clerk.enter()
    clerk.line("mb", "10")
    clerk.settle()
    assert clerk.codes == {"incident_closed"}
    clerk.next_problem()
    clerk.over("yq")
    clerk.enter()
    return _posted(clerk, 10)


def _short(clerk: Clerk) -> tuple[str, Decimal]:
    _new(clerk)
    clerk.head()
    clerk.line("mb", "4000")
    clerk.settle()
    assert clerk.codes == {"not_enough"}
    clerk.next_problem()
    left = clerk.page.body.lines.facts(0).looked
    assert left is not None
    clerk.remedy()
    assert clerk.codes == set()
    typed = int(clerk.page.body.lines.line(0)["issued"])
    assert 0 < typed < 4000
    # The others want quilts as well: a hundred of them will do.
    clerk.over("100")
    clerk.enter()
    clerk.settle()
    return _posted(clerk, 100)


def _unknown_item(clerk: Clerk) -> tuple[str, Decimal]:
    _new(clerk)
    clerk.head()
    clerk.line("zzz", "25")
    clerk.settle()
    assert clerk.codes == {"unknown_item"}
    clerk.next_problem()
    clerk.over("zdc")
    clerk.enter()
    return _posted(clerk, 25)


def _wrong_figure(clerk: Clerk) -> tuple[str, Decimal]:
    _new(clerk)
    clerk.head()
    clerk.type("mb")
    clerk.enter()
    clerk.compose("１２x")
    clerk.enter(2)
    clerk.settle()
    assert clerk.codes == {"quantity_unit_unknown"}
    clerk.next_problem()
    assert clerk.page.body.grid.column.name == "ordered"
    clerk.over("１２")
    clerk.enter()
    return _posted(clerk, 12)


def _next_year(clerk: Clerk) -> tuple[str, Decimal]:
    _new(clerk)
    clerk.type("sj")
    clerk.enter()
    clerk.type("qz")
    clerk.enter()
    clerk.compose(NUMBER)
    clerk.press(Qt.Key.Key_Backtab, SHIFT, times=3)
    clerk.type("2023-11-28")
    clerk.enter()
    clerk.line("mb", "10")
    clerk.settle()
    assert "date_in_future" in clerk.codes
    clerk.next_problem()
    assert clerk.focus is clerk.page.body.head.widgets["voucher_date"]
    clerk.over("11-28")
    clerk.enter()
    return _posted(clerk, 10)


def _no_order(clerk: Clerk) -> tuple[str, Decimal]:
    _new(clerk)
    clerk.head(number="")
    clerk.line("mb", "10")
    clerk.settle()
    assert clerk.codes == set(), "what is still to come is no fault while one types"
    clerk.post()
    assert clerk.page.paper.state == "draft"
    assert clerk.codes == {"no_order"}
    assert "调令" in clerk.told() or "指令" in clerk.told()
    clerk.next_problem()
    clerk.compose(NUMBER)
    clerk.enter()
    return _posted(clerk, 10)


def _expired_by_hand(clerk: Clerk, qtbot: QtBot) -> tuple[str, Decimal]:
    _new(clerk)
    clerk.head()
    clerk.line("mb", "7")
    clerk.settle()
    _lots(clerk, qtbot)
    _put_lots(clerk, {"旧批": "7"})
    assert clerk.codes == {"lot_expired"}
    clerk.next_problem()
    clerk.press(Qt.Key.Key_F7)
    _put_lots(clerk, {"旧批": ""})
    return _posted(clerk, 7)


def _lots(clerk: Clerk, qtbot: QtBot) -> None:
    """Up to the line, right to its lots, F7."""
    clerk.press(Qt.Key.Key_Up)
    clerk.press(Qt.Key.Key_Right, times=3)
    assert clerk.page.body.grid.column.name == "lots"
    clerk.press(Qt.Key.Key_F7)


def _put_lots(clerk: Clerk, figures: dict[str, str]) -> None:
    clerk.settle()
    dialog = clerk.focus.window()
    assert isinstance(dialog, LotsDialog)
    for line in dialog.lines.lines:
        if line["lot_number"] in figures:
            text = figures[line["lot_number"]]
            if text:
                clerk.over(text)
            else:
                clerk.press(Qt.Key.Key_Delete)
        clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Tab)
    clerk.enter()
    clerk.settle()
    assert clerk.focus.window() is clerk.window


def _note_for_an_order(clerk: Clerk) -> tuple[str, Decimal]:
    _new(clerk)
    clerk.head(number="白条")
    clerk.line("mb", "10")
    clerk.settle()
    assert len(clerk.codes) == 1
    clerk.next_problem()
    assert clerk.focus is clerk.page.body.head.widgets["instruction"]
    clerk.over(NUMBER)
    clerk.enter()
    return _posted(clerk, 10)


def _no_quantity(clerk: Clerk) -> tuple[str, Decimal]:
    _new(clerk)
    clerk.head()
    clerk.line("mb", "")
    clerk.settle()
    assert clerk.codes == {"number_empty"}
    clerk.next_problem()
    assert clerk.page.body.grid.column.name == "ordered"
    clerk.type("5")
    return _posted(clerk, 5)


def test_lines_are_marked_before_the_event_is_chosen(
    clerk: Clerk, desk: Desk, qtbot: QtBot
) -> None:
    """What is wrong is seen as it is typed, and F2 goes there, whatever the head lacks still."""
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    head = clerk.page.body.head
    clerk.head()
    head.widgets["incident"].setFocus()
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.press(Qt.Key.Key_Delete)
    clerk.press(Qt.Key.Key_Tab)
    body = clerk.page.body
    body.grid.go(0, "item")
    clerk.line("mb", "1x")
    clerk.line("zdc", "5")
    clerk.type("buzhidao")
    clerk.enter()
    clerk.settle()
    assert head.values().get("incident", "") == ""
    assert [(one.row, one.field) for one in body.problems] == [(1, "ordered"), (3, "item")]
    clerk.next_problem()
    assert (body.grid.row, body.grid.column.name) == (0, "ordered")
    clerk.next_problem()
    assert (body.grid.row, body.grid.column.name) == (2, "item")
    assert "2 处" in body.strip._count.text()
    date = head.widgets["voucher_date"]
    date.setFocus()
    clerk.type("13-45")
    clerk.settle()
    places = {(one.row, one.field) for one in body.problems}
    assert places == {(None, "voucher_date"), (1, "ordered"), (3, "item")}
    qtbot.waitUntil(lambda: not clerk.page.keeper.dirty and desk.idle, timeout=PATIENCE)
