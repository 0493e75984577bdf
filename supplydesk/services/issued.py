"""What was issued day by day: the little chart of the home page."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from supplydesk.domain.period import desk_day
from supplydesk.domain.quantity import from_thousandths
from supplydesk.queries import brief
from supplydesk.services import scopes
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


class DayIssued(NamedTuple):
    """A day, and the pieces of its dispatches across units; reversals taken off."""

    day: date
    pieces: Decimal


def issued_daily(session: DeskSession, days: int, incident: str = "") -> tuple[DayIssued, ...]:
    """What the dispatches of each of the last *days* issued, the oldest first, today the last;
    with *incident*, an event's code, those for that event.

    Raises:
        Refused: the person may not read the stock, or there is no such event.
    """
    require(session, "read_stock")
    today = desk_day(session.seat.now(), session.seat.zone)
    span = [today - timedelta(days=at) for at in reversed(range(days))]
    driver = Driver(session)
    event = scopes.incident(driver, incident).id if incident else None
    sums = brief.issued_daily(driver, span[0].isoformat(), today.isoformat(), event)
    return tuple(DayIssued(day, from_thousandths(sums.get(day.isoformat(), 0))) for day in span)
