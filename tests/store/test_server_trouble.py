"""What a server says, as the person at the desk is told it, and who has to mend it."""

from types import SimpleNamespace

import psycopg
import pytest
from psycopg import errors, pq

from supplydesk.store import server_trouble
from supplydesk.store.database import StoreTrouble, engines, locate
from supplydesk.store.making import make_desk
from supplydesk.store.server_trouble import server_problem
from tests.postgres_cluster import PostgresCluster


@pytest.mark.parametrize("wrong", ["database", "account"])
def test_a_server_that_turns_us_away_is_told_from_one_that_is_gone(
    postgres: PostgresCluster, wrong: str
) -> None:
    address = postgres.url("nonesuch")
    if wrong == "account":
        address = postgres.url("postgres").replace("supplydesk@", "nonesuch@")
    with pytest.raises(StoreTrouble) as trouble:
        make_desk(locate(address))
    assert trouble.value.problem.code == "turned_away"
    assert "nonesuch" in trouble.value.problem.text
    assert not trouble.value.reopen


def test_one_that_is_gone_is_to_be_opened_anew(postgres: PostgresCluster) -> None:
    with pytest.raises(StoreTrouble) as trouble:
        make_desk(locate(postgres.url("desk") + "&port=1"))
    assert trouble.value.problem.code == "no_server"
    assert trouble.value.reopen


def test_one_that_is_only_starting_is_no_matter_of_passwords() -> None:
    error = psycopg.OperationalError("FATAL:  the database system is starting up")
    problem = server_problem(error)
    assert problem is not None
    assert problem.code == "no_server"


def test_one_that_was_gone_and_is_back_has_not_turned_us_away(
    postgres: PostgresCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes up between our failing and our asking whether it is there."""
    address = f"host={postgres.folder} port=1 connect_timeout=3"
    with pytest.raises(psycopg.OperationalError) as failed:
        psycopg.connect(address)
    there = SimpleNamespace(Ping=pq.Ping, PGconn=SimpleNamespace(ping=lambda _at: pq.Ping.OK))
    monkeypatch.setattr(server_trouble, "pq", there)
    problem = server_problem(failed.value)
    assert problem is not None
    assert problem.code == "no_server"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.DiskFull(), "disk_full"),
        (errors.ReadOnlySqlTransaction(), "read_only"),
        (errors.QueryCanceled(), "cancelled"),
        (errors.AdminShutdown(), "no_server"),
        (errors.UndefinedTable(), None),
    ],
)
def test_what_a_server_says_in_the_middle_of_work(error: psycopg.Error, code: str | None) -> None:
    problem = server_problem(error)
    assert (problem and problem.code) == code


def test_another_programs_database_is_no_place_for_a_desk(postgres_url: str) -> None:
    database = engines(locate(postgres_url))
    with database.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (id int)")
    database.close()
    with pytest.raises(StoreTrouble) as trouble:
        make_desk(locate(postgres_url))
    assert trouble.value.problem.code == "not_empty"
    assert "theirs" in trouble.value.problem.text
    database = engines(locate(postgres_url))
    with database.reader.connect() as connection:
        tables = connection.exec_driver_sql(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
    database.close()
    assert [name for (name,) in tables] == ["theirs"]
