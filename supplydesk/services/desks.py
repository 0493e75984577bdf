"""Making a desk: the first rows, the first person, the books' first day."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from supplydesk.domain.period import desk_day, first_day_problem
from supplydesk.domain.problem import Refused
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
    day before. ``cut_off`` is the last day of those months, None for the calendar's.
    """

    begins: date
    bureau: str = ""
    bureau_code: str = "DESK"
    person: str = "管理员"
    pin: str = ""
    zone: str = DEFAULT_ZONE
    cut_off: int | None = None


def make(location: Location, facts: FirstFacts, seat: Seat | None = None) -> Database:
    """A new desk at *location*, ready for its catalogue and places.

    Raises:
        Refused: the books cannot begin on that day.
        StoreTrouble: something is there already, or it cannot be written.
    """
    start = seat or Seat(zone=ZoneInfo(facts.zone))
    _check_begins(facts, start)

    def fill(database: Database) -> None:
        write(database, start, lambda session: begin(session, facts))

    return make_desk(location, fill)


def make_filled(location: Location, fill: Callable[[Database], object]) -> Database:
    """A new desk at *location* as *fill* writes it, beginning with `begin`: whole or not at all."""
    return make_desk(location, fill)


def begin(session: DeskSession, facts: FirstFacts) -> None:
    """Write a desk's first rows: chain, opening period, key, outside places, first person.

    Raises:
        Refused: the books cannot begin on that day.
    """
    _check_begins(facts, session.seat)
    ledger.begin_books(session, facts.begins)
    session.add(Secret(key_id="1", key=secrets.token_bytes(KEY_BYTES), made_at=session.seat.now()))
    places.begin(session)
    settings.save(
        session,
        bureau=facts.bureau,
        bureau_code=facts.bureau_code,
        zone=facts.zone,
        cut_off=facts.cut_off,
    )
    people.add(session, facts.person, "administrator", facts.pin)


def _check_begins(facts: FirstFacts, seat: Seat) -> None:
    today = desk_day(seat.now(), ZoneInfo(facts.zone))
    problem = first_day_problem(facts.begins, facts.cut_off, today)
    if problem is not None:
        raise Refused((problem,))
