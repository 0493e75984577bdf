"""The machine's clock, doubted: the journal's order holds, but a clock set back is told."""

from datetime import tzinfo

from supplydesk.domain.entry import Appended
from supplydesk.domain.problem import Problem
from supplydesk.store.columns import instant

TOLERANCE = 2_000_000  # microseconds: desks that share a server differ a little


def clock_warnings(appended: Appended, zone: tzinfo) -> tuple[Problem, ...]:
    """A warning if the clock by which *appended* was recorded lies behind the journal's latest."""
    if appended.recorded_at + TOLERANCE >= appended.latest:
        return ()
    return (
        Problem.of(
            "clock_set_back",
            "services.clock",
            "This computer's clock stands before the latest entry, {latest}. Set the clock right; "
            "the order of the journal is not affected.",
            field="recorded_at",
            stops=False,
            latest=f"{instant(appended.latest).astimezone(zone):%Y-%m-%d %H:%M}",
        ),
    )
