"""One piece of work on a thread of its own, for what is done before there is a desk."""

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

from PySide6.QtCore import QObject, Qt, Signal, Slot

from supplydesk.ui.errand import Cancelled

Tick = Callable[[int, int], None]
TICK_EVERY = 0.05


class Work(QObject):
    """Runs *work* once. Exactly one of ``done`` and ``failed`` is said, on the GUI thread;
    cancelled work fails with `Cancelled`. ``untold`` is a result that nobody was told of yet.
    """

    done = Signal(object)
    failed = Signal(object)
    step = Signal(int, int)
    _came = Signal(object, object)
    _stepped = Signal(int, int)

    def __init__(self, work: Callable[[Tick], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._cancel = Event()
        self._told = 0.0
        self.untold: object = None
        self._thread = Thread(target=self._run, name="desk-work")
        self._came.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self.step, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask it to end; what it had made by then, it takes back."""
        self._cancel.set()

    def wait(self) -> None:
        """Wait until its thread has ended; before the program does."""
        if self._thread.ident is not None:
            self._thread.join()

    # --- on its own thread ---

    def _tick(self, done: int, total: int) -> None:
        if self._cancel.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= TICK_EVERY or done >= total:
            self._told = now
            self._stepped.emit(done, total)

    def _run(self) -> None:
        answer: tuple[object, Exception | None]
        try:
            answer = (self._work(self._tick), None)
            self.untold = answer[0]
        except Exception as error:  # noqa: BLE001 - it is told to whoever asked
            answer = (None, error)
        with suppress(RuntimeError):  # the program has ended meanwhile
            self._came.emit(*answer)

    # --- on the GUI thread ---

    @Slot(object, object)
    def _receive(self, value: object, error: object) -> None:
        self._thread.join()
        self.untold = None
        if error is None:
            self.done.emit(value)
        else:
            self.failed.emit(error)
