"""The dispatch slip (应急物资调拨单): what leaves a warehouse, for whom, on whose order.

One call draws one slip or two hundred, each with its copies; the pages of a slip are laid out once
and differ between copies in nothing but the copy label.
"""

from collections.abc import Sequence

from supplydesk.papers import dispatch_foot, dispatch_head, glyphs, mark, qr
from supplydesk.papers.dispatch_facts import DispatchLine, DispatchPaper
from supplydesk.papers.dispatch_grid import DOTS, LOW, PRICED, TALL, Columns, Lines
from supplydesk.papers.figures import chinese_date, stamp
from supplydesk.papers.fonts import Face, width
from supplydesk.papers.heading import Heading
from supplydesk.papers.heading import draw as draw_heading
from supplydesk.papers.press import Leaf, Press, Tick
from supplydesk.papers.sheet import A4_LANDSCAPE_SLIP, POINTS
from supplydesk.papers.stationery import Stationery
from supplydesk.papers.table import Grid, Row, highs, pages
from supplydesk.papers.typography import MEDIUM

__all__ = ["DispatchLine", "DispatchPaper", "draw"]

TITLE = "应急物资调拨单"
KEY_ROOM = 5.0
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

    *copies* are the numbers (from 1) of the copies to print, all of the stationery's if not
    given. A paper with prices is printed on A4 landscape whatever the stationery's sheet.

    Raises:
        Refused: a character that cannot be printed; nothing was drawn.
    """
    glyphs.check([stationery, *papers])
    numbers = range(1, len(stationery.copies) + 1) if copies is None else copies
    press = Press(_title(papers), stationery.bureau, TITLE)
    for done, paper in enumerate(papers):
        if tick is not None:
            tick(done, len(papers))
        own = stationery.on(A4_LANDSCAPE_SLIP) if paper.prices else stationery
        leaves = _Slip(press, paper, own).leaves()
        for number in numbers or (None,):
            for leaf, frame in leaves:
                extra = _copy_label(leaf, own, number, frame) if number else ""
                press.add(own.sheet, leaf.content(extra))
    if tick is not None:
        tick(len(papers), len(papers))
    return press.finish()


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

    def _columns(self) -> Columns:
        if self.paper.prices:
            return PRICED
        if self.sheet.dots:
            return DOTS
        return TALL if self.stacked else LOW

    def leaves(self) -> list[tuple[Leaf, tuple[float, float]]]:
        """The pages, each with the top and bottom of its frame."""
        paper, kind, left, right = self.paper, self.kind, self.sheet.left, self.sheet.end
        shape = dispatch_head.tall if self.stacked else dispatch_head.low
        head = shape(paper, left, right, kind)
        later = dispatch_head.later(paper, left, right, kind, stacked=self.stacked)
        header, rows = self.lines.header_and_rows()
        top = draw_heading(self._leaf(), self._heading(1, 1), kind)
        floor = self.sheet.floor - KEY_ROOM - top - header.height
        first, others = floor - head.height, floor - later.height
        foot_height = dispatch_foot.height(kind, stacked=self.stacked, paper=paper)
        tail = [self.lines.totals(), *self.lines.strips(self.lines.by_item())]
        tail += self.lines.amounts()
        carry = kind.total_row
        remarks = [("备注", paper.remark)] if paper.remark else []
        strips = self.lines.strips([*head.overflow, *remarks])
        limit = others - carry
        body = [part for row in rows for part in row.parts(limit)]
        body += [part for row in strips for part in row.parts(min(limit, STRIP_ROOM))]
        counted = self._counted(rows, limit)
        tail_height = highs(tail) + foot_height
        if tail_height + (body[-1].height if body else 0) > others:
            # Then the totals flow like rows, and only the foot stays together.
            body += [part for row in tail for part in row.parts(limit)]
            tail, tail_height = [], foot_height
        ranges = pages(
            [row.height for row in body],
            [False] * len(body),
            first=first,
            later=others,
            tail=tail_height,
            carry=carry,
        )
        made = []
        for number, (start, end) in enumerate(ranges, start=1):
            leaf = self._leaf()
            draw_heading(leaf, self._heading(number, len(ranges)), kind)
            grid = Grid(leaf, left, right, top, kind.thin)
            dispatch_head.draw(grid, head if number == 1 else later, paper, kind)
            grid.row(header)
            for row in body[start:end]:
                grid.row(row)
            if number < len(ranges):
                self._carry(grid, sum(counted[:start]), sum(counted[:end]))
            else:
                room = self.sheet.floor - KEY_ROOM - grid.y - tail_height
                self._end(grid, tail, foot_height, room)
            grid.close()
            self._key(leaf, grid.y)
            self._state(leaf, top, grid.y)
            made.append((leaf, (top, grid.y)))
        return made

    def _counted(self, rows: Sequence[Row], limit: float) -> list[int]:
        """For each part in the body, 1 if a line of the slip begins with it."""
        return [0 if index else 1 for row in rows for index in range(len(row.parts(limit)))]

    def _leaf(self) -> Leaf:
        return self.stationery.leaf(self.press)

    def _heading(self, page: int, count: int) -> Heading:
        paper = self.paper
        stamps: list[tuple[str, bool]] = []
        if paper.voided:
            stamps.append(("已作废", True))
        if paper.reversed_by:
            stamps.append((f"已红冲 → {paper.reversed_by}", True))
        if paper.reverses:
            stamps.append((f"红冲 ← {paper.reverses}", True))
        if paper.reprint:
            when = f" {stamp(paper.reprinted_at)}" if paper.reprinted_at else ""
            stamps.append((f"补打（{paper.reprint}）{when}", False))
        hand = (f"手工单号：{paper.hand_number}",) if paper.hand_number else ()
        return Heading(
            bureau=paper.bureau or self.stationery.bureau,
            title=TITLE,
            left=(f"制单日期：{chinese_date(paper.day)}",),
            right=(*hand, f"编号：{paper.number or '（未编号）'}", f"第{page}页／共{count}页"),
            urgency=paper.urgency,
            stamps=tuple(stamps),
            code=paper.code,
            module=self._module(),
            stacked=self.stacked,
        )

    def _module(self) -> float:
        if self.sheet.dots:
            return qr.DOT_MODULE
        return qr.A4_MODULE if self.stacked else qr.A5_MODULE

    def _carry(self, grid: Grid, first: int, last: int) -> None:
        """The subtotal of a page that is not the last."""
        kind = self.kind
        middle = grid.y + kind.total_row / 2
        label, value, follows = self.lines.carried(first, last)
        leaf, size = grid.leaf, kind.label
        if last > first:
            x = leaf.level(grid.left + 2, middle, label, Face.SANS, size) + 2
            leaf.level(x, middle, value, Face.SANS_BOLD, kind.totals)
        wide = width(Face.SANS, size, follows) / POINTS
        leaf.level(grid.right - 2 - wide, middle, follows, Face.SANS, size)
        grid.space(kind.total_row, (), 0)

    def _end(self, grid: Grid, tail: Sequence[Row], foot_height: float, room: float) -> None:
        """What follows the last line: 以下空白 where there is room, totals, foot."""
        kind = self.kind
        if room >= LEAST_BLANK:
            high = min(kind.blank_row, room)
            grid.leaf.centred(
                (grid.left + grid.right) / 2, grid.y + high / 2, "以下空白", Face.SANS, 9, 9
            )
            grid.space(high)
        for row in tail:
            grid.row(row)
        grid.leaf.across(grid.left, grid.right, grid.y, MEDIUM)
        dispatch_foot.draw(grid, self.paper, kind, foot_height, stacked=self.stacked)

    def _key(self, leaf: Leaf, bottom: float) -> None:
        """The key to the copies, under the frame."""
        kind = self.kind
        middle = bottom + 2.7
        x = leaf.sheet.left
        if self.stationery.copies:
            x = leaf.level(x, middle, self.stationery.copy_key(), Face.SANS, kind.key)
        note = "实发数以保管员、接收人签字为准"
        start = leaf.sheet.end - width(Face.SANS, kind.key, note) / POINTS
        if start > x + 2:
            leaf.level(start, middle, note, Face.SANS, kind.key)

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
        middle = (leaf.sheet.left + leaf.sheet.end) / 2
        mark.watermark(leaf, text, middle, (top + bottom) / 2, sizes[len(text)])
