"""The four faces on paper: which file sets a character, how wide it is, and what none can set.

Each face is read from a file that holds the characters of GBK and of the standard list; its sister
(serif or sans) and the face of rare characters are loaded only when a text needs more. Loading
takes some 80 ms a file, so it happens once, at the first text set in it.
"""

from collections.abc import Iterable
from enum import Enum
from functools import cache, lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import RLock

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFNameBytes, TTFont

from supplydesk.paths import resource

EM = 1000
LAST_OF_FIRST_PLANE = 0xFFFF
LAYOUT_MARKS = frozenset("\n\r\t")
"""Characters that steer the lines and need no glyph; where a text stands on one line, a space."""

LOCK = RLock()
"""Held while a document is finished: ReportLab's faces keep one reading position for everybody."""


class Face(Enum):
    """A face as papers name it; the value is the stem of its files under ``resources/fonts``."""

    SERIF = "NotoSerifSC-Regular"
    SERIF_BOLD = "NotoSerifSC-Bold"
    SANS = "NotoSansSC-Regular"
    SANS_BOLD = "NotoSansSC-Bold"

    # Members are compared by identity; Enum's own hash goes through the name, in Python code.
    __hash__ = object.__hash__


_RARE = "NotoSansSC-Rare"
_SISTER = {
    Face.SERIF: Face.SANS,
    Face.SERIF_BOLD: Face.SANS_BOLD,
    Face.SANS: Face.SERIF,
    Face.SANS_BOLD: Face.SERIF_BOLD,
}


class _Mapped:
    """A font file that ReportLab believes it has read: its pages are only mapped."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)

    def read(self) -> mmap:
        with Path(self.name).open("rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)


class _Outlines:
    """The table of outlines, of which a document takes a few hundred out of thousands.

    ReportLab would copy all ten megabytes of it for every document and subset.
    """

    def __init__(self, mapped: mmap, start: int) -> None:
        self._mapped = mapped
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._mapped[self._start + part.start : self._start + part.stop]


class FontFile(TTFont):  # type: ignore[misc]  # ReportLab ships no types
    """One font file for ReportLab, with a text layer that is right beyond the first plane too."""

    def __init__(self, stem: str) -> None:
        super().__init__(stem, _Mapped(resource("fonts", f"{stem}.ttf")), asciiReadable=0)
        # ReportLab files its objects under the name inside the font; two files that share one
        # would overwrite each other's.
        self.face.name = TTFNameBytes(stem.encode("ascii"))
        self.codes: dict[int, float] = self.face.charWidths
        # Only text shaping reads these, and a paper has none.
        self.face.glyphToChar = {}
        table = self.face.get_table
        outlines = _Outlines(self.face._ttf_data, self.face.get_table_pos("glyf")[0])  # noqa: SLF001
        self.face.get_table = lambda tag: outlines if tag == "glyf" else table(tag)

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """As ReportLab does it; then the map to Unicode is mended where it needs surrogates."""
        subsets = self.state[document].subsets
        super().addObjects(document)
        fonts = document.idToObject["BasicFonts"].dict
        for number, subset in enumerate(subsets):
            if max(subset) <= LAST_OF_FIRST_PLANE:
                continue
            name = document.fontMapping[self.fontName][1:] + f"+{number}"
            stream = document.idToObject[fonts[name].ToUnicode.name]
            for code in subset:
                if code > LAST_OF_FIRST_PLANE:
                    pair = chr(code).encode("utf-16-be").hex().upper()
                    stream.content = stream.content.replace(f" <{code:04X}>\n", f" <{pair}>\n")


@cache
def font_file(stem: str) -> FontFile:
    """The font file *stem*, loaded and registered once in this process."""
    with LOCK:
        font = FontFile(stem)
        registerFont(font)
        return font


def small(face: Face) -> FontFile:
    """The file that *face* is set from, wherever it has the character."""
    return font_file(f"{face.value}-GBK")


def _home(face: Face, code: int) -> FontFile | None:
    """The first file that has the character: the face's own, its sister's, the rare ones."""
    for stem in (f"{face.value}-GBK", f"{_SISTER[face].value}-GBK", _RARE):
        font = font_file(stem)
        if code in font.codes:
            return font
    return None


def runs(face: Face, text: str) -> tuple[tuple[FontFile, str], ...]:
    """*text* cut into stretches that one font file can set; nearly always a single one.

    Raises:
        LookupError: a character is in none of the files (`missing` names it beforehand).
    """
    font = small(face)
    codes = font.codes
    if all(map(codes.__contains__, map(ord, text))):
        return ((font, text),)
    stretches: list[tuple[FontFile, str]] = []
    for mark in text:
        sign = " " if mark in LAYOUT_MARKS else mark
        home = _home(face, ord(sign))
        if home is None:
            raise LookupError(sign)
        if stretches and stretches[-1][0] is home:
            stretches[-1] = (home, stretches[-1][1] + sign)
        else:
            stretches.append((home, sign))
    return tuple(stretches)


@lru_cache(maxsize=65536)
def measure(face: Face, text: str) -> float:
    """The width of *text* in thousandths of its type size."""
    codes = small(face).codes
    try:
        return sum([codes[code] for code in map(ord, text)])
    except KeyError:
        return sum(font.codes[ord(sign)] for font, part in runs(face, text) for sign in part)


def width(face: Face, size: float, text: str) -> float:
    """The width of *text* in points when set in *face* at *size* points."""
    return measure(face, text) * size / EM


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The characters of the face that every paper uses, and those that need no glyph."""
    return frozenset(map(chr, small(Face.SANS).codes)) | LAYOUT_MARKS


def missing(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters in *texts* that no face can print, in the order in which they appear.

    An empty answer means that all of it will be on the paper and in its text layer.
    """
    common = _common()
    lost: dict[str, None] = {}
    for text in texts:
        if common.issuperset(text):
            continue
        for sign in text:
            if sign not in common and _home(Face.SANS, ord(sign)) is None:
                lost[sign] = None
    return tuple(lost)
