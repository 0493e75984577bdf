"""From JSON to forms: what does not fit becomes problems with line and field, in Chinese.

The models in `supplydesk.services.forms` check; here their findings are put into the clerk's
words. Lines and parts are counted from 1.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from pydantic import ValidationError

from supplydesk.cli.faults import value_at, worded
from supplydesk.cli.json_text import Value
from supplydesk.cli.shapes import Location, misfits, problem_at, written
from supplydesk.domain.problem import Problem, Refused
from supplydesk.services.forms import DOCUMENT, AnyForm
from supplydesk.text import translate

Result = TypeVar("Result")

MOST_PROBLEMS = 100
YEARS = range(1900, 2200)
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file holds: documents, and whether they stood in a list."""

    forms: tuple[AnyForm, ...]
    listed: bool


def read_forms(value: Value) -> Incoming:
    """The documents in a JSON *value*: one, or a list of them.

    Raises:
        Refused: with every problem of every document.
    """
    listed = isinstance(value, list)
    parts: Sequence[Value] = value if isinstance(value, list) else (value,)
    forms: list[AnyForm] = []
    problems: list[Problem] = []
    if not parts:
        problems.append(
            Problem.of("json_no_documents", "cli.incoming", "The list is empty. Give a document.")
        )
    for position, part in enumerate(parts, 1):
        found, form = _one(part)
        problems += located(found, position, _key_of(part)) if listed else found
        if form is not None:
            forms.append(form)
        if len(problems) >= MOST_PROBLEMS:
            break
    if not problems:
        problems = _keys_twice(forms)
    if problems:
        raise Refused(problems[:MOST_PROBLEMS])
    return Incoming(tuple(forms), listed)


def each(forms: Sequence[AnyForm], work: Callable[[AnyForm], Result]) -> list[Result]:
    """*work* done with every form; what one of several is refused for names that one.

    Raises:
        Refused: the first refusal.
    """
    done = []
    for position, form in enumerate(forms, 1):
        try:
            done.append(work(form))
        except Refused as refused:
            if len(forms) == 1:
                raise
            raise Refused(located(refused.problems, position, form.key)) from None
    return done


def located(problems: Iterable[Problem], position: int, key: str) -> list[Problem]:
    """*problems* that say which document of a list they belong to: its place and its key."""
    text = translate("cli.incoming", "document {position} ({key}): ")
    if not key:
        text = translate("cli.incoming", "document {position}: ")
    lead = text.format(position=position, key=key[:_SHOWN])
    return [replace(problem, text=lead + problem.text) for problem in problems]


def _key_of(part: Value) -> str:
    key = part.get("key") if isinstance(part, dict) else None
    return key.strip() if isinstance(key, str) else ""


def _one(part: Value) -> tuple[list[Problem], AnyForm | None]:
    found = list(misfits(part))
    try:
        form = DOCUMENT.validate_python(part)
    except ValidationError as error:
        # Each place is named once; what the models cannot see in it was found before.
        named = {(problem.row, problem.field) for problem in found}
        faults = worded(error.errors(include_url=False), part)
        found += [fault for fault in faults if (fault.row, fault.field) not in named]
        return found, None
    if found:
        return found, None
    return list(_impossible_years(form, part)), form


def _keys_twice(forms: Sequence[AnyForm]) -> list[Problem]:
    seen: dict[str, tuple[int, str]] = {}
    problems = []
    for position, form in enumerate(forms, 1):
        first, request = seen.setdefault(form.key, (position, form.request()))
        if request != form.request():
            problems.append(
                Problem.of(
                    "key_twice",
                    "cli.incoming",
                    "Documents {first} and {second} have the same key {key} and say different "
                    "things. Give each document a key of its own.",
                    field="key",
                    first=first,
                    second=position,
                    key=form.key,
                )
            )
    return problems


def _days(value: object, location: Location) -> Iterator[tuple[Location, date]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _days(inner, (*location, name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _days(inner, (*location, index))
    elif isinstance(value, date):
        yield location, value


def _impossible_years(form: AnyForm, part: Value) -> Iterator[Problem]:
    """Years that nobody can mean."""
    for location, day in _days(form.model_dump(), ()):
        if day.year not in YEARS:
            text = translate("cli.incoming", "{value} cannot be meant. Correct the year.")
            yield problem_at("json_year", text, location, value=written(value_at(part, location)))
