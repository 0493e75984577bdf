"""Which part of a slip's goods takes which of their cartons, where cartons float.

How many pieces a floating carton holds, nobody knows; so cartons go where a person says, and what
nobody spoke of goes with the goods when the last of a lot has arrived.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from supplydesk.domain.picking import Take


class Part(NamedTuple):
    """One figure of a receipt: thousandths, and the cartons that were named with it (or None)."""

    quantity: int
    cartons: int | None = None


@dataclass(slots=True)
class _Drawn:
    lot: int
    take: Take
    named: bool


def spread(pool: Sequence[Take], parts: Sequence[Part]) -> tuple[tuple[Take, ...], int]:
    """Draw *parts* from *pool*, in the order of both, each take with its cartons.

    Args:
        pool: what is still open, lot by lot, with the cartons of each.
        parts: what became of it.

    Returns:
        The takes, split where one part ends and the next begins; and how many more cartons were
        named than were there to go along (0: none).
    """
    rest = [take.quantity for take in pool]
    cartons = [take.packs or 0 for take in pool]
    drawn: list[_Drawn] = []
    at = over = 0
    for part in parts:
        wanted, named = part.quantity, part.cartons or 0
        while wanted and at < len(pool):
            quantity, packs = min(wanted, rest[at]), min(named, cartons[at])
            take = pool[at]._replace(quantity=quantity, packs=packs)
            drawn.append(_Drawn(at, take, part.cartons is not None))
            wanted, named = wanted - quantity, named - packs
            rest[at] -= quantity
            cartons[at] -= packs
            at += not rest[at]
        over += named
    for lot, left in enumerate(cartons):
        if left and not rest[lot]:
            mine = [one for one in drawn if one.lot == lot]
            taker = next((one for one in mine if not one.named), mine[-1])
            taker.take = taker.take._replace(packs=(taker.take.packs or 0) + left)
    return tuple(one.take for one in drawn), over
