"""The top of a paper: urgency and stamps, bureau and title, QR code and number.

Tall sheets stack bureau over title; low ones set both on one line. Long names shrink to 11 pt and
then take more lines, which moves the frame down. What the frame's place depends on is the same on
every page of a paper, so that it can be measured on any of them.
"""

import re
from dataclasses import dataclass

from supplydesk.papers import mark, qr
from supplydesk.papers.fonts import Face, measure, width
from supplydesk.papers.press import Leaf
from supplydesk.papers.sheet import CLEAR_EDGE, POINTS
from supplydesk.papers.typography import MEDIUM, SMALLEST_TITLE, Typography
from supplydesk.papers.wrap import LEADING, fit_figure, flow, wrap

GAP = 2.0
SECOND_LINE = 4.8
RIGHT = 1.0
STAMP_FACES = {True: Face.SANS_BOLD, False: Face.SANS}
_STACKED_LETTERS = (1.0, 3.0)
_SINGLE_LETTERS = 1.2
_STAMP_STEP = 5.1
_LANDSCAPE = 0.88
_SPACE = "　　"
MOST_PAGES = 9999
_DIGITS = re.compile(r"\d+")
_UNDER_TITLE = 8.6
"""From the middle of a title that took lines of its own to the frame, the date line between."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the frame of one page.

    ``stamps`` are boxed texts with whether they are bold; ``left`` are stretches for the left of
    the date line, ``right`` those for its right end, the number and the page last. The page keeps
    the room of the widest number that a paper of ``pages`` has, so that every page breaks the date
    line at the same place and its frame begins at the same height.
    """

    bureau: str
    title: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    urgency: str = ""
    stamps: tuple[tuple[str, bool], ...] = ()
    code: str = ""
    module: float = qr.A4_MODULE
    stacked: bool = True
    pages: int = MOST_PAGES


def draw(leaf: Leaf, heading: Heading, typography: Typography) -> float:
    """*heading* on the page; returns the y (mm) at which the frame begins."""
    if heading.stacked:
        return _stacked(leaf, heading, typography)
    return _single(leaf, heading, typography)


def _titled(
    leaf: Leaf, text: str, face: Face, size: float, letters: float, room: float, middle: float
) -> float:
    """*text* about the middle of the frame; returns how much (mm) it needs beyond one line."""
    centre = leaf.sheet.left + leaf.sheet.content / 2
    while (
        over := width(face, size, text) + letters * (len(text) - 1) > room * POINTS
    ) and size > SMALLEST_TITLE:
        size -= 0.5
    lines = wrap(text, face, size, room * POINTS) if over else (text,)
    if over:
        # Spaced letters may run over where the letters alone would not, so the spaces go first.
        letters = 0
    for number, line in enumerate(lines):
        leaf.centred(centre, middle + number * size * LEADING / POINTS, line, face, size, letters)
    return (len(lines) - 1) * size * LEADING / POINTS


def _room(leaf: Leaf, left: float, right: float) -> float:
    """The width for a centred text between *left* and *right*."""
    centre = leaf.sheet.left + leaf.sheet.content / 2
    return 2 * (min(centre - left, right - centre) - GAP)


def _stacked(leaf: Leaf, heading: Heading, typography: Typography) -> float:
    """Bureau over title; stamps under the urgency."""
    sheet = leaf.sheet
    end, top = sheet.end, sheet.top
    free_left, free_right = sheet.left, end
    dense = _LANDSCAPE if sheet.width > sheet.height else 1.0
    if heading.urgency:
        free_left = mark.boxed(
            leaf,
            sheet.left,
            top + 2.9,
            heading.urgency,
            Face.SANS_BOLD,
            typography.urgency,
            weight=MEDIUM,
        )
    middle = top + 8.9
    for text, bold in heading.stamps:
        right = mark.boxed(
            leaf, sheet.left, middle, text, STAMP_FACES[bold], typography.stamp, weight=MEDIUM
        )
        free_left = max(free_left, right)
        middle += _STAMP_STEP
    if heading.code:
        free_right = end - qr.side(heading.module) - qr.CLEAR * heading.module
        qr.draw(leaf, heading.code, end - qr.side(heading.module), top - 2, heading.module)
    room = _room(leaf, free_left, free_right)
    bold_text = typography.text_bold
    bureau_letters, title_letters = _STACKED_LETTERS
    more = _titled(
        leaf, heading.bureau, bold_text, typography.bureau, bureau_letters, room, top + 2.4
    )
    more += _titled(
        leaf,
        heading.title,
        bold_text,
        typography.title,
        title_letters,
        room,
        top + 11 * dense + more,
    )
    line = top + 20 * dense + more
    line += _date_line(leaf, heading, typography, line, sheet.left, end)
    return line + 3.7


def _single(leaf: Leaf, heading: Heading, typography: Typography) -> float:
    """Bureau and title on one line; stamps beside the date."""
    sheet = leaf.sheet
    end, top = sheet.end, sheet.top
    free_left = sheet.left
    code_top = max(CLEAR_EDGE + 0.2, top - 2.6)
    frame = top + 14.2
    if heading.urgency:
        free_left = mark.boxed(
            leaf,
            sheet.left,
            top + 2.5,
            heading.urgency,
            Face.SANS_BOLD,
            typography.urgency,
            weight=MEDIUM,
        )
    if heading.code:
        side, clear = qr.side(heading.module), qr.CLEAR * heading.module
        qr.draw(leaf, heading.code, end - side, code_top, heading.module)
        frame = max(frame, code_top + side + clear)
        end -= side + clear
    room, face = _room(leaf, free_left, end), typography.text_bold
    whole = heading.bureau + heading.title
    least = width(face, SMALLEST_TITLE, whole) + _SINGLE_LETTERS * (len(whole) - 1)
    if least <= room * POINTS:
        _titled(leaf, whole, face, typography.title, _SINGLE_LETTERS, room, top + 2.9)
    else:
        size = SMALLEST_TITLE
        more = _titled(leaf, heading.bureau, face, size, 0, room, top + 1.6)
        more += size * LEADING / POINTS
        title = top + 2 + more
        _titled(leaf, heading.title, face, size + 1, _SINGLE_LETTERS, room, title)
        frame = max(frame, title + _UNDER_TITLE)
    return frame + _date_line(leaf, heading, typography, frame - 3.3, sheet.left, end)


def _date_line(
    leaf: Leaf, heading: Heading, typography: Typography, middle: float, left: float, end: float
) -> float:
    """Date, stamps (on low sheets), number and page; returns what (mm) it took beyond one line."""
    face, size = typography.text, typography.line
    gap = size / POINTS
    stamps = [] if heading.stacked else [(text, STAMP_FACES[bold]) for text, bold in heading.stamps]
    others, number = heading.right[:-2], heading.right[-2:]
    reserved = (*heading.right[:-1], _widest(heading, face))
    whole = _SPACE.join(heading.left)
    stamped = sum(
        mark.boxed_width(text, stamp_face, typography.stamp) + GAP for text, stamp_face in stamps
    )
    needed = width(face, size, whole) / POINTS + _wide(reserved, typography) + stamped
    if needed <= end - left:
        x = leaf.level(left, middle, whole, face, size) + gap
        for text, stamp_face in stamps:
            x = GAP + mark.boxed(leaf, x, middle, text, stamp_face, typography.stamp, weight=MEDIUM)
        _to_the_right(leaf, heading.right, end, middle, typography)
        return 0.0
    first = middle
    room = end - left - _wide(reserved[-2:], typography)
    for index, line in enumerate(flow(heading.left, face, size, room * POINTS, _SPACE)):
        middle = first + index * SECOND_LINE
        leaf.level(left, middle, line, face, size)
    _to_the_right(leaf, number, end, first, typography)
    if stamps or others:
        middle += SECOND_LINE
        x = left
        for text, stamp_face in stamps:
            x = GAP + mark.boxed(leaf, x, middle, text, stamp_face, typography.stamp, weight=MEDIUM)
        block = fit_figure("　".join(others), face, (end - x) * POINTS, (size, 8, 7))
        leaf.block(x, end, middle, block, face, RIGHT)
    return middle - first


def _widest(heading: Heading, face: Face) -> str:
    """The page as wide as it will be on any page of the paper."""
    digit = max("0123456789", key=lambda sign: measure(face, sign))
    return _DIGITS.sub(digit * len(str(heading.pages)), heading.right[-1])


def _wide(texts: tuple[str, ...], typography: Typography) -> float:
    """The width (mm) of *texts* side by side, with a gap before each."""
    face, size = typography.text, typography.line
    return sum(width(face, size, text) + size for text in texts) / POINTS


def _to_the_right(
    leaf: Leaf, texts: tuple[str, ...], end: float, middle: float, typography: Typography
) -> None:
    """*texts* side by side, the last one ending at *end*."""
    face, size = typography.text, typography.line
    gap = size / POINTS
    x = end + gap - _wide(texts, typography)
    for text in texts:
        x = leaf.level(x, middle, text, face, size) + gap
