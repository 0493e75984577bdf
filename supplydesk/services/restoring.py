"""The way back: a backup takes the desk's place, and what was there is kept beside it.

Whatever cuts this short, at the desk's place lies the old desk or the whole restored one.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from supplydesk import paths
from supplydesk.domain.problem import Problem, refuse
from supplydesk.domain.seat import Seat
from supplydesk.queries.verify import Verified, verify
from supplydesk.services import ledger, roles
from supplydesk.services.backup_content import Tick, part
from supplydesk.services.backups import Backup, automatic, stamp
from supplydesk.services.lineage import Lineage, lineage_of, require_same
from supplydesk.services.seats import require_of
from supplydesk.store import copies, dumps
from supplydesk.store.database import (
    BUSY_TIMEOUT,
    Database,
    Location,
    StoreTrouble,
    engines,
    reading,
    write,
)
from supplydesk.store.desk_file import check_file
from supplydesk.store.exchange import alone, aside_name, beside, clear_leftovers, set_aside
from supplydesk.store.migrate import VERSION, open_desk, upgrade
from supplydesk.store.trouble import file_trouble

Result = TypeVar("Result")

# With these a desk cannot be copied any more: it is set aside as it is.
_BEYOND_COPYING = frozenset(
    {
        "damaged",
        "copy_damaged",
        "copy_differs",
        "cut_short",
        "foreign_file",
        "no_desk_inside",
        "newer_desk",
    }
)


@dataclass(frozen=True, slots=True)
class Restored:
    """A desk that came back: from which copy, where its chain ends, and what it replaced.

    ``set_aside`` is the old file (or database) under its new name; ``automatic`` the copy made of
    it before, None where it could not be copied; ``findings`` what `verify` found.
    """

    place: str
    backup: Path
    sequence: int
    head: str
    set_aside: str | None
    automatic: Backup | None
    findings: tuple[Problem, ...]


def restore(
    location: Location,
    backup: Path,
    seat: Seat,
    *,
    folder: Path | None = None,
    tick: Tick | None = None,
    accept_findings: bool = False,
    accept_other: bool = False,
    timeout: int = BUSY_TIMEOUT,
) -> Restored:
    """Put the copy at *backup* in the desk's place.

    The copy is checked and stays where it is; the present desk is copied and then set aside.

    Args:
        location: where the desk lies, or lay.
        backup: the copy.
        seat: who asks; where the desk itself can no longer be read, sit at the copy.
        folder: where the automatic copy of the present desk goes.
        tick: told how far it is; may raise to cancel, and the desk is as it was.
        accept_findings: restore even what `verify` finds altered.
        accept_other: restore even another desk's copy, such as another bureau's.
        timeout: milliseconds to wait for other programs to leave the desk.

    Raises:
        Refused: her role may not, or the copy is the desk itself, altered or another desk's.
        StoreTrouble: the copy is damaged or newer, there is no room, or others are at the desk.
    """
    require_of(seat, "restore")
    if location.path is None:
        return _restore_on_server(
            location,
            backup,
            seat,
            folder,
            tick,
            accept_findings=accept_findings,
            accept_other=accept_other,
            timeout=timeout,
        )
    return _restore_file(
        location,
        location.path,
        backup,
        seat,
        folder,
        tick,
        timeout,
        accept_findings=accept_findings,
        accept_other=accept_other,
    )


def _restore_file(
    location: Location,
    path: Path,
    backup: Path,
    seat: Seat,
    folder: Path | None,
    tick: Tick | None,
    timeout: int,
    *,
    accept_findings: bool,
    accept_other: bool,
) -> Restored:
    if path.exists() and not path.is_file():
        check_file(path)
    copies.examine(backup, tick=part(tick, 0, 4))
    if path.exists() and path.samefile(backup):
        raise refuse(
            "same_file",
            "services.restoring",
            "{path} is the desk itself. Choose one of its copies.",
            field="backup",
            path=path,
        )
    present = _present(location, seat, timeout) if path.exists() else None
    came_from = _lineage_at(Location(location.url, backup.absolute()), seat, read_only=True)
    require_same(present, came_from, accept_other=accept_other)
    saved = _save_present(location, seat, folder, timeout) if path.exists() else None
    aside = aside_name(path, stamp(seat))
    came: list[tuple[Verified, Path | None]] = []
    try:
        with alone(path, timeout) as let_go:

            def fill(stream: BinaryIO) -> None:
                new = Path(stream.name)
                new.chmod(0o600)
                copies.copy_database(backup, new, timeout=timeout, tick=part(tick, 1, 4))
                verified = _begin_again(
                    Location(location.url, new), seat, backup, aside.name, part(tick, 2, 4)
                )
                copies.examine(new, tick=part(tick, 3, 4))
                _accept(verified, backup, accept_findings=accept_findings)
                came.append((verified, set_aside(path, aside)))
                if os.name == "nt":
                    let_go()  # Windows lets no file go that is held open

            path.parent.mkdir(parents=True, exist_ok=True)
            clear_leftovers(path.parent)
            paths.write_atomically(path, fill, replace=True, ledger=True)
    except OSError as error:
        raise file_trouble(error, path) from error
    verified, kept = came[-1]
    return Restored(
        str(location), backup, verified.entries, verified.head,
        str(kept) if kept else None, saved, tuple(verified.findings),
    )  # fmt: skip


def _at_present(
    location: Location, timeout: int | None, work: Callable[[Database], Result]
) -> Result | None:
    """*work* on the desk that is about to be replaced; None where that can no longer be read."""
    try:
        database = open_desk(location, timeout=timeout)
        try:
            return work(database)
        finally:
            database.close()
    except StoreTrouble as trouble:
        if trouble.problem.code in _BEYOND_COPYING:
            return None
        raise


def _present(location: Location, seat: Seat, timeout: int | None) -> Lineage | None:
    """Whose desk is about to be replaced."""
    return _at_present(location, timeout, lambda database: lineage_of(database, seat))


def _lineage_at(place: Location, seat: Seat, *, read_only: bool = False) -> Lineage:
    database = engines(place, read_only=read_only)
    try:
        return lineage_of(database, seat)
    finally:
        database.close()


def _save_present(
    location: Location, seat: Seat, folder: Path | None, timeout: int | None
) -> Backup | None:
    """The automatic copy of the desk that is about to be replaced."""
    return _at_present(
        location, timeout, lambda database: automatic(database, seat, "before-restore", folder)
    )


def _begin_again(
    place: Location, seat: Seat, backup: Path, aside: str, tick: Tick | None
) -> Verified:
    """Bring the copy up to this program's schema and write into its journal whence it came."""
    database = engines(place)
    try:
        with reading(database, seat) as session:
            version = (
                session.connection()
                .exec_driver_sql("SELECT version_num FROM alembic_version")
                .scalar()
            )
        if version != VERSION:
            upgrade(database)
        told = {"backup": backup.name, "set_aside": aside}
        write(database, seat, lambda session: ledger.note(session, "restore", backup.name, told))
        return verify(database, seat, tick=tick)
    finally:
        database.close()
        if place.path is not None:
            beside(place.path, "-journal").unlink(missing_ok=True)


def _accept(verified: Verified, backup: Path, *, accept_findings: bool) -> None:
    if verified.findings and not accept_findings:
        raise refuse(
            "backup_altered",
            "services.restoring",
            "{backup} is not as it was written: {first} The desk is as it was. Take an older "
            "copy, or say that it shall be restored all the same.",
            field="backup",
            backup=backup,
            first=verified.findings[0].text,
        )


def _restore_on_server(
    location: Location,
    backup: Path,
    seat: Seat,
    folder: Path | None,
    tick: Tick | None,
    *,
    accept_findings: bool,
    accept_other: bool,
    timeout: int,
) -> Restored:
    dumps.check_dump(backup)
    name = location.url.database or ""
    at = stamp(seat).replace("-", "_")
    new, aside = f"{name}_restoring_{at}_{os.getpid()}", f"{name}_set_aside_{at}"
    present = _present(location, seat, timeout)
    with dumps.restored_beside(location.url, backup, new, tick) as address:
        came_from = _lineage_at(Location(address), seat)
        require_same(present, came_from, accept_other=accept_other)
        saved = _save_present(location, seat, folder, timeout)
        verified = _begin_again(Location(address), seat, backup, aside, tick)
        _accept(verified, backup, accept_findings=accept_findings)
        roles.hand_on(location, Location(address))
        dumps.exchange(location.url, new, aside)
    return Restored(
        str(location), backup, verified.entries, verified.head, aside, saved,
        tuple(verified.findings),
    )  # fmt: skip
