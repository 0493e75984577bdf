"""A furnished desk for each test of the use cases, on SQLite and on PostgreSQL.

Furnishing takes a third of a second on a server, so it is done once a run, and each test gets a
copy of its own.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from supplydesk import paths, text
from tests.databases import Bench, make_bench, open_bench
from tests.postgres_cluster import PostgresCluster


@pytest.fixture(scope="session")
def _in_chinese() -> None:
    """What is furnished once is furnished before any test has chosen its language."""
    text.use("zh_CN", paths.resource("translations"))


@pytest.fixture(scope="session")
def furnished_file(_in_chinese: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk in a file, to be copied."""
    path = tmp_path_factory.mktemp("furnished") / "desk.supplydesk"
    make_bench(path).database.close()
    return path


@pytest.fixture(scope="session")
def furnished_database(_in_chinese: None, postgres: PostgresCluster) -> str:
    """The name of a desk on the server, to be copied."""
    name = postgres.create_database()
    make_bench(postgres.url(name)).database.close()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """A desk on one of the two databases, closed when the test ends."""
    with ExitStack() as stack:
        address: str | Path = tmp_path / "desk.supplydesk"
        if request.param == "sqlite":
            shutil.copyfile(request.getfixturevalue("furnished_file"), address)
        else:
            # The server is started only where it is asked for.
            server = request.getfixturevalue("postgres")
            template = request.getfixturevalue("furnished_database")
            address = stack.enter_context(server.database(template))
        bench = open_bench(address)
        stack.callback(bench.database.close)
        yield bench
