"""Running the command line for tests: in this process with a set clock, or as the real program."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from supplydesk.domain.seat import utc_now
from tests.house.source import ROOT


@dataclass(frozen=True)
class Ran:
    """What one run came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - a JSON value
        """The one JSON value on stdout."""
        return json.loads(self.out)

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The problems on stderr, of a run with ``--json``."""
        listed: list[dict[str, Any]] = json.loads(self.err)["problems"]
        return listed

    def good(self) -> "Ran":
        """The same, if it ended well and said nothing on stderr."""
        assert (self.code, self.err) == (0, ""), self
        return self


@dataclass
class Line:
    """A command line for one desk, run in this process."""

    address: str
    capture: pytest.CaptureFixture[str]
    now: Callable[[], datetime] = utc_now

    def __call__(self, *arguments: str | Path) -> Ran:
        """Run it with these arguments."""
        from supplydesk.cli.app import run  # noqa: PLC0415 - after the language is set

        code = run(["--db", self.address, *map(str, arguments)], now=self.now)
        out, err = self.capture.readouterr()
        return Ran(code, out, err)


def program(
    *arguments: str | Path,
    input_text: str = "",
    environment: dict[str, str] | None = None,
    python: Sequence[str] = (),
    cwd: Path | None = None,
    timeout: float = 60,
) -> Ran:
    """The real program in a process of its own; what it prints is read as UTF-8."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("SUPPLYDESK")}
    ran = subprocess.run(
        [sys.executable, *python, "-m", "supplydesk", *map(str, arguments)],
        check=False,
        input=input_text.encode(),
        capture_output=True,
        env={**known, "PYTHONPATH": str(ROOT), **(environment or {})},
        cwd=cwd,
        timeout=timeout,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
