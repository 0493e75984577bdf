"""Sizes of paper with their margins, and what laser and dot-matrix printers ask of the type."""

from dataclasses import dataclass, replace

POINTS = 72 / 25.4
"""Points in a millimetre. Papers are laid out in millimetres from the upper left corner."""

CLEAR_EDGE = 4.0
"""No printer prints closer than this (mm) to every edge, so nothing of ours stands there."""

FARTHEST = 4.0
"""How far (mm) a printer may be set off: farther, and print would leave the sheet."""

MOST_COPIES = 10
LONGEST_COPY = 16
"""Letters in the name of a copy: one under the other, they still fit beside a low sheet's frame."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its size and margins in millimetres, and whether a dot-matrix printer inks it."""

    name: str
    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    dots: bool = False

    @property
    def content(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def end(self) -> float:
        """The right edge of the content."""
        return self.width - self.right

    @property
    def floor(self) -> float:
        """The lowest line that may be printed on."""
        return self.height - self.bottom

    def printed_by_dots(self) -> "Sheet":
        """The same sheet for a dot-matrix printer: no grey, nothing under 9 pt."""
        return replace(self, dots=True)


A4 = Sheet("A4", 210, 297, 18, 14, 17, 13)
A5 = Sheet("A5", 210, 148, 14, 7, 12, 5.5)
CONTINUOUS_140 = Sheet("241x140", 241, 140, 19, 6, 20, 4.5, dots=True)
CONTINUOUS_279 = Sheet("241x279", 241, 279, 19, 6, 20, 4.5, dots=True)
A4_LANDSCAPE = Sheet("A4-landscape", 297, 210, 10, 19, 10, 10)
A4_LANDSCAPE_SLIP = Sheet("A4-landscape-slip", 297, 210, 12, 14, 12, 10)

SLIP_SHEETS = {sheet.name: sheet for sheet in (A4, A5, CONTINUOUS_140, CONTINUOUS_279)}
"""What a slip may be printed on, by the name that settings keep."""
