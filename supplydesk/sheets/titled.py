"""What a list with titles is made of: the columns that an import knows, and the rows it gets."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from supplydesk.domain.problem import Problem, Refused
from supplydesk.sheets import cells
from supplydesk.sheets.cells import Meaning
from supplydesk.sheets.table import Value

Kind = Literal["text", "code", "whole", "quantity", "date", "flag", "choice"]

_READERS: dict[Kind, Callable[[Value], Meaning]] = {
    "text": cells.text,
    "code": cells.code,
    "whole": cells.whole,
    "quantity": cells.quantity,
    "date": cells.day,
    "flag": cells.flag,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column that an import knows.

    ``titles`` are what may stand above it, the first one being what we call it to the clerk.
    A ``required`` column must be there and be filled in every row. ``choices`` maps what may be
    typed to what it means, for the kind ``choice``.

    What a row holds, by kind: ``text``, ``code``, ``choice`` and ``quantity`` a str (a quantity
    is left for the rules of quantities to read), ``whole`` an int, ``date`` a date, ``flag`` a
    bool; an empty cell of a column that is not required None.
    """

    field: str
    titles: tuple[str, ...]
    required: bool = True
    kind: Kind = "text"
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def reader(self) -> Callable[[Value], Meaning]:
        """What makes a meaning of a cell of this column."""
        return cells.choice(self.choices) if self.kind == "choice" else _READERS[self.kind]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its number as the spreadsheet shows it, and its cells by field."""

    number: int
    values: Mapping[str, Meaning | None]
    _places: Mapping[str, str]

    def __getitem__(self, name: str) -> Meaning | None:
        return self.values[name]

    def text(self, name: str) -> str:
        """The cell as text; empty where it is empty or the column is missing."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def address(self, name: str) -> str | None:
        """Where the cell stands, as in ``B7``; None where the list lacks the column."""
        letters = self._places.get(name)
        return None if letters is None else f"{letters}{self.number}"


@dataclass(frozen=True, slots=True)
class Rows:
    """A list as it was read: its rows, and all problems; warnings have ``stops`` False.

    A row with a problem is among ``rows`` only if the problem does not stop. ``encoding`` is how
    a csv was read, ``empty`` the number of empty rows between the others.
    """

    file: str
    sheet: str
    encoding: str | None
    titles_at: int
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    empty: int

    def checked(self) -> tuple[Row, ...]:
        """The rows, if nothing stops.

        Raises:
            Refused: all problems, warnings among them.
        """
        if any(problem.stops for problem in self.problems):
            raise Refused(self.problems)
        return self.rows
