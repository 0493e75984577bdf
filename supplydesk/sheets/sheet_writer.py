"""Writes one sheet from top to bottom: heading, titles, typed rows, foot, and how it prints."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from inspect import unwrap
from itertools import chain, islice
from math import ceil
from types import MethodType

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from supplydesk.domain.problem import refuse
from supplydesk.sheets.looks import Looks, column_width, text_width
from supplydesk.sheets.plain_text import LONGEST_CELL, calculates, is_special, length, visible
from supplydesk.sheets.shape import (
    About,
    Marked,
    Role,
    Written,
    WrittenSheet,
    has_storeys,
    in_words,
)
from supplydesk.sheets.table import MOST_ROWS, cell_address
from supplydesk.text import translate

Put = Callable[[int, int, Written], object]

_SAMPLE = 200
_FIRST_DAY = date(1900, 3, 1)  # before it, Excel's calendar has a day too many
_EXACT_DIGITS = 11  # and up to four decimals make the 15 that a cell holds
_EXACT = 10**_EXACT_DIGITS
_SURELY_SHORT = LONGEST_CELL // 2
_MOST_DIGITS = 15
_A4 = 9
_LINE, _TITLE_LINE, _TALLEST = 15.0, 24.0, 409.0  # points; no row of Excel is taller


class SheetWriter:
    """One sheet, written from top to bottom."""

    def __init__(self, page: Worksheet, sheet: WrittenSheet, looks: Looks) -> None:
        self.page = page
        self.sheet = sheet
        self.looks = looks
        self.row = 0
        self.widths: list[float] = []
        self._tallest = -1, 1
        self._puts: dict[Role | None, list[Put]] = {}

    def write(self) -> None:
        rows = iter(self.sheet.rows)
        sample = list(islice(rows, _SAMPLE))
        self._widths([row for row in sample if not isinstance(row, Marked)])
        self._heading()
        first = self._titles()
        self._set_up(first)
        self._rows(chain(sample, rows))
        if self.sheet.find and self.row > first + 1:
            self.page.autofilter(first, 0, self.row - 1, len(self.sheet.columns) - 1)
        for line in self.sheet.foot:
            self._line(line)

    def _widths(self, sample: Sequence[Sequence[Written]]) -> None:
        for index, column in enumerate(self.sheet.columns):
            values = [row[index] for row in sample if index < len(row)]
            self.widths.append(column_width(column, values))
            self.page.set_column(index, index, self.widths[-1])

    def _heading(self) -> None:
        if self.sheet.heading:
            look = self.looks.title()
            self._text(self.row, 0, self.sheet.heading[0], look)
            for column in range(1, len(self.sheet.columns)):
                self.page.write_blank(self.row, column, None, look)
            self.page.set_row(self.row, _TITLE_LINE)
            self.row += 1
        for line in self.sheet.heading[1:]:
            self._line(line)

    def _line(self, line: str) -> None:
        """A line that may run on over the sheet; a longer one takes more lines, or all that is
        printed would be made smaller for its sake.
        """
        lines, last = _lines(line, sum(self.widths)), len(self.sheet.columns) - 1
        look = self.looks.line(wrapped=lines > 1)
        if lines > 1 and last:
            self.page.merge_range(self.row, 0, self.row, last, "", look)
        self._text(self.row, 0, line, look)
        self._room_for(self.row, lines)
        self.row += 1

    def _room_for(self, row_number: int, lines: int) -> None:
        """Make a row as high as its cell with the most *lines* needs."""
        row, most = self._tallest
        if lines > (most if row == row_number else 1):
            self._tallest = row_number, lines
            self.page.set_row(row_number, min(_LINE * lines, _TALLEST))

    def _titles(self) -> int:
        """The columns' titles, in two storeys where a column has one; their last row's number."""
        look = self.looks.header(ruled=self.sheet.ruled)
        columns = self.sheet.columns
        if not has_storeys(columns):
            for index, column in enumerate(columns):
                self._text(self.row, index, column.title, look)
            self.row += 1
            return self.row - 1
        start = 0
        while start < len(columns):
            end = start + 1
            if not columns[start].storey:
                self.page.merge_range(self.row, start, self.row + 1, start, "", look)
                self._text(self.row, start, columns[start].title, look)
            else:
                while end < len(columns) and columns[end].storey == columns[start].storey:
                    end += 1
                if end > start + 1:
                    self.page.merge_range(self.row, start, self.row, end - 1, "", look)
                self._text(self.row, start, columns[start].storey, look)
                for index in range(start, end):
                    self._text(self.row + 1, index, columns[index].title, look)
            start = end
        self.row += 2
        return self.row - 1

    def _set_up(self, titles_at: int) -> None:
        self.page.freeze_panes(titles_at + 1, 0)
        self.page.set_landscape()
        self.page.set_paper(_A4)
        self.page.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
        self.page.fit_to_pages(1, 0)
        # Title, warehouse and period stand on every page, not on the first alone.
        self.page.repeat_rows(0, titles_at)
        footer = self.sheet.footer or translate("sheets.sheet_writer", "Page &P of &N")
        self.page.set_footer("&C" + footer)

    def _rows(self, rows: Iterable[Sequence[Written] | Marked]) -> None:
        plain = self._putting(None)
        ruled = self.sheet.ruled
        row_number = self.row
        for row in rows:
            if row_number >= MOST_ROWS:
                raise refuse(
                    "sheet_too_many_rows",
                    "sheets.sheet_writer",
                    "{sheet} has more rows than a sheet can hold ({most}); narrow the list down.",
                    sheet=self.sheet.name,
                    most=MOST_ROWS,
                )
            if isinstance(row, Marked):
                self._marked(row_number, row)
            else:
                if ruled:
                    self._heighten(row_number, row)
                for column, (put, value) in enumerate(zip(plain, row, strict=True)):
                    if value is not None:
                        put(row_number, column, value)
                    elif ruled:
                        self._blank(row_number, column, None)
            row_number += 1
        self.row = row_number

    def _marked(self, row_number: int, row: Marked) -> None:
        """A row whose first text runs on over the empty cells beside it, as one cell."""
        puts = self._putting(row.role)
        values = [*row.values, *[None] * (len(puts) - len(row.values))]
        start = 0
        if isinstance(values[0], str):
            while start + 1 < len(values) and values[start + 1] in {None, ""}:
                start += 1
            look = self.looks.words(row.role, ruled=self.sheet.ruled)
            if start:
                self.page.merge_range(row_number, 0, row_number, start, "", look)
            self._text(row_number, 0, values[0], look)
            start += 1
        for column in range(start, len(values)):
            if values[column] is None:
                self._blank(row_number, column, row.role)
            else:
                puts[column](row_number, column, values[column])

    def _heighten(self, row_number: int, row: Sequence[Written]) -> None:
        """Give a ruled row room for the lines that its longest text breaks into."""
        texts = (
            _lines(value, width)
            for column, width, value in zip(self.sheet.columns, self.widths, row, strict=True)
            if isinstance(value, str) and column.kind == "text"
        )
        self._room_for(row_number, max(texts, default=1))

    def _blank(self, row: int, column: int, role: Role | None) -> None:
        look = self.looks.cell(self.sheet.columns[column], ruled=self.sheet.ruled, role=role)
        self.page.write_blank(row, column, None, look)

    def _putting(self, role: Role | None) -> list[Put]:
        """For each column what writes a value there, in a row of that role."""
        if role not in self._puts:
            self._puts[role] = [self._put(index, role) for index in range(len(self.sheet.columns))]
        return self._puts[role]

    def _put(self, at: int, role: Role | None) -> Put:
        column = self.sheet.columns[at]
        look = self.looks.cell(column, ruled=self.sheet.ruled, role=role)
        guarded = self.looks.cell(column, ruled=self.sheet.ruled, role=role, guarded=True)
        write_string = _by_numbers(self.page, "write_string")
        # Ruled rows were given their room; in others a text may be wider than its column.
        width = float("inf") if self.sheet.ruled else self.widths[at]
        narrow, wide = min(width / 2, _SURELY_SHORT), min(width, _SURELY_SHORT)

        def put_text(row: int, index: int, value: Written) -> None:
            text = value if isinstance(value, str) else in_words(value, column.kind)
            # Not by `text_width`, whose call would cost as much as writing the cell.
            short = len(text) < narrow or (len(text) < wide and text.isascii())
            if short and not is_special(text):
                if text or self.sheet.ruled:
                    write_string(row, index, text, look)
            else:
                put_other(row, index, visible(text))

        def put_other(row: int, index: int, text: str) -> None:
            lines = 1 if self.sheet.ruled else _lines(text, width)
            self._room_for(row, lines)
            shown = guarded if calculates(text) else look
            if lines > 1:
                shown = self.looks.cell(
                    column,
                    ruled=self.sheet.ruled,
                    role=role,
                    guarded=calculates(text),
                    wrapped=True,
                )
            self._text(row, index, text, shown)

        if column.kind in {"text", "flag"}:
            return put_text
        about = self.looks.cell(column, ruled=self.sheet.ruled, role=role, about=True)
        put_figure = self._figures(look, about, put_text)
        return self._but_nothing(put_figure, role) if column.zero_blank else put_figure

    def _but_nothing(self, put: Put, role: Role | None) -> Put:
        """*put*, but as on paper what is nothing is no figure, for whoever reads the cells."""

        def put_something(row: int, index: int, value: Written) -> None:
            if not isinstance(value, int | Decimal) or value:
                put(row, index, value)
            elif self.sheet.ruled:
                self._blank(row, index, role)

        return put_something

    def _figures(self, look: Format | None, about: Format | None, put_text: Put) -> Put:
        write_number = _by_numbers(self.page, "write_number")
        write_datetime = _by_numbers(self.page, "write_datetime")

        def put(row: int, index: int, value: Written) -> object:
            if isinstance(value, Decimal):
                if value.adjusted() < _EXACT_DIGITS or _is_exact(value):
                    return write_number(row, index, value, look)
            elif isinstance(value, int) and not isinstance(value, bool):
                if -_EXACT < value < _EXACT or _is_exact(value):
                    return write_number(row, index, value, look)
            elif isinstance(value, About):
                if _is_exact(value.value):
                    return write_number(row, index, value.value, about)
            elif isinstance(value, date):
                day = value.date() if isinstance(value, datetime) else value
                if day >= _FIRST_DAY:
                    return write_datetime(row, index, value, look)
            return put_text(row, index, value)

        return put

    def _text(self, row: int, column: int, text: str, look: Format | None) -> None:
        """A text of any length and content; the title and the address are in the refusal."""
        text = visible(text)
        if length(text) > LONGEST_CELL:
            raise refuse(
                "cell_too_long",
                "sheets.sheet_writer",
                "{sheet}, cell {cell}: more than {most} characters, which no spreadsheet can "
                "hold; shorten the text.",
                row=row + 1,
                field=cell_address(row, column),
                sheet=self.sheet.name,
                cell=cell_address(row, column),
                most=LONGEST_CELL,
            )
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library wants three fragments or more before it escapes such a text.
            fragments = (text[:1], text[1:2], text[2:])
            self.page.write_rich_string(row, column, *fragments, *([look] if look else []))
        else:
            self.page.write_string(row, column, text, look)


def _lines(text: str, width: float) -> int:
    """How many lines *text* takes in a column of *width*."""
    return ceil(text_width(text) / (width - 1)) + text.count("\n")


def _by_numbers(page: Worksheet, name: str) -> Callable[..., object]:
    """A method of *page* without its wrapper, which asks of every cell whether it is an "A1"."""
    return MethodType(unwrap(getattr(type(page), name)), page)


def _is_exact(value: int | Decimal) -> bool:
    """Whether a cell's 15 digits hold *value*; a bar code typed as a figure may be longer."""
    return len(str(value).strip("-0").replace(".", "").strip("0")) <= _MOST_DIGITS
