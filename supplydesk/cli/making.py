"""Commands that make a desk: init for a real one, demo for one to try everything on."""

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from supplydesk.cli.access import ask_pin, location
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, Replace, chosen, day, path_of
from supplydesk.cli.output import emit, progress, say
from supplydesk.domain.problem import Problem, Refused
from supplydesk.domain.seat import DEFAULT_ZONE, Seat
from supplydesk.services import desks
from supplydesk.services.desks import FirstFacts
from supplydesk.services.setting_problems import problems
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)


@app.command("init", cls=DeskCommand)
def init_command(
    context: typer.Context,
    bureau: Annotated[
        str,
        typer.Option(
            "--bureau",
            metavar="NAME",
            help=translate("cli.making", "The bureau's name, as it stands on its papers."),
        ),
    ],
    begins: Annotated[
        str,
        typer.Option(
            "--begins",
            metavar="DATE",
            help=translate(
                "cli.making",
                "First day of the first month in the books; opening stock is of the day before.",
            ),
        ),
    ],
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
        bool, typer.Option("--pin", help=translate("cli.making", "Ask for her PIN."))
    ] = False,
    zone: Annotated[
        str,
        typer.Option(
            "--zone", metavar="ZONE", help=translate("cli.making", "The desk's time zone.")
        ),
    ] = DEFAULT_ZONE,
    as_json: AsJson = False,
) -> None:
    """Make a new desk where --db says."""
    told = {"bureau": bureau.strip(), "bureau_code": code.strip(), "zone": zone}
    wrong = [*problems(told), *([] if told["bureau"] else [_no_name()])]
    if wrong:
        raise Refused(wrong)
    asked = chosen(context)
    where = location(asked)
    secret = ask_pin(translate("cli.making", "New PIN: ")) if pin else ""
    facts = FirstFacts(day(begins, "--begins"), bureau.strip(), code.strip(), person, secret, zone)
    desks.make(where, facts, Seat(zone=ZoneInfo(zone), now=asked.now)).close()
    if as_json:
        emit({"desk": str(where), "bureau": facts.bureau, "begins": facts.begins.isoformat()})
    else:
        text = translate("cli.making", "The desk of {bureau} stands at {place}.")
        say(text.format(bureau=facts.bureau, place=where))


def _no_name() -> Problem:
    return Problem.of(
        "no_bureau",
        "cli.making",
        "A desk needs its bureau's name: it stands on every paper.",
        field="bureau",
    )


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
