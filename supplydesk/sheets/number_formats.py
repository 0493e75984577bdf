"""Which figures of an old .xls are days, times or durations: told by the cell's number format."""

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

Meant = Literal["figure", "moment", "duration"]

_LITERAL = re.compile(r'"[^"]*"?|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE | re.DOTALL)
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_MOMENT = re.compile(r"[dmyhs]", re.IGNORECASE)
# 27 to 36 and 50 to 58 are the days of Chinese, Japanese and Korean Excel.
_BUILT_IN = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}
_BUILT_IN_DURATION = 46

_FIRST, _FIRST_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - cells know none
_LEAP_DAY_THAT_NEVER_WAS = 60
_DAY = 86_400_000
_BEYOND, _BEYOND_1904 = 2_958_466, 2_957_004


def built_in(number: int) -> Meant:
    """What the built-in format of that number shows."""
    if number == _BUILT_IN_DURATION:
        return "duration"
    return "moment" if number in _BUILT_IN else "figure"


def meant_by(code: str) -> Meant:
    """What a format such as ``yyyy"年"m"月"`` shows; only its part for positive figures counts."""
    letters = _LITERAL.sub("", code).partition(";")[0]
    if _DURATION.search(letters):
        return "duration"
    return "moment" if _MOMENT.search(letters) else "figure"


def shown_as(
    figure: float, meant: Meant, *, since_1904: bool
) -> float | date | datetime | time | timedelta:
    """The figure as what its format shows: days are counted from 1900 or 1904.

    A figure that no calendar holds stays a figure.
    """
    if meant == "duration":
        if abs(figure) < timedelta.max.days:
            return timedelta(milliseconds=round(figure * _DAY))
        return figure
    beyond = _BEYOND_1904 if since_1904 else _BEYOND
    if meant == "figure" or not 0 <= figure < beyond:
        return figure
    days, rest = divmod(round(figure * _DAY), _DAY)
    if days == beyond:
        return figure
    first = _FIRST_1904 if since_1904 else _FIRST
    if not since_1904 and days < _LEAP_DAY_THAT_NEVER_WAS:
        first += timedelta(days=1)
    moment = first + timedelta(days=days, milliseconds=rest)
    if days == 0:
        return moment.time()
    return moment if rest else moment.date()
