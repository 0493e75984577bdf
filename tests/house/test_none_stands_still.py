"""A PySide6 that gives None away (6.12.0 on Python 3.11) aborts the program after some hours."""

import sys

from PySide6.QtCore import QObject

CALLS = 5_000
# Threads of the interpreter itself may hold a few references more or less in the meantime.
DRIFT = 50


def test_void_calls_do_not_use_up_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < DRIFT
