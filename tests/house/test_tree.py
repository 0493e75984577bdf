"""What may stand in the tree: allowed names at the top, no machine's paths, no registry's hosts."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.house.source import ROOT

TOP = {"pyproject.toml", "README.md", "LICENSE", "supplydesk", "resources", "tests", "packaging"}
MADE = {".venv", "build", "dist", "__pycache__", "node_modules"}
# Put together here, so that this file is not what it looks for.
HOSTS = re.compile(
    "|".join(
        name + r"\." + end
        for name, end in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "(org|com)"),
            ("registry", "npm"),
            ("deb", "debian"),
            ("snapshot", "debian"),
            ("files", "pythonhosted"),
        )
    )
)
PLACES = re.compile(r"(^|[^A-Za-z0-9_./-])/(" + "wor[k]|far[m]|roo[t]|hom[e]" + ")/")
WHOLE_LIMIT_MB = 40


def _files() -> list[Path]:
    """What is tracked, or would be; in a copy without git, all that is not made by tools."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    if listed.returncode == 0 and (ROOT / ".git").exists():
        names = [ROOT / name for name in listed.stdout.split("\0") if name]
        return [file for file in names if file.is_file()]
    return [
        file
        for file in ROOT.rglob("*")
        if file.is_file() and not _is_made(file.relative_to(ROOT).parts)
    ]


def _is_made(parts: tuple[str, ...]) -> bool:
    return any(part in MADE or part.endswith(("_cache", ".egg-info")) for part in parts) or (
        parts[0] in {".git", ".hypothesis", ".coverage"}
    )


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return [line.strip()[:120] for line in text.splitlines() if pattern.search(line)]


def _places(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for file in _files():
        content = file.read_bytes()
        if b"\0" not in content[:8192]:
            lines = _found(pattern, content.decode("utf-8", errors="replace"))
            found += [f"{file.relative_to(ROOT)}: {line}" for line in lines]
    return found


def test_nothing_else_stands_at_the_top() -> None:
    at_the_top = {file.relative_to(ROOT).parts[0] for file in _files()}
    assert {name for name in at_the_top if not name.startswith(".")} <= TOP


def test_no_host_of_a_package_registry() -> None:
    assert _places(HOSTS) == []


def test_no_path_of_one_machine() -> None:
    assert _places(PLACES) == []


@pytest.mark.parametrize("line", ["see files.python" + "hosted.org", "https://py" + "pi.org/x"])
def test_a_planted_host_is_found(line: str) -> None:
    assert _found(HOSTS, line)


@pytest.mark.parametrize("line", ["cd /" + "work/x", '"/' + 'home/li/desk"', "/" + "root/x"])
def test_a_planted_path_is_found(line: str) -> None:
    assert _found(PLACES, line)


def test_the_fonts_stay_under_forty_megabytes() -> None:
    fonts = (ROOT / "resources" / "fonts").iterdir()
    assert sum(file.stat().st_size for file in fonts) < WHOLE_LIMIT_MB * 1_000_000
