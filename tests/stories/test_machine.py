"""Any sequence of papers, closings and clocks against a small model, on both databases.

After every step the desk must hold what the model says, by every account that it keeps; every few
steps `verify` recomputes the whole. An ordinary run does 10,000 steps together, ``--long`` a
million.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from supplydesk.services import people
from supplydesk.store.database import write
from tests.databases import Bench, make_bench, open_bench
from tests.postgres_cluster import NoPostgres, PostgresCluster
from tests.stories.life import Life

VERIFY_EVERY = 40
seeds = st.integers(0, 2**32 - 1)


class Machine(RuleBasedStateMachine):
    """One life; ``fresh`` gives each run a desk of its own."""

    fresh: Callable[[], tuple[Bench, Callable[[], None]]]
    steps_run = 0
    done: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        bench, self._close_desk = type(self).fresh()
        self.life = Life(bench, type(self).done)
        self.step = 0

    def teardown(self) -> None:
        try:
            self.life.end()
        finally:
            self._close_desk()

    @initialize(seed=seeds)
    def begin(self, seed: int) -> None:
        self.life.begin(Random(seed))

    # One rule, weighed by `Life`: hypothesis would switch rules off by halves, and rare deeds
    # that need three others first would never come about.
    @rule(seed=seeds)
    def live(self, seed: int) -> None:
        type(self).steps_run += 1
        # Hypothesis likes small and repeated seeds; the step's own place makes each another one.
        self.step += 1
        self.life.live(Random(f"{seed} {self.step}"))
        if type(self).steps_run % VERIFY_EVERY == 0:
            self.life.verify()


def _second_person(bench: Bench) -> None:
    write(bench.database, bench.seat, lambda s: people.add(s, "王××", "approver"))


def _on_sqlite(stack: ExitStack) -> Callable[[], tuple[Bench, Callable[[], None]]]:
    # In memory, so that the disk's own pace does not set ours; the settings stay what they are.
    memory = Path("/dev/shm")  # noqa: S108 - only where the machine has it
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    stack.callback(shutil.rmtree, folder)
    template = make_bench(folder / "template.supplydesk")
    _second_person(template)
    template.database.close()
    numbers = iter(range(10**9))

    def fresh() -> tuple[Bench, Callable[[], None]]:
        path = folder / f"{next(numbers)}.supplydesk"
        shutil.copyfile(folder / "template.supplydesk", path)
        bench = open_bench(path, "李××")
        return bench, path.unlink

    return fresh


def _on_postgresql(stack: ExitStack) -> Callable[[], tuple[Bench, Callable[[], None]]]:
    cluster = stack.enter_context(PostgresCluster(fsync=False))
    name = cluster.create_database(name="machine_template")
    template = make_bench(cluster.url(name))
    _second_person(template)
    template.database.close()

    def fresh() -> tuple[Bench, Callable[[], None]]:
        copy = cluster.create_database(name)
        bench = open_bench(cluster.url(copy), "李××")

        def close() -> None:
            cluster.drop_database(copy)

        return bench, close

    return fresh


GROUNDS = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}


def _run(where: str, examples: int, steps: int) -> tuple[int, Counter[str]]:
    with ExitStack() as stack:
        try:
            fresh = GROUNDS[where](stack)
        except NoPostgres as why:
            pytest.skip(str(why))
        done: Counter[str] = Counter()
        machine: Any = type("OnThis", (Machine,), {"fresh": staticmethod(fresh), "done": done})
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=examples,
                stateful_step_count=steps,
                deadline=None,
                derandomize=True,
                database=None,
                phases=[Phase.generate, Phase.shrink],
                suppress_health_check=list(HealthCheck),
            ),
        )
        steps_run: int = machine.steps_run
        return steps_run, done


@pytest.mark.parametrize(("where", "examples"), [("sqlite", 80), ("postgresql", 30)])
def test_any_sequence_of_papers_keeps_every_law(
    where: str, examples: int, record_property: Callable[[str, object], None]
) -> None:
    steps, done = _run(where, examples, 100)
    record_property("steps", steps)
    record_property("done", dict(done))
    # Ten thousand on both together; hypothesis ends some lives early.
    assert steps >= examples * 93, steps
    rare = {"dispatch", "late", "confirm", "reverse", "copy", "approve", "post_draft", "void",
            "close", "reopen", "booked_late", "booked_short"}  # fmt: skip
    # Fewer steps run on PostgreSQL, and some things rarely come about.
    wanted = rare if where == "sqlite" else rare - {"reopen", "booked_short"}
    assert wanted <= done.keys(), f"never happened: {wanted - done.keys()}"


@pytest.mark.long
@pytest.mark.parametrize(("where", "examples"), [("sqlite", 8_000), ("postgresql", 2_000)])
def test_a_million_steps(where: str, examples: int) -> None:
    steps, _ = _run(where, examples, 100)
    assert steps >= examples * 90
