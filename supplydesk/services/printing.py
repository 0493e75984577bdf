"""Printing: the papers of documents as one PDF, each print counted.

A paper is drawn from what was committed; whether its printer fails changes nothing in the books.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from supplydesk.domain.problem import refuse
from supplydesk.papers import confirmation as confirmation_paper
from supplydesk.papers import dispatch as dispatch_paper
from supplydesk.papers.press import Tick
from supplydesk.papers.sheet import SLIP_SHEETS
from supplydesk.papers.stationery import Stationery
from supplydesk.services import return_receipt, settings, slip
from supplydesk.services.posted import find
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession

PAPERS = ("dispatch", "confirmation")


@dataclass(frozen=True, slots=True)
class Wish:
    """How papers are wanted: a sheet of `SLIP_SHEETS` (the desk's own if empty), copies by number
    from 1 (all if None), with prices or without.
    """

    sheet: str = ""
    copies: tuple[int, ...] | None = None
    prices: bool = False


def pdf(
    session: DeskSession, numbers: Sequence[str], wish: Wish | None = None, tick: Tick | None = None
) -> bytes:
    """The papers of the posted documents *numbers* as one PDF, nothing counted.

    Raises:
        Refused: the person may not, there is no such document, its kind has no slip, or a
            character cannot be printed.
    """
    require(session, "print")
    wanted = wish or Wish()
    heads = [find(session, number) for number in numbers]
    kinds = {head.kind for head in heads}
    if len(kinds) != 1 or not kinds <= set(PAPERS):
        raise refuse(
            "no_slip",
            "services.printing",
            "Choose dispatch slips or return receipts, one kind at a time: {numbers}.",
            field="number",
            numbers=", ".join(numbers),
        )
    stationery = stationery_of(session, wanted.sheet)
    if kinds == {"dispatch"}:
        slips = [slip.slip_of(session, head, prices=wanted.prices) for head in heads]
        return dispatch_paper.draw(slips, stationery, copies=wanted.copies, tick=tick)
    receipts = [return_receipt.receipt_of(session, head) for head in heads]
    return confirmation_paper.draw(receipts, stationery, tick=tick)


def stationery_of(session: DeskSession, sheet: str = "") -> Stationery:
    """The desk's stationery, on *sheet* or on its own."""
    known = settings.load(session)
    name = (sheet or known.stationery).lower()
    sheets = {key.lower(): value for key, value in SLIP_SHEETS.items()}
    if name not in sheets:
        raise refuse(
            "unknown_sheet",
            "services.printing",
            "There is no sheet “{sheet}”. Choose one of: {sheets}.",
            field="sheet",
            sheet=sheet,
            sheets=", ".join(sheets),
        )
    return Stationery(
        known.letterhead or known.bureau, sheets[name], known.copies, known.offset_x, known.offset_y
    )


def blank_receipts(session: DeskSession, numbers: Sequence[str]) -> bytes:
    """The return receipts that travel with the slips *numbers*, to be filled in by hand."""
    require(session, "print")
    heads = [find(session, number) for number in numbers]
    papers = [return_receipt.blank_receipt_of(session, head) for head in heads]
    return confirmation_paper.draw(papers, stationery_of(session))


def draft_pdf(session: DeskSession, key: str, wish: Wish | None = None) -> bytes:
    """The slip of a dispatch that is numbered and not posted, or void; nothing counted.

    Raises:
        Refused: the person may not, there is no such draft, or it is no dispatch.
    """
    require(session, "print")
    wanted = wish or Wish()
    paper = slip.draft_slip(session, key)
    return dispatch_paper.draw([paper], stationery_of(session, wanted.sheet), copies=wanted.copies)
