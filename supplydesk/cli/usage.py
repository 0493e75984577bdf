"""What is wrong with how the program was called, said in the clerk's language.

typer has its own sentences in English; here they are told apart by the kind of error, by name,
because typer keeps those classes to itself.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from supplydesk.cli.help import usage
from supplydesk.domain.choices import listed
from supplydesk.domain.problem import Problem
from supplydesk.text import translate

if TYPE_CHECKING:
    from typer._click import Context  # the class that typer's own methods name

_EXTRA = re.compile(r"unexpected extra argument\(s\) \((.*)\)", re.DOTALL)


def usage_problem(error: typer.TyperException) -> Problem:
    """What *error* says, as a problem whose field is the option or argument."""
    field = _field(error)
    return Problem("usage", _text(error, field), field=field)


def usage_lines(error: typer.TyperException) -> str:
    """How the command is called, and where its help is; empty where that is not known."""
    context = getattr(error, "ctx", None)
    if context is None:
        return ""
    hint = translate("cli.usage", "More with: {command} --help")
    return f"{usage(context)}\n{hint.format(command=context.command_path)}"


def _field(error: typer.TyperException) -> str | None:
    hint = getattr(error, "param_hint", None) or getattr(error, "option_name", None)
    if isinstance(hint, str):
        return hint
    parameter = getattr(error, "param", None)
    if parameter is None:
        return None
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    return str(parameter.opts[-1])


def _text(error: typer.TyperException, field: str | None) -> str:
    extra = _EXTRA.search(error.message)
    values = {
        "name": field,
        "near": listed(sorted(getattr(error, "possibilities", None) or ())),
        "choices": listed(map(str, _choices(error))),
        "extra": extra.group(1) if extra else "",
    }
    if type(error).__name__ == "BadParameter" and getattr(error, "param", None) is None:
        return error.message  # one of ours, in the clerk's language already
    if _of_a_command(error):
        text = translate(
            "cli.usage", "{name} stands behind the command. Write the command first, then {name}."
        )
    elif extra:
        text = translate(
            "cli.usage",
            "Too many arguments: {extra}. Leave them out, or put a value with blanks in quotation "
            "marks.",
        )
    else:
        text = _pattern(error, values)
    return text.format(**values)


def _of_a_command(error: typer.TyperException) -> bool:
    """Whether an option was typed before the command that would have known it."""
    context: Context | None = getattr(error, "ctx", None)
    group, name = getattr(context, "command", None), getattr(error, "option_name", None)
    if type(error).__name__ != "NoSuchOption" or context is None:
        return False
    if not isinstance(group, TyperGroup):
        return False
    return any(name in options for options in _options(group, context))


def _options(group: TyperGroup, context: "Context") -> Iterator[Sequence[str]]:
    """The spellings of every option of the commands in *group*."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, TyperGroup):
            yield from _options(command, context)
        elif command is not None:
            yield from (one.opts for one in command.params)


def _choices(error: typer.TyperException) -> tuple[object, ...]:
    parameter = getattr(error, "param", None)
    found: tuple[object, ...] = parameter.type_descriptor.choices or () if parameter else ()
    return found


def _pattern(error: typer.TyperException, values: dict[str, str | None]) -> str:
    kind = type(error).__name__
    if kind == "MissingParameter":
        return translate("cli.usage", "{name} is missing. Give it.")
    if kind == "NoSuchOption":
        if values["near"]:
            return translate("cli.usage", "There is no option {name}. Did you mean {near}?")
        return translate("cli.usage", "There is no option {name}.")
    if kind == "BadOptionUsage":
        if "not take a value" in error.message:
            return translate("cli.usage", "{name} takes no value. Leave the value out.")
        return translate("cli.usage", "{name} needs a value after it.")
    return _other_pattern(error, kind, values)


def _other_pattern(error: typer.TyperException, kind: str, values: dict[str, str | None]) -> str:
    if kind == "BadParameter" and values["choices"]:
        return translate("cli.usage", "{name} takes one of: {choices}.")
    if kind == "BadParameter":
        return translate("cli.usage", "{name} cannot be read. Correct it.")
    if error.message == "Missing command.":
        return translate("cli.usage", "Which command? “--help” lists them all.")
    return error.message.replace("{", "{{").replace("}", "}}")
