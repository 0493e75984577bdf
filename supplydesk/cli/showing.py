"""The command `show`: one document with its lines, lots and what became known later."""

from datetime import tzinfo
from decimal import Decimal
from typing import Annotated

import typer

from supplydesk.cli.access import Desk, desk
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson
from supplydesk.cli.output import Json, emit, figure, instant, say
from supplydesk.cli.registers import row_json
from supplydesk.cli.shown_text import document_text, draft_text
from supplydesk.services import shown
from supplydesk.services.shown import Fact, ShownDocument, ShownDraft, ShownLine
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)


@app.command("show", cls=DeskCommand)
def show_command(
    context: typer.Context,
    number: Annotated[
        str,
        typer.Argument(
            metavar="NUMBER|KEY", help=translate("cli.showing", "Its number, or a draft's key.")
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """One document with its lines, lots and what became known later."""
    with desk(context) as open_desk:
        found = open_desk.read(lambda session: shown.document(session, number))
        told = _shown_json(open_desk, found)
    if as_json:
        emit(told)
    elif isinstance(found, ShownDraft):
        say(draft_text(found, open_desk.zone))
    else:
        say(document_text(found, open_desk.zone))


def _shown_json(open_desk: Desk, found: ShownDocument | ShownDraft) -> dict[str, Json]:
    told = row_json(found.row)
    if isinstance(found, ShownDraft):
        form = found.form
        return told | {
            "reviewed_by": found.reviewed_by,
            "approved_by": found.approved_by,
            "voided_by": found.voided_by,
            "form": {"kind": form.kind, **form.model_dump(mode="json", exclude_defaults=True)},
        }
    return told | {
        "effective_at": instant(found.effective_at, open_desk.zone),
        "recorded_at": instant(found.recorded_at, open_desk.zone),
        "reviewed_by": found.reviewed_by,
        "approved_by": found.approved_by,
        "head": found.head,
        "content": dict(found.content),
        "lines": [_line_json(line, reversal=found.reversal) for line in found.lines],
        "facts": [_fact_json(fact, open_desk.zone) for fact in found.facts],
    }


def _fact_json(fact: Fact, zone: tzinfo) -> dict[str, Json]:
    return {
        "name": fact.name,
        "value": fact.value,
        "at": instant(fact.at, zone),
        "by": fact.person,
    }


def _line_json(line: ShownLine, *, reversal: bool) -> dict[str, Json]:
    """A line; what a reversal takes back is below zero, as in its total."""

    def moved(value: Decimal) -> Json:
        return figure(-value if reversal and value else value)

    return {
        "line": line.line,
        "item": line.code,
        "name": line.name,
        "spec": line.spec,
        "unit": line.unit,
        "ordered": moved(line.ordered),
        "quantity": moved(line.quantity),
        "approximate": line.approximate,
        "open": None if line.open is None else figure(line.open),
        "note": line.note,
        "lots": [
            {
                "lot": lot.lot,
                "lot_number": lot.lot_number,
                "expires": lot.expires,
                "reason": lot.reason,
                "quantity": moved(lot.quantity),
                "approximate": lot.approximate,
            }
            for lot in line.lots
        ],
    }


@app.callback()
def _keep_the_name() -> None:
    """Tell typer that a single command keeps its name."""
