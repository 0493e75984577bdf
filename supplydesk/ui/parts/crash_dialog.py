"""Told when the program itself is at fault: what is safe, what can be handed on, and go on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from supplydesk import paths
from supplydesk.text import translate
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.dialog import Box
from supplydesk.ui.parts.label import Elided

PACKAGE = "supplydesk-diagnosis.zip"


class CrashDialog(Box):
    """Says that the books are safe; *write* makes the package at a path, away from this thread,
    and calls back with what kept it from that, empty where nothing did.
    """

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        kind: str,
        write: Callable[[Path, Callable[[str], None]], None],
    ) -> None:
        title = translate("ui.parts.crash_dialog", "Something went wrong in the program")
        word = translate("ui.parts.crash_dialog", "Go on")
        super().__init__(look, parent, title, word)
        self._write = write
        self.say(
            translate(
                "ui.parts.crash_dialog",
                "This is a fault of SupplyDesk, not yours. What is posted is safe: the books are "
                "written whole or not at all. Drafts are kept as they were last saved.",
            ),
            "",
        )
        self.say(
            translate(
                "ui.parts.crash_dialog",
                "If it happens again, export the package and pass it on to whoever looks after "
                "the program. It holds versions and places in the program: no goods, no people.",
            )
        )
        log = translate("ui.parts.crash_dialog", "{kind} · log: {folder}")
        self._log = Elided(log.format(kind=kind, folder=_short(paths.log_folder())), "hint")
        self.body.addWidget(self._log)
        self.other.hide()
        self.package = QPushButton(translate("ui.parts.crash_dialog", "Export the package…"))
        self.package.setAutoDefault(False)
        self.package.clicked.connect(self._export)
        self.buttons.insertWidget(0, self.package)
        self.taken.connect(self.accept)

    def _export(self) -> None:
        asked = QFileDialog(self, self.package.text(), str(Path.home() / PACKAGE))
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setNameFilter("*.zip")
        asked.setDefaultSuffix("zip")
        asked.fileSelected.connect(lambda path: self.export_to(Path(path)))
        asked.open()

    def export_to(self, path: Path) -> None:
        """Write the package to *path*."""
        self.package.setEnabled(False)
        self._log.say(translate("ui.parts.crash_dialog", "The books are being verified…"))

        def done(trouble: str) -> None:
            self.package.setEnabled(True)
            if trouble:
                self.wrong(trouble)
                self._log.say("")
            else:
                text = translate("ui.parts.crash_dialog", "Written: {path}")
                self._log.say(text.format(path=path))

        self._write(path, done)


def _short(folder: Path) -> str:
    """*folder* as its owner writes it."""
    home = Path.home()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)
