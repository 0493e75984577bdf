"""The command `print`: a document's paper as PDF, and the print counted in the books."""

import re
from typing import Annotated

import typer

from supplydesk import paths
from supplydesk.cli.access import Desk, desk
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, Replace, one_of, paper_path, wrong
from supplydesk.cli.output import emit, say
from supplydesk.papers.sheet import SLIP_SHEETS
from supplydesk.services import paper_file, printing
from supplydesk.services.paper_file import Outgoing
from supplydesk.services.printing import Wish
from supplydesk.store.database import StoreTrouble
from supplydesk.text import translate

_COPY = re.compile("[1-9][0-9]?")

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)


@app.command("print", cls=DeskCommand)
def print_command(
    context: typer.Context,
    numbers: Annotated[
        list[str],
        typer.Argument(
            metavar="NUMBER…", help=translate("cli.printing", "Dispatches, or return receipts.")
        ),
    ],
    out: Annotated[
        str, typer.Option("--out", metavar="FILE.pdf", help=translate("cli.printing", "Where to."))
    ],
    sheet: Annotated[
        str,
        typer.Option(
            "--sheet",
            metavar="a4|a5|241x140|241x279",
            help=translate("cli.printing", "The paper; else the desk's own."),
        ),
    ] = "",
    copies: Annotated[
        str,
        typer.Option(
            "--copies",
            metavar="1,3",
            help=translate("cli.printing", "Only these copies, by number; else all."),
        ),
    ] = "",
    prices: Annotated[
        bool, typer.Option("--prices", help=translate("cli.printing", "With price and amount."))
    ] = False,
    blank: Annotated[
        bool,
        typer.Option(
            "--blank-receipt",
            help=translate("cli.printing", "The return receipt to be filled in, not the slip."),
        ),
    ] = False,
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """Draw papers; each drawing of a slip counts as a print."""
    path = paper_path(out, "--out", ".pdf")
    paths.require_free(path, replace=replace)
    sheets = {name: name for name in map(str.lower, SLIP_SHEETS)}
    wish = Wish(one_of(sheet, sheets, "--sheet") if sheet else "", _copies(copies), prices)
    with desk(context) as open_desk:
        if blank:
            content = open_desk.read(lambda session: printing.blank_receipts(session, numbers))
        else:
            # Drawn and written once before anything is counted: what fails is no print.
            outgoing = open_desk.read(lambda session: paper_file.prepare(session, numbers, wish))
            content = outgoing.draw(None)
            paths.try_out(path, content)
            if not _counted(open_desk, outgoing):
                content = open_desk.read(lambda session: printing.pdf(session, numbers, wish))
        paths.write_atomically(path, content, replace=replace)
    if as_json:
        emit({"file": str(path), "numbers": list(numbers), "bytes": len(content)})
    else:
        say(translate("cli.printing", "Written: {path}").format(path=path))


def _counted(open_desk: Desk, outgoing: Outgoing) -> bool:
    """Count the prints; False where they have to be drawn once more, as `paper_file.count`.

    A desk that can only be read is printed from all the same, and that is told.
    """
    try:
        return open_desk.write(lambda session: paper_file.count(session, outgoing))
    except StoreTrouble as trouble:
        remark = paper_file.uncounted(trouble)
        if remark is None:
            raise
        open_desk.remarks.append(remark)
        return True


def _copies(text: str) -> tuple[int, ...] | None:
    if not text:
        return None
    parts = [part.strip() for part in text.replace("，", ",").split(",")]
    if not all(_COPY.fullmatch(part) for part in parts):
        raise wrong(
            translate("cli.printing", "Copies are numbers from 1, such as 1,3."), "--copies"
        )
    return tuple(int(part) for part in parts)
