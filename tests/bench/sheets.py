"""A workbook of fifty thousand rows, read with all checks and written, beside bare libraries."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from supplydesk.sheets.listing import Listing, write_listing
from supplydesk.sheets.reading import read_sheets
from supplydesk.sheets.shape import Written, WrittenColumn
from tests.bench.ground import NAMES, Ground
from tests.bench.measure import Figure, alternately

COLUMNS = 10
CREATED = datetime(2022, 10, 24, 9, 30)  # noqa: DTZ001 - a workbook knows no zones
TITLES = (
    WrittenColumn("序号", "whole"),
    WrittenColumn("编码"),
    WrittenColumn("物资名称"),
    WrittenColumn("规格型号"),
    WrittenColumn("单位"),
    WrittenColumn("应调", "quantity"),
    WrittenColumn("箱数", "whole"),
    WrittenColumn("接收单位"),
    WrittenColumn("编号"),
    WrittenColumn("备注"),
)


def row(number: int) -> list[str | int | float]:
    """One row as offices send them: codes, names, figures, notes."""
    return [
        number,
        f"{900000 + number % 5000}",
        f"{NAMES[number % len(NAMES)]}{number % 300}号",
        f"规格{number % 17}型",
        "件",
        number % 977 + 0.5,
        number % 31,
        f"秦州区××集中隔离点{number % 200}",
        f"DB-202210{number % 28 + 1:02d}-{number % 400 + 1:03d}",
        "" if number % 4 else "已核",
    ]


def bare_write(path: Path, rows: Sequence[Sequence[str | float]]) -> None:
    """The workbook with XlsxWriter alone, row by row."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            else:
                sheet.write_number(number, column, value)
    book.close()


def bare_read(path: Path) -> Sequence[Sequence[object]]:
    """All rows with python-calamine alone."""
    book = CalamineWorkbook.from_path(str(path))
    return book.get_sheet_by_index(0).to_python()


def read(ground: Ground) -> list[Figure]:
    """Ours refuses what is hostile before it parses, and names what is not what it seems."""
    count = ground.scale.sheet_rows
    path = ground.folder / "rows.xlsx"
    bare_write(path, [row(number) for number in range(count)])
    taken = alternately(
        lambda _turn: read_sheets(path), lambda _turn: bare_read(path), ground.scale.few
    )
    (ours,) = read_sheets(path)
    same = "" if list(ours.rows) == list(bare_read(path)) else "the two answers differ"
    ground.drop(path)
    job = f"read {count:,} × {COLUMNS} xlsx"
    return [taken.figure(job, 1.5, "python-calamine", same or "with all checks")]


def write(ground: Ground) -> list[Figure]:
    """Ours from exact figures, with looks for each kind, into place whole or not at all."""
    count = ground.scale.sheet_rows
    plain = [row(number) for number in range(count)]
    # Queries hand over exact figures; the bare library is given floats, which it writes anyway.
    rows: list[list[Written]] = [
        [Decimal(str(value)) if isinstance(value, float) else value for value in cells]
        for cells in plain
    ]
    listing = Listing("调拨登记簿", TITLES, rows)
    ours, theirs = ground.folder / "ours.xlsx", ground.folder / "bare.xlsx"
    taken = alternately(
        lambda _turn: write_listing(ours, listing, created=CREATED, replace=True),
        lambda _turn: bare_write(theirs, plain),
        min(ground.scale.few, 3),
    )
    below = bare_read(ours)[-count:]
    same = "" if list(below) == list(bare_read(theirs)) else "the two answers differ"
    ground.drop(ours, theirs)
    job = f"write {count:,} × {COLUMNS} xlsx"
    return [taken.figure(job, 1.2, "XlsxWriter constant_memory", same)]
