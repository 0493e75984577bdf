"""The text that stands once before a list, such as the brief before its figures: it runs over as
many pages as it takes, and the table begins where it ends.
"""

from supplydesk.papers.fonts import Face
from supplydesk.papers.press import DROP, Leaf
from supplydesk.papers.sheet import POINTS
from supplydesk.papers.wrap import tidy, wrap

SIZE = 11.0
"""Type size in points."""
STEP = SIZE * 1.6 / POINTS
"""From line to line, in millimetres."""
_INDENT = "　　"
_BEFORE_TABLE = 3.0
_FACE = Face.SERIF


def lines(text: str, width: float) -> tuple[str, ...]:
    """*text* in lines no wider than *width* (mm), each paragraph indented by two characters."""
    found: list[str] = []
    for paragraph in tidy(text).split("\n"):
        if paragraph.strip():
            found.extend(wrap(_INDENT + paragraph.strip(), _FACE, SIZE, width * POINTS))
    return tuple(found)


def parts(found: tuple[str, ...], room: float, table: float) -> list[tuple[str, ...]]:
    """*found* by pages, each of *room* (mm); the last part has *table* left below it for the list,
    and is empty where the list needs a page of its own.
    """
    most = max(int(room / STEP), 1)
    pages = [found[start : start + most] for start in range(0, len(found), most)] or [()]
    if room - height(pages[-1]) < table:
        pages.append(())
    return pages


def height(part: tuple[str, ...]) -> float:
    """What *part* takes (mm) above the table, or of a page of text alone."""
    return len(part) * STEP + _BEFORE_TABLE if part else 0.0


def draw(leaf: Leaf, part: tuple[str, ...], top: float) -> None:
    """The lines of *part* from *top* (mm)."""
    for at, line in enumerate(part):
        middle = top + (at + 0.5) * STEP
        leaf.text(leaf.sheet.left, middle + SIZE * DROP / POINTS, line, _FACE, SIZE)
