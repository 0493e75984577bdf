"""People: their roles and PINs, and who sits here now."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from supplydesk.domain.choices import choose, listed
from supplydesk.domain.lifecycle import Role, role_words
from supplydesk.domain.problem import refuse
from supplydesk.domain.seat import Seat, utc_now
from supplydesk.queries.people import active_count
from supplydesk.services import ledger, settings
from supplydesk.services.printable import require_names
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.store.tables.desk import Person

SHORTEST_PIN = 4
NO_PIN = "pin_needed"
"""The code of a refusal for want of a PIN, which whoever asks for one waits for."""


class Sitter(NamedTuple):
    """Somebody who may sit down; ``pin`` whether she is asked for one."""

    name: str
    pin: bool


def sitters(session: DeskSession) -> tuple[Sitter, ...]:
    """Who may sit down here, in the order in which they came: whoever is asked who she is."""
    found = session.exec(select(Person).order_by(col(Person.id)))
    return tuple(Sitter(one.name, bool(one.pin_hash)) for one in found if one.active)


def _hashed(pin: str) -> str:
    # It costs start-up time, and a desk of one has no PIN.
    from argon2 import PasswordHasher  # noqa: PLC0415

    return PasswordHasher().hash(pin)


def _matches(hashed: str, pin: str) -> bool:
    from argon2 import PasswordHasher  # noqa: PLC0415 - as above
    from argon2.exceptions import VerificationError  # noqa: PLC0415 - as above

    try:
        return PasswordHasher().verify(hashed, pin)
    except VerificationError:
        return False


def add(session: DeskSession, name: str, role: str, pin: str = "") -> int:
    """Add somebody who uses the desk.

    Raises:
        Refused: the name is taken, the role is unknown, or the PIN is too short.
    """
    require(session, "edit_people")
    if not name.strip() or _named(session, name) is not None:
        raise refuse(
            "name_taken",
            "services.people",
            "There is a person called “{name}” already, or the name is empty. Choose another.",
            field="name",
            name=name,
        )
    role = _role(role)
    require_names(name=name)
    person = Person(name=name.strip(), role=role, pin_hash=_new_pin(pin) if pin else "")
    session.add(person)
    session.flush()
    ledger.note(session, "person", person.name, {"role": role, "pin": bool(pin)})
    assert person.id is not None
    return person.id


def change(
    session: DeskSession,
    name: str,
    *,
    role: str | None = None,
    pin: str | None = None,
    active: bool | None = None,
) -> None:
    """Change somebody's role or PIN, or whether she still uses the desk.

    Raises:
        Refused: there would be no administrator left.
    """
    require(session, "edit_people")
    person = find(session, name)
    if role is not None:
        person.role = _role(role)
    if pin is not None:
        person.pin_hash = _new_pin(pin) if pin else ""
    if active is not None:
        person.active = active
    session.flush()
    if not _administrators(session):
        raise refuse(
            "last_administrator",
            "services.people",
            "{name} is the last administrator. Make somebody else one first.",
            field="role",
            name=name,
        )
    ledger.note(
        session,
        "person",
        name,
        {"role": person.role, "active": person.active, "pin": pin is not None},
    )


def sit(
    session: DeskSession, name: str = "", pin: str = "", now: Callable[[], datetime] = utc_now
) -> Seat:
    """The seat of the person *name*; with no name, of the only person there is.

    Raises:
        Refused: nobody of that name, no PIN or a wrong one, or several people use the desk and none
            was named.
    """
    zone = ZoneInfo(settings.load(session).zone)
    person = _named(session, name) if name else _only(session)
    if person is None or not person.active:
        raise refuse(
            "unknown_person",
            "services.people",
            "Nobody called “{name}” uses this desk. Choose somebody who does.",
            field="user",
            name=name,
        )
    if person.pin_hash and not pin:
        raise refuse(
            NO_PIN,
            "services.people",
            "{name} has a PIN, and none was given. Type it.",
            field="pin",
            name=person.name,
        )
    if person.pin_hash and not _matches(person.pin_hash, pin):
        raise refuse(
            "wrong_pin",
            "services.people",
            "The PIN of {name} is not right. Try again, or ask an administrator for a new one.",
            field="pin",
            name=person.name,
        )
    return Seat(person.id, person.name, person.role, zone, now)


def find(session: DeskSession, name: str) -> Person:
    """The person called *name*.

    Raises:
        Refused: there is none.
    """
    person = _named(session, name)
    if person is None:
        raise refuse(
            "unknown_person",
            "services.people",
            "Nobody called “{name}” uses this desk. Choose somebody who does.",
            field="user",
            name=name,
        )
    return person


def _named(session: DeskSession, name: str) -> Person | None:
    return session.exec(select(Person).where(col(Person.name) == name.strip())).first()


def _only(session: DeskSession) -> Person | None:
    if active_count(Driver(session)) > 1:
        raise refuse(
            "who_is_it",
            "services.people",
            "Several people use this desk. Say who you are.",
            field="user",
        )
    return next((person for person in session.exec(select(Person)) if person.active), None)


def _administrators(session: DeskSession) -> bool:
    people = session.exec(select(Person))
    return any(person.active and person.role == Role.ADMINISTRATOR for person in people)


def _role(typed: str) -> str:
    """The role that *typed* names, by its word or as code has it."""
    words = role_words()
    role = choose(typed, words)
    if role is None:
        raise refuse(
            "unknown_role",
            "services.people",
            "There is no role “{role}”. Choose one of: {roles}.",
            field="role",
            role=typed,
            roles=listed(words.values()),
        )
    return Role(role)


def _new_pin(pin: str) -> str:
    if len(pin) < SHORTEST_PIN:
        raise refuse(
            "short_pin",
            "services.people",
            "A PIN has at least {count} characters. Type a longer one.",
            field="pin",
            count=SHORTEST_PIN,
        )
    return _hashed(pin)
