"""Writes csv for Excel and for ourselves: UTF-8 with its mark, every text quoted and kept a text.

A text that a spreadsheet could take for a formula gets an apostrophe in front (OWASP, CSV
injection), which our own reading takes off again; figures stand bare, so -5 stays a figure.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from supplydesk.domain.problem import refuse
from supplydesk.paths import write_atomically
from supplydesk.sheets.plain_text import LONGEST_CELL, guarded, length, visible
from supplydesk.sheets.shape import About, Marked, Written, WrittenColumn, in_words
from supplydesk.sheets.table import cell_address

_ENCODING = "utf-8-sig"


def write_csv(
    path: Path,
    columns: Sequence[WrittenColumn],
    rows: Iterable[Sequence[Written] | Marked],
    *,
    replace: bool = False,
) -> Path:
    """Write titles and *rows* as the csv at *path*; see `paths.write_atomically`.

    Raises:
        Refused: a text longer than a cell can hold.
        AlreadyThere: the file exists and ``replace`` is False.
        OSError: it cannot be written.
    """
    return write_atomically(path, csv_bytes(columns, rows), replace=replace)


def csv_bytes(
    columns: Sequence[WrittenColumn], rows: Iterable[Sequence[Written] | Marked]
) -> bytes:
    """Titles and *rows* as the bytes of a csv.

    Raises:
        Refused: a text longer than a cell can hold.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([_text(column.title, 0, index) for index, column in enumerate(columns)])
    for number, row in enumerate(rows, start=1):
        values = row.values if isinstance(row, Marked) else row
        writer.writerow(
            [
                _field(column, value, number, index)
                for index, (column, value) in enumerate(zip(columns, values, strict=False))
            ]
        )
    return stream.getvalue().encode(_ENCODING)


def _field(column: WrittenColumn, value: Written, row: int, index: int) -> str | int | Decimal:
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value, row, index)
    if isinstance(value, About):
        value = value.value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        if column.zero_blank and not value:
            return ""
        return _Bare(in_words(value, column.kind)) if isinstance(value, Decimal) else value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return _text(in_words(value, column.kind), row, index)


class _Bare(Decimal):
    """A figure that csv writes without quotes and exactly as it was put into words."""

    def __str__(self) -> str:
        return format(self, "f")


def _text(text: str, row: int, column: int) -> str:
    if length(text) > LONGEST_CELL:
        raise refuse(
            "cell_too_long",
            "sheets.writing_csv",
            "Cell {cell}: more than {most} characters, which no spreadsheet can hold; shorten "
            "the text.",
            row=row + 1,
            field=cell_address(row, column),
            cell=cell_address(row, column),
            most=LONGEST_CELL,
        )
    return guarded(visible(text))
