"""Commands that report: card (one item's movements), brief (the leaders' paragraph)."""

from typing import Annotated

import typer

from supplydesk.cli.access import desk
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, Place, day, days
from supplydesk.cli.output import Json, about, emit, figure, say, table
from supplydesk.services import brief, stock_card
from supplydesk.services.brief import Brief
from supplydesk.services.stock_card import CardLine, StockCard
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)


@app.command("card", cls=DeskCommand)
def card_command(
    context: typer.Context,
    item: Annotated[
        str,
        typer.Argument(
            metavar="ITEM", help=translate("cli.reports", "The item's code, or its name.")
        ),
    ],
    warehouse: Place = "",
    first: Annotated[
        str,
        typer.Option("--from", metavar="DATE", help=translate("cli.reports", "The first day.")),
    ] = "",
    last: Annotated[
        str, typer.Option("--until", metavar="DATE", help=translate("cli.reports", "The last day."))
    ] = "",
    goods: Annotated[
        bool,
        typer.Option(
            "--goods", help=translate("cli.reports", "By when the goods moved, not by the papers.")
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """One item's movements with the balance after each."""
    begin, end = days(first, last)
    with desk(context) as open_desk:
        found = open_desk.read(
            lambda session: stock_card.card(
                session, item, place=warehouse or None, first=begin, last=end, books=not goods
            )
        )
    if as_json:
        emit(_card_json(found))
    else:
        say(_card_text(found))


def _card_json(card: StockCard) -> dict[str, Json]:
    return {
        "item": card.code,
        "name": card.name,
        "spec": card.spec,
        "unit": card.unit,
        "minimum": figure(card.minimum),
        "scope": card.scope,
        "bins": list(card.bins),
        "from": card.first.isoformat(),
        "until": card.last.isoformat(),
        "books": card.by_books,
        "opening": figure(card.opening),
        "opening_approximate": card.opening_about,
        "lines": [_card_line_json(line) for line in card.lines if not line.total],
        "closing": figure(card.closing),
        "closing_approximate": card.closing_about,
    }


def _card_line_json(line: CardLine) -> dict[str, Json]:
    return {
        "day": line.day.isoformat(),
        "number": line.number,
        "summary": line.summary,
        "in": None if line.incoming is None else figure(line.incoming),
        "out": None if line.outgoing is None else figure(line.outgoing),
        "balance": figure(line.balance),
        "approximate": line.about,
        "lot": line.lot,
        "lot_number": line.lot_number,
        "expires": line.expires.isoformat() if line.expires else None,
        "handler": line.handler,
    }


def _card_text(card: StockCard) -> str:
    title = translate("cli.reports", "{code} {name} {spec} ({unit}), {scope}, {first} to {last}")
    head = title.format(
        code=card.code,
        name=card.name,
        spec=card.spec,
        unit=card.unit,
        scope=card.scope,
        first=card.first,
        last=card.last,
    )
    opening = about(figure(card.opening), card.opening_about)
    rows = [
        ["", "", translate("cli.reports", "Brought forward"), "", "", opening, ""],
        *(
            [
                line.day.isoformat(),
                line.number,
                line.summary,
                "" if line.incoming is None else figure(line.incoming),
                "" if line.outgoing is None else figure(line.outgoing),
                about(figure(line.balance), line.about),
                line.lot_number,
            ]
            for line in card.lines
        ),
    ]
    headings = [
        translate("cli.reports", "Date"),
        translate("cli.reports", "Number"),
        translate("cli.reports", "Summary"),
        translate("cli.reports", "In"),
        translate("cli.reports", "Out"),
        translate("cli.reports", "Balance"),
        translate("cli.reports", "Lot number"),
    ]
    return f"{head}\n{table(headings, rows, right={3, 4, 5})}"


# --- Brief ---------------------------------------------------------------------------------------


@app.command("brief", cls=DeskCommand)
def brief_command(
    context: typer.Context,
    incident: Annotated[
        str,
        typer.Option(
            "--incident", metavar="CODE", help=translate("cli.reports", "The event's code.")
        ),
    ],
    until: Annotated[
        str,
        typer.Option(
            "--until",
            metavar="DATE",
            help=translate("cli.reports", "The last day that counts; else today."),
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """What was issued for an event, as the paragraph that leaders ask for."""
    last = day(until, "--until") if until else None
    with desk(context) as open_desk:
        found = open_desk.read(lambda session: brief.brief(session, incident, last))
    if as_json:
        emit(_brief_json(found))
    else:
        say(found.text)


def _brief_json(found: Brief) -> dict[str, Json]:
    return {
        "text": found.text,
        "incident": found.totals.incident,
        "until": found.until.isoformat(),
        "levels": [
            {
                "level": level.word,
                "items": [
                    {
                        "name": one.name,
                        "unit": one.unit,
                        "quantity": figure(one.quantity),
                        "approximate": one.approximate,
                        "other": one.other,
                    }
                    for one in level.items
                ],
            }
            for level in found.totals.levels
        ],
    }
