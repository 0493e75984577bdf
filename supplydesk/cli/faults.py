"""What the forms' models find wrong, in the clerk's words and with codes that stay the same."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from supplydesk.cli.json_text import Value
from supplydesk.cli.output import shown
from supplydesk.cli.shapes import Location, no_date, problem_at, written
from supplydesk.domain.choices import listed, offered
from supplydesk.domain.numbering import kind_words
from supplydesk.domain.problem import Problem
from supplydesk.services.forms import FORMS
from supplydesk.text import translate


def value_at(part: Value, location: Location) -> Value:
    """What stands at *location* of a document; None where nothing does."""
    for step in location:
        if isinstance(part, dict) and isinstance(step, str):
            part = part.get(step)
        elif isinstance(part, list) and isinstance(step, int):
            part = part[step]
    return part


def worded(faults: Sequence[Mapping[str, Any]], part: Value) -> Iterator[Problem]:
    """Pydantic's findings (records of its own, so `Any`), one for each place."""
    seen: set[Location] = set()
    for fault in faults:
        location = _plain(tuple(fault["loc"]), part)
        if location not in seen:
            seen.add(location)
            code, text = _said(fault)
            yield problem_at(code, text, location, **_values(fault, location))


def _plain(location: Location, part: Value) -> Location:
    """*location* without the kind it begins with and the members of a union it may end with."""
    if location and location[0] in FORMS:
        location = location[1:]
    while location and not isinstance(value_at(part, location[:-1]), dict | list):
        location = location[:-1]
    return location


def _values(fault: Mapping[str, Any], location: Location) -> dict[str, object]:
    context = fault.get("ctx") or {}
    return {
        "name": shown(str(location[-1])) if location else "kind",
        "value": written(fault.get("input")),
        "expected": _expected(str(context.get("expected", ""))),
        "most": context.get("max_length", ""),
        "kinds": offered(kind_words(FORMS)),
    }


def _expected(told: str) -> str:
    """The choices of a field as JSON writes them; pydantic tells them as Python does."""
    return listed(written(choice) for choice in re.findall("'([^']*)'", told))


def _said(fault: Mapping[str, Any]) -> tuple[str, str]:
    """The stable code and the words for one of pydantic's findings."""
    kind = str(fault["type"])
    if kind.startswith(("date", "time")):
        return "json_date", no_date()
    if kind.startswith(("tuple", "list")):
        kind = "list_type"
    words = _words()
    return words.get(_SAME.get(kind, kind), words["other"])


_SAME = {
    "union_tag_invalid": "union_tag_not_found",
    "int_parsing_size": "greater_than_equal",
    "dict_type": "model_type",
    "model_attributes_type": "model_type",
}


def _words() -> dict[str, tuple[str, str]]:
    """By pydantic's name for a finding: our code, and what the clerk reads."""
    return {
        "list_type": (
            "json_list",
            translate("cli.faults", "“{name}” is a list: write it in square brackets."),
        ),
        "extra_forbidden": (
            "json_unknown_field",
            translate(
                "cli.faults",
                "There is no field “{name}” here. Take it out, or see “supplydesk schema”.",
            ),
        ),
        "missing": ("json_missing", translate("cli.faults", "“{name}” is missing. Add it.")),
        "union_tag_not_found": (
            "json_kind",
            translate("cli.faults", "“kind” says which document this is; it is one of: {kinds}."),
        ),
        "string_too_long": (
            "json_too_long",
            translate("cli.faults", "The text is too long; at most {most} characters."),
        ),
        "string_too_short": (
            "json_empty_text",
            translate("cli.faults", "“{name}” must not be empty. Type a value."),
        ),
        "string_type": (
            "json_type",
            translate("cli.faults", "“{name}” is a text: write it in quotation marks."),
        ),
        "literal_error": (
            "json_choice",
            translate("cli.faults", "{value} cannot stand here; choose one of: {expected}."),
        ),
        "greater_than_equal": (
            "json_whole",
            translate("cli.faults", "{value} cannot stand here: lines count from 1."),
        ),
        "model_type": (
            "json_object",
            translate(
                "cli.faults",
                "{value} cannot stand here: fields with names, in curly brackets, are wanted.",
            ),
        ),
        "other": (
            "json_other",
            translate("cli.faults", "{value} cannot stand in “{name}”. See “supplydesk schema”."),
        ),
    }
