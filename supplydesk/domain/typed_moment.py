"""Days and moments as people type them: ``10-24``, ``10月24日``, ``昨天``, ``10-24 18:00``."""

import re
from datetime import date, datetime, time, timedelta

from supplydesk.domain.figures import fold
from supplydesk.domain.problem import refuse

_DAY = re.compile(
    r"(?:(?P<year>[0-9]{4})\s*[-/.年]\s*)?(?P<month>[0-9]{1,2})\s*[-/.月]\s*(?P<day>[0-9]{1,2})(?:\s*日)?"
)
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})\s*[:：时]\s*(?P<minute>[0-9]{2})?\s*分?")
_WORDS = {"今天": 0, "昨天": -1, "前天": -2, "明天": 1, "today": 0, "yesterday": -1, "tomorrow": 1}


def read_day(text: str, today: date, field: str) -> date | None:
    """The day that *text* names, None where it is empty; without a year, this year's.

    Raises:
        Refused: it names none.
    """
    plain = fold(text)
    if not plain:
        return None
    found, rest = _day(plain, today)
    if found is None or rest:
        raise refuse(
            "no_day",
            "domain.typed_moment",
            "“{text}” is no date. Write it as 2022-10-24, or 10-24 for this year.",
            field=field,
            text=text,
        )
    return found


def read_moment(text: str, today: date, field: str) -> datetime | date | None:
    """The moment that *text* names, or its day alone; a time alone is today's.

    A moment has no offset: it is the desk's own time.

    Raises:
        Refused: it names neither.
    """
    plain = fold(text)
    if not plain:
        return None
    day, rest = _day(plain, today)
    if day is not None and not rest:
        return day
    moment = _TIME.fullmatch(rest)
    try:
        if moment is not None:
            clock = time(int(moment["hour"]), int(moment["minute"] or 0))
            return datetime.combine(day or today, clock)
    except ValueError:
        moment = None
    raise refuse(
        "no_moment",
        "domain.typed_moment",
        "“{text}” is no date or time. Write it as 2022-10-24 18:00, or 10-24 18:00.",
        field=field,
        text=text,
    )


def _day(plain: str, today: date) -> tuple[date | None, str]:
    """The day that *plain* begins with, and what stands after it."""
    for word, days in _WORDS.items():
        if plain.lower().startswith(word):
            return today + timedelta(days=days), plain[len(word) :].strip()
    found = _DAY.match(plain)
    if found is None:
        return None, plain
    rest = plain[found.end() :]
    if rest and not rest[0].isspace() and rest[0] != "T":
        return None, plain
    try:
        day = date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
    except ValueError:
        return None, plain
    return day, rest.lstrip("T ").strip()
