"""Commands that make a desk: init for a real one, demo for one to try everything on."""

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from supplydesk.cli.access import location, new_pin
from supplydesk.cli.app_role import check_role, grant_role, role_json, role_lines
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, Replace, chosen, day, path_of, wrong
from supplydesk.cli.output import Json, emit, progress, say
from supplydesk.domain.problem import Refused
from supplydesk.domain.seat import DEFAULT_ZONE, Seat
from supplydesk.services import desks, roles
from supplydesk.services.desks import FirstFacts
from supplydesk.services.roles import AppRole
from supplydesk.services.setting_problems import problems
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)


@app.command(
    "init",
    cls=DeskCommand,
    epilog=translate(
        "cli.making",
        """On a PostgreSQL server two accounts are wise: the owner, in the address of --db,
makes the desk, and the desks themselves sign in as the role of --app-role. That
role can do all the work, but can neither change what is written once nor alter a
table, whatever happens at a desk.

  supplydesk --db postgresql://owner@server/desk init --bureau 应急管理局 --begins 2022-10-01 \\
      --app-role desk_app
  supplydesk --db postgresql://desk_app@server/desk verify

A role that is missing is made; its password is asked for, or taken from
SUPPLYDESK_APP_PASSWORD. At a desk that is there already, leave out --bureau and
--begins. After a new version of the program, call it so once: the desk is upgraded,
and the rights of the role with it.""",
    ),
)
def init_command(
    context: typer.Context,
    bureau: Annotated[
        str | None,
        typer.Option(
            "--bureau",
            metavar="NAME",
            help=translate("cli.making", "The bureau's name, as it stands on its papers."),
        ),
    ] = None,
    begins: Annotated[
        str | None,
        typer.Option(
            "--begins",
            metavar="DATE",
            help=translate(
                "cli.making",
                "First day of the first month in the books; opening stock is of the day before.",
            ),
        ),
    ] = None,
    code: Annotated[
        str,
        typer.Option(
            "--code",
            metavar="CODE",
            help=translate("cli.making", "Capitals and digits that stand in the papers' QR code."),
        ),
    ] = "DESK",
    person: Annotated[
        str,
        typer.Option(
            "--person",
            metavar="NAME",
            help=translate("cli.making", "Who begins, as administrator."),
        ),
    ] = "管理员",
    pin: Annotated[
        bool,
        typer.Option(
            "--pin",
            help=translate(
                "cli.making", "Ask for her PIN, twice; a script sets SUPPLYDESK_NEW_PIN instead."
            ),
        ),
    ] = False,
    zone: Annotated[
        str,
        typer.Option(
            "--zone", metavar="ZONE", help=translate("cli.making", "The desk's time zone.")
        ),
    ] = DEFAULT_ZONE,
    cut_off: Annotated[
        int | None,
        typer.Option(
            "--cut-off",
            metavar="DAY",
            help=translate(
                "cli.making", "Last day of the books' months, such as 25; else the calendar's."
            ),
        ),
    ] = None,
    app_role: Annotated[
        str | None,
        typer.Option(
            "--app-role",
            metavar="NAME",
            help=translate("cli.making", "PostgreSQL: the role that the desks sign in with."),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a new desk where --db says, or let a role work at one."""
    asked = chosen(context)
    where = location(asked)
    if app_role is not None:
        check_role(app_role, where)
        if bureau is None and begins is None:
            _tell({"desk": str(where)}, "", grant_role(asked, app_role), as_json=as_json)
            return
    if bureau is None or begins is None:
        raise _missing("--bureau" if bureau is None else "--begins")
    told = {"bureau": bureau.strip(), "bureau_code": code.strip(), "zone": zone, "cut_off": cut_off}
    wrongs = problems(told)
    if wrongs:
        raise Refused(wrongs)
    first_day = day(begins, "--begins")
    if app_role is not None:
        roles.rehearse(where, app_role)
    secret = new_pin(asked=pin)
    facts = FirstFacts(first_day, bureau.strip(), code.strip(), person, secret, zone, cut_off)
    desks.make(where, facts, Seat(zone=ZoneInfo(zone), now=asked.now)).close()
    _tell(
        {"desk": str(where), "bureau": facts.bureau, "begins": facts.begins.isoformat()},
        translate("cli.making", "The desk of {bureau} stands at {place}.").format(
            bureau=facts.bureau, place=where
        ),
        None if app_role is None else grant_role(asked, app_role),
        as_json=as_json,
    )


def _tell(made: dict[str, Json], line: str, role: AppRole | None, *, as_json: bool) -> None:
    if as_json:
        emit({**made, **({} if role is None else role_json(role))})
    else:
        say("\n".join(filter(None, [line, *([] if role is None else role_lines(role))])))


def _missing(option: str) -> typer.BadParameter:
    return wrong(translate("cli.making", "{name} is missing. Give it.").format(name=option), option)


@app.command("demo", cls=DeskCommand)
def demo_command(
    out: Annotated[
        str, typer.Option("--out", metavar="FOLDER", help=translate("cli.making", "Where to."))
    ],
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """Build the sample desk with all its papers."""
    # It draws papers, which would cost `init` its start-up time.
    from supplydesk.services import demo  # noqa: PLC0415

    made = demo.build(path_of(out), replace_old=replace, tick=progress)
    if as_json:
        emit(
            {
                "folder": str(made.folder),
                "files": [str(file) for file in made.files],
                "brief": made.brief,
                "findings": [problem.text for problem in made.findings],
            }
        )
    else:
        say(made.brief)
        text = translate("cli.making", "{count} files in {folder}")
        say(text.format(count=len(made.files), folder=made.folder))
    if made.findings:
        raise Refused(made.findings)
