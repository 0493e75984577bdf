"""What the commands run, with what around them, and the exit codes they end with."""

import os
import subprocess
import sys
from pathlib import Path

import dev
import environment
import pytest
from console import DONE, ENVIRONMENT, FAILED, USAGE, Trouble

from tests.packaging.stub import StubMachine

PYTHON = Path("venv-python")
ALL_TOOLS = {"apt-get", "qpdf", "pdftotext", "soffice", "strace", "faketime", "zbarimg"}


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "ensure", lambda _machine: PYTHON)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)


def _machine(machine: StubMachine | None = None) -> StubMachine:
    machine = machine or StubMachine()
    machine.programs = set(ALL_TOOLS)
    return machine


def test_run_opens_the_window_where_there_is_a_screen() -> None:
    machine = _machine()
    assert dev.main(["run"], machine) == DONE
    assert machine.ran == [[str(PYTHON), "-m", "supplydesk"]]
    assert machine.variables == [{}]


def test_run_without_a_screen_makes_the_demo_and_pictures_and_ends(
    capsys: pytest.CaptureFixture[str],
) -> None:
    machine = _machine(StubMachine(screen=False))
    assert dev.main(["run"], machine) == DONE
    program = [str(PYTHON), "-m", "supplydesk"]
    assert machine.ran == [[*program, *dev.MAIN_JOB], [*program, *dev.PICTURES_JOB]]
    assert machine.variables == [dev.OFFSCREEN, dev.OFFSCREEN]
    told = capsys.readouterr().out
    assert "no screen" in told
    assert str(dev.MAIN_RESULT) in told
    assert str(dev.PICTURES) in told


@pytest.mark.parametrize("screen", [True, False])
def test_run_hands_the_programs_exit_code_on(screen: bool) -> None:
    machine = _machine(StubMachine(screen=screen, codes={"supplydesk": 70}))
    assert dev.main(["run"], machine) == 70
    assert len(machine.ran) == 1


def test_check_looks_at_all_four_even_when_the_first_finds_something(
    capsys: pytest.CaptureFixture[str],
) -> None:
    machine = _machine(StubMachine(codes={"ruff": 1}))
    assert dev.main(["check"], machine) == FAILED
    assert len(machine.ran) == len(dev.CHECKS)
    assert "style, layout" in capsys.readouterr().out


def test_test_checks_and_then_tests_offscreen_with_postgres_owed() -> None:
    machine = _machine()
    assert dev.main(["test", "--long", "--", "-k", "posting"], machine) == DONE
    assert len(machine.ran) == len(dev.CHECKS) + 1
    assert {"pytest", "--long", "-k", "posting", "-n"} <= set(machine.ran[-1])
    assert machine.variables[-1] == {**dev.OFFSCREEN, "SUPPLYDESK_REQUIRE_POSTGRES": "1"}


def test_test_measures_the_rules_and_the_ledger_and_leaves_nothing_out() -> None:
    machine = _machine()
    assert dev.main(["test", "--long"], machine) == DONE
    measured, others = machine.ran[-2:]
    assert {"--long", "--cov", *dev.MEASURED} <= set(measured)
    assert {"--long", *(f"--ignore={folder}" for folder in dev.MEASURED)} <= set(others)
    assert not any(word.startswith("tests") for word in others)
    assert machine.variables[-1] == machine.variables[-2]


@pytest.mark.parametrize("failing", ["--cov", "--ignore=tests/domain"])
def test_test_fails_when_either_run_of_the_tests_does(failing: str) -> None:
    machine = _machine(StubMachine(codes={failing: 1}))
    assert dev.main(["test"], machine) == FAILED
    assert machine.said("--ignore=tests/domain"), "the others are run all the same"


@pytest.mark.parametrize("left_out", [False, True])
def test_a_branch_that_no_test_walks_fails_the_measured_run(tmp_path: Path, left_out: bool) -> None:
    """The real measuring, told of one module only so that it is quick."""
    one = tmp_path / "pyproject.toml"
    own = (environment.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    whole = '["supplydesk.domain", "supplydesk.services.ledger"]'
    assert f"\nsource = {whole}\n" in own, "what is measured"
    text = own.replace(f"source = {whole}", 'include = ["*/supplydesk/domain/money.py"]')
    one.write_text(text, encoding="utf-8")
    choice = ["--deselect=tests/domain/test_money.py::test_what_is_refused_where_it_stands"]
    choice += ["--deselect=tests/domain/test_money.py::test_a_long_text_is_shown_in_part"]
    words = [*dev.MEASURING, f"--cov-config={one}", "-p", "no:cacheprovider", "-n0"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/domain/test_money.py", *words]
        + (choice if left_out else []),
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=environment.ROOT,
        env={**os.environ, "COVERAGE_FILE": str(tmp_path / "coverage")},
    )
    assert done.returncode == (1 if left_out else 0), done.stdout + done.stderr
    assert ("Required test coverage of 100" in done.stdout) or not left_out
    assert ("FAIL Required test coverage" in done.stdout) is left_out


def test_test_leaves_the_number_of_testers_to_whoever_names_it() -> None:
    machine = _machine()
    dev.main(["test", "--", "-n0"], machine)
    assert machine.ran[-1].count("-n") == 0


@pytest.mark.parametrize("failing", ["mypy", "pytest"])
def test_test_fails_when_either_half_does(failing: str) -> None:
    machine = _machine(StubMachine(codes={failing: 1}))
    assert dev.main(["test"], machine) == FAILED
    assert machine.said("pytest")


def test_test_stops_where_a_tool_cannot_be_had(capsys: pytest.CaptureFixture[str]) -> None:
    machine = _machine(StubMachine(root=False))
    machine.programs.discard("qpdf")
    assert dev.main(["test"], machine) == ENVIRONMENT
    assert machine.ran == []
    assert "sudo apt-get install -y qpdf" in capsys.readouterr().err


def test_windows_tests_without_apt_and_without_a_server() -> None:
    machine = StubMachine(system="Windows", root=False, programs=set())
    assert dev.main(["test"], machine) == DONE
    assert not machine.said("--cov"), "without a server half of the ledger is not walked"
    assert not machine.said("apt-get")
    assert machine.variables[-1] == dev.OFFSCREEN


@pytest.mark.parametrize("words", [["bench", "--long"], ["bench", "--", "--long"]])
def test_bench_passes_its_words_on(words: list[str]) -> None:
    machine = _machine()
    assert dev.main(words, machine) == DONE
    assert machine.ran == [[str(PYTHON), "-m", "tests.bench", "--long"]]


def test_trouble_is_one_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_machine: object) -> Path:
        raise Trouble("no room left")

    monkeypatch.setattr(environment, "ensure", fail)
    assert dev.main(["check"], _machine()) == ENVIRONMENT
    assert capsys.readouterr().err == "[dev] no room left\n"


@pytest.mark.parametrize("words", [[], ["fly"], ["run", "--", "x"], ["check", "--long"]])
def test_wrong_words_are_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        dev.main(words, _machine())
    assert ended.value.code == USAGE


@pytest.mark.parametrize("command", ["", *dev.COMMANDS])
def test_the_real_script_explains_itself(command: str) -> None:
    script = environment.ROOT / "packaging" / "dev.py"
    words = [word for word in (command, "--help") if word]
    done = subprocess.run(
        [sys.executable, script, *words], check=True, capture_output=True, encoding="utf-8"
    )
    assert "usage: dev.py" in done.stdout


def test_the_scripts_stand_on_the_standard_library_alone() -> None:
    """Before .venv is made there is nothing else."""
    folder = environment.ROOT / "packaging"
    program = f"import sys; sys.path.insert(0, {str(folder)!r}); import dev"
    subprocess.run([sys.executable, "-I", "-S", "-c", program], check=True)
