"""How a written sheet looks: fonts, number formats, lines and fills; each format made once."""

import unicodedata
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format

from supplydesk.sheets.shape import Kind, Role, Written, WrittenColumn

FONT = "宋体"
"""Expected on every office machine in the trade; elsewhere the program puts its own in place."""

_GREY = "#F0F0F0"
_LIGHT = "#F7F7F7"
_NARROWEST, _WIDEST = 4.0, 60.0
# Positive; negative red with its minus; zero; text. "General" shows no trailing zeros.
_NUMBERS: dict[Kind, tuple[str, str]] = {
    "whole": ("0;[Red]-0;0;@", "0;[Red]-0;;@"),
    "quantity": ("General;[Red]-General;0;@", "General;[Red]-General;;@"),
    "money": ("#,##0.00;[Red]-#,##0.00;0.00;@", "#,##0.00;[Red]-#,##0.00;;@"),
    "date": ("yyyy-mm-dd", "yyyy-mm-dd"),
    "moment": ("yyyy-mm-dd hh:mm", "yyyy-mm-dd hh:mm"),
}
_ABOUT = 'General"余";[Red]-General"余";;@'
_FIGURES = {"whole", "quantity", "money"}
_DAYS = {"date", "moment"}


class Looks:
    """The formats of one workbook; a format belongs to the book that made it."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def _format(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format(
                {"font_name": FONT, "valign": "vcenter"} | properties
            )
        return self._made[key]

    def title(self) -> Format:
        """The first line of the heading, in the middle of the sheet."""
        return self._format(bold=True, font_size=16, center_across=True)

    def line(self, *, wrapped: bool = False) -> Format:
        """A further line of the heading, or one of the foot; ``wrapped`` where it takes several."""
        return self._format(align="left", text_wrap=True) if wrapped else self._format()

    def header(self, *, ruled: bool) -> Format:
        """A column's title."""
        return self._format(
            bold=True, align="center", text_wrap=True, bg_color=_GREY, border=1 if ruled else 0
        )

    def words(self, role: Role, *, ruled: bool) -> Format:
        """The text that begins a row of *role* and runs over the cells beside it."""
        properties: dict[str, object] = {"align": "left", "num_format": "@"}
        if role in {"group", "total"}:
            properties["bold"] = True
        if role in {"subtotal", "total"}:
            properties["bg_color"] = _LIGHT
        if role == "note":
            properties["text_wrap"] = True
        if ruled:
            properties["border"] = 1
        return self._format(**properties)

    def cell(
        self,
        column: WrittenColumn,
        *,
        ruled: bool,
        role: Role | None = None,
        guarded: bool = False,
        wrapped: bool = False,
        about: bool = False,
    ) -> Format | None:
        """A cell of *column*; ``guarded`` is a text that editing could turn into a formula,
        ``wrapped`` one that takes several lines where cells are not ruled, ``about`` a quantity
        from hearsay.

        None for a plain text, which needs no format of its own.
        """
        properties: dict[str, object] = {}
        if column.kind in _NUMBERS:
            usual = _NUMBERS[column.kind][column.zero_blank]
            properties["num_format"] = _ABOUT if about else usual
        if column.centred or column.kind in _DAYS:
            properties["align"] = "center"
        elif column.kind in _FIGURES:
            properties["align"] = "right"
        if column.kind in {"text", "flag"} and (ruled or role or guarded):
            properties["num_format"] = "@"
        if column.bold or role in {"group", "subtotal", "total"}:
            properties["bold"] = True
        if role in {"subtotal", "total"}:
            properties["bg_color"] = _LIGHT
        if ruled:
            properties["border"] = 1
            properties["text_wrap"] = column.kind == "text" and role is None
        if wrapped:
            properties["text_wrap"] = True
        if guarded:
            properties["quote_prefix"] = True
        return self._format(**properties) if properties else None


def text_width(text: str) -> int:
    """How many narrow characters *text* takes on a Chinese machine."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def column_width(column: WrittenColumn, sample: Sequence[Written]) -> float:
    """A width for *column* that shows its title and the values of *sample* whole."""
    if column.width is not None:
        return column.width
    if column.kind in {"date", "moment"}:
        least = 11.0 if column.kind == "date" else 17.0
    else:
        least = max((text_width(str(value)) for value in sample if value is not None), default=0)
    return min(max(least, text_width(column.title), _NARROWEST), _WIDEST) + 1.5
