"""Document and page: what a paper draws, gathered in layers and written as one block a page.

A page (`Leaf`) is laid out in millimetres from its upper left corner and holds four layers, from
below: fills, watermark, text, rules. Rules come last, or a fill would eat them; text comes out of
the PDF in the order in which it was set. Every string is coded once in a document.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from supplydesk.papers.fonts import LOCK, Face, measure, runs, small, width
from supplydesk.papers.sheet import POINTS, Sheet
from supplydesk.papers.wrap import LEADING, Block

LANGUAGE = "zh-CN"
GREY = 0.94
DROP = 0.36
"""How far a baseline lies under the middle of its line, in type sizes."""
BLACK = "0 g"
RED = "0.75 0 0 rg"
FAINT = "0.35 g"

Tick = Callable[[int, int], None]
"""``tick(done, total)``, called between papers or pages; it may raise to end the work."""


class Press:
    """One PDF in the making; the same calls give the same bytes, in every process."""

    def __init__(self, title: str, author: str, subject: str = "") -> None:
        self._buffer = BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pageCompression=1,
            invariant=1,
            # Or every file would list a Helvetica that nobody embeds.
            initialFontName=small(Face.SANS).fontName,
            lang=LANGUAGE,
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("SupplyDesk")
        # ReportLab numbers the glyphs of each document by this object, and offers no other way.
        self._document = self._canvas._doc  # noqa: SLF001
        self._codes: dict[Face, dict[str, tuple[tuple[str, str, float], ...]]] = defaultdict(dict)

    def coded(self, face: Face, text: str) -> tuple[tuple[str, str, float], ...]:
        """*text* as this document writes it: font, coded string, width, for each stretch."""
        known = self._codes[face]
        found = known.get(text)
        if found is None:
            found = known[text] = self._stretches(face, text)
        return found

    def _stretches(self, face: Face, text: str) -> tuple[tuple[str, str, float], ...]:
        """*text* by font files, and by the 256-glyph subsets that ReportLab makes of each."""
        document = self._document
        found = []
        for font, part in runs(face, text):
            chunks = font.splitString(part, document)
            if len(chunks) == 1 and part is text:
                subset, codes = chunks[0]
                name = font.getSubsetInternalName(subset, document)
                return ((name, f"<{codes.hex()}>", measure(face, text)),)
            start = 0
            for subset, codes in chunks:
                wide = sum(font.codes[ord(sign)] for sign in part[start : start + len(codes)])
                name = font.getSubsetInternalName(subset, document)
                found.append((name, f"<{codes.hex()}>", wide))
                start += len(codes)
        return tuple(found)

    def add(self, sheet: Sheet, content: str) -> None:
        """One page of *sheet* with *content* on it."""
        self._canvas.setPageSize((sheet.width * POINTS, sheet.height * POINTS))
        self._canvas.addLiteral(content)
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The whole document."""
        with LOCK:
            # ASCII85 costs more time than all the rest of a page, and a quarter more bytes.
            before, rl_config.useA85 = rl_config.useA85, 0
            try:
                self._canvas.save()
            finally:
                rl_config.useA85 = before
        return self._buffer.getvalue()


class Leaf:
    """One page in the making: where things stand, in millimetres from the upper left.

    ``up`` is the height in points, from the sheet's lower edge, from which is measured.
    """

    def __init__(self, press: Press, sheet: Sheet, shift: tuple[float, float] = (0, 0)) -> None:
        self.press = press
        self.sheet = sheet
        self._shift = shift
        self.up = sheet.height * POINTS
        self._fills: list[str] = []
        self._under: list[str] = []
        self._texts: list[str] = []
        self._rules: defaultdict[float, list[str]] = defaultdict(list)
        self._dotted: list[str] = []
        self._dashed: list[str] = []
        self._font = ""
        self._colour = BLACK

    def lower(self, down: float) -> None:
        """Measure from *down* millimetres lower from now on: the second half of a sheet."""
        self.up -= down * POINTS

    def fill(self, left: float, top: float, right: float, bottom: float) -> None:
        """A grey ground; on a dot-matrix sheet none."""
        if self.sheet.dots:
            return
        self._fills.append(
            f"{left * POINTS:.2f} {self.up - bottom * POINTS:.2f} "
            f"{(right - left) * POINTS:.2f} {(bottom - top) * POINTS:.2f} re"
        )

    def under(self, operations: str) -> None:
        """Something between the fills and the text: a watermark, as PDF operations."""
        self._under.append(operations)

    def across(self, left: float, right: float, y: float, weight: float) -> None:
        """A horizontal rule of *weight* points."""
        up = self.up - y * POINTS
        self._rules[weight].append(
            f"{left * POINTS:.2f} {up:.2f} m {right * POINTS:.2f} {up:.2f} l"
        )

    def down(self, x: float, top: float, bottom: float, weight: float) -> None:
        """A vertical rule of *weight* points."""
        at = x * POINTS
        self._rules[weight].append(
            f"{at:.2f} {self.up - top * POINTS:.2f} m {at:.2f} {self.up - bottom * POINTS:.2f} l"
        )

    def box(self, left: float, top: float, right: float, bottom: float, weight: float) -> None:
        """Four rules round a rectangle."""
        self._rules[weight].append(
            f"{left * POINTS:.2f} {self.up - bottom * POINTS:.2f} "
            f"{(right - left) * POINTS:.2f} {(bottom - top) * POINTS:.2f} re"
        )

    def path(self, operations: str, weight: float) -> None:
        """A path of its own among the rules of *weight*, in points."""
        self._rules[weight].append(operations)

    def dashed(self, left: float, right: float, y: float) -> None:
        """A dashed horizontal line: where to tear."""
        up = self.up - y * POINTS
        self._dashed.append(f"{left * POINTS:.2f} {up:.2f} m {right * POINTS:.2f} {up:.2f} l")

    def dotted(self, operations: str) -> None:
        """A path drawn as a fine dotted line, in points."""
        self._dotted.append(operations)

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        face: Face,
        size: float,
        colour: str = BLACK,
    ) -> None:
        """One line of *text* from *x* on *baseline*."""
        at, up = x * POINTS, self.up - baseline * POINTS
        texts = self._texts
        if self.sheet.dots:
            colour = BLACK
        if colour != self._colour:
            self._colour = colour
            texts.append(colour)
        for name, codes, wide in self.press.coded(face, text):
            font = f"{name} {size:g} Tf"
            if font != self._font:
                self._font = font
                texts.append(font)
            texts.append(f"1 0 0 1 {at:.2f} {up:.2f} Tm {codes} Tj")
            at += wide * size / 1000

    def typed(self, operations: list[str]) -> None:
        """Text that is coded already, as PDF operations that each set their own font."""
        self._texts += operations
        self._font = ""

    def spaced(
        self, x: float, baseline: float, text: str, face: Face, size: float, letters: float
    ) -> None:
        """One line of *text* with *letters* points more between any two characters."""
        self._texts.append(f"{letters:g} Tc")
        for sign in text:
            self.text(x, baseline, sign, face, size)
            x += (width(face, size, sign) + letters) / POINTS
        self._texts.append("0 Tc")

    def centred(
        self, x: float, middle: float, text: str, face: Face, size: float, letters: float = 0
    ) -> None:
        """One line of *text* whose centre is at *x*, *middle*."""
        wide = width(face, size, text) + letters * max(len(text) - 1, 0)
        baseline = middle + size * DROP / POINTS
        if letters:
            self.spaced(x - wide / 2 / POINTS, baseline, text, face, size, letters)
        else:
            self.text(x - wide / 2 / POINTS, baseline, text, face, size)

    def level(
        self, x: float, middle: float, text: str, face: Face, size: float, colour: str = BLACK
    ) -> float:
        """One line of *text* from *x*, its row's middle at *middle*; returns where it ends."""
        self.text(x, middle + size * DROP / POINTS, text, face, size, colour)
        return x + measure(face, text) * size / 1000 / POINTS

    def block(
        self,
        left: float,
        right: float,
        middle: float,
        block: Block,
        face: Face,
        side: float = 0.0,
        colour: str = BLACK,
    ) -> None:
        """The lines of *block* about *middle*; *side* is 0 left, 0.5 centred, 1 right."""
        size = block.size
        step = size * LEADING / POINTS
        baseline = middle - (len(block.lines) - 1) * step / 2 + size * DROP / POINTS
        if block.stretch != 1:
            self._texts.append(f"{block.stretch * 100:.2f} Tz")
        for line in block.lines:
            x = left
            if side:
                wide = measure(face, line) * size * block.stretch / 1000 / POINTS
                x += (right - left - wide) * side
            if line:
                self.text(x, baseline, line, face, size, colour)
            baseline += step
        if block.stretch != 1:
            self._texts.append("100 Tz")

    @contextmanager
    def apart(self) -> Iterator[Callable[[], str]]:
        """Text that is set now but kept apart, for `content` to add to one copy."""
        kept, self._texts = self._texts, []
        made: list[str] = []
        colour, self._colour, self._font = self._colour, "", ""
        try:
            yield lambda: "\n".join(made)
        finally:
            made.extend(self._texts)
            self._texts, self._colour, self._font = kept, colour, ""

    def content(self, extra: str = "") -> str:
        """The page as PDF operations, layer by layer; *extra* comes after all other text."""
        parts = []
        if self._shift != (0, 0):
            right, lower = self._shift
            parts.append(f"1 0 0 1 {right * POINTS:.2f} {-lower * POINTS:.2f} cm")
        if self._fills:
            parts += [f"{GREY} g", *self._fills, "f"]
        parts += self._under
        parts += ["BT", BLACK, *self._texts, extra, "ET"]
        # Projecting ends close the corners of frames.
        parts.append("0 G 2 J")
        for weight in sorted(self._rules):
            parts += [f"{weight:g} w", *self._rules[weight], "S"]
        if self._dotted:
            parts += ["q 0.7 G 0.5 w 0 J [2 2] 0 d", *self._dotted, "S Q"]
        if self._dashed:
            parts += ["q 0.6 w 0 J [4 2.5] 0 d", *self._dashed, "S Q"]
        return "\n".join(parts)
