"""Starting the window: nothing but a painted ground first, everything that takes time after it.

Nothing that is imported from here may stand on the store: it takes half a second to import, and
does so on a thread once the window is painted.
"""

import os
import sys

from supplydesk import paths, text
from supplydesk.text import translate
from supplydesk.ui.application import Speaker, application, dress
from supplydesk.ui.program import Program

DONE, SURROUNDINGS = 0, 3


def run(address: str = "", user: str = "", language: str = "") -> int:
    """Open the window on the desk at *address*, or the last one; the program's exit code.

    Args:
        address: a file or a ``postgresql://`` address; empty for the desk that was open last.
        user: who sits down; asked for where it is not clear.
        language: the window's, for this time; what is preferred if empty.
    """
    text.use(language or text.DEFAULT_LANGUAGE, paths.resource("translations"))
    if not has_screen():
        return _cannot(
            translate(
                "ui.run",
                "There is no screen here to open the window on. “supplydesk --help” lists the "
                "commands that need none.",
            )
        )
    return Program(language=language).run(address, user)


def has_screen() -> bool:
    """Whether a window can be shown; Qt ends the whole program where it finds out by itself."""
    if not sys.platform.startswith("linux"):
        return True
    known = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in known)


def _cannot(words: str) -> int:
    sys.stderr.write(words + "\n")
    return SURROUNDINGS


__all__ = ["Speaker", "application", "dress", "has_screen", "run"]
