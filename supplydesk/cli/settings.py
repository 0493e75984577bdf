"""The command `settings`: what is set once for a desk, shown and changed."""

from dataclasses import asdict
from typing import Annotated

import typer

from supplydesk.cli.access import desk
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson
from supplydesk.cli.output import Json, emit, say, table
from supplydesk.domain.choices import choose
from supplydesk.domain.problem import Refused
from supplydesk.domain.settings import DeskSettings
from supplydesk.services import setting_text, settings
from supplydesk.services.setting_problems import problems, words
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)


def _settings_json(found: DeskSettings) -> dict[str, Json]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(found).items()
    }


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(value) or "—"
    if isinstance(value, bool):
        yes, no = translate("cli.settings", "on"), translate("cli.settings", "off")
        return yes if value else no
    return "—" if value in {None, ""} else str(value)


@app.command("settings", cls=DeskCommand)
def settings_command(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help=translate("cli.settings", "One setting; else all.")),
    ] = "",
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="VALUE", help=translate("cli.settings", "Its new value; several joined by 、.")
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show all settings or one, or change one."""
    with desk(context) as open_desk:
        found = open_desk.read(settings.load)
        held = asdict(found)
        if name:
            asked = choose(name, words())
            if asked is None:
                raise Refused(problems({name: value}))
            name = asked
        if value is not None:
            change = {name: setting_text.read(name, value, held[name])}
            found = open_desk.write(lambda session: settings.save(session, **change))
    told = _settings_json(found)
    shown = {one: _shown(content) for one, content in asdict(found).items()}
    if name:
        told, shown = {name: told[name]}, {name: shown[name]}
    if as_json:
        emit(told)
    else:
        known = words()
        rows = [[known[one], one, content] for one, content in shown.items()]
        headings = [
            translate("cli.settings", "Setting"),
            translate("cli.settings", "Name"),
            translate("cli.settings", "Value"),
        ]
        say(table(headings, rows))


@app.callback()
def _keep_the_name() -> None:
    """Tell typer that a single command keeps its name."""
