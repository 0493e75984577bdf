"""The window never waits: with every query slowed, it walks, types and posts without a gap."""

import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supplydesk.ui.desk import Desk
from tests.ui.keys import CTRL
from tests.ui.stories.clerk import Clerk, at_rest
from tests.ui.stories.slow import Pulse, slowed

LOG = logging.getLogger(__name__)
FRAME, SLACK = 50.0, 2
"""Milliseconds of a frame, and how much slower than it should be the machine may be."""
MACHINE = 500.0
LONG_WAIT = 90_000


def _walk(clerk: Clerk, pulse: Pulse) -> None:
    """Home, stock, register, a voucher with its typing, posting."""
    pulse.at("idle")
    QTest.qWait(1000)  # the other pages are got ready meanwhile
    clerk.settle()
    for name, letters in (("stock", "kc"), ("register", "dj"), ("home", "gzt")):
        pulse.at(name)
        clerk.command(letters)
    pulse.at("stock again")
    clerk.command("kc")
    for _ in range(5):
        clerk.press(Qt.Key.Key_Down)
    clerk.settle()
    pulse.at("register again")
    clerk.command("dj")
    clerk.press(Qt.Key.Key_End)
    clerk.settle()
    pulse.at("new voucher")
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    pulse.at("typing the head")
    clerk.head()
    pulse.at("typing lines")
    for initials, quantity in (("zdc", "20"), ("mb", "40"), ("mr", "30")):
        clerk.line(initials, quantity)
    clerk.settle()
    pulse.at("posting")
    clerk.post()
    assert clerk.page.paper.state == "posted", (clerk.codes, clerk.told())
    pulse.at("home after posting")
    clerk.command("gzt")
    clerk.settle()


@pytest.mark.parametrize("seconds", [0.02, pytest.param(0.5, marks=pytest.mark.long)])
def test_no_query_is_waited_for_in_the_window(
    clerk: Clerk,
    desk: Desk,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
) -> None:
    def settle() -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: at_rest(clerk.window, desk), timeout=LONG_WAIT)
            QApplication.processEvents()

    clerk.settle = settle
    pulse = Pulse()
    try:
        with slowed(monkeypatch, desk.database, seconds) as slow:
            _walk(clerk, pulse)
    finally:
        pulse.stop()
    for doing, (gap, busy) in pulse.worst.items():
        LOG.info("%-20s no tick for %5.0f ms, at work for %4.0f of them", doing, gap, busy)
    assert slow.statements > 100
    assert slow.in_the_window == []
    # A gap is the window's own work, and what the machine gave to others; a query that was waited
    # for would stand in it whole, and 500 ms are more than any of both.
    waited = {doing: gap - busy for doing, (gap, busy) in pulse.worst.items()}
    assert max(waited.values()) < max(seconds * 1000, MACHINE), pulse.worst
    assert max(busy for _, busy in pulse.worst.values()) <= FRAME * SLACK, pulse.worst
