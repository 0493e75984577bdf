"""Who sits here now, and whether she may do what she asks."""

from supplydesk.domain.lifecycle import may
from supplydesk.domain.problem import refuse
from supplydesk.store.database import DeskSession


def require(session: DeskSession, action: str) -> None:
    """Let the person at the desk do *action*, or refuse.

    Raises:
        Refused: her role may not.
    """
    seat = session.seat
    if not may(seat.role, action):
        raise refuse(
            "not_allowed",
            "services.seats",
            "{person} may not do this here. Ask someone whose role allows it to sit down.",
            person=seat.name or seat.role,
        )
