"""Bars of what is available beside its minimum: the mark is the minimum."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supplydesk.ui.look import cut
from supplydesk.ui.look.look import BODY, SECONDARY, Look

ROW = 26


@dataclass(frozen=True, slots=True)
class Level:
    """One item; both figures in its base unit."""

    name: str
    unit: str
    available: float
    minimum: float


class LevelBars(QWidget):
    """As high as its bars."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._levels: tuple[Level, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_levels(self, levels: Sequence[Level]) -> None:
        """Show *levels*."""
        self._levels = tuple(levels)
        self.setAccessibleName(
            "\n".join(f"{one.name} {one.available:,g} / {one.minimum:,g}" for one in levels)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the bars."""
        return QSize(0, len(self._levels) * self._look.px(ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names, ends = px(84), px(84)
        track = self.width() - names - ends - px(16)
        middle = Qt.AlignmentFlag.AlignVCenter
        for at, one in enumerate(self._levels):
            top = at * px(ROW)
            centre = top + px(ROW) / 2
            box = QRectF(0, top, names, px(ROW))
            painter.setFont(look.font(BODY))
            painter.setPen(look.colour("ink"))
            metrics = look.metrics(BODY)
            name = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, names)
            painter.drawText(box, middle, name)
            most = max(one.minimum * 2, one.available, 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("mute_soft"))
            left = names + px(8)
            painter.drawRoundedRect(QRectF(left, centre - px(4), track, px(8)), 2, 2)
            low = one.available < one.minimum / 2
            painter.setBrush(look.colour("stop" if low else "warn_mark"))
            long = track * one.available / most
            painter.drawRoundedRect(QRectF(left, centre - px(4), long, px(8)), 2, 2)
            painter.setBrush(look.colour("ink"))
            mark = left + track * one.minimum / most
            painter.drawRect(QRectF(mark - 1, centre - px(7), 2, px(14)))
            self._figure(painter, QRectF(left + track + px(8), top, ends, px(ROW)), one)
        painter.end()

    def _figure(self, painter: QPainter, box: QRectF, one: Level) -> None:
        look = self._look
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(look.font(SECONDARY))
        painter.setPen(look.colour("ink3"))
        painter.drawText(box, right, one.unit)
        box.setRight(box.right() - look.metrics(SECONDARY).horizontalAdvance(one.unit) - 3)
        painter.setFont(look.font(BODY))
        painter.setPen(look.colour("ink"))
        told = f"{one.available:,.3f}".rstrip("0").rstrip(".")
        wide = look.metrics(BODY).horizontalAdvance(told)
        cut.whole(told, wide, round(box.width()), "bar of a level")
        painter.drawText(box, right, told)
