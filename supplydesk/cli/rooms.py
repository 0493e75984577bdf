"""The rooms that commands live in, each imported only when one of its commands is called.

The store alone costs half a second to import, and `--help` needs none of it.
"""

# ruff: noqa: PLC0415 - that is what this room is for

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

Loaded = TyperCommand | TyperGroup


def load(name: str, room: str) -> Loaded:
    """The command called *name*: the one of that name in its *room*, or all of the room's."""
    program = get_group(_app(room))
    command = program.commands.get(name, program)
    assert isinstance(command, TyperCommand | TyperGroup), "all of ours are"
    return command


def _app(room: str) -> typer.Typer:  # noqa: C901, PLR0911, PLR0912 - one case for each room
    match room:
        case "making":
            from supplydesk.cli import making

            return making.app
        case "importing":
            from supplydesk.cli import importing

            return importing.app
        case "places":
            from supplydesk.cli import places

            return places.app
        case "people":
            from supplydesk.cli import people

            return people.app
        case "incidents":
            from supplydesk.cli import incidents

            return incidents.app
        case "settings":
            from supplydesk.cli import settings

            return settings.app
        case "documents":
            from supplydesk.cli import documents

            return documents.app
        case "drafts":
            from supplydesk.cli import drafts

            return drafts.app
        case "schema":
            from supplydesk.cli import schema

            return schema.app
        case "stock":
            from supplydesk.cli import stock

            return stock.app
        case "waiting":
            from supplydesk.cli import waiting

            return waiting.app
        case "reports":
            from supplydesk.cli import reports

            return reports.app
        case "registers":
            from supplydesk.cli import registers

            return registers.app
        case "showing":
            from supplydesk.cli import showing

            return showing.app
        case "printing":
            from supplydesk.cli import printing

            return printing.app
        case "months":
            from supplydesk.cli import months

            return months.app
        case "touring":
            from supplydesk.cli import touring

            return touring.app
        case "safety":
            from supplydesk.cli import safety

            return safety.app
    raise KeyError(room)
