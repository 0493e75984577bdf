"""Children of the poster, hatched in milliseconds: told to go, watched, waited for."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Self

from tests.faults.poster import END, GO, Order

ROOT = Path(__file__).resolve().parents[2]
ANSWER_WITHIN = 60.0


@dataclass
class Child:
    """One process of the poster, waiting at its gate."""

    pid: int
    out: Path
    hatchery: "Hatchery"
    gate: IO[bytes]
    _ended: int | None = field(default=None, init=False)

    def go(self, times: int = 1) -> None:
        """Let it do its order; if it has been killed meanwhile, nobody minds."""
        with suppress(BrokenPipeError):
            self.gate.write(GO * times)

    def wait(self) -> int:
        """Let it finish and end: 0, or minus the signal that killed it."""
        if self._ended is None:
            self.gate.write(END)
            self._ended = self.hatchery.ask(self.pid)
            self.gate.close()
        return self._ended

    def kill(self) -> None:
        """Kill it (-9)."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def hear(self, count: int) -> list[dict[str, object]]:
        """Wait until it has said *count* things, or is gone; what it said."""
        until = time.monotonic() + ANSWER_WITHIN
        while len(self.said()) < count and _lives(self.pid):
            assert time.monotonic() < until, f"{self.said()}"
            time.sleep(0.001)
        return self.said()

    def said(self) -> list[dict[str, object]]:
        """What it has acknowledged so far; a line cut off in the middle was never said."""
        lines = self.out.read_bytes().split(b"\n")[:-1] if self.out.exists() else []
        return [json.loads(line) for line in lines]


class Hatchery:
    """A poster that has imported everything and forks for each order."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="supplydesk-hatch-", dir="/tmp")
        self.folder = Path(self._folder.name)
        self.folder.chmod(0o711)
        self._names = count(1)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.poster", "--hatch"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._read() == "ready"

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().decode().strip()

    def ask(self, words: object) -> int:
        """One line to the poster, and the number that it answers."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(words).encode() + b"\n")
        self._process.stdin.flush()
        return int(self._read())

    @contextmanager
    def child(self, job: str, desk: str | Path, **fields: object) -> Iterator[Child]:
        """A child with its order, ready at its gate; it ends with the block at the latest."""
        name = self.folder / str(next(self._names))
        gate, ready = name.with_suffix(".gate"), name.with_suffix(".ready")
        for fifo in (gate, ready):
            os.mkfifo(fifo, 0o644)
        order = Order(
            job=job, desk=str(desk), out=f"{name}.out", gate=str(gate), ready=str(ready), **fields  # type: ignore[arg-type]
        )  # fmt: skip
        # Open at both ends, so that what is written stays until the child comes to read it.
        with os.fdopen(os.open(gate, os.O_RDWR), "wb", buffering=0) as writer:
            child = Child(self.ask(asdict(order)), Path(order.out), self, writer)
            try:
                with ready.open("rb") as closing:
                    closing.read()
                yield child
            finally:
                child.wait()
                gate.unlink()
                ready.unlink()

    def run(self, job: str, desk: str | Path, **fields: object) -> list[dict[str, object]]:
        """One order from beginning to end; what was said."""
        with self.child(job, desk, **fields) as child:
            child.go()
            child.wait()
            return child.said()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(ANSWER_WITHIN)
        self._process.stdout.close()
        self._folder.cleanup()


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}
