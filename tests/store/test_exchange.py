"""A file set aside, its journal with it, and what a restore that was cut short leaves behind."""

import errno
import os
from pathlib import Path

import pytest

from supplydesk.store.exchange import (
    alone,
    aside_name,
    beside,
    clear_leftovers,
    forget_second_name,
    set_aside,
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "desk.supplydesk"
    path.write_bytes(b"old")
    return path


def test_a_journal_travels_with_its_file(old: Path) -> None:
    beside(old, "-journal").write_bytes(b"hot")
    aside = aside_name(old, "20221024-093000")
    assert set_aside(old, aside) == aside
    assert beside(aside, "-journal").read_bytes() == b"hot"
    assert not beside(old, "-journal").exists()
    assert aside.read_bytes() == old.read_bytes() == b"old"


def test_a_name_that_is_taken_is_not_taken_again(old: Path) -> None:
    first = aside_name(old, "20221024-093000")
    beside(first, "-journal").write_bytes(b"")
    second = aside_name(old, "20221024-093000")
    assert second.name == "desk-set-aside-20221024-093000-2.supplydesk"


def test_where_there_are_no_second_names_the_old_file_is_copied(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_paths: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    aside = aside_name(old, "1")
    set_aside(old, aside)
    assert aside.read_bytes() == b"old"
    assert not aside.samefile(old)


def test_a_disk_without_room_is_no_disk_without_links(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_paths: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(OSError, match="full"):
        set_aside(old, aside_name(old, "1"))


def test_the_second_name_of_a_restore_cut_short_goes_and_others_stay(old: Path) -> None:
    kept = aside_name(old, "1")
    kept.write_bytes(b"a desk set aside before")
    cut = aside_name(old, "2")
    os.link(old, cut)
    forget_second_name(old)
    assert not cut.exists()
    assert kept.exists()
    assert old.read_bytes() == b"old"


def test_what_sqlite_cannot_read_needs_no_keeping(old: Path, tmp_path: Path) -> None:
    with alone(old, 100):
        assert old.read_bytes() == b"old"
    with alone(tmp_path / "nothing", 100):
        assert not (tmp_path / "nothing").exists()


def test_leftovers_go_after_a_day(tmp_path: Path) -> None:
    old_part = tmp_path / ".supplydesk-1-abc.part"
    young = tmp_path / ".supplydesk-2-abc.part"
    for path in (old_part, young):
        path.write_bytes(b"half")
        beside(path, "-journal").write_bytes(b"hot")
    os.utime(old_part, (0, 0))
    clear_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [young.name, young.name + "-journal"]
