"""Long work in the background: put away and found by keys, told, asked about at the end."""

import time
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from supplydesk.ui.around import Target
from supplydesk.ui.desk import Tick
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.key_sheet import KeySheet
from supplydesk.ui.parts.long_work import LongWork, long_work
from supplydesk.ui.tour.stage import dialogs
from tests.ui.conftest import Settle
from tests.ui.keys import CTRL, Hands

TITLE, LEAVES = "正在排印 12 张", "已存的不变。"
WAIT = 10_000


class Job:
    """Work that goes on until it is let go, or cancelled."""

    def __init__(self, window: MainWindow, qtbot: QtBot, *, behind: bool = True) -> None:
        self._goes = Event()
        self.done: list[int] = []
        self.cancelled: list[bool] = []
        self.shown = long_work(
            window.around,
            TITLE,
            LEAVES,
            self._work,
            self.done.append,
            cancelled=lambda: self.cancelled.append(True),
            behind=behind,
        )
        qtbot.waitUntil(lambda: self.shown.shown, timeout=WAIT)

    def _work(self, tick: Tick) -> int:
        while not self._goes.wait(0.02):
            tick(3, 12)
        return 12

    def let_go(self) -> None:
        self._goes.set()

    def finish(self, qtbot: QtBot) -> None:
        """Let it go and wait for its end; what is still open when a test ends would ask."""
        self.let_go()
        qtbot.waitUntil(lambda: bool(self.done or self.cancelled), timeout=WAIT)


@pytest.fixture
def job(window: MainWindow, qtbot: QtBot, settle: Settle) -> Job:
    """A job whose dialog is shown over the home page."""
    window.go(Target("home"))
    settle()
    return Job(window, qtbot)


def away(job: Job) -> None:
    """Enter on the dialog: its default is to go on behind."""
    QTest.keyClick(job.shown, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert not job.shown.isVisible()


def line(window: MainWindow) -> QPushButton:
    return window.status._work


def test_it_goes_on_while_other_things_are_done_and_its_end_is_told(
    window: MainWindow, job: Job, qtbot: QtBot, settle: Settle
) -> None:
    assert not line(window).isVisible()
    away(job)
    qtbot.waitUntil(lambda: line(window).accessibleName() == f"{TITLE}  25 %", timeout=WAIT)
    window.go(Target("stock"))
    assert window.here.page == "stock"
    job.let_go()
    qtbot.waitUntil(lambda: job.done == [12], timeout=WAIT)
    settle()
    assert not line(window).isVisible()
    assert window.status._saved.text() == f"已结束：{TITLE}"


def test_the_way_back_by_key_by_click_and_by_the_search(
    window: MainWindow, job: Job, settle: Settle, qtbot: QtBot
) -> None:
    hands = Hands(window, settle)
    away(job)
    QTest.keyClick(window, Qt.Key.Key_J, CTRL)
    assert job.shown.isVisible()
    away(job)
    QTest.keyClick(line(window), Qt.Key.Key_Space)
    assert job.shown.isVisible()
    away(job)
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    hands.type(">htjx")
    hands.enter()
    assert job.shown.isVisible()
    QTest.keyClick(job.shown, Qt.Key.Key_Escape)
    assert not job.shown.behind.isEnabled(), "it is being stopped"
    job.finish(qtbot)


def test_one_at_a_time(window: MainWindow, job: Job, qtbot: QtBot) -> None:
    away(job)
    other = Job(window, qtbot)
    assert other.shown.behind.isVisible()
    assert not other.shown.behind.isEnabled()
    other.shown.go_behind()
    assert other.shown.isVisible()
    other.let_go()
    qtbot.waitUntil(lambda: other.done == [12], timeout=WAIT)
    assert window.around.background.busy, "the first one goes on"
    job.finish(qtbot)


def test_work_that_needs_the_desk_for_itself_cannot(
    window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    job = Job(window, qtbot, behind=False)
    assert not job.shown.behind.isVisible()
    QTest.keyClick(job.shown, Qt.Key.Key_Return)
    assert job.shown.isVisible()
    job.let_go()
    qtbot.waitUntil(lambda: job.done == [12], timeout=WAIT)


def _asked() -> Dialog:
    found = dialogs()[-1]
    assert isinstance(found, Dialog)
    return found


def test_closing_asks_and_going_on_leaves_it_open(
    window: MainWindow, job: Job, qtbot: QtBot
) -> None:
    away(job)
    assert not window.close()
    asked = _asked()
    assert asked.windowTitle() == f"“{TITLE}”还在进行"
    assert not window.close()
    assert dialogs() == [asked], "it asks once"
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.around.background.busy
    job.finish(qtbot)


def test_closing_cancels_it_and_waits_for_its_end(
    window: MainWindow, job: Job, qtbot: QtBot
) -> None:
    away(job)
    window.close()
    asked = _asked()
    QTest.keyClick(asked.main, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
    assert job.cancelled == [True]


def test_the_question_goes_where_the_work_ends_meanwhile(
    window: MainWindow, job: Job, qtbot: QtBot
) -> None:
    away(job)
    window.close()
    _asked()
    job.let_go()
    qtbot.waitUntil(lambda: not dialogs(), timeout=WAIT)
    assert window.isVisible()
    assert window.close()


def test_another_desk_is_asked_about_too(window: MainWindow, job: Job, qtbot: QtBot) -> None:
    left: list[bool] = []
    window.leaving.connect(lambda: left.append(True))
    away(job)
    window.everywhere.leave()
    assert left == []
    QTest.keyClick(_asked().main, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: left == [True], timeout=WAIT)


def test_another_look_waits_for_the_end(window: MainWindow, job: Job, qtbot: QtBot) -> None:
    rebuilt: list[float] = []
    window.rebuilding.connect(lambda: rebuilt.append(time.monotonic()))
    away(job)
    window.rebuild()
    window.around.background.come_back()
    assert rebuilt == []
    job.let_go()
    qtbot.waitUntil(lambda: len(rebuilt) == 1, timeout=WAIT)
    window.rebuild()
    assert len(rebuilt) == 2


def test_nothing_goes_on(window: MainWindow, settle: Settle) -> None:
    window.go(Target("home"))
    settle()
    QTest.keyClick(window, Qt.Key.Key_J, CTRL)
    assert dialogs() == []
    Hands(window, settle).type("?")
    sheet = dialogs()[-1]
    assert isinstance(sheet, KeySheet)
    sheet.reject()
    assert not window.findChildren(LongWork)
