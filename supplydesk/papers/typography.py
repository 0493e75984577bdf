"""Which face and size each part of a paper is set in, on laser and on dot-matrix printers.

Figures in a grid are set in the sans face, whose digits are all equally wide. A dot-matrix
printer gets sans only, nothing under 9 pt and no hairlines.
"""

from dataclasses import dataclass

from supplydesk.papers.fonts import Face
from supplydesk.papers.wrap import Step

FRAME = 1.0
MEDIUM = 0.75
PAD = 1.0
"""Millimetres between a rule and the text beside it."""


@dataclass(frozen=True, slots=True)
class Typography:
    """Faces, sizes in points and row heights in millimetres for one kind of sheet."""

    text: Face
    text_bold: Face
    title: float
    bureau: float
    line: float
    head: tuple[Step, ...]
    label: float
    grid_head: float
    name: tuple[Step, ...]
    spec: tuple[Step, ...]
    small: tuple[Step, ...]
    dates: tuple[Step, ...]
    figures: tuple[float, ...]
    totals: float
    copy: float
    key: float
    stamp: float
    caption: float
    head_row: float
    header_row: float
    row: float
    blank_row: float
    total_row: float
    thin: float
    urgency: float
    strip: tuple[Step, ...]


SMALLEST_TITLE = 11.0

A4_TYPE = Typography(
    text=Face.SERIF,
    text_bold=Face.SERIF_BOLD,
    title=21,
    bureau=14,
    line=10,
    head=((10, 1), (9.5, 1), (9, 1), (9.5, 2), (9, 3), (8.5, None)),
    label=9,
    grid_head=9,
    name=((10, 2), (9, 3), (8, None)),
    spec=((9.5, 2), (8.5, 3), (7.5, None)),
    small=((8, 2), (7.5, 3), (7, None)),
    dates=((8, 2), (7.5, 2), (7, None)),
    figures=(9.5, 9, 8, 7, 6.5),
    totals=10,
    copy=10,
    key=7.5,
    stamp=9,
    caption=8.5,
    head_row=7.2,
    header_row=7.6,
    row=8.4,
    blank_row=6,
    total_row=6.7,
    thin=0.4,
    urgency=12,
    strip=((8.5, 3), (8, None)),
)

A5_TYPE = Typography(
    text=Face.SERIF,
    text_bold=Face.SERIF_BOLD,
    title=16,
    bureau=16,
    line=9,
    head=((9.5, 1), (9, 1), (8.5, 2), (8, None)),
    label=9,
    grid_head=9,
    name=((10, 2), (9, 3), (8, None)),
    spec=((9.5, 2), (8.5, 3), (7.5, None)),
    small=((8, 2), (7.5, 3), (7, None)),
    dates=((8, 1), (7, None)),
    figures=(9.5, 9, 8, 7, 6.5),
    totals=10,
    copy=10,
    key=7.5,
    stamp=8.5,
    caption=8.5,
    head_row=5.9,
    header_row=5.9,
    row=6,
    blank_row=5,
    total_row=5.9,
    thin=0.4,
    urgency=10.5,
    strip=((8, 2), (7.5, None)),
)

DOT_TYPE = Typography(
    text=Face.SANS,
    text_bold=Face.SANS_BOLD,
    title=15,
    bureau=15,
    line=9,
    head=((9, None),),
    label=9,
    grid_head=9,
    name=((9, None),),
    spec=((9, None),),
    small=((9, None),),
    dates=((9, None),),
    figures=(9,),
    totals=9,
    copy=10,
    key=9,
    stamp=9,
    caption=9,
    head_row=5.4,
    header_row=5.4,
    row=5.6,
    blank_row=4.6,
    total_row=5.6,
    thin=0.75,
    urgency=10,
    strip=((9, None),),
)

TABLE_TYPE = Typography(
    text=Face.SERIF,
    text_bold=Face.SERIF_BOLD,
    title=19,
    bureau=13,
    line=10,
    head=((10, None),),
    label=9,
    grid_head=9,
    name=((9, 1), (8.5, 1), (8, 1), (8, 2), (7.5, None)),
    spec=((8, 1), (7.5, 1), (8, 2), (7.5, None)),
    small=((8, 1), (7.5, 1), (7, 1), (7.5, 2), (7, None)),
    dates=((8, None),),
    figures=(9, 8, 7, 6.5),
    totals=9,
    copy=10,
    key=7.5,
    stamp=9,
    caption=8.5,
    head_row=7.2,
    header_row=5.5,
    row=6,
    blank_row=5,
    total_row=6,
    thin=0.4,
    urgency=12,
    strip=((8.5, None),),
)
