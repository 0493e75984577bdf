"""The program's door: no command, the desk's window; otherwise the command line.

The window's floor is imported only where a window is wanted, the command line's only where not:
neither knows of the other.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_BEFORE = ("--db", "--user", "--lang")
_VARIABLES = {"--db": "SUPPLYDESK_DB", "--user": "SUPPLYDESK_USER", "--lang": "SUPPLYDESK_LANG"}
_LANGUAGES = ("", "zh_CN", "en")


def main() -> int:
    """Run what was asked for; returns the exit code."""
    arguments = sys.argv[1:]
    wanted = window_wanted(arguments, os.environ)
    if wanted is None:
        return _command_line(arguments)
    from supplydesk.ui.run import run  # noqa: PLC0415 - a command never pays for the window

    return run(wanted["--db"], wanted["--user"], wanted["--lang"])


def window_wanted(
    arguments: Sequence[str], environment: Mapping[str, str]
) -> dict[str, str] | None:
    """What stands before a command that is not there; None where *arguments* name one, or are
    wrong: the command line says how.
    """
    found = {name: environment.get(_VARIABLES[name], "") for name in _BEFORE}
    if found["--lang"] not in _LANGUAGES:
        found["--lang"] = ""
    rest = list(arguments)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name not in _BEFORE or not (equals or rest):
            return None
        found[name] = value if equals else rest.pop(0)
        if not found[name] or found[name].startswith("-"):
            return None
    return found if found["--lang"] in _LANGUAGES else None


def _command_line(arguments: Sequence[str]) -> int:
    from supplydesk.cli.app import run  # noqa: PLC0415 - the window never pays for the commands

    return run(arguments, tour=_tour)


def _tour(
    out: Path,
    *,
    language: str,
    theme: str,
    scale: int,
    sizes: tuple[tuple[int, int], ...],
    only: tuple[str, ...],
    tick: Callable[[int, int], None],
) -> tuple[int, tuple[str, ...]]:
    # Pictures need no screen, and must look the same whether there is one or not.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from supplydesk.ui.tour.take import Wanted, take  # noqa: PLC0415 - as in `main`

    taken = take(Wanted(out, language, theme, scale, sizes, only), tick)
    return len(taken.pictures), taken.faults


if __name__ == "__main__":
    sys.exit(main())
