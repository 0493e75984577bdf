"""The chip of a state: soft fill, a glyph that fills as the paper advances, the word."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from supplydesk.ui.look.look import SECONDARY, Look


class Glyph(Enum):
    """How far a paper is, so that colour never says it alone."""

    NOTHING = "nothing"
    QUARTER = "quarter"
    HALF = "half"
    MOST = "most"
    DONE = "done"
    CARE = "care"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Chip:
    """A state to show: its word, its tone (``mute``, ``warn``, ``info``, ``good``, ``stop``)."""

    word: str
    tone: str
    glyph: Glyph

    @property
    def struck(self) -> bool:
        """Whether number and quantity of such a paper are struck out."""
        return self.glyph is Glyph.OFF


_INK = {"mute": "ink2", "warn": "warn", "info": "accent_ink", "good": "good", "stop": "stop"}
_SOFT = {
    "mute": "mute_soft",
    "warn": "warn_soft",
    "info": "info_soft",
    "good": "good_soft",
    "stop": "stop_soft",
}
_SHARES = {Glyph.QUARTER: 0.25, Glyph.HALF: 0.5, Glyph.MOST: 0.75}
HEIGHT, PAD, GLYPH, GAP = 20, 6, 12, 4


def width(chip: Chip, look: Look) -> int:
    """How many pixels *chip* takes."""
    words = look.metrics(SECONDARY).horizontalAdvance(chip.word)
    return words + look.px(2 * PAD + GLYPH + GAP)


def paint(painter: QPainter, x: int, middle: int, chip: Chip, look: Look) -> int:
    """Draw *chip* from *x* on around the height *middle*; returns where it ends."""
    across, high = width(chip, look), look.px(HEIGHT)
    box = QRectF(x, middle - high / 2, across, high)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(_SOFT[chip.tone]))
    painter.drawRoundedRect(box, high / 2, high / 2)
    ink = look.colour(_INK[chip.tone])
    size = look.px(GLYPH)
    paint_glyph(painter, QRectF(x + look.px(PAD), middle - size / 2, size, size), chip.glyph, ink)
    painter.setPen(ink)
    painter.setFont(look.font(SECONDARY))
    left = x + look.px(PAD + GLYPH + GAP)
    painter.drawText(
        QRectF(left, box.top(), box.right() - left, high),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
        chip.word,
    )
    painter.restore()
    return round(box.right())


def paint_glyph(painter: QPainter, box: QRectF, glyph: Glyph, ink: QColor) -> None:
    """Draw *glyph* into *box*."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    thin = box.width() / 9
    ring = box.adjusted(thin, thin, -thin, -thin)
    if glyph in (Glyph.DONE, Glyph.CARE):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(ring)
        _sign(painter, ring, glyph)
        return
    pen = QPen(ink, thin)
    if glyph is Glyph.NOTHING:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    if glyph in _SHARES:
        inner = ring.adjusted(1.5 * thin, 1.5 * thin, -1.5 * thin, -1.5 * thin)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPie(inner, 90 * 16, -round(360 * 16 * _SHARES[glyph]))
    elif glyph is Glyph.OFF:
        shift = ring.width() * 0.15
        painter.drawLine(
            QPointF(ring.left() + shift, ring.bottom() - shift),
            QPointF(ring.right() - shift, ring.top() + shift),
        )


def _sign(painter: QPainter, ring: QRectF, glyph: Glyph) -> None:
    # The sign is cut out of the disc in white in the light look; in the dark one the disc is
    # light and the sign dark, so that both keep their contrast.
    light = painter.brush().color().lightnessF() > 0.55  # noqa: PLR2004 - brighter than the middle
    pen = QPen(QColor(Qt.GlobalColor.black if light else Qt.GlobalColor.white), ring.width() / 7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath()
    wide, left, top = ring.width(), ring.left(), ring.top()
    if glyph is Glyph.DONE:
        path.moveTo(left + 0.27 * wide, top + 0.52 * wide)
        path.lineTo(left + 0.44 * wide, top + 0.69 * wide)
        path.lineTo(left + 0.75 * wide, top + 0.34 * wide)
    else:
        path.moveTo(left + 0.5 * wide, top + 0.24 * wide)
        path.lineTo(left + 0.5 * wide, top + 0.55 * wide)
        path.moveTo(left + 0.5 * wide, top + 0.76 * wide)
        path.lineTo(left + 0.5 * wide, top + 0.77 * wide)
    painter.drawPath(path)


class ChipLabel(QWidget):
    """A chip as a widget; empty, it takes no room."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._chip: Chip | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_chip(self, chip: Chip | None) -> None:
        """Show *chip*, or nothing."""
        if chip == self._chip:
            return
        self._chip = chip
        self.setAccessibleName(chip.word if chip else "")
        self.setVisible(chip is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the chip."""
        if self._chip is None:
            return QSize(0, 0)
        return QSize(width(self._chip, self._look), self._look.px(HEIGHT + 2))

    def paintEvent(self, _event: object) -> None:
        """Draw it."""
        if self._chip is not None:
            painter = QPainter(self)
            paint(painter, 0, self.height() // 2, self._chip, self._look)
            painter.end()
