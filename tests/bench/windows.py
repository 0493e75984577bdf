"""The window painted, and usable, each as a process of its own beside the smallest window of Qt."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from supplydesk.services import sample
from supplydesk.store.database import locate
from tests.bench.ground import Ground
from tests.bench.measure import Figure, Taken

_ROOM = Path(__file__).parent
_ROOT = _ROOM.parents[1]


def painted(ground: Ground) -> list[Figure]:
    """From the start of the process to the first picture: the ground that the desk opens on."""
    taken = _by_turns(ground, [], "painted")
    return [taken.figure("window painted, warm", 1.4, "a bare PySide6 window", _screen())]


def usable(ground: Ground) -> list[Figure]:
    """The same until the first page shows what it read from the desk."""
    taken = _by_turns(ground, ["sqlmodel"], "usable")
    reference = "a bare PySide6 window with SQLModel imported"
    return [taken.figure("window usable, sample desk, warm", 1.3, reference, _screen())]


def _by_turns(ground: Ground, with_it: list[str], wanted: str) -> Taken:
    desk = ground.desk("window-sample", lambda path: sample.make(locate(path)).close())
    ours = [str(_ROOM / "our_window.py"), str(ground.folder), str(desk), wanted]
    bare = [str(_ROOM / "bare_window.py"), *with_it]
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(1 + ground.scale.rounds):
        for which, words in ((0, bare), (1, ours))[:: -1 if turn % 2 else 1]:
            took = _until_there(words, ground.folder / "bytecode")
            if turn:
                times[which].append(took)
    return Taken(median(times[0]), median(times[1]))


def _until_there(words: list[str], bytecode: Path) -> float:
    """Seconds from starting Python until it says that what is wanted is there."""
    # Whoever starts it again finds it compiled; where this tree may not be written, in *bytecode*.
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "PYTHONPYCACHEPREFIX": str(bytecode),
    }
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=_ROOT,
        env=surroundings,
    ) as running:
        assert running.stdout is not None, "it is a pipe"
        said = running.stdout.readline()
        took = time.perf_counter() - start
        running.communicate()
    if said != "there\n" or running.returncode:
        raise RuntimeError(f"{words[0]} ended with {running.returncode} and said {said!r}")
    return took


def _screen() -> str:
    return f"on {os.environ.get('QT_QPA_PLATFORM', 'offscreen')}"
