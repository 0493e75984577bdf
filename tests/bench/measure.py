"""Taking times by turns, ours and the bare reference; and memory, in a process of its own."""

import gc
import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_STATUS = Path("/proc/self/status")

Turn = Callable[[int], object]
"""One turn of a job; the argument counts them, the turns to warm up included."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the jobs are: whole, or tiny to see that they work."""

    movements: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    sites: int = 10
    items: int = 200
    posts: int = 300
    instruction_sites: int = 200
    instruction_lines: int = 20
    bulk_documents: int = 100
    bulk_lines: int = 1_000
    pairs: int = 10_000
    slips: int = 200
    listing_rows: int = 10_000
    sheet_rows: int = 50_000
    papers: int = 1_000_000
    voucher_lines: int = 200
    story: int = 1_000
    rounds: int = 15
    few: int = 5


WHOLE = Scale()
LONG = Scale(movements=(*WHOLE.movements, 10_000_000))
TINY = Scale(
    movements=(400, 800),
    sites=4,
    items=10,
    posts=5,
    instruction_sites=3,
    instruction_lines=4,
    bulk_documents=2,
    bulk_lines=30,
    pairs=60,
    slips=3,
    listing_rows=120,
    sheet_rows=200,
    papers=800,
    voucher_lines=12,
    story=6,
    rounds=3,
    few=1,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table: seconds for the bare reference and for ours, and the ratio to reach.

    A ratio of ours to itself at another size has that size as its reference. ``memory`` is the
    peak in MiB beyond what was there before, ``memory_reach`` what it may be.
    """

    job: str
    bare: float
    ours: float
    reach: float | None
    reference: str
    note: str = ""
    memory: float | None = None
    memory_reach: float | None = None

    @property
    def ratio(self) -> float:
        """How many times what the reference takes."""
        return self.ours / self.bare if self.bare else 0.0

    @property
    def reached(self) -> bool:
        """Whether it is within its reach."""
        fits = self.memory_reach is None or (self.memory or 0) <= self.memory_reach
        return fits and (self.reach is None or self.ratio <= self.reach)


@dataclass(frozen=True, slots=True)
class Taken:
    """The medians of both sides, in seconds."""

    bare: float
    ours: float

    def figure(self, job: str, reach: float | None, reference: str, note: str = "") -> Figure:
        """The row of the table that tells it."""
        return Figure(job, self.bare, self.ours, reach, reference, note)


def alternately(ours: Turn, bare: Turn, rounds: int, *, warm: int = 1) -> Taken:
    """The medians of *rounds* turns of each, one after the other, after *warm* uncounted ones."""
    return Taken(*by_turns([bare, ours], rounds, warm=warm))


def by_turns(works: Sequence[Turn], rounds: int, *, warm: int = 1) -> list[float]:
    """The medians of *rounds* turns of each of *works*, by turns.

    Which goes first changes from turn to turn, for the second finds the machine as the first
    left it.
    """
    times: list[list[float]] = [[] for _ in works]
    gc.collect()
    for turn in range(warm + rounds):
        order = list(enumerate(works))
        for which, work in order[::-1] if turn % 2 else order:
            taken = timed(work, turn)
            if turn >= warm:
                times[which].append(taken)
    return [median(one) for one in times]


def timed(work: Turn, turn: int = 0) -> float:
    """How long one turn of *work* takes, in seconds."""
    start = time.perf_counter()
    work(turn)
    return time.perf_counter() - start


def following(ours: Turn, copy: Callable[[int], Turn], rounds: int, *, warm: int = 5) -> Taken:
    """The medians where the bare program writes again what ours wrote in the same turn.

    *copy* prepares the bare program's turn from what ours left behind; it is not timed.
    """
    times: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    for turn in range(warm + rounds):
        taken = timed(ours, turn)
        bare = copy(turn)
        again = timed(bare, turn)
        if turn >= warm:
            times[0].append(taken)
            times[1].append(again)
    return Taken(median(times[1]), median(times[0]))


def peak_of(work: Callable[[Path], object], folder: Path) -> float | None:
    """The peak memory of *work* in a fresh process, in MiB beyond what it holds once warm.

    None where the system does not tell (it is Linux that does). *work* is called twice: first
    with a folder that does not exist, to warm up, then with *folder*.
    """
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_weigh, args=(work, folder, sending))
    child.start()
    sending.close()  # so that a child that dies ends the waiting
    try:
        found = receiving.recv()
    except EOFError:
        found = None
    child.join()
    return None if found is None else float(found)


def _weigh(work: Callable[[Path], object], folder: Path, sending: object) -> None:
    extra: float | None = None
    if _STATUS.exists():
        work(folder / "warm")
        before = _highest()
        work(folder)
        extra = (_highest() - before) / 1024
    sending.send(extra)  # type: ignore[attr-defined]  # a connection of the context's own kind


def _highest() -> int:
    # Not getrusage: what it tells of a fresh process begins with the peak of the one that made it.
    lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
