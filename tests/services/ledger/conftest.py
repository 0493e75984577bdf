"""A desk on a server, where two of them can be at work at once."""

from collections.abc import Iterator

import pytest
from psycopg import sql

from tests.databases import Bench, open_bench
from tests.postgres_cluster import PostgresCluster


@pytest.fixture
def server_desk(postgres: PostgresCluster, furnished_database: str) -> Iterator[Bench]:
    """A furnished desk on the server, closed when the test ends.

    Who waits for a lock there that is never given fails instead of waiting for ever.
    """
    name = postgres.create_database(furnished_database)
    patience = sql.SQL("ALTER DATABASE {} SET lock_timeout = '10s'")
    postgres.run(patience.format(sql.Identifier(name)))
    bench = open_bench(postgres.url(name))
    yield bench
    bench.database.close()
    postgres.drop_database(name)
