"""The disk fails: full, broken, out of handles, read-only. Rolled back, said, and tried again."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.faults.hatchery import ROOT, Child, Hatchery
from tests.faults.poster import Order
from tests.faults.state import Desk, dispatch, in_chinese, numbers, sample
from tests.faults.tracing import Point, failing, need, points, traced, watching

# What may go wrong at a call, and how many points of it the ordinary run strikes.
ERRORS = (
    ("pwrite64", "ENOSPC", 12),
    ("pwrite64", "EIO", 12),
    ("fdatasync", "EIO", 6),
    ("ftruncate", "EIO", 2),
    ("openat", "EMFILE", 6),
)
ALLOWED = {
    "ENOSPC": {"disk_full"},
    "EIO": {"io_error", "in_doubt"},
    # Where only one open fails, SQLite goes on to try whether reading alone is allowed.
    "EMFILE": {"cannot_open", "read_only"},
}


@pytest.fixture
def posting(hatchery: Hatchery, desk: Desk, tmp_path: Path) -> list[Point]:
    """Every call of a posting at which the disk may fail."""
    need("strace")
    calls = [call for call, _, _ in ERRORS]
    words = watching(tmp_path / "trace", list(dict.fromkeys(calls)))
    with (
        hatchery.child("post", desk.path, forms=[dispatch("x")]) as child,
        traced(child.pid, *words),
    ):
        child.go()
        child.wait()
    return points(tmp_path / "trace")


@contextmanager
def _poster(hatchery: Hatchery, desk: Desk) -> Iterator[Child]:
    desk.renew()
    with hatchery.child("post", desk.path, forms=[dispatch("x")]) as child:
        yield child


@pytest.mark.parametrize(("call", "error", "count"), ERRORS)
def test_a_disk_that_fails_once_anywhere(
    hatchery: Hatchery,
    desk: Desk,
    posting: list[Point],
    call: str,
    error: str,
    count: int,
    request: pytest.FixtureRequest,
) -> None:
    desk.renew()
    before = desk.numbers()
    all_of_them = [point for point in posting if point.call == call]
    assert all_of_them
    troubles = 0
    for point in all_of_them if request.config.getoption("--long") else sample(all_of_them, count):
        with _poster(hatchery, desk) as child, traced(child.pid, *failing(point, error)):
            child.go()
            (first,) = child.hear(1)
            child.go()
            _, second = child.hear(2)
        if "trouble" in first:
            troubles += 1
            assert first["trouble"] in ALLOWED[error], f"{point} {first}"
            assert in_chinese(first["text"]), first
            # Only "in doubt" may turn out to have been saved, and then it is found by its key.
            assert not second.get("again") or first["trouble"] == "in_doubt", f"{point} {first}"
        else:
            # SQLite does without a folder's handle, and a journal that was there needs no sync
            # of its folder.
            assert first.get("done"), f"{point} {first}"
            assert second.get("again"), f"{point} {second}"
        assert second.get("done"), f"{point} {second}: the next try works, in the same program"
        assert len(desk.numbers()) == len(before) + 1, point
    assert troubles


@pytest.mark.parametrize(
    ("call", "error"), [("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("fdatasync", "EIO")]
)
def test_a_disk_that_goes_on_failing_until_it_is_mended(
    hatchery: Hatchery, desk: Desk, posting: list[Point], call: str, error: str
) -> None:
    desk.renew()
    before = desk.numbers()
    for point in sample([point for point in posting if point.call == call], 4):
        with _poster(hatchery, desk) as child:
            with traced(child.pid, *failing(point, error, on=True)):
                child.go()
                child.hear(1)
                child.go()
                first, second = child.hear(2)
                assert first.get("trouble") in ALLOWED[error], f"{point} {first}"
                # What was saved in doubt is found by its key, and needs no disk.
                found = first["trouble"] == "in_doubt" and second.get("again")
                assert found or second.get("trouble") in ALLOWED[error], f"{point} {second}"
            child.go()
            assert child.hear(3)[-1].get("done"), f"{point} {child.said()}"
        assert len(desk.numbers()) == len(before) + 1, point


def test_out_of_handles_for_a_while(hatchery: Hatchery, desk: Desk) -> None:
    need("strace")
    desk.path.with_name(desk.path.name + "-journal").touch()
    with hatchery.child("post", desk.path, forms=[dispatch("x")]) as child:
        with traced(child.pid, *failing(Point("openat", 1), "EMFILE", on=True)):
            child.go(2)
            for said in child.hear(2):
                assert said.get("trouble") == "cannot_open", said
                assert in_chinese(said["text"])
        child.go()
        assert child.hear(3)[-1].get("done"), child.said()
    assert len(desk.numbers()) == 3


def test_reading_that_fails_is_said_and_works_again(hatchery: Hatchery, desk: Desk) -> None:
    need("strace")
    with _poster(hatchery, desk) as child:
        with traced(child.pid, *failing(Point("pread64", 1), "EIO", on=True)):
            child.go()
            (first,) = child.hear(1)
        child.go()
        _, second = child.hear(2)
    assert first["trouble"] == "io_error"
    assert in_chinese(first["text"])
    assert second.get("done"), second


def test_a_file_that_may_not_grow(hatchery: Hatchery, desk: Desk) -> None:
    before = desk.numbers()
    forms = [dispatch(f"x{n}", {"item": "101006", "ordered": "1"}) for n in range(40)]
    limit = desk.path.stat().st_size + 4096
    with hatchery.child("post", desk.path, forms=forms, largest_file=limit) as child:
        child.go(40)
        child.wait()
    said = child.said()
    done = [one for one in said if one.get("done")]
    troubles = [one for one in said if "trouble" in one]
    assert len(done) + len(troubles) == 40, said
    assert troubles
    assert {one["trouble"] for one in troubles} <= {"disk_full", "io_error"}
    assert all(in_chinese(one["text"]) for one in troubles)
    assert len(desk.numbers()) == len(before) + len(done)


def test_a_journal_that_may_not_grow(hatchery: Hatchery, desk: Desk) -> None:
    before = desk.digest()
    (said,) = hatchery.run("post", desk.path, forms=[dispatch("x")], largest_file=2048)
    assert said["trouble"] in {"disk_full", "io_error"}
    assert in_chinese(said["text"])
    assert desk.digest() == before
    assert desk.numbers()


def test_no_handle_left_when_the_desk_is_opened(hatchery: Hatchery, desk: Desk) -> None:
    (said,) = hatchery.run("open", desk.path, most_files=3)
    assert said.get("trouble") in {"cannot_open", "unreadable"}, said
    assert in_chinese(said["text"])


# --- Read-only --------------------------------------------------------------------------------


def _nobody_may_enter(path: Path) -> None:
    """Open the folders above *path* for somebody else; pytest makes them for their owner alone."""
    for folder in path.parents:
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)


@pytest.mark.parametrize("what", ["file", "folder", "both"])
def test_a_desk_that_may_only_be_read(hatchery: Hatchery, desk: Desk, what: str) -> None:
    desk.renew()
    _nobody_may_enter(desk.path)
    desk.path.chmod(0o444 if what != "folder" else 0o666)
    desk.path.parent.chmod(0o555 if what != "file" else 0o777)
    before = desk.digest()
    try:
        (opened,) = hatchery.run("open", desk.path, nobody=True)
        assert opened == {"done": True, "read_only": True}
        (posted,) = hatchery.run("post", desk.path, forms=[dispatch("x")], nobody=True)
        assert posted["trouble"] == "read_only", posted
        assert in_chinese(posted["text"])
        assert desk.digest() == before
    finally:
        desk.path.parent.chmod(0o755)
    assert [path.name for path in desk.path.parent.iterdir() if "journal" in path.name] == []


def test_a_desk_cut_off_in_writing_that_may_only_be_read(hatchery: Hatchery, desk: Desk) -> None:
    """What a crash left can only be tidied up by writing, and that is what is said."""
    need("strace")
    desk.renew()
    with (
        hatchery.child("post", desk.path, forms=[dispatch("x")]) as child,
        traced(child.pid, *_killing_while_the_journal_is_hot()),
    ):
        child.go()
        child.wait()
    journal = desk.path.with_name(desk.path.name + "-journal")
    assert journal.stat().st_size > 512
    _nobody_may_enter(desk.path)
    desk.path.chmod(0o444)
    journal.chmod(0o444)
    desk.path.parent.chmod(0o555)
    try:
        (opened,) = hatchery.run("open", desk.path, nobody=True)
    finally:
        desk.path.parent.chmod(0o755)
    assert opened["trouble"] == "interrupted_writing", opened
    assert in_chinese(opened["text"])
    desk.path.chmod(0o644)
    journal.chmod(0o644)
    assert len(desk.numbers()) == 2


def _killing_while_the_journal_is_hot() -> list[str | Path]:
    expression = "inject=fdatasync:signal=KILL:when=4"
    return ["-o", "/dev/null", "-e", "trace=fdatasync", "-e", expression]


# --- Real file systems ------------------------------------------------------------------------


def _in_a_namespace(script: str, order: Order, folder: Path) -> str:
    """Run *script* where mounts are our own; ``$POSTER`` does *order*, and may do so twice."""
    need("unshare")
    words = folder / "order.json"
    words.write_text(json.dumps(asdict(order)), encoding="utf-8")
    flags = ["-m"] if os.geteuid() == 0 else ["-Urm"]
    if subprocess.run(["unshare", *flags, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody make mounts of her own")
    done = subprocess.run(
        ["unshare", *flags, "sh", "-euc", script],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"POSTER": f"{sys.executable} -m tests.faults.poster {words}"},
    )
    if "mount" in done.stderr and "permitted" in done.stderr:
        pytest.skip("this system lets nobody mount")
    assert done.returncode == 0, done.stderr
    return done.stdout


def _said(order: Order) -> list[dict[str, object]]:
    lines = Path(order.out).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_disk_that_is_really_full(desk: Desk, tmp_path: Path) -> None:
    """Posting fills three mebibytes to the brim; a file is deleted; posting goes on."""
    disk, out = tmp_path / "disk", tmp_path / "kept.supplydesk"
    disk.mkdir()
    forms = [dispatch(f"x{n}", {"item": "101006", "ordered": "1"}) for n in range(30)]
    order = Order("post", str(disk / "desk.supplydesk"), str(tmp_path / "said"), forms=forms)
    script = f"""
        mount -t tmpfs -o size=3m tmpfs {disk}
        cp {desk.base} {disk}/desk.supplydesk
        dd if=/dev/zero of={disk}/ballast bs=4096 2>/dev/null || true
        truncate -s -131072 {disk}/ballast
        $POSTER
        rm {disk}/ballast
        $POSTER
        cp {disk}/desk.supplydesk {out}
    """
    _in_a_namespace(script, order, tmp_path)
    said = _said(order)
    assert len(said) == 60
    first, second = said[:30], said[30:]
    troubles = [one for one in first if "trouble" in one]
    assert troubles
    assert {one["trouble"] for one in troubles} == {"disk_full"}
    assert all(in_chinese(one["text"]) for one in troubles)
    assert all(one.get("done") for one in second), second
    assert [one["again"] for one in second] == [bool(one.get("done")) for one in first]
    assert len(numbers(str(out))) == 2 + 30


def test_a_medium_that_is_mounted_read_only(desk: Desk, tmp_path: Path) -> None:
    medium = tmp_path / "medium"
    medium.mkdir()
    shutil.copy(desk.base, medium / "desk.supplydesk")
    order = Order(
        "post", str(medium / "desk.supplydesk"), str(tmp_path / "said"), forms=[dispatch("x")]
    )
    script = f"mount --bind {medium} {medium}; mount -o remount,bind,ro {medium}; $POSTER"
    _in_a_namespace(script, order, tmp_path)
    (said,) = _said(order)
    assert said["trouble"] == "read_only", said
    assert in_chinese(said["text"])
    assert (medium / "desk.supplydesk").read_bytes() == desk.base.read_bytes()
