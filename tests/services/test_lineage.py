"""A copy of another bureau's desk does not take this one's place without a word."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import backups, settings
from supplydesk.services.backups import Backup
from supplydesk.services.restoring import restore
from supplydesk.store.database import write
from tests.databases import Bench, make_bench
from tests.postgres_cluster import PostgresCluster


@pytest.fixture
def other(desk: Bench, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """麦积区's desk, made at the same moment as ours, on the same kind of database."""
    with ExitStack() as stack:
        address: str | Path = tmp_path / "other.supplydesk"
        if not desk.database.sqlite:
            server: PostgresCluster = request.getfixturevalue("postgres")
            address = stack.enter_context(server.database())
        bench = make_bench(address)
        stack.callback(bench.database.close)
        write(bench.database, bench.seat, lambda s: settings.save(s, bureau="麦积区应急管理局"))
        yield bench


def copied(bench: Bench, folder: Path) -> Backup:
    return backups.back_up(bench.database, bench.seat, "", folder)


def head(bench: Bench) -> object:
    return bench.rows("SELECT sequence, hash FROM chain_head")[0]


def refusal(desk: Bench, copy: Backup, folder: Path) -> str:
    """Why *copy* is refused, having changed nothing and left no file behind."""
    before = head(desk)
    desk.database.close()
    with pytest.raises(Refused) as refused:
        restore(desk.owner, copy.path, desk.seat, folder=folder)
    assert head(desk) == before
    assert not folder.exists() or list(folder.iterdir()) == []
    (problem,) = refused.value.problems
    assert (problem.code, problem.field) == ("another_desk", "backup")
    return problem.text


def test_another_bureaus_copy_is_refused_and_both_are_named(
    desk: Bench, other: Bench, tmp_path: Path
) -> None:
    text = refusal(desk, copied(other, tmp_path / "theirs"), tmp_path / "auto")
    for word in ("天水市应急管理局", "TSYJ", "麦积区应急管理局"):
        assert word in text


def test_told_so_it_takes_the_desks_place(desk: Bench, other: Bench, tmp_path: Path) -> None:
    theirs = copied(other, tmp_path / "theirs")
    desk.database.close()
    back = restore(desk.owner, theirs.path, desk.seat, folder=tmp_path / "auto", accept_other=True)
    assert back.automatic is not None, "what was there is kept"
    with desk.reading() as session:
        assert settings.load(session).bureau == "麦积区应急管理局"


def test_desks_that_began_as_one_are_told_apart_by_their_code(desk: Bench, tmp_path: Path) -> None:
    ours = copied(desk, tmp_path / "ours")
    write(desk.database, desk.seat, lambda s: settings.save(s, bureau_code="MJQ"))
    text = refusal(desk, ours, tmp_path / "auto")
    for word in ("TSYJ", "MJQ"):
        assert word in text


def test_our_own_older_copy_comes_back_whatever_the_bureau_is_called_now(
    desk: Bench, tmp_path: Path
) -> None:
    ours = copied(desk, tmp_path / "ours")
    write(desk.database, desk.seat, lambda s: settings.save(s, bureau="天水市应急局"))
    desk.database.close()
    back = restore(desk.owner, ours.path, desk.seat, folder=tmp_path / "auto")
    assert back.findings == ()
    with desk.reading() as session:
        assert settings.load(session).bureau == "天水市应急管理局"
