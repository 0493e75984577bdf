"""The log of our own faults, and the package made of it: the places, and nobody's goods or name."""

import json
import zipfile
from pathlib import Path

import pytest

from supplydesk import paths
from supplydesk.services import faults
from tests.databases import Bench

PLANTED = ("棉被 620 床", "王秀兰", "N95口罩", "Wang", "Li: 139-0000", "甘E·A3217")


@pytest.fixture(autouse=True)
def _own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path / "log")


def _fault(words: str) -> Exception:
    try:
        try:
            raise KeyError(PLANTED[1])
        except KeyError as cause:
            raise ValueError(words) from cause
    except ValueError as error:
        return error


def test_a_fault_is_written_whole_and_the_log_does_not_grow_without_end() -> None:
    log = faults.record(_fault("\n".join(PLANTED)))
    told = log.read_text(encoding="utf-8")
    assert "ValueError: 棉被 620 床" in told
    assert "in _fault" in told
    for _ in range(12):
        faults.record("x" * 500_000)
    kept = list(log.parent.iterdir())
    assert len(kept) == 1 + faults.OLDER_LOGS
    assert all(one.stat().st_size <= faults.MOST_BYTES for one in kept)


def test_what_is_handed_on_says_where_and_not_what() -> None:
    log = faults.record(_fault("\n".join(PLANTED))).read_text(encoding="utf-8")
    shared = faults.shareable(log)
    assert not [word for word in (*PLANTED, str(Path.home()) + "/") if word in shared]
    assert "KeyError" in shared
    assert "ValueError" in shared
    assert " _fault\n" in shared


def test_the_package_holds_log_versions_and_a_verdict_but_no_goods(
    desk: Bench, tmp_path: Path
) -> None:
    desk.opening({"item": "101009", "quantity": "620", "maker": "××被服厂"})
    faults.record(_fault("\n".join(PLANTED)))
    path = faults.write_package(tmp_path / "out.zip", faults.of_desk(desk.database, desk.seat))
    with zipfile.ZipFile(path) as package:
        whole = "".join(package.read(name).decode() for name in package.namelist())
        about = json.loads(package.read("about.json"))
        assert set(package.namelist()) == {"about.json", faults.LOG}
    assert (about["documents"], about["findings"]) == (1, {})
    assert about["desk"] == ("file" if desk.database.sqlite else "server")
    assert about["schema"]
    for word in (*PLANTED, "棉被", "李××", "被服厂", "天水"):
        assert word not in whole
