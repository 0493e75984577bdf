"""The program's door: what opens the window, what is a command, and where there is no screen."""

import os
import subprocess
import sys

import pytest

from supplydesk.__main__ import window_wanted
from tests.house.source import ROOT

NOTHING = {"--db": "", "--user": "", "--lang": ""}


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], NOTHING),
        (["--db", "a.supplydesk"], {**NOTHING, "--db": "a.supplydesk"}),
        (["--db=a=b"], {**NOTHING, "--db": "a=b"}),
        (["--user", "李××", "--lang", "en"], {**NOTHING, "--user": "李××", "--lang": "en"}),
        (["stock"], None),
        (["--db", "a", "stock"], None),
        (["--help"], None),
        (["--version"], None),
        (["--db"], None),
        (["--db="], None),
        (["--db", "--help"], None),
        (["--lang", "fr"], None),
        (["--wait", "3"], None),
    ],
)
def test_only_global_options_alone_open_the_window(
    arguments: list[str], wanted: dict[str, str] | None
) -> None:
    assert window_wanted(arguments, {}) == wanted


def test_the_environment_names_a_desk_and_a_language_that_it_knows() -> None:
    given = {"SUPPLYDESK_DB": "x", "SUPPLYDESK_LANG": "en"}
    assert window_wanted([], given) == {"--db": "x", "--user": "", "--lang": "en"}
    assert window_wanted([], {"SUPPLYDESK_LANG": "fr"}) == NOTHING


def _run(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    known = {name: value for name, value in os.environ.items() if name not in screens}
    return subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**known, **variables},
        timeout=60,
    )


MAIN = "import sys\nfrom supplydesk.__main__ import main\nsys.argv = {}\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a screen")
def test_without_a_screen_it_says_so_and_ends() -> None:
    ran = _run(MAIN.format(["supplydesk"]) + "sys.exit(main())")
    assert ran.returncode == 3
    assert "没有屏幕" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_command_imports_nothing_of_the_window_and_the_window_nothing_of_the_commands() -> None:
    told = MAIN.format(["supplydesk", "--version"]) + "main()\nprint(*sys.modules, sep='\\n')"
    names = set(_run(told).stdout.split())
    assert "supplydesk.cli.app" in names
    assert not {name for name in names if name.startswith(("supplydesk.ui", "PySide6"))}
    # What is imported before the window is painted: no store, which takes half a second.
    names = set(
        _run("import supplydesk.ui.run, sys\nprint(*sys.modules, sep='\\n')").stdout.split()
    )
    assert "supplydesk.ui.ground" in names
    for heavy in ("supplydesk.cli", "typer", "sqlalchemy", "sqlmodel", "pydantic", "pyqtgraph"):
        assert heavy not in names
