"""How a fault of our own is told: one dialog at a time, with the package for whoever mends it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from supplydesk.text import translate
from supplydesk.ui.crash import Faults
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.work import Tick, Work

if TYPE_CHECKING:
    from supplydesk.ui.desk import Desk

# ruff: noqa: PLC0415 - whatever stands on the store is imported once the ground is painted


class Running(Protocol):
    """What is asked of the program: its window, its desk, and work that it waits for."""

    preferences: Preferences
    window: QWidget | None
    desk: "Desk | None"
    faults: Faults

    def begin(self, work: Work) -> None:
        """Start *work*; the program waits for it before it ends."""


class ToldFaults(QObject):
    """Tells the faults of one *program*, over whatever window it shows."""

    def __init__(self, program: Running, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._dialog: QWidget | None = None

    def tell(self, error: BaseException) -> None:
        """Show that *error* came, unless one is being shown: it is in the log in any case."""
        program = self._program
        if self._dialog is not None or program.window is None:
            return
        from supplydesk.ui.parts.crash_dialog import CrashDialog

        parent = QApplication.activeModalWidget() or program.window
        look = program.preferences.look
        dialog = CrashDialog(look, parent, type(error).__name__, self._write_package)
        dialog.finished.connect(self._over)
        self._dialog = dialog
        dialog.open()

    def _over(self) -> None:
        self._dialog = None

    def _write_package(self, path: Path, done: Callable[[str], None]) -> None:
        from supplydesk.domain.problem import Refused
        from supplydesk.services import faults

        desk = self._program.desk

        def write(_tick: Tick) -> object:
            known = faults.of_desk(desk.database, desk.seat) if desk is not None else {}
            return faults.write_package(path, known)

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                text = translate("ui.told_faults", "{path} could not be written ({reason}).")
                done(text.format(path=path, reason=error.strerror or error))
            elif isinstance(error, Refused):
                done(error.problems[0].text)
            else:
                self._program.faults.report(error)
                done(translate("ui.told_faults", "The package could not be made; see the log."))

        work = Work(write, self)
        work.done.connect(lambda _path: done(""))
        work.failed.connect(failed)
        self._program.begin(work)
