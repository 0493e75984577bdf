"""Rows with more cells than the head has columns: in a csv, most often a figure such as 1,000.

Written without quotes, its comma parts the figure in two, and every cell behind it moves one to
the right: 1 is read as the quantity, and 000 as the lot. Empty cells beyond the head are nobody's
mistake, for spreadsheets and other programs pad their lines; where a row is longer than the head
and a figure in it is followed by just three digits, it was padded after it had been cut.
"""

import re
from collections.abc import Collection, Sequence

from supplydesk.domain.figures import fold
from supplydesk.domain.problem import Problem
from supplydesk.sheets.table import Sheet, Value, is_filled, shown

_BEFORE = re.compile(r"[^0-9]*[1-9][0-9]{0,2}")
_BEHIND = re.compile(r"[0-9]{3}(?![0-9])")
_SHOWN = 40


class Overlong:
    """Looks for such rows in one sheet, under the titles in its row *titles_at*.

    *figures* says which of its columns hold figures, counted from 0.
    """

    def __init__(self, sheet: Sheet, titles_at: int, figures: Collection[int]) -> None:
        self.sheet = sheet
        self.figures = figures
        head = sheet.rows[titles_at]
        self._titled = max((at + 1 for at, title in enumerate(head) if is_filled(title)), default=0)
        self._written = len(head)

    def problem(self, index: int) -> Problem | None:
        """Why ``rows[index]`` cannot be read; None where it does not go beyond the head."""
        line = self.sheet.rows[index]
        if len(line) <= self._titled:
            return None
        beyond = next((at for at in range(self._titled, len(line)) if is_filled(line[at])), None)
        if self.sheet.encoding is None:
            return None if beyond is None else self._untitled(index, beyond)
        if beyond is None and (len(line) <= self._written or not self._cut(line)):
            return None
        return self._too_many(index, len(line) - 1 if beyond is None else beyond)

    def _cut(self, line: Sequence[Value]) -> bool:
        return any(
            at + 1 < len(line)
            and _BEFORE.fullmatch(fold(shown(line[at])))
            and _BEHIND.match(fold(shown(line[at + 1])))
            for at in self.figures
        )

    def _too_many(self, index: int, beyond: int) -> Problem:
        number, address = self.sheet.number(index), self.sheet.address(index, beyond)
        return Problem.of(
            "row_too_long",
            "sheets.overlong",
            "Row {number} has more cells than the head has columns ({count}): {cell} lies beyond "
            'it. A figure such as 1,000 has to be quoted ("1,000") or written 1000, and a text '
            "with a comma quoted.",
            row=number,
            number=number,
            field=address,
            cell=address,
            count=self._titled,
        )

    def _untitled(self, index: int, beyond: int) -> Problem:
        number, address = self.sheet.number(index), self.sheet.address(index, beyond)
        return Problem.of(
            "row_too_long",
            "sheets.overlong",
            "Row {number} has more cells than the head has columns ({count}): {cell} holds "
            "“{value}”. Empty that cell, or write a title above it.",
            row=number,
            number=number,
            field=address,
            cell=address,
            count=self._titled,
            value=shown(self.sheet.rows[index][beyond])[:_SHOWN],
        )
