"""The command `show`: one document with its lines, lots and what became known later."""

from typing import Annotated

import typer

from supplydesk.cli.access import Desk, desk
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson
from supplydesk.cli.output import Json, emit, figure, instant, pairs, say, table
from supplydesk.cli.registers import kind_word, row_json
from supplydesk.services import register, shown
from supplydesk.services.register import RegisterRow
from supplydesk.services.shown import ShownDocument, ShownDraft, ShownLine
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
        say(_head_text(found.row, {}))
        say(found.form.payload())
    else:
        say(_document_text(found))


def _shown_json(open_desk: Desk, found: ShownDocument | ShownDraft) -> dict[str, Json]:
    told = row_json(found.row)
    if isinstance(found, ShownDraft):
        form = found.form
        return told | {
            "form": {"kind": form.kind, **form.model_dump(mode="json", exclude_defaults=True)}
        }
    return told | {
        "effective_at": instant(found.effective_at, open_desk.zone),
        "recorded_at": instant(found.recorded_at, open_desk.zone),
        "reviewed_by": found.reviewed_by,
        "approved_by": found.approved_by,
        "head": found.head,
        "content": dict(found.content),
        "lines": [_line_json(line) for line in found.lines],
        "facts": [{"name": fact.name, "value": fact.value} for fact in found.facts],
    }


def _line_json(line: ShownLine) -> dict[str, Json]:
    return {
        "line": line.line,
        "item": line.code,
        "name": line.name,
        "spec": line.spec,
        "unit": line.unit,
        "ordered": figure(line.ordered),
        "quantity": figure(line.quantity),
        "open": None if line.open is None else figure(line.open),
        "note": line.note,
        "lots": [
            {
                "lot": lot.lot,
                "lot_number": lot.lot_number,
                "expires": lot.expires,
                "reason": lot.reason,
                "quantity": figure(lot.quantity),
            }
            for lot in line.lots
        ],
    }


def _head_text(row: RegisterRow, more: dict[str, str]) -> str:
    named = [
        (translate("cli.showing", "Number"), row.number or row.key),
        (translate("cli.showing", "Kind"), kind_word(row.kind)),
        (translate("cli.showing", "State"), register.state_words()[row.state]),
        (translate("cli.showing", "Date"), row.day.isoformat()),
        (translate("cli.showing", "From"), row.warehouse),
        (translate("cli.showing", "To"), row.site),
        (translate("cli.showing", "Event"), row.incident),
        (translate("cli.showing", "Instruction"), row.instruction),
        (translate("cli.showing", "Hand-written number"), row.hand_number),
        (translate("cli.showing", "Concerns"), row.other),
        (translate("cli.showing", "Prepared by"), row.prepared_by),
        *more.items(),
        (translate("cli.showing", "Note"), row.note),
    ]
    return pairs(named)


def _document_text(found: ShownDocument) -> str:
    head = _head_text(
        found.row,
        {
            translate("cli.showing", "Reviewed by"): found.reviewed_by,
            translate("cli.showing", "Approved by"): found.approved_by,
            translate("cli.showing", "Goods moved"): f"{found.effective_at:%Y-%m-%d %H:%M}",
            translate("cli.showing", "Recorded"): f"{found.recorded_at:%Y-%m-%d %H:%M}",
        },
    )
    headings = [
        translate("cli.showing", "No."),
        translate("cli.showing", "Code"),
        translate("cli.showing", "Item"),
        translate("cli.showing", "Spec"),
        translate("cli.showing", "Unit"),
        translate("cli.showing", "Ordered"),
        translate("cli.showing", "Quantity"),
        translate("cli.showing", "On the road"),
        translate("cli.showing", "Lots"),
    ]
    rows = [
        [
            str(line.line),
            line.code,
            line.name,
            line.spec,
            line.unit,
            figure(line.ordered),
            figure(line.quantity),
            "" if line.open is None else figure(line.open),
            " ".join(f"{lot.lot_number or lot.lot}×{figure(lot.quantity)}" for lot in line.lots),
        ]
        for line in found.lines
    ]
    parts = [head, table(headings, rows, right={0, 5, 6, 7})]
    if found.facts:
        parts.append(pairs((fact.name, fact.value) for fact in found.facts))
    return "\n\n".join(parts)


@app.callback()
def _keep_the_name() -> None:
    """Tell typer that a single command keeps its name."""
