"""Parties, incidents and instructions by the codes and numbers that people know them by."""

from collections.abc import Iterable
from typing import NamedTuple

from supplydesk.store.driver import Driver, marks


class IncidentRow(NamedTuple):
    """An event, and the day it was closed, if it was."""

    id: int
    code: str
    name: str
    closed_on: str | None


def ids_by_code(driver: Driver, codes: Iterable[str]) -> dict[str, int]:
    """The ids of parties by code; unknown codes are not in the answer."""
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        return {}
    rows = driver.all(f"SELECT code, id FROM party WHERE code IN ({marks(len(wanted))})", wanted)
    return {str(code): int(identity or 0) for code, identity in rows}


def incident(driver: Driver, code: str) -> IncidentRow | None:
    """The incident with *code*, or None."""
    row = driver.one("SELECT id, code, name, closed_on FROM incident WHERE code = ?", (code,))
    return None if row is None else IncidentRow._make(row)


def instruction_id(driver: Driver, number: str) -> int | None:
    """The instruction numbered *number*, or None."""
    row = driver.one("SELECT id FROM instruction WHERE number = ?", (number,))
    return None if row is None else int(row[0] or 0)
