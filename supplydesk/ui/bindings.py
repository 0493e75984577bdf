"""Qt's bindings, spared a search that nobody here needs.

Once PySide6 is imported, it reads the source of every module that is imported after it, to see
whether it might switch on other spellings of Qt's names (``snake_case``). We never do; and the
store alone is some three hundred modules, whose reading costs a fifth of its import.
"""

import sys

from PySide6 import QtCore  # noqa: F401 - the search comes with it

_ROOM, _SEARCH = "shibokensupport.feature", "_mod_uses_pyside"


def quicken() -> bool:
    """Take every module for one that uses Qt as it is; False where there is no such search."""
    room = sys.modules.get(_ROOM)
    if room is None or not hasattr(room, _SEARCH):
        return False
    # What it tells apart is only whether a module's choice is looked up: there is none to find.
    setattr(room, _SEARCH, lambda _module: True)
    return True
