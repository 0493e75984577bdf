"""Commands about the books' months: month (its summary), close, reopen."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from supplydesk import paths
from supplydesk.cli.access import Desk, desk
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, Reason, Replace, Warehouse, chosen, level_of, paper_path
from supplydesk.cli.output import Json, emit, figure, instant, money, note, say
from supplydesk.domain.choices import offered
from supplydesk.domain.places import Level
from supplydesk.domain.stock_summary import Figures, StockSummary
from supplydesk.papers.stock_summary_text import as_text
from supplydesk.services import periods, stock_summary
from supplydesk.services.periods import Month
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)

Name = Annotated[
    str, typer.Argument(metavar="YYYY-MM", help=translate("cli.months", "The month: 2022-10."))
]


@app.command("month", cls=DeskCommand)
def month_command(
    context: typer.Context,
    month: Name,
    warehouse: Warehouse = "",
    level: Annotated[
        str,
        typer.Option(
            "--level",
            metavar="LEVEL",
            help=translate("cli.months", "All warehouses of this level: ") + offered(Level.words()),
        ),
    ] = "",
    pdf: Annotated[
        str | None,
        typer.Option("--pdf", metavar="FILE", help=translate("cli.months", "Draw it as PDF.")),
    ] = None,
    xlsx: Annotated[
        str | None,
        typer.Option(
            "--xlsx", metavar="FILE", help=translate("cli.months", "Write it as a sheet.")
        ),
    ] = None,
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """The month's summary: opening, in, out, closing, and that every row adds up."""
    only = level_of(level) if level else None
    pdf_file = None if pdf is None else paper_path(pdf, "--pdf", ".pdf")
    xlsx_file = None if xlsx is None else paper_path(xlsx, "--xlsx", ".xlsx")
    # Both or neither: what stands in one's way is said before the other is written.
    for path in filter(None, (pdf_file, xlsx_file)):
        paths.require_free(path, replace=replace)
    with desk(context) as open_desk:
        summary = open_desk.read(
            lambda session: stock_summary.summary(
                session,
                month,
                warehouse=warehouse or None,
                level=only,
            )
        )
        if pdf_file:
            _write(pdf_file, _pdf(open_desk, summary), replace=replace)
    if xlsx_file:
        _write(xlsx_file, _xlsx(chosen(context).now(), summary), replace=replace)
    if as_json:
        emit(_summary_json(summary))
    elif not (pdf_file or xlsx_file):
        say(as_text(summary).rstrip("\n"))


def _pdf(open_desk: Desk, summary: StockSummary) -> bytes:
    # Drawing costs a third of a second to import, and most readings want no paper.
    from supplydesk.papers.stock_summary import draw  # noqa: PLC0415 - as it says above
    from supplydesk.services.printing import stationery_of  # noqa: PLC0415

    return draw(summary, open_desk.read(stationery_of))


def _xlsx(now: datetime, summary: StockSummary) -> bytes:
    # So does the sheets' writer.
    from supplydesk.sheets.stock_summary import stock_summary_bytes  # noqa: PLC0415 - as above

    return stock_summary_bytes(summary, created=now)


def _write(path: Path, content: bytes, *, replace: bool) -> None:
    paths.write_atomically(path, content, replace=replace)
    note(translate("cli.months", "Written: {path}").format(path=path))


def _summary_json(summary: StockSummary) -> dict[str, Json]:
    return {
        "bureau": summary.bureau,
        "warehouse": summary.warehouse,
        "title": summary.title,
        "from": summary.starts_on.isoformat(),
        "until": summary.ends_on.isoformat(),
        "closed": summary.closed,
        "head": summary.head,
        "sequence": summary.sequence,
        "rows": [
            {
                "item": row.code,
                "name": row.name,
                "spec": row.spec,
                "unit": row.unit,
                "group": row.group,
                **_figures_json(row),
            }
            for row in summary.rows
        ],
    }


def _figures_json(row: Figures) -> dict[str, Json]:
    return {
        "opening": figure(row.opening),
        "opening_approximate": row.opening_about,
        "in": {
            **{name: figure(count) for name, count in row.incoming._asdict().items()},
            "subtotal": figure(row.incoming.subtotal),
        },
        "out": {
            **{name: figure(count) for name, count in row.outgoing._asdict().items()},
            "subtotal": figure(row.outgoing.subtotal),
        },
        "closing": figure(row.closing),
        "closing_approximate": row.closing_about,
        "pending": figure(row.pending),
        "rejected": figure(row.rejected),
        "reserved": figure(row.reserved),
        "on_the_road": figure(row.on_the_road),
        "amounts": {
            "opening": money(row.amounts.opening),
            "in": money(row.amounts.incoming),
            "out": money(row.amounts.outgoing),
            "closing": money(row.amounts.closing),
        },
    }


@app.command("close", cls=DeskCommand)
def close_command(context: typer.Context, month: Name, as_json: AsJson = False) -> None:
    """Close a month: nothing more is dated in it."""
    with desk(context) as open_desk:
        closed = open_desk.write(lambda session: periods.close(session, month))
        told = _month_json(open_desk, closed)
    if as_json:
        emit(told)
    else:
        text = translate("cli.months", "{month} is closed. Chain head: {head}")
        say(text.format(month=closed.name, head=closed.head))


@app.command("reopen", cls=DeskCommand)
def reopen_command(
    context: typer.Context, month: Name, reason: Reason, as_json: AsJson = False
) -> None:
    """Open the latest closed month again."""
    with desk(context) as open_desk:
        opened = open_desk.write(lambda session: periods.reopen(session, month, reason))
        told = _month_json(open_desk, opened)
    if as_json:
        emit(told)
    else:
        say(translate("cli.months", "{month} is open again.").format(month=opened.name))


def _month_json(open_desk: Desk, month: Month) -> dict[str, Json]:
    return {
        "month": month.name,
        "from": month.starts_on.isoformat(),
        "until": month.ends_on.isoformat(),
        "closed": month.closed,
        "closings": month.closings,
        "changed_at": instant(month.changed_at, open_desk.zone) if month.changed_at else None,
        "changed_by": month.changed_by,
        "head": month.head,
    }
