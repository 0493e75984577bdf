"""What conftest.py holds every test to: each fault planted in a test of its own makes that fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def _run(folder: Path, planted: str, **variables: str) -> tuple[int, str]:
    """Run one planted test under our own conftest; the exit code and what pytest said."""
    file = folder / "test_planted.py"
    file.write_text(planted, encoding="utf-8")
    pytest_ = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:xdist"]
    done = subprocess.run(
        [*pytest_, "-p", "no:cacheprovider", "-c", ROOT / "pyproject.toml", file],
        check=False,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **variables},
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        (
            "import logging\ndef test(): logging.getLogger('desk').warning('disk nearly full')",
            "WARNING desk: disk nearly full",
        ),
        ("import warnings\ndef test(): warnings.warn('old way')", "UserWarning: old way"),
        (
            "import socket\ndef test(): socket.socket()",
            "ResourceWarning: unclosed <socket.socket",
        ),
        (
            "from PySide6.QtCore import qWarning\ndef test(qtbot): qWarning('no such slot')",
            "no such slot",
        ),
        (
            """
import threading, time, tests.conftest
def test():
    tests.conftest.THREADS_END_WITHIN = 0.1
    threading.Thread(target=time.sleep, args=(60,), name='left over', daemon=True).start()
""",
            "threads left running: ['left over']",
        ),
    ],
)
def test_a_planted_fault_fails_the_test_that_left_it(
    tmp_path: Path, planted: str, said: str
) -> None:
    code, output = _run(tmp_path, planted)
    assert code == 1, output
    assert said in output


def test_a_test_that_asks_for_the_log_may_warn(tmp_path: Path) -> None:
    planted = "import logging\ndef test(caplog): logging.warning('meant')"
    code, output = _run(tmp_path, planted)
    assert code == 0, output


def test_long_tests_wait_until_they_are_asked_for(tmp_path: Path) -> None:
    planted = "import pytest\n@pytest.mark.long\ndef test_hours(): pass\ndef test_now(): pass"
    _code, output = _run(tmp_path, planted)
    assert "1 passed, 1 deselected" in output


@pytest.mark.parametrize(("owed", "outcome"), [("1", "1 error"), ("", "1 skipped")])
def test_a_missing_server_fails_where_it_is_owed(tmp_path: Path, owed: str, outcome: str) -> None:
    planted = (
        "import pytest\n"
        "@pytest.fixture(scope='session', autouse=True)\n"
        "def _none():\n"
        "    with pytest.MonkeyPatch.context() as patch:\n"
        "        patch.setattr('tests.postgres_cluster.server_folder', lambda: None)\n"
        "        yield\n"
        "def test(postgres_url): pass\n"
    )
    _code, output = _run(tmp_path, planted, SUPPLYDESK_REQUIRE_POSTGRES=owed)
    assert outcome in output
