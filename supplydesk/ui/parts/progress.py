"""Long work on its way: how far it is, how long it still takes, and a button that ends it."""

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.look import icons
from supplydesk.ui.parts.label import label, wrapped

WIDTH = 440
SHOWN_AFTER = 400
"""Milliseconds of work that nobody needs to be told of."""
KNOWN_AFTER = 1.0
"""Seconds after which the time that is left can be told from what has passed."""
PARTS = 1000
MINUTE = 60


class Progress(QDialog):
    """Shown once the work has taken a while; ``cancelled`` when somebody wants it to end.

    *leaves* says what Cancel leaves behind.
    """

    cancelled = Signal()

    def __init__(self, around: Around, title: str, aside: str, leaves: str) -> None:
        super().__init__(around.window.widget())
        look, px = around.look, around.look.px
        self._began = time.monotonic()
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(px(WIDTH))
        self.bar = QProgressBar()
        self.bar.setRange(0, PARTS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self._done = label("", "secondary")
        self._left = label("", "secondary")
        told = QHBoxLayout()
        told.addWidget(self._done)
        told.addStretch()
        told.addWidget(self._left)
        mark = label()
        mark.setPixmap(icons.pixmap("circle-check", look.tokens.good_mark, px(14)))
        safe = QHBoxLayout()
        safe.setSpacing(px(6))
        safe.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = wrapped(leaves, "secondary")
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        safe.addWidget(words, 1)
        self.cancel = QPushButton(translate("ui.parts.progress", "Cancel  Esc"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(10))
        column.addWidget(wrapped(title, "dialogTitle"))
        if aside:
            column.addWidget(wrapped(aside, "secondary"))
        column.addWidget(self.bar)
        column.addLayout(told)
        column.addLayout(safe)
        column.addStretch()
        column.addLayout(buttons)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.show)
        self._wait.start(SHOWN_AFTER)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words at this width; Qt allows for far narrower ones."""
        super().showEvent(event)
        self.resize(self.width(), self.heightForWidth(self.width()))

    def proceed(self, done: int, total: int) -> None:
        """Tell how far it is."""
        part = done / total if total else 0.0
        self.bar.setValue(round(part * PARTS))
        text = translate("ui.parts.progress", "{done} of {total}")
        self._done.setText(text.format(done=f"{done:,}", total=f"{total:,}"))
        passed = time.monotonic() - self._began
        percent = f"{part:.0%}"
        if part and passed >= KNOWN_AFTER:
            self._left.setText(f"{percent}    {_left(passed * (1 - part) / part)}")
        else:
            self._left.setText(percent)

    def finish(self) -> None:
        """The work has ended, however it did."""
        self._wait.stop()
        self.hide()
        self.deleteLater()

    def reject(self) -> None:
        """Ask for the end and wait for it: the work may have a step to finish."""
        self.cancel.setEnabled(False)
        self._left.setText(translate("ui.parts.progress", "ending…"))
        self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends it; Enter does nothing by chance."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()


def _left(seconds: float) -> str:
    if seconds < MINUTE:
        text = translate("ui.parts.progress", "about {count} s left")
        return text.format(count=max(round(seconds), 1))
    text = translate("ui.parts.progress", "about {count} min left")
    return text.format(count=round(seconds / MINUTE))
