"""The commands `import catalogue|places|opening`: a plan first, then all of it or nothing."""

from collections.abc import Callable
from typing import Annotated

import typer

from supplydesk.cli.access import desk
from supplydesk.cli.columns import columns_help, write_template
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, Replace, chosen, paper_path, path_of, wrong
from supplydesk.cli.output import Json, emit, report, say
from supplydesk.domain.lifecycle import State, state_words
from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import imports, safe_import
from supplydesk.services.imports import Applied, Plan, Subject
from supplydesk.store.database import DeskSession
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)

File = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help=translate("cli.importing", "A list as .xlsx, .xls or .csv.")
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run", help=translate("cli.importing", "Say what would be done, and do nothing.")
    ),
]
SheetName = Annotated[
    str,
    typer.Option(
        "--sheet",
        metavar="NAME",
        help=translate("cli.importing", "This sheet of the workbook; else its first list."),
    ),
]


TemplateFile = Annotated[
    str,
    typer.Option(
        "--template",
        metavar="FILE",
        help=translate("cli.importing", "Write an empty list to fill in, as .xlsx or .csv."),
    ),
]


def _import(
    context: typer.Context,
    make: Callable[[DeskSession], Plan],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    remarks: list[Problem] = []
    done = None
    with desk(context) as open_desk:
        planned = open_desk.read(make)
        if planned.stopped:
            raise Refused(planned.problems)
        if not dry_run:
            imported = safe_import.run(open_desk.database, open_desk.seat, planned)
            done, remarks = imported.applied, [*remarks, *imported.remarks]
    remarks += planned.problems
    if remarks:
        report(remarks, as_json=as_json)
    if as_json:
        emit(_told(planned, done))
    else:
        say(_line(planned, dry_run=dry_run))
        for name in _papers(done):
            say(name)


def _told(planned: Plan, done: Applied | None) -> dict[str, Json]:
    return {
        "subject": planned.subject,
        "file": planned.file,
        "new": planned.new,
        "changed": planned.changed,
        "same": planned.same,
        "done": done is not None,
        "documents": [posted.number for posted in done.posted] if done else [],
        "as_drafts": planned.as_drafts,
        "drafts": [draft.key for draft in done.drafts] if done else [],
    }


def _papers(done: Applied | None) -> list[str]:
    """What the rows became: numbers of posted papers, and drafts with how far they are."""
    if done is None:
        return []
    text = translate("cli.importing", "{key}: {state}, to be signed and posted")
    states = state_words()
    return [
        *(posted.number for posted in done.posted),
        *(
            text.format(key=draft.number or draft.key, state=states[State(draft.state)])
            for draft in done.drafts
        ),
    ]


def _line(planned: Plan, *, dry_run: bool) -> str:
    if dry_run:
        text = translate(
            "cli.importing", "{file}: {new} new, {changed} changed, {same} the same; nothing done."
        )
    else:
        text = translate("cli.importing", "{file}: {new} new, {changed} changed, {same} the same.")
    told = text.format(
        file=planned.file, new=planned.new, changed=planned.changed, same=planned.same
    )
    if planned.as_drafts and planned.new:
        told += "\n" + translate(
            "cli.importing",
            "This desk posts only what was reviewed or approved, so the papers become drafts.",
        )
    return told


def _template(
    context: typer.Context, subject: Subject, file: str, given: str, *, replace: bool, as_json: bool
) -> None:
    """Write the empty list that was asked for, and nothing else."""
    if given:
        raise wrong(
            translate("cli.importing", "Give a list to read, or --template, not both."), "FILE"
        )
    template = paper_path(file, "--template", ".xlsx", ".csv")
    path = write_template(template, subject, chosen(context).now(), replace=replace)
    if as_json:
        emit({"file": str(path)})
    else:
        say(translate("cli.importing", "Written: {path}").format(path=path))


def _need(file: str) -> None:
    if not file:
        raise wrong(
            translate("cli.importing", "FILE is missing. Give the list, or --template."), "FILE"
        )


def _from_file(
    context: typer.Context,
    file: str,
    subject: Subject,
    sheet: str,
    place: str = "",
    *,
    on_top: bool = False,
    dry_run: bool,
    as_json: bool,
) -> None:
    path = path_of(file)
    _import(
        context,
        lambda session: imports.plan(
            session, path, subject, sheet=sheet or None, place=place, on_top=on_top
        ),
        dry_run=dry_run,
        as_json=as_json,
    )


@app.command(
    "catalogue",
    cls=DeskCommand,
    epilog=columns_help("catalogue"),
    help=translate("cli.importing", "Items: what the list has no column for stays as it is."),
)
def catalogue_command(
    context: typer.Context,
    file: File = "",
    starter: Annotated[
        bool,
        typer.Option(
            "--starter", help=translate("cli.importing", "The starter catalogue of 87 supplies.")
        ),
    ] = False,
    dry_run: DryRun = False,
    sheet: SheetName = "",
    template: TemplateFile = "",
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """Import the catalogue from a sheet, or the one that the program brings along."""
    if template:
        _template(context, "catalogue", template, file, replace=replace, as_json=as_json)
        return
    if bool(file) == starter:
        raise wrong(translate("cli.importing", "Give a file, or --starter."), "FILE")
    if starter:
        _import(context, imports.plan_starter, dry_run=dry_run, as_json=as_json)
        return
    _from_file(context, file, "catalogue", sheet, dry_run=dry_run, as_json=as_json)


@app.command(
    "places",
    cls=DeskCommand,
    epilog=columns_help("places"),
    help=translate("cli.importing", "Warehouses, bins, sites and custodians."),
)
def places_command(
    context: typer.Context,
    file: File = "",
    dry_run: DryRun = False,
    sheet: SheetName = "",
    template: TemplateFile = "",
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """Import places from a sheet."""
    if template:
        _template(context, "places", template, file, replace=replace, as_json=as_json)
        return
    _need(file)
    _from_file(context, file, "places", sheet, dry_run=dry_run, as_json=as_json)


@app.command(
    "opening",
    cls=DeskCommand,
    epilog=columns_help("opening"),
    help=translate("cli.importing", "Opening stock: the same list twice posts it once."),
)
def opening_command(
    context: typer.Context,
    file: File = "",
    place: Annotated[
        str,
        typer.Option(
            "--place",
            metavar="CODE",
            help=translate("cli.importing", "The warehouse or site of rows that name none."),
        ),
    ] = "",
    on_top: Annotated[
        bool,
        typer.Option(
            "--on-top",
            help=translate(
                "cli.importing",
                "The goods lie there beside those in the books, though alike; asked for again, "
                "the list is the same one.",
            ),
        ),
    ] = False,
    dry_run: DryRun = False,
    sheet: SheetName = "",
    template: TemplateFile = "",
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """Import opening stock from a sheet."""
    if template:
        _template(context, "opening", template, file, replace=replace, as_json=as_json)
        return
    _need(file)
    _from_file(
        context, file, "opening", sheet, place, on_top=on_top, dry_run=dry_run, as_json=as_json
    )
