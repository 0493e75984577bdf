"""The tests' own server: on a socket, durable, gone without a trace, however the run ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from tests.postgres_cluster import PostgresCluster

ROOT = Path(__file__).parents[1]


def _connect(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)


def _ends(pid: int) -> bool:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_a_database_is_empty_utf8_and_sorted_by_code_points(postgres_url: str) -> None:
    with _connect(postgres_url) as connection:
        row = connection.execute(
            "SELECT current_setting('server_encoding'), current_setting('fsync'),"
            " current_setting('listen_addresses'), datcollate,"
            " (SELECT count(*) FROM pg_tables WHERE schemaname = 'public')"
            " FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert row == ("UTF8", "on", "", "C", 0)


def test_databases_are_dropped_even_while_somebody_is_connected(postgres: PostgresCluster) -> None:
    with postgres.database() as url:
        connection = _connect(url)
    with _connect(postgres.url("postgres")) as other:
        left = other.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'desk%%'", prepare=False
        ).fetchall()
    connection.close()
    assert url.split("/")[-1].split("?")[0] not in {name for (name,) in left}


def test_what_was_committed_survives_a_kill_and_nothing_is_left_behind() -> None:
    with PostgresCluster() as cluster:
        with _connect(cluster.url("postgres")) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS figure")
        cluster.kill()
        cluster.start()
        with _connect(cluster.url("postgres")) as connection:
            assert connection.execute("SELECT figure FROM kept").fetchone() == (7,)
        pid = int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
    assert _ends(pid)
    assert not cluster.folder.exists()


def test_the_server_ends_with_a_run_that_is_killed() -> None:
    program = (
        "import sys, time\n"
        "from tests.postgres_cluster import PostgresCluster\n"
        "cluster = PostgresCluster(fsync=False)\n"
        "cluster.start()\n"
        "print(cluster.folder, flush=True)\n"
        "time.sleep(600)\n"
    )
    run = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    assert run.stdout is not None
    folder = Path(run.stdout.readline().decode().strip())
    pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    assert _ends(pid)
    subprocess.run(["rm", "-rf", folder], check=True)
