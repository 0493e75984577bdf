"""Stamps on a paper: urgency and state in boxes, check boxes, seal circles, watermarks."""

from math import cos, radians, sin

from supplydesk.papers.fonts import Face, width
from supplydesk.papers.press import DROP, FAINT, Leaf
from supplydesk.papers.sheet import POINTS

CHECK = 2.9
"""The side of a check box: the faces have no ☐, so it is drawn."""
SEAL = 42.0
CAPTION_LIFT = 4.2
TILT = 24
BESIDE = 4.4
PALE_RED = ".96 .80 .80"
HATCH = 2.6
_FRAME_BESIDE, _FRAME_ABOVE = 0.12, 0.58
"""How far a watermark's frame lies from its letters' ends and from their middle, in sizes."""
# A circle of radius 1 from four curves.
KAPPA = 0.5522847
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


def boxed(
    leaf: Leaf, left: float, middle: float, text: str, face: Face, size: float, *, weight: float
) -> float:
    """*text* in a box from *left*; returns the box's right edge."""
    room = size * 0.18 / POINTS + 0.9
    right = left + 2 * room + width(face, size, text) / POINTS
    half = boxed_height(size) / 2
    leaf.text(left + room, middle + size * DROP / POINTS, text, face, size)
    leaf.box(left, middle - half, right, middle + half, weight)
    return right


def boxed_width(text: str, face: Face, size: float) -> float:
    """How wide `boxed` will be."""
    return 2 * (size * 0.18 / POINTS + 0.9) + width(face, size, text) / POINTS


def boxed_height(size: float) -> float:
    """How high `boxed` will be."""
    return size * 1.12 / POINTS + 1.0


def check(leaf: Leaf, left: float, middle: float, *, ticked: bool, weight: float = 0.75) -> float:
    """A check box, ticked or not; returns its right edge."""
    top, bottom = middle - CHECK / 2, middle + CHECK / 2
    leaf.box(left, top, left + CHECK, bottom, weight)
    if ticked:
        points = ((0.55, 1.45), (1.2, 2.2), (2.35, 0.7))
        ways = [
            f"{(left + x) * POINTS:.2f} {leaf.up - (top + y) * POINTS:.2f} {way}"
            for (x, y), way in zip(points, "mll", strict=True)
        ]
        leaf.path(" ".join(ways), 1.25)
    return left + CHECK


def seal(
    leaf: Leaf,
    left: float,
    top: float,
    right: float,
    bottom: float,
    caption: str,
    *,
    size: float,
    face: Face,
) -> None:
    """Room for a seal with its caption; the circle that shows its place on laser sheets only."""
    middle = (left + right) / 2
    wide = width(face, size, caption) / POINTS
    leaf.level(middle - wide / 2, bottom - CAPTION_LIFT - 1.2, caption, face, size, FAINT)
    if leaf.sheet.dots:
        return
    x, y = middle * POINTS, leaf.up - (top + bottom) / 2 * POINTS
    leaf.dotted(circle(x, y, SEAL / 2 * POINTS))


def circle(x: float, y: float, radius: float) -> str:
    """A circle as a path, in points."""
    k = radius * KAPPA
    return (
        f"{x + radius:.2f} {y:.2f} m "
        f"{x + radius:.2f} {y + k:.2f} {x + k:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
        f"{x - k:.2f} {y + radius:.2f} {x - radius:.2f} {y + k:.2f} {x - radius:.2f} {y:.2f} c "
        f"{x - radius:.2f} {y - k:.2f} {x - k:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
        f"{x + k:.2f} {y - radius:.2f} {x + radius:.2f} {y - k:.2f} {x + radius:.2f} {y:.2f} c h"
    )


def upright(leaf: Leaf, top: float, bottom: float, text: str, face: Face, size: float) -> None:
    """A copy's label, letter under letter, beside the frame and about its middle.

    Beside a frame that is lower than the label, it goes on below; it is never set smaller.
    """
    step = size * 1.2 / POINTS
    first = (top + bottom) / 2 - (len(text) - 1) * step / 2
    middle = max(first, top + step / 2)
    for sign in text:
        if sign != "　":
            leaf.centred(leaf.sheet.end + BESIDE, middle, sign, face, size)
        middle += step


def watermark(leaf: Leaf, text: str, top: float, bottom: float, size: float) -> None:
    """*text* across the frame from *top* to *bottom*, itself framed and tilted.

    A laser printer fills the letters pale red under the text; a dot-matrix printer hatches them,
    since it has neither grey nor red. On a frame that is lower than the mark, it goes on below:
    the number above the frame stays readable.
    """
    half = width(Face.SANS_BOLD, size, text) / 2
    turn = radians(TILT)
    across, along = cos(turn), sin(turn)
    reach = ((half + size * _FRAME_BESIDE) * along + size * _FRAME_ABOVE * across) / POINTS
    y = max((top + bottom) / 2, top + reach)
    at_x, at_y = (leaf.sheet.left + leaf.sheet.end) / 2 * POINTS, leaf.up - y * POINTS
    shown = []
    start = -half
    for name, codes, wide in leaf.press.coded(Face.SANS_BOLD, text):
        shown.append(f"{name} {size:g} Tf 1 0 0 1 {start:.2f} {-size * DROP:.2f} Tm {codes} Tj")
        start += wide * size / 1000
    wide, high = half + size * _FRAME_BESIDE, size * _FRAME_ABOVE
    frame = f"{-wide:.2f} {-high:.2f} {2 * wide:.2f} {2 * high:.2f} re"
    placed = f"q {across:.5f} {along:.5f} {-along:.5f} {across:.5f} {at_x:.2f} {at_y:.2f} cm"
    if leaf.sheet.dots:
        inked = _hatched(shown, frame, wide, high)
    else:
        inked = (
            f"{PALE_RED} rg {PALE_RED} RG {size * 0.05:.2f} w 0 j {frame} S BT {' '.join(shown)} ET"
        )
    leaf.under(f"{placed} {inked} Q")


def _hatched(shown: list[str], frame: str, wide: float, high: float) -> str:
    """The letters as a clip, and slanting lines through it; outlines would show seams."""
    lines = []
    start = -wide - 2 * high
    while start < wide:
        lines.append(f"{start:.2f} {-high:.2f} m {start + 2 * high:.2f} {high:.2f} l")
        start += HATCH * 2**0.5
    return f"0 G 1.2 w {frame} S q BT 7 Tr {' '.join(shown)} ET 1.3 w {' '.join(lines)} S Q"
