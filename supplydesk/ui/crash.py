"""What becomes of our own faults: none goes by unseen, none takes the clerk's work with it.

Whatever is raised in a slot, in a paint or on a thread comes here: it is written to the log where
it was raised, then told on the GUI thread, once for each fault.
"""

import sys
import threading
import time
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

NO_FAULT = "propagateSizeHints"
"""Qt without a screen says so of every dialog that has a least size."""
AGAIN_AFTER = 300.0
"""Seconds for which a fault that was told is only logged: one in a paint comes at every paint."""

Place = tuple[str, str, int]


class Faults(QObject):
    """Catches what nobody else did. ``told`` says that one is to be shown, on the GUI thread."""

    told = Signal(object)
    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[Place, float] = {}
        self._before: tuple[object, ...] = ()
        self._came.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Listen from now on."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._raised
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(_qt_said)

    def remove(self) -> None:
        """Listen no more."""
        if self._before:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before  # type: ignore[assignment]  # as they were
            self._before = ()
            qInstallMessageHandler(None)

    def report(self, error: BaseException) -> None:
        """Log *error* and have it told; from any thread."""
        _log(error)
        self._came.emit(error)

    def _raised(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(type(error), error, error.__traceback__)
            return
        self.report(error)

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
            self.report(told.exc_value)

    def _unraisable(self, told: "sys.UnraisableHookArgs") -> None:
        # Something was being thrown away: there is nothing that the clerk could do about it.
        _log(told.exc_value if told.exc_value is not None else str(told.err_msg))

    def _receive(self, error: BaseException) -> None:
        place, now = _place(error), time.monotonic()
        if now - self._shown.get(place, -AGAIN_AFTER) >= AGAIN_AFTER:
            self._shown[place] = now
            self.told.emit(error)


def _place(error: BaseException) -> Place:
    """Which fault it is: its kind and the innermost place in the source."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__, "", 0
    return type(error).__name__, trace.tb_frame.f_code.co_filename, trace.tb_lineno


def _log(told: BaseException | str) -> None:
    # Nothing that goes well pays for it, least of all the first picture of the window.
    from supplydesk.services import faults  # noqa: PLC0415

    try:
        faults.record(told)
    except OSError as why:
        # The last place left to say it; what happened must not be lost with the log.
        sys.stderr.write(f"{told!r}; no log could be written: {why}\n")


def _qt_said(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind is QtMsgType.QtDebugMsg or NO_FAULT in message:
        return
    _log(f"{kind.name}: {message}")
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        sys.stderr.write(message + "\n")
