"""Killed at every write and sync: a posting, the making of a desk, a backup, a restore."""

import random
import sqlite3
import time
from pathlib import Path

import pytest

from supplydesk.domain.seat import Seat
from supplydesk.services import backups
from supplydesk.store.database import APPLICATION_ID, locate, transaction
from supplydesk.store.exchange import beside
from supplydesk.store.migrate import open_desk
from tests.faults.hatchery import Hatchery
from tests.faults.state import SEAT, Desk, dispatch, numbers, sample, seed
from tests.faults.tracing import Point, killing, points, traced, watching

KILLED = -9
# How many points the ordinary run strikes of each; --long strikes all.
POSTING, POSTING_WITHOUT_JOURNAL, MAKING, MIGRATION, BACKUP, RESTORE = 60, 16, 16, 20, 24, 24

pytestmark = pytest.mark.usefixtures("strace")


def _points(hatchery: Hatchery, trace: Path, job: str, desk: Path, **fields: object) -> list[Point]:
    """Where the job can be struck; the acknowledgement itself, its last write, included."""
    with hatchery.child(job, desk, **fields) as child:
        with traced(child.pid, *watching(trace)):
            child.go()
            child.wait()
        assert child.said()[-1].get("done"), child.said()
    return points(trace)


def _strike(
    hatchery: Hatchery, point: Point, job: str, desk: Path, **fields: object
) -> list[dict[str, object]]:
    with hatchery.child(job, desk, **fields) as child:
        with traced(child.pid, *killing(point)):
            child.go()
            ended = child.wait()
        assert ended == KILLED, f"{point} was not reached: {ended} {child.said()}"
        return child.said()


def _struck(found: list[Point], count: int, request: pytest.FixtureRequest) -> list[Point]:
    """All points in --long; otherwise a sample, and the last few, where everything is decided."""
    if request.config.getoption("--long"):
        return found
    return sorted({*sample(found[:-8], count - 8), *found[-8:]}, key=found.index)


@pytest.mark.parametrize("journal", ["there", "gone"])
def test_a_posting_killed_anywhere_is_whole_or_absent_and_never_twice(
    hatchery: Hatchery, desk: Desk, tmp_path: Path, journal: str, request: pytest.FixtureRequest
) -> None:
    order = {"forms": [dispatch("x")]}
    before = desk.numbers()

    def renew() -> None:
        desk.renew()
        if journal == "there":
            beside(desk.path, "-journal").touch()

    renew()
    found = _points(hatchery, tmp_path / "trace", "post", desk.path, **order)
    assert len(found) > 100
    outcomes = set()
    for point in _struck(
        found, POSTING if journal == "there" else POSTING_WITHOUT_JOURNAL, request
    ):
        renew()
        said = _strike(hatchery, point, "post", desk.path, **order)
        after = desk.numbers()
        assert after[: len(before)] == before, point
        assert len(after) - len(before) in {0, 1}, point
        assert len(after) - len(before) >= len(said), f"{point}: acknowledged and lost"
        outcomes.add(len(after) - len(before))
        # The answer was lost, so the same paper is posted again under its key.
        (again,) = hatchery.run("post", desk.path, **order)
        assert again["again"] == (len(after) > len(before)), point
        assert len(desk.numbers()) == len(before) + 1, point
    assert outcomes == {0, 1}


@pytest.mark.long
def test_a_thousand_kills_lose_nothing_that_was_acknowledged(
    hatchery: Hatchery, desk: Desk
) -> None:
    chance = random.Random(seed())
    acknowledged: set[str] = set(desk.numbers())
    for round_ in range(1000):
        if round_ and round_ % 15 == 0:
            desk.renew()
            acknowledged = set(desk.numbers())
        forms = [dispatch(f"r{round_}-{n}", {"item": "101009", "ordered": "1"}) for n in range(40)]
        with hatchery.child("post", desk.path, forms=forms) as child:
            child.go(40)
            time.sleep(chance.uniform(0, 0.12))
            child.kill()
            child.wait()
            acknowledged |= {str(one["number"]) for one in child.said()}
        assert acknowledged <= set(desk.numbers()), round_


def _made_or_not(path: Path) -> bool:
    if not path.exists():
        return False
    database = open_desk(locate(path))
    with transaction(database, Seat(name="李××")):
        pass
    database.close()
    return numbers(str(path)) == []


def test_the_making_of_a_desk_killed_anywhere(
    hatchery: Hatchery, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "new" / "desk.supplydesk"
    found = _points(hatchery, tmp_path / "trace", "make", path)
    outcomes = set()
    for number, point in enumerate(_struck(found, MAKING, request)):
        path = tmp_path / str(number) / "desk.supplydesk"
        _strike(hatchery, point, "make", path)
        made = _made_or_not(path)
        outcomes.add(made)
        # What was left of the making is in nobody's way.
        (again,) = hatchery.run("make", path)
        assert again.get("trouble") == ("already_there" if made else None), point
        assert _made_or_not(path), point
    assert outcomes == {True, False}


def test_a_migration_killed_anywhere_has_happened_or_not(
    hatchery: Hatchery, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "desk.supplydesk"

    def renew() -> None:
        for old in (path, beside(path, "-journal")):
            old.unlink(missing_ok=True)
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.close()

    def tables() -> int:
        connection = sqlite3.connect(path)
        count = connection.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
        return int(count[0])

    renew()
    found = _points(hatchery, tmp_path / "trace", "upgrade", path)
    whole, outcomes = tables(), set()
    for point in _struck(found, MIGRATION, request):
        renew()
        _strike(hatchery, point, "upgrade", path)
        outcomes.add(tables())
    assert outcomes <= {0, whole}
    assert 0 in outcomes


def test_a_backup_killed_anywhere_is_whole_or_absent(
    hatchery: Hatchery, desk: Desk, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    location, before, bytes_before = locate(desk.path), desk.numbers(), desk.digest()
    folder = backups.backup_folder(location)
    found = _points(hatchery, tmp_path / "trace", "backup", desk.path)
    copies = {one.path for one in backups.list_backups(location)}
    assert len(copies) == 1
    for point in _struck(found, BACKUP, request):
        said = _strike(hatchery, point, "backup", desk.path)
        there = {one.path for one in backups.list_backups(location)}
        assert len(there - copies) in {0, 1}, point
        assert len(there - copies) >= len(said), point
        for path in there - copies:
            assert numbers(str(path)) == before, point
        copies = there
        assert desk.digest() == bytes_before, point
    assert any(folder.glob(".supplydesk-*.part"))  # cleared away when they are a day old
    (again,) = hatchery.run("backup", desk.path)
    assert again["done"]


def test_a_restore_killed_anywhere_is_before_or_after(
    hatchery: Hatchery, desk: Desk, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database = open_desk(locate(desk.path))
    made = backups.automatic(database, SEAT, "", tmp_path / "copies")
    database.close()
    old = desk.numbers()
    hatchery.run("post", desk.path, forms=[dispatch("later")])
    newer = tmp_path / "newer"
    newer.write_bytes(desk.path.read_bytes())
    desk.base = newer
    new = desk.numbers()
    assert len(new) == len(old) + 1
    order = {"backup": str(made.path), "timeout": 500}
    found = _points(hatchery, tmp_path / "trace", "restore", desk.path, **order)
    assert desk.numbers() == old
    outcomes = []
    for point in _struck(found, RESTORE, request):
        clear(tmp_path)
        desk.renew()
        said = _strike(hatchery, point, "restore", desk.path, **order)
        after = desk.numbers()
        assert after in (old, new), point
        assert not said or after == old, point
        outcomes.append(after == old)
        # What stood here before is still to be had, and a name left half given is taken back.
        aside = [path for path in tmp_path.glob("*set-aside*") if path.suffix == ".supplydesk"]
        assert len(aside) == (after == old), point
        assert all(numbers(str(path)) == new for path in aside), point
        (again,) = hatchery.run("restore", desk.path, **order)
        assert again.get("done"), again
        assert desk.numbers() == old, point
    assert set(outcomes) == {True, False}
    assert numbers(str(made.path)) == old


def clear(folder: Path) -> None:
    """Remove what earlier strikes set aside or left unfinished."""
    for path in (
        *folder.glob("*set-aside*"),
        *folder.glob(".supplydesk-*"),
        *folder.glob("backups/*.supplydesk"),
    ):
        path.unlink()
