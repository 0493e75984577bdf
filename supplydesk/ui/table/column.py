"""A column as a value: its title, its width, and how a row becomes a cell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from supplydesk.ui.parts.chip import Chip

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows.

    ``tone`` and ``aside_tone`` are tokens; ``aside`` stands quieter after the text (a code, a
    unit); ``icon`` at the cell's end; ``struck`` strikes the text out; ``strong`` is a
    total's, and then all of its row are; ``tip`` is said when the pointer rests there; ``spoken``
    is read out instead of the text.
    """

    text: str = ""
    tone: str = "ink"
    aside: str = ""
    aside_tone: str = "ink3"
    chip: Chip | None = None
    icon: str = ""
    icon_tone: str = "warn"
    struck: bool = False
    strong: bool = False
    tip: str = ""
    spoken: str = ""
    middle: bool = False


EMPTY = Cell()


def _nothing(_row: object) -> Cell:
    return EMPTY


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column; ``width`` is pixels at 100 per cent.

    ``figure`` sets it at the right; the one that ``grows`` takes what room is left; ``optional``
    ones go where the table is too narrow, those with the highest figure first. ``sort`` names the
    order that a click on the title asks for. ``value`` is what a sheet gets, the text if None;
    ``aside`` the title that the cells' asides have there, in a column of their own.
    """

    name: str
    title: str
    width: int
    cell: Callable[[Row], Cell] = field(default=_nothing)
    figure: bool = False
    grows: bool = False
    optional: int = 0
    sort: str = ""
    value: Callable[[Row], object] | None = None
    aside: str = ""

    def plain(self, row: Row) -> str:
        """The cell's text, as it is copied."""
        cell = self.cell(row)
        if cell.chip is not None:
            return cell.chip.word
        return cell.text

    def said(self, row: Row) -> str:
        """The cell as it is read out: a figure that is known from hearsay says so (77余)."""
        cell = self.cell(row)
        return self.plain(row) + (cell.aside if self.figure else "")
