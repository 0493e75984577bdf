"""What a setting may hold: a wrong time zone or code would stop the desk or its papers later."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from zoneinfo import available_timezones

from supplydesk.domain.capture import plain_text
from supplydesk.domain.choices import listed
from supplydesk.domain.problem import Problem
from supplydesk.domain.settings import DeskSettings
from supplydesk.papers.sheet import FARTHEST, LONGEST_COPY, MOST_COPIES, SLIP_SHEETS
from supplydesk.services.printable import unfit_names
from supplydesk.text import translate

Value = str | int | bool | tuple[str, ...] | None

_HELD: dict[str, Value] = asdict(DeskSettings())
# Capitals and digits are what the papers' QR code holds, and 61 of them with number and check.
_CODE = re.compile(r"[A-Z0-9]{1,16}")
_MAY_BE_NONE = "cut_off"
_RANGES = {
    "cut_off": (1, 31),
    "paper_due_hours": (1, 24 * 365),
    "expiring_days": (0, 3650),
    # Farther, and a paper would refuse to be drawn.
    "offset_x": (-int(FARTHEST), int(FARTHEST)),
    "offset_y": (-int(FARTHEST), int(FARTHEST)),
}
_LONGEST = 100


def words() -> dict[str, str]:
    """What a person calls each setting."""
    return {
        "bureau": translate("services.setting_problems", "bureau"),
        "bureau_code": translate("services.setting_problems", "bureau's code"),
        "letterhead": translate("services.setting_problems", "letterhead"),
        "zone": translate("services.setting_problems", "time zone"),
        "keepers": translate("services.setting_problems", "keepers"),
        "copies": translate("services.setting_problems", "copies"),
        "stationery": translate("services.setting_problems", "paper"),
        "realm": translate("services.setting_problems", "the brief's whole"),
        "city_word": translate("services.setting_problems", "the brief's word for the city"),
        "county_word": translate("services.setting_problems", "the brief's word for counties"),
        "review": translate("services.setting_problems", "papers are reviewed"),
        "approve": translate("services.setting_problems", "papers are approved"),
        "cut_off": translate("services.setting_problems", "last day of the month"),
        "paper_due_hours": translate("services.setting_problems", "hours until the paper is due"),
        "expiring_days": translate("services.setting_problems", "days before a lot expires"),
        "offset_x": translate("services.setting_problems", "print moved right (mm)"),
        "offset_y": translate("services.setting_problems", "print moved down (mm)"),
    }


def problems(changes: Mapping[str, Value]) -> tuple[Problem, ...]:
    """What is wrong with *changes*, each named by its setting."""
    return tuple(found for name, value in changes.items() for found in _problems(name, value))


def _problems(name: str, value: Value) -> Iterator[Problem]:
    if name not in _HELD:
        yield Problem.of(
            "unknown_setting",
            "services.setting_problems",
            "There is no setting “{name}”. Choose one of: {names}.",
            field=name,
            name=name,
            names=listed(words().values()),
        )
        return
    if not _fits(name, value):
        yield _unfit(name, value)
        return
    if isinstance(value, str):
        yield from _of_text(name, value)
    if isinstance(value, tuple):
        for text in value:
            yield from _of_any_text(name, text)
    if name == "copies" and isinstance(value, tuple) and len(value) > MOST_COPIES:
        yield Problem.of(
            "setting_copies",
            "services.setting_problems",
            "A slip has at most {most} copies. Name fewer.",
            field=name,
            most=MOST_COPIES,
        )
    if name in _RANGES and isinstance(value, int):
        least, most = _RANGES[name]
        if not least <= value <= most:
            yield Problem.of(
                "setting_range",
                "services.setting_problems",
                "{value} is too small or too large: a whole number from {least} to {most}.",
                field=name,
                value=value,
                least=least,
                most=most,
            )


def _fits(name: str, value: object) -> bool:
    """Whether *value* is of the kind that the setting holds."""
    held = _HELD[name]
    if isinstance(held, bool):
        return isinstance(value, bool)
    if name in _RANGES:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (value is None and name == _MAY_BE_NONE)
    if isinstance(held, tuple):
        return isinstance(value, tuple) and all(isinstance(text, str) for text in value)
    return isinstance(value, str)


def _unfit(name: str, value: object) -> Problem:
    shown = str(value)[:_LONGEST]
    if isinstance(_HELD[name], bool):
        return Problem.of(
            "setting_switch",
            "services.setting_problems",
            "{name} is on or off, not “{value}”. Write yes or no.",
            field=name,
            name=words()[name],
            value=shown,
        )
    if name in _RANGES:
        return Problem.of(
            "setting_number",
            "services.setting_problems",
            "{name} is a whole number, not “{value}”.",
            field=name,
            name=words()[name],
            value=shown,
        )
    return Problem.of(
        "setting_text",
        "services.setting_problems",
        "{name} cannot hold “{value}”. Write text, and where there are several, a list of them.",
        field=name,
        name=words()[name],
        value=shown,
    )


def _of_text(name: str, value: str) -> Iterator[Problem]:
    if name == "zone" and value not in available_timezones():
        yield Problem.of(
            "setting_zone",
            "services.setting_problems",
            "There is no time zone “{value}”. Asia/Shanghai is one.",
            field=name,
            value=value,
        )
    if name == "bureau_code" and not _CODE.fullmatch(value):
        yield Problem.of(
            "setting_code",
            "services.setting_problems",
            "“{value}” cannot stand in the papers' QR code. Use capitals and digits, at most 16.",
            field=name,
            value=value,
        )
    if name == "stationery" and value.lower() not in _sheets():
        yield Problem.of(
            "setting_sheet",
            "services.setting_problems",
            "There is no sheet “{value}”. Choose one of: {sheets}.",
            field=name,
            value=value,
            sheets=listed(_sheets()),
        )
    if name == "bureau" and not value.strip():
        yield Problem.of(
            "no_bureau",
            "services.setting_problems",
            "A desk needs its bureau's name: it stands on every paper.",
            field=name,
        )
    yield from _of_any_text(name, value)


def _of_any_text(name: str, value: str) -> Iterator[Problem]:
    longest = LONGEST_COPY if name == "copies" else _LONGEST
    if len(value) > longest:
        yield Problem.of(
            "setting_long",
            "services.setting_problems",
            "The text is too long; at most {most} characters.",
            field=name,
            most=longest,
        )
    try:
        plain_text(value)
    except ValueError as fault:
        yield Problem.of(
            "control_character",
            "services.setting_problems",
            "There is a character in it that cannot be seen ({sign}). Type it again.",
            field=name,
            sign=fault,
        )
    else:
        yield from unfit_names({name: value})


def _sheets() -> tuple[str, ...]:
    return tuple(name.lower() for name in SLIP_SHEETS)
