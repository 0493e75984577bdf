"""What is found in a copy while it is made: altered books, a damaged desk, a desk that is held."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from supplydesk.domain.problem import Refused
from supplydesk.queries.verify import verify
from supplydesk.services import backups
from supplydesk.services.backup_words import reason_word
from supplydesk.services.restoring import restore
from supplydesk.services.standing import last_backup
from supplydesk.store import dumps
from supplydesk.store.database import StoreTrouble, engines, reading
from supplydesk.store.driver import Driver
from supplydesk.store.held_moment import held_moment
from tests.databases import Bench, make_bench
from tests.queries.tampering import spoil

STOCK: dict[str, object] = {"item": "101006", "quantity": "500"}
BEDS: dict[str, object] = {"item": "101006", "ordered": "4"}
TAMPERING = "UPDATE balance SET quantity = quantity + 1000 WHERE quantity > 1000"


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    """A desk with something to alter."""
    desk.opening(STOCK)
    desk.dispatch(BEDS)
    return desk


@pytest.fixture
def altered(stocked: Bench) -> Bench:
    """The same, with its balances altered by hand."""
    location = stocked.owner
    if location.path is not None:
        with closing(sqlite3.connect(location.path, isolation_level=None)) as hand:
            hand.execute(TAMPERING)
    else:
        with psycopg.connect(str(location)) as server:
            server.execute(TAMPERING)
    return stocked


@pytest.fixture
def server_desk(postgres_url: str) -> Iterator[Bench]:
    bench = make_bench(postgres_url)
    bench.opening(STOCK)
    yield bench
    bench.database.close()


def _codes(found: backups.Backup) -> set[str]:
    return {one.code for one in found.findings}


def test_altered_books_are_found_and_their_copy_says_so(altered: Bench, tmp_path: Path) -> None:
    expected = verify(altered.database, altered.seat)
    assert not expected.sound
    made = backups.back_up(altered.database, altered.seat, "下班", tmp_path)
    assert [one.text for one in made.findings] == [one.text for one in expected.findings]
    assert (made.verified, made.altered, made.head) == (True, True, expected.head)
    assert made.path.stem.endswith("-下班-altered")
    (listed,) = backups.list_backups(altered.database.location, tmp_path)
    assert (listed.path, listed.reason, listed.altered) == (made.path, "下班", True)
    assert reason_word(listed) == "下班（账目有改动）"

    # The copy holds what the desk held: a restore finds the same and refuses it.
    altered.database.close()
    with pytest.raises(Refused) as refused:
        restore(altered.owner, made.path, altered.seat, folder=tmp_path)
    assert refused.value.problems[0].code == "backup_altered"


def test_one_in_a_hurry_finds_nothing_and_does_not_say_that_it_looked(
    altered: Bench, tmp_path: Path
) -> None:
    made = backups.back_up(altered.database, altered.seat, "", tmp_path, quick=True)
    assert (made.verified, made.findings, made.altered) == (False, (), False)


def test_a_copy_made_by_itself_never_stops_what_it_protects(altered: Bench, tmp_path: Path) -> None:
    made = backups.automatic(altered.database, altered.seat, "before-import", tmp_path)
    assert (made.verified, made.findings, made.altered) == (False, (), False)
    (listed,) = backups.list_backups(altered.database.location, tmp_path)
    assert reason_word(listed) == "导入之前"


def test_altered_copies_crowd_out_no_sound_ones(
    altered: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "backup_folder", lambda _location: tmp_path)
    location = altered.database.location
    suffix = ".supplydesk" if altered.database.sqlite else ".dump"
    stem = location.path.stem if location.path else location.url.database
    sound = tmp_path / f"{stem}-20221020-080000{suffix}"
    sound.write_bytes(b"")
    for hour in range(10, 20):
        (tmp_path / f"{stem}-20221020-{hour}0000-altered{suffix}").write_bytes(b"")
    assert last_backup(altered.database) == backups.list_backups(location)[-1].at
    backups.prune(location, altered.seat)
    left = backups.list_backups(location)
    assert [(one.path.name, one.altered) for one in left] == [
        (f"{stem}-20221020-190000-altered{suffix}", True),
        (sound.name, False),
    ]


@pytest.mark.parametrize(
    ("reason", "altered", "word"),
    [
        ("", False, "手工备份"),
        ("2", False, "手工备份"),
        ("before-restore", False, "恢复备份之前"),
        ("before-restore-2", False, "恢复备份之前"),
        ("before-upgrade", True, "程序升级之前（账目有改动）"),
        ("盘点", False, "盘点"),
        ("盘点-2", False, "盘点-2"),
    ],
)
def test_why_copies_were_made(stocked: Bench, reason: str, altered: bool, word: str) -> None:
    made = backups.Backup(Path("x"), stocked.seat.now(), reason, 0, altered=altered)
    assert reason_word(made) == word


# --- a damaged file ---


@pytest.fixture
def file_desk(tmp_path: Path) -> Iterator[Bench]:
    bench = make_bench(tmp_path / "desk.supplydesk")
    bench.opening(STOCK)
    yield bench
    bench.database.close()


@pytest.mark.parametrize("quick", [True, False])
def test_a_damaged_desk_is_named_and_not_its_copy(
    file_desk: Bench, tmp_path: Path, quick: bool
) -> None:
    path = file_desk.database.location.path
    assert path is not None
    file_desk.database.close()
    spoil(path)
    with pytest.raises(StoreTrouble) as trouble:
        backups.back_up(file_desk.database, file_desk.seat, "", tmp_path / "to", quick=quick)
    problem = trouble.value.problem
    assert problem.code == "damaged"
    assert str(path) in problem.text
    assert ".part" not in problem.text
    assert "用最近的备份恢复" in problem.text
    assert "\n" not in problem.text
    assert list((tmp_path / "to").iterdir()) == []


def test_a_copy_that_its_disk_has_spoilt_is_no_fault_of_the_desk(
    file_desk: Bench, tmp_path: Path
) -> None:
    folder = tmp_path / "to"

    def strike(done: int, total: int) -> None:
        if done and 3 * done == total:
            (copy,) = folder.glob(".supplydesk-*.part")
            spoil(copy)

    with pytest.raises(StoreTrouble) as trouble:
        backups.back_up(file_desk.database, file_desk.seat, "", folder, strike)
    assert trouble.value.problem.code == "copy_spoilt"
    assert str(folder) in trouble.value.problem.text
    assert list(folder.iterdir()) == []
    assert backups.back_up(file_desk.database, file_desk.seat, "", folder).verified


# --- a server ---


def test_a_servers_copy_is_verified_as_it_stood_when_it_was_dumped(
    server_desk: Bench, tmp_path: Path
) -> None:
    before = server_desk.rows("SELECT sequence, hash FROM chain_head")[0]
    posted: list[str] = []

    def go_on(done: int, total: int) -> None:
        if 2 * done == total and not posted:
            posted.append(server_desk.dispatch(BEDS).number)

    made = backups.back_up(server_desk.database, server_desk.seat, "", tmp_path, go_on)
    assert posted
    assert (made.sequence, made.head) == before
    assert made.findings == ()


def test_a_held_moment_ends(server_desk: Bench) -> None:
    with held_moment(server_desk.database) as (name, then):
        server_desk.dispatch(BEDS)
        with reading(then, server_desk.seat) as session:
            assert Driver(session).one("SELECT COUNT(*) FROM document") == (1,)
    assert server_desk.rows("SELECT COUNT(*) FROM document") == [(2,)]
    with psycopg.connect(str(server_desk.owner)) as late, pytest.raises(psycopg.Error):
        late.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        late.execute(f"SET TRANSACTION SNAPSHOT '{name}'".encode())


@pytest.mark.parametrize("quick", [True, False])
def test_a_server_that_is_held_is_copied_later(
    server_desk: Bench, tmp_path: Path, quick: bool
) -> None:
    hasty = engines(server_desk.database.location, timeout=300)
    with psycopg.connect(str(server_desk.owner)) as other:
        other.execute("LOCK TABLE attachment")
        with pytest.raises(StoreTrouble) as trouble:
            backups.back_up(hasty, server_desk.seat, "", tmp_path, quick=quick)
    hasty.close()
    assert trouble.value.problem.code == "locked"
    assert list(tmp_path.iterdir()) == []


def test_a_dump_is_read_through_to_its_end(server_desk: Bench, tmp_path: Path) -> None:
    location = server_desk.database.location
    made = backups.back_up(server_desk.database, server_desk.seat, "", tmp_path)
    dumps.read_through(location, made.path)
    whole = bytearray(made.path.read_bytes())
    whole[len(whole) * 2 // 3 : len(whole) * 2 // 3 + 200] = bytes(200)
    bad = tmp_path / "bad.dump"
    bad.write_bytes(whole)
    with pytest.raises(StoreTrouble) as trouble:
        dumps.read_through(location, bad)
    assert trouble.value.problem.code == "program_failed"
