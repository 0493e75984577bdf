"""strace held over a running process: counting its writes, killing it at one, failing another."""

import os
import re
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

# All through which SQLite and we change a disk; "?" because not every machine has each.
CHANGES = (
    "pwrite64",
    "write",
    "fdatasync",
    "fsync",
    "ftruncate",
    "?unlink",
    "unlinkat",
    "?rename",
    "?renameat",
    "renameat2",
    "?link",
    "linkat",
    "?chmod",
    "fchmodat",
    "?mkdir",
    "mkdirat",
)
_CALL = re.compile(r"^(?:\d+\s+)?(\w+)\(")


@dataclass(frozen=True, slots=True)
class Point:
    """The *when*-th call of one kind: where a fault strikes."""

    call: str
    when: int

    def __str__(self) -> str:
        return f"{self.call}:{self.when}"


def need(program: str) -> None:
    """Skip where *program* is missing, or fail where every tool is owed."""
    if shutil.which(program) is None:
        if os.environ.get("SUPPLYDESK_REQUIRE_POSTGRES"):
            pytest.fail(f"{program} is required here")
        pytest.skip(f"no {program}")


@contextmanager
def traced(pid: int, *words: str | Path) -> Iterator[None]:
    """Hold strace with *words* over *pid* until the block ends; then it goes on alone."""
    with subprocess.Popen(
        ["strace", "-p", str(pid), *words], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    ) as strace:
        assert strace.stderr is not None
        # Said when it is held, not only asked for: from here on nothing goes by unseen.
        said = strace.stderr.readline().decode(errors="replace")
        if "attached" not in said:
            strace.kill()
            pytest.fail(f"strace: {said}{strace.stderr.read().decode(errors='replace')}")
        try:
            yield
        finally:
            if strace.poll() is None:
                strace.send_signal(signal.SIGINT)
            strace.wait(30)


def changes(trace: Path) -> list[str]:
    """The names of the calls in *trace*, in order."""
    found = (_CALL.match(line) for line in trace.read_text(errors="replace").splitlines())
    return [match[1] for match in found if match]


def points(trace: Path) -> list[Point]:
    """Every call in *trace* as a place to strike."""
    seen: Counter[str] = Counter()
    result = []
    for call in changes(trace):
        seen[call] += 1
        result.append(Point(call, seen[call]))
    return result


def watching(trace: Path, calls: Sequence[str] = CHANGES) -> list[str | Path]:
    """Strace's words that write *calls* to *trace*."""
    return ["-o", trace, "-e", f"trace={','.join(calls)}", "-e", "signal=none"]


def killing(point: Point) -> list[str | Path]:
    """Strace's words that kill at *point*, before the call is made."""
    return _injecting(f"{point.call}:signal=KILL:when={point.when}", point)


def failing(point: Point, error: str, *, on: bool = False) -> list[str | Path]:
    """Strace's words that let *point* fail with *error*; with *on*, all after it too."""
    return _injecting(f"{point.call}:error={error}:when={point.when}{'+' if on else ''}", point)


def _injecting(expression: str, point: Point) -> list[str | Path]:
    return ["-o", "/dev/null", "-e", f"trace={point.call}", "-e", f"inject={expression}"]
