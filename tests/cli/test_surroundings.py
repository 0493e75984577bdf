"""Bad surroundings: locked, read-only, full, no server: said clearly, code 3, nothing written."""

import errno
import os
import shutil
import socket
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.cli.running import Line, program
from tests.cli.wrong import GOOD, chinese, digest, dispatch
from tests.databases import Bench, make_bench

MEBIBYTE = 1 << 20


def test_a_lock_beyond_the_patience(here: Line, file_bench: Bench, tmp_path: Path) -> None:
    file_bench.opening({"item": "101006", "quantity": "100"})
    path = dispatch(tmp_path, GOOD)
    other = sqlite3.connect(here.address, isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        failed = program("--db", here.address, "--wait", "1", "post", path, "--json")
    finally:
        other.close()
    assert (failed.code, failed.out) == (3, "")
    assert failed.problems[0]["code"] == "locked"
    assert chinese(failed.problems[0]["text"])
    assert here.address in failed.problems[0]["text"], "which file, where there are several"
    here("post", path).good()


@pytest.fixture
def server_bench(postgres_url: str) -> Iterator[Bench]:
    """A furnished desk on a server."""
    bench = make_bench(postgres_url)
    yield bench
    bench.database.close()


@pytest.mark.parametrize(
    ("held", "command"),
    [
        ("SELECT * FROM chain_head FOR UPDATE", ("incident", "add", "Z", "z")),
        ("LOCK TABLE incident", ("incident", "add", "Z", "z")),
        ("LOCK TABLE balance", ("stock",)),
    ],
)
def test_a_lock_on_a_server_is_waited_for_no_longer(
    server_bench: Bench, held: str, command: tuple[str, ...]
) -> None:
    address = str(server_bench.database.location)
    with psycopg.connect(str(server_bench.owner)) as other:
        other.execute(held.encode())
        begun = time.monotonic()
        failed = program("--db", address, "--wait", "1", *command, "--json")
        took = time.monotonic() - begun
        other.rollback()
    assert (failed.code, failed.out) == (3, ""), failed
    assert failed.problems[0]["code"] == "locked"
    assert address in failed.problems[0]["text"]
    assert chinese(failed.problems[0]["text"])
    assert 1 <= took < 8, "a start of the program and one second of patience"
    program("--db", address, *command).good()


def test_a_lock_on_a_server_that_goes_in_time_is_waited_for(server_bench: Bench) -> None:
    address = str(server_bench.database.location)
    with psycopg.connect(str(server_bench.owner)) as other:
        other.execute("SELECT * FROM chain_head FOR UPDATE")
        going = threading.Timer(4, other.rollback)
        going.start()
        try:
            program("--db", address, "incident", "add", "Z", "z").good()
        finally:
            going.join()


@contextmanager
def small_disk(folder: Path, size: int = 3 * MEBIBYTE) -> Iterator[Path]:
    """A disk of its own with *size* bytes; a skip where none can be mounted."""
    folder.mkdir()
    if _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder):
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def _mount(*arguments: str | Path) -> int:
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode


def test_a_disk_that_can_only_be_read_is_read_and_says_so(
    here: Line, file_bench: Bench, tmp_path: Path
) -> None:
    file_bench.opening({"item": "101006", "quantity": "100"})
    file_bench.database.close()
    path = dispatch(tmp_path, GOOD)
    with small_disk(tmp_path / "small") as disk:
        desk = disk / "desk.supplydesk"
        shutil.copy(here.address, desk)
        assert _mount("-o", "remount,ro", disk) == 0
        read = program("--db", desk, "stock", "--json")
        assert (read.code, read.json[0]["quantity"]) == (0, "100")
        assert [(one["code"], one["stops"]) for one in read.problems] == [("read_only", False)]
        assert "仅供查阅" in program("--db", desk, "stock").err
        written = program("--db", desk, "post", path, "--json")
        assert (written.code, written.problems[0]["code"]) == (3, "read_only")
        assert chinese(written.problems[0]["text"])
        made = program("--db", disk / "new.supplydesk", "init", "--bureau", "局",
                       "--begins", "2022-10-01")  # fmt: skip
        assert made.code == 3
        copied = program("--db", desk, "backup")
        assert copied.code == 3
        assert [file.name for file in disk.iterdir()] == [desk.name]


def _printed(address: str | Path, out: Path) -> list[dict[str, object]]:
    """What is remarked when a slip is printed into *out*."""
    ran = program("--db", address, "print", "DB-20221024-001", "--out", out, "--json")
    assert ran.code == 0, ran
    assert out.read_bytes().startswith(b"%PDF")
    assert not any(one["stops"] for one in ran.problems)
    return ran.problems


def test_a_disk_that_can_only_be_read_is_printed_from_and_counts_nothing(
    here: Line, file_bench: Bench, tmp_path: Path
) -> None:
    file_bench.opening({"item": "101006", "quantity": "100"})
    file_bench.dispatch({"item": "101006", "ordered": "4"})
    here("print", "DB-20221024-001", "--out", tmp_path / "first.pdf").good()
    file_bench.database.close()
    with small_disk(tmp_path / "small") as disk:
        desk = disk / "desk.supplydesk"
        shutil.copy(here.address, desk)
        assert _mount("-o", "remount,ro", disk) == 0
        remarks = _printed(desk, tmp_path / "slip.pdf")
        assert [one["code"] for one in remarks] == ["read_only", "print_not_counted"]
        assert chinese(str(remarks[1]["text"]))
        assert len(program("--db", desk, "show", "DB-20221024-001", "--json").json["facts"]) == 1
    # It carries the mark of the print that it is, as far as this desk knows.
    here("print", "DB-20221024-001", "--out", tmp_path / "second.pdf").good()
    assert (tmp_path / "slip.pdf").read_bytes() != (tmp_path / "first.pdf").read_bytes()


def test_a_server_that_can_only_be_read_is_printed_from_and_counts_nothing(
    server_bench: Bench, tmp_path: Path
) -> None:
    server_bench.opening({"item": "101006", "quantity": "100"})
    server_bench.dispatch({"item": "101006", "ordered": "4"})
    location = server_bench.database.location
    with psycopg.connect(str(server_bench.owner), autocommit=True) as owner:
        # As a standby is, and a server that is being moved.
        owner.execute(
            sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(
                sql.Identifier(location.url.database or "")
            )
        )
    remarks = _printed(str(location), tmp_path / "slip.pdf")
    assert [one["code"] for one in remarks] == ["print_not_counted"]
    shown = program("--db", str(location), "show", "DB-20221024-001", "--json")
    assert shown.good().json["facts"] == []


def test_a_read_only_file_and_folder(here: Line, file_bench: Bench, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    file_bench.opening({"item": "101006", "quantity": "100"})
    file_bench.database.close()
    path = dispatch(tmp_path, GOOD)
    Path(here.address).chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        read = program("--db", here.address, "stock", "--json")
        written = program("--db", here.address, "post", path, "--json")
    finally:
        tmp_path.chmod(0o755)
    assert (read.code, read.json[0]["quantity"]) == (0, "100")
    assert (written.code, written.problems[0]["code"]) == (3, "read_only")


def _fill(disk: Path) -> Path:
    """A file that leaves no byte free."""
    ballast = disk / "ballast"
    stream = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    try:
        for size in (4096, 1):
            while _fits(stream, size):
                pass
    finally:
        os.close(stream)
    return ballast


def _fits(stream: int, size: int) -> bool:
    try:
        os.write(stream, bytes(size))
    except OSError as full:
        if full.errno != errno.ENOSPC:
            raise
        return False
    return True


def test_a_full_disk(here: Line, file_bench: Bench, tmp_path: Path) -> None:
    file_bench.opening({"item": "101006", "quantity": "100"})
    file_bench.database.close()
    path = dispatch(tmp_path, GOOD)
    with small_disk(tmp_path / "small") as disk:
        desk = disk / "desk.supplydesk"
        shutil.copy(here.address, desk)
        ballast = _fill(disk)
        before = digest(desk)
        failed = program("--db", desk, "post", path, "--json")
        assert (failed.code, failed.out) == (3, "")
        assert failed.problems[0]["code"] == "disk_full"
        assert "磁盘" in failed.problems[0]["text"]
        assert digest(desk) == before

        assert program("--db", desk, "backup").code == 3
        paper = program("--db", desk, "stock", "--json")
        assert paper.good().json[0]["quantity"] == "100"
        assert {file.name for file in disk.iterdir()} <= {
            "ballast", "backups", "desk.supplydesk", "desk.supplydesk-journal"
        }  # fmt: skip

        ballast.unlink()
        assert program("--db", desk, "post", path, "--json").good().json["number"]


def test_a_demonstration_that_finds_no_room_leaves_no_folder(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small") as disk:
        ballast = _fill(disk)
        failed = program("demo", "--out", disk / "new" / "demo", "--json")
        assert failed.code == 3
        assert chinese(failed.problems[0]["text"])
        assert list(disk.iterdir()) == [ballast]
        # Room for the desk, and not for all of its papers.
        os.truncate(ballast, ballast.stat().st_size - 2 * MEBIBYTE)
        assert program("demo", "--out", disk / "demo", "--json", timeout=200).code == 3
        assert list(disk.iterdir()) == [ballast]


def test_no_postgresql() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    failed = program("--db", f"postgresql://li@127.0.0.1:{port}/desk", "stock", "--json")
    assert (failed.code, failed.out) == (3, "")
    assert failed.problems[0]["code"] == "no_server"
    assert chinese(failed.problems[0]["text"])


def test_an_address_of_another_database() -> None:
    failed = program("--db", "mysql://x/y", "stock")
    assert failed.code == 2
    assert "mysql://x/y" in failed.err
    assert "postgresql://user@host/database" in failed.err
    told = program("--db", "mysql://x/y", "stock", "--json").problems
    assert [(one["code"], one["field"]) for one in told] == [("usage", "--db")]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("--bureau", " "), "bureau"),
        (("--bureau", "局", "--zone", "Mars/Olympus"), "zone"),
        (("--bureau", "局", "--code", "a b"), "bureau_code"),
        (("--bureau", "局", "--person", " "), "name"),
    ],
)
def test_a_desk_that_could_not_work_is_not_made(
    arguments: tuple[str, ...], field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "new" / "desk.supplydesk"
    line = Line(str(desk), capsys)
    refused = line("init", "--begins", "2022-10-01", *arguments, "--json")
    assert (refused.code, refused.problems[0]["field"]) == (1, field)
    assert not desk.exists()
    line("init", "--begins", "2022-10-01", "--bureau", "局").good()


def test_a_folder_where_nothing_may_be_made() -> None:
    failed = program("--db", "/proc/desk.supplydesk", "init", "--bureau", "局",
                     "--begins", "2022-10-01")  # fmt: skip
    assert failed.code == 3
    assert chinese(failed.err)
