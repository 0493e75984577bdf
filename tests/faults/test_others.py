"""Other programs at the same desk: holding it, draining it, killed in it; and retries."""

import sqlite3
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from supplydesk.store.database import locate
from supplydesk.store.exchange import beside
from supplydesk.store.migrate import open_desk
from tests.databases import make_bench
from tests.faults.hatchery import Hatchery
from tests.faults.state import Desk, dispatch, in_chinese, numbers
from tests.faults.tracing import need, traced

STOCK, PROGRAMS = 60, 4
RETRIES = 1_000


@pytest.mark.parametrize("held", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_held_longer_than_we_wait(hatchery: Hatchery, desk: Desk, held: str) -> None:
    with hatchery.child("post", desk.path, forms=[dispatch("x")], timeout=100) as child:
        other = sqlite3.connect(desk.path, isolation_level=None)
        other.execute(held)
        child.go()
        (said,) = child.hear(1)
        assert said["trouble"] == "locked", said
        assert in_chinese(said["text"])
        other.rollback()
        other.close()
        child.go()
        assert child.hear(2)[1].get("done")
    assert len(desk.numbers()) == 3


def test_a_reader_who_stays_makes_the_commit_wait_and_not_the_work(
    hatchery: Hatchery, desk: Desk
) -> None:
    with hatchery.child("post", desk.path, forms=[dispatch("x")], timeout=100) as child:
        other = sqlite3.connect(desk.path, isolation_level=None)
        other.execute("BEGIN")
        other.execute("SELECT * FROM document").fetchone()
        child.go()
        (said,) = child.hear(1)
        assert said["trouble"] == "locked", said
        child.go()
        other.rollback()
        other.close()
        assert child.hear(2)[1].get("done")
        assert child.said()[1]["again"] is False
    assert len(desk.numbers()) == 3


def test_the_lock_of_a_program_that_was_killed_is_gone_with_it(
    hatchery: Hatchery, desk: Desk
) -> None:
    need("strace")
    with hatchery.child("post", desk.path, forms=[dispatch("x")]) as child:
        kill = "inject=fdatasync:signal=KILL:when=4"
        with traced(child.pid, "-o", "/dev/null", "-e", "trace=fdatasync", "-e", kill):
            child.go()
            assert child.wait() == -9
    assert beside(desk.path, "-journal").stat().st_size > 512, "a hot journal lies there"
    (said,) = hatchery.run("post", desk.path, forms=[dispatch("y")], timeout=100)
    assert said.get("done"), said
    assert len(desk.numbers()) == 3


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_four_programs_drain_one_stock(
    hatchery: Hatchery, tmp_path: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    with ExitStack() as stack:
        address = str(tmp_path / "desk.supplydesk")
        if kind == "postgresql":
            address = stack.enter_context(request.getfixturevalue("postgres").database())
        bench = make_bench(address)
        stack.callback(bench.database.close)
        bench.opening({"item": "101006", "quantity": str(STOCK)})
        one: dict[str, object] = {"item": "101006", "ordered": "1"}
        children = [
            stack.enter_context(hatchery.child("drain", address, forms=[dispatch(f"d{n}", one)]))
            for n in range(PROGRAMS)
        ]
        for child in children:
            child.go()
        ends = [child.hear(1)[0] for child in children]
        assert [end.get("refused") for end in ends] == ["not_enough"] * PROGRAMS, ends
        posted = [int(str(end["posted"])) for end in ends]
        assert sum(posted) == STOCK
        assert (bench.on_hand("W1-good-0", "101006"), bench.on_hand("W1-transit", "101006")) == (
            0,
            STOCK * 1000,
        )
        for child in children:
            child.wait()
        bench.database.close()
        found = numbers(address)
        assert found[1:] == [f"DB-20221024-{n:03}" for n in range(1, STOCK + 1)]


def test_a_thousand_retries_make_one_paper(hatchery: Hatchery, desk: Desk) -> None:
    """Two programs that never heard their answer and ask again and again."""
    with ExitStack() as stack:
        children = [
            stack.enter_context(hatchery.child("post", desk.path, forms=[dispatch("x")]))
            for _ in range(2)
        ]
        for child in children:
            child.go(RETRIES // 2)
        said = [one for child in children for one in child.hear(RETRIES // 2)]
    assert Counter(one["again"] for one in said) == {False: 1, True: RETRIES - 1}
    assert len({one["number"] for one in said}) == 1
    assert len(desk.numbers()) == 3


def test_the_same_key_with_other_words_is_refused(hatchery: Hatchery, desk: Desk) -> None:
    forms = [dispatch("x"), dispatch("x", {"item": "101006", "ordered": "5"})]
    with hatchery.child("post", desk.path, forms=forms) as child:
        child.go(2)
        first, second = child.hear(2)
    assert first.get("done")
    assert second["refused"] == "key_used"
    assert len(desk.numbers()) == 3


def test_the_last_words_of_a_program_leave_no_lock(hatchery: Hatchery, desk: Desk) -> None:
    with hatchery.child("post", desk.path, forms=[dispatch("x")]) as child:
        child.go()
        child.hear(1)
        child.kill()
        assert child.wait() == -9
    database = open_desk(locate(desk.path), timeout=100)
    database.close()
    (said,) = hatchery.run("post", desk.path, forms=[dispatch("y")], timeout=100)
    assert said.get("done")
