"""csv: a text is a text in Excel, in LibreOffice and in our own hands again."""

import datetime as dt
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supplydesk.domain.problem import Refused
from supplydesk.paths import AlreadyThere
from supplydesk.sheets.plain_text import visible
from supplydesk.sheets.reading import read_sheets
from supplydesk.sheets.shape import Marked, WrittenColumn
from supplydesk.sheets.writing_csv import csv_bytes, write_csv
from tests.sheets.office import opened
from tests.sheets.test_writing import HOSTILE

TEXTS = WrittenColumn("文本")


def test_figures_stand_bare_and_texts_are_quoted() -> None:
    columns = (
        TEXTS,
        WrittenColumn("数量", "quantity", zero_blank=True),
        WrittenColumn("日期", "date"),
        WrittenColumn("在用", "flag"),
    )
    content = csv_bytes(
        columns,
        [
            ("床", Decimal("1E+3"), dt.date(2022, 10, 24), True),
            ("=1", -5, None, False),
            Marked("total", ("合计", Decimal("0.000"))),
            (None, 12, dt.datetime(2022, 10, 24, 16, 30), None),  # noqa: DTZ001 - local
        ],
    )
    assert content.decode("utf-8-sig").split("\r\n") == [
        '"文本","数量","日期","在用"',
        '"床",1000,"2022-10-24","是"',
        '"\'=1",-5,"","否"',
        '"合计",""',
        '"",12,"2022-10-24 16:30",""',
        "",
    ]
    assert content.startswith(b"\xef\xbb\xbf")


def test_libreoffice_finds_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    write_csv(path, [TEXTS], [(text,) for text in HOSTILE])
    for text, row in zip(HOSTILE, opened(path)[1:], strict=False):
        assert "Err:" not in row[0], text
    assert ["'=1+1"] in opened(path)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=20))
@settings(max_examples=100)
def test_our_own_csv_comes_back(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_csv(Path(folder) / "表.csv", [TEXTS], [(text,) for text in texts])
        (sheet,) = read_sheets(path)
    assert [row[0] for row in sheet.rows[1:]] == list(map(visible, texts))


def test_what_is_too_long_or_there_already(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        write_csv(tmp_path / "表.csv", [TEXTS], [("短",), ("x" * 32_768,)])
    assert (refusal.value.problems[0].code, refusal.value.problems[0].field) == (
        "cell_too_long",
        "A3",
    )
    write_csv(tmp_path / "表.csv", [TEXTS], [])
    with pytest.raises(AlreadyThere):
        write_csv(tmp_path / "表.csv", [TEXTS], [])
