"""The rows of the month-end stock summary: groups, items, sums, the memo below the total."""

from collections.abc import Sequence

from supplydesk.domain.stock_summary import Figures, StockSummary, StockSummaryRow
from supplydesk.domain.stock_summary_wording import INCOMING, MEMO, OUTGOING, memo, unit_of
from supplydesk.papers.figures import Quantity, figure, is_red, plain
from supplydesk.papers.fonts import Face
from supplydesk.papers.press import BLACK, RED
from supplydesk.papers.sheet import A4_LANDSCAPE
from supplydesk.papers.table import CENTRE, RIGHT, Cell, Row, edges, high, inner
from supplydesk.papers.typography import MEDIUM, PAD, TABLE_TYPE
from supplydesk.papers.wrap import Step, fit, fit_code, fit_figure

KIND = TABLE_TYPE
SHEET = A4_LANDSCAPE
_TEXT_WIDTHS = (6.5, 11.5, 24.5, 17, 6.5)
_FIGURE_WIDTHS = (
    12.5,
    11.5,
    11.5,
    11,
    9,
    9,
    9,
    8,
    8,
    12.5,
    11.5,
    9.5,
    9,
    9,
    8,
    8,
    8,
    12,
    12.5,
    12.5,
    9,
)
EDGES = edges(SHEET.left, (*_TEXT_WIDTHS, *_FIGURE_WIDTHS))
TEXTS = len(_TEXT_WIDTHS)
IN = (TEXTS + 1, TEXTS + 1 + len(INCOMING) + 1)
OUT = (IN[1], IN[1] + len(OUTGOING) + 1)
CLOSING = len(EDGES) - 4
_CODE: tuple[Step, ...] = ((8, 1), (7, 2), (6.5, None))
_LABEL: tuple[Step, ...] = ((9, 1), (8, None))
_SHORT = 2
"""The lines of a memo that still stands in one row, whatever it tells."""
_MEMO: tuple[Step, ...] = ((8.5, _SHORT), (8, None))
_FIGURES = (8.5, 8, 7.5, 7, 6.5, 6)
# The columns are narrow: a figure may stand closer to its rules than a text.
_CLOSE = 0.3


def item_rows(paper: StockSummary) -> list[Row]:
    """Group titles, rows and the groups' sums."""
    found: list[Row] = []
    number = 0
    for group in paper.groups():
        if group.name:
            found.append(_band(group.name))
        for row in group.rows:
            number += 1
            # A group's sums stand on the page of its last row.
            last = bool(group.name) and row is group.rows[-1]
            found.append(_row(number, row, keep=last))
        if group.name:
            label = f"{group.name} 小计（{unit_of(group.rows)}）"
            found.append(_sums(label, group.subtotal, strong=False))
    return found


def tail_rows(paper: StockSummary) -> list[Row]:
    """The total and the memo below it."""
    rows = paper.rows
    label = f"合计（{unit_of(rows)}）" if rows else "合计"
    return [_sums(label, paper.total(), strong=True), *_memo(paper)]


def _memo(paper: StockSummary) -> list[Row]:
    """What is to be known beside the closing stock: one row where it is short, or one a heading."""
    parts = [(heading, "，".join(items)) for heading, items in memo(paper)]
    whole = "　　".join(f"{heading}：{items}" for heading, items in parts)
    block = fit(whole, KIND.text, inner(EDGES[TEXTS], EDGES[-1]), _MEMO)
    if len(block.lines) <= _SHORT:
        parts = [(MEMO, whole)] if whole else []
    else:
        parts = [(f"{MEMO}：{heading}", items) for heading, items in parts]
    left, middle, right = EDGES[0], EDGES[TEXTS], EDGES[-1]
    found = []
    for label, text in parts:
        cells = (
            _cell(left + PAD, middle, label, Face.SANS_BOLD, _LABEL),
            _cell(middle, right, text, KIND.text, _MEMO),
        )
        again = _cell(left + PAD, middle, f"{label}（续）", Face.SANS_BOLD, _LABEL)
        found.append(Row(cells, high(cells, KIND.row), (middle,), again=again))
    return found


def _band(name: str) -> Row:
    """A group's name across the table."""
    cells = (_cell(EDGES[0] + PAD, EDGES[-1], name, Face.SANS_BOLD, ((9, None),)),)
    return Row(cells, high(cells, 5.6), (), keep=True)


def _row(number: int, row: StockSummaryRow, *, keep: bool) -> Row:
    """One item."""
    kind = KIND
    cells = [
        Cell(
            EDGES[0],
            EDGES[1],
            fit_figure(str(number), Face.SANS, inner(EDGES[0], EDGES[1]) + 2, (8, 7, 6)),
            Face.SANS,
            CENTRE,
        ),
        Cell(
            EDGES[1],
            EDGES[2],
            fit_code(row.code, Face.SANS, inner(EDGES[1], EDGES[2]) + 1, _CODE),
            Face.SANS,
            CENTRE,
        ),
        _cell(EDGES[2], EDGES[3], row.name, kind.text, kind.name),
        _cell(EDGES[3], EDGES[4], row.spec, kind.text, kind.spec),
        _cell(EDGES[4], EDGES[5], row.unit, kind.text, ((8, 1), (7, None)), CENTRE),
        *_figures(row, strong=False),
    ]
    shown = tuple(cell for cell in cells if cell.block.lines)
    return Row(shown, high(shown, kind.row), EDGES, keep=keep)


def _sums(label: str, figures: Figures, *, strong: bool) -> Row:
    """A group's sums, or the total of all."""
    left, right = EDGES[0], EDGES[TEXTS]
    face = Face.SANS_BOLD if strong else Face.SANS
    cells = [
        _cell(left + PAD, right, label, face, ((KIND.totals, 1), (8, 2), (7, None))),
        *_figures(figures, strong=True),
    ]
    shown = tuple(cell for cell in cells if cell.block.lines)
    grey = ((EDGES[0], EDGES[-1]),) if strong else ((left, right),)
    return Row(
        shown,
        high(shown, KIND.total_row),
        EDGES[TEXTS:],
        grey,
        MEDIUM if strong else None,
        above=MEDIUM if strong else None,
    )


def _cell(
    left: float, right: float, text: str, face: Face, steps: tuple[Step, ...], side: float = 0.0
) -> Cell:
    return Cell(left, right, fit(text, face, inner(left, right) + 1, steps), face, side)


def _figures(figures: Figures, *, strong: bool) -> Sequence[Cell]:
    """The figures of a row; the closing stock is bold in every row."""
    cells = []
    shown = zip(figures.in_order(), figures.about_in_order(), strict=True)
    for index, (value, about) in enumerate(shown, start=TEXTS):
        text = _shown(value, counted=index == CLOSING + 1, about=about)
        if not text:
            continue
        face = Face.SANS_BOLD if strong or index == CLOSING else Face.SANS
        left, right = EDGES[index] - _CLOSE, EDGES[index + 1] + _CLOSE
        block = fit_figure(text, face, inner(left, right), _FIGURES)
        cells.append(Cell(left, right, block, face, RIGHT, RED if is_red(value) else BLACK))
    return cells


def _shown(value: Quantity | None, *, counted: bool, about: bool) -> str:
    """A figure; a count of nothing is printed, since it was counted."""
    if counted and value is not None:
        return plain(value)
    return figure(value, approximate=about)
