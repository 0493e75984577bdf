"""Our own faults: wherever one is raised it is logged and told, and the books go on."""

import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, Signal, qWarning
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from supplydesk import paths
from supplydesk.services import faults as log
from supplydesk.ui.crash import Faults
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.parts.crash_dialog import CrashDialog
from tests.ui.conftest import Settle

WAIT = 5_000


@pytest.fixture(autouse=True)
def _own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path / "log")


@pytest.fixture
def heard(qtbot: QtBot) -> Iterator[list[BaseException]]:
    """The faults that were told, with the hooks in place."""
    caught = Faults()
    told: list[BaseException] = []
    caught.told.connect(told.append)
    caught.install()
    yield told
    caught.remove()
    caught.deleteLater()


def _fail(words: str) -> None:
    raise ZeroDivisionError(words)


def _logged() -> str:
    return (paths.log_folder() / log.LOG).read_text(encoding="utf-8")


class _BadPaint(QWidget):
    painted = Signal()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt calls it so
        self.painted.emit()
        _fail("in a paint")


def _in_a_slot(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: _fail("in a slot"))
    button.click()


def _in_a_timer(_qtbot: QtBot) -> None:
    QTimer.singleShot(0, lambda: _fail("in a timer"))


def _in_a_paint(qtbot: QtBot) -> None:
    bad = _BadPaint()
    qtbot.addWidget(bad)
    for _ in range(3):
        with qtbot.waitSignal(bad.painted, timeout=WAIT):
            bad.show()
            bad.update()


def _on_a_thread(_qtbot: QtBot) -> None:
    thread = threading.Thread(target=_fail, args=("on a thread",))
    thread.start()
    thread.join()


@pytest.mark.parametrize("where", [_in_a_slot, _in_a_timer, _in_a_paint, _on_a_thread])
def test_a_fault_is_logged_and_told_once_wherever_it_is_raised(
    where: Callable[[QtBot], None], heard: list[BaseException], qtbot: QtBot
) -> None:
    where(qtbot)
    qtbot.waitUntil(lambda: bool(heard), timeout=WAIT)
    assert [type(one) for one in heard] == [ZeroDivisionError], "a paint fails at every paint"
    assert str(heard[0]) in _logged()
    assert "Traceback" in _logged()


def test_the_same_fault_is_told_again_only_later(
    heard: list[BaseException], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        _in_a_slot(qtbot)
    qtbot.wait(50)
    assert len(heard) == 1
    assert _logged().count("ZeroDivisionError: in a slot") == 2
    monkeypatch.setattr("supplydesk.ui.crash.AGAIN_AFTER", 0.0)
    _in_a_slot(qtbot)
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=WAIT)


@pytest.mark.no_qt_log
def test_what_qt_warns_of_is_logged(heard: list[BaseException]) -> None:
    qWarning("something odd")
    assert "something odd" in _logged()
    assert heard == []


def test_without_a_log_it_is_said_on_stderr(
    heard: list[BaseException],
    qtbot: QtBot,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path / "file" / "log")
    _in_a_slot(qtbot)
    qtbot.waitUntil(lambda: bool(heard), timeout=WAIT)
    assert "in a slot" in capsys.readouterr().err


def test_the_hooks_are_given_back(qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    caught = Faults()
    caught.install()
    assert sys.excepthook is not before[0]
    caught.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    caught.deleteLater()


def test_the_dialog_goes_on_and_its_package_names_no_goods(
    window: MainWindow, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = window.around.desk

    def write(path: Path, done: Callable[[str], None]) -> None:
        log.write_package(path, log.of_desk(desk.database, desk.seat))
        done("")

    dialog = CrashDialog(window.around.look, window, "KeyError", write)
    dialog.open()
    dialog.export_to(tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as package:
        told = package.read("about.json").decode()
    assert '"findings": {}' in told
    assert "棉被" not in told
    assert "李" not in told
    dialog.main.click()
    assert not dialog.isVisible()
    settle()


def test_what_could_not_be_written_is_said_in_the_dialog(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = CrashDialog(
        window.around.look, window, "KeyError", lambda _path, done: done("磁盘已满")
    )
    dialog.open()
    dialog.export_to(tmp_path / "out.zip")
    assert dialog.package.isEnabled()
    assert dialog.isVisible()
    dialog.reject()
