"""The lock that is committed: pinned, hashed, for all promised systems, without an address."""

import re
import tomllib

import pytest
from environment import LOCK, ROOT
from locking import REQUIREMENT, problems

ONE = "one==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"


def _lock() -> str:
    return LOCK.read_text(encoding="utf-8")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_lock_is_fit() -> None:
    assert problems(_lock()) == []


def test_the_lock_holds_everything_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    wanted = {_normal(re.split(r"[\[<>=;]", text)[0]) for text in named}
    locked = {_normal(match["name"]) for match in REQUIREMENT.finditer(_lock())}
    assert wanted - locked == set()


def test_no_python_3_11_gets_the_qt_that_gives_none_away() -> None:
    lines = [line for line in _lock().splitlines() if line.startswith("pyside6-essentials==")]
    old = [line for line in lines if "python_full_version < '3.12'" in line]
    assert len(old) == 1
    version = REQUIREMENT.match(old[0])
    assert version is not None
    assert tuple(int(part) for part in version["version"].split("."))[:2] < (6, 12)


def test_every_system_has_what_the_charts_need() -> None:
    # pytest and click want it on Windows alone; pyqtgraph imports it everywhere.
    found = [match for match in REQUIREMENT.finditer(_lock()) if match["name"] == "colorama"]
    assert len(found) == 1
    line = next(line for line in _lock().splitlines() if line.startswith("colorama=="))
    assert ";" not in line


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (ONE + "two==2.0\n", "without a hash"),
        (ONE + "two>=2.0 \\\n    --hash=sha256:" + "0" * 64, "not a pinned package"),
        ("--index-url https://somewhere.example/simple\n" + ONE, "names an address"),
    ],
)
def test_an_unfit_lock_is_named(text: str, fault: str) -> None:
    assert any(fault in problem for problem in problems(text))


def test_a_fit_lock_is_fit() -> None:
    assert problems("# made\n" + ONE) == []
