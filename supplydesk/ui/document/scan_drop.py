"""The scan of a signed paper: dropped on the voucher, kept with it, shown again."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from supplydesk import paths
from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import facts, scans
from supplydesk.services.scans import MOST_BYTES, SUFFIXES, Scan
from supplydesk.store.reasons import reason_of
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.document.open_paper import OpenPaper
from supplydesk.ui.document.scan_dialog import ScanDialog


class Scanned(Protocol):
    """What a scan needs of the page."""

    around: Around
    paper: OpenPaper

    def open_paper(self, number: str, do: str = "") -> None:
        """Show a paper."""

    def refused(self, title: str, error: Exception) -> None:
        """Say why something did not happen."""

    def object(self) -> QObject:
        """Whose questions they are."""


class ScanDrop:
    """Takes files that are dropped or chosen, and hands kept scans out again."""

    def __init__(self, sheet: Scanned) -> None:
        self._sheet = sheet

    def wanted(self, event: QDragEnterEvent) -> bool:
        """Whether something that could be a scan is held over the voucher."""
        return any(url.isLocalFile() for url in event.mimeData().urls())

    def dropped(self, event: QDropEvent) -> None:
        """Keep what was dropped, the first file of it."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.keep(Path(files[0]))

    def on_add_scan(self) -> None:
        """Choose the file of a scan."""
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        kinds = translate("ui.document.scan_drop", "Scans ({patterns})").format(patterns=patterns)
        title = translate("ui.document.scan_drop", "Scan of the signed paper")
        window: QWidget = self._sheet.around.window.widget()
        path, _ = QFileDialog.getOpenFileName(window, title, "", kinds)
        if path:
            self.keep(Path(path))

    def on_show_scan(self) -> None:
        """Show the scan that was added last."""
        found = self._sheet.paper.voucher
        kept = [one.value for one in found.facts if one.name == facts.SCAN] if found else []
        if kept:
            self._sheet.around.desk.read(
                lambda session: scans.scan(session, kept[-1]),
                self._show,
                owner=self._sheet.object(),
                failed=self._failing(translate("ui.document.scan_drop", "The scan is not shown")),
            )

    def _show(self, scan: Scan) -> None:
        ScanDialog(self._sheet.around, self._sheet.paper.number, scan).open()

    def keep(self, path: Path) -> None:
        """Keep the file at *path* with the paper that is open."""
        sheet, number = self._sheet, self._sheet.paper.number
        title = translate("ui.document.scan_drop", "No scan was added")
        if not sheet.paper.posted:
            problem = Problem.of(
                "scan_too_early",
                "ui.document.scan_drop",
                "A scan is kept with a posted paper. Post this one, have it signed, then drop the "
                "scan here.",
            )
            sheet.refused(title, Refused((problem,)))
            return

        def read(_tick: object) -> bytes:
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)

        def keep(content: bytes) -> None:
            sheet.around.desk.write(
                lambda session: scans.add(session, number, path.name, content),
                self._kept,
                owner=sheet.object(),
                failed=self._failing(title),
            )

        sheet.around.desk.long(
            read,
            keep,
            owner=sheet.object(),
            progress=lambda _done, _total: None,
            failed=lambda error: sheet.refused(title, _unreadable(error, path)),
        )

    def _kept(self, _digest: str) -> None:
        text = translate("ui.document.scan_drop", "The scan is kept with {number}")
        number = self._sheet.paper.number
        self._sheet.around.window.hush()
        self._sheet.around.window.saved(text.format(number=number))
        self._sheet.open_paper(number)

    def _failing(self, title: str) -> Callable[[Exception], object]:
        return lambda error: self._sheet.refused(title, error)


def _unreadable(error: Exception, path: Path) -> Exception:
    if not isinstance(error, OSError):
        return error
    return Refused(
        (
            Problem.of(
                "scan_unreadable",
                "ui.document.scan_drop",
                "{name} cannot be read ({reason}). See whether it is still there, and try again.",
                name=paths.safe_name(path.name),
                reason=reason_of(error),
            ),
        )
    )
