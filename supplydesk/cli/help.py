"""`--help` in the clerk's language: typer writes its headings in English, so it is done here."""

import shutil
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typing_extensions import override

from supplydesk.cli.negative import figures_behind, with_values
from supplydesk.cli.output import pad, width, wrap
from supplydesk.domain.choices import listed
from supplydesk.text import translate

if TYPE_CHECKING:
    from typer._click import (
        Context,
    )  # the class that typer's own methods name; it is not handed out

NARROW, BROAD = 60, 100
LEFT = 30
_INDENT = "  "


class DeskCommand(TyperCommand):
    """One command with its help in the clerk's language; -2 is a figure to it, no option."""

    @override
    def get_help(self, ctx: "Context") -> str:
        return help_text(self, ctx, [])

    @override
    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        return super().parse_args(ctx, figures_behind(args, with_values(self.params)))


class DeskGroup(TyperGroup):
    """Commands under one name (``place add-site``)."""

    @override
    def get_help(self, ctx: "Context") -> str:
        rows = [(name, command.help or "") for name, command in self.commands.items()]
        return help_text(self, ctx, [(translate("cli.help", "Commands"), rows)])

    @override
    def resolve_command(
        self, ctx: "Context", args: list[str]
    ) -> tuple[str | None, TyperCommand | TyperGroup | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            _unknown(args[0], list(self.list_commands(ctx)), ctx)
        return super().resolve_command(ctx, args)  # type: ignore[return-value]  # our own classes


def _unknown(name: str, known: list[str], context: "Context") -> NoReturn:
    near = get_close_matches(name, known)
    if near:
        text = translate("cli.help", "There is no command “{name}”. Did you mean {near}?")
    else:
        text = translate("cli.help", "There is no command “{name}”. “--help” lists them all.")
    context.fail(text.format(name=name, near=listed(near)))


def help_text(
    command: TyperCommand | TyperGroup,
    context: "Context",
    sections: list[tuple[str, list[tuple[str, str]]]],
) -> str:
    """The help of *command*; *sections* list the commands under it."""
    columns = max(NARROW, min(shutil.get_terminal_size((BROAD, 24)).columns, BROAD))
    blocks = [usage(context)]
    if command.help:
        blocks.append("\n".join(wrap(command.help, columns)))
    arguments, options = [], []
    for parameter in command.get_params(context):
        if isinstance(parameter, TyperArgument):
            arguments.append((parameter.metavar or parameter.name.upper(), _about(parameter)))
        elif isinstance(parameter, TyperOption) and not parameter.hidden:
            options.append((_names(parameter), _about(parameter)))
    named = [
        (translate("cli.help", "Arguments"), arguments),
        (translate("cli.help", "Options"), options),
        *sections,
    ]
    for title, rows in named:
        if rows:
            blocks.append(f"{title}\n{_listing(rows, columns)}")
    if command.epilog:
        blocks.append(command.epilog)
    return "\n\n".join(blocks)


def usage(context: "Context") -> str:
    """How the command of *context* is called, in one line."""
    pieces = [context.command_path, translate("cli.help", "[OPTIONS]")]
    for parameter in context.command.get_params(context):
        if isinstance(parameter, TyperArgument):
            name = parameter.metavar or parameter.name.upper()
            pieces.append(name if parameter.required else f"[{name}]")
    if isinstance(context.command, TyperGroup):
        pieces.append(translate("cli.help", "COMMAND"))
    return translate("cli.help", "Usage: {usage}").format(usage=" ".join(pieces))


def _names(option: TyperOption) -> str:
    names = ", ".join(option.opts)
    if option.is_flag:
        return names
    return f"{names} {option.metavar or option.name.upper()}"


def _about(parameter: TyperArgument | TyperOption) -> str:
    if isinstance(parameter, TyperOption) and "--help" in parameter.opts:
        return translate("cli.help", "Show this and end.")
    text = parameter.help or ""
    more = []
    if parameter.required:
        more.append(translate("cli.help", "required"))
    if parameter.envvar:
        more.append(translate("cli.help", "or set {variable}").format(variable=parameter.envvar))
    if not more:
        return text
    return text + translate("cli.help", " ({more})").format(
        more=translate("cli.help", "; ").join(more)
    )


def _listing(rows: list[tuple[str, str]], columns: int) -> str:
    left = min(LEFT, max(width(name) for name, _ in rows))
    lines = []
    for name, text in rows:
        first, *rest = wrap(text, columns - left - 2 * len(_INDENT))
        if width(name) > left:
            lines.append(_INDENT + name)
            name = ""  # noqa: PLW2901 - a long name stands on a line of its own
        lines.append(f"{_INDENT}{pad(name, left)}{_INDENT}{first}".rstrip())
        lines += [f"{_INDENT}{' ' * left}{_INDENT}{line}" for line in rest]
    return "\n".join(lines)
