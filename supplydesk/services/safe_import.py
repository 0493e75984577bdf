"""An import as a clerk wants it: the desk is copied first, then all of it is written or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from supplydesk.domain.problem import Problem
from supplydesk.domain.seat import Seat
from supplydesk.services import backups, imports
from supplydesk.services.imports import Applied, Plan
from supplydesk.store.database import Database, StoreTrouble, write

Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, and what kept the copy before it from being made, if that may be."""

    applied: Applied
    remarks: tuple[Problem, ...]


def run(database: Database, seat: Seat, planned: Plan, tick: Tick | None = None) -> Imported:
    """Do what *planned* says in one transaction, after a copy of the desk.

    Args:
        database: the desk.
        seat: who imports.
        planned: what `imports.plan` said.
        tick: told how far the copy is; may raise to cancel, and nothing was written.

    Raises:
        Refused: the plan does not hold any more, or has problems that stop.
        StoreTrouble: the desk could not be copied or written.
    """
    remarks = copy_first(database, seat, tick) if planned.writes else ()
    return Imported(write(database, seat, lambda session: imports.apply(session, planned)), remarks)


def copy_first(database: Database, seat: Seat, tick: Tick | None = None) -> tuple[Problem, ...]:
    """Copy the desk before an import changes it; what kept that from happening, if it may."""
    try:
        backups.automatic(database, seat, "before-import", None, tick)
    except StoreTrouble as trouble:
        # A server is copied by whoever looks after it; this computer may lack the program.
        if database.sqlite or trouble.problem.code != "no_program":
            raise
        return (replace(trouble.problem, stops=False),)
    return ()
