"""The lock: every package, version and hash, for each Python and system that we promise.

uv is put into a folder that is thrown away afterwards. ``uv pip compile --universal`` resolves
pyproject.toml once for all systems and writes markers where they differ; then, for each system
and Python of `PROMISED`, a dry run with ``--no-build --require-hashes`` proves that a ready-made
wheel exists for every line, so that nobody ever needs a compiler. It asks whatever package index
this machine is set up for, and no address of it gets into the file.
"""

import re
import sys
import tempfile
from pathlib import Path

from console import FAILED, Machine, Trouble, Words, say
from environment import LOCK, ROOT, python_in

PYTHONS = ("3.11", "3.12", "3.13")
# PySide6's wheels set these floors: glibc 2.34 on x86-64, 2.39 on ARM, Windows 10 1809.
SYSTEMS = ("x86_64-manylinux_2_34", "aarch64-manylinux_2_39", "x86_64-pc-windows-msvc")
PROMISED = tuple((system, version) for system in SYSTEMS for version in PYTHONS)

HEAD = """\
# Made by: python3 packaging/dev.py lock
# Every package and hash for Python 3.11 to 3.13 on Linux (x86-64, ARM) and Windows (x86-64).
"""
REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def problems(text: str) -> list[str]:
    """What is wrong with a lock's *text*: a line without hash, an address, an open version."""
    found = []
    if "://" in text:
        found.append("it names an address")
    for entry in re.split(r"\n(?=\S)", text.strip()):
        if entry.startswith("#"):
            continue
        if not REQUIREMENT.match(entry):
            found.append(f"not a pinned package: {entry.splitlines()[0]}")
        elif not HASH.search(entry):
            found.append(f"without a hash: {entry.splitlines()[0]}")
    return found


def write(machine: Machine, lock: Path = LOCK) -> None:
    """Resolve pyproject.toml anew into *lock*, and prove it for every promised system.

    Raises:
        Trouble: something has no solution, or no wheel somewhere; *lock* is as it was.
    """
    with tempfile.TemporaryDirectory(prefix="supplydesk-lock-") as place:
        folder = Path(place)
        uv = _uv(machine, folder / "environment")
        fresh = folder / "requirements.lock"
        compile_: Words = [
            uv,
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--python-version",
            PYTHONS[0],
        ]
        bare = ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"]
        sources: Words = ["pyproject.toml", "--group", "dev", "--output-file", fresh]
        if machine.run([*compile_, *bare, *sources], folder=ROOT) != 0:
            raise Trouble("There is no solution; what uv says stands above.", FAILED)
        text = HEAD + fresh.read_text(encoding="utf-8")
        wrong = problems(text)
        if wrong:
            raise Trouble("The lock is not fit to be kept: " + "; ".join(wrong), FAILED)
        for system, version in PROMISED:
            say(f"wheels for Python {version} on {system}")
            dry: Words = [
                uv,
                "pip",
                "install",
                "--quiet",
                "--dry-run",
                "--no-build",
                "--require-hashes",
            ]
            where = ["--python-platform", system, "--python-version", version]
            to: Words = ["--target", folder / "nowhere", "-r", fresh]
            if machine.run([*dry, *where, *to], folder=ROOT) != 0:
                raise Trouble(f"No wheel for Python {version} on {system}; see above.", FAILED)
        lock.write_text(text, encoding="utf-8", newline="\n")
        say(f"{lock} is written; commit it after a whole test run with it")


def _uv(machine: Machine, folder: Path) -> Path:
    if machine.run([sys.executable, "-m", "venv", folder]) != 0:
        raise Trouble("A place for uv cannot be made; what Python says stands above.")
    inner = python_in(machine, folder)
    install: Words = [
        inner,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "uv>=0.9",
    ]
    if machine.run(install) != 0:
        raise Trouble("uv cannot be installed; what pip says stands above.")
    return inner.with_name("uv.exe" if machine.is_windows() else "uv")
