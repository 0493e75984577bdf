"""What a setting may hold: a wrong time zone or code would stop the desk or its papers later."""

import re
from collections.abc import Iterator, Mapping
from zoneinfo import available_timezones

from supplydesk.domain.problem import Problem
from supplydesk.papers.sheet import FARTHEST, LONGEST_COPY, MOST_COPIES, SLIP_SHEETS
from supplydesk.services.settings import Value

# Capitals and digits are what the papers' QR code holds, and 61 of them with number and check.
_CODE = re.compile(r"[A-Z0-9]{1,16}")
_RANGES = {
    "cut_off": (1, 31),
    "paper_due_hours": (1, 24 * 365),
    "expiring_days": (0, 3650),
    "offset_x": (-int(FARTHEST), int(FARTHEST)),
    "offset_y": (-int(FARTHEST), int(FARTHEST)),
}
_LONGEST = 100


def problems(changes: Mapping[str, Value]) -> tuple[Problem, ...]:
    """What is wrong with *changes*, each named by its setting."""
    return tuple(found for name, value in changes.items() for found in _problems(name, value))


def _problems(name: str, value: Value) -> Iterator[Problem]:
    if name == "zone" and value not in available_timezones():
        yield Problem.of(
            "setting_zone",
            "services.setting_problems",
            "There is no time zone “{value}”. Asia/Shanghai is one.",
            field=name,
            value=value,
        )
    if name == "bureau_code" and not (isinstance(value, str) and _CODE.fullmatch(value)):
        yield Problem.of(
            "setting_code",
            "services.setting_problems",
            "“{value}” cannot stand in the papers' QR code. Use capitals and digits, at most 16.",
            field=name,
            value=value,
        )
    if name == "stationery" and str(value).lower() not in _sheets():
        yield Problem.of(
            "setting_sheet",
            "services.setting_problems",
            "There is no sheet “{value}”. Choose one of: {sheets}.",
            field=name,
            value=value,
            sheets=", ".join(_sheets()),
        )
    if name in _RANGES and value is not None:
        least, most = _RANGES[name]
        if not (isinstance(value, int) and least <= value <= most):
            yield Problem.of(
                "setting_range",
                "services.setting_problems",
                "{value} is too small or too large: a whole number from {least} to {most}.",
                field=name,
                value=value,
                least=least,
                most=most,
            )
    texts = value if isinstance(value, tuple) else (value,)
    longest = LONGEST_COPY if name == "copies" else _LONGEST
    if name == "copies" and len(texts) > MOST_COPIES:
        yield Problem.of(
            "setting_copies",
            "services.setting_problems",
            "A slip has at most {most} copies.",
            field=name,
            most=MOST_COPIES,
        )
    if any(isinstance(text, str) and len(text) > longest for text in texts):
        yield Problem.of(
            "setting_long",
            "services.setting_problems",
            "The text is too long; at most {most} characters.",
            field=name,
            most=longest,
        )


def _sheets() -> tuple[str, ...]:
    return tuple(name.lower() for name in SLIP_SHEETS)
