"""The dispatch slip (应急物资调拨单): what leaves a warehouse, for whom, on whose order.

One call draws one slip or two hundred, each with its copies; the pages of a slip are laid out once
and differ between copies in nothing but the copy label.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from supplydesk.papers import dispatch_foot, dispatch_head, dispatch_heading, glyphs, mark
from supplydesk.papers.dispatch_columns import DOTS, LOW, PRICED, TALL, Columns
from supplydesk.papers.dispatch_facts import DispatchLine, DispatchPaper
from supplydesk.papers.dispatch_foot import Foot
from supplydesk.papers.dispatch_grid import Lines
from supplydesk.papers.dispatch_head import Head
from supplydesk.papers.dispatch_heading import REASON, TITLE
from supplydesk.papers.fonts import Face, width
from supplydesk.papers.heading import Heading
from supplydesk.papers.heading import draw as draw_heading
from supplydesk.papers.press import Leaf, Press, Tick
from supplydesk.papers.sheet import A4_LANDSCAPE_SLIP, POINTS
from supplydesk.papers.stationery import Stationery
from supplydesk.papers.table import Grid, Row, accompanied, highs, on_page, seams, settled
from supplydesk.papers.wrap import LEADING, flow

__all__ = ["DispatchLine", "DispatchPaper", "draw"]

NOTE = "实发数以保管员、接收人签字为准"
KEY_ROOM = 5.0
"""Millimetres under the frame for one line: the key to the copies."""
STRIP_ROOM = 24.0
"""A longer remark is cut into rows of this height (mm), so that it fills pages."""
LEAST_BLANK = 4.2
_MARK_SIZES = {2: 118, 3: 96}
_MARK_SIZES_LOW = {2: 100, 3: 92}
_MARK_SIZES_DOTS = {2: 88, 3: 80}


def draw(
    papers: Sequence[DispatchPaper],
    stationery: Stationery,
    *,
    copies: Sequence[int] | None = None,
    tick: Tick | None = None,
) -> bytes:
    """The slips as one PDF, paper after paper, each with its copies.

    *copies* are the numbers (from 1) of the copies to print, all that a paper has if not given;
    of a number that it has not, nothing is printed. A paper with prices is printed on A4 landscape
    whatever the stationery's sheet.

    Raises:
        Refused: a character that cannot be printed; nothing was drawn.
    """
    glyphs.check([stationery, *papers])
    press = Press(_title(papers), stationery.bureau, TITLE)
    for done, paper in enumerate(papers):
        if tick is not None:
            tick(done, len(papers))
        own = _own(stationery, paper)
        leaves = _Slip(press, paper, own).leaves()
        for number in _numbers(own, copies):
            for leaf, frame in leaves:
                extra = _copy_label(leaf, own, number, frame) if number else ""
                press.add(own.sheet, leaf.content(extra))
    if tick is not None:
        tick(len(papers), len(papers))
    return press.finish()


def _own(stationery: Stationery, paper: DispatchPaper) -> Stationery:
    """The stationery that *paper* is printed on: its own copies, and A4 across for prices."""
    if paper.copies is not None:
        stationery = replace(stationery, copies=paper.copies)
    return stationery.on(A4_LANDSCAPE_SLIP) if paper.prices else stationery


def _numbers(own: Stationery, wanted: Sequence[int] | None) -> Sequence[int | None]:
    """The copies to print by number; where there are none at all, one print without a label."""
    known = range(1, len(own.copies) + 1)
    if not known or wanted == ():
        return (None,)
    return known if wanted is None else [number for number in wanted if number in known]


def _title(papers: Sequence[DispatchPaper]) -> str:
    """The document's title: what it is and which numbers it holds."""
    found = [paper.number for paper in papers if paper.number]
    if not found:
        return TITLE
    return f"{TITLE} {found[0]}" if len(found) == 1 else f"{TITLE} {found[0]} – {found[-1]}"


def _copy_label(leaf: Leaf, stationery: Stationery, number: int, frame: tuple[float, float]) -> str:
    """The copy label, upright beside the frame."""
    kind = stationery.typography
    with leaf.apart() as extra:
        mark.upright(leaf, *frame, stationery.copy_label(number), kind.text, kind.copy)
    return extra()


@dataclass(frozen=True, slots=True)
class _Plan:
    """One slip as it falls on its pages: what stands on them, and where they break.

    ``blank_at`` is before which row of the body 以下空白 stands: after the last line or remark.
    """

    top: float
    head: Head
    later: Head
    header: Row
    body: Sequence[Row]
    tail: Sequence[Row]
    foot: Foot
    ranges: Sequence[tuple[int, int]]
    blank_at: int

    def counted(self, end: int) -> int:
        """How many lines of the slip begin in the body before *end*."""
        return sum(not row.continues and row.goods for row in self.body[:end])


class _Slip:
    """One slip on its sheet: measured, broken into pages, drawn."""

    def __init__(self, press: Press, paper: DispatchPaper, stationery: Stationery) -> None:
        self.press = press
        self.paper = paper
        self.stationery = stationery
        self.sheet = sheet = stationery.sheet
        self.kind = stationery.typography
        self.stacked = not sheet.dots and sheet.height > sheet.width
        self.lines = Lines(paper, self._columns(), sheet.left, self.kind)
        size = self.kind.key
        self.key = flow(stationery.copy_key(), Face.SANS, size, sheet.content * POINTS, "　")
        more = len(self.key) - (1 if self._beside(self.key) else 0)
        self.key_room = KEY_ROOM + more * size * LEADING / POINTS

    def _columns(self) -> Columns:
        if self.paper.prices:
            return PRICED
        if self.sheet.dots:
            return DOTS
        return TALL if self.stacked else LOW

    def leaves(self) -> list[tuple[Leaf, tuple[float, float]]]:
        """The pages, each with the top and bottom of its frame."""
        kind, left, right = self.kind, self.sheet.left, self.sheet.end
        plan = settled(self._plan)
        made = []
        count = len(plan.ranges)
        for number, (start, end) in enumerate(plan.ranges, start=1):
            leaf = self._leaf()
            draw_heading(leaf, self._heading(number, count), kind)
            grid = Grid(leaf, left, right, plan.top, kind.thin)
            dispatch_head.draw(grid, plan.head if number == 1 else plan.later, self.paper, kind)
            grid.row(plan.header)
            rows = on_page(plan.body, start, end)
            last = number == count
            below = highs(plan.tail) + plan.foot.whole if last else kind.total_row
            for at, row in enumerate(rows, start):
                if start < at == plan.blank_at:
                    self._blank(grid, highs(rows[at - start :]) + below)
                grid.row(row)
            if end == plan.blank_at and (rows or count == 1):
                self._blank(grid, below)
            if last:
                self._end(grid, plan)
            else:
                self._carry(grid, plan.counted(start), plan.counted(end))
            grid.close()
            self._key(leaf, grid.y)
            self._state(leaf, plan.top, grid.y)
            made.append((leaf, (plan.top, grid.y)))
        return made

    def _plan(self, count: int) -> "_Plan":
        """How the slip falls on pages where the line above the frame has room for *count*."""
        paper, kind, left, right = self.paper, self.kind, self.sheet.left, self.sheet.end
        shape = dispatch_head.tall if self.stacked else dispatch_head.low
        head = shape(paper, left, right, kind)
        later = dispatch_head.later(paper, left, right, kind, stacked=self.stacked)
        header, rows = self.lines.header_and_rows()
        top = draw_heading(self._leaf(), self._heading(1, count), kind)
        floor = self.sheet.floor - self.key_room - top - header.height
        first, others = floor - head.height, floor - later.height
        sums = [self.lines.totals(), *self.lines.amounts()]
        foot = self._foot(others, highs(sums) + highs(rows[-1:]))
        carry = kind.total_row
        remarks = [("备注", paper.remark)] if paper.remark else []
        remarks += [(dispatch_heading.LATER, text) for text in paper.later_remarks]
        _, hand = dispatch_heading.by_hand(paper.hand_number, kind)
        reason = [(REASON, paper.reason)] if paper.reason else []
        strips = self.lines.strips([*reason, *hand, *head.overflow, *foot.overflow, *remarks])
        limit = others - carry
        body = [part for row in rows for part in row.parts(limit)]
        goods = highs(body[-1:])
        body += [part for row in strips for part in row.parts(min(limit, STRIP_ROOM))]
        by_item = self.lines.by_item()
        tail, flowing = [sums[0], *by_item, *sums[1:]], list[Row]()
        # The sheet that is stamped shows goods and their total. Where it has no room for more,
        # the totals per item flow like rows, and only then the totals as well.
        for fewer, more in ((sums, by_item), (list[Row](), tail)):
            if highs(tail) + foot.whole + goods <= others - seams(body):
                break
            tail, flowing = fewer, more
        blank_at = len(body) if flowing and not tail else None
        body += [part for row in flowing for part in row.parts(limit)]
        body, ranges = accompanied(
            body,
            first=first,
            later=others,
            tail=highs(tail) + foot.whole,
            carry=carry,
            movable=bool(tail),  # no line of goods goes below the totals
        )
        blank_at = len(body) if blank_at is None else blank_at
        return _Plan(top, head, later, header, body, tail, foot, ranges, blank_at)

    def _foot(self, room: float, beside: float) -> Foot:
        """The foot; where a page has no *room* for one that grew, with the line and the totals
        that go *beside* it, long texts go to strips.
        """
        sheet, stacked = self.sheet, self.stacked
        lay_out = partial(
            dispatch_foot.lay_out, self.paper, sheet.left, sheet.end, self.kind, stacked=stacked
        )
        foot = lay_out()
        if foot.whole + beside > room:
            low = lay_out(most=1)
            if foot.whole > room or low.whole + beside <= room:
                return low
        return foot

    def _leaf(self) -> Leaf:
        return self.stationery.leaf(self.press)

    def _heading(self, page: int, count: int) -> Heading:
        return dispatch_heading.of(self.paper, self.stationery, page, count, stacked=self.stacked)

    def _carry(self, grid: Grid, first: int, last: int) -> None:
        """The subtotal of a page that is not the last."""
        kind, leaf = self.kind, grid.leaf
        middle, size, x = grid.y + kind.total_row / 2, kind.label, grid.left + 2
        for label, value, ink in self.lines.carried(first, last) if last > first else ():
            x = leaf.level(x, middle, label, Face.SANS, size) + 2
            x = leaf.level(x, middle, value, Face.SANS_BOLD, kind.totals, ink) + 6
        follows = "接下页"
        wide = width(Face.SANS, size, follows) / POINTS
        leaf.level(grid.right - 2 - wide, middle, follows, Face.SANS, size)
        grid.space(kind.total_row, (), 0)

    def _blank(self, grid: Grid, below: float) -> None:
        """以下空白, where there is room for it above what comes *below*."""
        room = self.sheet.floor - self.key_room - grid.y - below
        if room >= LEAST_BLANK:
            high = min(self.kind.blank_row, room)
            grid.leaf.centred(
                (grid.left + grid.right) / 2, grid.y + high / 2, "以下空白", Face.SANS, 9, 9
            )
            grid.space(high)

    def _end(self, grid: Grid, plan: "_Plan") -> None:
        """What follows the last line: totals, foot."""
        for row in plan.tail:
            grid.row(row)
        dispatch_foot.draw(grid, plan.foot, self.kind)

    def _key(self, leaf: Leaf, bottom: float) -> None:
        """The key to the copies, under the frame."""
        size, middle = self.kind.key, bottom + 2.7
        for line in self.key:
            leaf.level(leaf.sheet.left, middle, line, Face.SANS, size)
            middle += size * LEADING / POINTS
        # The note has a line of its own where the key leaves no room for it.
        if not self._beside(self.key):
            middle += size * LEADING / POINTS
        start = leaf.sheet.end - width(Face.SANS, size, NOTE) / POINTS
        leaf.level(start, middle - size * LEADING / POINTS, NOTE, Face.SANS, size)

    def _beside(self, key: Sequence[str]) -> bool:
        """Whether the note has room beside the last line of the *key* to the copies."""
        last = width(Face.SANS, self.kind.key, key[-1] + NOTE) / POINTS if key else 0.0
        return bool(key) and last + 2 <= self.sheet.content

    def _state(self, leaf: Leaf, top: float, bottom: float) -> None:
        """The watermark of a slip that is void, reversed or not yet numbered."""
        paper = self.paper
        text = "作废" if paper.voided else "已红冲" if paper.reversed_by else ""
        if not text and not paper.number:
            text = "草稿"
        if not text:
            return
        sizes = _MARK_SIZES if self.stacked else _MARK_SIZES_LOW
        if leaf.sheet.dots:
            sizes = _MARK_SIZES_DOTS
        mark.watermark(leaf, text, top, bottom, sizes[len(text)])
