"""Handing on what a page shows: Ctrl+E to a file, Ctrl+Shift+C to the clipboard.

A page says what is handed on as a `Handout`; this room asks where to, lets a worker write, shows
how far it is, and says what came of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from supplydesk.domain.problem import Refused
from supplydesk.paths import NotSettled, safe_name
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui.around import Around, Offer
from supplydesk.ui.desk import Desk, Tick
from supplydesk.ui.errand import Cancelled, Errand
from supplydesk.ui.parts.not_written import why_not_written
from supplydesk.ui.parts.progress import Progress

if TYPE_CHECKING:
    # Drawing takes a third of a second to import: the worker's, not the window's.
    from supplydesk.papers.stationery import Stationery

SUFFIXES = (".xlsx", ".pdf")
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
        return self.desk.seat.now().astimezone(self.desk.zone)

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
        self._errand: Errand | None = None
        self._progress: Progress | None = None
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
        kept = self._around.preferences
        asked = QFileDialog(
            self._around.window.widget(), translate("ui.parts.export", "Export the list")
        )
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setFileMode(QFileDialog.FileMode.AnyFile)
        # Qt's own words for these two are not in all its languages.
        names = QFileDialog.DialogLabel
        asked.setLabelText(names.LookIn, translate("ui.parts.export", "Folder:"))
        asked.setLabelText(names.FileType, translate("ui.parts.export", "Kind of file:"))
        filters = (
            translate("ui.parts.export", "Excel workbook (*.xlsx)"),
            translate("ui.parts.export", "PDF (*.pdf)"),
        )
        asked.setNameFilters(filters)
        at = SUFFIXES.index(kind) if (kind := kept.text("export_kind")) in SUFFIXES else 0
        asked.selectNameFilter(filters[at])
        asked.setDefaultSuffix(SUFFIXES[at])
        asked.filterSelected.connect(
            lambda chosen: asked.setDefaultSuffix(SUFFIXES[filters.index(chosen)])
        )
        asked.setDirectory(self._folder())
        asked.selectFile(safe_name(handout.name.replace(".", "_")))
        asked.fileSelected.connect(
            lambda chosen: self._write(handout, Path(chosen), f".{asked.defaultSuffix()}")
        )
        self.asking = asked
        asked.open()

    def _folder(self) -> str:
        kept = self._around.preferences.text("export_folder")
        if kept and Path(kept).is_dir():
            return kept
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return QStandardPaths.writableLocation(documents)

    def _write(self, handout: Handout, path: Path, suffix: str) -> None:
        # The dialog has asked whether the file may be replaced; under a name with another end,
        # which gets the suffix only now, it has not.
        replace = path.suffix.lower() in SUFFIXES
        if not replace:
            path = path.with_name(path.name + suffix)
        kept = self._around.preferences
        kept.keep("export_folder", str(path.parent))
        kept.keep("export_kind", path.suffix.lower())
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
        shown = self._progress = Progress(self._around, title, aside, leaves)
        self._errand = self._around.desk.long(
            work, then, owner=self, progress=shown.proceed, failed=failed
        )
        shown.cancelled.connect(self._errand.cancel)

    def _end(self) -> None:
        if self._progress is not None:
            self._progress.finish()
        self._progress, self._errand = None, None


def _open_folder(path: Path) -> Offer:
    folder = QUrl.fromLocalFile(str(path.parent))
    return Offer(
        translate("ui.parts.export", "Open the folder"), lambda: QDesktopServices.openUrl(folder)
    )
