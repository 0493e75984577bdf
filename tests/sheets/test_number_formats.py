"""Formats as Excel and WPS write them; LibreOffice's own stand in test_reading_xls."""

import datetime as dt

import pytest

from supplydesk.sheets.number_formats import Meant, built_in, meant_by, shown_as


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("yyyy-mm-dd", "moment"),
        ('yyyy"年"m"月"d"日"', "moment"),
        ("[$-804]yyyy/m/d;@", "moment"),
        ("h:mm AM/PM", "moment"),
        ("[h]:mm:ss", "duration"),
        ("[MM]:ss", "duration"),
        ("General", "figure"),
        ("G/通用格式", "figure"),
        ('"第"0"日 d"', "figure"),
        (r"0\d", "figure"),
        ("_d0", "figure"),
        ("#,##0.00;[Red]-#,##0.00", "figure"),
        ("[>100]0;yyyy", "figure"),
        ("0.00E+00", "figure"),
        ("@", "figure"),
        ('"never closed d', "figure"),
        ("[never closed d", "figure"),
        ("", "figure"),
    ],
)
def test_what_a_format_shows(code: str, meant: Meant) -> None:
    assert meant_by(code) == meant


def test_built_in_formats() -> None:
    days = {number for number in range(64) if built_in(number) == "moment"}
    assert days == {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}
    assert built_in(46) == "duration"


@pytest.mark.parametrize(
    ("figure", "since_1904", "shown"),
    [
        (44858, False, dt.date(2022, 10, 24)),
        (44858.25, False, dt.datetime(2022, 10, 24, 6)),  # noqa: DTZ001 - a cell has no zone
        (44857.999999999, False, dt.date(2022, 10, 24)),
        (0.25, False, dt.time(6)),
        (0, False, dt.time(0)),
        (1, False, dt.date(1900, 1, 1)),
        (59, False, dt.date(1900, 2, 28)),
        (61, False, dt.date(1900, 3, 1)),
        (2_958_465, False, dt.date(9999, 12, 31)),
        (2_958_465.9999999999, False, 2_958_466.0),
        (2_958_466, False, 2_958_466),
        (-1, False, -1),
        (1, True, dt.date(1904, 1, 2)),
        (2_957_003, True, dt.date(9999, 12, 31)),
        (2_957_004, True, 2_957_004),
    ],
)
def test_days_and_times(figure: float, *, since_1904: bool, shown: object) -> None:
    assert shown_as(figure, "moment", since_1904=since_1904) == shown


def test_durations_and_figures() -> None:
    assert shown_as(1.5, "duration", since_1904=False) == dt.timedelta(hours=36)
    assert shown_as(1e300, "duration", since_1904=False) == 1e300
    assert shown_as(44858, "figure", since_1904=False) == 44858
