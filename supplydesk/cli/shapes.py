"""Which JSON value each field of the forms takes: read off the models, so new kinds need nothing.

The models themselves would take 20221024 for a date in 1970 and 1 for a yes.
"""

import json
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import get_args

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

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


def misfits(value: Value) -> Iterator[Problem]:
    """What no field takes, or not this one: unseen signs, bare numbers, figures with a point.

    Names that the form does not have, and values of the wrong build, are left to the models.
    """
    kind = value.get("kind") if isinstance(value, dict) else None
    if isinstance(kind, str) and kind in FORMS:
        yield from _part(value, FORMS[kind], ())


def _part(value: Value, model: type[BaseModel], location: Location) -> Iterator[Problem]:
    if not isinstance(value, dict):
        return
    for name, inner in value.items():
        field = model.model_fields.get(name)
        if field is not None:
            yield from _field(inner, field, (*location, name))


def _field(value: Value, field: FieldInfo, location: Location) -> Iterator[Problem]:
    inner = _model_in(field.annotation)
    if inner is not None:
        parts = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, part in parts:
            at = location if index is None else (*location, index)
            yield from _part(part, inner, at)
    elif isinstance(value, str):
        yield from _text(value, _takes(field), location)
    elif isinstance(value, bool | int | float):
        yield from _scalar(value, _takes(field), location)


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The part that a field holds, be it one, several or perhaps none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def forms_fields() -> set[str]:
    """The name of every field of every form, parts included."""
    found = {"kind"}
    waiting: list[type[BaseModel]] = list(FORMS.values())
    while waiting:
        for name, field in waiting.pop().model_fields.items():
            found.add(name)
            inner = _model_in(field.annotation)
            waiting += [] if inner is None else [inner]
    return found


def _takes(field: FieldInfo) -> str:
    """What a field takes: ``figure``, ``whole``, ``yes_no``, ``day`` or ``text``."""
    if field.annotation is bool:
        return "yes_no"
    if field.annotation is int:
        return "whole"
    if any(one in {date, datetime} for one in _parts(field.annotation)):
        return "day"
    checked = any(isinstance(one, BeforeValidator) for one in field.metadata)
    return "figure" if field.annotation is str and checked else "text"


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _text(value: str, takes: str, location: Location) -> Iterator[Problem]:
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
    if takes in {"yes_no", "whole"}:
        yield _wrong_kind(takes, value, location)


def _scalar(value: bool | float, takes: str, location: Location) -> Iterator[Problem]:
    whole = isinstance(value, int) and not isinstance(value, bool)
    fits = {"yes_no": isinstance(value, bool), "whole": whole, "figure": whole}
    if not fits.get(takes, False):
        yield _wrong_kind(takes, value, location)


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
