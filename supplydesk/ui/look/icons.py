"""Icons: Lucide's outlines, drawn in any colour at the screen's own resolution."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from supplydesk.paths import resource

SIZE = 16
STROKE = "1.75"


@lru_cache(maxsize=256)
def _outline(name: str, colour: str) -> QByteArray:
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    text = text.replace("currentColor", colour).replace(
        'stroke-width="2"', f'stroke-width="{STROKE}"'
    )
    return QByteArray(text.encode())


def ratio() -> float:
    """How many dots the sharpest screen has for a pixel."""
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0


def pixmap(name: str, colour: str, size: int = SIZE) -> QPixmap:
    """The icon *name* in *colour* (``#RRGGBB``), *size* pixels high, sharp on this screen."""
    return _drawn(name, colour, size, ratio())


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, size: int, dots: float) -> QPixmap:
    picture = QPixmap(round(size * dots), round(size * dots))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(_outline(name, colour)).render(
        painter, QRectF(0, 0, picture.width(), picture.height())
    )
    painter.end()
    picture.setDevicePixelRatio(dots)
    return picture


def icon(name: str, colour: str, size: int = SIZE, *, disabled: str = "") -> QIcon:
    """An icon for a button or an action; *disabled* its colour while that cannot be used."""
    made = QIcon(pixmap(name, colour, size))
    if disabled:
        made.addPixmap(pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return made


def forget() -> None:
    """Drop what was drawn; before the application ends, for a picture may not outlive it."""
    _drawn.cache_clear()
