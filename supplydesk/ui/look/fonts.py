"""The faces of the window, read from our own files so that every machine shows the same."""

from PySide6.QtGui import QFontDatabase

from supplydesk.paths import resource

_FIRST = "NotoSansSC-Regular-GBK"
_FILES = ("NotoSansSC-Bold-GBK", "NotoSansSC-Rare")
_known: set[str] = set()


class FaceMissing(RuntimeError):
    """A face that the program brings along could not be read: it is not installed whole."""


def load_first() -> None:
    """Make the one face known to Qt that the first picture is written in; once in a process.

    Raises:
        FaceMissing: its file is not there or is no face.
    """
    _load(_FIRST)


def load() -> None:
    """Make all faces known to Qt; once in a process.

    Raises:
        FaceMissing: a file is not there or is no face.
    """
    for stem in (_FIRST, *_FILES):
        _load(stem)


def _load(stem: str) -> None:
    if stem in _known:
        return
    path = resource("fonts", f"{stem}.ttf")
    if QFontDatabase.addApplicationFont(str(path)) < 0:
        raise FaceMissing(str(path))
    _known.add(stem)
