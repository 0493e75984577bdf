"""One errand on its way between the window and the desk's threads, and what becomes of it."""

from collections.abc import Callable
from threading import Event

import shiboken6
from PySide6.QtCore import QObject


class Cancelled(Exception):
    """Somebody cancelled the work; what it had written was taken back."""


class Errand:
    """What was asked of the desk for a widget: its answer comes once, on the GUI thread, or never.

    Never, where the widget is gone by then or the errand was dropped because the question is no
    longer the same.
    """

    def __init__(
        self,
        owner: QObject,
        then: Callable[[object], object],
        failed: Callable[[Exception], object] | None,
        progress: Callable[[int, int], object] | None = None,
    ) -> None:
        self._owner = owner
        self._then = then
        self._failed = failed
        self._progress = progress
        self._dropped = False
        self._cancel = Event()

    def drop(self) -> None:
        """Forget the question: no answer comes any more, and work not begun is not done."""
        self._dropped = True
        self._cancel.set()

    def cancel(self) -> None:
        """Ask long work to end; it answers `Cancelled` to whoever asked, if it still can."""
        self._cancel.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to end."""
        return self._cancel.is_set()

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits for the answer."""
        return not self._dropped and shiboken6.isValid(self._owner)

    def answer(self, value: object) -> None:
        """Hand *value* to whoever asked."""
        if self.wanted:
            self._then(value)

    def fail(self, error: Exception, otherwise: Callable[[Exception], object]) -> None:
        """Tell whoever asked what went wrong, or *otherwise* where nobody there listens."""
        if self.wanted:
            (self._failed or otherwise)(error)

    def proceed(self, done: int, total: int) -> None:
        """Tell how far it is."""
        if self._progress is not None and self.wanted:
            self._progress(done, total)
