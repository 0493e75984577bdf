"""The machine's clock, doubted: the journal's order holds, but a clock set back is told."""

from supplydesk.domain.problem import Problem
from supplydesk.services import ledger
from supplydesk.store.columns import instant
from supplydesk.store.database import DeskSession

TOLERANCE = 2_000_000  # microseconds: desks that share a server differ a little


def clock_warnings(session: DeskSession, now: int) -> tuple[Problem, ...]:
    """A warning if *now* (microseconds) lies before what the journal has seen already."""
    latest = ledger.last_instant(session)
    if now + TOLERANCE >= latest:
        return ()
    return (
        Problem.of(
            "clock_set_back",
            "services.clock",
            "This computer's clock stands before the latest entry, {latest}. Set the clock right; "
            "the order of the journal is not affected.",
            field="recorded_at",
            stops=False,
            latest=f"{instant(latest).astimezone(session.seat.zone):%Y-%m-%d %H:%M}",
        ),
    )
