"""The foot of a dispatch slip: two halves, each with signatures and room for a seal."""

from supplydesk.papers import mark
from supplydesk.papers.dispatch_facts import DispatchPaper
from supplydesk.papers.figures import chinese_date, clock, short_date
from supplydesk.papers.fonts import Face
from supplydesk.papers.press import Leaf
from supplydesk.papers.sheet import POINTS
from supplydesk.papers.table import CENTRE, Cell, Grid, Row, inner
from supplydesk.papers.typography import MEDIUM, PAD, Typography
from supplydesk.papers.wrap import fit

SEAL_WIDE = 44.0
TALL = 48.0
LOW = 43.2
_KEEPERS = 2
_WRITTEN = ((10.0, 1), (9.0, 1), (8.0, 2), (7.0, 3), (6.0, None))
_WRITTEN_BY_DOTS = ((9.0, None),)


def height(kind: Typography, *, stacked: bool, paper: DispatchPaper) -> float:
    """The height of the foot; more than usual only where a name needs several lines."""
    usual = TALL if stacked else LOW
    rows = len(_left(paper))
    least = usual / rows
    texts = [text for _, text in (*_left(paper), *_right(paper))]
    blank = 25.0 if stacked else 30.0
    needed = max(
        fit(text, kind.text, (blank - 2 * PAD) * POINTS, _steps(kind)).height / POINTS + 1.0
        for text in texts
    )
    return max(least, needed) * rows


def _steps(kind: Typography) -> tuple[tuple[float, int | None], ...]:
    return _WRITTEN_BY_DOTS if kind.text is Face.SANS else _WRITTEN


def _left(paper: DispatchPaper) -> list[tuple[str, str]]:
    """The sender's half: label and what is known already."""
    keepers = (*paper.keepers, "", "")[: max(_KEEPERS, len(paper.keepers))]
    departs = paper.departs_at
    return [
        ("批准", paper.approved_by),
        ("审核", paper.reviewed_by),
        ("制单", paper.prepared_by),
        *((f"保管员{mark.CIRCLED[i]}", name) for i, name in enumerate(keepers)),
        ("发车时间", f"{short_date(departs)} {clock(departs)}" if departs else ""),
    ]


def _right(paper: DispatchPaper) -> list[tuple[str, str]]:
    """The carrier's and the receiver's half."""
    return [
        ("承运单位", paper.carrier_unit),
        ("车号", paper.plate),
        ("承运人", paper.carrier),
        ("电话", paper.carrier_phone),
        ("接收人", paper.receiver),
        ("接收日期", chinese_date(paper.received_on)),
    ]


def draw(grid: Grid, paper: DispatchPaper, kind: Typography, high: float, *, stacked: bool) -> None:
    """Both halves in *high* millimetres."""
    leaf, top = grid.leaf, grid.y
    label = 15.0 if stacked else 16.0
    content = grid.right - grid.left
    # The right half's labels are wider where the sheet is tall: 保管员① needs 15, 承运单位 18.
    left_blank = content / 2 - label - SEAL_WIDE
    if stacked:
        left_blank = 25.0
    middle = grid.left + label + left_blank + SEAL_WIDE
    right_label = 18.0 if stacked else label
    halves = (
        (grid.left, label, left_blank, _left(paper), "发货单位（章）"),
        (
            middle,
            right_label,
            grid.right - middle - right_label - SEAL_WIDE,
            _right(paper),
            "接收单位（章）",
        ),
    )
    for start, labels, blank, texts, caption in halves:
        a, b = start + labels, start + labels + blank
        step = high / len(texts)
        leaf.fill(start, top, a, top + high)
        for index, (name, text) in enumerate(texts):
            y = top + index * step
            row = Row(
                (
                    Cell(
                        start,
                        a,
                        fit(name, Face.SANS, inner(start, a) + 2, ((kind.label, None),)),
                        Face.SANS,
                        CENTRE,
                    ),
                    Cell(a, b, fit(text, kind.text, inner(a, b), _steps(kind)), kind.text),
                ),
                step,
                (),
            )
            _put(leaf, row, y)
            if index:
                leaf.across(start, b, y, kind.thin)
        leaf.down(a, top, top + high, kind.thin)
        leaf.down(b, top, top + high, kind.thin)
        end = b + SEAL_WIDE
        mark.seal(leaf, b, top, end, top + high, caption, size=kind.caption, face=Face.SANS)
    leaf.down(middle, top, top + high, MEDIUM)
    grid.space(high, (), 0)


def _put(leaf: Leaf, row: Row, top: float) -> None:
    """The cells of *row* at *top*, without rules."""
    middle = top + row.height / 2
    for cell in row.cells:
        leaf.block(cell.left + PAD, cell.right - PAD, middle, cell.block, cell.face, cell.side)
