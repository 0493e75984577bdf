"""The month-end stock summary (收发存汇总表): opening, in, out, closing of every item."""

from collections.abc import Sequence

from supplydesk.domain.stock_summary import Figures, StockSummary, StockSummaryRow
from supplydesk.domain.stock_summary_wording import INCOMING, OUTGOING, basis, sealed_by, unit_of
from supplydesk.papers import glyphs, heading
from supplydesk.papers.figures import Quantity, figure, is_red, period, plain
from supplydesk.papers.fonts import Face
from supplydesk.papers.heading import Heading
from supplydesk.papers.listing import follows, sign
from supplydesk.papers.press import BLACK, RED, Leaf, Press, Tick
from supplydesk.papers.sheet import A4_LANDSCAPE
from supplydesk.papers.stationery import Stationery
from supplydesk.papers.stock_summary_figures import in_order, memo
from supplydesk.papers.table import CENTRE, RIGHT, Cell, Grid, Row, edges, high, highs, inner, pages
from supplydesk.papers.typography import MEDIUM, PAD, TABLE_TYPE
from supplydesk.papers.wrap import Step, fit, fit_code, fit_figure

__all__ = ["draw"]

TITLE = "应急物资收发存汇总表"
NOTE = (
    "注：期初＋入库小计－出库小计＝期末；"
    "差异＝实盘－期末，差异须另报《盘盈盘亏报告单》，批准后入账。"
)
SIGNATURES = ("负责人", "复核", "保管员", "制表")

_KIND = TABLE_TYPE
_SHEET = A4_LANDSCAPE
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
_EDGES = edges(_SHEET.left, (*_TEXT_WIDTHS, *_FIGURE_WIDTHS))
_TEXTS = len(_TEXT_WIDTHS)
_INCOMING = (_TEXTS + 1, _TEXTS + 1 + len(INCOMING) + 1)
_OUTGOING = (_INCOMING[1], _INCOMING[1] + len(OUTGOING) + 1)
_CLOSING = len(_EDGES) - 4
_STOREY = 5.5
_FOOT = 5.0
_ENDING = 16.0
_CODE: tuple[Step, ...] = ((8, 1), (7, 2), (6.5, None))
_FIGURES = (8.5, 8, 7.5, 7, 6.5, 6)
# The columns are narrow: a figure may stand closer to its rules than a text.
_CLOSE = 0.3


def draw(paper: StockSummary, stationery: Stationery, *, tick: Tick | None = None) -> bytes:
    """The summary as a PDF on A4 landscape; *tick* is called once a page.

    Raises:
        Refused: a character that cannot be printed; nothing was drawn.
        Unbalanced: a row does not add up, and must never be printed.
    """
    paper.balanced()
    glyphs.check([stationery, paper])
    own = stationery.on(_SHEET)
    press = Press(f"{TITLE} {paper.warehouse} {paper.title}", paper.bureau or own.bureau, TITLE)
    header_height = 2 * _STOREY
    top = heading.draw(own.leaf(press), _heading(paper, own, 1, 1), _KIND)
    room = _SHEET.floor - _FOOT - top - header_height
    rows = [part for row in _rows(paper) for part in row.parts(room)]
    tail = _tail(paper)
    ending = highs(tail) + _ENDING
    if ending > room:
        rows += [part for row in tail for part in row.parts(room)]
        tail, ending = [], _ENDING
    ranges = pages(
        [row.height for row in rows],
        [row.keep for row in rows],
        first=room,
        later=room,
        tail=ending,
        carry=0,
    )
    for number, (start, end) in enumerate(ranges, start=1):
        if tick is not None:
            tick(number - 1, len(ranges))
        leaf = own.leaf(press)
        heading.draw(leaf, _heading(paper, own, number, len(ranges)), _KIND)
        grid = Grid(leaf, _SHEET.left, _SHEET.end, top, _KIND.thin)
        _header(grid)
        for row in rows[start:end]:
            grid.row(row)
        if number == len(ranges):
            for row in tail:
                grid.row(row)
        grid.close()
        if number == len(ranges):
            sign(
                leaf,
                grid.y,
                SIGNATURES,
                _note(paper),
                {
                    "负责人": paper.head_of_unit,
                    "复核": paper.reviewed_by,
                    "制表": paper.prepared_by,
                },
            )
        else:
            follows(leaf, grid.y)
        press.add(_SHEET, leaf.content())
    if tick is not None:
        tick(len(ranges), len(ranges))
    return press.finish()


def _note(paper: StockSummary) -> str:
    return "　".join(filter(None, (NOTE, sealed_by(paper))))


def _heading(paper: StockSummary, stationery: Stationery, page: int, count: int) -> Heading:
    span = period(paper.starts_on, paper.ends_on)
    return Heading(
        bureau=paper.bureau or stationery.bureau,
        title=TITLE,
        left=(f"仓库：{paper.warehouse}", f"期间：{span}", "数量口径：基本计量单位"),
        right=(f"{paper.title}（{basis(paper)}）", f"第{page}页／共{count}页"),
    )


def _header(grid: Grid) -> None:
    """The header in two storeys: what came in and what went out have columns below their name."""
    leaf, top, kind = grid.leaf, grid.y, _KIND
    middle, bottom = top + _STOREY, top + 2 * _STOREY
    leaf.fill(grid.left, top, grid.right, bottom)
    single = ("序\n号", "编码", "物资名称", "规格型号", "单\n位", "期初")
    for index, title in enumerate(single):
        _title(leaf, index, title, (top + bottom) / 2)
    for title, (start, end), names in (
        ("本期入库", _INCOMING, (*INCOMING, "小计")),
        ("本期出库", _OUTGOING, (*OUTGOING, "小计")),
    ):
        leaf.centred(
            (_EDGES[start] + _EDGES[end]) / 2,
            top + _STOREY / 2,
            title,
            Face.SANS,
            kind.grid_head,
            2,
        )
        for index, name in enumerate(names, start=start):
            _title(leaf, index, name, middle + _STOREY / 2)
            if index > start:
                leaf.down(_EDGES[index], middle, bottom, kind.thin)
        leaf.across(_EDGES[start], _EDGES[end], middle, kind.thin)
        leaf.down(_EDGES[start], top, bottom, kind.thin)
    for index, title in enumerate(("期末", "实盘", "差异"), start=_CLOSING):
        _title(leaf, index, title, (top + bottom) / 2)
    for index in (*range(1, _TEXTS + 1), *range(_CLOSING, _CLOSING + 3)):
        leaf.down(_EDGES[index], top, bottom, kind.thin)
    grid.space(2 * _STOREY, (), MEDIUM)


def _title(leaf: Leaf, index: int, text: str, middle: float) -> None:
    left, right = _EDGES[index], _EDGES[index + 1]
    block = fit(text, Face.SANS, inner(left, right) + 4, ((_KIND.grid_head, None),))
    leaf.block(left, right, middle, block, Face.SANS, CENTRE)


def _rows(paper: StockSummary) -> list[Row]:
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


def _tail(paper: StockSummary) -> list[Row]:
    """The total and the memo below it."""
    rows = paper.rows
    label = f"合计（{unit_of(rows)}）" if rows else "合计"
    tail = [_sums(label, paper.total(), strong=True)]
    parts = memo(paper)
    if parts:
        left, middle, right = _EDGES[0], _EDGES[_TEXTS], _EDGES[-1]
        cells = (
            _cell(left + PAD, middle, "备查（期末结存中）", Face.SANS_BOLD, ((9, None),)),
            _cell(middle, right, "　　".join(parts), _KIND.text, ((8.5, 2), (8, None))),
        )
        tail.append(Row(cells, high(cells, _KIND.row), (middle,)))
    return tail


def _band(name: str) -> Row:
    """A group's name across the table."""
    cells = (_cell(_EDGES[0] + PAD, _EDGES[-1], name, Face.SANS_BOLD, ((9, None),)),)
    return Row(cells, high(cells, 5.6), (), keep=True)


def _row(number: int, row: StockSummaryRow, *, keep: bool) -> Row:
    """One item."""
    kind = _KIND
    cells = [
        Cell(
            _EDGES[0],
            _EDGES[1],
            fit_figure(str(number), Face.SANS, inner(_EDGES[0], _EDGES[1]) + 2, (8, 7, 6)),
            Face.SANS,
            CENTRE,
        ),
        Cell(
            _EDGES[1],
            _EDGES[2],
            fit_code(row.code, Face.SANS, inner(_EDGES[1], _EDGES[2]) + 1, _CODE),
            Face.SANS,
            CENTRE,
        ),
        _cell(_EDGES[2], _EDGES[3], row.name, kind.text, kind.name),
        _cell(_EDGES[3], _EDGES[4], row.spec, kind.text, kind.spec),
        _cell(_EDGES[4], _EDGES[5], row.unit, kind.text, ((8, 1), (7, None)), CENTRE),
        *_figures(row, strong=False),
    ]
    shown = tuple(cell for cell in cells if cell.block.lines)
    return Row(shown, high(shown, kind.row), _EDGES, keep=keep)


def _sums(label: str, figures: Figures, *, strong: bool) -> Row:
    """A group's sums, or the total of all."""
    left, right = _EDGES[0], _EDGES[_TEXTS]
    face = Face.SANS_BOLD if strong else Face.SANS
    cells = [
        _cell(left + PAD, right, label, face, ((_KIND.totals, 1), (8, 2), (7, None))),
        *_figures(figures, strong=True),
    ]
    shown = tuple(cell for cell in cells if cell.block.lines)
    grey = ((_EDGES[0], _EDGES[-1]),) if strong else ((left, right),)
    return Row(
        shown,
        high(shown, _KIND.total_row),
        _EDGES[_TEXTS:],
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
    for index, value in enumerate(in_order(figures), start=_TEXTS):
        text = _shown(value, counted=index == _CLOSING + 1)
        if not text:
            continue
        face = Face.SANS_BOLD if strong or index == _CLOSING else Face.SANS
        left, right = _EDGES[index] - _CLOSE, _EDGES[index + 1] + _CLOSE
        block = fit_figure(text, face, inner(left, right), _FIGURES)
        cells.append(Cell(left, right, block, face, RIGHT, RED if is_red(value) else BLACK))
    return cells


def _shown(value: Quantity | None, *, counted: bool) -> str:
    """A figure; a count of nothing is printed, since it was counted."""
    if counted and value is not None:
        return plain(value)
    return figure(value)
