"""Names that lead nowhere else, and files that are whole or untouched whatever happens."""

import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from functools import partialmethod
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from supplydesk import paths
from supplydesk.paths import (
    NAME_BYTES,
    AlreadyThere,
    HoldsLedger,
    LeadsOutside,
    NotSettled,
    OutputFolder,
    remove_leftovers,
    safe_name,
    try_out,
    write_atomically,
)

OLD, NEW = b"old" * 1000, b"new" * 100_000


# --- names ---


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("DB-20221024-001 秦州区", "DB-20221024-001 秦州区.pdf"),
        ("天应急调〔2022〕15号", "天应急调〔2022〕15号.pdf"),
        ("../../etc/passwd", "_.._etc_passwd.pdf"),
        ("..\\..\\x", "_.._x.pdf"),
        ("..", "_.pdf"),
        ("", "_.pdf"),
        (" . . ", "_.pdf"),
        ("a/b\\c:d*e?f", "a_b_c_d_e_f.pdf"),
        ("a\u2044b\u2215c", "a_b_c.pdf"),
        ("CON", "_CON.pdf"),
        ("con.txt", "_con.txt.pdf"),
        ("Nul ", "_Nul.pdf"),
        ("com1", "_com1.pdf"),
        ("LPT²", "_LPT².pdf"),
        ("CONIN$", "_CONIN$.pdf"),
        ("CONTAINER", "CONTAINER.pdf"),
        (".bashrc", "bashrc.pdf"),
        ("-rf", "_-rf.pdf"),
        ("~root", "_~root.pdf"),
        ("折叠床\x00\x07.", "折叠床.pdf"),
        ("折叠\n床\t单人", "折叠 床 单人.pdf"),
        ("slip\u202egnp.exe", "slipgnp.exe.pdf"),
        ("零\u200b宽\ufeff", "零宽.pdf"),
        ("半\ud800个", "半个.pdf"),
        ("𠮷 䶮 🧯", "𠮷 䶮 🧯.pdf"),
        ("<b>&", "_b_&.pdf"),
    ],
)
def test_a_name_from_what_was_typed(typed: str, name: str) -> None:
    assert safe_name(typed, ".pdf") == name


def test_a_device_hides_behind_no_suffix() -> None:
    assert safe_name("aux") == "_aux"
    assert safe_name("aux.", "") == "_aux"


def test_a_long_name_is_cut_between_characters_and_keeps_its_suffix() -> None:
    name = safe_name("街" * 300, ".xlsx")
    assert name == "街" * ((NAME_BYTES - 5) // 3) + ".xlsx"
    assert len(name.encode()) <= NAME_BYTES
    accents = "x" * (NAME_BYTES - 7) + "e\u0332\u0333rest"
    assert safe_name(accents, ".pdf") == "x" * (NAME_BYTES - 7) + ".pdf"


@given(st.text(), st.sampled_from(["", ".pdf", ".xlsx"]))
@example("con" + " " * 200, ".pdf")
@example("." * 300, "")
@example("~" + "x" * 300, ".pdf")
def test_no_name_leads_out_of_its_folder(typed: str, suffix: str) -> None:
    name = safe_name(typed, suffix)
    assert 0 < len(name.encode()) <= NAME_BYTES
    assert name.endswith(suffix)
    assert not set(name) & set('/\\:*?"<>|\0\r\n')
    assert name not in {".", ".."}
    assert not name.startswith((".", "-", " ")) or suffix == name
    assert not name.endswith((".", " "))
    assert safe_name(name.removesuffix(suffix), suffix) == name
    assert Path("/a/b", name).resolve() == Path("/a/b", name)


def test_a_folder_that_is_a_link_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    folder = OutputFolder(tmp_path / "out")
    assert folder.file("../x", ".pdf") == tmp_path / "out" / "_x.pdf"
    assert folder.file("x", ".pdf", inside=("..", "十月")) == tmp_path / "out/_/十月/x.pdf"
    (tmp_path / "out" / "十月").symlink_to(tmp_path)
    with pytest.raises(LeadsOutside) as refusal:
        folder.file("x", ".pdf", inside=("十月",))
    assert refusal.value.path == tmp_path / "out" / "十月"


def test_a_folder_reached_by_a_link_is_the_persons_own_choice(tmp_path: Path) -> None:
    (tmp_path / "real" / "十月").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    folder = OutputFolder(tmp_path / "link")
    assert folder.file("x", ".pdf", inside=("十月",)).parent.resolve() == tmp_path / "real" / "十月"


# --- writing ---


def _only(folder: Path, *names: str) -> None:
    assert sorted(file.name for file in folder.iterdir()) == sorted(names)


def test_a_new_file_and_one_that_is_there(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    assert write_atomically(file, OLD) == file
    with pytest.raises(AlreadyThere) as refusal:
        write_atomically(file, NEW)
    assert refusal.value.path == file
    assert file.read_bytes() == OLD
    write_atomically(file, lambda stream: (stream.write(b"a"), None)[1], replace=True)
    assert file.read_bytes() == b"a"
    _only(tmp_path, "x.pdf")


def test_a_new_file_has_the_rights_that_a_new_file_has(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "x", OLD)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o640
    (tmp_path / "x").chmod(0o600)
    write_atomically(tmp_path / "x", NEW, replace=True)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("dangling", [False, True])
def test_a_link_in_place_of_the_file_is_not_followed(
    tmp_path: Path, replace: bool, dangling: bool
) -> None:
    victim, link = tmp_path / "victim", tmp_path / "x.pdf"
    if not dangling:
        victim.write_bytes(OLD)
    link.symlink_to(victim)
    if replace:
        write_atomically(link, NEW, replace=True)
        assert not link.is_symlink()
        assert link.read_bytes() == NEW
    else:
        with pytest.raises(AlreadyThere):
            write_atomically(link, NEW)
        assert link.is_symlink()
    assert victim.exists() is not dangling
    if not dangling:
        assert victim.read_bytes() == OLD


@pytest.mark.parametrize(
    "begins",
    [b"SQLite format 3\0", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", b"\x37\x7f\x06\x82", b"PGDMP"],
)
def test_a_ledger_is_no_paper_whatever_it_is_called(tmp_path: Path, begins: bytes) -> None:
    ledger, link, twin = tmp_path / "desk.pdf", tmp_path / "x.pdf", tmp_path / "y.pdf"
    ledger.write_bytes(begins + OLD)
    link.symlink_to(ledger)
    twin.hardlink_to(ledger)
    (tmp_path / "sub").mkdir()
    for name in (ledger, link, twin, tmp_path / "sub" / ".." / "desk.pdf"):
        for replace in (False, True):
            with pytest.raises(HoldsLedger):
                write_atomically(name, NEW, replace=replace)
    assert ledger.read_bytes() == begins + OLD
    assert link.is_symlink()
    _only(tmp_path, "desk.pdf", "x.pdf", "y.pdf", "sub")
    write_atomically(ledger, NEW, replace=True, ledger=True)
    assert ledger.read_bytes() == NEW


@pytest.mark.parametrize(
    "name", ["new.supplydesk", "f.supplydesk-journal", "F.PDF-WAL", "f.db-shm"]
)
def test_no_paper_takes_a_name_that_belongs_to_a_ledger(tmp_path: Path, name: str) -> None:
    for there in (False, True):
        with pytest.raises(HoldsLedger) as refusal:
            write_atomically(tmp_path / name, NEW, replace=True)
        assert refusal.value.path == tmp_path / name
        assert (tmp_path / name).exists() is there
        (tmp_path / name).write_bytes(b"")


class _Stop(BaseException):
    """Neither an Exception nor one of ours: as Ctrl+C."""


@pytest.mark.parametrize("fault", [ValueError, OSError, KeyboardInterrupt, _Stop])
@pytest.mark.parametrize("after", [0, 1, 5])
def test_what_fails_while_writing_leaves_the_old_file(
    tmp_path: Path, fault: type[BaseException], after: int
) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(OLD)

    def content(stream: BinaryIO) -> None:
        stream.writelines([NEW] * after)
        raise fault

    with pytest.raises(fault):
        write_atomically(file, content, replace=True)
    assert file.read_bytes() == OLD
    with pytest.raises(fault):
        write_atomically(tmp_path / "new.pdf", content)
    _only(tmp_path, "x.pdf")


def test_a_name_that_is_taken_while_we_write_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"

    def content(stream: BinaryIO) -> None:
        stream.write(NEW)
        file.write_bytes(OLD)

    with pytest.raises(AlreadyThere):
        write_atomically(file, content)
    assert file.read_bytes() == OLD
    _only(tmp_path, "x.pdf")


def test_of_many_writers_of_one_name_one_wins(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    start = threading.Barrier(8)
    won: list[int] = []

    def writer(number: int) -> None:
        start.wait()
        try:
            write_atomically(file, bytes([number]) * 100_000)
            won.append(number)
        except AlreadyThere:
            pass

    threads = [threading.Thread(target=writer, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert file.read_bytes() == bytes(won) * 100_000
    _only(tmp_path, "x.pdf")


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(OSError, match="x"):
        write_atomically(tmp_path / "x", NEW, replace=True)
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "none" / "x", NEW)
    _only(tmp_path, "x")


def _without_links(*_paths: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_a_stick_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", _without_links)
    file = tmp_path / "x.pdf"
    write_atomically(file, OLD)
    assert file.read_bytes() == OLD

    def content(stream: BinaryIO) -> None:
        stream.write(NEW)
        (tmp_path / "y.pdf").write_bytes(OLD)

    with pytest.raises(AlreadyThere):
        write_atomically(tmp_path / "y.pdf", content)
    assert (tmp_path / "y.pdf").read_bytes() == OLD
    _only(tmp_path, "x.pdf", "y.pdf")


def _windows(monkeypatch: pytest.MonkeyPatch, refusals: int) -> list[float]:
    """Decide as on Windows, whose rename refuses *refusals* times; the pauses that were made."""
    pauses: list[float] = []
    left = [refusals]

    def after_refusals(source: Path, target: Path, *, overwrites: bool) -> None:
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "used by another program")
        if not overwrites and os.path.lexists(target):
            raise FileExistsError(17, "exists")
        os.replace(source, target)  # noqa: PTH105 - Path.replace is what this stands in for

    monkeypatch.setattr(Path, "replace", partialmethod(after_refusals, overwrites=True))
    monkeypatch.setattr(Path, "rename", partialmethod(after_refusals, overwrites=False))
    monkeypatch.setattr(time, "sleep", pauses.append)
    monkeypatch.setattr(paths, "os", _Windows())
    return pauses


class _Windows:
    """`os` as Windows has it: its name, and no way to open a folder."""

    name = "nt"

    def __getattr__(self, name: str) -> object:
        assert name not in {"link", "O_DIRECTORY"}, "Windows has no such thing"
        return getattr(os, name)


@pytest.mark.parametrize("replace", [False, True])
def test_on_windows_a_scanner_may_hold_the_file_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replace: bool
) -> None:
    pauses = _windows(monkeypatch, refusals=3)
    write_atomically(tmp_path / "x", NEW, replace=replace)
    assert (tmp_path / "x").read_bytes() == NEW
    assert len(pauses) == 3


def test_on_windows_a_file_open_in_excel_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_bytes(OLD)
    _windows(monkeypatch, refusals=99)
    with pytest.raises(PermissionError):
        write_atomically(tmp_path / "x", NEW, replace=True)
    assert (tmp_path / "x").read_bytes() == OLD
    _only(tmp_path, "x")


def test_on_windows_a_name_that_is_taken_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _windows(monkeypatch, refusals=0)

    def content(stream: BinaryIO) -> None:
        stream.write(NEW)
        (tmp_path / "x").write_bytes(OLD)

    with pytest.raises(AlreadyThere):
        write_atomically(tmp_path / "x", content)
    assert (tmp_path / "x").read_bytes() == OLD


def test_trying_out_leaves_nothing_and_finds_what_would_fail(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(OLD)
    try_out(tmp_path / "x", NEW)
    try_out(tmp_path / "y", NEW)
    for path, error in (
        (tmp_path / "nowhere" / "y", FileNotFoundError),
        (tmp_path / "x" / "y", NotADirectoryError),
        (tmp_path, IsADirectoryError),
    ):
        with pytest.raises(error):
            try_out(path, NEW)
    _only(tmp_path, "x")
    assert (tmp_path / "x").read_bytes() == OLD


def test_leftovers_go_when_they_are_old(tmp_path: Path) -> None:
    for name in (".supplydesk-1-a.part", ".supplydesk-2-b.part", "mine.part"):
        (tmp_path / name).write_bytes(OLD)
    os.utime(tmp_path / ".supplydesk-1-a.part", (1000, 1000))
    os.utime(tmp_path / ".supplydesk-2-b.part", (90_000, 90_000))
    os.utime(tmp_path / "mine.part", (1000, 1000))
    assert remove_leftovers(tmp_path, now=100_000.0) == 1
    _only(tmp_path, ".supplydesk-2-b.part", "mine.part")


# --- a real process, at every call that writes, syncs or renames ---

PROGRAM = """
import sys
from pathlib import Path
from supplydesk.paths import write_atomically
def content(stream):
    for _ in range(3):
        stream.write(b"new" * 33_334)
write_atomically(Path(sys.argv[1]), content, replace=sys.argv[2] == "replace")
"""
WHOLE = b"new" * 100_002
REPLACING = {"write": 3, "fsync": 2, "rename": 1, "chmod": 1}
NAMING = {"write": 3, "fsync": 2, "linkat": 1, "unlink": 1}
SYNONYMS = {
    "rename": "?rename,?renameat,renameat2",
    "chmod": "?chmod,fchmod,fchmodat",
    "linkat": "?link,linkat",
    "unlink": "?unlink,unlinkat",
    "write": "write,pwrite64",
    "fsync": "fsync,fdatasync",
}
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


def _traced(folder: Path, fault: str, *, replace: bool) -> tuple[int, str, bool]:
    """Run the program with *fault* injected: how it ended, what it said, whether it was hit."""
    log = folder.parent / "strace.log"
    done = subprocess.run(
        [
            *("strace", "-f", "-qq", "-o", str(log)),
            *("-e", "trace=" + fault.partition(":")[0], "-e", f"inject={fault}"),
            *(sys.executable, "-c", PROGRAM, str(folder / "x"), "replace" if replace else "new"),
        ],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(paths.__file__).parents[1])},
    )
    trace = log.read_text()
    return done.returncode, done.stderr, "INJECTED" in trace or "SIGKILL" in trace


def _points(calls: dict[str, int]) -> list[tuple[str, int]]:
    return [(call, when) for call, most in calls.items() for when in range(1, most + 1)]


@needs_strace
@pytest.mark.parametrize(("call", "when"), _points(REPLACING))
@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_a_fault_at_every_point_of_replacing(
    tmp_path: Path, call: str, when: int, fault: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "x").write_bytes(OLD)
    code, said, hit = _traced(folder, f"{SYNONYMS[call]}:{fault}:when={when}", replace=True)
    assert hit, said
    assert code != 0
    found = (folder / "x").read_bytes()
    settled = call == "fsync" and when == 2
    if "KILL" in fault:
        # The call itself may have been done before the signal arrived.
        assert found in ({WHOLE} if settled else {OLD, WHOLE})
    elif settled:
        assert found == WHOLE
        assert NotSettled.__name__ in said
        _only(folder, "x")
    else:
        assert found == OLD
        assert "OSError" in said
        _only(folder, "x")


@needs_strace
@pytest.mark.parametrize(("call", "when"), _points(NAMING))
@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC"])
def test_a_fault_at_every_point_of_a_new_file(
    tmp_path: Path, call: str, when: int, fault: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    code, said, hit = _traced(folder, f"{SYNONYMS[call]}:{fault}:when={when}", replace=False)
    assert hit, said
    assert code != 0
    there = (folder / "x").exists()
    assert not there or (folder / "x").read_bytes() == WHOLE
    if "KILL" not in fault:
        assert there is (call == "fsync" and when == 2)
        if call != "unlink":  # the very call that would clean up
            _only(folder, *(["x"] if there else []))


@needs_strace
def test_every_point_has_been_visited(tmp_path: Path) -> None:
    """One call more than the lists above know of would be a point that nobody looked at."""
    for replace, calls in ((True, REPLACING), (False, NAMING)):
        for call, most in calls.items():
            folder = tmp_path / f"{replace}{call}"
            folder.mkdir()
            if replace:
                (folder / "x").write_bytes(OLD)
            fault = f"{SYNONYMS[call]}:error=EIO:when={most + 1}"
            code, said, hit = _traced(folder, fault, replace=replace)
            assert (code, hit) == (0, False), (call, said)


# --- a full disk, a limit, a folder that cannot be written to ---


def _run(program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(paths.__file__).parents[1])},
    )


def test_a_limit_on_file_sizes(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(OLD)
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))\n"
    done = _run(limited + PROGRAM, tmp_path / "x", "replace")
    assert "File too large" in done.stderr
    assert (tmp_path / "x").read_bytes() == OLD
    _only(tmp_path, "x")


def _in_namespace(tmp_path: Path, *lines: str) -> None:
    """Run shell *lines* where this test may mount; skip where the machine does not let it."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rm", "true"], check=False).returncode:
        pytest.skip("no mount namespaces here")
    script = "\n".join(["set -eu", f"cd {tmp_path}", *lines])
    subprocess.run(
        [unshare, "-rm", "sh", "-c", script],
        check=True,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(paths.__file__).parents[1]),
            "PYTHON": sys.executable,
            "PROGRAM": PROGRAM,
        },
    )


def test_a_full_disk(tmp_path: Path) -> None:
    _in_namespace(
        tmp_path,
        "mkdir disk && mount -t tmpfs -o size=128k none disk && printf old > disk/x",
        'if "$PYTHON" -c "$PROGRAM" disk/x replace 2> said; then exit 9; fi',
        'if "$PYTHON" -c "$PROGRAM" disk/y new 2>> said; then exit 9; fi',
        "ls -A disk > listing; cat disk/x > kept",
    )
    assert (tmp_path / "said").read_text().count("No space left on device") == 2
    assert (tmp_path / "listing").read_text() == "x\n"
    assert (tmp_path / "kept").read_text() == "old"


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    _in_namespace(
        tmp_path,
        "mkdir disk && printf old > disk/x && mount --bind disk disk",
        "mount -o remount,bind,ro disk",
        'if "$PYTHON" -c "$PROGRAM" disk/x replace 2> said; then exit 9; fi',
    )
    assert "Read-only file system" in (tmp_path / "said").read_text()
    _only(tmp_path / "disk", "x")
    assert (tmp_path / "disk" / "x").read_text() == "old"
