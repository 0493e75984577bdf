"""Asking where a file goes: the folder of last time, a name to start from, replacing asked."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from supplydesk.paths import safe_name
from supplydesk.text import translate
from supplydesk.ui.around import Around

Kind = tuple[str, str]
"""A suffix with its dot, and what such a file is called."""


def ask_where(
    around: Around,
    title: str,
    kinds: tuple[Kind, ...],
    name: str,
    then: Callable[[Path, bool], object],
) -> QFileDialog:
    """Ask where the file *name* goes; *then* gets the path, and whether what is there may go.

    Folder and kind of last time are kept, apart for each choice of *kinds*.
    """
    kept = around.preferences
    suffixes = [suffix for suffix, _word in kinds]
    topic = "".join(suffixes)
    last = kept.text(f"kind{topic}")
    at = suffixes.index(last) if last in suffixes else 0
    asked = QFileDialog(around.window.widget(), title)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setFileMode(QFileDialog.FileMode.AnyFile)
    # Qt's own words for these two are not in all its languages.
    names = QFileDialog.DialogLabel
    asked.setLabelText(names.LookIn, translate("ui.parts.save_file", "Folder:"))
    asked.setLabelText(names.FileType, translate("ui.parts.save_file", "Kind of file:"))
    filters = [f"{word} (*{suffix})" for suffix, word in kinds]
    asked.setNameFilters(filters)
    asked.selectNameFilter(filters[at])
    asked.setDefaultSuffix(suffixes[at])
    asked.filterSelected.connect(
        lambda chosen: asked.setDefaultSuffix(suffixes[filters.index(chosen)])
    )
    asked.setDirectory(_folder(kept.text(f"folder{topic}")))
    asked.selectFile(safe_name(name.replace(".", "_")))

    def take(chosen: str) -> None:
        path = Path(chosen)
        # The dialog has asked whether a file that is there may be replaced; a name that gets its
        # suffix only now is another one, for which it has not.
        asked_for = path.suffix.lower() in suffixes
        if not asked_for:
            path = path.with_name(f"{path.name}.{asked.defaultSuffix()}")
        kept.keep(f"folder{topic}", str(path.parent))
        kept.keep(f"kind{topic}", path.suffix.lower())
        then(path, asked_for)

    asked.fileSelected.connect(take)
    asked.open()
    return asked


def _folder(kept: str) -> str:
    if kept and Path(kept).is_dir():
        return kept
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
