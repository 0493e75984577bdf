"""The window on a screen that is none: shown on a desk of the bench, waited for, painted."""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from supplydesk import paths, text
from supplydesk.ui import run
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import READY_AFTER, MainWindow
from supplydesk.ui.preferences import Preferences
from tests.bench.ground import Ground, open_bench

SIZE = (1920, 1080)
PATIENCE = 120.0
"""Seconds after which what does not come will not come."""


def application() -> QApplication:
    """Qt without a screen, as the window dresses it."""
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    text.use("zh_CN", paths.resource("translations"))
    return run.application()


def until(holds: Callable[[], object]) -> None:
    """Let the window work until it holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        QApplication.processEvents()
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.0002)
    QApplication.processEvents()
    # What is to be deleted later goes when control is back in the program's own loop, which does
    # not run here; else the bench would hold every button that a page ever had.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def shown(ground: Ground, path: Path) -> Iterator[MainWindow]:
    """The main window on the desk at *path*, full HD, its pages got ready."""
    app = application()
    preferences = Preferences(ground.folder / "window.ini")
    run.dress(app, preferences.look)
    bench = open_bench(path)
    desk = Desk(bench.database, bench.seat)
    window = MainWindow(desk, preferences)
    window.bug.connect(_raise)
    window.resize(*SIZE)
    window.show()
    QTest.qWait(READY_AFTER + 200)
    until(lambda: desk.idle)
    try:
        yield window
    finally:
        until(lambda: desk.idle)
        window.close()
        desk.close()
        window.deleteLater()
        desk.deleteLater()
        app.processEvents()


def _raise(error: Exception) -> None:
    raise error


def resident() -> float | None:
    """The memory that this process holds, in MiB; None where the system does not tell."""
    gc.collect()
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    lines = status.read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
