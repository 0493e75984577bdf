"""One column of a long list: every text is measured and coded once, then only placed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from supplydesk.papers.figures import figure, stamp
from supplydesk.papers.fonts import EM, Face, measure
from supplydesk.papers.press import DROP, RED, Press
from supplydesk.papers.sheet import POINTS
from supplydesk.papers.table import CENTRE, LEFT, RIGHT, inner
from supplydesk.papers.typography import PAD, TABLE_TYPE
from supplydesk.papers.wrap import LEADING, Block, Step, fit, fit_figure

Value = str | int | Decimal | date | None

_KIND = TABLE_TYPE


class Kind(Enum):
    """How a column is set."""

    TEXT = "text"
    SMALL = "small"
    CODE = "code"
    CENTRE = "centre"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its share of the width (columns are stretched to fill), its kind."""

    title: str
    width: float
    kind: Kind = Kind.TEXT


Line = tuple[float, str, str]
"""One line of a cell: how far its baseline lies under the row's middle (points), and the PDF
operations before and after the baseline's height."""

SetText = tuple[float, tuple[Line, ...]]
"""A text set for its column: the height it needs (mm) and its lines."""


class Setting:
    """One column of one document: every text is measured and coded once."""

    def __init__(self, press: Press, column: Column, left: float, right: float) -> None:
        self.press = press
        self.kind = column.kind
        self.left = left + PAD
        self.right = right - PAD
        self.room = inner(left, right)
        self.side = {Kind.CENTRE: CENTRE, Kind.FIGURE: RIGHT}.get(column.kind, LEFT)
        self.size = self._sizes()[0]
        self.known: tuple[dict[Value, SetText], dict[Value, SetText]] = ({}, {})

    def _sizes(self) -> tuple[float, ...]:
        if self.kind is Kind.FIGURE:
            return _KIND.figures
        return tuple(size for size, _ in self._steps())

    def _steps(self) -> tuple[Step, ...]:
        return _KIND.name if self.kind is Kind.TEXT else _KIND.small

    def set(self, value: Value, *, strong: bool) -> SetText:
        """*value* as it stands in this column, made once."""
        made = self.known[strong][value] = self._made(value, strong=strong)
        return made

    def _made(self, value: Value, *, strong: bool) -> SetText:
        text = _written(value)
        if not text:
            return 0.0, ()
        sans = self.kind in (Kind.FIGURE, Kind.CODE) or text.isdecimal()
        face = Face.SANS_BOLD if strong else Face.SANS if sans else Face.SERIF
        red = isinstance(value, int | Decimal) and value < 0
        wide = measure(face, text) * self.size / EM
        if wide <= self.room and text.isprintable() and not red:
            return self._simple(text, face, wide)
        if self.kind is Kind.FIGURE:
            block = fit_figure(text, face, self.room, _KIND.figures)
        else:
            block = fit(text, face, self.room, self._steps())
        return block.height / POINTS, tuple(self._lines(block, face, red=red))

    def _simple(self, text: str, face: Face, wide: float) -> SetText:
        """What `_made` gives for a text on one line in the first size; nearly all are that."""
        size = self.size
        x = self.left * POINTS + (self.room - wide) * self.side
        lines = []
        for name, codes, part in self.press.coded(face, text):
            lines.append((size * DROP, f"{name} {size:g} Tf 1 0 0 1 {x:.2f} ", f" Tm {codes} Tj"))
            x += part * size / EM
        return size * LEADING / POINTS, tuple(lines)

    def _lines(self, block: Block, face: Face, *, red: bool) -> list[Line]:
        size = block.size
        drop = size * DROP - (len(block.lines) - 1) * size * LEADING / 2
        lines = []
        before, after = ("", "")
        if red:
            before, after = f"{RED} ", " 0 g"
        if block.stretch != 1:
            before, after = f"{before}{block.stretch * 100:.2f} Tz ", f" 100 Tz{after}"
        for text in block.lines:
            wide = measure(face, text) * size * block.stretch / EM
            x = self.left * POINTS + ((self.right - self.left) * POINTS - wide) * self.side
            for name, codes, part in self.press.coded(face, text):
                lines.append(
                    (
                        drop,
                        f"{before}{name} {size:g} Tf 1 0 0 1 {x:.2f} ",
                        f" Tm {codes} Tj{after}",
                    )
                )
                x += part * size * block.stretch / EM
            drop += size * LEADING
        return lines


def _written(value: Value) -> str:
    """*value* as a list shows it; zero in a figure's column stays blank."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    return figure(value)
