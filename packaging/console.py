"""What every script here says and runs: one shape for trouble, one door to the machine."""

import ctypes
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

Words = list[str | Path]

DONE, FAILED, USAGE, ENVIRONMENT = 0, 1, 2, 3


class Trouble(Exception):
    """Expected trouble: what is wrong and what to do, for the person at the terminal."""

    def __init__(self, text: str, exit_code: int = ENVIRONMENT) -> None:
        self.exit_code = exit_code
        super().__init__(text)


def say(text: str) -> None:
    """One line of progress, before whatever the next program prints."""
    print(f"[dev] {text}", flush=True)


class Machine:
    """The machine under these scripts; a test puts its own in its place."""

    def is_windows(self) -> bool:
        return platform.system() == "Windows"

    def is_linux(self) -> bool:
        return platform.system() == "Linux"

    def is_root(self) -> bool:
        return hasattr(os, "geteuid") and os.geteuid() == 0

    def has_screen(self) -> bool:
        """Whether a window could be shown; Windows and macOS always have somewhere."""
        return not self.is_linux() or bool(
            os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        )

    def has_module(self, name: str) -> bool:
        """Whether the Python that runs this could import *name*."""
        return find_spec(name) is not None

    def which(self, program: str) -> Path | None:
        found = shutil.which(program)
        return Path(found) if found else None

    def loads(self, library: str) -> bool:
        """Whether the dynamic linker finds *library*, by whatever package it came."""
        try:
            ctypes.CDLL(library)
        except OSError:
            return False
        return True

    def answers(self, command: Sequence[str | Path]) -> bool:
        """Whether *command* can be run and succeeds; nothing of it is shown."""
        try:
            done = subprocess.run(
                command,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            return False
        return done.returncode == 0

    def run(
        self,
        command: Sequence[str | Path],
        folder: Path | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> int:
        """Run *command* with its output on this terminal as it comes; its exit code.

        Raises:
            Trouble: the program cannot be started at all.
        """
        sys.stdout.flush()
        try:
            return subprocess.run(
                command, check=False, cwd=folder, env={**os.environ, **(variables or {})}
            ).returncode
        except OSError as error:
            raise Trouble(f"{command[0]} cannot be started: {error}") from error
