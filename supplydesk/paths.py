"""Where things lie, and how a file is handed out: under a safe name, whole or not at all.

Resources lie beside the source tree, in a wheel or in a frozen app. What goes wrong here is an
exception with the path in it; the rooms above find the words.
"""

import errno
import os
import re
import stat
import sys
import time
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

import platformdirs

APPLICATION = "SupplyDesk"


@cache
def resources() -> Path:
    """The folder ``resources``: beside the package (source tree), inside it (wheel) or frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def resource(*parts: str) -> Path:
    """One file or folder under ``resources``."""
    return resources().joinpath(*parts)


def user_folder() -> Path:
    """The folder of this user's desks; not made until something is written there."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def default_desk() -> Path:
    """The desk that is opened where none is named."""
    return user_folder() / f"desk{DESK_SUFFIX}"


def log_folder() -> Path:
    """Where logs are kept."""
    return Path(platformdirs.user_log_dir(APPLICATION, appauthor=False))


# --- files that are handed out ---


class AlreadyThere(FileExistsError):
    """Something stands under that name, and nobody said that it may be replaced."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        self.path = path


class HoldsLedger(PermissionError):
    """What stands under that name, or belongs there, is a ledger's: no paper may take its place."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EPERM, os.strerror(errno.EPERM), str(path))
        self.path = path


class LeadsOutside(PermissionError):
    """A link, or a path, that leads out of the folder it should stay in."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EPERM, os.strerror(errno.EPERM), str(path))
        self.path = path


class NotSettled(OSError):
    """The new file is in its place and whole, but the disk would not say that it will stay."""

    def __init__(self, path: Path, number: int | None) -> None:
        super().__init__(number or errno.EIO, os.strerror(number or errno.EIO), str(path))
        self.path = path


NAME_BYTES = 140
"""The longest name in UTF-8: a home that eCryptfs encrypts holds 143 bytes, others 255."""

# Windows takes these for devices, with any suffix and in any case.
_DEVICES = re.compile(
    r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE
)
_SEPARATING = re.compile(r'[<>:"/\\|?*∕⁄⧵]+')
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_LEFTOVER = ".supplydesk-"
DESK_SUFFIX = ".supplydesk"
# SQLite looks for these beside a file, whatever that is called.
_BESIDE_DESKS = ("-journal", "-wal", "-shm")
# How a ledger, its journal in two modes, and a server's dump begin.
_LEDGERS = (
    b"SQLite format 3\0",
    b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7",
    b"\x37\x7f\x06\x82",
    b"\x37\x7f\x06\x83",
    b"PGDMP",
)
_TRIES = 6  # a virus scanner lets go of a new file within a second


def safe_name(text: str, suffix: str = "") -> str:
    """A file name for *text*, good on Windows and Linux alike, that cannot lead anywhere else.

    *text* is what people typed (an item, a site, a number); *suffix* is the program's own, with
    its dot, and is kept whole. Separators become ``_``; signs that do not show are dropped;
    device names, names that hide and names that look like an option get a ``_`` in front; what
    is longer than `NAME_BYTES` is cut between two characters. Nothing at all becomes ``_``.
    """
    shown = unicodedata.normalize("NFC", text)
    shown = "".join(
        sign if unicodedata.category(sign) not in _UNSEEN else " " * sign.isspace()
        for sign in shown
    )
    shown = _SEPARATING.sub("_", " ".join(shown.split()))
    shown = _cut(shown.strip(" ."), NAME_BYTES - len(suffix.encode())).rstrip(" .")
    if not shown or shown[0] in "-~" or _DEVICES.fullmatch((shown + suffix).split(".")[0].strip()):
        shown = _cut("_" + shown, NAME_BYTES - len(suffix.encode())).rstrip(" .")
    return shown + suffix


def _cut(text: str, most: int) -> str:
    """The longest beginning of *text* that fits into *most* bytes and breaks no character."""
    if len(text.encode()) <= most:
        return text
    short = text.encode()[:most].decode(errors="ignore")
    end = len(short)
    # An accent or a joiner belongs to the sign before it: both stay, or both go.
    while end and (unicodedata.combining(text[end]) or text[end] in "\ufe0e\ufe0f"):
        end -= 1
    return short[:end]


class OutputFolder:
    """A folder that papers and sheets are written to, and that no name leads out of."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def file(self, text: str, suffix: str, *, inside: tuple[str, ...] = ()) -> Path:
        """Where the file named after *text* goes, in the folders named *inside*; nothing is made.

        Raises:
            LeadsOutside: one of the folders is a link out of this one.
        """
        folder = self.root.joinpath(*(safe_name(part) for part in inside))
        root = self.root.resolve()
        if not folder.resolve().is_relative_to(root):
            raise LeadsOutside(folder)
        return folder / safe_name(text, suffix)


def require_free(path: Path, *, replace: bool = False) -> None:
    """See that a paper or a sheet may be written at *path*, before anything is done for it.

    A ledger is known by how it begins, so that no link, other spelling or copy of it is taken for
    a paper; *replace* is no leave to take one's place.

    Raises:
        HoldsLedger: a ledger, its journal or its copy stands there, or would.
        AlreadyThere: *path* exists and *replace* is False.
        OSError: what is there cannot be looked at.
    """
    if path.suffix.lower() == DESK_SUFFIX or path.name.lower().endswith(_BESIDE_DESKS):
        raise HoldsLedger(path)
    if path.is_file():
        with path.open("rb") as there:
            if there.read(max(map(len, _LEDGERS))).startswith(_LEDGERS):
                raise HoldsLedger(path)
    if not replace and os.path.lexists(path):
        raise AlreadyThere(path)


def write_atomically(
    path: Path,
    content: bytes | Callable[[BinaryIO], None],
    *,
    replace: bool = False,
    ledger: bool = False,
    named: Callable[[Path], Path] | None = None,
) -> Path:
    """Write *content* (or let it write) so that *path* holds the old file or the whole new one.

    A temporary file in the same folder is written and synced, takes the name, and the folder is
    synced. A link at *path* is not followed: it counts as a file and is itself replaced.
    Whatever interrupts the writing, the temporary file goes and *path* is as it was. Only what
    makes, copies or restores a desk says *ledger*; all else keeps off them (`require_free`).
    *named*, asked once all is written, may turn *path* into another name in the same folder.

    Raises:
        HoldsLedger: as `require_free`.
        AlreadyThere: *path* exists and *replace* is False; also when it appeared meanwhile.
        NotSettled: everything was written, but syncing the folder failed.
        OSError: no folder, no right, no space; nothing has changed.
    """
    if not ledger:
        require_free(path, replace=replace)
    elif not replace and os.path.lexists(path):
        raise AlreadyThere(path)
    temporary = path.with_name(f"{_LEFTOVER}{os.getpid()}-{os.urandom(6).hex()}.part")
    try:
        _write_synced(temporary, content)
        path = path if named is None else named(path)
        if replace:
            _keep_mode(path, temporary)
            _patiently(lambda: temporary.replace(path))
        else:
            _take_free_name(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path)
    return path


def try_out(path: Path, content: bytes) -> None:
    """See that *content* can be written where *path* lies, and leave nothing there.

    For what must be done in the books before a paper is written: no folder, no right, no space
    show before.

    Raises:
        OSError: it cannot; also where *path* is a folder.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    temporary = path.with_name(f"{_LEFTOVER}{os.getpid()}-{os.urandom(6).hex()}.part")
    try:
        _write_synced(temporary, content)
    finally:
        with suppress(OSError):
            temporary.unlink()


def _write_synced(temporary: Path, content: bytes | Callable[[BinaryIO], None]) -> None:
    # Opened by name, not by number: a writer that goes by path (SQLite) asks the stream for it.
    with temporary.open("x+b") as stream:
        if isinstance(content, bytes):
            stream.write(content)
        else:
            content(stream)
        stream.flush()
        os.fsync(stream.fileno())


def _keep_mode(path: Path, temporary: Path) -> None:
    """Who may read the old file may read the new one, and nobody else."""
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode):
            temporary.chmod(stat.S_IMODE(mode))


def _take_free_name(temporary: Path, path: Path) -> None:
    """Give *temporary* its name only if that is still free.

    A hard link refuses a name that is taken, in one step; so does Windows' rename. A stick with
    FAT has no links: there the look and the rename are two steps.
    """
    try:
        if os.name == "nt":
            _patiently(lambda: temporary.rename(path))
            return
        os.link(temporary, path)
    except FileExistsError:
        raise AlreadyThere(path) from None
    except OSError as refusal:
        if refusal.errno not in {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}:
            raise
        if os.path.lexists(path):
            raise AlreadyThere(path) from None
        temporary.replace(path)
    else:
        try:
            temporary.unlink()
        except BaseException:
            # The name was taken a moment ago and by us: give it back, or "failed" would be a lie.
            with suppress(OSError):
                path.unlink()
            raise


def _patiently(step: Callable[[], object]) -> None:
    """Do *step*; on Windows again, for a file that a scanner still holds open."""
    for attempt in range(_TRIES):
        try:
            step()
        except PermissionError:
            if os.name != "nt" or attempt == _TRIES - 1:
                raise
            time.sleep(0.02 * 2**attempt)
        else:
            return


def _sync_folder(path: Path) -> None:
    """Make the new name last; Windows and some network folders cannot, and then it is not asked."""
    if os.name == "nt":
        return
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return
    try:
        os.fsync(folder)
    except OSError as refusal:
        if refusal.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EROFS}:
            raise NotSettled(path, refusal.errno) from refusal
    finally:
        os.close(folder)


def remove_leftovers(folder: Path, now: float, *, older_than: float = 86_400.0) -> int:
    """Remove what writers that were killed left in *folder*; the number of files removed.

    *now* is seconds since the epoch; what is younger than *older_than* seconds may still be
    somebody's work.
    """
    removed = 0
    for file in folder.glob(f"{_LEFTOVER}*.part"):
        with suppress(OSError):
            if now - file.lstat().st_mtime > older_than:
                file.unlink()
                removed += 1
    return removed
