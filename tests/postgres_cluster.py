"""A PostgreSQL of one's own: made in a temporary folder, reached by its socket, gone afterwards.

The server will not run as root, so where the tests are root it runs as an account that may do
nothing. It is our own child and gets SIGQUIT from the kernel when we die, however we die, so
that no run leaves a server behind. Linux and macOS only.
"""

import atexit
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import psycopg
from postgres_programs import server_folder
from psycopg import sql

OWNER = "supplydesk"
# Whoever is there first: the package's own account, or the one that owns nothing.
UNPRIVILEGED = ("postgres", "nobody")
START_WITHIN = 60.0
STOP_WITHIN = 30.0
# From prctl(2): the signal that this process gets when its parent dies.
SET_PARENT_DEATH_SIGNAL = 1


class NoPostgres(Exception):
    """There is no server here to start; the text says what is missing."""


@dataclass(frozen=True)
class Account:
    """Whom the server runs as: None stands for whoever runs the tests."""

    user: int | None
    group: int | None


def account() -> Account:
    """The account for the server.

    Raises:
        NoPostgres: we are root, and nobody unprivileged is there.
    """
    if os.geteuid() != 0:
        return Account(None, None)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise NoPostgres(f"root may not run PostgreSQL, and none of {UNPRIVILEGED} exists")


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGQUIT)


def _children(parent: int) -> list[int]:
    """The processes that *parent* started, where the system says so (Linux)."""
    file = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(word) for word in file.read_text().split()] if file.exists() else []


@dataclass
class PostgresCluster:
    """One private server; ``with PostgresCluster() as cluster`` starts and removes it.

    ``fsync`` is on, as in a bureau; ``settings`` adds to postgresql.conf.
    """

    fsync: bool = True
    settings: dict[str, str] = field(default_factory=dict)
    folder: Path = field(init=False)
    _programs: Path = field(init=False)
    _account: Account = field(init=False)
    _server: subprocess.Popen[bytes] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Make the cluster's files; `start` starts the server.

        Raises:
            NoPostgres: this machine has no server, or nobody to run it.
        """
        programs = server_folder()
        if programs is None:
            raise NoPostgres("no PostgreSQL server (initdb, postgres) of version 13 or later")
        self._programs, self._account = programs, account()
        # A socket's path may have some hundred bytes, which TMPDIR on a build machine can exceed.
        self.folder = Path(tempfile.mkdtemp(prefix="supplydesk-pg-", dir="/tmp"))
        atexit.register(self.remove)
        if self._account.user is not None and self._account.group is not None:
            os.chown(self.folder, self._account.user, self._account.group)
        command: list[str | Path] = [
            programs / "initdb",
            "--pgdata",
            self._files,
            "--username",
            OWNER,
        ]
        bare = ["--auth=trust", "--locale=C", "--encoding=UTF8", "--no-sync"]
        made = subprocess.run(
            [*command, *bare],
            check=False,
            capture_output=True,
            cwd=self.folder,
            env=self._variables,
            user=self._account.user,
            group=self._account.group,
            extra_groups=None if self._account.user is None else [],
        )
        if made.returncode != 0:
            text = made.stderr.decode(errors="replace")
            self.remove()
            raise NoPostgres(f"initdb failed: {text}")

    @property
    def _files(self) -> Path:
        return self.folder / "data"

    @property
    def _variables(self) -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(self.folder)}

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "server.log"

    def start(self) -> None:
        """Start the server and wait until it answers; after `kill` this is also its recovery.

        Raises:
            NoPostgres: it ended, or did not answer in time.
        """
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "fsync": "on" if self.fsync else "off",
            "max_connections": "100",
            "shared_buffers": "32MB",
            "log_min_messages": "warning",
            **self.settings,
        }
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                [self._programs / "postgres", "-D", self._files, *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=self._variables,
                user=self._account.user,
                group=self._account.group,
                extra_groups=None if self._account.user is None else [],
                # Ctrl+C at the terminal is for the tests, which then stop the server in order.
                process_group=0,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - one call, no locks, no imports
            )
        self._wait_until_it_answers(self._server)

    def _wait_until_it_answers(self, server: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + START_WITHIN
        while time.monotonic() < until:
            if server.poll() is not None:
                break
            try:
                psycopg.connect(self._address("postgres")).close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        said = self.log.read_text(encoding="utf-8", errors="replace")
        self.stop()
        raise NoPostgres(f"the server did not start: {said[-2000:]}")

    def stop(self) -> None:
        """Stop it at once (SIGQUIT): connections are cut, what was committed stays."""
        self._end(signal.SIGQUIT)

    def kill(self) -> None:
        """Kill it (-9) with all its backends, as a power cut would; `start` recovers."""
        server, self._server = self._server, None
        if server is None or server.poll() is not None:
            return
        # Each backend leads a group of its own, so they are looked up before the parent is gone.
        backends = _children(server.pid)
        server.kill()
        for backend in backends:
            with suppress(ProcessLookupError):
                os.kill(backend, signal.SIGKILL)
        server.wait(STOP_WITHIN)

    def _end(self, how: signal.Signals) -> None:
        if self._server is None:
            return
        if self._server.poll() is None:
            self._server.send_signal(how)
            try:
                self._server.wait(STOP_WITHIN)
            except subprocess.TimeoutExpired:
                self.kill()
        self._server = None

    def remove(self) -> None:
        """Stop the server and leave nothing behind; may be called twice."""
        self.stop()
        atexit.unregister(self.remove)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_why: object) -> None:
        self.remove()

    def _address(self, database: str) -> str:
        return f"host={self.folder} user={OWNER} dbname={database}"

    def url(self, database: str) -> str:
        """SQLAlchemy's address of *database*, over the socket."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.folder}"

    def run(self, statement: sql.Composed | sql.SQL, database: str = "postgres") -> None:
        """Run one *statement* as the owner, outside any transaction."""
        with psycopg.connect(self._address(database), autocommit=True) as connection:
            connection.execute(statement)

    def create_database(self, template: str = "template0", name: str | None = None) -> str:
        """Make a database as a copy of *template*, which nobody may be using; its name."""
        name = name or f"desk_{secrets.token_hex(6)}"
        self.run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self.run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The address of a fresh copy of *template* that is dropped afterwards."""
        name = self.create_database(template)
        try:
            yield self.url(name)
        finally:
            self.drop_database(name)
