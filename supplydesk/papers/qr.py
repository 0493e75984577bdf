"""The QR code on a paper: version 3, level M, upper-case ASCII, drawn in whole printer dots."""

from functools import lru_cache

import segno

from supplydesk.papers.press import Leaf
from supplydesk.papers.sheet import POINTS

VERSION = 3
MODULES = 29
MOST = 61
"""As many characters as version 3 at level M holds in alphanumeric mode."""
CLEAR = 4
"""Modules that stay white on every side."""

A4_MODULE = 0.593
A5_MODULE = 0.508
DOT_MODULE = 0.5644
"""Four pins of a 180-dpi head."""
LABEL_MODULE = 0.677


@lru_cache(maxsize=4096)
def runs(text: str) -> tuple[tuple[int, int, int], ...]:
    """The dark modules of *text* as (row, first column, length).

    Raises:
        ValueError: the text is longer than `MOST` or not alphanumeric in the QR code's sense.
    """
    if len(text) > MOST:
        raise ValueError(text)
    symbol = segno.make_qr(text, version=VERSION, error="m", mode="alphanumeric", boost_error=False)
    found = []
    for row, line in enumerate(symbol.matrix):
        start = None
        for column, dark in enumerate((*line, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                found.append((row, start, column - start))
                start = None
    return tuple(found)


def side(module: float) -> float:
    """The side in millimetres of a code whose modules measure *module*, without its clear rim."""
    return MODULES * module


def draw(leaf: Leaf, text: str, left: float, top: float, module: float) -> None:
    """*text* as a code with its upper left at *left*, *top*: one path, so that no seams show."""
    leaf.under(_path(text, left * POINTS, leaf.up - top * POINTS, module * POINTS))


@lru_cache(maxsize=64)
def _path(text: str, x: float, y: float, dot: float) -> str:
    """The code with its upper left at *x*, *y*, in points."""
    rectangles = [
        f"{x + column * dot:.4f} {y - (row + 1) * dot:.4f} {length * dot:.4f} {dot:.4f} re"
        for row, column, length in runs(text)
    ]
    return "0 g\n" + "\n".join(rectangles) + "\nf"
