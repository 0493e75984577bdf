"""A window in another look stands where the one before it stood: every page keeps what it shows."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.card import CardPage
from supplydesk.ui.pages.month import MonthPage
from supplydesk.ui.pages.register import RegisterPage
from supplydesk.ui.pages.reports import ReportsPage
from supplydesk.ui.pages.settings import SettingsPage
from supplydesk.ui.pages.stock import StockPage
from supplydesk.ui.parts.days import read_span
from supplydesk.ui.parts.page import Page
from supplydesk.ui.preferences import Preferences
from tests.ui.conftest import Settle

Again = Callable[[], MainWindow]


@pytest.fixture
def again(
    window: MainWindow, desk: Desk, preferences: Preferences, settle: Settle, qtbot: QtBot
) -> Iterator[Again]:
    """The window that takes this one's place."""
    made: list[MainWindow] = []

    def make() -> MainWindow:
        point = window.standing_point()
        other = MainWindow(desk, preferences)
        made.append(other)
        qtbot.addWidget(other)
        other.resize(1366, 768)
        other.show()
        window.hide()
        other.activateWindow()
        QApplication.processEvents()
        other.resume(point)
        settle()
        assert other.standing_point() == point
        return other

    yield make
    settle()


def _shown(window: MainWindow, settle: Settle, target: Target) -> QWidget:
    window.go(target)
    settle()
    page = window.page()
    assert page is not None
    return page


def test_stock_keeps_filters_moment_and_item(
    window: MainWindow, settle: Settle, again: Again
) -> None:
    page = _shown(window, settle, Target("stock"))
    assert isinstance(page, StockPage)
    page._warehouse.setCurrentIndex(1)
    page._group.setCurrentIndex(1)
    page.search.setText("1")
    page._show_moment(read_span("2022-10-24")[0])  # type: ignore[index]  # it is a day
    settle()
    page._filter()
    page.table.put(2)
    shown = again().page()
    assert isinstance(shown, StockPage)
    assert shown.table.current() == page.table.current()
    assert len(shown.model.rows) == len(page.model.rows)
    assert shown.heading() == page.heading()
    assert (shown.search.text(), shown._group.value()) == ("1", page._group.value())


def test_the_register_keeps_its_filters_and_its_paper(
    window: MainWindow, settle: Settle, again: Again
) -> None:
    page = _shown(window, settle, Target("register", "DB", {"kind": "dispatch"}))
    assert isinstance(page, RegisterPage)
    page.row._took_days(read_span("2022-10") or pytest.fail("a month"))
    settle()
    page.table.put(7)
    shown = again().page()
    assert isinstance(shown, RegisterPage)
    assert shown.row.filters == page.row.filters
    assert list(shown.model.ids) == list(page.model.ids)
    assert shown.table.currentIndex().row() == 7
    assert shown.row.search.text() == "DB"


def test_the_month_keeps_month_scope_and_line(
    window: MainWindow, settle: Settle, again: Again
) -> None:
    page = _shown(window, settle, Target("month", "2022-10"))
    assert isinstance(page, MonthPage)
    page.scope.setCurrentIndex(1)
    settle()
    page.table.put(3)
    shown = again().page()
    assert isinstance(shown, MonthPage)
    assert shown.month.value() == "2022-10"
    assert shown.scope.value() == page.scope.value() != ""
    assert shown.table.currentIndex().row() == 3


def test_the_card_keeps_its_question_and_its_movement(
    window: MainWindow, settle: Settle, again: Again
) -> None:
    options = {"first": "2022-10-01", "last": "2022-10-31", "basis": "goods"}
    page = _shown(window, settle, Target("card", "101009", options))
    assert isinstance(page, CardPage)
    page.table.put(4)
    shown = again().page()
    assert isinstance(shown, CardPage)
    assert shown.row.asked == page.row.asked
    assert shown.table.currentIndex().row() == 4


@pytest.mark.parametrize("view", ["brief", "gaps"])
def test_reports_keep_their_view_and_days(
    window: MainWindow, settle: Settle, again: Again, view: str
) -> None:
    page = _shown(window, settle, Target("reports", view))
    assert isinstance(page, ReportsPage)
    page.gaps._take(read_span("2022-10"))
    page.brief._take((read_span("2022-11-05") or pytest.fail("a day"))[0])
    settle()
    page.gaps.table.put(2)
    shown = again().page()
    assert isinstance(shown, ReportsPage)
    assert shown.segments.value() == view
    if view == "gaps":
        assert shown.gaps.report == page.gaps.report
        assert shown.gaps.table.currentIndex().row() == 2
    else:
        assert shown.brief.brief == page.brief.brief


@pytest.mark.parametrize("name", ["theme", "expiring_days", "events"])
def test_settings_keep_the_keys_where_they_were(
    window: MainWindow, settle: Settle, again: Again, name: str
) -> None:
    page = _shown(window, settle, Target("settings", "", {"focus": name}))
    assert isinstance(page, SettingsPage)
    other = again()
    shown = other.page()
    assert isinstance(shown, SettingsPage)
    field, focus = shown._fields()[name], other.focusWidget()
    assert focus is not None
    assert field is focus or field.isAncestorOf(focus)


def test_the_way_back_leads_to_the_page_as_it_was_left(window: MainWindow, settle: Settle) -> None:
    page = _shown(window, settle, Target("stock", "101009"))
    assert isinstance(page, StockPage)
    page.search.setText("9")
    page._filter()
    page.table.put(1)
    row = page.table.current()
    _shown(window, settle, Target("month"))
    window.back()
    settle()
    back = window.page()
    assert isinstance(back, Page)
    assert back is page
    assert (page.search.text(), page.table.current()) == ("9", row)
