"""A clerk at the window of the sample desk."""

import pytest
from pytestqt.qtbot import QtBot

from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from tests.ui.conftest import PATIENCE, Settle
from tests.ui.stories.clerk import Clerk, at_rest


@pytest.fixture
def clerk(window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot) -> Clerk:
    """Hands on the window, which shows the home page."""

    def looked_over() -> None:
        qtbot.waitUntil(lambda: at_rest(window, desk), timeout=PATIENCE)
        settle()

    window.go(Target("home"))
    settle()
    return Clerk(window, desk, looked_over)
