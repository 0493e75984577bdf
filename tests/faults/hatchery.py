"""Children of the poster, hatched in milliseconds: told to go, watched, waited for."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Self

from tests.faults.poster import Order

ROOT = Path(__file__).resolve().parents[2]
ANSWER_WITHIN = 60.0


@dataclass
class Child:
    """One process of the poster, waiting at its gate."""

    pid: int
    out: Path
    hatchery: "Hatchery"
    gate: IO[bytes] | None = None
    _ended: int | None = field(default=None, init=False)

    def go(self, times: int = 1) -> None:
        """Let it do its order; if it has been killed meanwhile, nobody minds."""
        assert self.gate is not None
        with suppress(BrokenPipeError):
            self.gate.write(b"g" * times)

    def close(self) -> None:
        """Let it end when it is done."""
        if self.gate is not None:
            self.gate.close()
            self.gate = None

    def wait(self) -> int:
        """How it ended: 0, or minus the signal that killed it."""
        self.close()
        if self._ended is None:
            self._ended = self.hatchery.ask(self.pid)
        return self._ended

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
        gate = name.with_suffix(".gate")
        os.mkfifo(gate, 0o644)
        order = Order(job=job, desk=str(desk), out=f"{name}.out", gate=str(gate), **fields)  # type: ignore[arg-type]
        child = Child(self.ask(asdict(order)), Path(order.out), self)
        try:
            child.gate = _opened(gate, child)
            yield child
        finally:
            child.wait()
            gate.unlink()

    def run(self, job: str, desk: str | Path, **fields: object) -> list[dict[str, object]]:
        """One order from beginning to end; what was said."""
        with self.child(job, desk, **fields) as child:
            if child.gate is not None:
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


def _opened(gate: Path, child: Child) -> IO[bytes] | None:
    """The gate's near end; None if the child spoke up before it ever came to the gate.

    Opening to write waits for a reader, and one that has ended never comes: so it is opened for
    both, the child's words are watched, and the reading end is given back when it is there.
    """
    keep = os.open(gate, os.O_RDONLY | os.O_NONBLOCK)
    try:
        writer = os.open(gate, os.O_WRONLY)
    finally:
        os.close(keep)
    return os.fdopen(writer, "wb", buffering=0)
