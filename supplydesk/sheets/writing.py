"""Writes xlsx: typed cells, every text a text, the same input the same bytes, whole or not at all.

The sheet library takes a text in ``<r>…</r>`` for its own markup and would write it raw; such a
text goes a longer way round. Signs that XML cannot carry are replaced by ones that show.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from supplydesk.paths import write_atomically
from supplydesk.sheets.looks import FONT, Looks
from supplydesk.sheets.plain_text import visible
from supplydesk.sheets.shape import WrittenSheet, has_storeys
from supplydesk.sheets.sheet_writer import SheetWriter
from supplydesk.sheets.sink import Sink

_NAME_LENGTH = 31
_NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def write_book(
    path: Path,
    sheets: Sequence[WrittenSheet],
    *,
    created: datetime,
    title: str = "",
    author: str = "",
    replace: bool = False,
) -> Path:
    """Write *sheets* as the workbook at *path*; see `paths.write_atomically` for what holds then.

    ``created`` stands in the file's properties; with the same one, the same sheets give the same
    bytes.

    Raises:
        Refused: a text longer than a cell can hold, or more rows than a sheet can.
        AlreadyThere: the file exists and ``replace`` is False.
        OSError: it cannot be written.
    """
    return write_atomically(
        path,
        lambda stream: build_book(stream, sheets, created, {"title": title, "author": author}),
        replace=replace,
    )


def book_bytes(
    sheets: Sequence[WrittenSheet], *, created: datetime, title: str = "", author: str = ""
) -> bytes:
    """The workbook of *sheets* as bytes.

    Raises:
        Refused: as `write_book`.
    """
    stream = BytesIO()
    build_book(stream, sheets, created, {"title": title, "author": author})
    return stream.getvalue()


def build_book(
    stream: BinaryIO, sheets: Sequence[WrittenSheet], created: datetime, said: dict[str, str]
) -> None:
    """Build the workbook into *stream*; ``said`` are its title and author.

    Raises:
        Refused: as `write_book`.
        OSError: the stream cannot take it, or there is no room for a rough copy.
    """
    properties = {name: visible(words) for name, words in said.items() if words}
    with _book(stream, storeys=any(has_storeys(sheet.columns) for sheet in sheets)) as book:
        book.set_properties({**properties, "created": created.replace(tzinfo=None)})
        looks = Looks(book)
        taken: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_sheet_name(sheet.name, taken))
            SheetWriter(page, sheet, looks).write()


@contextmanager
def _book(stream: BinaryIO, *, storeys: bool) -> Iterator[xlsxwriter.Workbook]:
    """A workbook that is closed into *stream*, or leaves nothing behind, not even a rough copy."""
    sink = Sink(stream)
    with TemporaryDirectory(prefix="supplydesk-", ignore_cleanup_errors=True) as folder:
        book = xlsxwriter.Workbook(
            sink,
            {
                # Rows go to disk as they come; titles over two rows cannot be written that way.
                "constant_memory": not storeys,
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {
                    "font_name": FONT,
                    "font_size": 11,
                    # As the formats of `Looks`, or plain texts would stand lower than figures.
                    "valign": "vcenter",
                },
            },
        )
        try:
            yield book
            book.close()
        except FileCreateError as wrapped:
            fault = wrapped.args[0]
            raise fault if isinstance(fault, OSError) else wrapped from None
        finally:
            sink.alive = False
            for page in book.worksheets():
                if page.row_data_fh is not None:
                    page.row_data_fh.close()


def _sheet_name(name: str, taken: set[str]) -> str:
    r"""A name that Excel takes: 31 signs, none of ``[]:*?/\\``, no apostrophe at an end, unique."""
    plain = visible(name).translate(_NO_NAME).strip("' ")[:_NAME_LENGTH].strip("' ") or "_"
    if plain.lower() == "history":
        plain += "_"
    number, chosen = 1, plain
    while chosen.lower() in taken:
        number += 1
        chosen = f"{plain[: _NAME_LENGTH - len(str(number)) - 2]}({number})"
    taken.add(chosen.lower())
    return chosen
