"""Restoring where no desk is open: which copy, who asks for it, where it goes, what kept it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from supplydesk.domain.problem import Refused
from supplydesk.domain.seat import Seat
from supplydesk.services import people, restoring
from supplydesk.services.people import Sitter
from supplydesk.services.restoring import Restored
from supplydesk.store.database import Database, Location, engines, locate, reading
from supplydesk.store.desk_file import check_file
from supplydesk.text import translate
from supplydesk.ui.desk import Desk
from supplydesk.ui.errand import Cancelled
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.dialog import Box
from supplydesk.ui.parts.long_work import LongWork
from supplydesk.ui.parts.sit_dialog import SitDialog
from supplydesk.ui.work import Tick, Work

BACKUPS = "backups"
# What may be restored all the same, if whoever asks says so.
_CONSENT = {"backup_altered": "accept_findings", "another_desk": "accept_other"}


class RestoreSteps(QObject):
    """``restored`` says the path of the desk that came back, ``refused`` what kept it from that.

    The one who asks sits down at the copy: the desk itself may be beyond opening.
    """

    restored = Signal(str)
    refused = Signal(object)

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._window, self._look = window, look
        self._place = Path()
        self._backup = Path()
        self._copy: Desk | None = None
        self._work: Work | None = None

    def begin(self, place: Path) -> None:
        """Ask for the copy that shall lie at *place* afterwards."""
        self._place = place
        folder = place.parent / BACKUPS
        title = translate("ui.welcome_restore", "Restore from a backup")
        start = folder if folder.is_dir() else place.parent
        asked = QFileDialog(self._window, title, str(start), "*.supplydesk")
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(lambda path: self.take(Path(path)))
        asked.open()

    def take(self, backup: Path) -> None:
        """Restore *backup*, once somebody has sat down at it and said yes."""
        self._backup = backup
        self._do(lambda _tick: _look_into(backup), self._looked)

    def _looked(self, found: object) -> None:
        assert isinstance(found, tuple), "as `_look_into` gives it"
        database: Database = found[0]
        sitters: tuple[Sitter, ...] = found[1]
        self._copy = Desk(database, Seat(), self)
        self._copy.failed.connect(self._failed)
        if len(sitters) == 1 and not sitters[0].pin:
            self._ask(Seat(name=sitters[0].name))
            return
        asked = SitDialog(self._look, self._window, self._copy, sitters)
        asked.sat.connect(self._ask)
        asked.rejected.connect(self._let_go)
        asked.open()

    def _ask(self, seat: Seat) -> None:
        self._let_go()
        text = translate(
            "ui.welcome_restore",
            "{backup} is put at {place}. The copy itself stays where it is; what lies there now "
            "is copied and set aside under another name, never deleted.",
        )
        told = text.format(backup=self._backup.name, place=self._place)
        self._confirm(told, lambda: self._restore(seat))

    def _confirm(self, told: str, then: Callable[[], object]) -> None:
        asked = Box(
            self._look,
            self._window,
            translate("ui.welcome_restore", "Restore this copy?"),
            translate("ui.welcome_restore", "Restore"),
            grave=True,
        )
        asked.say(told, "")
        asked.taken.connect(asked.accept)
        asked.accepted.connect(then)
        asked.open()

    def _restore(
        self, seat: Seat, *, accept_findings: bool = False, accept_other: bool = False
    ) -> None:
        place, backup = locate(self._place), self._backup
        dialog = LongWork(
            self._look,
            self._window,
            translate("ui.welcome_restore", "The copy is being restored"),
            translate("ui.welcome_restore", "Cancelling leaves everything as it was."),
        )

        def work(tick: Tick) -> Restored:
            return restoring.restore(
                place,
                backup,
                seat,
                tick=tick,
                accept_findings=accept_findings,
                accept_other=accept_other,
            )

        def failed(error: Exception) -> None:
            dialog.end()
            code = error.problems[0].code if isinstance(error, Refused) else ""
            if code in _CONSENT and isinstance(error, Refused):
                asked = {"accept_findings": accept_findings, "accept_other": accept_other}
                asked[_CONSENT[code]] = True
                self._confirm(error.problems[0].text, lambda: self._restore(seat, **asked))
            elif not isinstance(error, Cancelled):
                self.refused.emit(error)

        def done(_restored: object) -> None:
            dialog.end()
            self.restored.emit(str(place.path))

        self._do(work, done, failed)
        assert self._work is not None, "it was begun"
        self._work.step.connect(dialog.step)
        dialog.wait_for(self._work)
        dialog.open()

    def _do(
        self,
        work: Callable[[Tick], object],
        done: Callable[[object], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        self._work = Work(work, self)
        self._work.done.connect(done)
        self._work.failed.connect(failed or self._failed)
        self._work.start()

    def _failed(self, error: Exception) -> None:
        self._let_go()
        self.refused.emit(error)

    def _let_go(self) -> None:
        if self._copy is not None:
            self._copy.close()
            self._copy.deleteLater()
            self._copy = None

    def wait(self) -> None:
        """Cancel what is under way and wait for it; before the window goes."""
        self._let_go()
        if self._work is not None:
            self._work.cancel()
            self._work.wait()


def _look_into(backup: Path) -> tuple[Database, tuple[Sitter, ...]]:
    """The copy, open for reading, and who may sit at it."""
    check_file(backup)
    whole = backup.absolute()
    database = engines(Location(locate(whole).url, whole), read_only=True)
    try:
        with reading(database, Seat()) as session:
            return database, people.sitters(session)
    except BaseException:
        database.close()
        raise
