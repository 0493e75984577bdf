"""Instructions (调拨指令): one record for each number that an issuer gave."""

from datetime import date

from supplydesk.domain.numbering import read_instruction_number
from supplydesk.queries.parties import instruction_id
from supplydesk.services.forms import InstructionPart
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

# Another desk may be noting the same one: then ours waits for it and takes that one.
_MAKE = (
    "INSERT INTO instruction (number, issuer, issued_on, body, incident) VALUES (?, ?, ?, '', ?) "
    "ON CONFLICT (number) DO NOTHING RETURNING id"
)


def written(part: InstructionPart) -> str:
    """The number of *part* as its issuer writes it, whatever brackets were typed.

    Raises:
        Refused: it is none; a dispatch is refused for that before.
    """
    return read_instruction_number(part.number, field="instruction").text


def instruction_of(session: DeskSession, part: InstructionPart, incident: int | None) -> int:
    """The id of the instruction that *part* names, made where the desk does not know it yet."""
    return _known_or_made(session, written(part), part.issuer, part.issued_on, incident)


def numbered(session: DeskSession, number: str, incident: int | None) -> int:
    """The id of the instruction *number*, as when a telephone order's paper comes in."""
    return _known_or_made(session, number, "", None, incident)


def _known_or_made(
    session: DeskSession, number: str, issuer: str, issued_on: date | None, incident: int | None
) -> int:
    known = instruction_id(Driver(session), number)
    if known is not None:
        return known
    driver = Driver(session)
    day = None if issued_on is None else issued_on.isoformat()
    made = driver.one(_MAKE, (number, issuer, day, incident))
    known = made[0] if made is not None else instruction_id(driver, number)
    assert isinstance(known, int)
    return known
