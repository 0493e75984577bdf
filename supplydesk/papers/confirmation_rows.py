"""The rows of a return receipt: lines, strips of long text, boxes to tick."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from supplydesk.papers import mark
from supplydesk.papers.confirmation_facts import ConfirmationLine
from supplydesk.papers.figures import Quantity, figure, is_red, plain
from supplydesk.papers.fonts import Face
from supplydesk.papers.press import BLACK, RED, Leaf
from supplydesk.papers.sheet import Sheet
from supplydesk.papers.table import CENTRE, RIGHT, Cell, Row, edges, high, inner
from supplydesk.papers.typography import A4_TYPE, MEDIUM, PAD
from supplydesk.papers.wrap import fit, fit_figure

TEAR = 148.5
HALF = Sheet("A4-half", 210, TEAR, 18, 7, 17, 5)
KIND = replace(A4_TYPE, title=18, head_row=6.8, header_row=6.4, row=6.6)
_WIDTHS = (9, 42, 29, 10, 17, 20, 17, 31)
_NAMES = ("序号", "物资名称", "规格型号", "单位", "应收", "实收", "差异", "完好情况")
LABEL_WIDE = 19.0


def header_row() -> Row:
    """The names of the columns."""
    verticals = edges(HALF.left, _WIDTHS)
    cells = tuple(
        Cell(a, b, fit(name, Face.SANS, inner(a, b) + 4, ((9, None),)), Face.SANS, CENTRE)
        for name, a, b in zip(_NAMES, verticals, verticals[1:], strict=False)
    )
    return Row(cells, high(cells, KIND.header_row), verticals, ((HALF.left, HALF.end),), MEDIUM)


def line_row(number: int, line: ConfirmationLine) -> Row:
    """One line; ``keep`` marks a row whose condition is ticked by hand."""
    at = edges(HALF.left, _WIDTHS)
    spans = list(pairwise(at))
    cells = [
        _figure(str(number), *spans[0], side=CENTRE),
        _text(line.name, *spans[1], KIND.name),
        _text(line.spec, *spans[2], KIND.spec),
        _text(line.unit, *spans[3], KIND.spec, side=CENTRE),
        _quantity(line.due, *spans[4], approximate=line.due_approximate),
        # Nothing received is a figure like any other; nothing known yet is None.
        _quantity(line.received, *spans[5], zero="0"),
        _quantity(line.difference, *spans[6]),
        _text(_condition(line), *spans[7], KIND.small),
    ]
    shown = tuple(cell for cell in cells if cell.block.lines)
    blank = not line.condition and line.received is None
    again = _text(f"{number}\n续", *spans[0], KIND.small, side=CENTRE)
    return Row(shown, high(shown, KIND.row), at, keep=blank, goods=True, again=again)


def _condition(line: ConfirmationLine) -> str:
    """What the figures say of the goods, such as 破损2、拒收3、在途40, and what was written."""
    told = (
        ("破损", line.broken),
        ("拒收", line.refused),
        ("短少", line.short),
        ("找回", line.found),
        ("在途", line.still_open),
    )
    figures = "、".join(f"{word}{plain(value)}" for word, value in told if value)
    note = f"备注：{line.note}" if line.note else ""
    return "；".join(filter(None, (figures, line.condition, note)))


def _text(
    text: str,
    left: float,
    right: float,
    steps: tuple[tuple[float, int | None], ...],
    *,
    side: float = 0.0,
) -> Cell:
    return Cell(left, right, fit(text, KIND.text, inner(left, right), steps), KIND.text, side)


def _figure(
    text: str, left: float, right: float, *, side: float = RIGHT, red: bool = False
) -> Cell:
    block = fit_figure(text, Face.SANS, inner(left, right), KIND.figures)
    return Cell(left, right, block, Face.SANS, side, RED if red else BLACK)


def _quantity(
    value: Quantity | None,
    left: float,
    right: float,
    *,
    zero: str = "",
    approximate: bool = False,
) -> Cell:
    text = zero if value is not None and not value else figure(value, approximate=approximate)
    return _figure(text, left, right, red=is_red(value))


def strip_rows(texts: Sequence[tuple[str, str]]) -> list[Row]:
    """Rows as wide as the half for texts that no field holds, by label."""
    left, middle, right = HALF.left, HALF.left + LABEL_WIDE, HALF.end
    rows = []
    for label, text in texts:
        cells = (label_cell(label), _text(text, middle, right, KIND.strip))
        least, again = high(cells, KIND.row), label_cell(f"{label}\n（续）")
        rows.append(Row(cells, least, (middle,), ((left, middle),), again=again))
    return rows


def label_cell(text: str) -> Cell:
    """A label in the first column."""
    left, right = HALF.left, HALF.left + LABEL_WIDE
    block = fit(text, Face.SANS, inner(left, right), ((9, None),))
    return Cell(left, right, block, Face.SANS, CENTRE)


def draw_conditions(leaf: Leaf, middle: float) -> None:
    """Boxes to tick: whole, or broken."""
    x = edges(HALF.left, _WIDTHS)[7] + PAD
    for label in ("完好", "破损"):
        x = mark.check(leaf, x, middle, ticked=False, weight=MEDIUM) + 0.8
        x = leaf.level(x, middle, label, KIND.text, 9) + 2.0
