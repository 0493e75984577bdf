"""The commands `place …`: warehouses, bins, sites and custodians, one at a time."""

from typing import Annotated

import typer

from supplydesk.cli.access import desk
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, day, level_of, wrong
from supplydesk.cli.output import Json, emit, report, say, table
from supplydesk.domain.choices import offered
from supplydesk.domain.places import Level
from supplydesk.services import import_places, places, rosters
from supplydesk.services.place_facts import PlaceFacts, kind_word
from supplydesk.services.rosters import ListedPlace
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)

Code = Annotated[
    str, typer.Argument(metavar="CODE", help=translate("cli.places", "Its code, as papers say it."))
]
Name = Annotated[str, typer.Argument(metavar="NAME", help=translate("cli.places", "Its name."))]
LevelName = Annotated[
    str,
    typer.Option("--level", metavar="LEVEL", help=offered(Level.words())),
]
_COUNTY = typer.Option("--county", metavar="TEXT", help=translate("cli.places", "Its county."))
County = Annotated[str, _COUNTY]
_STREET = typer.Option("--address", metavar="TEXT", help=translate("cli.places", "Its address."))
Street = Annotated[str, _STREET]
_CONTACT = typer.Option("--contact", metavar="NAME", help=translate("cli.places", "Whom to ask."))
Contact = Annotated[str, _CONTACT]
_PHONE = typer.Option("--phone", metavar="NUMBER", help=translate("cli.places", "The telephone."))
Phone = Annotated[str, _PHONE]


def _add(context: typer.Context, facts: PlaceFacts, *, as_json: bool) -> None:
    with desk(context) as open_desk:
        open_desk.write(lambda session: import_places.add(session, facts))
    if as_json:
        emit({"code": facts.code, "kind": facts.kind, "name": facts.name})
    else:
        text = translate("cli.places", "{kind} {code} {name} was added.")
        kind = kind_word(facts.kind)
        say(text.format(kind=kind, code=facts.code, name=facts.name))


@app.command("add-warehouse", cls=DeskCommand, help=translate("cli.places", "Add a warehouse."))
def add_warehouse_command(
    context: typer.Context,
    code: Code,
    name: Name,
    level: LevelName,
    custodian: Annotated[
        str,
        typer.Option(
            "--custodian",
            metavar="NAME",
            help=translate("cli.places", "Who keeps the goods: code or name; added if new."),
        ),
    ] = "",
    county: County = "",
    address: Street = "",
    contact: Contact = "",
    phone: Phone = "",
    as_json: AsJson = False,
) -> None:
    """Add a warehouse with its areas and its road."""
    facts = PlaceFacts(
        code, "warehouse", name, level_of(level), "", custodian, county, address, contact, phone
    )
    _add(context, facts, as_json=as_json)


@app.command("add-site", cls=DeskCommand, help=translate("cli.places", "Add a site that receives."))
def add_site_command(
    context: typer.Context,
    code: Code,
    name: Name,
    level: LevelName,
    county: County = "",
    address: Street = "",
    contact: Contact = "",
    phone: Phone = "",
    as_json: AsJson = False,
) -> None:
    """Add a site."""
    facts = PlaceFacts(code, "site", name, level_of(level), "", "", county, address, contact, phone)
    _add(context, facts, as_json=as_json)


@app.command("add-bin", cls=DeskCommand, help=translate("cli.places", "Add a bin to an area."))
def add_bin_command(
    context: typer.Context,
    parent: Annotated[
        str,
        typer.Argument(
            metavar="AREA",
            help=translate("cli.places", "Such as W1-good; a warehouse's code means that."),
        ),
    ],
    code: Code,
    name: Name,
    as_json: AsJson = False,
) -> None:
    """Add a bin."""
    _add(context, PlaceFacts(code, "bin", name, parent=parent), as_json=as_json)


@app.command("add-custodian", cls=DeskCommand, help=translate("cli.places", "Add a custodian."))
def add_custodian_command(
    context: typer.Context,
    code: Code,
    name: Name,
    address: Street = "",
    contact: Contact = "",
    phone: Phone = "",
    as_json: AsJson = False,
) -> None:
    """Add a unit that keeps goods."""
    facts = PlaceFacts(code, "custodian", name, address=address, contact=contact, phone=phone)
    _add(context, facts, as_json=as_json)


@app.command(
    "change",
    cls=DeskCommand,
    help=translate("cli.places", "Change its name, address, contact, phone or custodian."),
)
def change_command(
    context: typer.Context,
    code: Code,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help=translate("cli.places", "Its new name.")),
    ] = None,
    custodian: Annotated[
        str | None,
        typer.Option(
            "--custodian", metavar="NAME", help=translate("cli.places", "Who keeps the goods now.")
        ),
    ] = None,
    county: Annotated[str | None, _COUNTY] = None,
    address: Annotated[str | None, _STREET] = None,
    contact: Annotated[str | None, _CONTACT] = None,
    phone: Annotated[str | None, _PHONE] = None,
    as_json: AsJson = False,
) -> None:
    """Change a place; posted papers keep what they say."""
    asked = {
        "name": name,
        "custodian": custodian,
        "county": county,
        "address": address,
        "contact": contact,
        "phone": phone,
    }
    changes = {field: value for field, value in asked.items() if value is not None}
    if not changes:
        raise wrong(translate("cli.places", "Say what is to change."), "--name")
    with desk(context) as open_desk:
        changed = open_desk.write(lambda session: import_places.change(session, code, changes))
    if as_json:
        emit({"code": code, "kind": changed.kind, "name": changed.name})
    else:
        say(
            translate("cli.places", "{code} {name} was changed.").format(
                code=code, name=changed.name
            )
        )


@app.command("close", cls=DeskCommand, help=translate("cli.places", "Close a place."))
def close_command(
    context: typer.Context,
    code: Code,
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="DATE",
            help=translate("cli.places", "From this day on nothing more goes there."),
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Close a place from a day on."""
    last = day(on, "--on")
    with desk(context) as open_desk:
        warnings = open_desk.write(lambda session: places.close(session, code, last))
    if warnings:
        report(warnings, as_json=as_json)
    told = {"code": code, "closed_on": last.isoformat()}
    if as_json:
        emit({**told})
    else:
        say(translate("cli.places", "{code} is closed from {closed_on}.").format(**told))


@app.command(
    "reopen",
    cls=DeskCommand,
    help=translate("cli.places", "Open a place again that was closed by mistake."),
)
def reopen_command(context: typer.Context, code: Code, as_json: AsJson = False) -> None:
    """Open a closed place again."""
    with desk(context) as open_desk:
        open_desk.write(lambda session: places.reopen(session, code))
    if as_json:
        emit({"code": code, "closed_on": None})
    else:
        say(translate("cli.places", "{code} is open again.").format(code=code))


@app.command("list", cls=DeskCommand, help=translate("cli.places", "List warehouses, bins, sites."))
def list_command(context: typer.Context, as_json: AsJson = False) -> None:
    """Every warehouse, bin and site by code."""
    with desk(context) as open_desk:
        found = open_desk.read(rosters.places)
    if as_json:
        emit([_place_json(one) for one in found])
    elif found:
        headings = [
            translate("cli.places", "Code"),
            translate("cli.places", "Kind"),
            translate("cli.places", "Level"),
            translate("cli.places", "Name"),
            translate("cli.places", "County"),
            translate("cli.places", "Custodian"),
            translate("cli.places", "Closed"),
        ]
        say(table(headings, [_place_row(one) for one in found]))
    else:
        say(translate("cli.places", "There are no places yet."))


def _place_row(one: ListedPlace) -> list[str]:
    return [
        one.code,
        kind_word(one.kind),
        Level(one.level).word() if one.level else "",
        one.name,
        one.county,
        one.custodian,
        one.closed_on.isoformat() if one.closed_on else "",
    ]


def _place_json(one: ListedPlace) -> dict[str, Json]:
    closed = one.closed_on.isoformat() if one.closed_on else None
    return {**one._asdict(), "closed_on": closed}
