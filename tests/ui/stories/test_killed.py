"""The window is killed while somebody types: the draft is on the home page, and is gone on with."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supplydesk import paths
from supplydesk.services.forms import DispatchForm
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.home import HomePage
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.program import Program
from tests.house.source import ROOT
from tests.ui.stories.clerk import NUMBER, Clerk, at_rest

WAIT = 20_000
SAVES = 2
"""How many times it is let save: the second one holds several lines."""


@pytest.fixture
def program(
    qapp: QApplication, preferences: Preferences, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The next start."""
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path / "log")
    monkeypatch.setattr(paths, "user_folder", lambda: tmp_path / "own")
    made = Program(preferences)
    yield made
    made.end()
    made.deleteLater()
    qapp.processEvents()


def _typed_and_killed(file: Path, folder: Path) -> tuple[str, int]:
    """The draft's key and its lines as the window knew them to be saved when it was killed."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.stories.typist", str(file), str(folder)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as typing:
        assert typing.stdout is not None
        told = [typing.stdout.readline().split() for _ in range(SAVES)]
        typing.send_signal(signal.SIGKILL)
    assert typing.returncode == -signal.SIGKILL
    assert [words[0] for words in told] == ["kept"] * SAVES
    _, key, lines = told[-1]
    return key, int(lines)


def test_what_was_typed_when_it_was_killed_is_on_the_home_page_and_is_gone_on_with(
    sample_file: Path, tmp_path: Path, program: Program, qtbot: QtBot
) -> None:
    file = tmp_path / "desk.supplydesk"
    shutil.copy(sample_file, file)
    key, lines = _typed_and_killed(file, tmp_path)
    assert lines > 1
    assert program.start(str(file)), "what the killed window left does not keep anybody out"
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=WAIT)
    window, desk = program.window, program.desk
    assert isinstance(window, MainWindow)
    assert desk is not None

    def settle() -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: at_rest(window, desk), timeout=WAIT)
            QApplication.processEvents()

    settle()
    home = window.page()
    assert isinstance(home, HomePage)
    assert home.cards["unposted"].accessibleName().startswith("未过账 1")
    clerk = Clerk(window, desk, settle)
    clerk.focus.setFocus()
    home.list.go_to("unposted")
    clerk.enter()
    settle()
    page = clerk.page
    assert page.paper.key == key
    assert page.body.head.values()["instruction"] == NUMBER
    typed = page.body.lines.lines
    # The last line may have been kept in the middle of being typed.
    whole = typed[: lines - 1]
    assert [(line["item"], line["ordered"]) for line in whole] == [("101009", "10")] * len(whole)
    assert typed[lines - 1]["item"] == "101009"
    assert len(typed) >= lines
    page.body.grid.go(len(typed), "item")
    clerk.line("zdc", "5")
    clerk.press(Qt.Key.Key_F8)
    settle()
    form = clerk.read(key).form
    assert isinstance(form, DispatchForm)
    assert [line.item for line in form.lines] == ["101009"] * len(typed) + ["101006"]
