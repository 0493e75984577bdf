"""The folder .venv: made once, filled from the hash-locked list, left alone while that holds."""

import hashlib
import platform
import shutil
import sys
from pathlib import Path

from console import Machine, Trouble, Words, say
from system_needs import Need, provide

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
LOCK = Path(__file__).resolve().parent / "requirements.lock"


def python_in(machine: Machine, folder: Path) -> Path:
    """The interpreter of the environment in *folder*."""
    return folder / "Scripts" / "python.exe" if machine.is_windows() else folder / "bin" / "python"


def stamp_file(folder: Path) -> Path:
    """Where an environment remembers what was installed into it."""
    return folder / "supplydesk.stamp"


def stamp(lock: Path) -> str:
    """What an environment made now, from *lock*, by this Python, for this tree, would remember."""
    content = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{content} {platform.python_version()} {sys.base_prefix} {ROOT}\n"


def is_ready(machine: Machine, folder: Path, lock: Path) -> bool:
    """Whether *folder* already holds exactly what *lock* names, for this Python."""
    file = stamp_file(folder)
    return (
        python_in(machine, folder).exists()
        and file.exists()
        and file.read_text(encoding="utf-8") == stamp(lock)
    )


def make(machine: Machine, folder: Path) -> None:
    """Make an environment in *folder*, with its own pip where this Python can give it one.

    Debian splits ensurepip off into python3-venv. Where it is missing, the pip that runs this
    Python installs into the environment from outside, which needs no rights; only where there
    is no pip either does the system have to bring it.

    Raises:
        Trouble: it cannot be made.
    """
    here: Words = [sys.executable, "-m", "venv"]
    if not machine.has_module("ensurepip"):
        if machine.has_module("pip"):
            here.append("--without-pip")
        else:
            version = f"python3.{sys.version_info.minor}-venv"
            needs = [Need(version, lambda machine: machine.has_module("ensurepip"))]
            provide(machine, needs, required=True)
    say(f"making {folder}")
    if machine.run([*here, folder]) != 0:
        raise Trouble(f"{folder} cannot be made; what Python says stands above.")


def pip_of(machine: Machine, folder: Path) -> Words:
    """The command that installs into *folder*: its own pip, or this Python's from outside."""
    inner = python_in(machine, folder)
    if machine.answers([inner, "-m", "pip", "--version"]):
        return [inner, "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", inner]


def link(machine: Machine, folder: Path) -> None:
    """Put the command ``supplydesk`` of this source tree beside the interpreter of *folder*.

    Raises:
        Trouble: it cannot be made.
    """
    command: Words = [*pip_of(machine, folder), "install", "--quiet", "--no-deps", "--no-index"]
    if machine.run([*command, "--no-build-isolation", "--no-input", "-e", ROOT]) != 0:
        raise Trouble("The command supplydesk cannot be made; what pip says stands above.")


def ensure(machine: Machine, folder: Path = FOLDER, lock: Path = LOCK) -> Path:
    """The interpreter of an environment that holds what *lock* names, made where it is not.

    Raises:
        Trouble: the lock is missing, or making or installing failed.
    """
    if not lock.exists():
        raise Trouble(f"{lock} is missing; make it with: python3 packaging/dev.py lock")
    inner = python_in(machine, folder)
    if is_ready(machine, folder, lock):
        return inner
    if folder.exists() and not machine.answers(
        [inner, "-c", f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"]
    ):
        say(f"{folder} belongs to another Python or is broken, so it is made anew")
        shutil.rmtree(folder)
    if not folder.exists():
        make(machine, folder)
    say(f"installing from {lock.name}")
    # The lock is complete, so nothing is resolved: older pips look at a dependency's newest release
    # even where the lock pins another, and then miss its hash.
    command: Words = [
        *pip_of(machine, folder),
        "install",
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]
    if machine.run([*command, "--no-input", "--disable-pip-version-check", "-r", lock]) != 0:
        raise Trouble(
            "Installing failed; what pip says stands above. Behind a proxy or with a mirror, set"
            " pip up for it (pip config set global.index-url …) and run this again."
        )
    link(machine, folder)
    stamp_file(folder).write_text(stamp(lock), encoding="utf-8")
    return inner
