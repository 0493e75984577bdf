"""Asking where a file goes: the folder of last time, a name to start from, replacing asked."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from supplydesk.paths import safe_name
from supplydesk.ui.around import Around


def ask_where(
    around: Around,
    title: str,
    kind: tuple[str, str],
    name: str,
    then: Callable[[Path, bool], object],
) -> QFileDialog:
    """Ask where the file *name* goes; *then* gets the path, and whether what is there may go.

    *kind* is the suffix with its dot and what such a file is called.
    """
    suffix, word = kind
    asked = QFileDialog(around.window.widget(), title)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setFileMode(QFileDialog.FileMode.AnyFile)
    asked.setNameFilters([f"{word} (*{suffix})"])
    asked.setDefaultSuffix(suffix)
    asked.setDirectory(_folder(around, suffix))
    asked.selectFile(safe_name(name.replace(".", "_"), suffix))

    def take(chosen: str) -> None:
        path = Path(chosen)
        # The dialog has asked whether a file that is there may be replaced; a name that got its
        # suffix only now is another one, for which it has not.
        asked_for = path.suffix.lower() == suffix
        if not asked_for:
            path = path.with_name(path.name + suffix)
        around.preferences.keep(f"folder{suffix}", str(path.parent))
        then(path, asked_for)

    asked.fileSelected.connect(take)
    asked.open()
    return asked


def _folder(around: Around, suffix: str) -> str:
    kept = around.preferences.text(f"folder{suffix}")
    if kept and Path(kept).is_dir():
        return kept
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
