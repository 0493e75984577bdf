"""Long work: shown only where it takes its time, counted, cancelled by Esc, told afterwards."""

import time
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from supplydesk.domain.problem import Refused, refuse
from supplydesk.ui.desk import Tick
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.parts.long_work import LongWork, long_work
from tests.ui.conftest import Settle

LEAVES = "已存的不变。"


def test_short_work_shows_nothing(window: MainWindow, settle: Settle) -> None:
    got: list[str] = []
    shown = long_work(window.around, "排印", LEAVES, lambda _tick: "好", got.append)
    seen = [shown.shown]
    settle()
    assert (got, seen) == (["好"], [False])


def test_it_counts_tells_the_rest_and_goes(window: MainWindow, qtbot: QtBot) -> None:
    got: list[int] = []
    goes_on = Event()

    def work(tick: Tick) -> int:
        time.sleep(1.6)
        tick(3, 12)
        goes_on.wait(10)
        return 12

    shown = long_work(window.around, "正在排印 12 张", LEAVES, work, got.append)
    qtbot.waitUntil(lambda: shown.shown and shown._where.whole == "3 / 12", timeout=5000)
    assert shown._bar.value() == 3
    assert shown._rest.text().startswith("25 %   约 ")
    assert shown.other.accessibleName() == "取消"
    goes_on.set()
    qtbot.waitUntil(lambda: got == [12], timeout=5000)


def test_esc_ends_it_and_the_banner_says_what_is_left(
    window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    cancelled: list[bool] = []

    def work(tick: Tick) -> int:
        for done in range(10_000):
            tick(done, 10_000)
            time.sleep(0.01)
        return 1

    shown = long_work(
        window.around,
        "正在排印",
        LEAVES,
        work,
        lambda _value: None,
        cancelled=lambda: cancelled.append(True),
    )
    qtbot.waitUntil(lambda: shown.shown, timeout=5000)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.other.isEnabled(), "it stays until the work has ended"
    qtbot.waitUntil(lambda: bool(cancelled), timeout=5000)
    settle()
    assert window.banner.accessibleName() == f"已取消。{LEAVES}"


def test_what_goes_wrong_is_handed_on(window: MainWindow, settle: Settle) -> None:
    got: list[Exception] = []

    def work(_tick: Tick) -> int:
        raise refuse("no_copy", "services.printing", "There is no copy {number}.", number=9)

    long_work(window.around, "排印", LEAVES, work, lambda _value: None, failed=got.append)
    settle()
    assert [type(one) for one in got] == [Refused]


def test_minutes_are_told_as_minutes(window: MainWindow) -> None:
    shown = LongWork(window.around.look, window, "排印", LEAVES)
    shown._since -= 60
    shown.step(1, 10)
    assert shown._rest.text() == "10 %   约 9 分钟"
    shown.end()
