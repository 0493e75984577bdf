"""Our own faults: written to a log that never grows without end, and what of it may be handed on.

The log stays on the computer it was written on and says everything. What goes into a package for
whoever mends the program is the places in the source alone: a fault's own words may hold a
clerk's, and nobody should have to look for them.
"""

import io
import json
import platform
import re
import sys
import traceback
import zipfile
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from logging import LogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from supplydesk import __version__, paths
from supplydesk.domain.seat import Seat
from supplydesk.paths import write_atomically

if TYPE_CHECKING:
    from supplydesk.store.database import Database

LOG = "supplydesk.log"
MOST_BYTES, OLDER_LOGS = 1_000_000, 4
_HEADING = re.compile(r"\d{4}-\d\d-\d\dT\S+ SupplyDesk ")
_PLACE = re.compile(r'\s+File "(?P<path>[^"]+)", line (?P<line>\d+), in (?P<name>\S+)')
_KIND = re.compile(r"(?P<kind>[A-Za-z_][\w.]*)(?::|$)", re.ASCII)
_BETWEEN = ("Traceback (most recent call last)", "During handling of", "The above exception")


def record(told: str | BaseException) -> Path:
    """Write a fault (or a line about one) to the log; where that lies.

    Raises:
        OSError: it cannot be written.
    """
    if isinstance(told, BaseException):
        told = "".join(traceback.format_exception(told))
    folder = paths.log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    heading = f"{datetime.now(UTC).isoformat()} SupplyDesk {__version__} {sys.platform}"
    log = RotatingFileHandler(
        folder / LOG,
        maxBytes=MOST_BYTES,
        backupCount=OLDER_LOGS,
        encoding="utf-8",
        errors="backslashreplace",
    )
    try:
        if log.shouldRollover(LogRecord("", 0, "", 0, told, None, None)):
            log.doRollover()
        stream = log.stream
        assert stream is not None, "it was opened with the file"
        stream.write(f"{heading}\n{told.rstrip()}\n\n")
        stream.flush()
    finally:
        log.close()
    return folder / LOG


def note(line: str) -> None:
    """Write one line to the log, if that can be: what failed here must not fail the work too."""
    with suppress(OSError):
        record(line)


def shareable(log: str) -> str:
    """*log* without a word that could be a clerk's: when, where in the source, which kind."""
    kept = []
    after_place = False
    for line in log.splitlines():
        place = _PLACE.match(line)
        if _HEADING.match(line) or line.startswith(_BETWEEN):
            kept.append(line)
        elif place:
            kept.append(f"  {_inside(place['path'])}:{place['line']} {place['name']}")
        elif after_place and (kind := _KIND.match(line)):
            kept.append(kind["kind"])  # what follows it is the fault's own words
        # The source's own line and its marks stand between a place and the kind of fault.
        after_place = bool(place) or (after_place and line.startswith("    "))
    return "\n".join(kept) + "\n"


def _inside(path: str) -> str:
    """*path* from the package on: what stands before it names a person's folder."""
    parts = Path(path.replace("\\", "/")).parts
    for root in ("supplydesk", "site-packages"):
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at:])
    return parts[-1] if parts else path


def write_package(path: Path, facts: Mapping[str, object]) -> Path:
    """Write the package that somebody who mends the program asks for: no goods, no people.

    Args:
        path: the zip file; one that is there already is replaced.
        facts: what else is known, as `of_desk` says it.

    Raises:
        OSError: it cannot be written.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        known = {**_versions(), **facts}
        package.writestr("about.json", json.dumps(known, ensure_ascii=False, indent=1))
        for log in sorted(paths.log_folder().glob(f"{LOG}*")):
            text = log.read_text(encoding="utf-8", errors="replace")
            package.writestr(log.name, shareable(text))
    return write_atomically(path, made.getvalue(), replace=True)


def _versions() -> dict[str, str]:
    import sqlite3  # noqa: PLC0415 - a fault may come before the store does
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - as above

    found = {
        "supplydesk": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "sqlite": sqlite3.sqlite_version,
    }
    for name in ("pyside6-essentials", "SQLAlchemy", "sqlmodel", "psycopg", "reportlab"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "-"
    return found


def of_desk(database: "Database", seat: Seat) -> dict[str, object]:
    """What a package says of a desk: its kind and schema, and what verifying it came to, counted.

    The findings' words name papers, so only their codes go along.
    """
    from supplydesk.queries.verify import verify  # noqa: PLC0415 - a fault may come before them
    from supplydesk.store.migrate import schema_version  # noqa: PLC0415 - as above
    from supplydesk.store.trouble import StoreTrouble  # noqa: PLC0415 - as above

    told: dict[str, object] = {"desk": "file" if database.sqlite else "server"}
    try:
        told["schema"] = schema_version(database)
        verified = verify(database, seat)
    except StoreTrouble as trouble:
        return {**told, "trouble": trouble.problem.code}
    return {
        **told,
        "entries": verified.entries,
        "documents": verified.documents,
        "movements": verified.movements,
        "findings": dict(Counter(one.code for one in verified.findings)),
    }
