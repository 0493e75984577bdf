"""Our window on a desk, as a process of its own: it says when it is painted, or can be used."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from supplydesk import paths
from supplydesk.ui.ground import Ground
from supplydesk.ui.program import Program

EVERY = 2
"""Milliseconds between two looks at whether it can be used."""


class Watched(Program):
    """The program as it is; at the moment that is *wanted* it says so, and ends."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self._wanted = wanted
        self._watch = QTimer(self)
        self._watch.setInterval(EVERY)
        self._watch.timeout.connect(self._look)

    def start(self, address: str = "", user: str = "") -> bool:
        """Begin, and watch."""
        begun = super().start(address, user)
        assert isinstance(self.window, Ground), "the desk is no other window's"
        if self._wanted == "painted":
            self.window.painted.connect(lambda: QTimer.singleShot(0, _there))
        else:
            self._watch.start()
        return begun

    def _look(self) -> None:
        if not isinstance(self.window, Ground) and self.desk is not None and self.desk.idle:
            self._watch.stop()
            QTimer.singleShot(0, _there)  # what was answered is painted first


def _there() -> None:
    sys.stdout.write("there\n")
    sys.stdout.flush()
    QApplication.quit()


if __name__ == "__main__":
    folder, desk, wanted = sys.argv[1:]
    paths.user_folder = lambda: Path(folder)
    sys.exit(Watched(wanted).run(desk))
