"""The event one works for: chosen by keys at the header or in the search, kept, and followed."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from supplydesk.services import drafts, incidents
from supplydesk.services.forms import DOCUMENT
from supplydesk.services.sample import INCIDENT
from supplydesk.store.database import DeskSession, write
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.document.page import VoucherPage
from supplydesk.ui.incident import ChosenIncident
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.home import HomePage
from supplydesk.ui.pages.register import RegisterPage
from supplydesk.ui.pages.reports import ReportsPage
from supplydesk.ui.parts.choose import Choose
from supplydesk.ui.parts.key_sheet import KeySheet
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.tour.stage import dialogs
from tests.ui.conftest import Settle
from tests.ui.keys import CTRL, SHIFT, Hands

OTHER = "FX2022"


def _floods(session: DeskSession) -> None:
    incidents.add(session, OTHER, "防汛", date(2022, 11, 1))
    incidents.add(session, "DZ2021", "麦积山地震")
    incidents.close(session, "DZ2021", date(2021, 12, 1))
    fields = {
        "kind": "dispatch", "key": "flood-1", "warehouse": "SK01", "site": "ZD001",
        "incident": OTHER, "lines": [{"item": "101009", "ordered": "3"}],
    }  # fmt: skip
    drafts.save(session, DOCUMENT.validate_python(fields))


@pytest.fixture
def three(desk: Desk) -> Desk:
    """The sample with another event that runs, with a draft, and one that is over."""
    write(desk.database, desk.seat, _floods)
    return desk


@pytest.fixture
def hands(three: Desk, window: MainWindow, settle: Settle) -> Hands:
    window.go(Target("home"))
    settle()
    return Hands(window, settle)


def choose(hands: Hands, letters: str) -> None:
    """Ctrl+Shift+E, some letters, Enter."""
    hands.press(Qt.Key.Key_E, CTRL | SHIFT)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, Choose)
    hands.type(letters)
    hands.enter()
    hands.settle()


def said(hands: Hands) -> str:
    return hands.window.header.incident.word


def test_a_desk_with_one_event_has_nothing_to_choose(window: MainWindow, settle: Settle) -> None:
    window.go(Target("home"))
    settle()
    assert not window.header.incident.isVisible()
    assert window.around.incident.code == ""
    hands = Hands(window, settle)
    hands.press(Qt.Key.Key_E, CTRL | SHIFT)
    assert QApplication.activePopupWidget() is None
    hands.type("?")
    sheet = dialogs()[-1]
    assert isinstance(sheet, KeySheet)
    assert "incident" not in [one.name for _, rows in sheet.groups for one in rows]
    sheet.reject()


def test_it_is_chosen_at_the_header_by_keys_and_said_there(hands: Hands) -> None:
    assert hands.window.header.incident.isVisible()
    assert said(hands) == "事件：全部事件"
    choose(hands, "fx")
    assert said(hands) == "事件：防汛"
    assert hands.window.around.incident.code == OTHER
    choose(hands, "qb")
    assert said(hands) == "事件：全部事件"


def test_it_is_chosen_in_the_search_too(hands: Hands) -> None:
    hands.press(Qt.Key.Key_K, CTRL)
    hands.settle()
    hands.type("fx")
    hands.settle()
    shown = hands.window.palette_box.list.choices
    hands.press(Qt.Key.Key_Down, times=[one.text for one in shown].index("防汛"))
    hands.enter()
    hands.settle()
    assert said(hands) == "事件：防汛"
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type(">xzsj")
    hands.enter()
    assert isinstance(QApplication.activePopupWidget(), Choose)
    hands.press(Qt.Key.Key_Escape)


def test_it_is_kept_for_this_desk_alone(
    hands: Hands, desk: Desk, preferences: Preferences, settle: Settle
) -> None:
    choose(hands, "fx")
    again = ChosenIncident(desk, preferences, hands.window)
    assert again.code == OTHER, "before the desk has told of any"
    again.read()
    settle()
    assert again.code == OTHER
    kept = preferences.text(again._kept)
    assert kept == OTHER
    preferences.keep(again._kept, "GONE")
    left = ChosenIncident(desk, preferences, hands.window)
    heard: list[str] = []
    left.changed.connect(lambda: heard.append(left.code))
    left.read()
    settle()
    assert heard == [""], "an event that the desk does not have is none"


def test_the_home_page_follows_and_tells_what_it_hides(hands: Hands) -> None:
    home = hands.window.page()
    assert isinstance(home, HomePage)
    everything = home.cards["unposted"].accessibleName(), home.cards["slips"].accessibleName()
    choose(hands, "yq")
    assert "0" in home.cards["unposted"].accessibleName()
    last = home.list._rows[-1]
    assert (last.key, home.list._rows[-2].count) == ("elsewhere", 1)
    home.list.setFocus()
    hands.press(Qt.Key.Key_End)
    hands.enter()
    hands.settle()
    assert said(hands) == "事件：全部事件"
    assert everything == (
        home.cards["unposted"].accessibleName(), home.cards["slips"].accessibleName(),
    )  # fmt: skip


def test_the_register_is_narrowed_to_it_by_a_chip_that_can_be_taken_off(hands: Hands) -> None:
    hands.window.go(Target("register"))
    hands.settle()
    page = hands.window.page()
    assert isinstance(page, RegisterPage)
    every = len(page.model.ids)
    choose(hands, "fx")
    assert page.row.told()[:1] == ("事件 防汛",)
    assert len(page.model.ids) == 1
    page.row.remove("incident")
    hands.settle()
    assert (len(page.model.ids), said(hands)) == (every, "事件：防汛")
    choose(hands, "yq")
    assert page.row.filters.incident == INCIDENT
    number = "DB-20221024-001"
    hands.window.go(Target("register", number))
    hands.settle()
    assert page.row.filters.incident == "", (
        "a paper that was asked for is shown, whatever its event"
    )


def test_the_brief_tells_of_it(hands: Hands) -> None:
    choose(hands, "fx")
    hands.window.go(Target("reports"))
    hands.settle()
    page = hands.window.page()
    assert isinstance(page, ReportsPage)
    assert page.heading().subtitle == "防汛"
    choose(hands, "yq")
    assert page.heading().subtitle == "疫情防控"
    choose(hands, "qb")
    assert page.heading().subtitle == "疫情防控", "a brief is of one event"


Begin = Callable[[], VoucherPage]


@pytest.fixture
def begin(hands: Hands) -> Begin:
    def new() -> VoucherPage:
        hands.press(Qt.Key.Key_N, CTRL)
        hands.settle()
        page = hands.window.page()
        assert isinstance(page, VoucherPage)
        return page

    return new


def test_a_new_dispatch_begins_with_it(hands: Hands, begin: Begin) -> None:
    page = begin()
    assert page.body.head.values()["incident"] == "", "two run, and none is chosen"
    choose(hands, "fx")
    assert page.body.head.values()["incident"] == OTHER, "nothing was typed yet"
    hands.window.go(Target("home"))
    choose(hands, "yq")
    assert begin().body.head.values()["incident"] == INCIDENT
    choose(hands, "mjs")
    hands.window.go(Target("home"))
    assert begin().body.head.values()["incident"] == INCIDENT, "what is over stays out"


def test_a_dispatch_with_lines_keeps_its_event(hands: Hands, begin: Begin) -> None:
    choose(hands, "fx")
    page = begin()
    hands.window.go(Target("dispatch", "", {"item": "101009"}))
    hands.settle()
    choose(hands, "yq")
    assert page.body.head.values()["incident"] == OTHER
