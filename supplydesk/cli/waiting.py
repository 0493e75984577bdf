"""The command `waiting`: the clerk's question of the morning, what is still to be done."""

from collections.abc import Sequence
from typing import Annotated

import typer

from supplydesk.cli.access import Desk, desk
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, whole
from supplydesk.cli.output import Json, emit, figure, instant, say, table
from supplydesk.cli.registers import kind_word, row_json
from supplydesk.services import register
from supplydesk.services.overdue import ItemLow, LotExpiring, PaperOwed, SlipOpen
from supplydesk.services.register import RegisterRow
from supplydesk.services.waiting import Waiting, waiting
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)

MOST_DAYS = 3660


@app.command("waiting", cls=DeskCommand)
def waiting_command(
    context: typer.Context,
    days: Annotated[
        str,
        typer.Option(
            "--days",
            metavar="N",
            help=translate(
                "cli.waiting", "Lots that expire within so many days; else as the settings say."
            ),
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Papers owed, slips without a receipt, unposted papers, lots that expire, low stock."""
    within = whole(days, "--days", 0, MOST_DAYS) if days else None
    with desk(context) as open_desk:
        found = open_desk.read(lambda session: waiting(session, within))
    if as_json:
        emit(_told(open_desk, found))
    else:
        say(_text(found))


# --- JSON ----------------------------------------------------------------------------------------


def _told(open_desk: Desk, found: Waiting) -> dict[str, Json]:
    zone = open_desk.zone
    return {
        "papers_owed": [
            {
                "number": one.number,
                "date": one.day.isoformat(),
                "site": one.site,
                "given_by": one.given_by,
                "noted_by": one.noted_by,
                "given_at": instant(one.given_at, zone),
                "due": instant(one.due, zone),
                "overdue": one.overdue,
            }
            for one in found.papers
        ],
        "slips_open": [
            {
                "number": one.number,
                "date": one.day.isoformat(),
                "left_at": instant(one.left_at, zone),
                "warehouse": one.warehouse,
                "site": one.site,
                "lines": one.lines,
                "open": figure(one.open),
                "partly": one.partly,
            }
            for one in found.slips
        ],
        "unposted": [row_json(one) for one in found.drafts],
        "expiring": [
            {
                "item": one.code,
                "name": one.name,
                "spec": one.spec,
                "unit": one.unit,
                "warehouse": one.warehouse,
                "bin": one.bin,
                "lot": one.lot,
                "lot_number": one.lot_number,
                "expires": one.expires.isoformat(),
                "days": one.days,
                "quantity": figure(one.on_hand),
            }
            for one in found.expiring
        ],
        "low": [
            {
                "item": one.code,
                "name": one.name,
                "spec": one.spec,
                "unit": one.unit,
                "minimum": figure(one.minimum),
                "available": figure(one.available),
            }
            for one in found.low
        ],
    }


# --- Text ----------------------------------------------------------------------------------------


def _text(found: Waiting) -> str:
    parts = [
        *_papers(found.papers),
        *_slips(found.slips),
        *_drafts(found.drafts),
        *_expiring(found.expiring),
        *_low(found.low),
    ]
    return "\n\n".join(parts) or translate("cli.waiting", "Nothing waits.")


def _papers(papers: Sequence[PaperOwed]) -> list[str]:
    if not papers:
        return []
    title = translate("cli.waiting", "Telephone orders whose paper has not come: {count}")
    headings = [
        translate("cli.waiting", "Number"),
        translate("cli.waiting", "To"),
        translate("cli.waiting", "Given by"),
        translate("cli.waiting", "Noted by"),
        translate("cli.waiting", "Paper due"),
        "",
    ]
    late = translate("cli.waiting", "overdue")
    rows = [
        [
            one.number,
            one.site,
            one.given_by,
            one.noted_by,
            f"{one.due:%Y-%m-%d %H:%M}",
            late if one.overdue else "",
        ]
        for one in papers
    ]
    hint = translate("cli.waiting", "Once it is there: supplydesk add-fact NUMBER paper_number …")
    return [f"{title.format(count=len(papers))}\n{table(headings, rows)}\n{hint}"]


def _slips(slips: Sequence[SlipOpen]) -> list[str]:
    if not slips:
        return []
    title = translate("cli.waiting", "Slips with goods on the road, no receipt for them: {count}")
    headings = [
        translate("cli.waiting", "Number"),
        translate("cli.waiting", "Left"),
        translate("cli.waiting", "From"),
        translate("cli.waiting", "To"),
        translate("cli.waiting", "Lines"),
        translate("cli.waiting", "Open"),
        "",
    ]
    partly = translate("cli.waiting", "partly confirmed")
    rows = [
        [
            one.number,
            f"{one.left_at:%Y-%m-%d %H:%M}",
            one.warehouse,
            one.site,
            str(one.lines),
            figure(one.open),
            partly if one.partly else "",
        ]
        for one in slips
    ]
    return [f"{title.format(count=len(slips))}\n{table(headings, rows, right={4, 5})}"]


def _drafts(drafts: Sequence[RegisterRow]) -> list[str]:
    if not drafts:
        return []
    title = translate("cli.waiting", "Papers that are not posted: {count}")
    headings = [
        translate("cli.waiting", "Number or key"),
        translate("cli.waiting", "Date"),
        translate("cli.waiting", "Kind"),
        translate("cli.waiting", "State"),
        translate("cli.waiting", "From"),
        translate("cli.waiting", "To"),
        translate("cli.waiting", "Prepared by"),
        translate("cli.waiting", "Note"),
    ]
    states = register.state_words()
    rows = [
        [
            one.number or one.key,
            one.day.isoformat(),
            kind_word(one.kind),
            states[one.state],
            one.warehouse,
            one.site,
            one.prepared_by,
            one.note,
        ]
        for one in drafts
    ]
    return [f"{title.format(count=len(drafts))}\n{table(headings, rows)}"]


def _expiring(lots: Sequence[LotExpiring]) -> list[str]:
    if not lots:
        return []
    title = translate("cli.waiting", "Lots that expire or have expired: {count}")
    headings = [
        translate("cli.waiting", "Expires"),
        translate("cli.waiting", "Days"),
        translate("cli.waiting", "Code"),
        translate("cli.waiting", "Item"),
        translate("cli.waiting", "Spec"),
        translate("cli.waiting", "Quantity"),
        translate("cli.waiting", "Unit"),
        translate("cli.waiting", "Lot number"),
        translate("cli.waiting", "Where"),
        translate("cli.waiting", "Bin"),
    ]
    rows = [
        [
            one.expires.isoformat(),
            str(one.days),
            one.code,
            one.name,
            one.spec,
            figure(one.on_hand),
            one.unit,
            one.lot_number,
            one.warehouse,
            one.bin,
        ]
        for one in lots
    ]
    return [f"{title.format(count=len(lots))}\n{table(headings, rows, right={1, 5})}"]


def _low(items: Sequence[ItemLow]) -> list[str]:
    if not items:
        return []
    title = translate("cli.waiting", "Items below their minimum: {count}")
    headings = [
        translate("cli.waiting", "Code"),
        translate("cli.waiting", "Item"),
        translate("cli.waiting", "Spec"),
        translate("cli.waiting", "Minimum"),
        translate("cli.waiting", "Available"),
        translate("cli.waiting", "Unit"),
    ]
    rows = [
        [one.code, one.name, one.spec, figure(one.minimum), figure(one.available), one.unit]
        for one in items
    ]
    return [f"{title.format(count=len(items))}\n{table(headings, rows, right={3, 4})}"]


@app.callback()
def _keep_the_name() -> None:
    """Tell typer that a single command keeps its name."""
