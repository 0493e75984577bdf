"""Verifying, asked for by a person: who may, and then the whole ledger recomputed."""

from collections.abc import Sequence

from supplydesk.domain.seat import Seat
from supplydesk.queries import verify as whole
from supplydesk.queries.verify import DAMAGED, Tick, Verified
from supplydesk.services.seats import require_of
from supplydesk.store.database import Database

__all__ = ["DAMAGED", "verify"]


def verify(
    database: Database, seat: Seat, *, heads: Sequence[str] = (), tick: Tick | None = None
) -> Verified:
    """Recompute everything that the ledger says, as `supplydesk.queries.verify.verify`.

    Raises:
        Refused: her role may not.
    """
    require_of(seat, "verify")
    return whole.verify(database, seat, heads=heads, tick=tick)
