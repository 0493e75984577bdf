"""The programs that a PostgreSQL server brings along: found here, and run to their end."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import URL

from supplydesk.domain.problem import Problem
from supplydesk.store.trouble import StoreTrouble

INSTALLED = Path("/usr/lib/postgresql")
_LOOK_EVERY = 0.1
_LAST_WORDS = 500


def find_program(name: str, major: int, installed: Path = INSTALLED) -> str:
    """The program *name*, of version *major* or later where there is a choice.

    Raises:
        StoreTrouble: this computer has none.
    """
    versions = sorted(
        (int(folder.name), folder / "bin" / name)
        for folder in installed.glob("*")
        if folder.name.isdigit() and (folder / "bin" / name).is_file()
    )
    fitting = [str(path) for version, path in versions if version >= major]
    found = fitting[0] if fitting else shutil.which(name)
    if found is None:
        raise StoreTrouble(
            Problem.of(
                "no_program",
                "store.server_programs",
                "This computer has no {name}, which copies a PostgreSQL desk. Install the package "
                "postgresql-client (version {major} or later), or let whoever looks after the "
                "server make the copy.",
                name=name,
                major=major,
            )
        )
    return found


def conninfo(url: URL, database: str | None = None) -> str:
    """The address *url*, or that of another *database* there, as these programs take it."""
    words = url.translate_connect_args(username="user", database="dbname") | dict(url.query)
    words.pop("password", None)
    if database is not None:
        words["dbname"] = database
    return make_conninfo(**{name: str(value) for name, value in words.items()})


def run_program(
    name: str, url: URL, words: Sequence[str | Path], tick: Callable[[], None], major: int
) -> str:
    """Run one of the server's programs to its end; what it printed.

    Raises:
        StoreTrouble: it failed, and says why.
    """
    # The password goes by the environment: a command line is there for everybody to read.
    variables = dict(os.environ) | ({"PGPASSWORD": str(url.password)} if url.password else {})
    started = subprocess.Popen(  # noqa: S603 - a program of the server's, no shell
        [find_program(name, major), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env=variables,
    )
    try:
        while True:
            with suppress(subprocess.TimeoutExpired):
                said, complaint = started.communicate(timeout=_LOOK_EVERY)
                break
            tick()
    except BaseException:
        started.kill()
        started.communicate()
        raise
    if started.returncode != 0:
        raise StoreTrouble(
            Problem.of(
                "program_failed",
                "store.server_programs",
                "{name} failed; the desk is as it was. It said: {words}",
                name=name,
                words=complaint.decode(errors="replace").strip()[-_LAST_WORDS:],
            )
        )
    return said.decode(errors="replace")
