"""The commands `incident …`: the events that goods are sent out for."""

from typing import Annotated

import typer

from supplydesk.cli.access import desk
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, day, wrong
from supplydesk.cli.output import emit, say, table
from supplydesk.services import incidents, rosters
from supplydesk.services.incidents import Changes
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)

Code = Annotated[
    str, typer.Argument(metavar="CODE", help=translate("cli.incidents", "The event's code."))
]


@app.command("add", cls=DeskCommand, help=translate("cli.incidents", "Add an event."))
def add_incident_command(
    context: typer.Context,
    code: Code,
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help=translate("cli.incidents", "Its name, as on papers.")),
    ],
    begins: Annotated[
        str,
        typer.Option("--begins", metavar="DATE", help=translate("cli.incidents", "Its first day.")),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Add an event that goods are sent out for."""
    first = day(begins, "--begins") if begins else None
    with desk(context) as open_desk:
        open_desk.write(lambda session: incidents.add(session, code, name, first))
    if as_json:
        emit({"code": code, "name": name})
    else:
        say(translate("cli.incidents", "{code} {name} was added.").format(code=code, name=name))


@app.command(
    "change",
    cls=DeskCommand,
    help=translate(
        "cli.incidents", "Give an event another name or other days; posted papers keep the name."
    ),
)
def change_incident_command(
    context: typer.Context,
    code: Code,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help=translate("cli.incidents", "Its new name.")),
    ] = None,
    begins: Annotated[
        str | None,
        typer.Option(
            "--begins",
            metavar="DATE",
            help=translate("cli.incidents", "Its first day; “” takes it off."),
        ),
    ] = None,
    closed: Annotated[
        str | None,
        typer.Option(
            "--closed",
            metavar="DATE",
            help=translate("cli.incidents", "The day it is closed from; “” opens it again."),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Change what is given; the rest stays."""
    changes = Changes()
    if name is not None:
        changes["name"] = name
    if begins is not None:
        changes["begins_on"] = day(begins, "--begins") if begins else None
    if closed is not None:
        changes["closed_on"] = day(closed, "--closed") if closed else None
    if not changes:
        text = translate("cli.incidents", "Say what shall change: --name, --begins or --closed.")
        raise wrong(text, "--name")
    with desk(context) as open_desk:
        changed = open_desk.write(lambda session: incidents.change(session, code, changes))
    if as_json:
        emit({"code": code, "changed": changed})
    elif changed:
        say(translate("cli.incidents", "{code} was changed.").format(code=code))
    else:
        say(translate("cli.incidents", "{code} is so already.").format(code=code))


@app.command("close", cls=DeskCommand, help=translate("cli.incidents", "Close an event."))
def close_incident_command(
    context: typer.Context,
    code: Code,
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="DATE",
            help=translate("cli.incidents", "From this day on nothing more goes out for it."),
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Close an event from a day on."""
    last = day(on, "--on")
    with desk(context) as open_desk:
        open_desk.write(lambda session: incidents.close(session, code, last))
    if as_json:
        emit({"code": code, "closed_on": last.isoformat()})
    else:
        text = translate("cli.incidents", "{code} is closed from {day}.")
        say(text.format(code=code, day=last.isoformat()))


@app.command("list", cls=DeskCommand, help=translate("cli.incidents", "List the events."))
def list_command(context: typer.Context, as_json: AsJson = False) -> None:
    """Every event by code."""
    with desk(context) as open_desk:
        found = open_desk.read(rosters.incidents)
    dates = [
        [day.isoformat() if day else None for day in (one.begins_on, one.closed_on)]
        for one in found
    ]
    if as_json:
        emit(
            [
                {"code": one.code, "name": one.name, "begins_on": begins, "closed_on": closed}
                for one, (begins, closed) in zip(found, dates, strict=True)
            ]
        )
    elif found:
        headings = [
            translate("cli.incidents", "Code"),
            translate("cli.incidents", "Name"),
            translate("cli.incidents", "Begins"),
            translate("cli.incidents", "Closed"),
        ]
        rows = [
            [one.code, one.name, begins or "", closed or ""]
            for one, (begins, closed) in zip(found, dates, strict=True)
        ]
        say(table(headings, rows))
    else:
        say(translate("cli.incidents", "There are no events yet."))
