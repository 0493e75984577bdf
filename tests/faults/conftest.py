"""One hatchery a run, one furnished desk that every fault begins with."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import make_bench
from tests.faults.hatchery import Hatchery
from tests.faults.state import Desk
from tests.faults.tracing import need


@pytest.fixture(scope="session")
def hatchery() -> Iterator[Hatchery]:
    with Hatchery() as one:
        yield one


@pytest.fixture
def strace() -> None:
    need("strace")


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with stock in it, and the empty journal that it always has beside it."""
    path = tmp_path_factory.mktemp("base") / "desk.supplydesk"
    bench = make_bench(path)
    bench.opening(
        {"item": "101006", "quantity": "500", "unit_cost": "128.5"},
        {"item": "101009", "quantity": "160包", "expires": "2029-09-20"},
        {"item": "201012", "quantity": "10箱5瓶", "expires": "2023-01-01"},
    )
    bench.dispatch({"item": "101006", "ordered": "1"})
    bench.database.close()
    return path


@pytest.fixture
def desk(base: Path, tmp_path: Path) -> Desk:
    """This test's own copy of it."""
    path = tmp_path / "desk.supplydesk"
    shutil.copy(base, path)
    return Desk(path, base)
