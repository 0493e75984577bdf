"""The month-end stock summary (收发存汇总表): opening, in, out, closing of every item."""

from dataclasses import replace

from supplydesk.domain.period import written
from supplydesk.domain.stock_summary import StockSummary
from supplydesk.domain.stock_summary_wording import (
    INCOMING,
    NOTE,
    OUTGOING,
    SIGNATURES,
    basis,
    sealed_by,
    signed,
)
from supplydesk.papers import glyphs, heading
from supplydesk.papers.fonts import Face
from supplydesk.papers.heading import Heading
from supplydesk.papers.listing_foot import follows, sign
from supplydesk.papers.press import Leaf, Press, Tick
from supplydesk.papers.stationery import Stationery
from supplydesk.papers.stock_summary_rows import (
    CLOSING,
    EDGES,
    IN,
    KIND,
    OUT,
    SHEET,
    TEXTS,
    item_rows,
    tail_rows,
)
from supplydesk.papers.table import CENTRE, Grid, highs, inner, pages, seams
from supplydesk.papers.typography import MEDIUM
from supplydesk.papers.wrap import fit

__all__ = ["draw"]

TITLE = "应急物资收发存汇总表"

_STOREY = 5.5
_FOOT = 5.0
_ENDING = 16.0
_SLICE = 24.0
"""A longer memo is cut into rows of this height (mm), so that it fills pages."""


def draw(paper: StockSummary, stationery: Stationery, *, tick: Tick | None = None) -> bytes:
    """The summary as a PDF on A4 landscape; *tick* is called once a page.

    Raises:
        Refused: a character that cannot be printed; nothing was drawn.
        Unbalanced: a row does not add up, and must never be printed.
    """
    paper.balanced()
    glyphs.check([stationery, paper])
    own = stationery.on(SHEET)
    press = Press(f"{TITLE} {paper.warehouse} {paper.title}", paper.bureau or own.bureau, TITLE)
    header_height = 2 * _STOREY
    top = heading.draw(own.leaf(press), _heading(paper, own, 1, 1), KIND)
    room = SHEET.floor - _FOOT - top - header_height
    rows = [part for row in item_rows(paper) for part in row.parts(room)]
    tail = tail_rows(paper)
    ending = highs(tail) + _ENDING
    if ending > room:
        # Then the total stays with the last row, and the memo flows like rows.
        if rows:
            rows[-1] = replace(rows[-1], keep=True)
        rows += [part for row in tail for part in row.parts(_SLICE)]
        tail, ending = [], _ENDING
    least = room - seams(rows)
    ranges = pages(
        [row.height for row in rows],
        [row.keep for row in rows],
        first=least,
        later=least,
        tail=ending,
        carry=0,
    )
    for number, (start, end) in enumerate(ranges, start=1):
        if tick is not None:
            tick(number - 1, len(ranges))
        leaf = own.leaf(press)
        heading.draw(leaf, _heading(paper, own, number, len(ranges)), KIND)
        grid = Grid(leaf, SHEET.left, SHEET.end, top, KIND.thin)
        _header(grid)
        for at in range(start, end):
            grid.row(rows[at].on_page(first=at == start, last=at == end - 1))
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
                signed(paper),
            )
        else:
            follows(leaf, grid.y)
        press.add(SHEET, leaf.content())
    if tick is not None:
        tick(len(ranges), len(ranges))
    return press.finish()


def _note(paper: StockSummary) -> str:
    return "　".join(filter(None, (NOTE, sealed_by(paper))))


def _heading(paper: StockSummary, stationery: Stationery, page: int, count: int) -> Heading:
    return Heading(
        bureau=paper.bureau or stationery.bureau,
        title=TITLE,
        left=(
            f"仓库：{paper.warehouse}",
            f"期间：{written(paper.starts_on, paper.ends_on)}",
            "数量口径：基本计量单位",
        ),
        right=(f"{paper.title}（{basis(paper)}）", f"第{page}页／共{count}页"),
    )


def _header(grid: Grid) -> None:
    """The header in two storeys: what came in and what went out have columns below their name."""
    leaf, top, kind = grid.leaf, grid.y, KIND
    middle, bottom = top + _STOREY, top + 2 * _STOREY
    leaf.fill(grid.left, top, grid.right, bottom)
    single = ("序\n号", "编码", "物资名称", "规格型号", "单\n位", "期初")
    for index, title in enumerate(single):
        _title(leaf, index, title, (top + bottom) / 2)
    for title, (start, end), names in (
        ("本期入库", IN, (*INCOMING, "小计")),
        ("本期出库", OUT, (*OUTGOING, "小计")),
    ):
        leaf.centred(
            (EDGES[start] + EDGES[end]) / 2,
            top + _STOREY / 2,
            title,
            Face.SANS,
            kind.grid_head,
            2,
        )
        for index, name in enumerate(names, start=start):
            _title(leaf, index, name, middle + _STOREY / 2)
            if index > start:
                leaf.down(EDGES[index], middle, bottom, kind.thin)
        leaf.across(EDGES[start], EDGES[end], middle, kind.thin)
        leaf.down(EDGES[start], top, bottom, kind.thin)
    for index, title in enumerate(("期末", "实盘", "差异"), start=CLOSING):
        _title(leaf, index, title, (top + bottom) / 2)
    for index in (*range(1, TEXTS + 1), *range(CLOSING, CLOSING + 3)):
        leaf.down(EDGES[index], top, bottom, kind.thin)
    grid.space(2 * _STOREY, (), MEDIUM)


def _title(leaf: Leaf, index: int, text: str, middle: float) -> None:
    left, right = EDGES[index], EDGES[index + 1]
    block = fit(text, Face.SANS, inner(left, right) + 4, ((KIND.grid_head, None),))
    leaf.block(left, right, middle, block, Face.SANS, CENTRE)
