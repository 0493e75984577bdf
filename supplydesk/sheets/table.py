"""A sheet as it was read: plain rows, and the address of any cell when somebody asks for it.

Fifty thousand rows stay the plain lists that the reader made; an address is worked out only for
the few cells that a problem names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache

Value = str | int | float | Decimal | bool | date | datetime | time | timedelta
"""What a cell can hold; the empty text stands for an empty cell."""

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
"""What the xlsx format itself can hold (ECMA-376)."""

_LETTERS = 26
_EXCEL_DIGITS = 15


@cache
def column_letters(column: int) -> str:
    """The letters of a column counted from 0: ``A``, ``Z``, ``AA``, ``XFD``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """The address of a cell whose row and column are counted from 0: ``(6, 1)`` is ``B7``."""
    return f"{column_letters(column)}{row + 1}"


def exact(number: float) -> Decimal:
    """The decimal figure that a spreadsheet shows for *number*: 15 significant digits.

    A cell holds a binary fraction; 0.1 + 0.2 is stored as 0.30000000000000004 and shown, and
    meant, as 0.3.
    """
    return Decimal(f"{number:.{_EXCEL_DIGITS}g}")


def shown(value: Value) -> str:
    """*value* as text, a figure in plain digits: ``101006.0`` reads ``101006``."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        value = exact(value)
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return str(value)


def is_filled(value: Value) -> bool:
    """Whether a cell holds more than blanks."""
    return not (isinstance(value, str) and not value.strip())


def filled(row: Sequence[Value]) -> int:
    """How many cells of *row* hold more than blanks."""
    return sum(map(is_filled, row))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its address, its value (None where it is empty) and that value as text."""

    address: str
    value: Value | None
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled part of one sheet.

    ``rows`` are equally long in a workbook and as long as their lines in a csv; they are the
    reader's own lists and are not to be changed. ``first_row`` and ``first_column`` say, from 0,
    where on the sheet they begin. ``encoding`` is how a csv was read; None for a workbook.
    ``faulty`` holds by address the cells that read as empty and are not: ``error`` (#N/A and its
    like) or ``formula`` (never calculated).
    """

    file: str
    name: str
    rows: Sequence[Sequence[Value]]
    first_row: int = 0
    first_column: int = 0
    encoding: str | None = None
    faulty: Mapping[str, str] = field(default_factory=dict)

    def address(self, row: int, column: int) -> str:
        """The address of ``rows[row][column]``."""
        return cell_address(self.first_row + row, self.first_column + column)

    def number(self, row: int) -> int:
        """The number that the spreadsheet program shows beside ``rows[row]``."""
        return self.first_row + row + 1

    def cell(self, row: int, column: int) -> Cell:
        """The cell at ``rows[row][column]``; an empty one where a csv's line is shorter."""
        line = self.rows[row]
        value = line[column] if column < len(line) else ""
        return Cell(self.address(row, column), None if value == "" else value, shown(value))
