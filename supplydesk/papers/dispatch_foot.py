"""The foot of a dispatch slip: two halves, each with signatures and room for a seal."""

from collections.abc import Sequence
from dataclasses import dataclass

from supplydesk.papers import mark
from supplydesk.papers.dispatch_facts import DispatchPaper
from supplydesk.papers.dispatch_head import ELSEWHERE
from supplydesk.papers.figures import chinese_date, moment
from supplydesk.papers.fonts import Face
from supplydesk.papers.sheet import POINTS
from supplydesk.papers.table import CENTRE, Cell, Grid, Row, highs, inner
from supplydesk.papers.typography import MEDIUM, PAD, Typography
from supplydesk.papers.wrap import Block, Step, fit

SEAL_WIDE = 44.0
TALL = 48.0
LOW = 43.2
LEAST_ROW = 7.2
_AIR = 1.0
_KEEPERS = 2
_MOST_KEEPERS = 4
_SIGNERS_A_ROW = 4
_MOST_LINES = 4
_WRITTEN: tuple[Step, ...] = ((10, 1), (9, 1), (8, 2), (7.5, 3), (7, None))
_WRITTEN_BY_DOTS: tuple[Step, ...] = ((9, None),)


@dataclass(frozen=True, slots=True)
class Signature:
    """One row of a half: its label, what is known already, and the row's height (mm)."""

    label: str
    written: Block
    height: float


@dataclass(frozen=True, slots=True)
class Half:
    """Sender or receiver: from where to where label, blank and seal run, rows and caption."""

    left: float
    blank: float
    seal: float
    right: float
    rows: tuple[Signature, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Foot:
    """Both halves, as high as the one that needs more, and what was too long for its row.

    ``signers`` are rows above the halves, below the totals: keepers beyond those that a half has
    room for.
    """

    halves: tuple[Half, Half]
    height: float
    overflow: tuple[tuple[str, str], ...]
    signers: tuple[Row, ...] = ()

    @property
    def whole(self) -> float:
        """The height of all of it, signers and halves."""
        return highs(self.signers) + self.height


def lay_out(
    paper: DispatchPaper,
    left: float,
    right: float,
    kind: Typography,
    *,
    stacked: bool,
    most: int = _MOST_LINES,
) -> Foot:
    """The foot measured: a row grows with its text up to *most* lines, the others stay as usual."""
    label = 15.0 if stacked else 16.0
    # The right half's labels are wider where the sheet is tall: 保管员① needs 15, 承运单位 18.
    right_label = 18.0 if stacked else label
    first_blank = 25.0 if stacked else (right - left) / 2 - label - SEAL_WIDE
    middle = left + label + first_blank + SEAL_WIDE
    overflow: list[tuple[str, str]] = []
    # The ends of labels, blanks and seals from the left.
    sender = (left, left + label, middle - SEAL_WIDE, middle)
    receiver = (middle, middle + right_label, right - SEAL_WIDE, right)
    rows = [
        [_signature(name, text, at[1], at[2], kind, most, overflow) for name, text in texts]
        for at, texts in ((sender, _sent(paper)), (receiver, _received(paper)))
    ]
    usual = TALL if stacked else LOW
    high = max(usual, *(sum(row.height for row in half) for half in rows))
    halves = (
        Half(*sender, _spread(rows[0], high), "发货单位（章）"),
        Half(*receiver, _spread(rows[1], high), "接收单位（章）"),
    )
    signers = _signers(paper.keepers, left, right, label, kind, most, overflow)
    return Foot(halves, high, tuple(overflow), tuple(signers))


def _signers(
    keepers: Sequence[str],
    left: float,
    right: float,
    label: float,
    kind: Typography,
    most: int,
    overflow: list[tuple[str, str]],
) -> list[Row]:
    """The keepers from the fifth on, four a row: each signs in a box of their own."""
    share = (right - left) / _SIGNERS_A_ROW
    rows = []
    for first in range(_MOST_KEEPERS, len(keepers), _SIGNERS_A_ROW):
        cells: list[Cell] = []
        verticals: list[float] = []
        grey: list[tuple[float, float]] = []
        least = LEAST_ROW
        for place, name in enumerate(keepers[first : first + _SIGNERS_A_ROW]):
            start = round(left + place * share, 4)
            blank, end = start + label, round(start + share, 4)
            title = _keeper(first + place)
            signature = _signature(title, name, blank, end, kind, most, overflow)
            caption = fit(title, Face.SANS, inner(start, blank) + 2, ((kind.label, None),))
            cells.append(Cell(start, blank, caption, Face.SANS, CENTRE))
            cells.append(Cell(blank, end, signature.written, kind.text))
            verticals += [start, blank, end]
            grey.append((start, blank))
            least = max(least, signature.height)
        rows.append(Row(tuple(cells), least, tuple(verticals), tuple(grey)))
    return rows


def _signature(
    label: str,
    text: str,
    left: float,
    right: float,
    kind: Typography,
    most: int,
    overflow: list[tuple[str, str]],
) -> Signature:
    steps = _WRITTEN_BY_DOTS if kind.text is Face.SANS else _WRITTEN
    block = fit(text, kind.text, inner(left, right), steps)
    if len(block.lines) > most:
        overflow.append((label, text))
        block = fit(ELSEWHERE, kind.text, inner(left, right), ((9, 1), (7, None)))
        if kind.text is Face.SANS:
            block = fit(ELSEWHERE, kind.text, inner(left, right), steps)
    return Signature(label, block, max(LEAST_ROW, block.height / POINTS + _AIR))


def _spread(rows: Sequence[Signature], high: float) -> tuple[Signature, ...]:
    """*rows* in *high* millimetres, what is left over shared out evenly."""
    more = (high - sum(row.height for row in rows)) / len(rows)
    return tuple(Signature(row.label, row.written, row.height + more) for row in rows)


def _sent(paper: DispatchPaper) -> list[tuple[str, str]]:
    """The sender's half: label and what is known already."""
    # Two sign at the least; those beyond what a half can hold sign above it.
    keepers = [*paper.keepers, "", ""][: max(_KEEPERS, len(paper.keepers))][:_MOST_KEEPERS]
    return [
        ("批准", paper.approved_by),
        ("审核", paper.reviewed_by),
        ("制单", paper.prepared_by),
        *((_keeper(index), name) for index, name in enumerate(keepers)),
        ("发车时间", moment(paper.departs_at)),
    ]


def _keeper(index: int) -> str:
    """The label of the keeper *index*, from 0."""
    known = index < len(mark.CIRCLED)
    return f"保管员{mark.CIRCLED[index] if known else index + 1}"


def _received(paper: DispatchPaper) -> list[tuple[str, str]]:
    """The carrier's and the receiver's half."""
    return [
        ("承运单位", paper.carrier_unit),
        ("车号", paper.plate),
        ("承运人", paper.carrier),
        ("电话", paper.carrier_phone),
        ("接收人", paper.receiver),
        ("接收日期", chinese_date(paper.received_on)),
    ]


def draw(grid: Grid, foot: Foot, kind: Typography) -> None:
    """The signers and both halves, from where the grid stands."""
    for signers in foot.signers:
        grid.row(signers)
    grid.leaf.across(grid.left, grid.right, grid.y, MEDIUM)
    leaf, top, high = grid.leaf, grid.y, foot.height
    bottom = top + high
    for half in foot.halves:
        leaf.fill(half.left, top, half.blank, bottom)
        y = top
        for index, row in enumerate(half.rows):
            middle = y + row.height / 2
            if index:
                leaf.across(half.left, half.seal, y, kind.thin)
            # A label may use the padding: 保管员① just fills its column.
            room = inner(half.left, half.blank) + 2
            title = fit(row.label, Face.SANS, room, ((kind.label, None),))
            leaf.block(half.left + PAD, half.blank - PAD, middle, title, Face.SANS, CENTRE)
            leaf.block(half.blank + PAD, half.seal - PAD, middle, row.written, kind.text)
            y += row.height
        leaf.down(half.blank, top, bottom, kind.thin)
        leaf.down(half.seal, top, bottom, kind.thin)
        mark.seal(
            leaf,
            half.seal,
            top,
            half.right,
            bottom,
            half.caption,
            size=kind.caption,
            face=Face.SANS,
        )
    leaf.down(foot.halves[1].left, top, bottom, MEDIUM)
    grid.space(high, (), 0)
