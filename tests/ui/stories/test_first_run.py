"""The first run by keys: from no desk at all to the first posted dispatch."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from supplydesk import paths
from supplydesk.domain.seat import DEFAULT_ZONE
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.setup import SetupPage
from supplydesk.ui.parts.new_desk import NewDeskDialog
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.program import Program
from supplydesk.ui.tour.stage import dialogs
from supplydesk.ui.welcome import Welcome
from tests.ui.keys import CTRL
from tests.ui.stories.clerk import NUMBER, Clerk, at_rest

WAIT = 20_000
MOST_TABS = 60


@pytest.fixture
def program(
    qapp: QApplication, preferences: Preferences, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The program of somebody who has no desk."""
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path / "log")
    monkeypatch.setattr(paths, "user_folder", lambda: tmp_path / "own")
    monkeypatch.setattr(paths, "default_desk", lambda: tmp_path / "own" / "desk.supplydesk")
    made = Program(preferences)
    yield made
    made.end()
    made.deleteLater()
    qapp.processEvents()


class Beginner(Clerk):
    """Finds her way by Tab."""

    def tab_to(self, word: str) -> None:
        """Tab until what has the keys is called so."""
        for _ in range(MOST_TABS):
            focus = self.focus
            words = focus.text() if isinstance(focus, QAbstractButton) else ""
            if (focus.accessibleName() or words).startswith(word):
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"no Tab leads to {word}: {self.focus.accessibleName()}")

    def fill(self, word: str, text: str) -> None:
        """Tab to a field and type over what it holds."""
        self.tab_to(word)
        self.over(text)


def _until(qtbot: QtBot, holds: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(holds()), timeout=WAIT)
    QApplication.processEvents()


def _new_desk(program: Program, qtbot: QtBot) -> MainWindow:
    """The welcome, its dialog, Enter."""
    program.start()
    _until(qtbot, lambda: isinstance(program.window, Welcome))
    welcome = program.window
    assert isinstance(welcome, Welcome)
    hands = Beginner(welcome, None, lambda: None)  # type: ignore[arg-type]  # no desk yet
    hands.press(Qt.Key.Key_Space)
    _until(qtbot, lambda: isinstance(hands.focus.window(), NewDeskDialog))
    hands.compose("天水市应急管理局")
    hands.fill("你的姓名", "李××")
    hands.fill("仓库", "城东库")
    hands.enter()
    _until(qtbot, lambda: isinstance(program.window, MainWindow))
    window = program.window
    assert isinstance(window, MainWindow)
    return window


def test_from_no_desk_to_the_first_posted_dispatch(program: Program, qtbot: QtBot) -> None:
    window = _new_desk(program, qtbot)
    desk = program.desk
    assert desk is not None

    def settle() -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: at_rest(window, desk), timeout=WAIT)
            QApplication.processEvents()

    settle()
    clerk = Beginner(window, desk, settle)
    setup = window.page()
    assert isinstance(setup, SetupPage)
    _until(qtbot, setup.starter.hasFocus)
    clerk.press(Qt.Key.Key_Space)
    _until(qtbot, lambda: dialogs() and dialogs()[-1].focusWidget() is not None)
    settle()
    clerk.enter()
    _until(qtbot, lambda: setup.found is not None and setup.found.step == "opening")
    settle()
    _until(qtbot, setup.opening.hasFocus)
    clerk.tab_to("手工录入")
    clerk.press(Qt.Key.Key_Space)
    settle()
    # The only warehouse is chosen, and the day before the books begin.
    for initials, quantity in (("mb", "620"), ("zdc", "300")):
        clerk.type(initials)
        clerk.enter()
        clerk.type(quantity)
        clerk.enter(4)
    clerk.settle()
    clerk.post()
    assert clerk.page.paper.state == "posted", (clerk.codes, clerk.told())
    assert clerk.page.paper.number.startswith("QC-")
    _site(clerk)
    _event(clerk)
    clerk.press(Qt.Key.Key_Escape)
    clerk.command("gzt")
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    # The only warehouse and the only event are chosen already.
    clerk.type("qz")
    clerk.enter()
    clerk.compose(NUMBER.replace("2022", str(_today().year)))
    clerk.enter()
    clerk.line("mb", "40")
    clerk.line("zdc", "20")
    clerk.settle()
    clerk.post()
    assert clerk.page.paper.state == "posted", (clerk.codes, clerk.told())
    assert clerk.page.paper.number == f"DB-{_today():%Y%m%d}-001"
    stock = clerk.stock()
    assert (stock["101009"], stock["101006"]) == (Decimal(580), Decimal(280))


def _today() -> datetime:
    return datetime.now(UTC).astimezone(ZoneInfo(DEFAULT_ZONE))


def _site(clerk: Beginner) -> None:
    """Ctrl+K to the places, F5, the form, Ctrl+Enter."""
    clerk.command("ckyzd")
    clerk.press(Qt.Key.Key_F5)
    clerk.fill("编码", "ZD01")
    clerk.fill("名称", "秦州区××中学安置点")
    clerk.press(Qt.Key.Key_F8)
    clerk.settle()
    assert not clerk.told(), clerk.told()


def _event(clerk: Beginner) -> None:
    """Ctrl+K to the settings, F6 to the events, a new one."""
    clerk.command("sz")
    clerk.press(Qt.Key.Key_F6, times=2)
    clerk.tab_to("新增事件…")
    clerk.press(Qt.Key.Key_Space)
    clerk.fill("代码", "FX")
    clerk.fill("名称", "防汛")
    clerk.enter()
    clerk.settle()
