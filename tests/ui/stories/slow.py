"""A desk whose every query takes its time, and a clock that sees when the window stood still."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QTimer
from sqlalchemy import event

from supplydesk.store.database import Database
from supplydesk.store.driver import Driver, Value

TICK = 5
"""Milliseconds between two looks at the clock."""


class Slow:
    """Lets every statement on the desk wait, and knows those that the window's own thread made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.statements = 0
        self.in_the_window: list[str] = []

    def wait(self, sql: str) -> None:
        """One statement: it takes its time, on whichever thread it is."""
        self.statements += 1
        if threading.current_thread() is threading.main_thread():
            self.in_the_window.append(sql)
        time.sleep(self.seconds)


@contextmanager
def slowed(monkeypatch: pytest.MonkeyPatch, database: Database, seconds: float) -> Iterator[Slow]:
    """Every statement on *database* takes *seconds* longer, by SQLAlchemy or by the driver."""
    slow = Slow(seconds)
    run, many = Driver.run, Driver.many

    def slow_run(driver: Driver, sql: str, values: Sequence[Value] = ()) -> None:
        slow.wait(sql)
        run(driver, sql, values)

    def slow_many(driver: Driver, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        slow.wait(sql)
        many(driver, sql, rows)

    def before(*words: object) -> None:
        slow.wait(str(words[2]))

    with monkeypatch.context() as patch:
        patch.setattr(Driver, "run", slow_run)
        patch.setattr(Driver, "many", slow_many)
        engines = (database.writer, database.reader)
        for engine in engines:
            event.listen(engine, "before_cursor_execute", before)
        yield slow
        for engine in engines:
            event.remove(engine, "before_cursor_execute", before)


class Pulse:
    """A timer of the window's own loop: how long it did not come round, and at what it was then.

    ``worst`` is in milliseconds, by name of what was being done; ``busy`` how much of that the
    window's thread was at work itself, so that the rest is waiting: for a lock, or for the machine.
    """

    def __init__(self) -> None:
        self.doing = ""
        self.worst: dict[str, tuple[float, float]] = {}
        self._wall, self._cpu = time.perf_counter(), time.thread_time()
        self._timer = QTimer()
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        gap, busy = (wall - self._wall) * 1000, (cpu - self._cpu) * 1000
        self._wall, self._cpu = wall, cpu
        if gap > self.worst.get(self.doing, (0.0, 0.0))[0]:
            self.worst[self.doing] = (gap, busy)

    def at(self, doing: str) -> None:
        """What comes now is called *doing*."""
        self._beat()
        self.doing = doing

    def stop(self) -> None:
        """No more of it."""
        self._timer.stop()
