"""The commands `person …`: who uses the desk, in which role, with which PIN."""

from typing import Annotated

import typer

from supplydesk.cli.access import desk, new_pin
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, wrong
from supplydesk.cli.output import emit, say, table
from supplydesk.domain.choices import choose, offered
from supplydesk.domain.lifecycle import Role, role_words
from supplydesk.services import people, rosters
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)

Name = Annotated[
    str, typer.Argument(metavar="NAME", help=translate("cli.people", "Her name at this desk."))
]
Pin = Annotated[
    bool,
    typer.Option(
        "--pin",
        help=translate(
            "cli.people", "Ask for a new PIN, twice; a script sets SUPPLYDESK_NEW_PIN instead."
        ),
    ),
]
ROLES = offered(role_words())


@app.command(
    "add", cls=DeskCommand, help=translate("cli.people", "Add somebody who uses the desk.")
)
def add_person_command(
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help=ROLES)],
    pin: Pin = False,
    as_json: AsJson = False,
) -> None:
    """Add somebody who uses the desk."""
    secret = new_pin(asked=pin)
    with desk(context) as open_desk:
        open_desk.write(lambda session: people.add(session, name, role, secret))
    if as_json:
        emit({"name": name.strip(), "role": choose(role, role_words())})
    else:
        say(translate("cli.people", "{name} may sit here now.").format(name=name.strip()))


@app.command(
    "change",
    cls=DeskCommand,
    help=translate("cli.people", "Change her role or PIN, or say that she left."),
)
def change_person_command(
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help=ROLES)] = "",
    pin: Pin = False,
    no_pin: Annotated[
        bool,
        typer.Option("--no-pin", help=translate("cli.people", "From now on she needs no PIN.")),
    ] = False,
    left: Annotated[
        bool, typer.Option("--left", help=translate("cli.people", "She no longer sits here."))
    ] = False,
    back: Annotated[
        bool, typer.Option("--back", help=translate("cli.people", "She sits here again."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Change somebody's role or PIN, or whether she still uses the desk."""
    if pin and no_pin:
        raise wrong(translate("cli.people", "Choose --pin or --no-pin, not both."), "--no-pin")
    active = True if back else False if left else None
    secret = "" if no_pin else None
    # What a script has set is meant where nothing else is asked for: no role takes a PIN along.
    if pin or (secret is None and active is None and not role):
        secret = new_pin(asked=pin)
        if not secret:
            raise wrong(translate("cli.people", "Say what is to change."), "--role")
    with desk(context) as open_desk:
        open_desk.write(
            lambda session: people.change(
                session, name, role=role or None, pin=secret, active=active
            )
        )
    if as_json:
        emit({"name": name})
    else:
        say(translate("cli.people", "{name} was changed.").format(name=name))


@app.command("list", cls=DeskCommand, help=translate("cli.people", "Who uses the desk."))
def list_command(context: typer.Context, as_json: AsJson = False) -> None:
    """Everybody who uses the desk, or did."""
    with desk(context) as open_desk:
        found = open_desk.read(rosters.people)
    if as_json:
        emit([{**one._asdict()} for one in found])
        return
    words = role_words()
    headings = [
        translate("cli.people", "Name"),
        translate("cli.people", "Role"),
        translate("cli.people", "PIN"),
        translate("cli.people", "Here"),
    ]
    yes, no = translate("cli.people", "yes"), translate("cli.people", "no")
    rows = [
        [one.name, words[Role(one.role)], yes if one.pin else no, yes if one.active else no]
        for one in found
    ]
    say(table(headings, rows))
