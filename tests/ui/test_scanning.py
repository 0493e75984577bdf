"""A hand scanner at Ctrl+K: it types a code and Enter, and the window goes where that leads."""

import pytest
from PySide6.QtCore import Qt

from supplydesk.services import bin_cards, check_code
from supplydesk.services.posted import find
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.document.page import VoucherPage
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.stock import StockPage
from tests.ui.conftest import Settle
from tests.ui.keys import CTRL, Hands

NUMBER = "DB-20221015-001"


@pytest.fixture
def hands(window: MainWindow, settle: Settle) -> Hands:
    window.go(Target("home"))
    settle()
    return Hands(window, settle)


@pytest.fixture
def code(desk: Desk) -> str:
    """The code of a slip."""
    return desk.look(lambda session: check_code.code_of(session, find(session, NUMBER)))


def scan(hands: Hands, code: str) -> None:
    """Ctrl+K; the rest is the scanner's."""
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type(code)
    hands.enter()
    hands.settle()


def test_a_slip_opens_its_voucher(hands: Hands, code: str) -> None:
    scan(hands, code)
    page = hands.window.page()
    assert isinstance(page, VoucherPage)
    assert page.paper.number == NUMBER
    assert not hands.window.palette_box.isVisible()
    assert not hands.window.banner.isVisible()


def test_while_it_is_typed_the_code_alone_is_offered(hands: Hands, code: str) -> None:
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type(code)
    hands.settle()
    (shown,) = hands.window.palette_box.list.choices
    assert (shown.group, shown.text) == ("扫到的码", code)


def test_a_slip_whose_check_value_does_not_fit_is_opened_and_said(hands: Hands, code: str) -> None:
    scan(hands, code[:-1] + ("A" if code[-1] != "A" else "B"))
    page = hands.window.page()
    assert isinstance(page, VoucherPage)
    assert page.paper.number == NUMBER
    told = hands.window.banner.accessibleName()
    assert told.startswith("此码不是本台账打印的")


def test_a_bin_card_opens_stock_at_its_item_and_warehouse(hands: Hands, desk: Desk) -> None:
    cards = desk.look(lambda session: bin_cards.labels_of(session, ["SK01"]))
    card = next(one for one in cards if one.item == "101009")
    scan(hands, card.code)
    page = hands.window.page()
    assert isinstance(page, StockPage)
    row = page.table.current()
    assert row is not None
    assert row.code == "101009"
    assert page._warehouse.value() == "SK01"


def test_a_code_that_leads_nowhere_is_said_and_the_page_stays(hands: Hands) -> None:
    scan(hands, "1:TSYJ:L:999999")
    assert hands.window.here.page == "home"
    assert hands.window.banner.accessibleName().startswith("扫到的码查不到\n")
