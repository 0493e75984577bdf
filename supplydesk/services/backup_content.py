"""What goes into a copy: the desk at one moment, looked over and, unless in a hurry, verified.

Looked over: the file is whole and its chain ends on the desk's. Verified: everything that the
books say is recomputed, and what is not as it was written is told with the copy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from supplydesk.domain.problem import Problem
from supplydesk.domain.seat import Seat
from supplydesk.store import copies
from supplydesk.store.database import Database, Location, StoreTrouble, engines
from supplydesk.store.held_moment import held_moment

Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Content:
    """What was copied: where its chain ends, and what `verify` found in it."""

    sequence: int
    head: str
    findings: tuple[Problem, ...] = ()


def part(tick: Tick | None, index: int, count: int) -> Tick | None:
    """*tick* for the stage *index* of *count* that take about as long."""
    if tick is None:
        return None
    return lambda done, total: tick(index * total + done, count * total)


def fill(
    database: Database, seat: Seat, path: Path, tick: Tick | None, *, quick: bool = False
) -> Content:
    """Copy the desk into the empty file *path*, and check what lies there.

    Args:
        database: the desk; others may go on working meanwhile.
        seat: who asks.
        path: an empty file.
        tick: told how far it is; may raise to cancel.
        quick: look the copy over, and verify nothing.

    Raises:
        StoreTrouble: the desk is held or damaged, or the copy is not what it should be.
    """
    source = database.location.path
    if source is None:
        return _from_server(database, seat, path, tick, quick=quick)
    return _from_file(database, source, seat, path, tick, quick=quick)


def _from_file(
    database: Database, source: Path, seat: Seat, path: Path, tick: Tick | None, *, quick: bool
) -> Content:
    stages = 2 if quick else 3
    copies.copy_database(source, path, timeout=database.timeout, tick=part(tick, 0, stages))
    try:
        examined = copies.examine(path, tick=part(tick, 1, stages))
    except StoreTrouble as trouble:
        if trouble.problem.code in copies.DAMAGES:
            raise _whose_damage(database, source, path, part(tick, 1, stages)) from trouble
        raise
    if not copies.follows(source, examined, database.timeout):
        raise _differs()
    if quick:
        return Content(examined.sequence, examined.hash)
    copy = engines(Location(database.location.url, path), read_only=True)
    try:
        found = _verified(copy, seat, part(tick, 2, stages))[1]
    finally:
        copy.close()
    return Content(examined.sequence, examined.hash, found)


def _whose_damage(database: Database, source: Path, path: Path, tick: Tick | None) -> StoreTrouble:
    """A copy is damaged as what was copied is, and only otherwise by the disk that it lies on."""
    try:
        copies.examine(source, tick=tick, timeout=database.timeout, desk=True)
    except StoreTrouble as trouble:
        return trouble
    return StoreTrouble(
        Problem.of(
            "copy_spoilt",
            "services.backup_content",
            "The desk is whole, but its copy came out damaged and was not kept. See to the disk "
            "that {folder} is on, or choose another folder.",
            folder=path.parent,
        )
    )


def _from_server(
    database: Database, seat: Seat, path: Path, tick: Tick | None, *, quick: bool
) -> Content:
    # It stands on the server's driver: whoever copies a file never pays for it.
    from supplydesk.store import dumps  # noqa: PLC0415

    location, timeout = database.location, database.timeout
    if quick:
        return Content(*dumps.dump(location, path, tick, timeout=timeout))
    with held_moment(database) as (moment, then):
        sequence, head = dumps.dump(
            location, path, part(tick, 0, 2), timeout=timeout, moment=moment
        )
        dumps.read_through(location, path)
        verified, found = _verified(then, seat, part(tick, 1, 2))
    if not found and verified != head:
        raise _differs()
    return Content(sequence, head, found)


def _verified(database: Database, seat: Seat, tick: Tick | None) -> tuple[str, tuple[Problem, ...]]:
    """The end of its chain as `verify` works it out, and what that found."""
    # A window opens without it: most copies are only looked over.
    from supplydesk.queries.verify import verify  # noqa: PLC0415

    tick = tick or _silent
    tick(0, 1)
    found = verify(database, seat, tick=tick)
    tick(1, 1)  # few entries are told of one by one
    return found.head, tuple(found.findings)


def _silent(_done: int, _total: int) -> None:
    """Nobody wants to know how far it is."""


def _differs() -> StoreTrouble:
    return StoreTrouble(
        Problem.of(
            "copy_differs",
            "services.backup_content",
            "The copy does not end where the desk's journal did; it was not kept. Run "
            "“verify”, then try again.",
        )
    )
