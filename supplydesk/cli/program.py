"""The program's list of commands, each loaded only when it is called: typer would load them all."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup
from typing_extensions import override

from supplydesk.cli.commands import Listed
from supplydesk.cli.help import DeskGroup, help_text
from supplydesk.cli.rooms import load

if TYPE_CHECKING:
    from typer._click import (
        Context,
    )  # the class that typer's own methods name; it is not handed out


class LazyGroup(DeskGroup):
    """The program: its commands are listed from a table, and loaded when one is called."""

    listed: Mapping[str, Listed]

    @override
    def get_command(self, ctx: "Context", cmd_name: str) -> TyperCommand | TyperGroup | None:
        entry = self.listed.get(cmd_name)
        if entry is None:
            return None
        command = load(cmd_name, entry.room)
        command.help = entry.summary
        return command

    @override
    def list_commands(self, ctx: "Context") -> list[str]:
        return list(self.listed)

    @override
    def get_help(self, ctx: "Context") -> str:
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, entry in self.listed.items():
            sections.setdefault(entry.section, []).append((name, entry.summary))
        return help_text(self, ctx, list(sections.items()))
