"""The home page: where nothing waits there is one thing to do; charts give the list their room."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from supplydesk.ui.application import dress
from supplydesk.ui.around import Target
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.home import HomePage
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.tour.desks import Desks
from supplydesk.ui.tour.stage import Stage, set_up
from tests.ui.conftest import Settle


@pytest.fixture
def empty(qapp: QApplication, preferences: Preferences, tmp_path: Path) -> Iterator[Stage]:
    """A new desk on its home page."""
    dress(qapp, preferences.look)
    with set_up(Desks(tmp_path).copy("empty"), preferences, QSize(1366, 768), tmp_path) as stage:
        stage.go("home")
        yield stage


def _home(window: MainWindow) -> HomePage:
    page = window.page()
    assert isinstance(page, HomePage)
    return page


def _begin(page: HomePage) -> QPushButton:
    found = page.list.findChild(QPushButton)
    assert isinstance(found, QPushButton)
    return found


def test_where_nothing_waits_a_dispatch_can_be_begun(empty: Stage) -> None:
    button = _begin(_home(empty.main))
    assert button.isVisible()
    assert not _home(empty.main)._side.isVisible(), "no charts of nothing"
    button.click()
    empty.settle()
    assert empty.main.here == Target("dispatch")


def test_where_something_waits_the_list_tells_it(window: MainWindow, settle: Settle) -> None:
    window.go(Target("home"))
    settle()
    page = _home(window)
    assert not _begin(page).isVisible()
    assert page._side.isVisible()
    wide = page.list.width()
    window.resize(900, 700)
    QTest.qWait(0)
    assert not page._side.isVisible(), "the list needs the room"
    window.resize(1366, 768)
    QTest.qWait(0)
    assert page._side.isVisible()
    assert page.list.width() == wide
