"""The boxed head of a dispatch slip: who ordered what, from where, to whom."""

from dataclasses import dataclass

from supplydesk.papers import mark
from supplydesk.papers.dispatch_facts import DispatchPaper
from supplydesk.papers.figures import chinese_date, clock, deadline, short_date
from supplydesk.papers.fonts import Face
from supplydesk.papers.press import Leaf
from supplydesk.papers.sheet import POINTS
from supplydesk.papers.table import CENTRE, Cell, Grid, Row, high, inner
from supplydesk.papers.typography import MEDIUM, PAD, Typography
from supplydesk.papers.wrap import fit

ELSEWHERE = "（全文见表内附栏）"
_SEPARATOR = "／"
_MOST_LINES = 5
_MOST_LINES_LOW = 3


@dataclass(frozen=True, slots=True)
class Head:
    """The head's rows, and the texts that were too long for their place: label and text.

    ``form`` is the row and the span in which the check boxes for paper and phone are drawn,
    ``due`` the row, right edge and text of the deadline's box.
    """

    rows: tuple[Row, ...]
    overflow: tuple[tuple[str, str], ...] = ()
    form: tuple[int, float, float] | None = None
    due: tuple[int, float, str] | None = None

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)


def joined(*texts: str) -> str:
    """The *texts* that are not empty, with a stroke between them."""
    return _SEPARATOR.join(text for text in texts if text)


def instruction(paper: DispatchPaper) -> str:
    """The order as the head names it: its number and body, or that it came by phone."""
    number = paper.instruction_number or ("电话调令" if paper.by_phone else "")
    body = paper.instruction_body
    return f"{number}（{body}）" if number and body else number or body


def due(paper: DispatchPaper) -> str:
    """The box of an order whose paper is still owed; a void slip and a reversal owe none."""
    if not paper.by_phone or paper.instruction_number or paper.voided or paper.reverses:
        return ""
    if paper.paper_due is None:
        return "待补办"
    return f"待补办 · 限{short_date(paper.paper_due)}{clock(paper.paper_due)}"


class Drafting:
    """Rows of label and value pairs, measured as they are put down."""

    def __init__(self, left: float, right: float, typography: Typography, *, low: bool) -> None:
        self.left = left
        self.right = right
        self.typography = typography
        self.most = _MOST_LINES_LOW if low else _MOST_LINES
        self.rows: list[Row] = []
        self.overflow: list[tuple[str, str]] = []

    def pairs(self, *pairs: tuple[float, float, float, str, str], reserved: float = 0.0) -> int:
        """A row of pairs: left, end of the label, right, label, value; returns its index.

        *reserved* is kept free at the right end of the first value.
        """
        kind = self.typography
        cells: list[Cell] = []
        verticals: list[float] = []
        grey: list[tuple[float, float]] = []
        for place, (left, middle, right, label, value) in enumerate(pairs):
            free = right - (0 if place else reserved)
            block = fit(value, kind.text, inner(middle, free), kind.head)
            if len(block.lines) > self.most:
                self.overflow.append((label, value))
                block = fit(ELSEWHERE, kind.text, inner(middle, free), kind.head)
            title = fit(label, Face.SANS, inner(left, middle) + PAD * POINTS, ((kind.label, None),))
            cells.append(Cell(left, middle, title, Face.SANS, CENTRE))
            cells.append(Cell(middle, free, block, kind.text))
            verticals += [left, middle, right]
            grey.append((left, middle))
        self.rows.append(
            Row(tuple(cells), high(cells, kind.head_row), tuple(verticals), tuple(grey))
        )
        return len(self.rows) - 1


def tall(paper: DispatchPaper, left: float, right: float, kind: Typography) -> Head:
    """The head of a tall sheet: two pairs a row."""
    a, b, c = left + 23, left + 108, left + 123
    rows = Drafting(left, right, kind, low=False)
    box = due(paper)
    reserved = _reserved(box, kind)
    first = rows.pairs(
        (left, a, b, "调拨指令", instruction(paper)),
        (b, c, right, "下达方式", ""),
        reserved=reserved,
    )
    if paper.by_phone:
        d, e = left + 61, left + 76
        rows.pairs(
            (left, a, d, "下达时间", ordered_at(paper)),
            (d, e, b, "下达人", paper.given_by),
            (b, c, right, "记录人", paper.noted_by),
        )
    rows.pairs(
        (left, a, b, "事件用途", joined(paper.incident, paper.purpose)),
        (b, c, right, "要求到达", deadline(paper.needed_by)),
    )
    rows.pairs(
        (left, a, b, "承储单位", paper.custodian), (b, c, right, "发货仓库", paper.warehouse)
    )
    rows.pairs((left, a, b, "接收单位", paper.site), (b, c, right, "所属县区", paper.county))
    rows.pairs(
        (left, a, b, "接收地址", paper.address),
        (b, c, right, "联系人", f"{paper.contact} {paper.phone}".strip()),
    )
    rows.pairs((left, a, right, "物资来源", paper.source))
    return Head(
        tuple(rows.rows), tuple(rows.overflow), (first, c, right), (first, b, box) if box else None
    )


def low(paper: DispatchPaper, left: float, right: float, kind: Typography) -> Head:
    """The head of a low sheet: fewer rows, the last with three pairs."""
    a, b, c, d, e = low_edges(left, right)
    rows = Drafting(left, right, kind, low=True)
    box = due(paper)
    first = rows.pairs(
        (left, a, d, "调拨指令", instruction(paper)),
        (d, e, right, "下达方式", ""),
        reserved=_reserved(box, kind),
    )
    if paper.by_phone:
        rows.pairs(
            (left, a, b, "下达时间", ordered_at(paper)),
            (b, c, d, "下达人", paper.given_by),
            (d, e, right, "记录人", paper.noted_by),
        )
    site = paper.site
    if paper.county and not site.startswith(paper.county):
        site = f"{site}（{paper.county}）"
    rows.pairs(
        (left, a, d, "接收单位", site),
        (d, e, right, "联系人", f"{paper.contact} {paper.phone}".strip()),
    )
    rows.pairs(
        (left, a, d, "接收地址", paper.address),
        (d, e, right, "要求到达", deadline(paper.needed_by)),
    )
    rows.pairs(
        (left, a, b, "承储单位", joined(paper.custodian, paper.warehouse)),
        (b, c, d, "事件用途", joined(paper.incident, paper.purpose)),
        (d, e, right, "来源", paper.source),
    )
    return Head(
        tuple(rows.rows), tuple(rows.overflow), (first, e, right), (first, d, box) if box else None
    )


def later(
    paper: DispatchPaper, left: float, right: float, kind: Typography, *, stacked: bool
) -> Head:
    """The head of every page but the first."""
    if stacked:
        a, b, c = left + 23, left + 108, left + 123
        rows = Drafting(left, right, kind, low=False)
        rows.pairs((left, a, b, "接收单位", paper.site), (b, c, right, "所属县区", paper.county))
        rows.pairs(
            (left, a, b, "调拨指令", instruction(paper)), (b, c, right, "发货仓库", paper.warehouse)
        )
    else:
        rows = _later_low(paper, left, right, kind)
    # No place here is narrower than on the first page: what overflows has overflowed there.
    return Head(tuple(rows.rows))


def _later_low(paper: DispatchPaper, left: float, right: float, kind: Typography) -> Drafting:
    """On one row if each text fits on a line of it, or else on two."""
    a, b, c, d, e = low_edges(left, right)
    site, order = ("接收单位", paper.site), ("调拨指令", instruction(paper))
    warehouse = (d, e, right, "发货仓库", paper.warehouse)
    rows = Drafting(left, right, kind, low=True)
    rows.pairs((left, a, b, *site), (b, c, d, *order), warehouse)
    if any(len(cell.block.lines) > 1 for cell in rows.rows[0].cells) or rows.overflow:
        rows = Drafting(left, right, kind, low=True)
        rows.pairs((left, a, d, *site), warehouse)
        rows.pairs((left, a, right, *order))
    return rows


def low_edges(left: float, right: float) -> tuple[float, float, float, float, float]:
    """The verticals of a low head: they keep their shares of the width."""
    content = right - left
    return tuple(round(left + content * share, 2) for share in (0.094, 0.334, 0.43, 0.667, 0.76))  # type: ignore[return-value]  # five shares, five edges


def ordered_at(paper: DispatchPaper) -> str:
    """When the spoken order came."""
    moment = paper.ordered_at
    return f"{chinese_date(moment)}{clock(moment)}" if moment else ""


def draw(grid: Grid, head: Head, paper: DispatchPaper, kind: Typography) -> None:
    """The head's rows, with its check boxes and the deadline's box."""
    for index, row in enumerate(head.rows):
        middle = grid.y + row.height / 2
        grid.row(row)
        if head.form and head.form[0] == index:
            _form(grid.leaf, head.form[1], middle, paper, kind)
        if head.due and head.due[0] == index:
            _, right, text = head.due
            start = right - PAD - mark.boxed_width(text, Face.SANS_BOLD, kind.stamp)
            mark.boxed(
                grid.leaf, start, middle, text, Face.SANS_BOLD, kind.stamp, weight=FRAME_OF_DUE
            )


FRAME_OF_DUE = 1.0


def _form(leaf: Leaf, left: float, middle: float, paper: DispatchPaper, kind: Typography) -> None:
    """The two check boxes: on paper, or by phone."""
    x = left + PAD
    size = kind.head[0][0]
    for label, ticked in (("书面", not paper.by_phone), ("电话", paper.by_phone)):
        x = mark.check(leaf, x, middle, ticked=ticked, weight=MEDIUM) + 1.1
        x = leaf.level(x, middle, label, kind.text, size) + 2.6


def _reserved(box: str, kind: Typography) -> float:
    """The room that the deadline's box takes."""
    return mark.boxed_width(box, Face.SANS_BOLD, kind.stamp) + PAD if box else 0.0
