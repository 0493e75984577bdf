"""Long work: how far it is, how long it will take, Cancel, and what that leaves behind."""

import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.background import Background
from supplydesk.ui.desk import Tick
from supplydesk.ui.errand import Cancelled
from supplydesk.ui.look import icons
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.dialog import Box
from supplydesk.ui.parts.label import Elided, label, wrapped

Result = TypeVar("Result")
SHOWN_AFTER = 1000
"""Milliseconds for which nothing is shown: most work is done by then."""
TOLD_FROM = 1.5
"""Seconds of work before anything is said of how long the rest will take."""
MINUTE = 60


class Stoppable(Protocol):
    """Work that can be asked to end."""

    def cancel(self) -> object:
        """Ask it to end."""


class LongWork(Box):
    """Comes up only where the work takes its time. ``stopped`` when somebody cancels; it stays
    until the work has ended, and whoever works calls `end`.

    It needs no desk; where one is open, `long_work` does the whole of it. Where nothing else can
    be done meanwhile, whoever made it opens it at once.

    Args:
        look: how it looks.
        parent: what waits.
        title: what is being done: ``正在排印 62 张调拨单``.
        leaves: what Cancel leaves behind.
        about: a quieter line under the title.
        background: where it may go on once its dialog is put away; None where it may not, because
            the window could not be used meanwhile.
    """

    stopped = Signal()

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        title: str,
        leaves: str,
        about: str = "",
        background: Background | None = None,
    ) -> None:
        super().__init__(look, parent, title)
        self.title, self.leaves, self.progress = title, leaves, ""
        self._background = background
        self._since = time.monotonic()
        self._stopping = False
        if about:
            self.say(about)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._where = Elided("", "secondary")
        self._rest = label("", "secondary")
        row = QHBoxLayout()
        row.addWidget(self._where, 1)
        row.addWidget(self._rest)
        self.body.addWidget(self._bar)
        self.body.addLayout(row)
        self.body.addWidget(_line(look, leaves))
        self.main.hide()
        self.main.setDefault(False)
        word = translate("ui.parts.long_work", "Cancel")
        self.other.setText(f"{word}  Esc")
        self.other.setAccessibleName(word)
        self.other.setMinimumWidth(look.px(96))
        self.behind = QPushButton(translate("ui.parts.long_work", "Go on in the background"))
        self.behind.setObjectName("flat")
        self.behind.clicked.connect(self.go_behind)
        self.buttons.insertWidget(self.buttons.indexOf(self.other), self.behind)
        self.behind.setVisible(background is not None)
        self.behind.setDefault(background is not None)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SHOWN_AFTER)
        self._wait.timeout.connect(self.open)
        self._wait.start()

    @property
    def shown(self) -> bool:
        """Whether the work took long enough to be shown."""
        return self.isVisible()

    @property
    def goes_on(self) -> bool:
        """Whether it goes on in the background."""
        return self._background is not None and self._background.work is self

    def go_behind(self) -> None:
        """Put the dialog away; the work goes on, and the status line tells of it."""
        if self._background is not None and not self._stopping and self._background.take(self):
            self.hide()
            self._over.activateWindow()

    def come_back(self) -> None:
        """Show the dialog again."""
        self.open()

    def showEvent(self, event: QShowEvent) -> None:
        """One work at a time goes on in the background. Enter puts it there, whatever had the keys
        when it was last seen: it must not stop what somebody only looked at.
        """
        background = self._background
        self.behind.setEnabled(background is not None and background.work in {None, self})
        super().showEvent(event)
        if self.behind.isEnabled():
            self.behind.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait_for(self, work: Stoppable) -> None:
        """Cancel *work* from now on, where somebody cancels."""
        self.stopped.connect(work.cancel)
        if self._stopping:
            work.cancel()

    def step(self, done: int, total: int, where: str = "") -> None:
        """Say that *done* of *total* is done; *where* tells it in words."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        plain = translate("ui.parts.long_work", "{done} of {total}")
        self._where.say(where or plain.format(done=f"{done:,}", total=f"{total:,}"))
        self.progress = _percent(done, total)
        if self._background is not None:
            self._background.told(self)
        if not self._stopping:
            self._rest.setText(
                "   ".join(filter(None, (self.progress, self._time_left(done, total))))
            )

    def _time_left(self, done: int, total: int) -> str:
        gone = time.monotonic() - self._since
        if not 0 < done < total or gone < TOLD_FROM:
            return ""
        seconds = gone / done * (total - done)
        if seconds < MINUTE:
            text = translate("ui.parts.long_work", "about {count} s")
            return text.format(count=max(round(seconds), 1))
        text = translate("ui.parts.long_work", "about {count} min")
        return text.format(count=round(seconds / MINUTE))

    def reject(self) -> None:
        """Esc, the button, the window's cross: ask the work to end, and wait for that."""
        self.cancel()

    def cancel(self) -> None:
        """Ask the work to end."""
        if not self._stopping:
            self._stopping = True
            self.other.setEnabled(False)
            self.behind.setEnabled(False)
            self._rest.setText(translate("ui.parts.long_work", "Stopping …"))
            self.stopped.emit()

    def end(self) -> None:
        """The work has ended, one way or the other."""
        self._wait.stop()
        if self._background is not None:
            self._background.end(self)
        if self.isVisible():
            self.accept()
        else:
            self.deleteLater()


def _percent(done: int, total: int) -> str:
    return f"{100 * done // total} %" if total else ""


def _line(look: Look, text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, look.px(4), 0, 0)
    row.setSpacing(look.px(8))
    mark = label()
    size = look.px(icons.SIZE)
    mark.setPixmap(icons.pixmap("circle-check", look.tokens.good, size))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(wrapped(text), 1)
    return made


def long_work(
    around: Around,
    title: str,
    leaves: str,
    work: Callable[[Tick], Result],
    then: Callable[[Result], object],
    *,
    about: str = "",
    failed: Callable[[Exception], object] | None = None,
    cancelled: Callable[[], object] = lambda: None,
    writes: bool = False,
    behind: bool = False,
) -> LongWork:
    """Do *work* on another thread, under a dialog that can cancel it.

    Args:
        around: whose window waits.
        title: what is being done.
        leaves: what cancelling leaves behind; the banner says it again after a cancel.
        work: gets a tick; what it raises there ends it.
        then: gets its result.
        about: a quieter line under the title.
        failed: gets what went wrong; else the window says it.
        cancelled: called after a cancel.
        writes: whether it writes to the desk.
        behind: whether it may go on in the background.
    """
    background = around.background if behind else None
    shown = LongWork(around.look, around.window.widget(), title, leaves, about, background)
    desk = around.desk

    def came(result: Result) -> None:
        shown.end()
        then(result)

    def went_wrong(error: Exception) -> None:
        shown.end()
        if isinstance(error, Cancelled):
            said = translate("ui.parts.long_work", "Cancelled. {leaves}")
            around.window.tell(said.format(leaves=leaves), (), "info")
            cancelled()
        else:
            (failed or desk.failed.emit)(error)

    shown.wait_for(
        desk.long(work, came, owner=shown, progress=shown.step, failed=went_wrong, writes=writes)
    )
    return shown
