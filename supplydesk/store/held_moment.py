"""One moment of a server's desk, held so that several can look at it: pg_dump, and whoever checks.

What is read one after the other on a server is otherwise read at several moments, and a copy would
be judged by what came after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection, event

from supplydesk.store.database import Database
from supplydesk.store.server_engine import server_engine
from supplydesk.store.trouble import explaining


@contextmanager
def held_moment(database: Database) -> Iterator[tuple[str, Database]]:
    """The moment that *database*, a server's, is at now: its name, and the desk as it stands then.

    Both are good until the block ends; others go on working meanwhile.

    Raises:
        StoreTrouble: the server does not answer, or cut us off meanwhile.
    """
    with explaining(database.location), database.reader.connect() as holder:
        # Nothing is said on this connection for as long as others look, which may be long.
        holder.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        name = str(holder.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one())
        reader = server_engine(database.location.url, database.timeout, reads=True)

        @event.listens_for(reader, "begin")
        def _take_it(connection: Connection) -> None:
            connection.exec_driver_sql(f"SET TRANSACTION SNAPSHOT '{name}'")

        try:
            yield name, replace(database, reader=reader)
        finally:
            reader.dispose()
