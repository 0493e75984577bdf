"""How large a paper is shown: fitted to the width, the whole page, or so many per cent."""

from dataclasses import dataclass
from enum import Enum

LEAST, MOST = 50, 200
STEPS = (50, 67, 75, 90, 100, 110, 125, 150, 175, 200)
"""Per cent; what ＋ and − go through."""
PIXELS = 96 / 72
"""Pixels for a point at 100 per cent: as large as on the sheet, on an ordinary screen."""


class Fit(Enum):
    """What is fitted into the window."""

    WIDTH = "width"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Zoom:
    """A fit, or with none of them ``percent``."""

    fit: Fit | None = Fit.WIDTH
    percent: int = 100

    @property
    def value(self) -> str:
        """Its name among the choices: ``width``, ``page`` or ``125``."""
        return self.fit.value if self.fit else str(self.percent)


def read(value: str) -> Zoom:
    """The zoom named *value*; the width fitted where that is none."""
    if value.isdecimal():
        return Zoom(None, min(max(int(value), LEAST), MOST))
    return Zoom(Fit(value) if value in {fit.value for fit in Fit} else Fit.WIDTH)


def larger(shown: float) -> Zoom:
    """The next step above *shown* per cent."""
    return Zoom(None, next((step for step in STEPS if step > shown + 0.5), MOST))


def smaller(shown: float) -> Zoom:
    """The next step below *shown* per cent."""
    return Zoom(None, next((step for step in reversed(STEPS) if step < shown - 0.5), LEAST))
