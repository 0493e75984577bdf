"""Whose desk a file or a database is: its bureau, and the keys that were made with it.

A desk's keys travel in its copies and nowhere else, so that two desks which share none were made
apart; a bureau's code tells apart those that began as copies of one.
"""

from dataclasses import dataclass

from supplydesk.domain.problem import refuse
from supplydesk.domain.seat import Seat
from supplydesk.queries.secrets import all_keys
from supplydesk.services import settings
from supplydesk.store.database import Database, reading
from supplydesk.store.driver import Driver


@dataclass(frozen=True, slots=True)
class Lineage:
    """Whose desk it is, and by what it is known."""

    bureau: str
    code: str
    keys: frozenset[tuple[str, bytes]]

    def same(self, other: "Lineage") -> bool:
        """Whether one of the two is a copy of the other, or both are of a third."""
        return self.code == other.code and not self.keys.isdisjoint(other.keys)

    @property
    def told(self) -> str:
        """The bureau as a person is told of it."""
        return f"{self.bureau} ({self.code})".strip()


def lineage_of(database: Database, seat: Seat) -> Lineage:
    """Whose desk *database* is."""
    with reading(database, seat) as session:
        known = settings.load(session)
        return Lineage(known.bureau, known.bureau_code, frozenset(all_keys(Driver(session))))


def require_same(present: Lineage | None, copy: Lineage, *, accept_other: bool) -> None:
    """See that *copy* is of the *present* desk, where that can still be read.

    Raises:
        Refused: it is another desk's, and nobody said that it shall take this one's place.
    """
    if accept_other or present is None or present.same(copy):
        return
    raise refuse(
        "another_desk",
        "services.lineage",
        "Here lies the desk of {present}, and the copy is another one's, of {copy}. Choose a copy "
        "of this desk, or say that the other shall take its place.",
        field="backup",
        present=present.told,
        copy=copy.told,
    )
