"""What stands under the frame of a list: where it goes on, the places to sign, and the note."""

from collections.abc import Mapping, Sequence

from supplydesk.papers.fonts import Face, width
from supplydesk.papers.press import Leaf
from supplydesk.papers.sheet import POINTS
from supplydesk.papers.wrap import fit, fit_figure

SIGN_ROW = 10.0
"""What the places to sign take (mm)."""
_NAME = 33.0
_NAME_STEPS = ((10, 1), (8, 1), (7, 2), (6, 3))
"""A name over the line to sign on, and the sizes it may take (mm, pt)."""


def follows(leaf: Leaf, bottom: float) -> None:
    """接下页 under the frame."""
    wide = width(Face.SANS, 9, "接下页") / POINTS
    leaf.level(leaf.sheet.end - wide, bottom + 2.8, "接下页", Face.SANS, 9)


def sign(
    leaf: Leaf,
    bottom: float,
    signatures: Sequence[str],
    note: str,
    known: Mapping[str, str] | None = None,
) -> None:
    """Places to sign (some with a *known* name), and the note, under the last frame."""
    if signatures:
        share = leaf.sheet.content / max(len(signatures), 4)
        for index, name in enumerate(signatures):
            left = leaf.sheet.left + index * share
            x = leaf.level(left, bottom + 7, f"{name}：", Face.SERIF, 10)
            name_of = (known or {}).get(name, "")
            block = fit(name_of, Face.SERIF, _NAME * POINTS, _NAME_STEPS)
            if len(block.lines) > _NAME_STEPS[-1][1]:
                block = fit_figure(name_of, Face.SERIF, _NAME * POINTS, (6,))
            # Several lines end where a single one would: over their rule, under the frame.
            up = (len(block.lines) - 1) * block.leading / 2 / POINTS
            leaf.block(x + 2, x + 2 + _NAME, bottom + 7 - up, block, Face.SERIF)
            leaf.across(x + 1, min(x + 35, left + share - 3), bottom + 9.2, 0.4)
    if note:
        middle = bottom + 2.8 + (SIGN_ROW if signatures else 0)
        block = fit(note, Face.SANS, leaf.sheet.content * POINTS, ((7.5, 1), (7, 1), (6.5, None)))
        middle += (len(block.lines) - 1) * block.leading / 2 / POINTS
        leaf.block(leaf.sheet.left, leaf.sheet.end, middle, block, Face.SANS)
