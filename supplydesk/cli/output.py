"""What the command line prints: one JSON value, or tables that line up under Chinese headings.

Answers go to stdout, problems to stderr. What a terminal cannot show becomes a question mark; a
reader that goes away in the middle (``| head``) is no fault.
"""

import json
import re
import sys
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from itertools import zip_longest
from typing import TextIO

from supplydesk.cli.hints import hinted
from supplydesk.cli.wording import field_name
from supplydesk.domain.money import in_yuan
from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import from_thousandths, write_plain
from supplydesk.papers.plain_table import GAP, pad, shown, table, wide, width
from supplydesk.text import translate

__all__ = [
    "Json",
    "emit",
    "figure",
    "folded",
    "instant",
    "money",
    "note",
    "pad",
    "pairs",
    "prepare_streams",
    "progress",
    "quantity",
    "report",
    "say",
    "shown",
    "table",
    "width",
    "wrap",
]

Json = None | bool | int | str | Sequence["Json"] | dict[str, "Json"]

_CELL = re.compile("[A-Z]{1,3}[0-9]+")


def prepare_streams(*, as_json: bool) -> None:
    """Make stdout and stderr take Chinese: UTF-8 for JSON and wherever the encoding lacks it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        encoding = stream.encoding or "ascii"
        if as_json or not _takes_chinese(encoding):
            encoding = "utf-8"
        reconfigure(encoding=encoding, errors="replace")


def _takes_chinese(encoding: str) -> bool:
    try:
        "应急物资，余".encode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def emit(value: Json) -> None:
    """Print *value* as the one JSON value of this run."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


def say(text: str) -> None:
    """Print one line, or several, for a person."""
    print(text)


def note(text: str) -> None:
    """Print one line beside the answer, on stderr."""
    print(text, file=sys.stderr)


def progress(done: int, total: int) -> None:
    """How far long work is, on a terminal only."""
    if total and sys.stderr.isatty():
        print(f"\r{done * 100 // total:3d} %", end="\r" if done < total else "\n", file=sys.stderr)


def report(problems: Iterable[Problem], *, as_json: bool, stream: TextIO | None = None) -> None:
    """Print *problems* on stderr: a line each that says where, or one JSON value."""
    stream = stream or sys.stderr
    problems = tuple(map(hinted, problems))
    if as_json:
        listed = [_problem_json(problem) for problem in problems]
        print(json.dumps({"problems": listed}, ensure_ascii=False), file=stream)
        return
    for problem in problems:
        print(f"{_lead(problem)}{problem.text}", file=stream)


def _problem_json(problem: Problem) -> dict[str, Json]:
    return {
        "code": problem.code,
        "text": problem.text,
        "row": problem.row,
        "field": problem.field,
        "stops": problem.stops,
    }


def _lead(problem: Problem) -> str:
    mark = "" if problem.stops else translate("cli.output", "Note: ")
    if problem.field is not None and _CELL.fullmatch(problem.field):
        # A cell's address holds its line, and most such texts begin with it.
        said = problem.field in problem.text
        return mark + (
            "" if said else translate("cli.output", "[{where}] ").format(where=problem.field)
        )
    where = []
    if problem.row is not None:
        where.append(translate("cli.output", "line {row}").format(row=problem.row))
    if problem.field is not None:
        where.append(shown(field_name(problem.field)))
    if not where:
        return mark
    return mark + translate("cli.output", "[{where}] ").format(
        where=translate("cli.output", ", ").join(where)
    )


# --- Values ------------------------------------------------------------------------------------


def quantity(thousandths: int) -> str:
    """Thousandths as a decimal string: ``77``, ``12.345``."""
    return write_plain(from_thousandths(thousandths))


def figure(value: Decimal) -> str:
    """A quantity as a decimal string."""
    return write_plain(value)


def about(text: str, approximate: bool) -> str:
    """A written quantity with 余 behind it where it is known from hearsay only."""
    return (
        translate("cli.output", "{quantity} or so").format(quantity=text) if approximate else text
    )


def money(fen: int) -> str:
    """Fen as yuan with two decimals, exactly."""
    return in_yuan(fen)


def instant(moment: datetime, zone: tzinfo) -> str:
    """An instant as ISO 8601 with the desk's offset."""
    return moment.astimezone(zone).isoformat()


# --- Tables ------------------------------------------------------------------------------------


def pairs(named: Iterable[tuple[str, str]]) -> str:
    """Names and values, one pair a line, the values under each other; empty values left out."""
    kept = [(name, shown(value)) for name, value in named if value]
    most = max((width(name) for name, _ in kept), default=0)
    return "\n".join(f"{pad(name, most)}{GAP}{value}" for name, value in kept)


def wrap(text: str, columns: int) -> list[str]:
    """*text* in lines of at most *columns*; Chinese breaks anywhere, a Latin word nowhere."""
    lines: list[str] = []
    line, used = "", 0
    for word in _words(text):
        size = width(word)
        if line and used + size > columns:
            lines.append(line.rstrip())
            line, used = "", 0
            word = word.lstrip()  # noqa: PLW2901 - the blank that broke the line is not wanted
            size = width(word)
        line += word
        used += size
    lines.append(line.rstrip())
    return lines


MOST_WIDE = 60
"""How wide a column of free text grows before its text goes on in the next line."""


def folded(rows: Iterable[Sequence[str]], free: Collection[int]) -> list[list[str]]:
    """*rows* in which a wide text in one of the columns *free* goes on in rows below."""
    return [
        list(line)
        for row in rows
        for line in zip_longest(
            *(
                _pieces(shown(cell), MOST_WIDE) if at in free else [cell]
                for at, cell in enumerate(row)
            ),
            fillvalue="",
        )
    ]


def _pieces(text: str, most: int) -> list[str]:
    if width(text) <= most:
        return [text]
    pieces = []
    for line in wrap(text, most):
        left = line
        while width(left) > most:  # a word without a blank in it
            pieces.append(left[: most // 2])
            left = left[most // 2 :]
        pieces.append(left)
    return pieces


_CLOSING = frozenset("，。；：、！？）〕」”》,.;:!?)]")


def _words(text: str) -> list[str]:
    """What may stand together on a line: Latin words, and Chinese characters with their stops."""
    words: list[str] = []
    for sign in text:
        joins = words and (
            sign in _CLOSING
            or (
                not wide(sign)
                and sign != " "
                and words[-1][-1] != " "
                and width(words[-1][-1]) == 1
            )
            or (sign == " " and not words[-1].isspace())
        )
        if joins:
            words[-1] += sign
        else:
            words.append(sign)
    return words
