"""The return receipt (接收回执): two halves of an A4 sheet, one stays, one comes back signed.

It leaves with the goods, so what the receiver writes by hand is blank; a confirmation that has
been typed in prints with its figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from supplydesk.papers import glyphs, mark, qr
from supplydesk.papers.confirmation_facts import WAYS, ConfirmationLine, ConfirmationPaper
from supplydesk.papers.dispatch_head import ELSEWHERE, Drafting, Head
from supplydesk.papers.figures import Quantity, chinese_date, clock, figure, is_red, plain, stamp
from supplydesk.papers.fonts import Face, width
from supplydesk.papers.heading import Heading
from supplydesk.papers.heading import draw as draw_heading
from supplydesk.papers.press import BLACK, RED, Leaf, Press, Tick
from supplydesk.papers.sheet import A4, CLEAR_EDGE, POINTS, Sheet
from supplydesk.papers.stationery import Stationery
from supplydesk.papers.table import CENTRE, RIGHT, Cell, Grid, Row, edges, high, inner, pages
from supplydesk.papers.typography import A4_TYPE, MEDIUM, PAD
from supplydesk.papers.wrap import EMPTY, Block, fit, fit_figure

__all__ = ["WAYS", "ConfirmationLine", "ConfirmationPaper", "draw"]

TITLE = "应急物资接收回执"
HALVES = ("第一联　接收单位留存", "第二联　交回承储单位")
TEAR = 148.5
NOTE = "收货当场清点填写，如有短少破损，由承运人与接收人共同签字。请于收货后24小时内交回第二联。"

_HALF = Sheet("A4-half", 210, TEAR, 18, 7, 17, 5)
_KIND = replace(A4_TYPE, title=18, head_row=6.8, header_row=6.4, row=6.6)
_WIDTHS = (9, 42, 29, 10, 17, 20, 17, 31)
_NAMES = ("序号", "物资名称", "规格型号", "单位", "应收", "实收", "差异", "完好情况")
_LABEL = 19.0
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


def _leaves(press: Press, paper: ConfirmationPaper, stationery: Stationery) -> list[Leaf]:
    """The pages of one receipt, both halves on each."""
    head = _head(paper)
    header = _header()
    rows = [_row(number, line) for number, line in enumerate(paper.lines, start=1)]
    trial = Leaf(press, _HALF)
    top = draw_heading(trial, _heading(paper, stationery, 1, 1), _KIND)
    room = _HALF.floor - _KEY - top - head.height - header.height
    written, overflow = _written(paper)
    strips = [*head.overflow, *overflow]
    limit = room - _CARRY
    body = [part for row in rows for part in row.parts(limit)]
    body += [part for row in _strips(strips) for part in row.parts(min(limit, _STRIP_ROOM))]
    tail = _EXPLANATION + _SIGNED
    ranges = pages(
        [row.height for row in body],
        [False] * len(body),
        first=room,
        later=room,
        tail=tail,
        carry=_CARRY,
    )
    leaves = []
    for number, (start, end) in enumerate(ranges, start=1):
        leaf = stationery.leaf(press)
        # Each half measures its heading and frame on a sheet of its own.
        leaf.sheet = _HALF
        leaf.up = A4.height * POINTS
        for half in HALVES:
            draw_heading(leaf, _heading(paper, stationery, number, len(ranges)), _KIND)
            grid = Grid(leaf, _HALF.left, _HALF.end, top, _KIND.thin)
            shown = [
                body[at].on_page(first=at == start, last=at == end - 1) for at in range(start, end)
            ]
            for row in (*head.rows, header, *shown):
                middle = grid.y + row.height / 2
                grid.row(row)
                if row.keep:
                    _conditions(leaf, middle)
            if number == len(ranges):
                _foot(grid, paper, written)
            else:
                _carry(grid)
            grid.close()
            _state(leaf, paper, top, grid.y)
            leaf.level(_HALF.left, grid.y + 2.7, NOTE, Face.SANS, _KIND.key)
            mark.upright(leaf, top, grid.y, half, _KIND.text, 9.5)
            if half is HALVES[0]:
                _tear(leaf)
                leaf.lower(TEAR)
        leaves.append(leaf)
    return leaves


def _heading(paper: ConfirmationPaper, stationery: Stationery, page: int, count: int) -> Heading:
    stamps = []
    if paper.voided:
        stamps.append(("已作废", True))
    if paper.reversed_by:
        stamps.append((f"已红冲 → {paper.reversed_by}", True))
    if paper.reverses:
        stamps.append((f"红冲 ← {paper.reverses}", True))
    if paper.reprint:
        when = f" {stamp(paper.reprinted_at)}" if paper.reprinted_at else ""
        stamps.append((f"补打（{paper.reprint}）{when}", False))
    number = paper.number or "HZ-_________-____"
    return Heading(
        bureau=paper.bureau or stationery.bureau,
        title=TITLE,
        left=(f"调拨单号：{paper.dispatch_number}",),
        right=(f"回执编号：{number}", f"第{page}页／共{count}页"),
        stamps=tuple(stamps),
        code=paper.code,
        module=qr.A4_MODULE,
        stacked=False,
    )


def _head(paper: ConfirmationPaper) -> Head:
    """Who received, when, and who brought it."""
    left, right = _HALF.left, _HALF.end
    a, b, c = left + _LABEL, left + 97, left + 116
    rows = Drafting(left, right, _KIND, low=True)
    arrived = paper.arrived_at
    when = f"{chinese_date(arrived)}{clock(arrived)}" if arrived else "　　月　　日　　时　　分"
    rows.pairs((left, a, b, "接收单位", paper.site), (b, c, right, "送达时间", when))
    carrier = f"{paper.carrier:　<5}" if paper.carrier else "　" * 6
    driver = f"{carrier}　电话：{paper.carrier_phone}"
    if len(fit(driver, _KIND.text, inner(c, right), _KIND.head).lines) > 1:
        driver = f"{paper.carrier}\n电话：{paper.carrier_phone}"
    rows.pairs(
        (left, a, b, "承运单位", "　".join(filter(None, (paper.carrier_unit, paper.plate)))),
        (b, c, right, "承运人", driver),
    )
    return Head(tuple(rows.rows), tuple(rows.overflow))


def _header() -> Row:
    verticals = edges(_HALF.left, _WIDTHS)
    cells = tuple(
        Cell(a, b, fit(name, Face.SANS, inner(a, b) + 4, ((9, None),)), Face.SANS, CENTRE)
        for name, a, b in zip(_NAMES, verticals, verticals[1:], strict=False)
    )
    return Row(cells, high(cells, _KIND.header_row), verticals, ((_HALF.left, _HALF.end),), MEDIUM)


def _row(number: int, line: ConfirmationLine) -> Row:
    """One line; ``keep`` marks a row whose condition is ticked by hand."""
    at = edges(_HALF.left, _WIDTHS)
    spans = list(pairwise(at))
    # Nothing received is a figure like any other; nothing known yet is None.
    received = None if line.received is None else plain(line.received)
    values = (line.due, received, line.difference)
    cells = [
        _figure(str(number), *spans[0], side=CENTRE),
        _text(line.name, *spans[1], _KIND.name),
        _text(line.spec, *spans[2], _KIND.spec),
        _text(line.unit, *spans[3], _KIND.spec, side=CENTRE),
        *(_quantity(value, *spans[index]) for index, value in enumerate(values, start=4)),
        _text(_condition(line), *spans[7], _KIND.small),
    ]
    shown = tuple(cell for cell in cells if cell.block.lines)
    blank = not line.condition and line.received is None
    return Row(shown, high(shown, _KIND.row), at, keep=blank)


def _condition(line: ConfirmationLine) -> str:
    """What was written about the goods; else what the figures say, such as 破损2、拒收3."""
    told = (
        ("破损", line.broken),
        ("拒收", line.refused),
        ("短少", line.short),
        ("找回", line.found),
    )
    return line.condition or "、".join(f"{word}{plain(value)}" for word, value in told if value)


def _text(
    text: str,
    left: float,
    right: float,
    steps: tuple[tuple[float, int | None], ...],
    *,
    side: float = 0.0,
) -> Cell:
    return Cell(left, right, fit(text, _KIND.text, inner(left, right), steps), _KIND.text, side)


def _figure(
    text: str, left: float, right: float, *, side: float = RIGHT, red: bool = False
) -> Cell:
    block = fit_figure(text, Face.SANS, inner(left, right), _KIND.figures)
    return Cell(left, right, block, Face.SANS, side, RED if red else BLACK)


def _quantity(value: Quantity | str | None, left: float, right: float) -> Cell:
    if isinstance(value, str):
        return _figure(value, left, right)
    return _figure(figure(value), left, right, red=is_red(value))


def _strips(texts: Sequence[tuple[str, str]]) -> list[Row]:
    left, middle, right = _HALF.left, _HALF.left + _LABEL, _HALF.end
    rows = []
    for label, text in texts:
        cells = (_label(label), _text(text, middle, right, _KIND.strip))
        least, again = high(cells, _KIND.row), _label(f"{label}\n（续）")
        rows.append(Row(cells, least, (middle,), ((left, middle),), again=again))
    return rows


def _label(text: str) -> Cell:
    left, right = _HALF.left, _HALF.left + _LABEL
    block = fit(text, Face.SANS, inner(left, right), ((9, None),))
    return Cell(left, right, block, Face.SANS, CENTRE)


def _conditions(leaf: Leaf, middle: float) -> None:
    """Boxes to tick: whole, or broken."""
    x = edges(_HALF.left, _WIDTHS)[7] + PAD
    for label in ("完好", "破损"):
        x = mark.check(leaf, x, middle, ticked=False, weight=MEDIUM) + 0.8
        x = leaf.level(x, middle, label, _KIND.text, 9) + 2.0


def _written(paper: ConfirmationPaper) -> tuple[dict[str, Block], list[tuple[str, str]]]:
    """What the foot says, by label, and the texts that were too long for their rows there."""
    left, middle, right = _HALF.left + _LABEL, _HALF.end - _SEAL_WIDE, _HALF.end
    day = chinese_date(paper.received_on) or "　　　　年　　月　　日"
    texts = (
        ("差异说明", paper.explanation, right, _KIND.strip, 3),
        ("接收人", paper.receiver, middle, _SIGNED_STEPS, 2),
        ("负责人", paper.head, middle, _SIGNED_STEPS, 2),
        ("联系电话", paper.phone, middle, _SIGNED_STEPS, 2),
        ("接收日期", day, middle, _SIGNED_STEPS, 1),
    )
    blocks, overflow = {}, []
    for label, text, end, steps, most in texts:
        blocks[label] = fit(text, _KIND.text, inner(left, end), steps)
        if len(blocks[label].lines) > most:
            overflow.append((label, text))
            blocks[label] = fit(ELSEWHERE, _KIND.text, inner(left, end), steps)
    return blocks, overflow


def _foot(grid: Grid, paper: ConfirmationPaper, written: Mapping[str, Block]) -> None:
    """Explanation, signatures, seal."""
    leaf, left, right = grid.leaf, grid.left, grid.right
    a, b = left + _LABEL, right - _SEAL_WIDE
    explanation, *signed = written.items()
    cells = (_label(explanation[0]), Cell(a, right, explanation[1], _KIND.text))
    grid.row(Row(cells, _EXPLANATION, (a,), ((left, a),)))
    rows = (*signed, ("回执方式", EMPTY))
    top, step = grid.y, _SIGNED / len(rows)
    leaf.fill(left, top, a, top + _SIGNED)
    for index, (label, block) in enumerate(rows):
        middle = top + (index + 0.5) * step
        if index:
            leaf.across(left, b, top + index * step, _KIND.thin)
        leaf.block(left, a, middle, _label(label).block, Face.SANS, CENTRE)
        leaf.block(a + PAD, b - PAD, middle, block, _KIND.text)
    x, middle = a + PAD, top + _SIGNED - step / 2
    for way in WAYS:
        x = mark.check(leaf, x, middle, ticked=way == paper.way, weight=MEDIUM) + 0.9
        x = leaf.level(x, middle, way, _KIND.text, 10) + 3
    leaf.down(a, top, top + _SIGNED, _KIND.thin)
    leaf.down(b, top, top + _SIGNED, _KIND.thin)
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
