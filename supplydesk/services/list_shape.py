"""What a list to be handed on is made of, before anything knows whether it is drawn or written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from supplydesk.sheets.shape import About

Value = str | int | Decimal | date | About | None
Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its title, its width in pixels on a screen, whether it holds figures, and whether a
    zero there says something.
    """

    title: str
    width: float
    figure: bool = False
    zero: bool = False


class ListRow(NamedTuple):
    """A row with a value for each column; a strong one is a total."""

    values: tuple[Value, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """A whole list: ``facts`` say what it was narrowed to, ``count`` how many rows there will be,
    ``lead`` is a text that stands before it.

    ``rows`` gives the rows anew each time it is called, wherever they are kept.
    """

    title: str
    columns: tuple[ListColumn, ...]
    rows: Callable[[], Iterable[ListRow]]
    count: int
    facts: tuple[str, ...] = ()
    bureau: str = ""
    lead: str = ""


def hearsay(figure: Decimal, approximate: bool) -> Decimal | About:
    """*figure*, to be shown with 余 behind it where it is *approximate*."""
    return About(figure) if approximate and figure else figure
