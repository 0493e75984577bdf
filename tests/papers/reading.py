"""A finished PDF as others see it: its words and where they stand, its rules, fonts and codes."""

import re
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from pypdf import PdfReader

POINTS = 72 / 25.4
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
)
_LINE = re.compile(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l")
_MARKS = frozenset("作废已红冲草稿")
_MARK_SIZE = 40


@dataclass(frozen=True)
class Word:
    """A word and its box in points from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]


def _run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def kept(folder: Path, pdf: bytes) -> Path:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    return file


def squeezed(text: str) -> str:
    """*text* without spaces and line ends, which wrapping may move."""
    return "".join(text.split())


def raw_text(folder: Path, pdf: bytes) -> str:
    """The text layer in the order of drawing."""
    return _run("pdftotext", "-raw", "-enc", "UTF-8", kept(folder, pdf), "-")


def pages(folder: Path, pdf: bytes) -> list[Page]:
    """The words of every page; letters of a watermark are left out."""
    found = []
    html = _run("pdftotext", "-bbox", "-enc", "UTF-8", kept(folder, pdf), "-")
    for width, height, body in _PAGE.findall(html):
        words = [
            Word(float(left), float(top), float(right), float(bottom), unescape(text))
            for left, top, right, bottom, text in _WORD.findall(body)
        ]
        shown = tuple(
            word
            for word in words
            if not (set(word.text) <= _MARKS and word.bottom - word.top > _MARK_SIZE)
        )
        found.append(Page(float(width), float(height), shown))
    return found


def overlaps(page: Page) -> list[tuple[str, str]]:
    """Pairs of words whose boxes cover each other by more than a hair."""
    found = []
    words = sorted(page.words, key=lambda word: word.top)
    for index, one in enumerate(words):
        for other in words[index + 1 :]:
            if other.top >= one.bottom:
                break
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            if across > 0.4 and down > 0.4:
                found.append((one.text, other.text))
    return found


def too_near_an_edge(page: Page, clear: float = 4.0) -> list[str]:
    """Words closer to an edge than *clear* millimetres."""
    rim = clear * POINTS
    return [
        word.text
        for word in page.words
        if word.left < rim
        or word.top < rim
        or word.right > page.width - rim
        or word.bottom > page.height - rim
    ]


def contents(pdf: Path) -> list[str]:
    """The operations of every page."""
    found = []
    for page in PdfReader(pdf).pages:
        stream = page.get_contents()
        assert stream is not None
        found.append(stream.get_data().decode("latin-1"))
    return found


def crossed(folder: Path, pdf: bytes) -> list[str]:
    """Words that a vertical rule runs through."""
    found = []
    file = kept(folder, pdf)
    for page, operations in zip(pages(folder, pdf), contents(file), strict=True):
        verticals = [
            (float(x), page.height - max(float(y), float(v)), page.height - min(float(y), float(v)))
            for x, y, u, v in _LINE.findall(operations)
            if x == u
        ]
        found += [
            word.text
            for word in page.words
            for x, top, bottom in verticals
            if word.left + 0.3 < x < word.right - 0.3
            and min(bottom, word.bottom) - max(top, word.top) > 0.5
        ]
    return found


def fonts(folder: Path, pdf: bytes) -> list[list[str]]:
    """The lines of pdffonts: name, type, …, emb, sub, uni, object."""
    lines = _run("pdffonts", kept(folder, pdf)).splitlines()[2:]
    return [line.split() for line in lines]


def check(folder: Path, pdf: bytes) -> None:
    """Nothing is wrong in the eyes of qpdf, and every font is an embedded subset in TrueType."""
    _run("qpdf", "--check", kept(folder, pdf))
    for line in fonts(folder, pdf):
        assert line[1] == "TrueType", line
        assert line[-5:-2] == ["yes", "yes", "yes"], line


def codes(folder: Path, pdf: bytes, dpi: int = 110) -> list[str]:
    """What a scanner reads from a print at *dpi*."""
    file = kept(folder, pdf)
    _run("pdftoppm", "-r", str(dpi), "-gray", file, folder / "print")
    found = []
    for picture in sorted(folder.glob("print*.pgm")):
        found += _run("zbarimg", "--quiet", "--raw", picture).split()
        picture.unlink()
    return found


def sound(folder: Path, pdf: bytes) -> list[Page]:
    """All that must hold on any paper; returns its pages."""
    check(folder, pdf)
    assert crossed(folder, pdf) == []
    found = pages(folder, pdf)
    for page in found:
        assert overlaps(page) == []
        assert too_near_an_edge(page) == []
    return found
