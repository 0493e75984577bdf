"""Which JSON value each field of the forms takes: read off the models, so new kinds need nothing.

The models themselves would take 20221024 for a date in 1970 and 1 for a yes.
"""

import json
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import get_args

from pydantic import BaseModel, BeforeValidator

from supplydesk.cli.json_text import Value
from supplydesk.domain.problem import Problem
from supplydesk.services.forms import FORMS
from supplydesk.text import translate

Location = tuple[int | str, ...]
_SHOWN = 40
_CONTROLS = frozenset({"Cc", "Cs", "Cf"})


def where(location: Location) -> tuple[int | None, str | None]:
    """The line and the dotted name of a place in a document, both counted from 1."""
    parts = list(location)
    row = None
    if len(parts) > 1 and parts[0] == "lines" and isinstance(parts[1], int):
        row = parts[1] + 1
        parts = parts[2:]
    names = [str(part + 1) if isinstance(part, int) else part for part in parts]
    return row, ".".join(names) or None


def problem_at(code: str, text: str, location: Location, /, **values: object) -> Problem:
    """A problem at a place in a document; *text* is translated already."""
    row, field = where(location)
    return Problem(code, text.format(**values), row, field)


def written(value: object) -> str:
    """A JSON value as it stands in the file, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def no_date() -> str:
    """What is said of something that is no date."""
    return translate(
        "cli.shapes",
        '{value} is no date. Write "2022-10-24", or "2022-10-24T15:30+08:00" where a time is '
        "wanted.",
    )


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        for inner in _inner(field.annotation):
            yield from _models(inner)


def _inner(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _inner(part)


@cache
def kinds_of_field() -> dict[str, str]:
    """By field name what it takes: ``figure``, ``whole``, ``yes_no``, ``day``; else text."""
    found = {}
    for form in FORMS.values():
        for model in _models(form):
            for name, field in model.model_fields.items():
                if field.annotation is bool:
                    found[name] = "yes_no"
                elif field.annotation is int:
                    found[name] = "whole"
                elif field.annotation is str and any(
                    isinstance(one, BeforeValidator) for one in field.metadata
                ):
                    found[name] = "figure"
                elif any(one in {date, datetime} for one in _parts(field.annotation)):
                    found[name] = "day"
    return found


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def misfits(value: Value, location: Location = ()) -> Iterator[Problem]:
    """What no field takes, or not this one: unseen signs, bare numbers, figures with a point."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from misfits(inner, (*location, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from misfits(inner, (*location, index))
    elif isinstance(value, str):
        yield from _text(value, location)
    elif value is not None:
        yield from _scalar(value, location)


def _text(value: str, location: Location) -> Iterator[Problem]:
    if not (value.isascii() and value.isprintable()):
        for sign in value:
            if sign not in "\n\t\u200b\ufeff" and unicodedata.category(sign) in _CONTROLS:
                text = translate(
                    "cli.shapes",
                    "There is a character in it that cannot be seen ({sign}). Type it again.",
                )
                sign_name = f"U+{ord(sign):04X}"
                yield problem_at("control_character", text, location, sign=sign_name)
                return
    kind = kinds_of_field().get(str(location[-1])) if location else None
    if kind in {"yes_no", "whole"}:
        yield _wrong_kind(kind, value, location)


def _scalar(value: bool | float, location: Location) -> Iterator[Problem]:
    kind = kinds_of_field().get(str(location[-1]) if location else "", "text")
    fits = {
        "yes_no": isinstance(value, bool),
        "whole": isinstance(value, int) and not isinstance(value, bool),
        "figure": isinstance(value, int) and not isinstance(value, bool),
    }
    if location and not fits.get(kind, False):
        yield _wrong_kind(kind, value, location)


def _wrong_kind(kind: str, value: str | float, location: Location) -> Problem:
    if kind == "day":
        return problem_at("json_date", no_date(), location, value=written(value))
    if kind == "figure" and isinstance(value, float):
        text = translate(
            "cli.shapes",
            "{value} is a bare number with a point, which may have been rounded on its way. Write "
            "it as text, in quotation marks.",
        )
    elif kind == "figure":
        text = translate(
            "cli.shapes", '{value} is no quantity. Write it as text, such as "77" or "3箱5瓶".'
        )
    elif kind == "whole":
        text = translate("cli.shapes", "{value} cannot stand here: a whole number is wanted.")
    elif kind == "yes_no":
        text = translate("cli.shapes", "{value} cannot stand here: true or false is wanted.")
    else:
        text = translate("cli.shapes", "{value} is no text. Write it in quotation marks.")
    return problem_at("json_type", text, location, value=written(value))
