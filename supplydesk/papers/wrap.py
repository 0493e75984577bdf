"""Lines that fit: breaking Chinese and Latin text by the typesetter's rules, and choosing a size.

ReportLab's own breaking starts lines with ``，；：？！》``, leaves ``（`` at their ends and cuts
numbers in two. Here closing marks pull their neighbour down with them, opening marks go along
with what follows, and a run of letters and digits stays whole while a line can hold it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from supplydesk.papers.fonts import EM, Face, measure

LEADING = 1.22
"""Distance of two baselines in a cell, in type sizes."""

_CLOSERS = frozenset("、。，．；：？！）】〕〗》〉」』”’…‥—·・％‰℃々ー′″%),.;:?!]}>°~～／")
# What compares goes along with its figure: ≥200kg.
_OPENERS = frozenset("（【〔〖《〈「『“‘([{<￥¥$#№＃≥≤≈")
NARROWEST = 0.8
"""How narrow the digits of a code may be set before it is broken after all."""

# A run of letters, digits and their signs; a run of spaces; or one character by itself.
# 余 belongs to its figure, and the unit to both.
_PIECES = re.compile(r"[!-~¡-⁏×]*\d余[^\W\d_]?|[!-~¡-⁏×]+| +|[^ ]")
_AFTER_JOINT = re.compile(r"[^-/_.×]*(?:[-/_.]+|×+)|[^-/_.×]+")
_SMALLEST = re.compile(r"\d+(?::\d+)+|.", re.DOTALL)

Step = tuple[float, int | None]
"""A type size in points, and in how many lines a text may be set in it (None: any number)."""


@dataclass(frozen=True, slots=True)
class Block:
    """A text as it will stand in its cell: lines, type size, and their distance in points.

    ``stretch`` is below 1 only where a figure was too long even at the smallest size: its
    digits are set narrower then, since a figure is never broken.
    """

    lines: tuple[str, ...]
    size: float
    stretch: float = 1.0

    @property
    def leading(self) -> float:
        return self.size * LEADING

    @property
    def height(self) -> float:
        """The height in points that the lines need."""
        return len(self.lines) * self.size * LEADING


EMPTY = Block((), 9)


def tidy(text: str) -> str:
    """*text* with one kind of line end, and tabs as spaces."""
    if "\r" in text or "\t" in text:
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return text


def _clusters(text: str) -> list[str]:
    """*text* cut at every place where a line may end."""
    clusters: list[str] = []
    glue = False
    for piece in _PIECES.findall(text):
        if piece[0] == " ":
            clusters.append(piece)
            glue = False
            continue
        if clusters and clusters[-1][0] != " " and (glue or piece[0] in _CLOSERS):
            clusters[-1] += piece
        else:
            clusters.append(piece)
        glue = piece[-1] in _OPENERS
    return clusters


def _broken(cluster: str, face: Face, room: float) -> list[str]:
    """A cluster that is wider than a line, cut first after ``- / _ .``, then where it must be.

    A time such as 06:40 stays whole as long as a line can hold it.
    """
    parts: list[str] = []
    for piece in _PIECES.findall(cluster):
        for joint in _AFTER_JOINT.findall(piece):
            if measure(face, joint) <= room:
                parts.append(joint)
                continue
            for smallest in _SMALLEST.findall(joint):
                parts.extend([smallest] if measure(face, smallest) <= room else smallest)
    return _joined(parts, face, room)


def _joined(parts: list[str], face: Face, room: float) -> list[str]:
    """*parts* with closing marks joined to what stands before, opening ones to what follows.

    Where the whole neighbour would not fit with the mark, only its nearest character goes along.
    """
    found: list[str] = []
    for part in parts:
        last = found[-1] if found else ""
        if not last or not (part[0] in _CLOSERS or last[-1] in _OPENERS):
            found.append(part)
        elif measure(face, last + part) <= room:
            found[-1] = last + part
        elif part[0] in _CLOSERS and len(last) > 1:
            found[-1:] = [last[:-1], last[-1] + part]
        elif last[-1] in _OPENERS and len(part) > 1 and len(last) == 1:
            found[-1:] = [last + part[0], part[1:]]
        else:
            found.append(part)
    return found


def _wrap_line(text: str, face: Face, room: float) -> list[str]:
    """One line of *text* without line ends, broken to *room* (thousandths of the type size)."""
    lines: list[str] = []
    line, used = "", 0.0
    waiting = _clusters(text)[::-1]
    while waiting:
        cluster = waiting.pop()
        wide = measure(face, cluster)
        if used + wide <= room:
            line += cluster
            used += wide
        elif cluster[0] == " ":
            if line:
                lines.append(line)
            line, used = "", 0.0
        elif wide > room and len(cluster) > 1 and len(parts := _broken(cluster, face, room)) > 1:
            waiting.extend(reversed(parts))
        elif line:
            lines.append(line.rstrip(" "))
            line, used = "", 0.0
            waiting.append(cluster)
        else:
            lines.append(cluster)
    if line:
        lines.append(line)
    return lines


@lru_cache(maxsize=32768)
def wrap(text: str, face: Face, size: float, width: float) -> tuple[str, ...]:
    """*text* in lines no wider than *width* points; nothing of it is left out but end spaces."""
    room = width * EM / size
    if measure(face, text.replace("\n", "")) <= room and "\n" not in text:
        return (text,) if text else ()
    lines: list[str] = []
    for part in text.split("\n"):
        lines.extend(_wrap_line(part, face, room) or [""])
    return tuple(lines)


@lru_cache(maxsize=32768)
def fit(text: str, face: Face, width: float, steps: tuple[Step, ...]) -> Block:
    """*text* in the first of *steps* that holds it in *width* points; the last one takes it all."""
    text = tidy(text)
    lines: tuple[str, ...] = ()
    for size, most in steps:
        lines = wrap(text, face, size, width)
        if most is None or len(lines) <= most:
            return Block(lines, size)
    return Block(lines, steps[-1][0])


@lru_cache(maxsize=32768)
def fit_figure(text: str, face: Face, width: float, sizes: tuple[float, ...]) -> Block:
    """A figure on one line in the first of *sizes* that holds it, set narrower if none does."""
    if not text:
        return EMPTY
    wide = measure(face, text) / EM
    for size in sizes:
        if wide * size <= width:
            return Block((text,), size)
    return Block((text,), sizes[-1], width / (wide * sizes[-1]))


def fit_code(text: str, face: Face, width: float, steps: tuple[Step, ...]) -> Block:
    """A code: digits alone stay on one line, since a broken one reads as two, unless they are so
    many that they would have to be set too narrow; others break as `fit` breaks them.
    """
    if text.isdecimal():
        block = fit_figure(text, face, width, tuple(size for size, _ in steps))
        if block.stretch >= NARROWEST:
            return block
    return fit(text, face, width, steps)


def flow(parts: Iterable[str], face: Face, size: float, width: float, gap: str) -> tuple[str, ...]:
    """*parts* one after the other with *gap* between them, on lines no wider than *width* points.

    A part goes to the next line as a whole; only one that is longer than a line is broken.
    """
    lines: list[str] = []
    for part in filter(None, map(tidy, parts)):
        beside = f"{lines[-1]}{gap}{part}" if lines else part
        if "\n" not in part and measure(face, beside) * size <= width * EM:
            lines[-1:] = [beside]
        else:
            lines.extend(wrap(part, face, size, width))
    return tuple(lines)
