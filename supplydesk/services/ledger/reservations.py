"""Goods held for an approved document until it is posted or voided."""

from collections.abc import Sequence

from supplydesk.store.database import Conflict, DeskSession
from supplydesk.store.driver import Driver

Held = tuple[int, int, int, int]  # line, place, lot, quantity in thousandths

_HELD = (
    "SELECT line, place, lot, quantity FROM reservation WHERE draft = ? ORDER BY place, lot, line"
)
_HOLD = (
    "UPDATE balance SET reserved = reserved + ? "
    "WHERE place = ? AND lot = ? AND quantity - reserved >= ?"
)
_FREE = "UPDATE balance SET reserved = reserved - ? WHERE place = ? AND lot = ?"
_KEEP = "INSERT INTO reservation (draft, line, place, lot, quantity) VALUES (?, ?, ?, ?, ?)"
_FORGET = "DELETE FROM reservation WHERE draft = ?"
_AVAILABLE = "SELECT quantity - reserved FROM balance WHERE place = ? AND lot = ?"


def reserve(session: DeskSession, draft: str, held: Sequence[Held]) -> None:
    """Hold *held* for *draft*.

    Raises:
        Conflict: what was available when the lots were picked is no longer.
    """
    driver = Driver(session)
    for line, place, lot, quantity in sorted(held, key=lambda one: (one[1], one[2], one[0])):
        lock = driver.either(_AVAILABLE, _AVAILABLE + " FOR UPDATE")
        row = driver.one(lock, (place, lot))
        if row is None or row[0] < quantity:
            raise Conflict
        driver.run(_HOLD, (quantity, place, lot, quantity))
        driver.run(_KEEP, (draft, line, place, lot, quantity))


def held_for(driver: Driver, draft: str) -> list[Held]:
    """What is held for *draft*, by place, lot and line."""
    return [
        (line, place, lot, quantity) for line, place, lot, quantity in driver.all(_HELD, (draft,))
    ]


def release(session: DeskSession, draft: str) -> None:
    """Let go of everything that is held for *draft*."""
    driver = Driver(session)
    held = held_for(driver, draft)
    driver.many(_FREE, [(quantity, place, lot) for _, place, lot, quantity in held])
    forget(driver, draft)


def forget(driver: Driver, draft: str) -> None:
    """Drop the rows of *draft*'s reservations; the balances are the caller's to free."""
    driver.run(_FORGET, (draft,))
