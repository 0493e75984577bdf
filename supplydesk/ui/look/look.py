"""The look of one window: which tokens, how large the type, and what follows from both."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtGui import QColor, QFont, QFontMetrics

from supplydesk.ui.look.tokens import DARK, LIGHT, Tokens

FAMILIES = ("Noto Sans SC", "Noto Sans SC Rare")
SCALES = (100, 110, 120, 130, 140, 150)
"""Per cent; what a person may choose."""

TITLE, DIALOG, BODY, SECONDARY, HINT, FIGURE = 15.0, 12.0, 10.0, 9.0, 8.5, 17.0
"""Type sizes in points."""

WIDE, NARROW, TIGHT = 1500, 1200, 912
"""Steps of a window's width, divided by the scale: slip beside the grid, icons only, one column."""


@dataclass(frozen=True)
class Look:
    """Colours and sizes of a window; ``scale`` 1.0 to 1.5 goes for type, rows and icons alike."""

    dark: bool = False
    scale: float = 1.0

    @property
    def tokens(self) -> Tokens:
        """The colours."""
        return DARK if self.dark else LIGHT

    def px(self, size: float) -> int:
        """So many pixels at 100 per cent, at this scale."""
        return round(size * self.scale)

    def colour(self, name: str) -> QColor:
        """The colour of the token *name*."""
        return self._colours[name]

    @cached_property
    def _colours(self) -> dict[str, QColor]:
        return {name: QColor(getattr(self.tokens, name)) for name in Tokens.__slots__}

    def font(self, points: float = BODY, *, bold: bool = False) -> QFont:
        """The face at so many points (at 100 per cent)."""
        key = (points, bold)
        if key not in self._fonts:
            font = QFont()
            font.setFamilies(list(FAMILIES))
            font.setPointSizeF(points * self.scale)
            font.setBold(bold)
            self._fonts[key] = font
        return self._fonts[key]

    def metrics(self, points: float = BODY, *, bold: bool = False) -> QFontMetrics:
        """How wide and high that face is."""
        key = (points, bold)
        if key not in self._metrics:
            self._metrics[key] = QFontMetrics(self.font(points, bold=bold))
        return self._metrics[key]

    @cached_property
    def _fonts(self) -> dict[tuple[float, bool], QFont]:
        return {}

    @cached_property
    def _metrics(self) -> dict[tuple[float, bool], QFontMetrics]:
        return {}
