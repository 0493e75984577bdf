"""Reads a list by its column titles: every row with the addresses of its cells, every problem.

The titles are looked for in the first rows, for lists carry a heading; they may be Chinese or
English, in any order, with blanks and full-width signs. All problems of the whole list are
collected, so that the clerk mends it once.

What is not a row of the list: empty rows, which are counted; and notes under the list (制表人：
王××), that is rows at its very end with a single filled cell in a list with two or more columns.
They are passed over with a warning that names them, never silently: a last line of goods that
lost all its other cells would look the same.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from supplydesk.domain.choices import listed
from supplydesk.domain.figures import fold
from supplydesk.domain.problem import Problem, refuse
from supplydesk.sheets.cells import Meaning, Unclear
from supplydesk.sheets.limits import LIMITS, Limits
from supplydesk.sheets.overlong import Overlong
from supplydesk.sheets.reading import read_sheets
from supplydesk.sheets.table import Sheet, Value, filled, is_filled
from supplydesk.sheets.titled import Column, Kind, Row, Rows
from supplydesk.text import translate

__all__ = ["Column", "Kind", "Row", "Rows", "read_table"]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TITLES_WITHIN = 20
"""The rows in which the titles are looked for."""


def read_table(
    path: Path, columns: Sequence[Column], *, sheet: str | None = None, limits: Limits = LIMITS
) -> Rows:
    """The list in the file at *path*: on the sheet named *sheet*, or the first that has titles.

    Raises:
        Refused: the file cannot be read, no such sheet, or no row with any of the titles.
        OSError: the file is not there, or may not be opened.
    """
    sheets = read_sheets(path, limits)
    chosen = [one for one in sheets if sheet is None or one.name == sheet]
    if not chosen:
        raise refuse(
            "list_no_sheet",
            "sheets.columns",
            "{file} has no visible sheet named {sheet}; it has: {sheets}.",
            file=path.name,
            sheet=sheet or "",
            sheets=" ".join(one.name for one in sheets),
        )
    for one in chosen:
        found = _titles_row(one, columns)
        if found is not None:
            others = [other.name for other in chosen if other is not one and other.rows]
            return _Reading(one, columns, found, others).read()
    raise refuse(
        "list_no_titles",
        "sheets.columns",
        "{file}: no row with column titles among the first {rows}; the list needs: {titles}.",
        file=path.name,
        rows=TITLES_WITHIN,
        titles=" ".join(column.titles[0] for column in columns if column.required),
    )


def _plain(title: Value) -> str:
    """A title as it is compared: without blanks, marks of "required" and case."""
    return "".join(fold(str(title)).split()).strip("*＊:：").casefold()


def _known(columns: Sequence[Column]) -> dict[str, Column]:
    return {_plain(title): column for column in columns for title in column.titles}


def _titles_row(sheet: Sheet, columns: Sequence[Column]) -> int | None:
    """The row, among the first, with the most different known titles; a list needs two of them."""
    known = _known(columns)
    best, most = None, min(2, len(columns)) - 1
    for index, row in enumerate(sheet.rows[:TITLES_WITHIN]):
        if sheet.number(index) > TITLES_WITHIN:
            break
        titles = {known[_plain(cell)].field for cell in row if cell != "" and _plain(cell) in known}
        if len(titles) > most:
            best, most = index, len(titles)
    return best


class _Reading:
    """One pass over one sheet."""

    def __init__(
        self, sheet: Sheet, columns: Sequence[Column], titles_at: int, others: list[str]
    ) -> None:
        self.sheet = sheet
        self.columns = columns
        self.titles_at = titles_at
        self.problems: list[Problem] = []
        self.empty = 0
        self.places: dict[str, int] = {}
        for other in others:
            self.problems.append(
                Problem.of(
                    "list_other_sheet",
                    "sheets.columns",
                    "The sheet {other} was not read; only {sheet} was.",
                    stops=False,
                    other=other,
                    sheet=sheet.name,
                )
            )

    def read(self) -> Rows:
        self._match_titles()
        rows: tuple[Row, ...] = ()
        missing = self._missing()
        if missing is not None:
            # Another list than was meant, most likely: what else it lacks would be noise.
            self.problems = [missing]
        else:
            end = self._end()
            rows = tuple(self._rows(end))
            self._warn_of_notes(end)
        return Rows(
            self.sheet.file,
            self.sheet.name,
            self.sheet.encoding,
            self.sheet.number(self.titles_at),
            rows,
            tuple(self.problems),
            self.empty,
        )

    def _match_titles(self) -> None:
        known = _known(self.columns)
        number = self.sheet.number(self.titles_at)
        for index, title in enumerate(self.sheet.rows[self.titles_at]):
            if not _plain(title):
                continue
            address = self.sheet.address(self.titles_at, index)
            column = known.get(_plain(title))
            if column is None:
                self.problems.append(
                    Problem.of(
                        "list_unknown_column",
                        "sheets.columns",
                        "{cell}: the column {title} is not known and was not read.",
                        row=number,
                        field=address,
                        stops=False,
                        cell=address,
                        title=title,
                    )
                )
            elif column.field in self.places:
                self.problems.append(
                    Problem.of(
                        "list_column_twice",
                        "sheets.columns",
                        "{cell}: the column {title} stands there twice (also in {other}); delete "
                        "one of them.",
                        row=number,
                        field=address,
                        cell=address,
                        title=title,
                        other=self.sheet.address(self.titles_at, self.places[column.field]),
                    )
                )
            else:
                self.places[column.field] = index

    def _missing(self) -> Problem | None:
        """The columns that the list must have and has not."""
        absent = [
            column.titles[0]
            for column in self.columns
            if column.required and column.field not in self.places
        ]
        if not absent:
            return None
        return Problem.of(
            "list_column_missing",
            "sheets.columns",
            "The sheet {sheet} lacks these columns: {titles} (row {number} holds the titles). See "
            "whether it is the right list.",
            row=self.sheet.number(self.titles_at),
            sheet=self.sheet.name,
            titles=listed(absent),
            number=self.sheet.number(self.titles_at),
        )

    def _end(self) -> int:
        """Where the list ends and only notes and empty rows follow."""
        end = len(self.sheet.rows)
        if len(self.columns) < 2:  # noqa: PLR2004 - in a list of one column every row has one cell
            return end
        faulty = {int(address.lstrip(_LETTERS)) for address in self.sheet.faulty}
        while end > self.titles_at + 1 and self.sheet.number(end - 1) not in faulty:
            if filled(self.sheet.rows[end - 1]) > 1:
                break
            end -= 1
        return end

    def _warn_of_notes(self, end: int) -> None:
        for index in range(end, len(self.sheet.rows)):
            for column, value in enumerate(self.sheet.rows[index]):
                if is_filled(value):
                    address = self.sheet.address(index, column)
                    self.problems.append(
                        Problem.of(
                            "list_note",
                            "sheets.columns",
                            "{cell}: {note} was taken for a note under the list and not read.",
                            row=self.sheet.number(index),
                            field=address,
                            stops=False,
                            cell=address,
                            note=str(value)[:40],
                        )
                    )

    def _rows(self, end: int) -> Iterator[Row]:
        found = [
            (column, column.reader(), self.places[column.field])
            for column in self.columns
            if column.field in self.places
        ]
        letters = {
            name: self.sheet.address(0, index).rstrip("0123456789")
            for name, index in self.places.items()
        }
        absent = {column.field: None for column in self.columns if column.field not in self.places}
        figures = [place for column, _, place in found if column.kind in {"quantity", "whole"}]
        overlong = Overlong(self.sheet, self.titles_at, figures)
        for index in range(self.titles_at + 1, end):
            line = self.sheet.rows[index]
            if not filled(line) and not self._faulty_in(index):
                self.empty += 1
                continue
            too_long = overlong.problem(index)
            if too_long is not None:
                # Its cells may stand under other titles than theirs: what they lack is noise.
                self.problems.append(too_long)
                continue
            before = len(self.problems)
            values: dict[str, Meaning | None] = dict(absent)
            for column, reader, place in found:
                values[column.field] = self._cell(column, reader, index, place)
            if not any(problem.stops for problem in self.problems[before:]):
                yield Row(self.sheet.number(index), values, letters)

    def _faulty_in(self, index: int) -> bool:
        return bool(self.sheet.faulty) and any(
            self.sheet.address(index, place) in self.sheet.faulty for place in self.places.values()
        )

    def _cell(
        self, column: Column, reader: Callable[[Value], Meaning], index: int, place: int
    ) -> Meaning | None:
        line = self.sheet.rows[index]
        value = line[place] if place < len(line) else ""
        if not is_filled(value):
            self._check_empty(column, index, place)
            return None
        try:
            return reader(value)
        except Unclear as unclear:
            self._add(unclear.code, column, index, place, unclear.words)
            return None

    def _check_empty(self, column: Column, index: int, place: int) -> None:
        fault = self.sheet.faulty and self.sheet.faulty.get(self.sheet.address(index, place))
        if fault == "error":
            words = translate(
                "sheets.columns", "the cell holds an error such as #N/A; type what it should be."
            )
            self._add("cell_error", column, index, place, words)
        elif fault:
            words = translate(
                "sheets.columns",
                "the formula has never been calculated; open the file in Excel or WPS and save it.",
            )
            self._add("cell_formula", column, index, place, words)
        elif column.required:
            words = translate("sheets.columns", "empty; fill it in.")
            self._add("cell_empty", column, index, place, words)

    def _add(self, code: str, column: Column, index: int, place: int, words: str) -> None:
        address = self.sheet.address(index, place)
        self.problems.append(
            Problem.of(
                code,
                "sheets.columns",
                "{cell} ({title}): {problem}",
                row=self.sheet.number(index),
                field=address,
                cell=address,
                title=column.titles[0],
                problem=words,
            )
        )
