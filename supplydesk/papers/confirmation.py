"""The return receipt (接收回执): two halves of an A4 sheet, one stays, one comes back signed.

It leaves with the goods, so what the receiver writes by hand is blank; a confirmation that has
been typed in prints with its figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from supplydesk.papers import glyphs, mark, qr
from supplydesk.papers.confirmation_facts import WAYS, ConfirmationLine, ConfirmationPaper
from supplydesk.papers.confirmation_rows import (
    HALF,
    KIND,
    LABEL_WIDE,
    TEAR,
    draw_conditions,
    header_row,
    label_cell,
    line_row,
    strip_rows,
)
from supplydesk.papers.dispatch_head import ELSEWHERE, Drafting, Head
from supplydesk.papers.dispatch_heading import LATER, REASON, by_hand
from supplydesk.papers.figures import chinese_date, clock
from supplydesk.papers.fonts import Face, width
from supplydesk.papers.heading import Heading
from supplydesk.papers.heading import draw as draw_heading
from supplydesk.papers.press import Leaf, Press, Tick
from supplydesk.papers.sheet import A4, CLEAR_EDGE, POINTS
from supplydesk.papers.stamps import VOIDED, since_posted
from supplydesk.papers.stationery import Stationery
from supplydesk.papers.table import (
    AIR,
    CENTRE,
    Cell,
    Grid,
    Row,
    accompanied,
    inner,
    on_page,
    settled,
    sliced,
)
from supplydesk.papers.typography import MEDIUM, PAD
from supplydesk.papers.wrap import EMPTY, Block, fit

__all__ = ["WAYS", "ConfirmationLine", "ConfirmationPaper", "draw"]

TITLE = "应急物资接收回执"
HALVES = ("第一联　接收单位留存", "第二联　交回承储单位")
NOTE = "收货当场清点填写，如有短少破损，由承运人与接收人共同签字。请于收货后24小时内交回第二联。"

_SEAL_WIDE = 48.0
_SIGNED = 43.2
_EXPLANATION = 11.0
_KEY = 4.5
_CARRY = 5.5
_STRIP_ROOM = 16.0
_SIGNED_STEPS = ((10, 1), (8, None))


def draw(
    papers: Sequence[ConfirmationPaper], stationery: Stationery, *, tick: Tick | None = None
) -> bytes:
    """The receipts as one PDF on A4, whatever the stationery's sheet.

    Raises:
        Refused: a character that cannot be printed; nothing was drawn.
    """
    glyphs.check([stationery, *papers])
    own = stationery.on(A4)
    numbers = [paper.dispatch_number for paper in papers]
    title = f"{TITLE} {numbers[0]}" if len(numbers) == 1 else TITLE
    press = Press(title, own.bureau, TITLE)
    for done, paper in enumerate(papers):
        if tick is not None:
            tick(done, len(papers))
        for leaf in _leaves(press, paper, own):
            press.add(A4, leaf.content())
    if tick is not None:
        tick(len(papers), len(papers))
    return press.finish()


@dataclass(frozen=True, slots=True)
class _Plan:
    """One receipt as it falls on its pages: what stands in each half, and where pages break."""

    top: float
    head: Head
    header: Row
    body: Sequence[Row]
    written: Mapping[str, Block]
    ranges: Sequence[tuple[int, int]]


def _plan(press: Press, paper: ConfirmationPaper, stationery: Stationery, count: int) -> _Plan:
    """How the receipt falls on pages where the line above the frame has room for *count*."""
    head = _head(paper)
    header = header_row()
    rows = [line_row(number, line) for number, line in enumerate(paper.lines, start=1)]
    trial = Leaf(press, HALF)
    top = draw_heading(trial, _heading(paper, stationery, 1, count), KIND)
    room = HALF.floor - _KEY - top - head.height - header.height
    written, overflow = _written(paper)
    reason = [(REASON, paper.reason)] if paper.reason else []
    remark = [("备注", paper.remark)] if paper.remark else []
    remark += [(LATER, text) for text in paper.later_remarks]
    _, hand = by_hand(paper.hand_number, KIND)
    strips = [*reason, *hand, *head.overflow, *overflow, *remark]
    limit, tail = room - _CARRY, _EXPLANATION + _SIGNED
    body = sliced(rows, limit, room - tail - 2 * AIR) if rows else []
    body += [part for row in strip_rows(strips) for part in row.parts(min(limit, _STRIP_ROOM))]
    body, ranges = accompanied(body, first=room, later=room, tail=tail, carry=_CARRY)
    return _Plan(top, head, header, body, written, ranges)


def _leaves(press: Press, paper: ConfirmationPaper, stationery: Stationery) -> list[Leaf]:
    """The pages of one receipt, both halves on each."""
    plan = settled(partial(_plan, press, paper, stationery))
    top, count = plan.top, len(plan.ranges)
    leaves = []
    for number, (start, end) in enumerate(plan.ranges, start=1):
        leaf = stationery.leaf(press)
        # Each half measures its heading and frame on a sheet of its own.
        leaf.sheet = HALF
        leaf.up = A4.height * POINTS
        for half in HALVES:
            draw_heading(leaf, _heading(paper, stationery, number, count), KIND)
            grid = Grid(leaf, HALF.left, HALF.end, top, KIND.thin)
            for row in (*plan.head.rows, plan.header, *on_page(plan.body, start, end)):
                middle = grid.y + row.height / 2
                grid.row(row)
                if row.keep and not row.continues:
                    draw_conditions(leaf, middle)
            if number == count:
                _foot(grid, paper, plan.written)
            else:
                _carry(grid)
            grid.close()
            _state(leaf, paper, top, grid.y)
            leaf.level(HALF.left, grid.y + 2.7, NOTE, Face.SANS, KIND.key)
            mark.upright(leaf, top, grid.y, half, KIND.text, 9.5)
            if half is HALVES[0]:
                _tear(leaf)
                leaf.lower(TEAR)
        leaves.append(leaf)
    return leaves


def _heading(paper: ConfirmationPaper, stationery: Stationery, page: int, count: int) -> Heading:
    stamps = [*((VOIDED,) if paper.voided else ()), *since_posted(paper)]
    number = paper.number or "HZ-_________-____"
    hand, _ = by_hand(paper.hand_number, KIND)
    return Heading(
        bureau=paper.bureau or stationery.bureau,
        title=TITLE,
        left=(f"调拨单号：{paper.dispatch_number}",),
        right=(*hand, f"回执编号：{number}", f"第{page}页／共{count}页"),
        stamps=tuple(stamps),
        code=paper.code,
        module=qr.A4_MODULE,
        stacked=False,
        pages=count,
    )


def _head(paper: ConfirmationPaper) -> Head:
    """Who received, when, and who brought it."""
    left, right = HALF.left, HALF.end
    a, b, c = left + LABEL_WIDE, left + 97, left + 116
    rows = Drafting(left, right, KIND, low=True)
    arrived = paper.arrived_at
    when = f"{chinese_date(arrived)}{clock(arrived)}" if arrived else "　　月　　日　　时　　分"
    rows.pairs((left, a, b, "接收单位", paper.site), (b, c, right, "送达时间", when))
    carrier = f"{paper.carrier:　<5}" if paper.carrier else "　" * 6
    driver = f"{carrier}　电话：{paper.carrier_phone}"
    if len(fit(driver, KIND.text, inner(c, right), KIND.head).lines) > 1:
        driver = f"{paper.carrier}\n电话：{paper.carrier_phone}"
    rows.pairs(
        (left, a, b, "承运单位", "　".join(filter(None, (paper.carrier_unit, paper.plate)))),
        (b, c, right, "承运人", driver),
    )
    return Head(tuple(rows.rows), tuple(rows.overflow))


def _written(paper: ConfirmationPaper) -> tuple[dict[str, Block], list[tuple[str, str]]]:
    """What the foot says, by label, and the texts that were too long for their rows there."""
    left, middle, right = HALF.left + LABEL_WIDE, HALF.end - _SEAL_WIDE, HALF.end
    day = chinese_date(paper.received_on) or "　　　　年　　月　　日"
    texts = (
        ("差异说明", paper.explanation, right, KIND.strip, 3),
        ("接收人", paper.receiver, middle, _SIGNED_STEPS, 2),
        ("负责人", paper.head, middle, _SIGNED_STEPS, 2),
        ("联系电话", paper.phone, middle, _SIGNED_STEPS, 2),
        ("接收日期", day, middle, _SIGNED_STEPS, 1),
    )
    blocks, overflow = {}, []
    for label, text, end, steps, most in texts:
        blocks[label] = fit(text, KIND.text, inner(left, end), steps)
        if len(blocks[label].lines) > most:
            overflow.append((label, text))
            blocks[label] = fit(ELSEWHERE, KIND.text, inner(left, end), steps)
    return blocks, overflow


def _foot(grid: Grid, paper: ConfirmationPaper, written: Mapping[str, Block]) -> None:
    """Explanation, signatures, seal."""
    leaf, left, right = grid.leaf, grid.left, grid.right
    a, b = left + LABEL_WIDE, right - _SEAL_WIDE
    explanation, *signed = written.items()
    cells = (label_cell(explanation[0]), Cell(a, right, explanation[1], KIND.text))
    grid.row(Row(cells, _EXPLANATION, (a,), ((left, a),)))
    rows = (*signed, ("回执方式", EMPTY))
    top, step = grid.y, _SIGNED / len(rows)
    leaf.fill(left, top, a, top + _SIGNED)
    for index, (label, block) in enumerate(rows):
        middle = top + (index + 0.5) * step
        if index:
            leaf.across(left, b, top + index * step, KIND.thin)
        leaf.block(left, a, middle, label_cell(label).block, Face.SANS, CENTRE)
        leaf.block(a + PAD, b - PAD, middle, block, KIND.text)
    x, middle = a + PAD, top + _SIGNED - step / 2
    for way in WAYS:
        x = mark.check(leaf, x, middle, ticked=way == paper.way, weight=MEDIUM) + 0.9
        x = leaf.level(x, middle, way, KIND.text, 10) + 3
    leaf.down(a, top, top + _SIGNED, KIND.thin)
    leaf.down(b, top, top + _SIGNED, KIND.thin)
    mark.seal(leaf, b, top, right, top + _SIGNED, "接收单位（章）", size=8.5, face=Face.SANS)
    grid.space(_SIGNED, (), 0)


def _carry(grid: Grid) -> None:
    wide = width(Face.SANS, 9, "接下页") / POINTS
    grid.leaf.level(grid.right - 2 - wide, grid.y + _CARRY / 2, "接下页", Face.SANS, 9)
    grid.space(_CARRY, (), 0)


def _state(leaf: Leaf, paper: ConfirmationPaper, top: float, bottom: float) -> None:
    text = "作废" if paper.voided else "已红冲" if paper.reversed_by else ""
    if text:
        mark.watermark(leaf, text, top, bottom, 92)


def _tear(leaf: Leaf) -> None:
    """The line along which the halves are torn."""
    text = "沿此线撕开"
    middle = A4.width / 2
    leaf.centred(middle, TEAR, text, Face.SANS, 7.5, 1.5)
    half = (width(Face.SANS, 7.5, text) + 7.5) / 2 / POINTS + 2
    for left, right in ((CLEAR_EDGE, middle - half), (middle + half, A4.width - CLEAR_EDGE)):
        leaf.dashed(left, right, TEAR)
