"""Commands about all documents: documents (the register), gaps (the proof of numbers)."""

from typing import Annotated

import typer

from supplydesk.cli.access import desk
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, days, one_of, whole
from supplydesk.cli.output import Json, emit, quantity, say, table
from supplydesk.domain.choices import offered
from supplydesk.domain.numbering import Series, kind_words, titles
from supplydesk.domain.posting import KINDS
from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import gaps, register
from supplydesk.services.register import Filters, RegisterRow
from supplydesk.store.database import DeskSession
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)

First = Annotated[
    str,
    typer.Option("--from", metavar="DATE", help=translate("cli.registers", "The first day.")),
]
Last = Annotated[
    str, typer.Option("--until", metavar="DATE", help=translate("cli.registers", "The last day."))
]


@app.command("documents", cls=DeskCommand)
def documents_command(
    context: typer.Context,
    first: First = "",
    last: Last = "",
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="KIND", help=offered(kind_words(KINDS))),
    ] = "",
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="STATE", help=offered(register.state_words())),
    ] = None,
    warehouse: Annotated[
        str,
        typer.Option(
            "--warehouse", metavar="CODE", help=translate("cli.registers", "From this warehouse.")
        ),
    ] = "",
    site: Annotated[
        str,
        typer.Option("--site", metavar="CODE", help=translate("cli.registers", "To this site.")),
    ] = "",
    incident: Annotated[
        str,
        typer.Option(
            "--incident", metavar="CODE", help=translate("cli.registers", "For this event.")
        ),
    ] = "",
    item: Annotated[
        str,
        typer.Option("--item", metavar="CODE", help=translate("cli.registers", "With this item.")),
    ] = "",
    number: Annotated[
        str,
        typer.Option(
            "--number",
            metavar="PART",
            help=translate(
                "cli.registers", "Part of its number, the instruction's or a hand-written one."
            ),
        ),
    ] = "",
    newest: Annotated[
        bool, typer.Option("--newest-first", help=translate("cli.registers", "The newest first."))
    ] = False,
    limit: Annotated[
        str,
        typer.Option(
            "--limit", metavar="N", help=translate("cli.registers", "No more than so many.")
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Every paper, posted or not, that fits."""
    most = whole(limit, "--limit", 1) if limit else None
    filters = Filters(
        *days(first, last),
        one_of(kind, kind_words(KINDS), "--kind") if kind else "",
        warehouse,
        site,
        incident,
        item,
        number,
        frozenset(one_of(one, register.state_words(), "--state") for one in state or ()),
        newest,
    )

    def look(session: DeskSession) -> tuple[tuple[RegisterRow, ...], int]:
        found = register.ids(session, filters)
        return register.rows(session, found[:most]), len(found)

    with desk(context) as open_desk:
        rows, count = open_desk.read(look)
    if as_json:
        emit([row_json(row) for row in rows])
        return
    if rows:
        say(_register_table(rows))
    say(
        translate("cli.registers", "{shown} of {count} documents").format(
            shown=len(rows), count=count
        )
    )


def row_json(row: RegisterRow) -> dict[str, Json]:
    """One paper of the register as JSON."""
    return {
        "number": row.number or None,
        "key": row.key,
        "kind": row.kind,
        "date": row.day.isoformat(),
        "state": row.state,
        "warehouse": row.warehouse,
        "site": row.site,
        "incident": row.incident,
        "instruction": row.instruction,
        "hand_number": row.hand_number,
        "lines": row.lines,
        "quantity": None if row.quantity is None else quantity(row.quantity),
        "prepared_by": row.prepared_by,
        "other": row.other or None,
        "note": row.note,
    }


def kind_word(word: str) -> str:
    """What a person calls a kind of document."""
    return titles()[Series.of(word)]


def _register_table(rows: tuple[RegisterRow, ...]) -> str:
    states = register.state_words()
    headings = [
        translate("cli.registers", "Date"),
        translate("cli.registers", "Number"),
        translate("cli.registers", "Kind"),
        translate("cli.registers", "State"),
        translate("cli.registers", "From"),
        translate("cli.registers", "To"),
        translate("cli.registers", "Lines"),
        translate("cli.registers", "Pieces"),
        translate("cli.registers", "Instruction"),
    ]
    return table(
        headings,
        [
            [
                row.day.isoformat(),
                row.number or row.key,
                kind_word(row.kind),
                states[row.state],
                row.warehouse,
                row.site,
                str(row.lines),
                "" if row.quantity is None else quantity(row.quantity),
                row.instruction,
            ]
            for row in rows
        ],
        right={6, 7},
    )


@app.command("gaps", cls=DeskCommand)
def gaps_command(
    context: typer.Context, first: First = "", last: Last = "", as_json: AsJson = False
) -> None:
    """Every number that was drawn, and who holds it; a gap ends it with code 1."""
    begin, end = days(first, last)
    with desk(context) as open_desk:
        report = open_desk.read(lambda session: gaps.report(session, first=begin, last=end))
    if as_json:
        emit(
            {
                "sound": report.sound,
                "numbers": report.numbers,
                "gaps": list(gaps.named(report.gaps)),
                "days": [
                    {
                        "series": one.series.value,
                        "date": one.day.isoformat(),
                        "last": one.last,
                        "posted": one.posted,
                        "void": list(one.void),
                        "waiting": list(one.waiting),
                        "gaps": list(gaps.named(one.gaps)),
                        "undrawn": one.undrawn,
                    }
                    for one in report.days
                ],
            }
        )
    else:
        say("\n".join(report.lines()))
    if not report.sound:
        raise Refused((_not_sound(),))


def _not_sound() -> Problem:
    return Problem.of(
        "gaps",
        "cli.registers",
        "Numbers are missing. Leave the desk as it is, run “supplydesk verify” and compare with "
        "the last backup.",
    )
