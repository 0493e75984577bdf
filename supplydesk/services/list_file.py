"""Any list as it stands on a screen, handed on: as xlsx, as PDF, or as text in aligned columns.

Its rows come one by one, so that a list of a million needs the room of one; only a PDF, which has
to know how many pages there are, is bounded.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path

from supplydesk.domain.problem import refuse
from supplydesk.papers import listing as list_paper
from supplydesk.papers.figures import figure, plain
from supplydesk.papers.listing import Kind, ListingPaper, ListingRow
from supplydesk.papers.plain_table import table
from supplydesk.papers.stationery import Stationery
from supplydesk.paths import write_atomically
from supplydesk.services.list_shape import List, ListColumn, ListRow, Tick, Value
from supplydesk.sheets import listing as list_sheet
from supplydesk.sheets.listing import Listing
from supplydesk.sheets.shape import About, Marked, WrittenColumn
from supplydesk.sheets.shape import Kind as SheetKind

SUFFIXES = (".xlsx", ".pdf")
MOST_PRINTED = 20_000
"""Rows on a PDF; more are some six hundred sheets that nobody turns over."""
MOST_COPIED = 20_000
"""Rows on a clipboard, which other programs wait for."""
_SAMPLE = 200
_DAY_WIDTH = 84


def write(
    path: Path,
    wanted: List,
    stationery: Stationery,
    *,
    created: datetime,
    replace: bool = False,
    tick: Tick | None = None,
) -> Path:
    """Write *wanted* at *path*, as its suffix says; *tick* is called at each row and page.

    Raises:
        Refused: the suffix is neither of `SUFFIXES`, there are too many rows for a PDF or a
            sheet, or a character cannot be printed.
        AlreadyThere: the file exists and *replace* is False.
        OSError: it cannot be written.
    """
    if path.suffix.lower() == ".pdf":
        return write_atomically(path, draw(wanted, stationery, tick), replace=replace)
    listing = _listing(wanted, wanted.bureau or stationery.bureau, tick)
    return list_sheet.write_listing(path, listing, created=created, replace=replace)


def draw(wanted: List, stationery: Stationery, tick: Tick | None = None) -> bytes:
    """The list as a PDF on A4 across; half of the work is gathering rows, half drawing pages.

    Raises:
        Refused: as `write`.
    """
    if wanted.count > MOST_PRINTED:
        raise refuse(
            "list_too_long_to_print",
            "services.list_file",
            "{count} rows are too many for a PDF, which takes {most}. Narrow the list down, or "
            "export it as xlsx.",
            count=wanted.count,
            most=MOST_PRINTED,
        )

    def half(done: int, total: int) -> None:
        if tick is not None:
            tick(done, 2 * total)

    def other_half(done: int, total: int) -> None:
        if tick is not None:
            tick(total + done, 2 * total)

    rows = [
        ListingRow(tuple(map(_on_paper, row.values)), row.strong) for row in _counted(wanted, half)
    ]
    paper = ListingPaper(
        title=wanted.title,
        bureau=wanted.bureau,
        columns=tuple(
            _printed(one, [row.cells[at] for row in rows]) for at, one in enumerate(wanted.columns)
        ),
        rows=rows,
        facts=wanted.facts,
        lead=wanted.lead,
    )
    return list_paper.draw(paper, stationery, tick=other_half)


def _on_paper(value: Value) -> str | int | Decimal | date | None:
    return figure(value.value, approximate=True) if isinstance(value, About) else value


def _printed(column: ListColumn, values: Sequence[Value]) -> list_paper.Column:
    if column.figure:
        return list_paper.Column(column.title, column.width, Kind.FIGURE)
    if _days(values):
        # On a screen a day may stand without its year.
        return list_paper.Column(column.title, max(column.width, _DAY_WIDTH), Kind.CODE)
    return list_paper.Column(column.title, column.width)


def as_text(wanted: List, tick: Tick | None = None) -> str:
    """The list as text: title, facts, then rows in columns that line up.

    Raises:
        Refused: it is longer than a clipboard should hold.
    """
    if wanted.count > MOST_COPIED:
        raise refuse(
            "list_too_long_to_copy",
            "services.list_file",
            "{count} rows are too many to copy; {most} can be. Narrow the list down, or export it "
            "as xlsx.",
            count=wanted.count,
            most=MOST_COPIED,
        )
    lines = table(
        [one.title for one in wanted.columns],
        (
            [
                _word(value, zero=one.zero)
                for one, value in zip(wanted.columns, row.values, strict=True)
            ]
            for row in _counted(wanted, tick)
        ),
        {at for at, one in enumerate(wanted.columns) if one.figure},
    )
    facts = "    ".join(wanted.facts)
    return "\n".join(filter(None, (wanted.title, facts, wanted.lead, lines))) + "\n"


def _word(value: Value, *, zero: bool) -> str:
    value = _on_paper(value)
    if not value and (value is None or value == "" or not zero):
        return ""
    return plain(value) if isinstance(value, int | Decimal) else str(value)


def _counted(wanted: List, tick: Tick | None) -> Iterator[ListRow]:
    for done, row in enumerate(wanted.rows(), 1):
        if tick is not None:
            tick(min(done, wanted.count), max(wanted.count, 1))
        yield row


def _listing(wanted: List, bureau: str, tick: Tick | None) -> Listing:
    rows = _counted(wanted, tick)
    # A sheet wants to know beforehand what a column holds; the first rows say it.
    sample = list(islice(rows, _SAMPLE))
    columns = tuple(
        WrittenColumn(
            one.title, _kind(one, [row.values[at] for row in sample]), zero_blank=not one.zero
        )
        for at, one in enumerate(wanted.columns)
    )
    written = (
        Marked("subtotal", row.values) if row.strong else row.values for row in chain(sample, rows)
    )
    above = tuple(filter(None, (*wanted.facts, wanted.lead)))
    return Listing(wanted.title, columns, written, above, bureau)


def _kind(column: ListColumn, values: Sequence[Value]) -> SheetKind:
    if column.figure:
        return "quantity"
    return "date" if _days(values) else "text"


def _days(values: Sequence[Value]) -> bool:
    told = [value for value in values if value is not None and value != ""]
    return bool(told) and all(isinstance(value, date) for value in told)
