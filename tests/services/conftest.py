"""A furnished desk for each test of the use cases, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.databases import Bench, make_bench


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """A desk on one of the two databases, closed when the test ends."""
    with ExitStack() as stack:
        address: str | Path = tmp_path / "desk.supplydesk"
        if request.param == "postgresql":
            # The server is started only where it is asked for.
            address = stack.enter_context(request.getfixturevalue("postgres").database())
        bench = make_bench(address)
        stack.callback(bench.database.close)
        yield bench
