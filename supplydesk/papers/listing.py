"""A ruled list of any length: the paper under stock cards, registers and reports.

Ten thousand rows must not take long, so a text is measured and coded once for its column, and a
page is written as one block. Rows grow with their texts; the header repeats; nothing is cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from supplydesk.papers import glyphs, heading, listing_lead
from supplydesk.papers.fonts import Face, missing
from supplydesk.papers.heading import Heading
from supplydesk.papers.listing_column import Column, Kind, Line, SetText, Setting, Value
from supplydesk.papers.listing_foot import SIGN_ROW, follows, sign
from supplydesk.papers.press import DROP, Leaf, Press, Tick
from supplydesk.papers.sheet import A4_LANDSCAPE, POINTS, Sheet
from supplydesk.papers.stationery import Stationery
from supplydesk.papers.table import AIR, CENTRE, Cell, Grid, Row, edges, inner, pages
from supplydesk.papers.typography import MEDIUM, TABLE_TYPE
from supplydesk.papers.wrap import fit

__all__ = ["Column", "Kind", "ListingPaper", "ListingRow", "draw"]

_FOOT = 5.0
_NOTE_ROW = 5.0
_ONE_LINE = 3.9
_KIND = TABLE_TYPE
_BETWEEN = "　　"
_MOST_HEADING = 60.0
"""How far down (mm) a page's heading may reach; a longer one stands on the first page alone."""
_LEAST_TABLE = 30.0
"""The room (mm) that a table wants below a text to begin on the same page."""


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One row, a value for each column; a strong one is a total and set bold."""

    cells: tuple[Value, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPaper:
    """A whole list.

    ``facts`` stand at the left of the line above the frame, ``right`` at its right end before
    the page. ``lead`` is a text that stands once, before the table. ``signatures`` are the places
    to sign, ``note`` stands at the very end.
    ``row_height`` (mm) is that of a row with one line.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[ListingRow]
    bureau: str = ""
    facts: tuple[str, ...] = ()
    right: str = ""
    lead: str = ""
    signatures: tuple[str, ...] = ()
    note: str = ""
    row_height: float = 6.0


def draw(
    paper: ListingPaper,
    stationery: Stationery,
    *,
    sheet: Sheet = A4_LANDSCAPE,
    tick: Tick | None = None,
) -> bytes:
    """The list as a PDF; *tick* is called once a page.

    Raises:
        Refused: a character that cannot be printed, its row counted from 1; nothing was drawn.
    """
    _check(paper, stationery)
    own = stationery.on(sheet)
    press = Press(paper.title, paper.bureau or own.bureau, paper.title)
    _List(press, paper, own).draw(tick)
    return press.finish()


def _check(paper: ListingPaper, stationery: Stationery) -> None:
    """Refuse what cannot be printed; the list as a whole first, since that is quick."""
    texts = {cell for row in paper.rows for cell in row.cells if isinstance(cell, str)}
    head = (paper.title, paper.bureau, *paper.facts, paper.right, paper.lead, stationery.bureau)
    titles = (column.title for column in paper.columns)
    if missing((*head, *titles, *paper.signatures, paper.note)) or missing(texts):
        checked = (getattr(paper, each.name) for each in fields(_Checked))
        glyphs.check([stationery, _Checked(*checked)])


@dataclass(frozen=True, slots=True)
class _Checked:
    """What a refusal can name."""

    title: str
    bureau: str
    facts: tuple[str, ...]
    right: str
    lead: str
    columns: tuple[Column, ...]
    signatures: tuple[str, ...]
    note: str
    rows: Sequence[ListingRow]


class _List:
    """One list on its sheet."""

    def __init__(self, press: Press, paper: ListingPaper, stationery: Stationery) -> None:
        self.press = press
        self.paper = paper
        self.stationery = stationery
        sheet = self.sheet = stationery.sheet
        whole = sum(column.width for column in paper.columns)
        widths = [column.width * sheet.content / whole for column in paper.columns]
        self.strong: set[int] = set()
        self.edges = (*edges(sheet.left, widths)[:-1], sheet.end)
        self.settings = [
            Setting(press, column, left, right)
            for column, left, right in zip(paper.columns, self.edges, self.edges[1:], strict=False)
        ]

    def draw(self, tick: Tick | None) -> None:
        """Every page."""
        sheet = self.sheet
        top = self._top()
        paper = self.paper
        header = self._header()
        free = sheet.floor - _FOOT - top
        room = free - header.height
        rows = self._rows(room)
        lead = listing_lead.lines(paper.lead, sheet.content)
        *before, beside = listing_lead.parts(lead, free, max(_LEAST_TABLE, header.height))
        tail = (SIGN_ROW if paper.signatures else 0) + (_NOTE_ROW if paper.note else 0)
        ranges = pages(
            [high for high, _ in rows],
            [False] * len(rows),
            first=room - listing_lead.height(beside),
            later=room,
            tail=tail,
            carry=0,
        )
        count = len(before) + len(ranges)
        for number, part in enumerate(before, start=1):
            leaf = self._leaf(number, count, tick)
            listing_lead.draw(leaf, part, top)
            follows(leaf, sheet.floor - _FOOT)
            self.press.add(sheet, leaf.content())
        for number, (start, end) in enumerate(ranges, start=len(before) + 1):
            leaf = self._leaf(number, count, tick)
            above = beside if number == len(before) + 1 else ()
            listing_lead.draw(leaf, above, top)
            grid = Grid(leaf, sheet.left, sheet.end, top + listing_lead.height(above), _KIND.thin)
            if end > start or number == count:
                grid.row(header)
                self._page(grid, rows[start:end], start)
                grid.close()
            if number == count:
                sign(leaf, grid.y, paper.signatures, paper.note)
            else:
                follows(leaf, grid.y)
            self.press.add(sheet, leaf.content())
        if tick is not None:
            tick(count, count)

    def _top(self) -> float:
        """Where a page's table begins; facts that leave it too little room are told once, before
        it.
        """
        top = self._heading(self.stationery.leaf(self.press), 1, 1)
        if top > _MOST_HEADING and self.paper.facts:
            told = filter(None, (_BETWEEN.join(self.paper.facts), self.paper.lead))
            self.paper = replace(self.paper, facts=(), lead="\n".join(told))
            top = self._heading(self.stationery.leaf(self.press), 1, 1)
        return top

    def _leaf(self, number: int, count: int, tick: Tick | None) -> Leaf:
        """Page *number* of *count* with its heading."""
        if tick is not None:
            tick(number - 1, count)
        leaf = self.stationery.leaf(self.press)
        self._heading(leaf, number, count)
        return leaf

    def _rows(self, room: float) -> list[SetText]:
        """Every row with its height; one that no page can hold is sliced."""
        least = self.paper.row_height
        # Dense lists have less air about their lines too.
        air = min(AIR, least - _ONE_LINE)
        settings = self.settings
        maps = [[setting.known[strong] for setting in settings] for strong in (False, True)]
        rows: list[SetText] = []
        count = len(settings)
        for row in self.paper.rows:
            if len(row.cells) != count:
                raise ValueError(f"{len(row.cells)} cells for {count} columns")
            high = least
            lines: list[Line] = []
            known = maps[row.strong]
            for index, value in enumerate(row.cells):
                found = known[index].get(value)
                if found is None:
                    found = settings[index].set(value, strong=row.strong)
                tall, own = found
                if tall + air > high:  # noqa: PLR1730 - a call here would cost as much as the rest
                    high = tall + air
                lines.extend(own)
            if row.strong:
                self.strong.add(len(rows))
            if high <= room:
                rows.append((high, tuple(lines)))
            else:
                rows.extend(_sliced(lines, room))
        return rows

    def _page(self, grid: Grid, rows: Sequence[SetText], start: int) -> None:
        """The rows of one page, the first of which is *start*: text in one go, then the rules."""
        leaf = grid.leaf
        operations: list[str] = []
        y = grid.y
        for index, (high, lines) in enumerate(rows, start=start):
            middle = leaf.up - (y + high / 2) * POINTS
            operations += [f"{before}{middle - drop:.2f}{after}" for drop, before, after in lines]
            y += high
            total = index in self.strong or index + 1 in self.strong
            leaf.across(grid.left, grid.right, y, MEDIUM if total else _KIND.thin)
        leaf.typed(operations)
        # The rules across are there already: only the verticals are left.
        grid.space(y - grid.y, self.edges, 0)

    def _header(self) -> Row:
        cells = tuple(
            Cell(
                left,
                right,
                fit(column.title, Face.SANS, inner(left, right) + 2, ((9, 1), (8, 2), (7, None))),
                Face.SANS,
                CENTRE,
            )
            for column, left, right in zip(
                self.paper.columns, self.edges, self.edges[1:], strict=False
            )
        )
        highest = max((cell.block.height for cell in cells), default=0) / POINTS + AIR
        return Row(
            cells,
            max(_KIND.header_row + 1, highest),
            self.edges,
            ((self.sheet.left, self.sheet.end),),
            MEDIUM,
        )

    def _heading(self, leaf: Leaf, page: int, count: int) -> float:
        paper = self.paper
        own = (paper.right,) if paper.right else ("",)
        return heading.draw(
            leaf,
            Heading(
                bureau=paper.bureau or self.stationery.bureau,
                title=paper.title,
                left=paper.facts,
                right=(*own, f"第{page}页／共{count}页"),
            ),
            _KIND,
        )


def _sliced(lines: Sequence[Line], room: float) -> list[SetText]:
    """A row that is higher than a page, as rows that are not: its lines in their order."""
    lowest = min(drop for drop, _, _ in lines)
    step = (room - AIR - _ONE_LINE) * POINTS
    slices: dict[int, list[Line]] = {}
    for drop, before, after in lines:
        slices.setdefault(int((drop - lowest) // step), []).append((drop, before, after))
    found = []
    for _, part in sorted(slices.items()):
        first = min(drop for drop, _, _ in part)
        last = max(drop for drop, _, _ in part)
        shift = (first + last) / 2 - _KIND.name[-1][0] * DROP
        high = min((last - first) / POINTS + _ONE_LINE + AIR, room)
        found.append((high, tuple((drop - shift, before, after) for drop, before, after in part)))
    return found
