"""Backups and the way back, on both databases: whole, checked, named, and never in the way."""

import os
import sqlite3
import stat
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.domain.retention import Retention
from supplydesk.queries.verify import verify
from supplydesk.services import backups, ledger
from supplydesk.services.restoring import restore
from supplydesk.store import server_programs
from supplydesk.store.database import StoreTrouble, engines, locate, write
from supplydesk.store.exchange import beside
from supplydesk.store.migrate import open_desk
from tests.databases import Bench, make_bench

STOCK: dict[str, object] = {"item": "101006", "quantity": "500"}
BEDS: dict[str, object] = {"item": "101006", "ordered": "4"}


class Cancelled(Exception):
    """Somebody pressed Cancel."""


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening(STOCK)
    desk.dispatch(BEDS)
    return desk


@pytest.fixture
def file_desk(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path / "desk.supplydesk")
    bench.opening(STOCK)
    bench.dispatch(BEDS)
    bench.database.close()
    return bench


@pytest.fixture
def server_desk(postgres_url: str) -> Iterator[Bench]:
    bench = make_bench(postgres_url)
    yield bench
    bench.database.close()


def head(bench: Bench) -> object:
    return bench.rows("SELECT sequence, hash FROM chain_head")[0]


def numbers(bench: Bench) -> list[object]:
    return [row[0] for row in bench.rows("SELECT number FROM document ORDER BY id")]


def test_a_copy_says_when_and_why_and_holds_all(stocked: Bench, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    made = backups.back_up(
        stocked.database,
        stocked.seat,
        "before import",
        tmp_path / "to",
        lambda done, total: told.append((done, total)),
    )
    ending = ".supplydesk" if stocked.database.sqlite else ".dump"
    assert made.path.name.endswith(f"-20221024-093000-before-import{ending}")
    assert (made.sequence, made.head) == head(stocked)
    assert (made.verified, made.findings, made.altered) == (True, (), False)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert told
    assert all(0 <= done <= total for done, total in told)
    listed = backups.list_backups(stocked.database.location, tmp_path / "to")
    assert [(one.path, one.reason, one.size) for one in listed] == [
        (made.path, "before-import", made.path.stat().st_size)
    ]
    assert [path.name for path in (tmp_path / "to").iterdir()] == [made.path.name]


def test_the_second_copy_of_a_second_overwrites_nothing(stocked: Bench, tmp_path: Path) -> None:
    first = backups.back_up(stocked.database, stocked.seat, "", tmp_path / "to")
    before = first.path.read_bytes()
    second = backups.back_up(stocked.database, stocked.seat, "", tmp_path / "to")
    assert second.path != first.path
    assert first.path.read_bytes() == before
    assert len(backups.list_backups(stocked.database.location, tmp_path / "to")) == 2


def test_a_viewer_may_not(stocked: Bench, tmp_path: Path) -> None:
    viewer = replace(stocked.seat, role="viewer")
    with pytest.raises(Refused) as refused:
        backups.back_up(stocked.database, viewer, "", tmp_path / "to")
    assert refused.value.problems[0].code == "not_allowed"
    made = backups.automatic(stocked.database, viewer, "before-migration", tmp_path / "to")
    stocked.database.close()
    with pytest.raises(Refused) as refused:
        restore(stocked.owner, made.path, viewer)
    assert refused.value.problems[0].code == "not_allowed"
    assert verify(stocked.database, stocked.seat).sound


def test_cancel_leaves_nothing(stocked: Bench, tmp_path: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backups.back_up(stocked.database, stocked.seat, "", tmp_path / "to", cancel)
    assert list((tmp_path / "to").iterdir()) == []


def test_cancel_while_the_copy_is_verified(stocked: Bench, tmp_path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        backups.back_up(stocked.database, stocked.seat, "", tmp_path / "to", cancel)
    assert list((tmp_path / "to").iterdir()) == []
    assert backups.back_up(stocked.database, stocked.seat, "", tmp_path / "to").verified


def test_cancel_while_the_copy_is_checked(file_desk: Bench, tmp_path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        if 2 * done >= total:
            raise Cancelled

    with pytest.raises(Cancelled):
        backups.back_up(file_desk.database, file_desk.seat, "", tmp_path / "to", cancel)
    assert list((tmp_path / "to").iterdir()) == []
    file_desk.database.close()


def test_there_and_back(stocked: Bench, tmp_path: Path) -> None:
    made = backups.back_up(stocked.database, stocked.seat, "", tmp_path / "to")
    saved, bytes_before = numbers(stocked), made.path.read_bytes()
    stocked.clock.forward(minutes=5)
    stocked.dispatch(BEDS)
    lost_head = head(stocked)
    stocked.database.close()
    back = restore(stocked.owner, made.path, stocked.seat, folder=tmp_path / "auto")
    again = replace(stocked, database=open_desk(stocked.database.location))
    assert numbers(again) == saved
    assert verify(again.database, again.seat).findings == []
    assert (back.sequence, back.head) == head(again)
    kind, subject = again.rows("SELECT kind, subject FROM journal ORDER BY sequence DESC")[0]
    assert (kind, subject) == ("restore", made.path.name)
    assert made.path.read_bytes() == bytes_before
    assert back.automatic is not None
    assert (back.automatic.sequence, back.automatic.head) == lost_head
    again.dispatch(BEDS)  # the desk goes on
    again.database.close()

    # What was replaced is there, whole, with the posting that the copy did not have.
    assert back.set_aside is not None
    url = stocked.database.location.url
    aside = (
        locate(Path(back.set_aside))
        if stocked.database.sqlite
        else replace(stocked.database.location, url=url.set(database=back.set_aside))
    )
    old = replace(stocked, database=open_desk(aside))
    assert len(numbers(old)) == len(saved) + 1
    assert verify(old.database, old.seat).sound
    old.database.close()
    # A head printed after the copy was made is not on the chain any more, and that is told.
    again = replace(stocked, database=open_desk(stocked.database.location))
    told = verify(again.database, again.seat, heads=[str(lost_head[1])])
    assert [finding.code for finding in told.findings] == ["head_not_on_chain"]
    again.database.close()


def test_an_automatic_copy_of_the_present_desk_can_come_back_too(file_desk: Bench) -> None:
    location = file_desk.database.location
    made = backups.automatic(file_desk.database, file_desk.seat, "before-import")
    file_desk.dispatch(BEDS)
    file_desk.database.close()
    file_desk.clock.forward(seconds=7)
    first = restore(location, made.path, file_desk.seat)
    assert first.automatic is not None
    second = restore(location, first.automatic.path, file_desk.seat)
    again = replace(file_desk, database=open_desk(location))
    assert len(numbers(again)) == 3
    assert first.set_aside != second.set_aside
    again.database.close()


def test_a_window_that_was_open_goes_on_in_the_restored_file(file_desk: Bench) -> None:
    made = backups.automatic(file_desk.database, file_desk.seat, "")
    file_desk.dispatch(BEDS)  # the pool holds connections to what is about to be set aside
    assert len(numbers(file_desk)) == 3
    restore(file_desk.database.location, made.path, file_desk.seat)
    assert len(numbers(file_desk)) == 2
    posted = file_desk.dispatch(BEDS)
    assert posted.number == "DB-20221024-002"
    again = open_desk(file_desk.database.location)
    assert len(numbers(replace(file_desk, database=again))) == 3
    again.close()
    file_desk.database.close()


def test_restore_waits_for_nobody_who_stays_in_the_desk(file_desk: Bench) -> None:
    location = file_desk.database.location
    assert location.path is not None
    made = backups.automatic(file_desk.database, file_desk.seat, "")
    file_desk.database.close()
    other = sqlite3.connect(location.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreTrouble) as trouble:
        restore(location, made.path, file_desk.seat, timeout=100)
    assert trouble.value.problem.code == "locked"
    other.rollback()
    other.close()
    assert list(location.path.parent.glob("*set-aside*")) == []


def test_a_hot_journal_never_reaches_the_restored_file(file_desk: Bench) -> None:
    location = file_desk.database.location
    assert location.path is not None
    made = backups.automatic(file_desk.database, file_desk.seat, "")
    hot = subprocess.run(["python3", "-c", _LEAVE_HOT.format(path=str(location.path))], check=False)
    assert hot.returncode == -9
    journal = beside(location.path, "-journal")
    assert journal.stat().st_size > 512
    content = bytearray(location.path.read_bytes())
    content[:16] = b"no longer SQLite"
    location.path.write_bytes(content)
    back = restore(location, made.path, file_desk.seat)
    assert back.set_aside is not None
    assert back.automatic is None
    assert not journal.exists() or journal.stat().st_size == 0
    again = open_desk(location)
    assert verify(again, file_desk.seat).sound
    again.close()
    # The journal was played into the file that it belongs to, which even mended that one's head.
    old = open_desk(locate(Path(back.set_aside)))
    assert verify(old, file_desk.seat).sound
    old.close()


_LEAVE_HOT = """
import os, sqlite3
c = sqlite3.connect({path!r}, isolation_level=None)
c.execute("PRAGMA cache_size=1"); c.execute("PRAGMA cache_spill=1")
c.execute("BEGIN IMMEDIATE"); c.execute("UPDATE item SET name = name || 'x'")
c.execute("CREATE TABLE big(x)")
for n in range(300): c.execute("INSERT INTO big VALUES (randomblob(4000))")
os.kill(os.getpid(), 9)
"""


def test_a_hot_journal_of_a_sound_desk_is_played_back_first(file_desk: Bench) -> None:
    location = file_desk.database.location
    assert location.path is not None
    made = backups.automatic(file_desk.database, file_desk.seat, "")
    file_desk.database.close()
    subprocess.run(["python3", "-c", _LEAVE_HOT.format(path=str(location.path))], check=False)
    back = restore(location, made.path, file_desk.seat)
    assert back.automatic is not None
    assert back.set_aside is not None
    old = open_desk(locate(Path(back.set_aside)))
    assert verify(old, file_desk.seat).sound
    old.close()
    again = open_desk(location)
    assert verify(again, file_desk.seat).sound
    again.close()


def test_the_journal_of_a_desk_that_vanished_stays_out_of_a_new_one(
    file_desk: Bench, tmp_path: Path
) -> None:
    location = file_desk.database.location
    assert location.path is not None
    subprocess.run(["python3", "-c", _LEAVE_HOT.format(path=str(location.path))], check=False)
    location.path.unlink()
    left = beside(location.path, "-journal").read_bytes()
    bench = make_bench(location.path)
    assert verify(bench.database, bench.seat).sound
    bench.database.close()
    aside = list(tmp_path.glob("desk-set-aside-0*-journal"))
    assert [path.read_bytes() for path in aside] == [left]


def test_a_lost_desk_comes_back(file_desk: Bench) -> None:
    location = file_desk.database.location
    assert location.path is not None
    made = backups.automatic(file_desk.database, file_desk.seat, "")
    file_desk.database.close()
    location.path.unlink()
    back = restore(location, made.path, file_desk.seat)
    assert (back.set_aside, back.automatic) == (None, None)
    again = open_desk(location)
    assert verify(again, file_desk.seat).sound
    again.close()


@pytest.mark.parametrize("kind", ["text", "empty", "cut", "flipped", "altered", "missing"])
def test_a_bad_copy_changes_nothing(file_desk: Bench, tmp_path: Path, kind: str) -> None:
    location = file_desk.database.location
    assert location.path is not None
    bad = tmp_path / "bad.supplydesk"
    made = backups.automatic(file_desk.database, file_desk.seat, "")
    file_desk.database.close()
    content = bytearray(made.path.read_bytes())
    if kind == "text":
        content = bytearray("收发存汇总表".encode())
    elif kind == "empty":
        content = bytearray()
    elif kind == "cut":
        content = content[: len(content) // 2]
    elif kind == "flipped":
        content[4096 * 3 : 4096 * 3 + 64] = os.urandom(64)
    if kind != "missing":
        bad.write_bytes(content)
    if kind == "altered":
        connection = sqlite3.connect(bad)
        connection.execute("UPDATE item SET name = name")
        connection.execute("DROP TRIGGER movement_no_update")
        connection.execute("UPDATE movement SET quantity = quantity + 1000 WHERE sequence = 1")
        connection.commit()
        connection.close()
    before = location.path.read_bytes()
    with pytest.raises((StoreTrouble, Refused)) as raised:
        restore(location, bad, file_desk.seat)
    assert isinstance(raised.value, Refused) == (kind == "altered")
    assert location.path.read_bytes() == before
    assert list(tmp_path.glob("*set-aside*")) == []
    assert list(tmp_path.glob(".supplydesk*")) == []
    if kind == "altered":
        back = restore(location, bad, file_desk.seat, accept_findings=True)
        assert back.findings


def test_the_desk_is_no_copy_of_itself(file_desk: Bench) -> None:
    location = file_desk.database.location
    assert location.path is not None
    with pytest.raises(Refused) as refused:
        restore(location, location.path, file_desk.seat)
    assert refused.value.problems[0].code == "same_file"


def test_copying_under_steady_writing_ends_and_is_whole(file_desk: Bench, tmp_path: Path) -> None:
    stop = threading.Event()

    def clerk() -> None:
        while not stop.is_set():
            write(
                file_desk.database,
                file_desk.seat,
                lambda session: ledger.note(session, "test", "note", {"text": "x" * 2000}),
            )

    thread = threading.Thread(target=clerk)
    thread.start()
    try:
        sequences = []
        for _ in range(5):
            made = backups.back_up(file_desk.database, file_desk.seat, "", tmp_path / "to")
            assert made.findings == ()
            sequences.append(made.sequence)
    finally:
        stop.set()
        thread.join()
    assert sequences == sorted(set(sequences), key=lambda one: one or 0)
    file_desk.database.close()


def test_pruning_keeps_the_rule_and_nothing_else_is_touched(file_desk: Bench) -> None:
    location = file_desk.database.location
    folder = backups.backup_folder(location)
    folder.mkdir()
    others = ["notes.txt", "desk-2-20200101-080000.supplydesk", "desk-20209999-080000.supplydesk"]
    for name in others:
        (folder / name).write_bytes(b"")
    start = datetime(2020, 1, 1, 0, 0, tzinfo=UTC)
    for days in range(500):
        file_desk.clock.at = start + timedelta(days=days)
        at = backups.stamp(file_desk.seat)
        (folder / f"desk-{at}-before-import.supplydesk").write_bytes(b"")
    made = backups.automatic(file_desk.database, file_desk.seat, "before-import")
    listed = backups.list_backups(location)
    assert listed[0].path == made.path
    assert len(listed) <= 12 + 10 + 24 + 2
    assert len({one.at.date() for one in listed[:13]}) >= 12
    assert all((folder / name).exists() for name in others)
    removed = backups.prune(location, file_desk.seat, retention=Retention(1, 1, 1))
    left = backups.list_backups(location)
    assert made.path in {one.path for one in left}
    assert len(left) + len(removed) == len(listed)
    file_desk.database.close()


def test_no_room_and_no_right_are_said(file_desk: Bench, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreTrouble) as trouble:
        backups.back_up(file_desk.database, file_desk.seat, "", tmp_path / "file" / "to")
    assert str(tmp_path / "file" / "to") in trouble.value.problem.text
    file_desk.database.close()


def test_a_desk_that_is_too_old_is_copied_before_it_is_brought_up(
    file_desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    location = file_desk.database.location
    write(
        file_desk.database,
        file_desk.seat,
        lambda session: session.connection().exec_driver_sql(
            "UPDATE alembic_version SET version_num = '0000'"
        ),
    )
    file_desk.database.close()
    monkeypatch.setattr("supplydesk.store.migrate.OLDER", ("0000",))
    upgraded: list[object] = []
    monkeypatch.setattr("supplydesk.store.migrate.upgrade", upgraded.append)
    made: list[backups.Backup] = []
    database = open_desk(
        location,
        back_up=lambda old: made.append(backups.automatic(old, file_desk.seat, "before-migration")),
    )
    assert len(upgraded) == 1
    assert made[0].reason == "before-migration"
    assert made[0].path.is_file()
    database.close()


def test_without_the_servers_programs_the_advice_is_exact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreTrouble) as trouble:
        server_programs.find_program("pg_dump", 15, tmp_path)
    assert trouble.value.problem.code == "no_program"
    assert "postgresql-client" in trouble.value.problem.text


def test_nobody_may_sit_at_a_server_desk_that_is_restored(
    server_desk: Bench, tmp_path: Path
) -> None:
    bench = server_desk
    made = backups.back_up(bench.database, bench.seat, "", tmp_path)
    database = bench.database.location.url.database
    with pytest.raises(StoreTrouble) as trouble:
        restore(bench.owner, made.path, bench.seat, folder=tmp_path)
    assert trouble.value.problem.code == "desk_in_use"
    bench.rows("SELECT 1")
    left = bench.rows("SELECT datname FROM pg_database WHERE datname LIKE ?", f"{database}_%")
    assert left == []


@pytest.mark.parametrize("kind", ["text", "cut"])
def test_a_bad_dump_changes_nothing(server_desk: Bench, tmp_path: Path, kind: str) -> None:
    bench = server_desk
    made = backups.back_up(bench.database, bench.seat, "", tmp_path)
    bad = tmp_path / "bad.dump"
    whole = made.path.read_bytes()
    bad.write_bytes(b"text" if kind == "text" else whole[: len(whole) * 3 // 4])
    before = head(bench)
    bench.database.close()
    with pytest.raises(StoreTrouble) as trouble:
        restore(bench.owner, bad, bench.seat, folder=tmp_path)
    assert trouble.value.problem.code in {"dump_unusable", "program_failed"}
    again = replace(bench, database=engines(bench.database.location))
    assert head(again) == before
    again.database.close()
