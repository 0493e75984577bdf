"""Papers that leave as a file: drawn with the mark of their print, counted, then written.

A file goes to whoever prints it, so that it counts as a print, whichever door it leaves by; blank
return receipts alone count nothing. What cannot be drawn or written is no print: whoever writes
the file draws it and tries the place out first, then counts, then writes. Where the desk can only
be read, papers leave all the same, marked as far as is known, and it is said that nobody counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from supplydesk.domain.problem import Problem
from supplydesk.queries import documents as posted_documents
from supplydesk.services import facts, printing
from supplydesk.services.printing import Drawing, Wish
from supplydesk.store.database import DeskSession, StoreTrouble
from supplydesk.store.driver import Driver


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Papers about to leave: their drawing, and the print that each posted one is drawn as."""

    draw: Drawing
    prints: Mapping[str, int]


def prepare(session: DeskSession, numbers: Sequence[str], wish: Wish | None = None) -> Outgoing:
    """Read the papers *numbers*, to be drawn as the print that is counted next.

    Raises:
        Refused: as `printing.prepare`.
    """
    draw = printing.prepare(session, numbers, replace(wish or Wish(), leaving=True))
    driver = Driver(session)
    heads = [posted_documents.head_by_number(driver, number) for number in dict.fromkeys(numbers)]
    return Outgoing(
        draw,
        {head.number: facts.printed(session, head.id) + 1 for head in heads if head is not None},
    )


def uncounted(error: Exception) -> Problem | None:
    """What is said of papers that leave uncounted, where *error* says that the desk can only be
    read; None for any other trouble, with which none may leave.
    """
    if not isinstance(error, StoreTrouble) or error.problem.code != "read_only":
        return None
    return Problem.of(
        "print_not_counted",
        "services.paper_file",
        "The desk can only be read here, so this print could not be counted, and the next one will "
        "not know of it.",
        stops=False,
    )


def count(session: DeskSession, outgoing: Outgoing) -> bool:
    """Count the prints; False where somebody else printed one of them meanwhile, so that it has to
    be drawn once more, as it is counted now.

    Raises:
        Refused: the person may not print.
    """
    counted = {number: facts.count_print(session, number) for number in outgoing.prints}
    return counted == dict(outgoing.prints)
