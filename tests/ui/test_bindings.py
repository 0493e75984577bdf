"""The bindings read no module's source for us; the real program shows that Qt works as before."""

import subprocess
import sys

from tests.house.source import ROOT

PROBE = """
import inspect, sys
import supplydesk.ui
read = []
real = inspect.getsource
inspect.getsource = lambda module: read.append(module) or real(module)
import sqlmodel, supplydesk.ui.ground
from PySide6.QtCore import QObject
made = QObject()
made.setObjectName("as it is")
print(len(read), made.objectName())
"""


def test_no_source_is_read_for_spellings_that_nobody_switched_on() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROBE], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert ran.stdout == "0 as it is\n"
