"""Reads a csv as strictly as a workbook: its encoding, its separator, its quotes, its size.

Our own csv marks texts that a spreadsheet might calculate with an apostrophe (`writing_csv`);
here the mark is taken off again.
"""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from supplydesk.domain.problem import Refused, refuse
from supplydesk.sheets import refusals
from supplydesk.sheets.encoding import detect
from supplydesk.sheets.limits import Limits
from supplydesk.sheets.plain_text import LONGEST_CELL, unguarded
from supplydesk.sheets.table import MOST_COLUMNS, MOST_ROWS, Sheet, cell_address

_SEPARATORS = ",\t;"
_LONGEST_LINE = 1 << 20
_TITLES_WITHIN = 100


def read_csv(content: bytes, path: Path, limits: Limits) -> Sheet:
    """The lines of a csv as texts; empty lines stand, so that rows keep their numbers.

    It is read twice: once to see that all of it can be read, holding nothing, and once for good.

    Raises:
        Refused: an encoding that does not fit, a quote that never closes, a NUL, too big.
    """
    # DOS ended files with it, and Excel's csv may still do.
    content = content.removesuffix(b"\x1a")
    encoding = detect(content, path.name)
    between = separator(encoding.lines(content))
    for _ in _rows(encoding.lines(content), between, path.name, limits):
        pass
    rows = [
        [unguarded(one) for one in fields]
        for fields in _rows(encoding.lines(content), between, path.name, limits)
    ]
    return Sheet(path.name, path.stem, rows, encoding=encoding.name)


def separator(lines: Iterator[str]) -> str:
    """What parts the fields of the first line that holds anything: comma, tab or semicolon."""
    first = next((line for line in islice(lines, _TITLES_WITHIN) if line.strip()), "")
    outside = "".join(first[:_LONGEST_LINE].split('"')[0::2])
    return max(_SEPARATORS, key=outside.count)


def _rows(lines: Iterator[str], between: str, file: str, limits: Limits) -> Iterator[list[str]]:
    reader = csv.reader(_checked(lines, file), delimiter=between, strict=True)
    cells = number = 0
    while True:
        begins = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise _bad_quotes(file, begins) from fault
        number += 1
        cells += len(fields)
        if cells > limits.cells or number > MOST_ROWS or len(fields) > MOST_COLUMNS:
            raise refusals.too_many_cells(file, number, len(fields))
        for column, one in enumerate(fields):
            if len(one) > LONGEST_CELL:
                raise _too_long(file, number, column)
        yield fields


def _checked(lines: Iterator[str], file: str) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if len(line) > _LONGEST_LINE:
            raise refusals.too_many_cells(file, 1, line.count(",") + 1)
        if "\0" in line:
            raise _zero(file, number)
        yield line


def _zero(file: str, line: int) -> Refused:
    return refuse(
        "csv_nul",
        "sheets.reading_csv",
        "{file}, line {line}: a zero byte, as in a damaged file or one that is no csv; save "
        "the list as .xlsx or .csv once more.",
        row=line,
        file=file,
        line=line,
    )


def _bad_quotes(file: str, line: int) -> Refused:
    return refuse(
        "csv_quotes",
        "sheets.reading_csv",
        "{file}: a quotation mark in the row that begins at line {line} is not closed, or stands "
        'inside a field; close it, or write it twice ("").',
        row=line,
        file=file,
        line=line,
    )


def _too_long(file: str, row: int, column: int) -> Refused:
    address = cell_address(row - 1, column)
    return refuse(
        "cell_too_long",
        "sheets.reading_csv",
        "{file}, cell {cell}: more than {most} characters; shorten it.",
        row=row,
        field=address,
        file=file,
        cell=address,
        most=LONGEST_CELL,
    )
