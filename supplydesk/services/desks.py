"""Making a desk: the first rows, the first person, the books' first day."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from supplydesk.domain.seat import DEFAULT_ZONE, Seat
from supplydesk.services import ledger, people, places, settings
from supplydesk.store.database import Database, DeskSession, Location, write
from supplydesk.store.making import make_desk
from supplydesk.store.tables.desk import Secret

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class FirstFacts:
    """What a desk is told when it is made.

    ``begins`` is the first day of the first month that the books hold; opening stock is dated the
    day before.
    """

    begins: date
    bureau: str = ""
    bureau_code: str = "DESK"
    person: str = "管理员"
    pin: str = ""
    zone: str = DEFAULT_ZONE


def make(location: Location, facts: FirstFacts, seat: Seat | None = None) -> Database:
    """A new desk at *location*, ready for its catalogue and places.

    Raises:
        StoreTrouble: something is there already, or it cannot be written.
    """
    start = seat or Seat(zone=ZoneInfo(facts.zone))

    def fill(database: Database) -> None:
        write(database, start, lambda session: begin(session, facts))

    return make_desk(location, fill)


def make_filled(location: Location, fill: Callable[[Database], object]) -> Database:
    """A new desk at *location* as *fill* writes it, beginning with `begin`: whole or not at all."""
    return make_desk(location, fill)


def begin(session: DeskSession, facts: FirstFacts) -> None:
    """Write a desk's first rows: chain, opening period, key, outside places, first person."""
    ledger.begin_books(session, facts.begins)
    session.add(Secret(key_id="1", key=secrets.token_bytes(KEY_BYTES), made_at=session.seat.now()))
    places.begin(session)
    settings.save(session, bureau=facts.bureau, bureau_code=facts.bureau_code, zone=facts.zone)
    people.add(session, facts.person, "administrator", facts.pin)
