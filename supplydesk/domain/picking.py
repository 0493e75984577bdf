"""Which lots leave first: first expired first out, then broken packs, then first in first out.

Runs once per line of every posting, so it works on tuples, whole thousandths and days as the
store keeps them (``2024-06-30``), which compare as text.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, Self


class Candidate(NamedTuple):
    """Stock of one lot in one place that may be picked.

    ``available`` and ``pack_size`` are thousandths of the base unit, ``expires`` is an ISO day,
    ``received`` says which lot came earlier (smaller is earlier; what came together is equal),
    ``packs`` counts the floating cartons there. ``pack_size`` is the lot's own, where it has one.
    """

    lot: int
    place: int
    available: int
    expires: str | None = None
    received: int = 0
    pack_size: int | None = None
    packs: int | None = None

    def less(self, taken: int) -> Self:
        """The same stock after *taken* thousandths of it are spoken for."""
        return self._replace(available=self.available - taken)


class Take(NamedTuple):
    """What leaves: *quantity* thousandths of *lot* from *place*.

    ``packs`` is the number of floating cartons where all of them go along, else None: of cartons
    that are unevenly packed only a person can say how many a part of them fills.
    """

    lot: int
    place: int
    quantity: int
    packs: int | None = None


class Picked(NamedTuple):
    """What was found and how many thousandths are *missing* (0: all is there)."""

    takes: tuple[Take, ...]
    missing: int


Packs = Sequence[int | None]
"""Thousandths in each of an item's packs, small to large; None: floating."""


def pick(candidates: Iterable[Candidate], wanted: int, on: date, packs: Packs = ()) -> Picked:
    """Choose *wanted* thousandths among *candidates* of one item as of the day *on*.

    What expires first leaves first; lots without an expiry date follow, in the order they came
    in. What expired before *on* never leaves (the last day still counts). Where that leaves a
    choice, loose pieces and broken packs go first and whole ones stay (出零存整), also where whole
    packs are asked for: what is open is used up. Then comes the earlier arrival, then the smaller
    key of lot and place, so that the same stock always gives the same answer.
    """
    takes: list[Take] = []
    missing = max(wanted, 0)
    if missing:
        for candidate in in_order(candidates, on, packs):
            quantity = candidate.available
            if quantity > missing:
                takes.append(Take(candidate.lot, candidate.place, missing))
                missing = 0
            else:
                takes.append(Take(candidate.lot, candidate.place, quantity, candidate.packs))
                missing -= quantity
            if not missing:
                break
    return Picked(tuple(takes), missing)


def in_order(candidates: Iterable[Candidate], on: date, packs: Packs = ()) -> list[Candidate]:
    """The *candidates* that may leave on the day *on*, in the order in which they leave.

    *packs* are the item's own; a lot's pack size stands for the largest of them.
    """
    today = on.isoformat()
    usable = [
        candidate
        for candidate in candidates
        if candidate.available > 0 and (candidate.expires is None or candidate.expires >= today)
    ]
    if len(usable) > 1:
        usable.sort(key=lambda one: _turn(one, packs))
    return usable


def _turn(candidate: Candidate, packs: Packs) -> tuple[bool, str, int, int, int, int, int]:
    """The sort key of one candidate; among undated lots the arrival outranks a broken pack."""
    lot, place, available, expires, received, pack_size, _ = candidate
    whole = _wholeness(available, (*packs[:-1], pack_size) if pack_size else packs)
    if expires is None:
        return (True, "", received, whole, received, lot, place)
    return (False, expires, 0, whole, received, lot, place)


def _wholeness(available: int, packs: Packs) -> int:
    """0 where all of it is in whole packs, and the lower the smaller the pack that is broken.

    Loose pieces so come before loose boxes of a carton. How full a floating carton is, nobody
    knows: it does not count as broken.
    """
    for level, size in enumerate(packs):
        if size and available % size:
            return level - len(packs)
    return 0
