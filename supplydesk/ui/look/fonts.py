"""The faces of the window, read from our own files so that every machine shows the same."""

from PySide6.QtGui import QFontDatabase

from supplydesk.paths import resource

_FILES = ("NotoSansSC-Regular-GBK", "NotoSansSC-Bold-GBK", "NotoSansSC-Rare")


class FaceMissing(RuntimeError):
    """A face that the program brings along could not be read: it is not installed whole."""


def load() -> None:
    """Make the faces known to Qt; once in a process.

    Raises:
        FaceMissing: a file is not there or is no face.
    """
    known = set(QFontDatabase.families())
    if {"Noto Sans SC", "Noto Sans SC Rare"} <= known:
        return
    for stem in _FILES:
        path = resource("fonts", f"{stem}.ttf")
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FaceMissing(str(path))
