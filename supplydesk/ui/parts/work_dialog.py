"""Long work: what is being done, how far it is, how long it will take, and what Cancel leaves."""

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from supplydesk.text import translate
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.dialog import Box
from supplydesk.ui.parts.label import label

GUESS_AFTER = 1.0
"""Seconds after which it is known how long the rest will take."""


class WorkDialog(Box):
    """Shown while long work goes on; ``cancelled`` when it shall end. *leaves* says what a cancel
    leaves behind. It is closed by whoever opened it.
    """

    cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget, title: str, leaves: str = "") -> None:
        super().__init__(look, parent, title)
        self._began = time.monotonic()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self._count, self._left = label("", "secondary"), label("", "secondary")
        row = QHBoxLayout()
        row.addWidget(self._count)
        row.addStretch()
        row.addWidget(self._left)
        self.body.addWidget(self.bar)
        self.body.addLayout(row)
        if leaves:
            self.say(leaves)
        self.main.hide()
        self.other.setDefault(True)
        self.other.setFocus()

    def proceed(self, done: int, total: int) -> None:
        """Show that *done* of *total* are done."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self._count.setText(f"{done:,} / {total:,}")
        gone = time.monotonic() - self._began
        if done and gone >= GUESS_AFTER:
            left = round(gone / done * (total - done))
            minutes, seconds = divmod(left, 60)
            text = translate("ui.parts.work_dialog", "about {minutes}:{seconds} left")
            self._left.setText(text.format(minutes=minutes, seconds=f"{seconds:02}"))

    def reject(self) -> None:
        """Ask the work to end; the dialog stays until it has."""
        self.other.setEnabled(False)
        self.other.setText(translate("ui.parts.work_dialog", "Cancelling…"))
        self.cancelled.emit()
