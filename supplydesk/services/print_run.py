"""A run of papers to the printer: what each of them is, which can be printed, in which lots.

A printer takes some twenty papers at a time, so that a jam or a Cancel leaves a known place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from supplydesk.queries import documents as posted_documents
from supplydesk.services import facts, register, settings
from supplydesk.services.printing import PAPERS
from supplydesk.services.register import RegisterRow
from supplydesk.services.seats import require
from supplydesk.services.slip import copies_of
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

LOT = 20
"""Papers that go to the printer as one job."""
MOST = 1000
"""Papers of one run: five boxes of paper, and nobody means more."""


class RunPaper(NamedTuple):
    """One paper: its number, kind and state in the register, for whom, how often it was printed,
    and the names of its copies.
    """

    number: str
    kind: str
    state: str
    site: str
    posted: bool
    times: int
    copies: tuple[str, ...] = ()

    @property
    def travels(self) -> bool:
        """Whether goods go out with it, and so a blank return receipt."""
        undone = self.state in ("reversal", "reversed")
        return self.kind == "dispatch" and self.posted and not undone


@dataclass(frozen=True, slots=True)
class Run:
    """The papers that there are, the numbers of none, and what the desk prints on."""

    papers: tuple[RunPaper, ...]
    missing: tuple[str, ...]
    sheet: str


def look(session: DeskSession, numbers: Sequence[str]) -> Run:
    """What the papers *numbers* are, in their order.

    Raises:
        Refused: the person may not print.
    """
    require(session, "print")
    driver, known = Driver(session), settings.load(session)
    ids: dict[str, int] = {}
    copies: dict[str, tuple[str, ...] | None] = {}
    for number in numbers:
        head = posted_documents.head_by_number(driver, number)
        if head is not None:
            ids[number], copies[number] = head.id, copies_of(head.facts())
        elif (row := driver.one("SELECT key FROM draft WHERE number = ?", (number,))) is not None:
            ids[number] = register.draft_id(str(row[0]))
    found = {row.number: row for row in register.rows(session, list(ids.values()))}
    papers = [
        _paper(session, found[number], ids[number], copies.get(number), known.copies)
        for number in numbers
        if number in found
    ]
    missing = tuple(number for number in numbers if number not in found)
    return Run(tuple(papers), missing, known.stationery.lower())


def _paper(
    session: DeskSession,
    row: RegisterRow,
    identity: int,
    copies: tuple[str, ...] | None,
    usual: tuple[str, ...],
) -> RunPaper:
    posted = identity > 0
    times = facts.printed(session, identity) if posted else 0
    own = usual if copies is None else copies
    return RunPaper(row.number, row.kind, row.state, row.site, posted, times, own)


def lots(papers: Sequence[RunPaper], most: int = LOT) -> tuple[tuple[RunPaper, ...], ...]:
    """*papers* in their order as jobs for the printer: of one kind each, at most so many."""
    made = []
    for _, group in groupby(papers, lambda paper: paper.kind):
        same = tuple(group)
        made += [same[at : at + most] for at in range(0, len(same), most)]
    return tuple(made)


def printable(session: DeskSession, ids: Sequence[int]) -> tuple[tuple[str, ...], int]:
    """The numbers of those papers of the register that can be printed, and how many cannot.

    What has no number yet is a draft still, and opening stock has no slip.
    """
    require(session, "print")
    rows = register.rows(session, ids)
    numbers = tuple(row.number for row in rows if row.number and row.kind in PAPERS)
    return numbers, len(ids) - len(numbers)
