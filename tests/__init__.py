"""Tests mirror the source; house/ holds the house rules, stories/ whole days, bench/ figures.

Who runs them: packaging/dev.py test. What they share: conftest.py (the desk speaks Chinese,
nothing is left dangling), databases.py (both databases), postgres_cluster.py (a private server).
The scripts of packaging/ know where PostgreSQL lies, so their folder is on the path here.
To add one: the same folder and name as the room it tests, and see it fail once.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "packaging"))
