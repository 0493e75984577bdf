"""Blocks of cells on the clipboard, as spreadsheets write and read them."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import compress, product

from supplydesk.domain.figures import fold
from supplydesk.ui.grid.lines import GridColumn, Line, LinesModel

_FIGURE = re.compile(r"[0-9][0-9,.]*(?:[\u4e00-\u9fff]+[0-9,.]*)*")
"""A number, or one with packs such as 3箱5瓶; a spec such as 12×500ml is none."""
_DAY = re.compile(r"[0-9]{1,4}[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}日?)?|[0-9]{8}")


def read_block(text: str, columns: Sequence[GridColumn]) -> list[Line]:
    """The lines of *text*, pasted from the first of *columns* on.

    A sheet may have the columns that are computed here, as 规格 and 单位 between 名称 and 数量:
    their cells are dropped. It may as well leave them out, and those that Enter passes over. Which
    it does is told by what stands in it: figures belong where figures are typed.

    Columns beyond the last one are left out. Empty lines at the end are no lines.
    """
    rows = list(csv.reader(StringIO(text.replace("\r\n", "\n"), newline=""), delimiter="\t"))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    taking = _taking(cells, columns)
    return [
        {one.name: cell for one, cell in zip(taking, row, strict=False) if one.editor}
        for row in cells
    ]


def _taking(cells: Sequence[Sequence[str]], columns: Sequence[GridColumn]) -> list[GridColumn]:
    """Which of *columns* the cells go to, one for each column of the block."""
    width = max(map(len, cells), default=0)
    block = [[fold(row[at]) for row in cells if at < len(row) and row[at]] for at in range(width)]
    told = [
        {
            "figure": _speaking(texts, _FIGURE),
            "day": _speaking(texts, _DAY),
            "lots": -len(texts),  # they are chosen and never typed: no cell of a sheet is one
        }
        for texts in block
    ]

    def speaks_for(taking: Sequence[GridColumn]) -> int:
        return sum(kinds.get(one.editor, 0) for one, kinds in zip(taking, told, strict=False))

    return max(_ways(columns), key=speaks_for, default=[])  # the first of those that are even


def _ways(columns: Sequence[GridColumn]) -> Iterator[list[GridColumn]]:
    """In which columns a block may stand: first as Enter and the arrows go, then all others."""
    if not columns:
        return
    loose = [at for at, one in enumerate(columns) if at and (not one.editor or one.passed)]
    usual = [bool(columns[at].editor) for at in loose]
    ways = sorted(
        product((False, True), repeat=len(loose)),
        key=lambda way: sum(one != other for one, other in zip(way, usual, strict=True)),
    )
    for way in ways:
        there = [True] * len(columns)
        for at, kept in zip(loose, way, strict=True):
            there[at] = kept
        yield list(compress(columns, there))


def _speaking(texts: Sequence[str], kind: re.Pattern[str]) -> int:
    """How many cells of a column of the block are of a *kind*, less those that are not."""
    return sum(1 if kind.fullmatch(text) else -1 for text in texts)


def write_block(model: LinesModel, rows: Sequence[int]) -> str:
    """The cells of *rows* as they are shown, with the titles above them."""
    out = StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow([column.title for column in model.columns])
    for row in rows:
        writer.writerow([model.cell(row, at).text for at in range(len(model.columns))])
    return out.getvalue()
