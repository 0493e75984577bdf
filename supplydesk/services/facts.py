"""What becomes known after posting: the paper's number, plate, carrier, printed copies."""

from supplydesk.domain.numbering import read_instruction_number
from supplydesk.domain.problem import refuse
from supplydesk.queries import documents as posted_documents
from supplydesk.services import ledger
from supplydesk.services.instructions import numbered
from supplydesk.services.posted import find
from supplydesk.services.printable import require_printable
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

PAPER_NUMBER = "paper_number"
PRINTED = "printed"
NAMES = (
    PAPER_NUMBER,
    "carrier",
    "plate",
    "driver",
    "driver_phone",
    "departed_at",
    "finance",
    "remark",
)


def add_fact(session: DeskSession, number: str, name: str, value: str) -> int:
    """Record that *name* of the posted document *number* is *value*; the latest one holds.

    Raises:
        Refused: no such document or fact, no value, or an instruction number that is none.
    """
    require(session, "add_fact")
    head = find(session, number)
    text = value.strip()
    if name not in NAMES:
        raise refuse(
            "unknown_fact",
            "services.facts",
            "“{name}” is nothing that can be added later. Choose one of: {names}.",
            field=name,
            name=name,
            names=", ".join(NAMES),
        )
    if not text:
        raise refuse(
            "empty_fact",
            "services.facts",
            "The value is empty. What was added stays in the books, so give what is known now.",
            field=name,
        )
    require_printable(**{name: text})
    if name == PAPER_NUMBER:
        text = read_instruction_number(text, field=name).text
        numbered(session, text, head.incident)
    return ledger.add_fact(session, head.id, head.number, name, text)


def count_print(session: DeskSession, number: str) -> int:
    """Record that *number* is printed once more; returns how many times it has been now."""
    require(session, "print")
    head = find(session, number)
    ledger.last_instant(
        session, hold=True
    )  # two desks that print at once count one after the other
    times = printed(session, head.id) + 1
    ledger.add_fact(session, head.id, head.number, PRINTED, str(times))
    return times


def printed(session: DeskSession, document: int) -> int:
    """How often the document has been printed."""
    facts = posted_documents.facts_of(Driver(session), document)
    return sum(name == PRINTED for _, name, _ in facts)


def latest(session: DeskSession, document: int) -> dict[str, str]:
    """The facts of a document as they stand: by name, the latest value."""
    return {name: value for _, name, value in posted_documents.facts_of(Driver(session), document)}
