"""The open desk of a window: one thread writes, two read, and every answer comes to the GUI thread.

No widget ever waits for a database. What a use case returns is a frozen value, which may cross;
sessions and rows stay on the thread that made them.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import partial
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QObject, Qt, Signal, Slot

from supplydesk.domain.seat import Seat
from supplydesk.store.database import Database, DeskSession, reading, write
from supplydesk.ui.attempts import Attempts
from supplydesk.ui.errand import Cancelled, Errand

Result = TypeVar("Result")
Tick = Callable[[int, int], None]
READERS = 2
TICK_EVERY = 0.05
"""Seconds between two tellings of how far long work is."""


@dataclass(frozen=True, slots=True)
class _Answer(Generic[Result]):
    errand: Errand
    value: Result | None = None
    error: Exception | None = None
    wrote: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    errand: Errand
    done: int
    total: int


class Desk(QObject):
    """A database, who sits there, and the threads that work on it.

    ``changed`` is said after every write of ours and whenever another window's was noticed;
    ``writing`` while one of ours is under way; ``failed`` for what nobody who asked listens to.
    """

    changed = Signal()
    writing = Signal(bool)
    failed = Signal(object)
    seated = Signal()
    _came = Signal(object)

    def __init__(self, database: Database, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.database = database
        self._seat = seat
        self._writes = 0
        self._under_way = 0
        self._closed = False
        self.failure: Exception | None = None  # of the last write that was answered
        self.attempts = Attempts()
        self._reader = ThreadPoolExecutor(READERS, "desk-read")
        self._writer = ThreadPoolExecutor(1, "desk-write")
        self._came.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    @property
    def seat(self) -> Seat:
        """Who sits here now."""
        return self._seat

    @property
    def zone(self) -> tzinfo:
        """The desk's time zone."""
        return self._seat.zone

    def now(self) -> datetime:
        """This moment, by the desk's clock and in its zone."""
        return self._seat.now().astimezone(self._seat.zone)

    def today(self) -> date:
        """The day that it is at the desk."""
        return self.now().date()

    def sit(self, seat: Seat) -> None:
        """Let another person sit down."""
        self._seat = seat
        self.seated.emit()

    @property
    def busy(self) -> bool:
        """Whether a write is under way or waits for its turn."""
        return self._writes > 0

    @property
    def idle(self) -> bool:
        """Whether everything that was asked has been answered."""
        return self._under_way == 0

    def read(
        self,
        work: Callable[[DeskSession], Result],
        then: Callable[[Result], object],
        *,
        owner: QObject,
        failed: Callable[[Exception], object] | None = None,
        instead_of: Errand | None = None,
    ) -> Errand:
        """Ask *work* of one moment of the desk; *then* gets its answer while *owner* lives.

        Args:
            work: a use case that reads; it runs on another thread and touches no widget.
            then: gets the answer, on the GUI thread.
            owner: the widget that asks; once it is gone, no answer comes.
            failed: gets what went wrong; else the signal ``failed`` says it.
            instead_of: an earlier question that this one replaces.
        """
        if instead_of is not None:
            instead_of.drop()
        errand = _errand(owner, then, failed)
        seat = self._seat

        def look() -> Result:
            with reading(self.database, seat) as session:
                return work(session)

        self._submit(self._reader, errand, look, wrote=False)
        return errand

    def write(
        self,
        work: Callable[[DeskSession], Result],
        then: Callable[[Result], object],
        *,
        owner: QObject,
        failed: Callable[[Exception], object] | None = None,
        seat: Seat | None = None,
    ) -> Errand:
        """Do *work* in one transaction; *then* is called after COMMIT has returned.

        *seat* is whose work it is, where that is somebody else than who sits here: a reviewer who
        signs at the maker's desk.
        """
        errand = _errand(owner, then, failed)
        job = partial(write, self.database, seat or self._seat, work)
        self._submit(self._writer, errand, job, wrote=True)
        return errand

    def long(
        self,
        work: Callable[[Tick], Result],
        then: Callable[[Result], object],
        *,
        owner: QObject,
        progress: Callable[[int, int], object],
        failed: Callable[[Exception], object] | None = None,
        writes: bool = False,
    ) -> Errand:
        """Do *work* that takes its time: it gets a tick, tells how far it is, can be cancelled.

        *work* opens its own session with `session` or `transaction`: it may need several, or none.
        """
        errand = _errand(owner, then, failed, progress)
        told = [0.0]

        def tick(done: int, total: int) -> None:
            if errand.cancelled:
                raise Cancelled
            now = time.monotonic()
            if now - told[0] >= TICK_EVERY or done >= total:
                told[0] = now
                self._came.emit(_Step(errand, done, total))

        pool = self._writer if writes else self._reader
        self._submit(pool, errand, partial(work, tick), wrote=writes)
        return errand

    def look(self, work: Callable[[DeskSession], Result]) -> Result:
        """Ask *work* of one moment, on the thread that calls: for long work that reads in parts."""
        with reading(self.database, self._seat) as session:
            return work(session)

    def close(self) -> None:
        """Wait for what is being written, then give the database back; no answer comes any more.

        A window that lives on for a moment may still ask; to write is a fault from here on.
        """
        self._closed = True
        self._writer.shutdown(wait=True)
        self._reader.shutdown(wait=True, cancel_futures=True)
        self.database.close()

    # --- on the other threads ---

    def _run(self, errand: Errand, job: Callable[[], object], *, wrote: bool) -> None:
        try:
            if errand.cancelled:
                raise Cancelled  # before it began; a page that asked again waits for the newer one
            answer: _Answer[object] = _Answer(errand, job(), None, wrote)
        except Exception as error:  # noqa: BLE001 - it is told to whoever asked
            answer = _Answer(errand, None, error, wrote)
        with suppress(RuntimeError):  # the window is closed, and nobody waits any more
            self._came.emit(answer)

    # --- on the GUI thread ---

    def _submit(
        self, pool: ThreadPoolExecutor, errand: Errand, job: Callable[[], object], *, wrote: bool
    ) -> None:
        if self._closed:
            errand.drop()
            if wrote:
                raise RuntimeError("a closed desk is written to")
            return
        self._under_way += 1
        if wrote:
            self._writes += 1
            if self._writes == 1:
                self.writing.emit(True)
        pool.submit(self._run, errand, job, wrote=wrote)

    @Slot(object)
    def _receive(self, came: object) -> None:
        if isinstance(came, _Step):
            came.errand.proceed(came.done, came.total)
            return
        answer = cast("_Answer[object]", came)
        self._under_way -= 1
        if answer.wrote:
            self.failure = answer.error
            self._writes -= 1
            if self._writes == 0:
                self.writing.emit(False)
        if answer.error is not None:
            answer.errand.fail(answer.error, self.failed.emit)
        else:
            answer.errand.answer(answer.value)
        if answer.wrote and answer.error is None:
            self.changed.emit()


def _errand(
    owner: QObject,
    then: Callable[[Result], object],
    failed: Callable[[Exception], object] | None,
    progress: Callable[[int, int], object] | None = None,
) -> Errand:
    return Errand(owner, cast("Callable[[object], object]", then), failed, progress)
