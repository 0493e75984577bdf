"""The lines of a dispatch slip: rows, strips across, totals."""

from collections.abc import Sequence

from supplydesk.domain.capitals import capitals, money_capitals
from supplydesk.domain.figures import MIXED, common_unit
from supplydesk.papers.dispatch_columns import TITLES, WITH_MADE, Columns
from supplydesk.papers.dispatch_facts import DispatchLine, DispatchPaper
from supplydesk.papers.figures import (
    Quantity,
    figure,
    is_red,
    money,
    plain,
    total,
    unit_cost,
)
from supplydesk.papers.fonts import Face
from supplydesk.papers.press import BLACK, RED
from supplydesk.papers.table import CENTRE, LEFT, RIGHT, Cell, Row, edges, high, inner
from supplydesk.papers.typography import DOT_TYPE, MEDIUM, Typography
from supplydesk.papers.wrap import fit, fit_code, fit_figure


class Lines:
    """The grid of one slip, measured for one sheet."""

    def __init__(
        self, paper: DispatchPaper, columns: Columns, left: float, kind: Typography
    ) -> None:
        self.paper = paper
        self.columns = columns
        self.left = left
        self.right = round(left + sum(columns.widths), 4)
        self.kind = kind
        self.edges = edges(left, columns.widths)
        self.made = any(line.made for line in paper.lines)
        self._spans = tuple(
            (name, self.edges[index], self.edges[index + 1])
            for index, name in enumerate(columns.names)
        )

    def header(self) -> Row:
        """The names of the columns."""
        kind, cells = self.kind, []
        for name, start, end in self._spans:
            title = (WITH_MADE.get(name) if self.made else None) or TITLES[name]
            if name == "no" and kind is DOT_TYPE:
                title = "序"
            # Titles may use the padding: 序号 just fills its column.
            block = fit(title, Face.SANS, inner(start, end) + 4, ((self.kind.grid_head, None),))
            cells.append(Cell(start, end, block, Face.SANS, CENTRE))
        return Row(
            tuple(cells),
            high(cells, self.kind.header_row),
            self.edges,
            ((self.left, self.right),),
            MEDIUM,
        )

    def row(self, number: int, line: DispatchLine) -> Row:
        """One line of the slip."""
        cells = tuple(
            cell
            for name, start, end in self._spans
            if (cell := self._cell(name, start, end, number, line)).block.lines
        )
        return Row(cells, high(cells, self.kind.row), self.edges, goods=True)

    def _cell(self, name: str, start: float, end: float, number: int, line: DispatchLine) -> Cell:
        kind, room = self.kind, inner(start, end)
        face, side, colour = kind.text, LEFT, BLACK
        match name:
            case "name":
                block = fit(line.name, face, room, kind.name)
            case "spec":
                block = fit(line.spec, face, room, kind.spec)
            case "packs":
                block, colour = fit(line.packs, face, room, kind.small), _ink(line.issued)
            case "note":
                block = fit(line.note, face, room, kind.small)
            case "unit":
                side = CENTRE
                block = fit(line.unit, face, room + 2, kind.spec)
            case "no":
                face, side = Face.SANS, CENTRE
                block = fit_figure(str(number), face, room, kind.figures)
            case "code":
                face, side = Face.SANS, CENTRE
                block = fit_code(line.code, face, room, kind.small)
            case "lot" | "expiry" | "lot_expiry":
                face, side = Face.SANS, LEFT if name == "lot_expiry" else CENTRE
                dates = _dates(name, line)
                block = fit("\n".join(dates), face, room, kind.dates)
                if len(dates) == 1 < len(block.lines) and name != "lot":
                    # 产 and its date are one: smaller, or narrower where dots allow no smaller.
                    block = fit_figure(dates[0], face, room, kind.figures)
            case _:
                text, red = _figure(name, line)
                face, side, colour = Face.SANS, RIGHT, RED if red else BLACK
                block = fit_figure(text, face, room, kind.figures)
        return Cell(start, end, block, face, side, colour)

    def header_and_rows(self) -> tuple[Row, list[Row]]:
        """The header and every line, measured."""
        return self.header(), [
            self.row(number, line) for number, line in enumerate(self.paper.lines, start=1)
        ]

    def strips(self, texts: Sequence[tuple[str, str]], colour: str = BLACK) -> list[Row]:
        """Label and text across the whole width, for what its own place could not hold."""
        kind = self.kind
        start = self.edges[2]
        rows = []
        for label, text in texts:
            block = fit(text, kind.text, inner(start, self.right), kind.strip)
            cells = (
                self._label(label, self.left, start),
                Cell(start, self.right, block, kind.text, colour=colour),
            )
            again = self._label(f"{label}（续）", self.left, start)
            least = high(cells, kind.row)
            rows.append(Row(cells, least, (start,), ((self.left, start),), again=again))
        return rows

    def totals(self) -> Row:
        """The total in figures and in capitals."""
        paper, kind = self.paper, self.kind
        unit = common_unit(line.unit for line in paper.lines)
        ordered_start, ordered_end = self.columns.place("ordered", self.left)
        _, issued_end = self.columns.place("issued", self.left)
        issued = total(line.issued for line in paper.lines)
        ordered = total(line.ordered for line in paper.lines)
        label = f"合计（{unit or MIXED}）" if paper.lines else "合计"
        near = any(line.issued_approximate for line in paper.lines)
        near_ordered = any(line.ordered_approximate for line in paper.lines)
        more = "余" if near else ""
        written = f"大写：{capitals(issued, more + (unit or '件'))}" if issued else "大写："
        cells = [
            self._label(label, self.left, ordered_start),
            self._sum(ordered, ordered_start, ordered_end, approximate=near_ordered),
            self._sum(issued, ordered_end, issued_end, approximate=near),
        ]
        verticals = [ordered_start, ordered_end, issued_end]
        last = issued_end
        if paper.prices:
            amount_start, last = self.columns.place("amount", self.left)
            amount = sum(line.amount or 0 for line in paper.lines)
            verticals += [amount_start, last]
            block = fit_figure(
                money(amount), Face.SANS_BOLD, inner(amount_start, last), kind.figures
            )
            cells.append(Cell(amount_start, last, block, Face.SANS_BOLD, RIGHT, _ink(amount)))
        block = fit(written, kind.text_bold, inner(last, self.right), ((kind.totals, 2), (8, None)))
        if self.kind.text is Face.SANS:
            block = fit(written, kind.text_bold, inner(last, self.right), ((9, None),))
        cells.append(Cell(last, self.right, block, kind.text_bold, colour=_ink(issued)))
        return Row(
            tuple(cells),
            high(cells, kind.total_row),
            tuple(verticals),
            ((self.left, ordered_start),),
            MEDIUM,
            above=MEDIUM,
        )

    def amounts(self) -> list[Row]:
        """The amount in capitals, where prices are shown."""
        if not self.paper.prices:
            return []
        fen = sum(line.amount or 0 for line in self.paper.lines)
        kind, start = self.kind, self.edges[2]
        steps = ((kind.totals, 1), (9, 1), (8, None))
        written = fit(
            f"人民币{money_capitals(fen)}", kind.text_bold, inner(start, self.right), steps
        )
        cells = (
            self._label("金额大写", self.left, start),
            Cell(start, self.right, written, kind.text_bold, colour=_ink(fen)),
        )
        return [Row(cells, high(cells, kind.total_row), (start,), ((self.left, start),), MEDIUM)]

    def _label(self, text: str, start: float, end: float) -> Cell:
        block = fit(text, Face.SANS, inner(start, end), ((self.kind.label, None),))
        return Cell(start, end, block, Face.SANS, CENTRE)

    def _sum(self, value: Quantity, start: float, end: float, *, approximate: bool) -> Cell:
        sizes = (self.kind.totals, *self.kind.figures)
        text = figure(value, approximate=approximate)
        block = fit_figure(text, Face.SANS_BOLD, inner(start, end), sizes)
        return Cell(start, end, block, Face.SANS_BOLD, RIGHT, _ink(value))

    def by_item(self) -> list[Row]:
        """The totals per item, where one item stands in several lots."""
        sums: dict[tuple[str, str, str, str], Quantity] = {}
        near: set[tuple[str, str, str, str]] = set()
        for line in self.paper.lines:
            key = (line.code, line.name, line.spec, line.unit)
            sums[key] = sums.get(key, 0) + (line.issued or 0)
            if line.issued_approximate:
                near.add(key)
        if len(sums) == len(self.paper.lines):
            return []
        names = [name for _, name, _, _ in sums]
        parts = []
        for key, value in sums.items():
            _, name, spec, unit = key
            shown = f"{name}（{spec}）" if spec and names.count(name) > 1 else name
            parts.append(f"{shown} {plain(value)}{'余' if key in near else ''}{unit}")
        # One text has one colour; on a reversal every figure in it is negative.
        return self.strips([("分品种合计", "；".join(parts))], _ink(min(sums.values())))

    def carried(self, first: int, last: int) -> list[tuple[str, str, str]]:
        """The subtotals of the lines *first* to before *last*: label, figure, colour."""
        lines = self.paper.lines[first:last]
        unit = common_unit(line.unit for line in lines)
        issued = total(line.issued for line in lines)
        near = any(line.issued_approximate for line in lines)
        shown = figure(issued, approximate=near) or "0"
        found = [(f"本页小计（{unit or MIXED}）：", shown, _ink(issued))]
        if self.paper.prices:
            amount = sum(line.amount or 0 for line in lines)
            found.append(("金额小计（元）：", money(amount), _ink(amount)))
        return found


def _ink(value: Quantity | None) -> str:
    return RED if is_red(value) else BLACK


def _figure(name: str, line: DispatchLine) -> tuple[str, bool]:
    """The text of a figure's column, and whether it is red."""
    match name:
        case "ordered":
            return figure(line.ordered, approximate=line.ordered_approximate), is_red(line.ordered)
        case "issued":
            return figure(line.issued, approximate=line.issued_approximate), is_red(line.issued)
        case "price":
            return unit_cost(line.unit_cost), False
        case _:
            return money(line.amount), is_red(line.amount)


def _dates(name: str, line: DispatchLine) -> list[str]:
    """What stands in a column for lot and dates, line by line."""
    made = ""
    if line.made:
        # Beside an expiry in a narrow column, the heading's order says which is which.
        bare = bool(line.expires) and name == "expiry"
        made = line.made.isoformat() if bare else f"产{line.made.isoformat()}"
    expires = line.expires.isoformat() if line.expires else ""
    if name == "lot":
        return [line.lot]
    texts = [line.lot, made, expires] if name == "lot_expiry" else [made, expires]
    return [text for text in texts if text]
