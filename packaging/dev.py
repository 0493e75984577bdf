"""Everything a developer types: run, test, check, bench, lock. Standard library only.

On a machine with nothing but Python 3.11 and its pip, each command first makes what it needs:
.venv beside pyproject.toml from the hash-locked list, and what the system lacks. The second
time it sees that all is there and goes straight to work.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said plainly to whoever has an older one
    sys.exit("[dev] SupplyDesk needs Python 3.11 or later; this is " + sys.version.split()[0])

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import environment
import locking
from console import DONE, ENVIRONMENT, FAILED, Machine, Trouble, Words, say
from system_needs import TO_RUN, TO_TEST, provide

# What the program does where nobody could see a window: the same services on real figures, and
# proof that the window can be painted.
MAIN_JOB = ("demo", "--out", "build/demo", "--replace")
MAIN_RESULT = Path("build/demo")
SCENES = "welcome,setup,home,stock,register"
PICTURES_JOB = ("tour", "--out", "build/tour", "--size", "1366x768", "--scene", SCENES)
PICTURES = Path("build/tour")

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
TESTERS = 2

# Measured while they run: pyproject.toml says what they have to cover, and that it is all of it.
MEASURED = ("tests/domain", "tests/services/ledger")
MEASURING = ("--cov", "--cov-report=term")

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("style", ("ruff", "check", ".")),
    ("layout", ("ruff", "format", "--check", ".")),
    ("types", ("mypy",)),
    # Its own entry point, for `python -m importlinter` does not exist.
    ("house rules", ("-c", "from importlinter.cli import lint_imports_command as c; c()")),
)


def run(machine: Machine, _options: argparse.Namespace, _rest: Sequence[str]) -> int:
    """Open the window; where there is no screen, make the demo and take pictures of the window."""
    provide(machine, TO_RUN, required=False)
    python = environment.ensure(machine)
    if machine.has_screen():
        return machine.run([python, "-m", "supplydesk"], environment.ROOT)
    say("there is no screen here, so no window is opened: the demo is made, and the window painted")
    for job, result in ((MAIN_JOB, MAIN_RESULT), (PICTURES_JOB, PICTURES)):
        code = machine.run([python, "-m", "supplydesk", *job], environment.ROOT, OFFSCREEN)
        if code != DONE:
            return code
        say(f"done; what it made lies in {environment.ROOT / result}")
    return DONE


def check(machine: Machine, _options: argparse.Namespace, _rest: Sequence[str]) -> int:
    """Look the source over without running it: all four looks, even when one finds something."""
    python = environment.ensure(machine)
    failed = []
    for name, command in CHECKS:
        module = () if command[0] == "-c" else ("-m",)
        if machine.run([python, *module, *command], environment.ROOT) != DONE:
            failed.append(name)
    say(f"check: {'wrong: ' + ', '.join(failed) if failed else 'style, types and house are sound'}")
    return FAILED if failed else DONE


def test(machine: Machine, options: argparse.Namespace, rest: Sequence[str]) -> int:
    """All that CI runs: what check looks at, then every test."""
    provide(machine, TO_TEST, required=True)
    python = environment.ensure(machine)
    checked = check(machine, options, rest)
    command: Words = [python, "-m", "pytest", *(["--long"] if options.long else []), *rest]
    if not any(word.startswith(("-n", "--numprocesses")) for word in rest):
        command += ["-n", str(min(TESTERS, os.cpu_count() or 1))]
    # Here PostgreSQL is always provided, so its absence is a failure and never a skip.
    must = {} if machine.is_windows() else {"SUPPLYDESK_REQUIRE_POSTGRES": "1"}
    codes = [
        machine.run([*command, *part], environment.ROOT, {**OFFSCREEN, **must})
        for part in _parts(machine, rest)
    ]
    return checked or max(codes)


def _parts(machine: Machine, rest: Sequence[str]) -> list[tuple[str, ...]]:
    """What each run of pytest is given: the measured tests first, then all others.

    Whoever chooses among the tests measures nothing by it; nor does Windows, where the half of
    the ledger that speaks to PostgreSQL has no server to speak to.
    """
    if rest or machine.is_windows():
        say("branches are not measured in this run")
        return [()]
    others = tuple(f"--ignore={folder}" for folder in MEASURED)
    return [(*MEASURING, *MEASURED), others]


def bench(machine: Machine, _options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Measure, each figure beside its bare reference."""
    provide(machine, TO_TEST, required=False)
    python = environment.ensure(machine)
    return machine.run([python, "-m", "tests.bench", *rest], environment.ROOT, OFFSCREEN)


def lock(machine: Machine, _options: argparse.Namespace, _rest: Sequence[str]) -> int:
    """Resolve packaging/requirements.lock anew and prove it for every promised system."""
    locking.write(machine)
    return DONE


Command = Callable[[Machine, argparse.Namespace, Sequence[str]], int]
COMMANDS: dict[str, Command] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "lock": lock,
}


def parser() -> argparse.ArgumentParser:
    """The words this script understands."""
    whole = argparse.ArgumentParser(prog="dev.py", description=__doc__.split("\n\n")[0])
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        text = (command.__doc__ or "").strip()
        one = commands.add_parser(name, help=text, description=text)
        if name == "test":
            one.add_argument("--long", action="store_true", help="the hours-long tests as well")
            one.epilog = "What follows -- goes to pytest: dev.py test -- -k posting -x"
        if name == "bench":
            one.epilog = "What follows goes to the bench: dev.py bench -- --help"
    return whole


def split(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Our own words, and those that are passed on: after ``--``, or all that follow bench."""
    if words[:1] == ["bench"] and words[1:2] not in (["-h"], ["--help"], ["--"]):
        return ["bench"], list(words[1:])
    if "--" in words:
        at = list(words).index("--")
        return list(words[:at]), list(words[at + 1 :])
    return list(words), []


def main(words: Sequence[str], machine: Machine) -> int:
    """Obey *words*; the exit code: 0 done, 1 something is wrong, 2 usage, 3 environment."""
    ours, rest = split(words)
    options = parser().parse_args(ours)
    if rest and options.command not in ("test", "bench"):
        parser().error(f"{options.command} takes nothing after --")
    try:
        return COMMANDS[options.command](machine, options, rest)
    except Trouble as trouble:
        print(f"[dev] {trouble}", file=sys.stderr)
        return trouble.exit_code
    except OSError as error:
        print(f"[dev] {error}", file=sys.stderr)
        return ENVIRONMENT
    except KeyboardInterrupt:
        print("[dev] stopped", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Machine()))
