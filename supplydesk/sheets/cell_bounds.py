"""How far a sheet's cells reach, told in one sweep that makes no objects.

One regular expression finds the first cell that is *not* written in the usual form or lies
outside a rectangle. Where it finds none, the rectangle holds; where it finds one, the rectangle
is widened and the same bytes are swept again.
"""

import re
from functools import cache

_LETTERS = 26
_TWO_LETTERS = 702
_MOST_COLUMNS = 16_384
# Steps of the leading digit: few widenings, and a bound at most 2.5 times too far.
_STEPS = (1, 2, 4, 9)
_MOST_DIGITS = 7


@cache
def row_step(rows: int) -> tuple[int, int]:
    """The leading digit and the number of digits of the step that holds *rows* rows."""
    written = str(max(rows, 10))
    lead = next(step for step in _STEPS if step >= int(written[0]))
    return lead, len(written)


def row_bound(rows: int) -> int:
    """The last row of that step: ``714`` gives 999, ``20000`` gives 29999."""
    lead, digits = row_step(rows)
    bound: int = (lead + 1) * 10 ** (digits - 1) - 1
    return bound


def column_bound(columns: int) -> int:
    """How many columns the letters of `unusual_cell` let through for *columns* columns."""
    if columns <= _LETTERS:
        return max(columns, 1)
    if columns <= _TWO_LETTERS:
        return -(-columns // _LETTERS) * _LETTERS
    return _MOST_COLUMNS


def unusual_cell(rows: int, columns: int) -> re.Pattern[bytes]:
    """What finds a cell beyond `row_bound` or `column_bound`, or one in any unusual form.

    Usual is an address first, then at most a style and a type that is no error. ``<c`` begins
    other tags too (``<cols>``): they are found as well, and the piece is then read with care.
    """
    return _unusual(*row_step(rows), column_bound(columns))


@cache
def _unusual(lead: int, digits: int, columns: int) -> re.Pattern[bytes]:
    if columns <= _LETTERS:
        letters = f"[A-{chr(ord('A') + columns - 1)}]"
    elif columns <= _TWO_LETTERS:
        letters = f"[A-{chr(ord('A') + columns // _LETTERS - 2)}]?[A-Z]"
    else:
        letters = "[A-Z]{1,3}+"
    number = f"[1-{lead}]?[0-9]{{1,{digits - 1}}}"
    rest = r'(?: [st]="[^e"<][^"<]*+")*+/?>'
    return re.compile(rf'<c(?! r="{letters}{number}"{rest})'.encode())
