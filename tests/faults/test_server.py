"""PostgreSQL is killed under postings, or cut off at the COMMIT: whole or absent, never twice."""

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from tests.databases import Bench, make_bench
from tests.faults.hatchery import Child, Hatchery
from tests.faults.proxy import Wire
from tests.faults.state import dispatch, in_chinese, numbers, seed
from tests.postgres_cluster import PostgresCluster

ONE: dict[str, object] = {"item": "101006", "ordered": "1"}
CUTS, LONG_CUTS = 6, 500
KILLS, LONG_KILLS = 1, 50
DESKS, PAPERS = 8, 50


def _furnished(address: str) -> Bench:
    bench = make_bench(address)
    bench.opening({"item": "101006", "quantity": "100000"})
    return bench


def _through(wire: Wire, address: str) -> str:
    url = make_url(address)
    return url.set(query={"host": str(wire.folder)}).render_as_string(hide_password=False)


def _settle(child: Child, heard: int) -> list[dict[str, object]]:
    """Ask again under the same key until the answer arrives."""
    for _ in range(50):
        child.go()
        heard += 1
        said = child.hear(heard)
        if said[-1].get("done"):
            return said
        assert said[-1].get("trouble") == "no_server", said[-1]
        assert in_chinese(said[-1]["text"])
        time.sleep(0.1)
    raise AssertionError(child.said()[-1])


@pytest.mark.parametrize("where", ["before", "after"])
def test_the_wire_is_cut_at_the_commit(
    hatchery: Hatchery, postgres_url: str, postgres: PostgresCluster, where: str,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    bench = _furnished(postgres_url)
    bench.database.close()
    cuts = (LONG_CUTS if request.config.getoption("--long") else CUTS) // 2
    forms = [dispatch(f"c{n}", ONE) for n in range(cuts)]
    with Wire(postgres.folder) as wire:
        address = _through(wire, postgres_url)
        for form in forms:
            with hatchery.child("post", address, forms=[form]) as child:
                wire.cut = where
                child.go()
                (said,) = child.hear(1)
                assert said.get("trouble") == "no_server", said
                assert in_chinese(said["text"])
                assert "{" not in str(said["text"])
                again = _settle(child, 1)[-1]
                assert again["again"] == (where == "after"), again
        assert wire.cuts == cuts
    assert numbers(postgres_url)[1:] == [f"DB-20221024-{n:03}" for n in range(1, cuts + 1)]


def test_the_server_ends_our_connection_between_two_postings(
    hatchery: Hatchery, postgres_url: str, postgres: PostgresCluster
) -> None:
    bench = _furnished(postgres_url)
    bench.database.close()
    forms = [dispatch("one", ONE), dispatch("two", ONE)]
    with hatchery.child("post", postgres_url, forms=forms) as child:
        child.go()
        child.hear(1)
        postgres.run(
            sql.SQL(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}"
            ).format(sql.Literal(make_url(postgres_url).database))
        )
        child.go()
        assert child.hear(2)[-1].get("done"), child.said()
    assert len(numbers(postgres_url)) == 3


@pytest.fixture
def cluster() -> Iterator[PostgresCluster]:
    """A server of this test's own, for it will be killed."""
    with PostgresCluster() as one:
        yield one


@pytest.mark.usefixtures("postgres")
def test_the_server_is_killed_under_eight_desks(
    hatchery: Hatchery, cluster: PostgresCluster, request: pytest.FixtureRequest
) -> None:
    address = cluster.url(cluster.create_database())
    _furnished(address).database.close()
    chance = random.Random(seed())
    kills = LONG_KILLS if request.config.getoption("--long") else KILLS
    keys: set[str] = set()
    troubles = 0
    for kill in range(kills):
        with ExitStack() as stack:
            children = []
            for desk in range(DESKS):
                forms = [dispatch(f"k{kill}-{desk}-{n}", ONE) for n in range(PAPERS)]
                children.append(stack.enter_context(hatchery.child("post", address, forms=forms)))
            for child in children:
                child.go(PAPERS)
            time.sleep(chance.uniform(0.05, 0.4))
            cluster.kill()
            cluster.start()
            for child in children:
                child.hear(PAPERS)
                said = _settle(child, PAPERS)
                troubles += sum("trouble" in one for one in said)
                keys |= {str(one["key"]) for one in said if one.get("done")}
                assert {one.get("trouble") for one in said if not one.get("done")} <= {"no_server"}
        assert _keys(address) >= keys, "acknowledged and lost"
        found = numbers(address)
        assert len(set(found)) == len(found)
    assert keys
    assert troubles, "no posting was met by a kill"


def _keys(address: str) -> set[str]:
    url = make_url(address)
    with psycopg.connect(
        host=str(url.query["host"]), user=url.username, dbname=url.database
    ) as connection:
        rows = connection.execute("SELECT key FROM document WHERE kind = 'dispatch'").fetchall()
    return {str(key) for (key,) in rows}
