"""Where this machine keeps PostgreSQL's server programs, which are rarely on the PATH."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

OLDEST = 13
USUAL_FOLDERS = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt", "/usr/pgsql")
NEEDED = ("initdb", "postgres")


def _candidates() -> Iterator[Path]:
    """Folders to look in, the newest server first, and what the PATH says last.

    Entries on the PATH may be links into a version that is long gone, or wrappers, so they are
    resolved, and believed only when they answer.
    """
    for folder in USUAL_FOLDERS:
        versions = Path(folder).glob("*/bin") if Path(folder).is_dir() else ()
        yield from sorted(versions, key=_version_in_path, reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
        yield Path(on_path).parent


def _version_in_path(folder: Path) -> tuple[int, ...]:
    digits = "".join(sign if sign.isdigit() else " " for sign in folder.parent.name)
    return tuple(int(part) for part in digits.split())


def major_version(program: Path) -> int | None:
    """The major version that *program* names when asked; None when it does not run."""
    try:
        done = subprocess.run(
            [program, "--version"], check=False, capture_output=True, text=True, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    last_words = done.stdout.replace("(", " ").split()
    numbers = [word.split(".")[0] for word in last_words if word[:1].isdigit()]
    return int(numbers[0]) if done.returncode == 0 and numbers and numbers[0].isdigit() else None


@cache
def server_folder() -> Path | None:
    """The folder that holds a working initdb and postgres, version 13 or later, or None."""
    for folder in _candidates():
        if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
            continue
        versions = [major_version(folder / name) for name in NEEDED]
        if all(version is not None and version >= OLDEST for version in versions):
            return folder
    return None
