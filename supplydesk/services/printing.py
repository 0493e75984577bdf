"""Printing: the papers of documents as one PDF, each print counted.

A paper is drawn from what was committed; whether its printer fails changes nothing in the books.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from supplydesk.domain.choices import listed
from supplydesk.domain.lifecycle import State, state_words
from supplydesk.domain.numbering import Series, titles
from supplydesk.domain.problem import refuse
from supplydesk.papers import confirmation as confirmation_paper
from supplydesk.papers import dispatch as dispatch_paper
from supplydesk.papers.dispatch import DispatchPaper
from supplydesk.papers.press import Tick
from supplydesk.papers.sheet import SLIP_SHEETS
from supplydesk.papers.stationery import Stationery
from supplydesk.queries import documents as posted_documents
from supplydesk.queries.documents import Head
from supplydesk.services import return_receipt, settings, slip
from supplydesk.services.forms import DispatchForm
from supplydesk.services.posted import find
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.text import translate

PAPERS = ("dispatch", "confirmation")


@dataclass(frozen=True, slots=True)
class Wish:
    """How papers are wanted: a sheet of `SLIP_SHEETS` (the desk's own if empty), copies by number
    from 1 (all if None), with prices or without. ``leaving``: drawn for the print that is counted
    next, so with its 补打 mark; else as the last one was.
    """

    sheet: str = ""
    copies: tuple[int, ...] | None = None
    prices: bool = False
    leaving: bool = False


Drawing = Callable[[Tick | None], bytes]
"""Papers that have been read, to be drawn when their session has ended."""


def pdf(
    session: DeskSession, numbers: Sequence[str], wish: Wish | None = None, tick: Tick | None = None
) -> bytes:
    """The papers of the documents *numbers* as one PDF, nothing counted: see `prepare`."""
    return prepare(session, numbers, wish)(tick)


def prepare(session: DeskSession, numbers: Sequence[str], wish: Wish | None = None) -> Drawing:
    """Read the papers of the documents *numbers*; what comes back draws them, on any thread.

    Reading many takes a moment, drawing them takes seconds, and a session that is open for so
    long keeps others from writing. A dispatch that is numbered and not posted, or void, is drawn
    as what it is.

    Raises:
        Refused: the person may not, there is no such document, its kind has no slip, the copies
            that are wanted do not exist, prices are wanted of what is not posted, or a character
            cannot be printed.
    """
    require(session, "print")
    wanted = wish or Wish()
    driver = Driver(session)
    heads = {number: posted_documents.head_by_number(driver, number) for number in numbers}
    kinds = {head.kind for head in heads.values() if head is not None}
    if None in heads.values():
        kinds.add("dispatch")  # `draft_slip` refuses what is none
    _check_kinds(heads, kinds)
    stationery = stationery_of(session, wanted.sheet)
    if "confirmation" in kinds:
        receipts = [
            return_receipt.receipt_of(session, head, leaving=wanted.leaving)
            for number in numbers
            if (head := heads[number]) is not None
        ]
        return lambda tick: confirmation_paper.draw(receipts, stationery, tick=tick)
    slips = []
    for number in numbers:
        head = heads[number]
        if head is None:
            slips.append(slip.draft_slip(session, _numbered(session, number, prices=wanted.prices)))
        else:
            slips.append(slip.slip_of(session, head, prices=wanted.prices, leaving=wanted.leaving))
    _check_copies(stationery, slips, wanted.copies)
    return lambda tick: dispatch_paper.draw(slips, stationery, copies=wanted.copies, tick=tick)


def typed(session: DeskSession, form: DispatchForm, sheet: str = "") -> Drawing:
    """The first copy of a dispatch as it is being typed; nothing of it is in the books.

    Raises:
        Refused: the person may not, or a character cannot be printed.
    """
    require(session, "print")
    stationery = stationery_of(session, sheet)
    paper = slip.typed_slip(session, form)
    copies = (1,) if stationery.copies else None
    return lambda tick: dispatch_paper.draw([paper], stationery, copies=copies, tick=tick)


def _check_kinds(heads: Mapping[str, Head | None], kinds: Collection[str]) -> None:
    for number, head in heads.items():
        if head is not None and head.kind not in PAPERS:
            raise refuse(
                "no_slip",
                "services.printing",
                "{number} ({kind}) has no slip to print. Open the paper to read its lines.",
                field="number",
                number=number,
                kind=titles()[Series.of(head.kind)],
            )
    if len(kinds) != 1:
        raise refuse(
            "two_kinds",
            "services.printing",
            "Choose dispatch slips or return receipts, one kind at a time: {numbers}.",
            field="number",
            numbers=listed(heads),
        )


def _numbered(session: DeskSession, number: str, *, prices: bool) -> str:
    """The key of the paper that has *number* and is not posted, and so no *prices* either."""
    row = Driver(session).one("SELECT key, state FROM draft WHERE number = ?", (number,))
    if row is None:
        raise refuse(
            "unknown_number",
            "services.printing",
            "There is no document {number}. Look the number up in the register; a draft is "
            "printed once it has its number.",
            field="number",
            number=number,
        )
    if prices:
        # What the goods cost is known once the books say which lots have left.
        raise refuse(
            "not_priced",
            "services.printing",
            "Prices are printed once a paper is posted, and {number} is {state}. Print it without "
            "prices.",
            field="prices",
            number=number,
            state=state_words()[State(row[1])],
        )
    return str(row[0])


def _check_copies(
    stationery: Stationery, slips: Sequence[DispatchPaper], copies: Sequence[int] | None
) -> None:
    """Refuse a slip that has none of the *copies*, and a copy that neither they nor the desk has.

    A slip from before the desk had so many is printed in those that it has.
    """
    if not copies:
        return
    own = [stationery.copies if paper.copies is None else paper.copies for paper in slips]
    known = min(own, key=len)
    if any(1 <= number <= len(known) for number in copies):
        known = max(stationery.copies, *own, key=len)
        if all(1 <= number <= len(known) for number in copies):
            return
    if not known:
        raise refuse(
            "unknown_copy",
            "services.printing",
            "This desk's slips have no copies to choose from. Leave the choice of copies out.",
            field="copies",
        )
    raise refuse(
        "unknown_copy",
        "services.printing",
        "There is no copy {number}. Choose among: {copies}.",
        field="copies",
        number=next(number for number in copies if not 1 <= number <= len(known)),
        copies=listed(f"{number} {name}" for number, name in enumerate(known, 1)),
    )


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
            sheets=listed(sheets),
        )
    return Stationery(
        known.letterhead or known.bureau, sheets[name], known.copies, known.offset_x, known.offset_y
    )


def blank_receipts(session: DeskSession, numbers: Sequence[str]) -> bytes:
    """The return receipts that travel with the slips *numbers*, to be filled in by hand."""
    return prepare_blank_receipts(session, numbers)(None)


def prepare_blank_receipts(session: DeskSession, numbers: Sequence[str]) -> Drawing:
    """Read what stands on them beforehand; what comes back draws them, as with `prepare`.

    Raises:
        Refused: the person may not, there is no such posted document, or it sends no goods out.
    """
    require(session, "print")
    heads = [find(session, number) for number in numbers]
    for head in heads:
        _must_send(head)
    papers = [return_receipt.blank_receipt_of(session, head) for head in heads]
    stationery = stationery_of(session)
    return lambda tick: confirmation_paper.draw(papers, stationery, tick=tick)


def _must_send(head: Head) -> None:
    """Refuse unless goods go out with *head*: what was undone must not be signed for."""
    undone = ""
    if head.reverses is not None:
        undone = translate("services.printing", "a reversal")
    elif head.reversed_by is not None:
        undone = state_words()[State.REVERSED]
    if head.kind != "dispatch" or undone:
        raise refuse(
            "no_goods",
            "services.printing",
            "No goods go out with {number} ({what}), so it has no return receipt to be filled in. "
            "Choose a dispatch that stands.",
            field="number",
            number=head.number,
            what=undone or titles()[Series.of(head.kind)],
        )
