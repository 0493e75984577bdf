"""An import as a clerk wants it: the desk is copied first, then all of it is written or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from supplydesk.domain.problem import Problem, Refused
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
    copy, remarks = _copied(database, seat, tick) if planned.writes else (None, ())
    try:
        applied = write(database, seat, lambda session: imports.apply(session, planned))
    except Refused:
        # Nothing was changed, so there is nothing to go back from.
        if copy is not None:
            copy.unlink(missing_ok=True)
        raise
    return Imported(applied, remarks)


def _copied(
    database: Database, seat: Seat, tick: Tick | None
) -> tuple[Path | None, tuple[Problem, ...]]:
    """The copy from before the import; or what kept it from being made, if the import may go on."""
    try:
        return backups.automatic(database, seat, "before-import", None, tick).path, ()
    except StoreTrouble as trouble:
        # A server is copied by whoever looks after it; this computer may lack the program.
        if database.sqlite or trouble.problem.code != "no_program":
            raise
        return None, (replace(trouble.problem, stops=False),)
