"""Long work that goes on in the background: one at a time, told in the status line, found again."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal


class Continued(Protocol):
    """Work whose dialog was put away while it goes on."""

    title: str
    leaves: str
    progress: str

    def come_back(self) -> None:
        """Show its dialog again."""

    def cancel(self) -> None:
        """Ask it to end."""


class Background(QObject):
    """``changed`` when work came, went or got further; ``ended`` says the title of what has ended,
    one way or the other: what became of it is said by whoever began it.
    """

    changed = Signal()
    ended = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Continued | None = None

    @property
    def work(self) -> Continued | None:
        """What goes on; None where nothing does."""
        return self._work

    @property
    def busy(self) -> bool:
        """Whether something goes on."""
        return self._work is not None

    @property
    def words(self) -> str:
        """What goes on and how far it is; empty where nothing does."""
        work = self._work
        return "" if work is None else "  ".join(filter(None, (work.title, work.progress)))

    def take(self, work: Continued) -> bool:
        """Let *work* go on here; False where another one does."""
        if self._work not in {None, work}:
            return False
        self._work = work
        self.changed.emit()
        return True

    def told(self, work: Continued) -> None:
        """*work* got further."""
        if work is self._work:
            self.changed.emit()

    def come_back(self) -> None:
        """Show the dialog of what goes on."""
        if self._work is not None:
            self._work.come_back()

    def cancel(self) -> None:
        """Ask what goes on to end."""
        if self._work is not None:
            self._work.cancel()

    def end(self, work: Continued) -> None:
        """*work* has ended, if it went on here."""
        if work is self._work:
            self._work = None
            self.changed.emit()
            self.ended.emit(work.title)
