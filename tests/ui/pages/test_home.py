"""The home page: where nothing waits there is one thing to do; charts give the list their room."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from supplydesk.services import backups
from supplydesk.ui.application import dress
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.look.look import Look
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages import home_rows
from supplydesk.ui.pages.home import HomePage
from supplydesk.ui.pages.home_backup import BackupCard
from supplydesk.ui.pages.register import RegisterPage
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.tour.desks import Desks
from supplydesk.ui.tour.stage import Stage, set_up
from tests.ui.conftest import PATIENCE, Settle


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
    page = _home(empty.main)
    assert not page._issued.isVisible(), "no charts of nothing"
    assert not page._low.isVisible()
    assert page.backup.isVisible()
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


def test_what_has_no_room_is_counted_and_leads_to_all_of_it(
    window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_rows, "MOST", 4)
    window.go(Target("home"))
    settle()
    page = _home(window)
    slips = [row for row in page.list._rows if row.group == "slips"]
    assert len(slips) == 1 + 4 + 1
    assert str(slips[0].count - 4) in slips[-1].lead
    assert slips[-1].target is not None
    window.go(slips[-1].target)
    settle()
    register = window.page()
    assert isinstance(register, RegisterPage)
    assert len(register.model.ids) == slips[0].count


def test_the_last_copy_is_told_and_ctrl_b_makes_one(
    window: MainWindow, settle: Settle, qtbot: QtBot, desk: Desk
) -> None:
    window.go(Target("home"))
    settle()
    page = _home(window)
    assert (page.backup.when.text(), page.backup.hint.text()) == (
        "尚无备份", "账簿还没有任何副本。",
    )  # fmt: skip
    QTest.keyClick(page.list, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert page.why_not("back_up") == "正在备份。"
    qtbot.waitUntil(lambda: page._work is None, timeout=PATIENCE)
    settle()
    assert page.backup.when.text() == "今日 14:18 已备份"
    assert page.backup.hint.text() == "备份时已检查文件。"
    assert len(backups.list_backups(desk.database.location)) == 1
    assert window.banner.accessibleName().startswith("已备份并核对：")


def test_a_copy_that_is_old_is_said(qapp: QApplication) -> None:
    card = BackupCard(Look())
    now = datetime(2022, 11, 28, 14, 18)  # noqa: DTZ001 - by the desk's own wall clock
    for days, said in ((0.5, "备份时已检查文件。"), (3, "已过 3 天；当时已检查文件。")):
        card.show_copy(now - timedelta(days=days), now, able=True)
        assert card.hint.text() == said
        assert card.when.objectName() == ("warn" if days > 1 else "")
    card.deleteLater()


def test_who_may_not_copy_is_told_the_last_one_alone(
    window: MainWindow, settle: Settle, desk: Desk
) -> None:
    desk.sit(replace(desk.seat, role="viewer"))
    window.go(Target("home"))
    settle()
    page = _home(window)
    assert page.backup.isVisible()
    assert not page.backup.button.isVisible()
    assert page.why_not("back_up")
    page.on_back_up()
    assert page._work is None
