"""Ruled rows: cells that grow with their text, rules drawn once a page, pages broken by height."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol, TypeVar

from supplydesk.papers.fonts import Face
from supplydesk.papers.press import BLACK, Leaf
from supplydesk.papers.sheet import POINTS
from supplydesk.papers.typography import FRAME, PAD
from supplydesk.papers.wrap import Block

LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0
AIR = 1.4
"""Millimetres that a row is higher than its highest text."""
LEAST_SLICE = 12.0
"""A slice lower than this (mm) would hold less than its label may need."""


class Cell(NamedTuple):
    """One text in a row: where it stands (mm), its lines, and how they are set."""

    left: float
    right: float
    block: Block
    face: Face
    side: float = LEFT
    colour: str = BLACK


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells: its height, the verticals that cross it, its grey cells, the rule below.

    A row with ``keep`` stays on the page of the row that follows it (a group's title); one with
    ``goods`` is a line of what the paper is about. ``above`` is the weight of a rule of its own
    over the row. Of a row that was sliced, every slice but the last ``goes_on`` and every one but
    the first ``continues``; ``again`` is what then stands in the place of its first cell where a
    page begins with it. The texts of a slice begin ``lead`` millimetres below its top, so that
    their lines run on evenly from slice to slice; those of a whole row (None) stand about its
    middle.
    """

    cells: tuple[Cell, ...]
    height: float
    verticals: tuple[float, ...]
    grey: tuple[tuple[float, float], ...] = ()
    weight: float | None = None
    keep: bool = False
    goods: bool = False
    above: float | None = None
    again: Cell | None = None
    goes_on: bool = False
    continues: bool = False
    lead: float | None = None

    def parts(self, room: float) -> "list[Row]":
        """The row itself, or slices of it where it is higher than a whole page has *room*.

        Every cell goes on in the next slice where its lines broke off; nothing is lost. Air is
        only above the first and below the last: `on_page` adds what the edges of a page need.
        """
        if self.height <= room:
            return [self]
        slices: list[Row] = []
        rest, label = self.cells, (self.again,) if self.again else ()
        while any(cell.block.lines for cell in rest):
            shown, later = [], []
            for cell in rest:
                count = max(int((room - AIR) * POINTS / cell.block.leading), 1)
                lines = cell.block.lines
                shown.append(cell._replace(block=replace(cell.block, lines=lines[:count])))
                later.append(cell._replace(block=replace(cell.block, lines=lines[count:])))
            highest = max(cell.block.height for cell in (*shown, *(label if slices else ())))
            slices.append(replace(self, cells=tuple(shown), height=highest / POINTS, lead=0.0))
            rest = tuple(later)
        slices[0] = slices[0].aired(above=True)
        slices[-1] = slices[-1].aired(above=False)
        return [
            replace(part, continues=part is not slices[0], goes_on=part is not slices[-1])
            for part in slices
        ]

    def aired(self, *, above: bool) -> "Row":
        """The slice with air above its texts, or below them."""
        lead = AIR / 2 if above else self.lead
        return replace(self, height=self.height + AIR / 2, lead=lead)

    def on_page(self, *, first: bool, last: bool) -> "Row":
        """The row as it stands on a page whose *first* or *last* it is: slices are one cell there,
        and one that begins a page says what it goes on with.
        """
        row = self
        if first and self.continues:
            row = row.aired(above=True)
            if self.again is not None:
                row = replace(row, cells=(self.again, *self.cells[1:]))
        if self.goes_on:
            row = row.aired(above=False) if last else replace(row, weight=0)
        return row


def inner(left: float, right: float) -> float:
    """The width in points for text between two rules."""
    return (right - left - 2 * PAD) * POINTS


def edges(left: float, widths: Iterable[float]) -> tuple[float, ...]:
    """The verticals of columns of *widths* from *left*."""
    found = [left]
    for width in widths:
        found.append(round(found[-1] + width, 4))
    return tuple(found)


def high(cells: Iterable[Cell], least: float) -> float:
    """The height of a row of *cells*, *least* at the least."""
    return max(least, max((cell.block.height for cell in cells), default=0.0) / POINTS + AIR)


def seams(rows: Iterable[Row]) -> float:
    """What a page needs beside its *rows*: air where it begins or ends within a sliced one."""
    return AIR if any(row.goes_on for row in rows) else 0.0


def highs(rows: Iterable[Row]) -> float:
    """The height of *rows* together."""
    return sum(row.height for row in rows)


class Grid:
    """Rows going down a page inside a frame; verticals run on while the rows share them."""

    def __init__(self, leaf: Leaf, left: float, right: float, top: float, thin: float) -> None:
        self.leaf = leaf
        self.left = left
        self.right = right
        self.top = top
        self.y = top
        self._thin = thin
        self._since: dict[float, float] = {}

    def row(self, row: Row) -> None:
        """*row* next; a rule below it."""
        leaf, top = self.leaf, self.y
        middle = top + row.height / 2
        if row.above is not None:
            leaf.across(self.left, self.right, top, row.above)
        for left, right in row.grey:
            leaf.fill(left, top, right, top + row.height)
        for cell in row.cells:
            half = cell.block.height / POINTS / 2
            leaf.block(
                cell.left + PAD,
                cell.right - PAD,
                middle if row.lead is None else top + row.lead + half,
                cell.block,
                cell.face,
                cell.side,
                cell.colour,
            )
        self.space(row.height, row.verticals, row.weight)

    def space(
        self, height: float, verticals: Sequence[float] = (), weight: float | None = None
    ) -> None:
        """*height* with nothing but its *verticals* and the rule below (weight 0: no rule)."""
        self._columns(verticals)
        self.y += height
        if weight != 0:
            self.leaf.across(self.left, self.right, self.y, weight or self._thin)

    def _columns(self, verticals: Sequence[float]) -> None:
        """Go on with *verticals*; end those that no longer run, begin those that are new."""
        wanted = set(verticals) - {self.left, self.right}
        for x in [x for x in self._since if x not in wanted]:
            self.leaf.down(x, self._since.pop(x), self.y, self._thin)
        for x in sorted(wanted - self._since.keys()):
            self._since[x] = self.y

    def close(self) -> None:
        """End every vertical here and frame the whole."""
        self._columns(())
        self.leaf.box(self.left, self.top, self.right, self.y, FRAME)


def pages(
    heights: Sequence[float],
    keeps: Sequence[bool],
    *,
    first: float,
    later: float,
    tail: float,
    carry: float,
) -> list[tuple[int, int]]:
    """How rows of these *heights* fall on pages: from which to before which.

    *first* and *later* are the room on the first and on every other page, *tail* what the last
    page needs below its rows, *carry* what every other page needs. The last row goes with the
    tail, a row that keeps goes with the next. A page without rows is made only where there are
    none at all, where the tail fits beside none, or where the only one fits above it on the next.
    """
    count = len(heights)
    rest = [0.0] * (count + 1)
    for index in range(count - 1, -1, -1):
        rest[index] = rest[index + 1] + heights[index]
    found: list[tuple[int, int]] = []
    start, room = 0, first
    while rest[start] + tail > room:
        used, end = 0.0, start
        while end < count and used + heights[end] + carry <= room:
            used += heights[end]
            end += 1
        # A first page that has less room than others may go without the only row.
        if end == count and (start < count - 1 or (room < later and rest[start] + tail <= later)):
            end = count - 1
        while end - 1 > start and keeps[end - 1]:
            end -= 1
        if end == start and room >= later:
            if start == count:
                break
            end = start + 1
        found.append((start, end))
        start, room = end, later
    return [*found, (start, count)]


def sliced(rows: Sequence[Row], limit: float, last: float) -> list[Row]:
    """Rows in slices no higher than *limit*; the last one in such as leave a page room for its
    tail, if there are *last* millimetres beside that.
    """
    *others, end = rows
    limit_of_end = min(limit, last) if last >= LEAST_SLICE else limit
    return [part for row in others for part in row.parts(limit)] + end.parts(limit_of_end)


def accompanied(
    rows: Sequence[Row],
    *,
    first: float,
    later: float,
    tail: float,
    carry: float,
    movable: bool = True,
) -> tuple[list[Row], list[tuple[int, int]]]:
    """Rows and the pages they fall on, so that no page has a tail without goods.

    Below the goods there may be texts. Where those take the last page for themselves, the last of
    the goods comes along and stands above what that page has of them, or alone where there is no
    room for both, or where it is sliced; unless it is not *movable*, or too high itself.
    """
    heights = [row.height for row in rows]
    air = seams(rows)
    first, later = first - air, later - air
    body = list(rows)
    ranges = pages(heights, [False] * len(rows), first=first, later=later, tail=tail, carry=carry)
    last = max((at for at, row in enumerate(rows) if row.goods), default=-1)
    if not movable or last < 0 or ranges[-1][0] <= last:
        return body, ranges
    if rows[last].continues:
        start = max(at for at in range(last) if not rows[at].continues)
        body = [*rows[:start], *rows[last + 1 :], *rows[start : last + 1]]
        heights = [row.height for row in body]
        keeps = [False] * len(body)
        return body, pages(heights, keeps, first=first, later=later, tail=tail, carry=carry)
    along = body.pop(last)
    tail += along.height
    if not body[last:] or tail > later:
        return list(rows), ranges
    heights.pop(last)
    if tail + heights[-1] > later:
        before = pages(
            heights, [False] * len(body), first=first, later=later, tail=carry, carry=carry
        )
        return [*body, along], [*before, (len(body), len(rows))]
    ranges = pages(heights, [False] * len(body), first=first, later=later, tail=tail, carry=carry)
    start, end = ranges[-1]
    body.insert(max(start, last), along)
    return body, [*ranges[:-1], (start, end + 1)]


def on_page(rows: Sequence[Row], start: int, end: int) -> list[Row]:
    """The *rows* from *start* to before *end* as they stand on a page of their own."""
    return [
        rows[at].on_page(first=at == start or not rows[at - 1].goes_on, last=at == end - 1)
        for at in range(start, end)
    ]


class Paged(Protocol):
    """A paper as it falls on its pages."""

    @property
    def ranges(self) -> Sequence[tuple[int, int]]:
        """The rows of each page: from which to before which."""


Plan = TypeVar("Plan", bound=Paged)


def settled(lay_out: Callable[[int], Plan]) -> Plan:
    """What *lay_out* makes of as many pages as it then has.

    The number of pages stands above the frame, and with more digits it may move the frame down.
    """
    count = 1
    plan = lay_out(count)
    while len(str(len(plan.ranges))) > len(str(count)):
        count = len(plan.ranges)
        plan = lay_out(count)
    return plan
