"""The seven rules of who may import whom: they hold, and each breaks when it is broken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT

LINT = "from importlinter.cli import lint_imports_command as lint; lint()"
NAMES = {
    "layers": "1. ",
    "circles": "2. ",
    "hands": "3. ",
    "papers": "4. ",
    "qt": "5. ",
    "standard": "6. ",
    "ledger": "7. ",
}


def _lint(folder: Path) -> tuple[set[str], str]:
    """Which rules break in the tree under *folder*, and all that import-linter said."""
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        check=False,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        # Wide enough that no rule's name is folded.
        env={**os.environ, "COLUMNS": "200", "PYTHONUTF8": "1", "NO_COLOR": "1"},
    )
    said = done.stdout + done.stderr
    kept = {line for line in said.splitlines() if line.rstrip().endswith("KEPT")}
    broken = {line for line in said.splitlines() if line.rstrip().endswith("BROKEN")}
    assert len(kept) + len(broken) == len(NAMES), said
    assert (done.returncode == 0) == (not broken), said
    return {
        rule for rule, start in NAMES.items() if any(line.startswith(start) for line in broken)
    }, said


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package beside its rules, to plant something in."""
    shutil.copytree(PACKAGE, tmp_path / "supplydesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests" / "house").mkdir(parents=True)
    for file in ("tests/__init__.py", "tests/house/__init__.py", "tests/house/contracts.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def test_the_house_stands() -> None:
    broken, said = _lint(ROOT)
    assert not broken, said


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        pytest.param("layers", {"papers/planted.py": "import supplydesk.sheets"}, id="upward"),
        pytest.param("layers", {"planted/__init__.py": ""}, id="a floor that is not in the plan"),
        pytest.param(
            "circles",
            {
                "services/planted_one.py": "import supplydesk.services.planted_two",
                "services/planted_two.py": "import supplydesk.services.planted_one",
            },
            id="a circle",
        ),
        pytest.param("hands", {"cli/planted.py": "import sqlalchemy"}, id="cli and SQL"),
        pytest.param("hands", {"ui/planted.py": "import reportlab.pdfgen"}, id="ui and PDF"),
        pytest.param(
            "hands", {"cli/planted.py": "import supplydesk.store.tables"}, id="cli and tables"
        ),
        pytest.param("papers", {"papers/planted.py": "import supplydesk.store"}, id="papers"),
        pytest.param("papers", {"sheets/planted.py": "import sqlmodel"}, id="sheets"),
        pytest.param("qt", {"services/planted.py": "from PySide6 import QtCore"}, id="Qt"),
        pytest.param(
            "qt",
            {
                "services/planted.py": "from PySide6 import QtCore",
                "cli/planted.py": "import supplydesk.services.planted",
            },
            id="Qt through another",
        ),
        pytest.param("standard", {"domain/planted.py": "import sortedcontainers"}, id="domain"),
        pytest.param(
            "ledger", {"services/planted.py": "import supplydesk.store.tables.ledger"}, id="ledger"
        ),
        pytest.param(
            "ledger",
            {"services/planted.py": "def f():\n    from supplydesk.store.tables import ledger"},
            id="ledger, inside a function",
        ),
    ],
)
def test_a_planted_violation_breaks_exactly_its_rule(
    copy: Path, rule: str, planted: dict[str, str]
) -> None:
    for file, text in planted.items():
        path = copy / "supplydesk" / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    broken, said = _lint(copy)
    assert broken == {rule}, said
