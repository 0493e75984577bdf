"""Handing on what a page shows: Ctrl+E to a file, Ctrl+Shift+C to the clipboard.

A page says what is handed on as a `Handout`; this room asks where to, lets a worker write, shows
how far it is, and says what came of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from supplydesk.domain.problem import Refused
from supplydesk.paths import NotSettled
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui.around import Around, Offer
from supplydesk.ui.desk import Desk, Tick
from supplydesk.ui.errand import Cancelled
from supplydesk.ui.parts.long_work import LongWork
from supplydesk.ui.parts.not_written import why_not_written
from supplydesk.ui.parts.save_file import ask_where

if TYPE_CHECKING:
    # Drawing takes a third of a second to import: the worker's, not the window's.
    from supplydesk.papers.stationery import Stationery

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Making:
    """What the worker has at hand; nothing of it touches a widget."""

    desk: Desk
    tick: Tick
    replace: bool = False

    def look(self, work: Callable[[DeskSession], Result]) -> Result:
        """Ask *work* of one moment of the desk."""
        return self.desk.look(work)

    @property
    def now(self) -> datetime:
        """The desk's own wall clock."""
        return self.desk.now()

    def stationery(self) -> "Stationery":
        """What the desk prints on."""
        from supplydesk.services.printing import stationery_of  # noqa: PLC0415 - as above

        return self.look(stationery_of)


@dataclass(frozen=True, slots=True)
class Handout:
    """What is handed on: the name for its file, and who writes it there or makes a text of it.

    Both run on a worker. ``write`` looks at the suffix: ``.xlsx`` or ``.pdf``.
    """

    name: str
    write: Callable[[Path, Making], object]
    text: Callable[[Making], str]


class Export(QObject):
    """A page's export; *make* gives what it shows at the moment, None where there is nothing."""

    def __init__(self, around: Around, page: QObject, make: Callable[[], Handout | None]) -> None:
        super().__init__(page)
        self._around = around
        self._make = make
        self._progress: LongWork | None = None
        self.asking: QFileDialog | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._progress is not None

    # --- to a file ---

    def ask(self) -> None:
        """Ask where to, and write it there."""
        handout = None if self.busy else self._make()
        if handout is None:
            return
        self.asking = ask_where(
            self._around,
            translate("ui.parts.export", "Export the list"),
            (
                (".xlsx", translate("ui.parts.export", "Excel workbook")),
                (".pdf", translate("ui.parts.export", "PDF")),
            ),
            handout.name,
            lambda path, replace: self._write(handout, path, replace=replace),
        )

    def _write(self, handout: Handout, path: Path, *, replace: bool) -> None:
        title = translate("ui.parts.export", "Exporting {name}").format(name=handout.name)
        leaves = translate(
            "ui.parts.export", "Cancel leaves no file behind; one that was there stays as it is."
        )
        desk = self._around.desk
        self._start(
            title,
            str(path),
            leaves,
            lambda tick: handout.write(path, Making(desk, tick, replace)),
            lambda _made: self._written(path),
            lambda error: self._failed(error, path),
        )

    def _written(self, path: Path) -> None:
        self._end()
        text = translate("ui.parts.export", "Exported: {path}").format(path=path)
        self._around.window.tell(text, (), "good", _open_folder(path))

    def _failed(self, error: Exception, path: Path) -> None:
        self._end()
        window = self._around.window
        if isinstance(error, Cancelled):
            text = translate("ui.parts.export", "The export was cancelled. Nothing was written.")
            window.tell(text, (), "info")
        elif isinstance(error, NotSettled):
            text = translate(
                "ui.parts.export",
                "Exported to {path}, but the disk did not confirm it. Open the file to see that "
                "it is whole.",
            )
            window.tell(text.format(path=path), (), "warn", _open_folder(path))
        elif isinstance(error, Refused | OSError):
            text = translate("ui.parts.export", "The list was not exported")
            problems = error.problems if isinstance(error, Refused) else ()
            if isinstance(error, OSError):
                problems = (why_not_written(error, path),)
            window.tell(text, problems)
        else:
            self._around.desk.failed.emit(error)

    # --- to the clipboard ---

    def copy(self) -> None:
        """Put it on the clipboard as text in columns that line up."""
        handout = None if self.busy else self._make()
        if handout is None:
            return
        desk = self._around.desk
        self._start(
            translate("ui.parts.export", "Copying {name}").format(name=handout.name),
            "",
            translate("ui.parts.export", "Cancel leaves the clipboard as it is."),
            lambda tick: handout.text(Making(desk, tick)),
            self._copied,
            self._not_copied,
        )

    def _copied(self, text: str) -> None:
        self._end()
        QApplication.clipboard().setText(text)
        self._around.window.saved(translate("ui.parts.export", "Copied as text"))

    def _not_copied(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Refused):
            self._around.window.tell(
                translate("ui.parts.export", "The list was not copied"), error.problems
            )
        elif not isinstance(error, Cancelled):
            self._around.desk.failed.emit(error)

    # --- the work ---

    def _start(
        self,
        title: str,
        aside: str,
        leaves: str,
        work: Callable[[Tick], Result],
        then: Callable[[Result], object],
        failed: Callable[[Exception], object],
    ) -> None:
        around = self._around
        shown = LongWork(
            around.look, around.window.widget(), title, leaves, aside, around.background
        )
        self._progress = shown
        shown.wait_for(around.desk.long(work, then, owner=self, progress=shown.step, failed=failed))

    def _end(self) -> None:
        if self._progress is not None:
            self._progress.end()
        self._progress = None


def _open_folder(path: Path) -> Offer:
    folder = QUrl.fromLocalFile(str(path.parent))
    return Offer(
        translate("ui.parts.export", "Open the folder"), lambda: QDesktopServices.openUrl(folder)
    )
