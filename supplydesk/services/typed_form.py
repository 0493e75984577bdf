"""From the fields of a page to a form: what no form can hold is told at its field."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from supplydesk.domain.problem import Problem, Refused
from supplydesk.services.forms import AnyForm, unfinished
from supplydesk.text import translate


def read(payload: Mapping[str, object]) -> AnyForm:
    """The form that *payload* makes, however unfinished it is.

    Raises:
        Refused: a text is too long, or holds a sign that cannot be seen.
    """
    try:
        return unfinished(payload)
    except ValidationError as error:
        raise Refused(_told(error.errors(include_url=False))) from None


def _told(faults: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    """Pydantic's findings (records of its own, so `Any`) in the clerk's words."""
    for fault in faults:
        row, field = _place(fault["loc"])
        if fault["type"] in ("string_too_long", "too_long"):
            most = fault["ctx"]["max_length"]
            text = translate(
                "services.typed_form", "The text is too long; at most {most} characters."
            )
            yield Problem("too_long", text.format(most=most), row, field)
        elif fault["type"] == "value_error":
            text = translate(
                "services.typed_form", "There is a sign in it that cannot be seen. Type it again."
            )
            yield Problem("control_character", text, row, field)
        else:
            text = translate("services.typed_form", "“{value}” cannot stand here. Correct it.")
            value = str(fault.get("input", ""))[:40]
            yield Problem("misfit", text.format(value=value), row, field)


def _place(location: Sequence[object]) -> tuple[int | None, str]:
    """The line, from 1, and the dotted name of the field."""
    parts = list(location[1:])  # the kind comes first
    row = None
    if len(parts) > 1 and parts[0] == "lines" and isinstance(parts[1], int):
        row = parts[1] + 1
        parts = parts[2:]
    return row, ".".join(str(part) for part in parts if not isinstance(part, int))
