"""Which file may be opened as a desk: told from its first bytes, not one of them changed."""

import stat
from pathlib import Path

from supplydesk.domain.problem import Problem
from supplydesk.store.database import APPLICATION_ID
from supplydesk.store.exchange import beside
from supplydesk.store.reasons import reason_of
from supplydesk.store.trouble import StoreTrouble

SQLITE_HEADER = b"SQLite format 3\x00"
NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "davfs"})


def on_network(path: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether *path* lies on a network share, where SQLite's locks cannot be trusted."""
    if str(path).startswith("\\\\"):
        return True
    try:
        table = [line.split()[1:3] for line in mounts.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return False
    holding = [
        (len(point), kind)
        for point, kind in table
        if path.is_relative_to(Path(point.replace("\\040", " ")))
    ]
    return bool(holding) and max(holding)[1] in NETWORK_FILE_SYSTEMS


def check_file(path: Path) -> None:
    """Refuse what is no desk of ours, without changing a byte of it.

    Raises:
        StoreTrouble: there is no file, it cannot be read, it is no desk, or it lies on a share.
    """
    if on_network(path):
        raise StoreTrouble(
            Problem.of(
                "network_share",
                "store.desk_file",
                "{path} lies on a network share, where a desk's file is not safe. Keep it on this "
                "computer's disk; for several desks use PostgreSQL.",
                path=path,
            )
        )
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _foreign(path)  # before it is opened: a pipe would never answer
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise StoreTrouble(
            Problem.of(
                "no_desk",
                "store.desk_file",
                "There is no desk at {path}. Name another file, or make a new desk there.",
                path=path,
            )
        ) from None
    except OSError as error:
        raise StoreTrouble(
            Problem.of(
                "unreadable",
                "store.desk_file",
                "{path} cannot be read ({reason}). See that it is a file and that you may read it.",
                path=path,
                reason=reason_of(error),
            )
        ) from error
    application = int.from_bytes(head[68:72], "big")
    if not head.startswith(SQLITE_HEADER) or application != APPLICATION_ID:
        raise _foreign(path)
    if status.st_size < _promised(head) and not _cut_off(path):
        raise StoreTrouble(
            Problem.of(
                "cut_short",
                "store.desk_file",
                "{path} is damaged: its end is missing; nothing in it was changed. Leave it as it "
                "is and restore the last backup.",
                path=path,
            )
        )


def _foreign(path: Path) -> StoreTrouble:
    return StoreTrouble(
        Problem.of(
            "foreign_file",
            "store.desk_file",
            "{path} is not a SupplyDesk file; nothing in it was changed. Choose the desk's "
            "own file, or restore a backup if this should be one.",
            path=path,
        )
    )


def _promised(head: bytes) -> int:
    """How many bytes the file's head says there are; 0 where that head is not to be believed."""
    page = int.from_bytes(head[16:18], "big")
    size = 65536 if page == 1 else page
    pages = int.from_bytes(head[28:32], "big")
    # SQLite's file format 1.3.7: the count holds if the two change counters agree.
    return pages * size if head[24:28] == head[92:96] else 0


def _cut_off(path: Path) -> bool:
    """Whether a journal waits beside *path*, out of which SQLite will make it whole."""
    journal = beside(path, "-journal")
    return journal.exists() and journal.stat().st_size > 0
