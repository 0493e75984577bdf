"""Backups: a checked copy under a speaking name, which copies stay, and the way back.

A copy is called ``desk-20221024-093012-before-import.supplydesk``, in the desk's own time, and
lies in the folder ``backups`` beside the desk unless another is named. One of books that are not
as they were written is kept and has ``altered`` in its name. Nothing is overwritten, and what a
restore replaces is set aside under another name and never deleted.
"""

import errno
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from supplydesk import paths
from supplydesk.domain.problem import Problem
from supplydesk.domain.retention import Retention, kept
from supplydesk.domain.seat import Seat
from supplydesk.services.backup_content import Content, Tick, fill
from supplydesk.services.seats import require_of
from supplydesk.store.database import Database, Location, StoreTrouble
from supplydesk.store.exchange import clear_leftovers
from supplydesk.store.trouble import file_trouble

FOLDER = "backups"
STAMP = "%Y%m%d-%H%M%S"
ALTERED = "altered"
OWNER_ONLY = 0o600
LONGEST_REASON = 40
_NAMES = 100
_MARKED = re.compile(rf"(?:(.+)-)?{ALTERED}(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: where, when (the desk's own time), why, how large.

    ``sequence`` and ``head`` say where its chain ends, ``verified`` whether it was more than looked
    over and ``findings`` what `verify` found in it; a copy that was only listed has none of them.
    ``altered``: the books in it were not as they were written, as its name tells.
    """

    path: Path
    at: datetime
    reason: str
    size: int
    sequence: int | None = None
    head: str = ""
    verified: bool = False
    findings: tuple[Problem, ...] = ()
    altered: bool = False


def backup_folder(location: Location) -> Path:
    """Where copies of the desk at *location* go unless another folder is named."""
    if location.path is not None:
        return location.path.parent / FOLDER
    return paths.user_folder() / FOLDER


def _stem(location: Location) -> str:
    return paths.safe_name(location.path.stem if location.path else location.url.database or "")


def _suffix(location: Location) -> str:
    return (location.path.suffix or ".supplydesk") if location.path else ".dump"


def stamp(seat: Seat) -> str:
    """The present second at the desk, as it stands in a copy's name."""
    return seat.now().astimezone(seat.zone).strftime(STAMP)


def _word(reason: str) -> str:
    text = unicodedata.normalize("NFKC", reason)[:LONGEST_REASON]
    return re.sub(r"[^\w]+", "-", text).strip("-_").lower()


def back_up(
    database: Database,
    seat: Seat,
    reason: str,
    folder: Path | None = None,
    tick: Tick | None = None,
    *,
    quick: bool = False,
) -> Backup:
    """Copy the desk, check the copy, and give it its name only then.

    Args:
        database: the desk; others may go on working meanwhile.
        seat: who asks.
        reason: a word or two for the copy's name; may be empty.
        folder: where to; `backup_folder` if None. Made if it is not there.
        tick: told how far it is; may raise to cancel, and nothing is left.
        quick: only look the copy over. Else it is verified: what is found is told, and the copy
            kept under a name that says so.

    Raises:
        Refused: her role may not.
        StoreTrouble: no room, no right, a damaged desk; no copy was left.
    """
    require_of(seat, "backup")
    return _copy(database, seat, reason, folder, tick, quick=quick)


def automatic(
    database: Database,
    seat: Seat,
    reason: str,
    folder: Path | None = None,
    tick: Tick | None = None,
) -> Backup:
    """The copy before a migration, a restore or an import, whoever sits there; then prune.

    It is only looked over: what stands in the books is no reason to stop what it protects.

    Raises:
        StoreTrouble: as `back_up`; a copy too old that cannot be removed is no trouble.
    """
    made = _copy(database, seat, reason, folder, tick, quick=True)
    try:
        prune(database.location, seat, folder)
    except StoreTrouble:
        return made  # what could not be removed today is removed next time
    return made


def _copy(
    database: Database,
    seat: Seat,
    reason: str,
    folder: Path | None,
    tick: Tick | None,
    *,
    quick: bool,
) -> Backup:
    location = database.location
    where, at = folder or backup_folder(location), stamp(seat)
    made: list[Content] = []

    def write(stream: BinaryIO) -> None:
        path = Path(stream.name)
        path.chmod(OWNER_ONLY)
        made.append(fill(database, seat, path, tick, quick=quick))

    try:
        where.mkdir(parents=True, exist_ok=True)
        clear_leftovers(where)
        path = _write_under_free_name(
            where, location, at, _word(reason), write, lambda: bool(made[-1].findings)
        )
        size = path.stat().st_size
    except OSError as error:
        raise file_trouble(error, where) from error
    moment = datetime.strptime(at, STAMP)  # noqa: DTZ007 - the desk's own wall clock
    content = made[-1]
    return Backup(
        path, moment, _word(reason), size, content.sequence, content.head,
        not quick, content.findings, bool(content.findings),
    )  # fmt: skip


def _write_under_free_name(
    folder: Path,
    location: Location,
    at: str,
    word: str,
    write: Callable[[BinaryIO], None],
    altered: Callable[[], bool],
) -> Path:
    """Write a copy under the first name that is free; what *altered* says then goes into it."""
    for count in range(1, _NAMES):
        sound, other = (
            folder / paths.safe_name("-".join(filter(None, words)), _suffix(location))
            for words in (
                (_stem(location), at, word, mark, str(count) if count > 1 else "")
                for mark in ("", ALTERED)
            )
        )
        if sound.exists() or other.exists():
            continue
        try:
            return paths.write_atomically(
                sound,
                write,
                ledger=True,
                named=lambda path, other=other: other if altered() else path,  # type: ignore[misc]
            )
        except paths.AlreadyThere:
            continue
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))


def list_backups(location: Location, folder: Path | None = None) -> tuple[Backup, ...]:
    """The copies of the desk at *location*, the newest first; other files are not looked at.

    Raises:
        StoreTrouble: the folder cannot be read.
    """
    where = folder or backup_folder(location)
    name = re.compile(
        re.escape(_stem(location)) + r"-(\d{8}-\d{6})(?:-(.+))?" + re.escape(_suffix(location))
    )
    found = []
    try:
        for path in where.iterdir() if where.is_dir() else ():
            match = name.fullmatch(path.name)
            if match is not None and path.is_file():
                found.append(_listed(path, match[1], match[2] or ""))
    except OSError as error:
        raise file_trouble(error, where) from error
    there = (one for one in found if one is not None)
    # The second copy of a second has a longer name.
    return tuple(
        sorted(there, key=lambda one: (one.at, len(one.path.name), one.path.name), reverse=True)
    )


def _listed(path: Path, at: str, reason: str) -> Backup | None:
    try:
        moment = datetime.strptime(at, STAMP)  # noqa: DTZ007 - the desk's own wall clock
    except ValueError:
        return None
    said = _MARKED.fullmatch(reason)
    if said is not None:
        reason = "-".join(filter(None, said.groups()))
    return Backup(path, moment, reason, path.stat().st_size, altered=said is not None)


def prune(
    location: Location,
    seat: Seat,
    folder: Path | None = None,
    retention: Retention | None = None,
) -> tuple[Path, ...]:
    """Remove the copies that the rule of `supplydesk.domain.retention` does not keep.

    Returns:
        What was removed.

    Raises:
        StoreTrouble: one cannot be removed; those before it are.
    """
    there = list_backups(location, folder)
    now = seat.now().astimezone(seat.zone).replace(tzinfo=None)
    # Copies of altered books are evidence, and never crowd out those to go back to.
    stay = {
        altered: kept({one.at for one in there if one.altered is altered}, now, retention)
        for altered in (False, True)
    }
    removed = []
    for one in there:
        if one.at not in stay[one.altered]:
            try:
                one.path.unlink(missing_ok=True)
            except OSError as error:
                raise file_trouble(error, one.path) from error
            removed.append(one.path)
    return tuple(removed)
