"""One window for each file: the second start calls the first; what a crash left is cleared."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from supplydesk.ui.instance import Instance, name_of
from tests.house.source import ROOT

CLAIM = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from supplydesk.ui.instance import Instance
app = QCoreApplication([])
print(Instance().claim(Path(sys.argv[1])), flush=True)
if len(sys.argv) > 2:
    app.exec()
"""


def _other(path: Path, *more: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", CLAIM, str(path), *more],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "desk.supplydesk"
    path.touch()
    return path


def test_the_second_brings_the_first_to_the_front_and_goes(qtbot: QtBot, file: Path) -> None:
    first = Instance()
    assert first.claim(file)
    with qtbot.waitSignal(first.asked, timeout=20_000):
        second = _other(file)
    assert second.communicate(timeout=20)[0].strip() == "False"
    first.release()
    third = _other(file)
    assert third.communicate(timeout=20)[0].strip() == "True"


def test_another_spelling_and_a_link_lead_to_the_same_window(file: Path) -> None:
    link = file.with_name("link.supplydesk")
    link.symlink_to(file)
    assert name_of(link) == name_of(file)
    assert name_of(file.parent / "." / "x" / ".." / file.name) == name_of(file)
    assert name_of(file.with_name("other.supplydesk")) != name_of(file)


def test_a_socket_that_a_crash_left_is_cleared(qtbot: QtBot, file: Path) -> None:
    crashed = _other(file, "stay")
    assert crashed.stdout is not None
    assert crashed.stdout.readline().strip() == "True"
    os.kill(crashed.pid, signal.SIGKILL)
    crashed.wait()
    crashed.stdout.close()
    again = Instance()
    began = time.monotonic()
    assert again.claim(file)
    assert time.monotonic() - began < 2
    assert again._server is not None
    assert again._server.isListening()
    again.release()


def test_nobody_else_may_call(qtbot: QtBot, file: Path) -> None:
    one = Instance()
    one.claim(file)
    assert one._server is not None
    assert one._server.socketOptions() == QLocalServer.SocketOption.UserAccessOption
    one.release()
