"""The window's course: ground, desk, who sits there, window, another look, another desk, end."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from supplydesk import paths
from supplydesk.text import translate
from supplydesk.ui.application import Speaker, application, dress
from supplydesk.ui.crash import Faults
from supplydesk.ui.ground import Ground
from supplydesk.ui.instance import Instance
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.told_faults import ToldFaults
from supplydesk.ui.work import Tick, Work

if TYPE_CHECKING:
    from supplydesk.domain.problem import Problem
    from supplydesk.domain.seat import Seat
    from supplydesk.ui.around import Target
    from supplydesk.ui.desk import Desk
    from supplydesk.ui.entrance import Entered
    from supplydesk.ui.main_window import MainWindow

# ruff: noqa: PLC0415 - whatever stands on the store is imported once the ground is painted

WIDTH, HEIGHT = 1366, 768
MARGIN = 40


class Program(QObject):
    """One run of the window."""

    def __init__(self, preferences: Preferences | None = None, language: str = "") -> None:
        self._application = application()
        super().__init__()
        self.preferences = preferences or Preferences()
        self._language = language or self.preferences.language
        self._speaker = Speaker()
        self.window: QWidget | None = None
        self.desk: Desk | None = None
        self._address, self._user, self._named = "", "", False
        self._works: list[Work] = []
        self._instance = Instance(self)
        self._instance.asked.connect(self._to_front)
        self.faults = Faults(self)
        self.faults.told.connect(ToldFaults(self, self).tell)

    def run(self, address: str = "", user: str = "") -> int:
        """Open the window and stay until it is closed; the exit code."""
        self.faults.install()
        try:
            if self.start(address, user):
                return self._application.exec()
            return 0
        finally:
            self.end()
            self.faults.remove()

    def start(self, address: str = "", user: str = "") -> bool:
        """Show the ground and begin to open the desk; False where another window has it open."""
        self._application.setQuitOnLastWindowClosed(False)
        self._speaker.speak(self._application, self._language)
        self._address, self._user, self._named = address, user, bool(address)
        if not address:
            recent = self.preferences.recent
            self._address = recent[0] if recent else str(paths.default_desk())
        if not self._claim(self._address):
            return False
        ground = Ground(self.preferences.look)
        ground.painted.connect(partial(QTimer.singleShot, 0, self._open))
        self._show(ground)
        return True

    def end(self) -> None:
        """Wait for what is being done, and give everything back."""
        for work in self._works:
            work.cancel()
            work.wait()
            left = work.untold
            if left is not None and hasattr(left, "database"):
                left.database.close()  # opened while the window was being closed
        self._close_desk()
        self._instance.release()
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
            self.window = None
        from supplydesk.ui.look import icons

        icons.forget()

    # --- the desk ---

    def open(self, address: str) -> None:
        """Open the desk at *address* instead of what is shown."""
        self._close_desk()
        self._address, self._user, self._named = address, "", True
        if not self._claim(address):
            from supplydesk.domain.problem import Problem

            self._welcome(
                Problem.of(
                    "open_already",
                    "ui.program",
                    "{path} is open in a window of its own, which is in front now.",
                    path=address,
                )
            )
            return
        self._show(Ground(self.preferences.look))
        self._open()

    def _claim(self, address: str) -> bool:
        file = None if "://" in address else Path(address).expanduser().absolute()
        if file is None or not file.exists():
            self._instance.release()
            return True
        return self._instance.claim(file)

    def _open(self) -> None:
        dress(self._application, self.preferences.look)
        address, user = self._address, self._user
        unnamed = not self._named and not self.preferences.recent
        if unnamed and not Path(address).exists():
            self._enter(None, lambda _tick: _imported())
            return
        self._enter(address, lambda _tick: _entered(address, user))

    def _enter(self, address: str | None, work: Callable[[Tick], object]) -> None:
        opening = Work(work, self)
        opening.done.connect(self._first_time if address is None else self._came_in)
        opening.failed.connect(self._shut_out)
        self.begin(opening)

    def begin(self, work: Work) -> None:
        """Start *work*; the program waits for it before it ends."""
        self._works.append(work)
        work.start()

    def _first_time(self, _nothing: object) -> None:
        self._welcome(None)

    def _shut_out(self, error: Exception) -> None:
        from supplydesk.ui.entrance import problem_of

        problem = problem_of(error, self._address)
        if problem is None:
            from supplydesk.domain.problem import Problem

            self.faults.report(error)
            text = translate("ui.program", "The desk could not be opened.")
            problem = Problem("bug", text)
        self._welcome(problem)

    def _came_in(self, entered: "Entered") -> None:
        from supplydesk.domain.seat import Seat
        from supplydesk.ui.desk import Desk
        from supplydesk.ui.entrance import memo

        self.preferences.opened(memo(entered.database.location))
        self.desk = Desk(entered.database, entered.seat or Seat(), self)
        if entered.seat is not None:
            self._sit(entered, entered.seat)
            return
        from supplydesk.ui.parts.sit_dialog import SitDialog

        assert self.window is not None, "the ground is shown"
        chosen = self._user or self.preferences.text("person")
        asked = SitDialog(self.preferences.look, self.window, self.desk, entered.sitters, chosen)
        asked.sat.connect(partial(self._sit, entered))
        asked.rejected.connect(lambda: self._welcome(None))
        self.desk.failed.connect(self.faults.report)
        asked.open()

    def _sit(self, entered: "Entered", seat: "Seat") -> None:
        from supplydesk.domain.problem import Problem

        assert self.desk is not None, "it was opened before"
        if entered.seat is None:
            self.desk.failed.disconnect(self.faults.report)
        self.desk.sit(seat)
        self.preferences.keep("person", seat.name)
        self._show_desk((_target("setup" if entered.new else "home"),))
        if entered.copy is not None:
            title = translate("ui.program", "The desk was brought up to this version")
            text = translate("ui.program", "A copy of it as it was lies at {path}.")
            self._main().tell(title, (Problem("copy", text.format(path=entered.copy)),), "info")
        elif entered.database.read_only:
            title = translate("ui.program", "The desk is open for reading only")
            text = translate(
                "ui.program",
                "{path} or its folder cannot be written. Ask for write permission, or copy the "
                "desk to a folder of your own.",
            ).format(path=entered.database.location)
            self._main().tell(title, (Problem("read_only", text),), "warn")

    def _close_desk(self) -> None:
        if self.desk is not None:
            self.desk.close()
            self.desk.deleteLater()
            self.desk = None

    # --- windows ---

    def _main(self) -> "MainWindow":
        from supplydesk.ui.main_window import MainWindow

        assert isinstance(self.window, MainWindow), "a desk is open"
        return self.window

    def _show(self, window: QWidget) -> None:
        """Put *window* in the place of the one that is shown."""
        before = self.window
        if before is not None:
            window.setGeometry(before.geometry())
            if before.isMaximized():
                window.setWindowState(before.windowState())
        else:
            self._place(window)
        closed = getattr(window, "closed")  # noqa: B009 - ground, welcome and main window have it
        closed.connect(self._application.quit)
        self.window = window
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def _place(self, window: QWidget) -> None:
        kept = self.preferences.geometry
        if kept.isEmpty() or not window.restoreGeometry(kept):
            room = QGuiApplication.primaryScreen().availableGeometry()
            window.resize(min(WIDTH, room.width() - MARGIN), min(HEIGHT, room.height() - MARGIN))

    def _show_desk(self, point: tuple["Target", ...]) -> None:
        from supplydesk.ui.main_window import MainWindow

        assert self.desk is not None, "it was opened before"
        window = MainWindow(self.desk, self.preferences)
        # Later, when the page that asked for it has returned: its window is about to go.
        window.rebuilding.connect(partial(QTimer.singleShot, 0, self._rebuild))
        window.reopening.connect(partial(QTimer.singleShot, 0, self._reopen))
        window.leaving.connect(partial(QTimer.singleShot, 0, self._leave))
        window.bug.connect(self.faults.report)
        self._show(window)
        window.resume(point)

    def _rebuild(self) -> None:
        window = self._main()
        page = window.page()
        if page is not None and not page.may_leave():
            return
        assert self.desk is not None, "it is this window's"
        if self.desk.busy:
            # What was typed is being saved: the other window will read it.
            once = Qt.ConnectionType.SingleShotConnection
            self.desk.changed.connect(self._rebuild_saved, once)
            return
        self._rebuild_saved()

    def _rebuild_saved(self) -> None:
        window = self._main()
        page = window.page()
        if page is not None and not page.settled():
            return  # the page says why it could not be saved; the window waits for that
        point = window.standing_point()
        self.preferences.sync()
        self._speaker.speak(self._application, self.preferences.language)
        dress(self._application, self.preferences.look)
        self._show_desk(point)

    def _reopen(self) -> None:
        """A copy has taken the desk's place: whoever sat here sits down at it, if she is there."""
        assert self.desk is not None, "it is this window's"
        self._user = self.desk.seat.name
        self._close_desk()
        self._show(Ground(self.preferences.look))
        self._open()

    def _leave(self) -> None:
        self.preferences.geometry = self._main().saveGeometry()
        self._close_desk()
        self._instance.release()
        self._welcome(None)

    def _welcome(self, problem: "Problem | None") -> None:
        from supplydesk.ui.welcome import Welcome

        self._close_desk()
        window = Welcome(self.preferences, self._address, problem)
        window.chosen.connect(self.open)
        window.bug.connect(self.faults.report)
        self._show(window)

    def _to_front(self) -> None:
        window = self.window
        if window is not None:
            if window.isMinimized():
                window.showNormal()
            window.raise_()
            window.activateWindow()


@contextmanager
def _importing() -> Iterator[None]:
    """Classes and functions by the ten thousand are made, and none of them is to be thrown away:
    the search for what is would cost a tenth of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _imported() -> None:
    with _importing():
        from supplydesk.ui.entrance import warm_up

        warm_up()


def _entered(address: str, user: str) -> "Entered":
    with _importing():
        from supplydesk.ui.entrance import enter, warm_up

        entered = enter(address, user)
        try:
            warm_up()
        except BaseException:
            entered.database.close()
            raise
        return entered


def _target(page: str) -> "Target":
    from supplydesk.ui.around import Target

    return Target(page)
