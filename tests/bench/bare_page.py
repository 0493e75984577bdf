"""The bare canvas: a page drawn again with ReportLab's own calls, from what ours drew.

While a slip is drawn, `Recorded` notes every text, rule, box and fill that goes on its page. The
bare program then draws the same glyphs at the same places in the same faces, the same rules, and
the QR code as one path, with nothing to measure, to wrap or to check.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import segno
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from supplydesk.papers.fonts import Face, runs
from supplydesk.papers.press import BLACK, GREY, RED, Leaf, Press
from supplydesk.papers.sheet import POINTS
from supplydesk.papers.stationery import Stationery

Step = Callable[[Canvas], None]
COLOURS = {BLACK: (0.0, 0.0, 0.0), RED: (0.75, 0.0, 0.0)}
_RECTANGLE = re.compile(r"(-?[0-9.]+) (-?[0-9.]+) (-?[0-9.]+) (-?[0-9.]+) re")


@dataclass
class Page:
    """What stands on one page, in points from the lower left."""

    size: tuple[float, float]
    texts: list[tuple[float, float, str, str, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    fills: list[tuple[float, float, float, float]] = field(default_factory=list)
    paths: list[tuple[float, str]] = field(default_factory=list)
    dotted: list[str] = field(default_factory=list)
    corner: tuple[float, float, float] = (0, 0, 0)


class Recorded(Stationery):
    """A stationery whose pages note what is drawn on them; the last one is ``pages[-1]``."""

    pages: list[Page] = []  # noqa: RUF012 - a frozen dataclass keeps it for the class

    @override
    def leaf(self, press: Press) -> Leaf:
        page = Page((self.sheet.width * POINTS, self.sheet.height * POINTS))
        self.pages.append(page)
        return _Noted(press, self, page)


class _Noted(Leaf):
    """A page that notes what is drawn on it."""

    def __init__(self, press: Press, stationery: Stationery, page: Page) -> None:
        super().__init__(press, stationery.sheet)
        self.page = page

    @override
    def text(
        self, x: float, baseline: float, text: str, face: Face, size: float, colour: str = BLACK
    ) -> None:
        super().text(x, baseline, text, face, size, colour)
        at = x * POINTS
        for font, part in runs(face, text):
            up = self.up - baseline * POINTS
            self.page.texts.append((at, up, part, font.fontName, size, colour))
            at += sum(font.codes[ord(sign)] for sign in part) * size / 1000

    @override
    def across(self, left: float, right: float, y: float, weight: float) -> None:
        super().across(left, right, y, weight)
        up = self.up - y * POINTS
        self.page.rules.append((left * POINTS, up, right * POINTS, up, weight))

    @override
    def down(self, x: float, top: float, bottom: float, weight: float) -> None:
        super().down(x, top, bottom, weight)
        at = x * POINTS
        self.page.rules.append((at, self.up - top * POINTS, at, self.up - bottom * POINTS, weight))

    @override
    def box(self, left: float, top: float, right: float, bottom: float, weight: float) -> None:
        super().box(left, top, right, bottom, weight)
        self.page.boxes.append((*self._rectangle(left, top, right, bottom), weight))

    @override
    def fill(self, left: float, top: float, right: float, bottom: float) -> None:
        super().fill(left, top, right, bottom)
        self.page.fills.append(self._rectangle(left, top, right, bottom))

    @override
    def path(self, operations: str, weight: float) -> None:
        super().path(operations, weight)
        self.page.paths.append((weight, operations))

    @override
    def dotted(self, operations: str) -> None:
        super().dotted(operations)
        self.page.dotted.append(operations)

    @override
    def under(self, operations: str) -> None:
        super().under(operations)
        found = [[float(figure) for figure in one] for one in _RECTANGLE.findall(operations)]
        if found:  # the QR code: where its upper left corner is, and how large a module
            module = found[0][3]
            self.page.corner = (
                min(one[0] for one in found),
                max(one[1] + one[3] for one in found),
                module,
            )

    def _rectangle(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[float, float, float, float]:
        return (
            left * POINTS,
            self.up - bottom * POINTS,
            (right - left) * POINTS,
            (bottom - top) * POINTS,
        )


def draw(pages: Sequence[tuple[Page, str]], title: str) -> bytes:
    """The pages, each with its QR code's text, as one PDF."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pageCompression=1, invariant=1, initialFontName=pages[0][0].texts[0][3])
    canvas.setTitle(title)
    for page, code in pages:
        canvas.setPageSize(page.size)
        canvas.setFillGray(GREY)
        for fill in page.fills:
            canvas.rect(*fill, stroke=0, fill=1)
        canvas.setFillGray(0)
        if code:
            _code(canvas, code, page.corner)
        _texts(canvas, page)
        _rules(canvas, page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _texts(canvas: Canvas, page: Page) -> None:
    for x, y, text, font, size, colour in page.texts:
        canvas.setFont(font, size)
        if colour != BLACK:
            canvas.setFillColorRGB(*COLOURS.get(colour, (0.35, 0.35, 0.35)))
        canvas.drawString(x, y, text)
        if colour != BLACK:
            canvas.setFillGray(0)


def _rules(canvas: Canvas, page: Page) -> None:
    for x, y, end, up, weight in page.rules:
        canvas.setLineWidth(weight)
        canvas.line(x, y, end, up)
    for x, y, wide, high, weight in page.boxes:
        canvas.setLineWidth(weight)
        canvas.rect(x, y, wide, high)
    for weight, operations in page.paths:
        canvas.setLineWidth(weight)
        canvas.addLiteral(f"{operations} S")
    canvas.setDash(2, 2)
    canvas.setStrokeGray(0.7)
    for operations in page.dotted:
        canvas.addLiteral(f"{operations} S")


def _code(canvas: Canvas, text: str, corner: tuple[float, float, float]) -> None:
    """The QR code as one path."""
    left, top, dot = corner
    symbol = segno.make_qr(text, version=3, error="m", mode="alphanumeric", boost_error=False)
    path = canvas.beginPath()
    for row, line in enumerate(symbol.matrix):
        start = None
        for column, dark in enumerate((*line, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                path.rect(left + start * dot, top - (row + 1) * dot, (column - start) * dot, dot)
                start = None
    canvas.drawPath(path, stroke=0, fill=1)
