"""A print spooler of a test's own: `lp` and `lpstat` on the PATH, which keep what they get."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

_LP = """#!/bin/sh
case "$2" in GONE*) echo 'lp: The printer or class does not exist.' >&2; exit 1;; esac
if [ -e "{folder}/sleep" ]; then sleep "$(cat "{folder}/sleep")"; fi
number=$(ls "{folder}" | grep -c pdf)
if [ -e "{folder}/most" ] && [ "$number" -ge "$(cat "{folder}/most")" ]; then
  echo 'lp: The printer is not accepting jobs.' >&2; exit 1
fi
printf '%s\\n' "$@" > "{folder}/$number.words"
cat > "{folder}/$number.pdf"
echo "request id is $2-$number (1 file(s))"
"""
_LPSTAT = """#!/bin/sh
case "$1" in
  -e) cat "{folder}/printers";;
  -d) echo "system default destination: OFFICE";;
esac
"""


@dataclass(frozen=True)
class Sent:
    """One job: the words that `lp` was called with, and what it read."""

    words: tuple[str, ...]
    content: bytes


@dataclass(frozen=True)
class Spooler:
    """What was printed, and what the spooler shall do."""

    folder: Path

    @property
    def sent(self) -> list[Sent]:
        """The jobs, in their order."""
        return [
            Sent(
                tuple(self.folder.joinpath(f"{at}.words").read_text("utf-8").splitlines()),
                self.folder.joinpath(f"{at}.pdf").read_bytes(),
            )
            for at in range(len(list(self.folder.glob("*.pdf"))))
        ]

    def know(self, *printers: str) -> None:
        """Let it know these printers."""
        self.folder.joinpath("printers").write_text("".join(f"{one}\n" for one in printers))

    def take(self, most: int) -> None:
        """Let it take so many jobs and then no more."""
        self.folder.joinpath("most").write_text(str(most))

    def sleep(self, seconds: float) -> None:
        """Let it take its time."""
        self.folder.joinpath("sleep").write_text(str(seconds))


def make_spooler(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Spooler:
    """A spooler in *folder*, found before any that the computer has."""
    programs, kept = folder / "bin", folder / "spool"
    programs.mkdir()
    kept.mkdir()
    for name, text in (("lp", _LP), ("lpstat", _LPSTAT)):
        program = programs / name
        program.write_text(text.format(folder=kept))
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    made = Spooler(kept)
    made.know("LASER", "OFFICE")
    return made
