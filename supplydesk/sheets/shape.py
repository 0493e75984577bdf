"""What a sheet to be written is made of: typed columns, rows, and what stands above and below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from supplydesk.text import translate

Kind = Literal["text", "whole", "quantity", "money", "date", "moment", "flag"]
Role = Literal["group", "subtotal", "total", "note"]


class About(NamedTuple):
    """A figure from hearsay: it stays a figure, to be added up, and is shown with 余 behind it."""

    value: Decimal


Written = str | int | Decimal | bool | date | datetime | About | None
"""What a cell may be given: by kind a str, int, Decimal, date, local datetime without a zone, bool;
None for an empty cell. A text in a column of figures is written as text."""


@dataclass(frozen=True, slots=True)
class WrittenColumn:
    """One column: its title, what its cells hold, and how they look.

    ``storey`` is a title above neighbouring columns that share it. ``width`` is in characters
    of the usual font (a Chinese one is two); None measures the first rows. ``centred`` stands in
    the middle of its column: a number of a row would else touch the code beside it.
    """

    title: str
    kind: Kind = "text"
    zero_blank: bool = False
    bold: bool = False
    storey: str = ""
    width: float | None = None
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A row that is not one of the list: a group's title, a subtotal, the total, a note."""

    role: Role
    values: Sequence[Written]


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """One sheet: ``heading`` lines above (the first is the title), rows, ``foot`` lines below.

    ``footer`` stands under every printed page (``&P`` is its number, ``&N`` how many there are);
    it speaks the language in use unless it is given.
    ``ruled`` draws lines round every cell, as on a paper; ``find`` offers Excel's filter.
    ``rows`` may be a generator; each row has a value for every column.
    """

    name: str
    columns: tuple[WrittenColumn, ...]
    rows: Iterable[Sequence[Written] | Marked]
    heading: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    footer: str = ""
    ruled: bool = False
    find: bool = False


def has_storeys(columns: Iterable[WrittenColumn]) -> bool:
    """Whether the titles of *columns* take two rows."""
    return any(column.storey for column in columns)


def in_words(value: Written, kind: Kind) -> str:
    """A value that is no text, as text: yes and no, a day before 1900, a figure of 20 digits."""
    if kind == "flag" and isinstance(value, bool):
        return translate("sheets.shape", "yes") if value else translate("sheets.shape", "no")
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, About):
        return f"{value.value:f}余"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
