"""Who sits here now, and whether she may do what she asks."""

from supplydesk.domain.choices import listed
from supplydesk.domain.lifecycle import may, role_words, roles_for
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
        words = role_words()
        raise refuse(
            "not_allowed",
            "services.seats",
            "{person} ({role}) may not do this here. It is done by: {roles}.",
            person=seat.name or "—",
            role=next((word for role, word in words.items() if role == seat.role), seat.role),
            roles=listed(words[role] for role in roles_for(action)),
        )
