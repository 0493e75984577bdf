"""Events (事件) that goods are sent out for; each has its own totals and brief."""

from datetime import date
from typing import TypedDict

from supplydesk.domain.problem import refuse
from supplydesk.queries.parties import incident
from supplydesk.services import ledger, scopes
from supplydesk.services.printable import require_names
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
    _require_name(name)
    if not code.strip() or incident(Driver(session), code) is not None:
        raise refuse(
            "code_taken",
            "services.incidents",
            "There is an event with the code “{code}” already. Give this one another code.",
            field="code",
            code=code,
        )
    require_names(code=code, name=name)
    row = Incident(code=code, name=name, begins_on=begins_on)
    session.add(row)
    session.flush()
    ledger.note(session, "incident", code, {"name": name})
    assert row.id is not None
    return row.id


class Changes(TypedDict, total=False):
    """What of an event is another from now on; a day that is None is none."""

    name: str
    begins_on: date | None
    closed_on: date | None


def change(session: DeskSession, code: str, changes: Changes) -> bool:
    """Let what *changes* names of the event *code* be so from now on; the rest stays.

    What was posted keeps the name that it was posted with. An event whose last day is taken off
    is open again. The journal notes what is another now, and nothing where nothing is.

    Returns:
        Whether anything is another now.

    Raises:
        Refused: there is no such event, it has no name, or it is closed before it begins.
    """
    require(session, "edit_places")
    row = _row(session, code)
    name = changes.get("name", row.name).strip()
    begins = changes.get("begins_on", row.begins_on)
    closed = changes.get("closed_on", row.closed_on)
    _require_name(name)
    require_names(name=name)
    if begins and closed and closed < begins:
        raise refuse(
            "closed_before_begin",
            "services.incidents",
            "The event begins on {begins}, so it cannot be closed on {day}. Correct one of the "
            "days.",
            field="closed_on",
            begins=begins.isoformat(),
            day=closed.isoformat(),
        )
    noted: dict[str, str | None] = {}
    if name != row.name:
        row.name = noted["name"] = name
    if begins != row.begins_on:
        row.begins_on, noted["begins_on"] = begins, begins.isoformat() if begins else None
    if closed != row.closed_on:
        row.closed_on, noted["closed_on"] = closed, closed.isoformat() if closed else None
    session.flush()
    if noted:
        ledger.note(session, "incident", code, noted)
    return bool(noted)


def close(session: DeskSession, code: str, on: date) -> None:
    """Close the event *code* from *on*: nothing more goes out for it."""
    require(session, "edit_places")
    change(session, code, {"closed_on": on})


def _row(session: DeskSession, code: str) -> Incident:
    row = session.get(Incident, scopes.incident(Driver(session), code, "code").id)
    assert row is not None, "it was found a moment ago, and events are never taken out"
    return row


def _require_name(name: str) -> None:
    if not name.strip():
        raise refuse(
            "empty",
            "services.incidents",
            "This must not be empty. Type a value.",
            field="name",
        )
