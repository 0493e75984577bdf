"""Reads JSON strictly: bounded, no name twice, no NaN, no number that has been through a float.

Python's own reader takes all of these, and each is a document that says something else than its
author meant.
"""

import json
import sys
from pathlib import Path

from supplydesk.domain.problem import Problem, Refused, refuse

MOST_BYTES = 50_000_000
MOST_PARTS = 5_000_000
MOST_DIGITS = 20
MOST_DEPTH = 20

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]


class Inexact(float):
    """A figure with a point or an exponent: JSON readers make floats of those."""


def read_json(source: str) -> Value:
    """The JSON value in the file *source*, or on stdin where that is ``-``.

    Raises:
        Refused: it is no JSON, too big, too deep, or says one thing twice.
        OSError: the file cannot be read.
    """
    content = _bytes(source)
    if len(content) > MOST_BYTES:
        raise _too_big()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise refuse(
            "json_encoding",
            "cli.json_text",
            "The file is not in UTF-8 (byte {at}). Save it as UTF-8 and try again.",
            at=fault.start + 1,
        ) from None
    return parse_json(text)


def _bytes(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(source).expanduser().open("rb") as file:
        return file.read(MOST_BYTES + 1)


def parse_json(text: str) -> Value:
    """The JSON value that *text* holds.

    Raises:
        Refused: as `read_json`.
    """
    if len(text) > MOST_PARTS and sum(map(text.count, "[{,")) > MOST_PARTS:
        raise _too_big()
    try:
        value: Value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=Inexact,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as fault:
        raise _syntax(text, fault) from None
    except RecursionError:
        raise _too_deep() from None
    _check_depth(value)
    return value


def _too_big() -> Refused:
    return refuse(
        "json_too_big",
        "cli.json_text",
        "The file is larger than {most} MB, or has too many parts. Split it into several.",
        most=MOST_BYTES // 1_000_000,
    )


def _syntax(text: str, fault: json.JSONDecodeError) -> Refused:
    if not text.strip():
        return refuse(
            "json_empty", "cli.json_text", "There is nothing in it. Give a document as JSON."
        )
    return refuse(
        "json_syntax",
        "cli.json_text",
        "This is no JSON: line {line}, column {column}, near “{near}”. Look for a missing comma, "
        "quotation mark or bracket just before it.",
        row=fault.lineno,
        line=fault.lineno,
        column=fault.colno,
        near=" ".join(text[fault.pos : fault.pos + 20].split()),
    )


def _object(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise refuse(
            "json_twice",
            "cli.json_text",
            "“{name}” stands twice in one object. Keep the one that is meant.",
            field=twice,
            name=twice,
        )
    return found


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise refuse(
            "json_number",
            "cli.json_text",
            "{number}… is too large a number.",
            number=digits[:MOST_DIGITS],
        )
    return int(digits)


def _constant(name: str) -> float:
    raise refuse(
        "json_not_finite",
        "cli.json_text",
        '{name} is no figure. Write quantities as text, such as "77".',
        name=name,
    )


def _check_depth(value: Value) -> None:
    level: list[Value] = [value]
    for _ in range(MOST_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, list | dict)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return
    raise _too_deep()


def _too_deep() -> Refused:
    return Refused(
        (
            Problem.of(
                "json_too_deep",
                "cli.json_text",
                "Brackets are nested too deep for a document. See “supplydesk schema”.",
            ),
        )
    )
