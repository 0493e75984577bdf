"""Any list as a sheet: register, stock, card, gaps; xlsx to look at, csv for other programs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supplydesk.domain.problem import refuse
from supplydesk.sheets.shape import Marked, Written, WrittenColumn, WrittenSheet
from supplydesk.sheets.writing import write_book
from supplydesk.sheets.writing_csv import write_csv


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to be written: its title, lines below it (warehouse, day, filter), columns, rows.

    ``rows`` may be a generator, which can be written once.
    """

    title: str
    columns: tuple[WrittenColumn, ...]
    rows: Iterable[Sequence[Written] | Marked]
    lines: tuple[str, ...] = ()
    author: str = ""


def write_listing(
    path: Path, listing: Listing, *, created: datetime, replace: bool = False
) -> Path:
    """Write *listing* at *path*: as xlsx or csv, by its suffix.

    A csv has the titles and the rows alone, so that a program can read it.

    Raises:
        Refused: another suffix, a text too long, too many rows.
        AlreadyThere: the file exists and ``replace`` is False.
        OSError: it cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return write_csv(path, listing.columns, listing.rows, replace=replace)
    if suffix != ".xlsx":
        raise refuse(
            "list_suffix",
            "sheets.listing",
            "{file}: lists are written as .xlsx or .csv; name the file so.",
            file=path.name,
        )
    sheet = WrittenSheet(
        name=listing.title,
        columns=listing.columns,
        rows=listing.rows,
        heading=(listing.title, *listing.lines),
        find=True,
    )
    return write_book(
        path,
        [sheet],
        created=created,
        title=listing.title,
        author=listing.author,
        replace=replace,
    )
