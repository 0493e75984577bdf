"""What holds for every test: Chinese on the desk, no stray warning, no thread left behind.

Faults of that kind hide in green runs, so each is a failure of the test that left it.
"""

import logging
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from supplydesk import paths, text
from supplydesk.store import migrate
from tests.postgres_cluster import NoPostgres, PostgresCluster

THREADS_END_WITHIN = 5.0

# Qt aborts the whole run where it finds no screen, so nobody need remember to say this.
if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the hours-long tests as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests marked ``long`` out unless they were asked for."""
    if config.getoption("--long"):
        return
    later = [item for item in items if item.get_closest_marker("long")]
    if later:
        config.hook.pytest_deselected(items=later)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


@pytest.fixture(autouse=True)
def _chinese() -> None:
    text.use("zh_CN", paths.resource("translations"))


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the test's own: desks, copies and logs that no path was given for go there."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(folder))
    return folder


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_stray_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log that no test asked for (by ``caplog``) is somebody's trouble."""
    listener = _Listener()
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    if listener.heard and "caplog" not in request.fixturenames:
        pytest.fail("stray log records:\n" + "\n".join(listener.heard))


def _threads() -> set[threading.Thread]:
    # A Qt thread that once ran Python stays listed as a dummy; there is nothing to join.
    return {thread for thread in threading.enumerate() if not thread.name.startswith("Dummy-")}


@pytest.fixture(autouse=True)
def _no_dangling_thread() -> Iterator[None]:
    before = _threads()
    yield
    until = time.monotonic() + THREADS_END_WITHIN
    while left := _threads() - before:
        if time.monotonic() > until:
            pytest.fail(f"threads left running: {sorted(thread.name for thread in left)}")
        time.sleep(0.01)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    """A private server for this worker; without one, a skip, or a failure where one is owed."""
    try:
        cluster = PostgresCluster()
    except NoPostgres as why:
        if os.environ.get("SUPPLYDESK_REQUIRE_POSTGRES"):
            pytest.fail(f"PostgreSQL is required here: {why}")
        pytest.skip(str(why))
    with cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres: PostgresCluster) -> Iterator[str]:
    """SQLAlchemy's address of an empty database of this test's own."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def newer_program(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], None]:
    """Call it, and this is a newer program: one migration more makes a table anew."""
    folder = tmp_path_factory.mktemp("newer") / "migrations"

    def become() -> None:
        shutil.copytree(migrate.MIGRATIONS, folder)
        (folder / "versions" / "9999_more.py").write_text(
            "from alembic import op\n"
            f"revision = '9999'\ndown_revision = '{migrate.VERSION}'\n"
            "def upgrade():\n"
            "    run = op.get_bind().exec_driver_sql\n"
            "    run('CREATE TABLE attachment_new (LIKE attachment INCLUDING ALL)')\n"
            "    run('DROP TABLE attachment')\n"
            "    run('ALTER TABLE attachment_new RENAME TO attachment')\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(migrate, "MIGRATIONS", folder)
        monkeypatch.setattr(migrate, "OLDER", (*migrate.OLDER, migrate.VERSION))
        monkeypatch.setattr(migrate, "VERSION", "9999")

    return become
