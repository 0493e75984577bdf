"""Events (事件) that goods are sent out for; each has its own totals and brief."""

from datetime import date

from supplydesk.domain.problem import refuse
from supplydesk.queries.parties import incident
from supplydesk.services import ledger
from supplydesk.services.printable import require_printable
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.store.tables.desk import Incident


def add(session: DeskSession, code: str, name: str, begins_on: date | None = None) -> int:
    """Add an event under *code*.

    Raises:
        Refused: the code is taken, or the event has no name.
    """
    require(session, "edit_places")
    if not name.strip():
        raise refuse(
            "empty",
            "services.incidents",
            "This must not be empty. Type a value.",
            field="name",
        )
    if not code.strip() or incident(Driver(session), code) is not None:
        raise refuse(
            "code_taken",
            "services.incidents",
            "There is an event with the code “{code}” already. Give this one another code.",
            field="code",
            code=code,
        )
    require_printable(code=code, name=name)
    row = Incident(code=code, name=name, begins_on=begins_on)
    session.add(row)
    session.flush()
    ledger.note(session, "incident", code, {"name": name})
    assert row.id is not None
    return row.id


def close(session: DeskSession, code: str, on: date) -> None:
    """Close the event *code* from *on*: nothing more goes out for it."""
    require(session, "edit_places")
    found = incident(Driver(session), code)
    row = None if found is None else session.get(Incident, found.id)
    if row is None:
        raise refuse(
            "unknown_incident",
            "services.incidents",
            "There is no event “{code}”. Choose one from the list.",
            field="code",
            code=code,
        )
    row.closed_on = on
    session.flush()
    ledger.note(session, "incident", code, {"closed_on": on.isoformat()})
