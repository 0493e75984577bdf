"""What Python packages cannot bring: Qt's libraries, a PostgreSQL server, the tests' tools.

On Debian and its kin (UOS, Kylin, Ubuntu) what is missing is installed where that is allowed;
anywhere else the exact command, or the list of names, is printed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from console import Machine, Trouble, say
from postgres_programs import server_folder


@dataclass(frozen=True)
class Need:
    """One thing the system must have: its Debian package, and how to see that it is there."""

    package: str
    is_there: Callable[[Machine], bool]


def library(package: str, file_name: str) -> Need:
    """A need for a shared library, whichever package brought it."""
    return Need(package, lambda machine: machine.loads(file_name))


def program(package: str, name: str) -> Need:
    """A need for a program on the PATH."""
    return Need(package, lambda machine: machine.which(name) is not None)


QT = (
    library("libegl1", "libEGL.so.1"),
    library("libgl1", "libGL.so.1"),
    library("libglib2.0-0", "libglib-2.0.so.0"),
    library("libxkbcommon0", "libxkbcommon.so.0"),
    library("libdbus-1-3", "libdbus-1.so.3"),
    library("libfontconfig1", "libfontconfig.so.1"),
    library("libfreetype6", "libfreetype.so.6"),
    library("libgssapi-krb5-2", "libgssapi_krb5.so.2"),
    library("libx11-xcb1", "libX11-xcb.so.1"),
    library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    library("libxcb-cursor0", "libxcb-cursor.so.0"),
    library("libxcb-icccm4", "libxcb-icccm.so.4"),
    library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    library("libxcb-shape0", "libxcb-shape.so.0"),
)
TEST_TOOLS = (
    Need("postgresql", lambda _machine: server_folder() is not None),
    program("qpdf", "qpdf"),
    program("poppler-utils", "pdftotext"),
    program("libreoffice-calc-nogui", "soffice"),
    program("zbar-tools", "zbarimg"),
    program("strace", "strace"),
    program("faketime", "faketime"),
)
# A person who only runs the program needs Qt; whoever tests it, all of this.
TO_RUN = QT
TO_TEST = (*QT, *TEST_TOOLS)

APT_QUIETLY = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get")


def missing(machine: Machine, needs: Sequence[Need]) -> list[str]:
    """The packages of those *needs* that this machine does not meet; on Windows and macOS none.

    There Qt brings its libraries along, and the tests that need a tool say so one by one.
    """
    if not machine.is_linux():
        return []
    return [need.package for need in needs if not need.is_there(machine)]


def by_hand(packages: Sequence[str]) -> str:
    """The command that a person with the right to would type."""
    return f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"


def _as_root(machine: Machine) -> tuple[str, ...] | None:
    """What to put before a command so that root runs it, or None where nobody lets us."""
    if machine.is_root():
        return ()
    if machine.which("sudo") and machine.answers(["sudo", "-n", "true"]):
        return ("sudo", "-n")
    return None


def install(machine: Machine, packages: Sequence[str]) -> str | None:
    """Install *packages*; None when that went well, otherwise what a person has to do."""
    if machine.which("apt-get") is None:
        return f"install with your system's package tool what Debian calls {' '.join(packages)}"
    before = _as_root(machine)
    if before is None:
        return f"ask somebody who may: {by_hand(packages)}"
    say(f"installing what the system lacks: {' '.join(packages)}")
    apt = (*before, *APT_QUIETLY)
    # A failed update may only be one stale source among many, so the install has the last word.
    machine.run([*apt, "-q", "update"])
    if machine.run([*apt, "-q", "install", "-y", "--no-install-recommends", *packages]) != 0:
        return f"see what apt-get says above, then: {by_hand(packages)}"
    server_folder.cache_clear()
    return None


def provide(machine: Machine, needs: Sequence[Need], *, required: bool) -> None:
    """See to it that *needs* are met.

    Raises:
        Trouble: something *required* is still missing; it says what to type.
    """
    lacking = missing(machine, needs)
    if not lacking:
        return
    advice = install(machine, lacking)
    if advice is None:
        lacking = missing(machine, needs)
        if not lacking:
            return
        advice = f"still not found after installing: {' '.join(lacking)}"
    text = f"The system lacks {', '.join(lacking)}; {advice}"
    if required:
        raise Trouble(text)
    say(f"{text}\n[dev] Going on without.")
