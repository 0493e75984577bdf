"""Who sits here now, and whether she may do what she asks."""

from supplydesk.domain.lifecycle import may
from supplydesk.domain.problem import refuse
from supplydesk.domain.seat import Seat
from supplydesk.store.database import DeskSession


def require(session: DeskSession, action: str) -> None:
    """Let the person at the desk do *action*, or refuse.

    Raises:
        Refused: her role may not.
    """
    require_of(session.seat, action)


def require_of(seat: Seat, action: str) -> None:
    """The same for what is done to a desk as a whole, before anything of it is opened.

    Raises:
        Refused: her role may not.
    """
    if not may(seat.role, action):
        raise refuse(
            "not_allowed",
            "services.seats",
            "{person} may not do this here. Ask someone whose role allows it to sit down.",
            person=seat.name or seat.role,
        )
