"""Reading a workbook of fifty thousand rows with all checks, beside the bare reader."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from supplydesk.sheets.reading import read_sheets
from tests.bench.ground import NAMES, Ground
from tests.bench.measure import Figure, alternately

COLUMNS = 10


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


def bare_write(path: Path, rows: int) -> None:
    """The workbook with XlsxWriter alone, row by row."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    for number in range(rows):
        for column, value in enumerate(row(number)):
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
    bare_write(path, count)
    taken = alternately(
        lambda _turn: read_sheets(path), lambda _turn: bare_read(path), ground.scale.few
    )
    (ours,) = read_sheets(path)
    same = "" if list(ours.rows) == list(bare_read(path)) else "the two answers differ"
    ground.drop(path)
    job = f"read {count:,} × {COLUMNS} xlsx"
    return [taken.figure(job, 1.5, "python-calamine", same or "with all checks")]
