"""Blocks of cells on the clipboard, as spreadsheets write and read them."""

import csv
from collections.abc import Sequence
from io import StringIO

from supplydesk.ui.grid.lines import Line, LinesModel


def read_block(text: str, names: Sequence[str]) -> list[Line]:
    """The lines of *text*, its columns going to the fields *names* in their order.

    Columns beyond the last field are left out. Empty lines at the end are no lines.
    """
    rows = list(csv.reader(StringIO(text.replace("\r\n", "\n"), newline=""), delimiter="\t"))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return [
        {name: " ".join(cell.split()) for name, cell in zip(names, row, strict=False)}
        for row in rows
    ]


def write_block(model: LinesModel, rows: Sequence[int]) -> str:
    """The cells of *rows* as they are shown, with the titles above them."""
    out = StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow([column.title for column in model.columns])
    for row in rows:
        writer.writerow([model.cell(row, at).text for at in range(len(model.columns))])
    return out.getvalue()
