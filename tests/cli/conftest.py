"""A furnished desk and a command line for it, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cli.running import Line
from tests.databases import Bench, make_bench


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a desk may be made, on one of the two databases."""
    if request.param == "sqlite":
        yield str(tmp_path / "desk.supplydesk")
        return
    with ExitStack() as stack:
        # The server is started only where it is asked for.
        yield stack.enter_context(request.getfixturevalue("postgres").database())


def _bench(address: str) -> Iterator[Bench]:
    bench = make_bench(Path(address) if "://" not in address else address)
    try:
        yield bench
    finally:
        bench.database.close()


@pytest.fixture
def bench(address: str) -> Iterator[Bench]:
    """A furnished desk on each of the two databases."""
    yield from _bench(address)


@pytest.fixture
def line(bench: Bench, capsys: pytest.CaptureFixture[str]) -> Line:
    """The command line for `bench`, with the bench's clock."""
    return Line(str(bench.database.location), capsys, bench.clock)


@pytest.fixture
def owner(bench: Bench, capsys: pytest.CaptureFixture[str]) -> Line:
    """The command line of who owns `bench`'s desk; on a server, the desks' role does not."""
    return Line(str(bench.owner), capsys, bench.clock)


@pytest.fixture
def file_bench(tmp_path: Path) -> Iterator[Bench]:
    """A furnished desk in a file."""
    yield from _bench(str(tmp_path / "desk.supplydesk"))


@pytest.fixture
def here(file_bench: Bench, capsys: pytest.CaptureFixture[str]) -> Line:
    """The command line for `file_bench`, with the bench's clock."""
    address = str(file_bench.database.location)
    return Line(address, capsys, file_bench.clock)
