"""An import that copies the desk first: what stands there afterwards, and what a cancel leaves."""

from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import backups, imports, safe_import
from tests.databases import Bench
from tests.services.importing import book, item, planned

TITLES = ("编码", "名称", "单位")


class Enough(Exception):
    """Somebody pressed cancel."""


def copies(desk: Bench, folder: Path) -> list[str]:
    return [one.reason for one in backups.list_backups(desk.database.location, folder)]


@pytest.fixture(autouse=True)
def _copies_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "backup_folder", lambda _location: tmp_path / "backups")


def test_the_desk_is_copied_and_then_the_list_is_written(desk: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", TITLES, ("9001", "油灯", "盏"))
    steps: list[tuple[int, int]] = []
    found = safe_import.run(
        desk.database, desk.seat, planned(desk, path, "catalogue"), lambda *at: steps.append(at)
    )
    assert (found.applied.new, found.remarks) == (1, ())
    assert item(desk, "9001").name == "油灯"
    assert copies(desk, tmp_path / "backups") == ["before-import"]
    assert steps


def test_where_nothing_would_change_nothing_is_copied(desk: Bench, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", TITLES, ("9001", "油灯", "盏"))
    safe_import.run(desk.database, desk.seat, planned(desk, path, "catalogue"))
    again = planned(desk, path, "catalogue")
    assert safe_import.run(desk.database, desk.seat, again).applied.same == 1
    assert len(copies(desk, tmp_path / "backups")) == 1


def test_a_cancel_while_it_copies_writes_nothing(desk: Bench, tmp_path: Path) -> None:
    plan = planned(desk, book(tmp_path / "a.xlsx", TITLES, ("9001", "油灯", "盏")), "catalogue")

    def enough(_done: int, _total: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        safe_import.run(desk.database, desk.seat, plan, enough)
    assert copies(desk, tmp_path / "backups") == []
    assert not desk.rows("SELECT id FROM item WHERE code = '9001'")


def test_a_list_with_problems_is_refused(desk: Bench, tmp_path: Path) -> None:
    plan = planned(desk, book(tmp_path / "a.xlsx", TITLES, ("9001", "", "盏")), "catalogue")
    assert isinstance(plan, imports.Plan)
    with pytest.raises(Refused):
        safe_import.run(desk.database, desk.seat, plan)
    assert copies(desk, tmp_path / "backups") == []
