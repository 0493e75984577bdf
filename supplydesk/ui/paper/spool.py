"""The print spooler of a Linux desk: CUPS takes a PDF as it is, by its own programs."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

from supplydesk.domain.problem import Refused, refuse

PATIENCE, TOLD_WITHIN = 60, 5
"""Seconds until a spooler is given up that does not take a paper, or does not name its printers."""
_SAME = 1.5
"""Millimetres by which two sizes of one sheet may differ."""
_NAMED = {"A4": (210, 297), "A5": (148, 210)}


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer that this computer knows; ``usual`` is the one it prints on unasked."""

    name: str
    usual: bool = False


def available() -> bool:
    """Whether papers go to the spooler here."""
    return sys.platform.startswith("linux") and shutil.which("lp") is not None


def printers() -> tuple[Printer, ...] | None:
    """The printers that the spooler knows; None where it cannot be asked."""
    asked = shutil.which("lpstat")
    if asked is None or not available():
        return None
    # Their words are told in the reader's language, and one of them is looked for here.
    plain = {**os.environ, "LC_ALL": "C"}
    try:
        names = _run([asked, "-e"], TOLD_WITHIN, env=plain)
        usual = _run([asked, "-d"], TOLD_WITHIN, env=plain)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    first = usual.stdout.decode(errors="replace").rpartition("destination: ")[2].strip()
    known = names.stdout.decode(errors="replace").split()
    return tuple(Printer(name, name == first) for name in known)


def media(width: float, height: float) -> str:
    """The sheet of so many millimetres, as CUPS names it."""
    for name, (short, long) in _NAMED.items():
        if abs(min(width, height) - short) < _SAME and abs(max(width, height) - long) < _SAME:
            return name
    return f"Custom.{width:.0f}x{height:.0f}mm"


def submit(
    content: bytes, printer: str, *, title: str, copies: int, size: tuple[float, float]
) -> None:
    """Hand the PDF *content* to *printer*, on sheets of *size* millimetres.

    Copies of a slip go to different people, so nothing is printed on the back of another; and
    nothing is fitted to the sheet, or the offset that was set for this printer would be off.

    Raises:
        Refused: the spooler did not take it; nothing will be printed.
    """
    program = shutil.which("lp")
    if program is None:
        raise not_taken(printer, "lp")
    options = (f"media={media(*size)}", "sides=one-sided", "print-scaling=none", "collate=true")
    words = [program, "-d", printer, "-n", str(copies), "-t", title]
    for option in options:
        words += ["-o", option]
    try:
        done = _run(words, PATIENCE, content)
    except subprocess.TimeoutExpired as late:
        raise refuse(
            "printer_silent",
            "ui.paper.spool",
            "The printer “{printer}” did not answer within {seconds} seconds. Look whether the "
            "paper comes out before you print again; it was not counted.",
            field="printer",
            printer=printer,
            seconds=PATIENCE,
        ) from late
    except OSError as trouble:
        raise not_taken(printer, str(trouble)) from trouble
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().removeprefix("lp: ")
        raise not_taken(printer, told or str(done.returncode))


def not_taken(printer: str, reason: str) -> Refused:
    """The refusal where *printer* did not take a paper."""
    return refuse(
        "printer_gone",
        "ui.paper.spool",
        "The printer “{printer}” did not take the paper ({reason}), and nothing was counted. Look "
        "whether it is switched on and connected, choose another one, or save the paper as PDF.",
        field="printer",
        printer=printer,
        reason=reason,
    )


def _run(
    words: list[str],
    patience: float,
    content: bytes | None = None,
    env: dict[str, str] | None = None,
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(  # noqa: S603 - a program of CUPS by its full path, and no shell
        words, input=content, env=env, capture_output=True, check=False, timeout=patience
    )
