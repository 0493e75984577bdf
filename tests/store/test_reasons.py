"""Why the system would not, in the desk's language; and addresses as people write them."""

import errno
import os
import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from supplydesk.domain.seat import Seat
from supplydesk.services import desks
from supplydesk.store.database import locate
from supplydesk.store.reasons import reason_of
from supplydesk.store.trouble import StoreTrouble

LATIN = re.compile("[A-Za-z]")
NUMBERS = (
    "EACCES", "EPERM", "ENOSPC", "EDQUOT", "EFBIG", "EROFS", "ENOENT", "EISDIR", "ENOTDIR", "EIO",
    "EEXIST", "ENAMETOOLONG", "EMFILE", "ENFILE", "EBUSY", "ELOOP",
)  # fmt: skip


@pytest.mark.parametrize("name", NUMBERS)
def test_the_systems_reasons_are_said_in_chinese(name: str) -> None:
    number = getattr(errno, name)
    assert not LATIN.search(reason_of(OSError(number, os.strerror(number), "/a")))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_FULL", "磁盘已满"),
        ("SQLITE_IOERR_WRITE", "磁盘或其连接出错"),
        ("SQLITE_CANTOPEN", "没有权限"),
        ("SQLITE_READONLY_DIRECTORY", "只读"),
    ],
)
def test_so_are_those_of_sqlite(name: str, words: str) -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = name
    assert words in reason_of(error)


def test_what_nobody_has_words_for_is_said_as_it_came() -> None:
    assert reason_of(OSError("strange")) == "strange"
    assert reason_of(sqlite3.OperationalError("odd")) == "odd"
    assert reason_of(OSError()) == "OSError"


def test_a_desk_that_cannot_be_made_says_why_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    facts = desks.FirstFacts(begins=date(2022, 10, 1))
    with pytest.raises(StoreTrouble) as caught:
        desks.make(locate(tmp_path / "file" / "desk.supplydesk"), facts, Seat())
    assert "该名称已被占用" in caught.value.problem.text


def test_a_servers_address_is_shown_as_it_was_typed() -> None:
    assert str(locate("postgresql://li@server:5433/desk")) == "postgresql://li@server:5433/desk"
    assert "secret" not in str(locate("postgresql://li:secret@server/desk"))
