"""A window on a copy of the sample desk, offscreen, in Chinese, at 1366×768; and its patience."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supplydesk.domain.seat import Seat
from supplydesk.services import people, sample
from supplydesk.store.database import locate, reading
from supplydesk.store.migrate import open_desk
from supplydesk.ui import run
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.preferences import Preferences

NOW = datetime(2022, 11, 28, 14, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
PATIENCE = 10_000
"""Milliseconds for the desk's answers; they take a few, but the machine may be busy."""

Settle = Callable[[], None]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as `supplydesk.ui.run` makes it."""
    return run.application()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample desk, made once."""
    path = tmp_path_factory.mktemp("sample") / "tianshui.supplydesk"
    sample.make(locate(path)).close()
    return path


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Preferences of nobody."""
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def desk(qapp: QApplication, sample_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of the sample desk with its keeper, on an afternoon at the end of its autumn."""
    path = tmp_path / "desk.supplydesk"
    shutil.copy(sample_file, path)
    database = open_desk(locate(path))
    with reading(database, Seat(now=lambda: NOW)) as session:
        seat = people.sit(session, sample.KEEPER, now=lambda: NOW)
    made = Desk(database, seat)
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()


@pytest.fixture
def settle(qtbot: QtBot, desk: Desk) -> Settle:
    """Wait until the desk has answered everything and nothing is left to be painted."""

    def wait() -> None:
        for _ in range(3):  # an answer may ask again
            qtbot.waitUntil(lambda: desk.idle, timeout=PATIENCE)
            QApplication.processEvents()

    return wait


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, desk: Desk, preferences: Preferences, settle: Settle
) -> Iterator[MainWindow]:
    """The main window, shown; what would be our bug fails the test."""
    run.dress(qapp, preferences.look)
    made = MainWindow(desk, preferences)
    qtbot.addWidget(made)
    made.bug.connect(_raise)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    settle()
    yield made
    settle()


def _raise(error: Exception) -> None:
    raise error
