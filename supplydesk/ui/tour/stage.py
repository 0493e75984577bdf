"""Where a scene plays: a window on a desk, keys, patience, and a picture of what stands there."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QInputMethodEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from supplydesk.domain.seat import Seat
from supplydesk.services import people
from supplydesk.store.database import DeskSession, locate, reading, write
from supplydesk.store.migrate import open_desk
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.paper.book import Book
from supplydesk.ui.parts.page import Page
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.tour import desks
from supplydesk.ui.welcome import Welcome

QUIET, SOON, PATIENCE = 0.03, 0.4, 20.0
"""Seconds without anything happening after which a scene stands; within which a timer that runs is
waited for; until a scene must stand.
"""
SHADE = 110
Result = TypeVar("Result")


class SceneFault(RuntimeError):
    """A scene did not come to stand, or its picture has another size than was asked for."""


class Stage:
    """One scene's window and what a scene may do with it."""

    def __init__(self, window: QWidget, desk: Desk | None, folder: Path) -> None:
        self.window = window
        self.desk = desk
        self.folder = folder

    @property
    def main(self) -> MainWindow:
        """The window, where there is a desk."""
        assert isinstance(self.window, MainWindow), "the scene has a desk"
        return self.window

    @property
    def welcome(self) -> Welcome:
        """The window, where there is none."""
        assert isinstance(self.window, Welcome), "the scene has no desk"
        return self.window

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self.main.page()
        assert page is not None, "the scene went to one"
        return page

    def go(self, page: str, about: str = "", **options: str) -> None:
        """Show a page and wait for it."""
        self.main.go(Target(page, about, options))
        self.settle()

    def key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the keys are."""
        QTest.keyClick(self._focus(), key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        """Type *text* where the keys are."""
        QTest.keyClicks(self._focus(), text)
        self.settle()

    def strokes(self, *texts: str) -> None:
        """Type each of *texts* where the keys are by then, Enter after it; Chinese arrives whole,
        as an input method hands it over.
        """
        for text in texts:
            focus = self._focus()
            if text.isascii():
                QTest.keyClicks(focus, text)
            else:
                composed = QInputMethodEvent()
                composed.setCommitString(text)
                QApplication.sendEvent(focus, composed)
            QTest.keyClick(self._focus(), Qt.Key.Key_Return)
            QApplication.processEvents()
        self.settle()

    def act(self, name: str) -> None:
        """Do an action of the page that is shown, and wait for what comes of it."""
        self.page.act(name)
        self.settle()

    def look(self, work: Callable[[DeskSession], Result]) -> Result:
        """Ask *work* of the desk."""
        assert self.desk is not None, "the scene has a desk"
        return self.desk.look(work)

    def write(self, work: Callable[[DeskSession], Result], name: str = "", pin: str = "") -> Result:
        """Do *work* in the desk's books, as who sits there or as *name*; the window is told."""
        assert self.desk is not None, "the scene has a desk"
        seat = self._seat(name, pin) if name else self.desk.seat
        done = write(self.desk.database, seat, work)
        self.desk.changed.emit()
        return done

    def sit(self, name: str, pin: str = "") -> None:
        """Let *name* sit down."""
        assert self.desk is not None, "the scene has a desk"
        self.desk.sit(self._seat(name, pin))
        self.settle()

    def _seat(self, name: str, pin: str) -> Seat:
        assert self.desk is not None, "the scene has a desk"
        now = self.desk.seat.now
        return self.look(lambda session: people.sit(session, name, pin, now=now))

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def dialog(self) -> QDialog:
        """The dialog that is open."""
        found = dialogs()
        assert found, "the scene opened one"
        return found[-1]

    def settle(self) -> None:
        """Wait until the desk has answered and nothing is left to be painted.

        Raises:
            SceneFault: it never comes to that.
        """
        end = time.monotonic() + PATIENCE
        calm: float | None = None
        # How long a turn takes says nothing: another thread may have held the interpreter.
        while calm is None or time.monotonic() < calm + QUIET:
            QApplication.processEvents()
            if (self.desk is not None and not self.desk.idle) or self._waits():
                calm = None
            elif calm is None:
                calm = time.monotonic()
            if time.monotonic() > end:
                raise SceneFault("the desk does not answer")
            time.sleep(0.002)

    def _waits(self) -> bool:
        """Whether something is about to happen by itself, such as a look at what was typed."""
        tops = (self.window, *dialogs())
        if not all(book.idle for top in tops for book in top.findChildren(Book)):
            return True
        timers = [timer for top in tops for timer in top.findChildren(QTimer)]
        return any(
            timer.isActive() and timer.isSingleShot() and timer.remainingTime() <= SOON * 1000
            for timer in timers
        )

    def picture(self, size: QSize) -> QPixmap:
        """What stands there, with what lies over the window.

        Raises:
            SceneFault: it is of another size.
        """
        taken = self.window.grab()
        ratio = taken.devicePixelRatio()
        if taken.size() != size * ratio:
            raise SceneFault(
                f"{taken.width()}×{taken.height()}, not {size.width()}×{size.height()}"
            )
        painter = QPainter(taken)
        for above in _above(self.window):
            if isinstance(above, QDialog):
                shade = QColor(0, 0, 0, SHADE)
                painter.fillRect(self.window.rect(), shade)
                room = self.window.rect()
                at = room.center() - QPoint(above.width() // 2, above.height() // 2)
            else:
                at = self.window.mapFromGlobal(above.mapToGlobal(QPoint(0, 0)))
            painter.drawPixmap(at, above.grab())
        painter.end()
        return taken


def dialogs() -> list[QDialog]:
    """The dialogs that are open, the last opened one last."""
    tops = QApplication.topLevelWidgets()
    found = [one for one in tops if isinstance(one, QDialog) and one.isVisible()]
    return sorted(found, key=_depth)


def _depth(widget: QWidget) -> int:
    parent, depth = widget.parentWidget(), 0
    while parent is not None:
        parent, depth = parent.parentWidget(), depth + 1
    return depth


def _above(window: QWidget) -> list[QWidget]:
    popups = [
        one
        for one in QApplication.topLevelWidgets()
        if one is not window
        and one.isVisible()
        and one.windowType() == Qt.WindowType.Popup
        and one.objectName()
    ]
    return [*dialogs(), *popups]


@contextmanager
def set_up(
    desk: Path | None,
    preferences: Preferences,
    size: QSize,
    folder: Path,
    now: datetime = desks.NOW,
) -> Iterator[Stage]:
    """A window of *size* on *desk* (or with none) at the moment *now*, shown and settled; gone
    afterwards.
    """
    opened: Desk | None = None
    window: QWidget
    errors: list[Exception] = []
    if desk is None:
        window = Welcome(preferences, str(folder / "desk.supplydesk"), None)
    else:
        opened = _open(desk, lambda: now)
        window = MainWindow(opened, preferences)
    window.bug.connect(errors.append)
    window.resize(size)
    window.show()
    stage = Stage(window, opened, folder)
    try:
        stage.settle()
        yield stage
        if errors:
            raise errors[0]
    finally:
        for above in reversed(_above(window)):
            above.hide()  # closing would only ask: long work stays until it has ended
            above.deleteLater()
        _end_asking(opened)
        window.hide()
        window.deleteLater()
        _end_asking(opened)
        if opened is not None:
            opened.close()
            opened.deleteLater()
        # No loop runs here that would do it: the windows of a whole tour would stay.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _end_asking(desk: Desk | None) -> None:
    """A window that gets the keys back reads its page again: let it, while there is a desk."""
    end = time.monotonic() + PATIENCE
    QApplication.processEvents()
    while desk is not None and not desk.idle and time.monotonic() < end:
        QApplication.processEvents()


def _open(path: Path, now: Callable[[], datetime]) -> Desk:
    database = open_desk(locate(path))
    with reading(database, Seat(now=now)) as session:
        first = people.sitters(session)[0]
        seat = people.sit(session, first.name, now=now)
    return Desk(database, seat)
