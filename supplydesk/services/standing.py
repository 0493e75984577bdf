"""How a desk stands at this moment, in the few words that a status line has room for."""

from dataclasses import dataclass
from datetime import datetime

from supplydesk.domain.lifecycle import Steps, may
from supplydesk.queries import periods
from supplydesk.services import backups, overdue, register, settings
from supplydesk.services.register import Filters
from supplydesk.services.waiting import UNPOSTED
from supplydesk.store.database import Database, DeskSession
from supplydesk.store.driver import Driver


@dataclass(frozen=True, slots=True)
class Standing:
    """The bureau, the earliest month that is still open, what waits; all of it read at once.

    ``period`` is empty before the first paper; ``unposted`` and ``overdue`` are 0 for whoever may
    not read the stock.
    """

    bureau: str
    period: str
    steps: Steps
    unposted: int = 0
    overdue: int = 0


def standing(session: DeskSession) -> Standing:
    """How the desk stands."""
    driver = Driver(session)
    known = settings.load(session)
    months = periods.months(driver)
    period = next((month.name for month in months if month.state == "open"), "")
    steps = Steps(known.review, known.approve)
    if not may(session.seat.role, "read_stock"):
        return Standing(known.bureau, period, steps)
    unposted = len(register.ids(session, Filters(states=UNPOSTED)))
    late = len(overdue.papers_owed(session, only_overdue=True))
    return Standing(known.bureau, period, steps, unposted, late)


def last_backup(database: Database) -> datetime | None:
    """When the newest copy to go back to was made, by the desk's own wall clock; None where there
    is none.
    """
    found = backups.list_backups(database.location)
    return max((one.at for one in found if not one.altered), default=None)
