"""A small desk of its own process that is there to be killed: it posts and acknowledges.

As a program, ``python -m tests.faults.poster ORDER.json`` does one order and ends; with
``--hatch`` it imports everything once and forks a child for each order it reads, because a test
kills hundreds. A child does its order once for each byte that it is sent through the order's
gate, and acknowledges, after COMMIT, with one line of JSON in the order's ``out``.
"""

import ctypes
import json
import os
import pwd
import resource
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import alembic.command  # imported here once, and not by each child
import alembic.config  # noqa: F401 - as above
import psycopg  # noqa: F401 - as above

from supplydesk import paths, text
from supplydesk.domain.problem import Refused
from supplydesk.domain.seat import Seat
from supplydesk.services import backups, ledger, people
from supplydesk.services.desks import FirstFacts, make
from supplydesk.services.documents import post
from supplydesk.services.forms import DOCUMENT
from supplydesk.services.restoring import restore
from supplydesk.store.database import (
    BUSY_TIMEOUT,
    Conflict,
    Database,
    StoreTrouble,
    engines,
    locate,
    reading,
    write,
)
from supplydesk.store.migrate import open_desk, upgrade
from tests.databases import BEGINS, NOW

# prctl(2): let anybody of our own account trace us, not only our ancestors.
SET_PTRACER, PTRACER_ANY = 0x59616D61, ctypes.c_ulong(-1)
NOBODY = "nobody"
WARM = Seat()  # the time zone is read from its file once, before there are no handles left
GO, END = b"g", b"e"


@dataclass(frozen=True, slots=True)
class Order:
    """What a child shall do, each time it is told to.

    ``job``: post, drain, make, upgrade, backup, restore. ``forms`` are posted one by one, the
    last again and again. ``clock``: None is the machine's own.
    """

    job: str
    desk: str
    out: str
    gate: str = ""
    ready: str = ""
    forms: list[dict[str, object]] = field(default_factory=list)
    clock: str | None = NOW.isoformat()
    nobody: bool = False
    largest_file: int | None = None
    most_files: int | None = None
    timeout: int = BUSY_TIMEOUT
    backup: str = ""

    def seat(self) -> Seat:
        """Nobody in particular, with the order's clock."""
        if self.clock is None:
            return Seat(name="李××")
        at = datetime.fromisoformat(self.clock)
        return Seat(name="李××", now=lambda: at)


def _posting(order: Order, database: Database) -> Callable[[], dict[str, object]]:
    forms = iter(order.forms)
    last: list[dict[str, object]] = []
    clock = order.seat().now
    with reading(database, order.seat()) as session:
        seat = people.sit(session, now=clock)
        # The first look at every kind of row imports and compiles; that is no part of a posting.
        people.find(session, seat.name)

    def once() -> dict[str, object]:
        fields = next(forms, None)
        if fields is not None:
            last[:] = [fields]
        form = DOCUMENT.validate_python(last[0])
        posted = write(database, seat, lambda session: post(session, form))
        return {
            "number": posted.number,
            "key": posted.key,
            "head": posted.head,
            "again": posted.again,
            "warnings": [warning.code for warning in posted.warnings],
        }

    return once


def _draining(order: Order, database: Database) -> Callable[[], dict[str, object]]:
    """Post one document after another, until one is refused: what was posted."""
    seat = order.seat()

    def drain() -> dict[str, object]:
        count = 0
        while True:
            form = DOCUMENT.validate_python(
                order.forms[0] | {"key": f"{order.forms[0]['key']}-{count}"}
            )
            try:
                write(database, seat, lambda session, form=form: post(session, form))  # type: ignore[misc]
            except Refused as refused:
                return {"posted": count, "refused": refused.problems[0].code}
            count += 1

    return drain


def _prepared(order: Order) -> Callable[[], dict[str, object]]:
    """Everything that comes before the work itself, and the work."""
    location, seat = locate(order.desk), order.seat()
    if order.job == "make":
        facts = FirstFacts(BEGINS, bureau="天水市应急管理局", person="李××")
        return lambda: _closed(make(location, facts, seat))
    if order.job == "upgrade":
        database = engines(location)
        return lambda: _upgraded(database)
    if order.job == "restore":
        return lambda: asdict(restore(location, Path(order.backup), seat, timeout=order.timeout))
    database = open_desk(location, timeout=order.timeout)
    if order.job == "open":
        return lambda: {"read_only": database.read_only}
    if order.job == "note":
        return lambda: {
            "at": write(database, seat, lambda session: ledger.note(session, "test", "x", {}))
        }
    if order.job == "backup":
        return lambda: asdict(backups.back_up(database, seat, ""))
    return (_draining if order.job == "drain" else _posting)(order, database)


def _closed(database: Database) -> dict[str, object]:
    database.close()
    return {}


def _upgraded(database: Database) -> dict[str, object]:
    upgrade(database)
    return {}


def _acknowledged(work: Callable[[], dict[str, object]]) -> dict[str, object]:
    try:
        return {"done": True, **work()}
    except StoreTrouble as trouble:
        return {"trouble": trouble.problem.code, "text": trouble.problem.text}
    except Refused as refused:
        return {"refused": refused.problems[0].code, "text": str(refused)}
    except Conflict:
        return {"conflict": True}
    except Exception as error:  # noqa: BLE001 - the test wants to hear of it
        return {"bug": repr(error), "where": traceback.format_exc()}


def _confine(order: Order) -> None:
    if order.nobody and os.geteuid() == 0:
        entry = pwd.getpwnam(NOBODY)
        os.setgroups([])
        os.setresgid(entry.pw_gid, entry.pw_gid, entry.pw_gid)
        os.setresuid(entry.pw_uid, entry.pw_uid, entry.pw_uid)
    if order.largest_file is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.largest_file, resource.RLIM_INFINITY))
    if order.most_files is not None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (order.most_files, order.most_files))
    ctypes.CDLL(None).prctl(SET_PTRACER, PTRACER_ANY, 0, 0, 0)


def obey(order: Order) -> None:
    """Do *order*: once, or once for each byte that comes through its gate."""
    out = os.open(order.out, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    # Whoever waits for us sees this pipe close when all is ready, or when we are gone.
    ready = os.open(order.ready, os.O_WRONLY) if order.ready else os.open(os.devnull, os.O_RDONLY)
    _confine(order)

    def say(words: dict[str, object]) -> None:
        os.write(out, (json.dumps(words, ensure_ascii=False, default=str) + "\n").encode())

    works: list[Callable[[], dict[str, object]]] = []

    def prepare() -> dict[str, object]:
        works.append(_prepared(order))
        return {}

    try:
        prepared = _acknowledged(prepare)
    finally:
        os.close(ready)
    if not works:
        say(prepared)
        return
    if not order.gate:
        for _ in range(max(1, len(order.forms))):
            say(_acknowledged(works[0]))
        return
    with Path(order.gate).open("rb", buffering=0) as gate:
        while gate.read(1) == GO:
            say(_acknowledged(works[0]))


def _hatch(orders: BinaryIO) -> None:
    """Fork a child for each order; a line with only a number asks how that child ended."""
    for line in orders:
        words = json.loads(line)
        if isinstance(words, int):
            _, status = os.waitpid(words, 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = os.fork()
            if answer == 0:
                code = 1
                try:
                    os.close(0)
                    obey(Order(**words))
                    code = 0
                finally:
                    os._exit(code)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def main() -> None:
    """Hatch children, or do one order."""
    text.use("zh_CN", paths.resource("translations"))
    if sys.argv[1:] == ["--hatch"]:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        _hatch(sys.stdin.buffer)
    else:
        order = Order(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
        obey(replace(order, gate="", ready=""))


if __name__ == "__main__":
    main()
