"""What is no desk, a newer one or a damaged one is refused, and not a byte of it is changed."""

import hashlib
import os
import random
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.queries.verify import verify
from supplydesk.services import people
from supplydesk.services.documents import post
from supplydesk.services.forms import DOCUMENT
from supplydesk.store.database import APPLICATION_ID, StoreTrouble, locate, reading, write
from supplydesk.store.desk_file import check_file
from supplydesk.store.making import make_desk
from supplydesk.store.migrate import open_desk
from tests.faults.state import SEAT, Desk, dispatch, in_chinese, seed

DAMAGED, LONG_DAMAGED = 150, 3_000


def _text(path: Path) -> None:
    path.write_text("截至目前，全市累计调拨", encoding="utf-8")


def _empty(path: Path) -> None:
    path.touch()


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("desk.supplydesk", "SQLite format 3\0")


def _of_another_application(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    connection.execute("PRAGMA application_id=1")
    connection.commit()
    connection.close()


def _in_wal_mode_of_another(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()


def _named_alike_and_nothing_else(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()


def _noise(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + random.Random(1).randbytes(9000))


def _directory(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


FOREIGN: dict[str, tuple[Callable[[Path], None], str]] = {
    "text": (_text, "foreign_file"),
    "empty": (_empty, "foreign_file"),
    "zip": (_zip, "foreign_file"),
    "another application": (_of_another_application, "foreign_file"),
    "another's in WAL mode": (_in_wal_mode_of_another, "foreign_file"),
    "our mark alone": (_named_alike_and_nothing_else, "no_desk_inside"),
    "noise": (_noise, "foreign_file"),
    "a folder": (_directory, "foreign_file"),
    "a pipe": (_pipe, "foreign_file"),
}


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "-"
        for path in folder.iterdir()
    }


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path, kind: str) -> None:
    make, code = FOREIGN[kind]
    path = tmp_path / "desk.supplydesk"
    make(path)
    before = _digests(tmp_path)
    with pytest.raises(StoreTrouble) as trouble:
        open_desk(locate(path))
    assert trouble.value.problem.code == code
    assert in_chinese(trouble.value.problem.text)
    assert str(path) in trouble.value.problem.text
    with pytest.raises(StoreTrouble) as trouble:
        make_desk(locate(path))
    assert trouble.value.problem.code == "already_there"
    assert _digests(tmp_path) == before


def test_a_newer_desk_is_refused_and_left_alone(desk: Desk) -> None:
    connection = sqlite3.connect(desk.path)
    connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.execute("CREATE TABLE of_tomorrow (x)")
    connection.commit()
    connection.close()
    before = _digests(desk.path.parent)
    asked: list[object] = []
    with pytest.raises(StoreTrouble) as trouble:
        open_desk(locate(desk.path), back_up=asked.append)
    assert trouble.value.problem.code == "newer_desk"
    assert "0999" in trouble.value.problem.text
    assert in_chinese(trouble.value.problem.text)
    assert asked == []
    assert _digests(desk.path.parent) == before


@pytest.mark.parametrize("left", [0, 50, 100, 4096, 5000, 0.5, 0.99])
def test_a_desk_whose_end_is_missing(desk: Desk, left: float) -> None:
    content = desk.path.read_bytes()
    size = int(left) if left >= 1 or not left else int(len(content) * left)
    desk.path.write_bytes(content[:size])
    before = desk.digest()
    with pytest.raises(StoreTrouble) as trouble:
        open_desk(locate(desk.path))
    assert trouble.value.problem.code == ("foreign_file" if size < 72 else "cut_short")
    assert desk.digest() == before


def _damage(content: bytearray, chance: random.Random) -> None:
    kind = chance.choice(["bit", "bytes", "page", "zeros", "swap"])
    at = chance.randrange(len(content))
    page = at // 4096 * 4096
    if kind == "bit":
        content[at] ^= 1 << chance.randrange(8)
    elif kind == "bytes":
        content[at : at + 16] = chance.randbytes(len(content[at : at + 16]))
    elif kind == "page":
        content[page : page + 4096] = chance.randbytes(4096)
    elif kind == "zeros":
        content[page : page + 4096] = bytes(4096)
    else:
        other = chance.randrange(len(content) // 4096) * 4096
        mine, theirs = content[page : page + 4096], content[other : other + 4096]
        content[page : page + 4096], content[other : other + 4096] = theirs, mine


def _opened_and_read(path: Path) -> str:
    """What a person meets: refused at the door, found by verify, not readable at all, or sound."""
    try:
        database = open_desk(locate(path))
    except StoreTrouble as trouble:
        assert in_chinese(trouble.problem.text)
        return "refused"
    try:
        return "sound" if verify(database, SEAT).sound else "found"
    except StoreTrouble as trouble:
        # Damage is a finding; what is left is a file that the system itself cannot read.
        assert trouble.problem.code in {"io_error", "cannot_open"}
        return "unreadable"
    finally:
        database.close()


def test_a_desk_damaged_anywhere_changes_by_no_byte(
    desk: Desk, request: pytest.FixtureRequest
) -> None:
    """Opened, read and verified; never a wrong answer without a word, never another byte."""
    chance = random.Random(seed())
    content = desk.path.read_bytes()
    outcomes: dict[str, int] = {}
    for number in range(LONG_DAMAGED if request.config.getoption("--long") else DAMAGED):
        broken = bytearray(content)
        _damage(broken, chance)
        desk.path.write_bytes(broken)
        outcome = _opened_and_read(desk.path)
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        assert desk.path.read_bytes() == bytes(broken), number
    assert outcomes["refused"]
    assert outcomes["found"]


def test_posting_into_a_damaged_desk_writes_all_or_nothing(
    desk: Desk, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(seed() + 1)
    content = desk.path.read_bytes()
    outcomes: dict[str, int] = {}
    form = DOCUMENT.validate_python(dispatch("x"))
    for number in range(LONG_DAMAGED if request.config.getoption("--long") else DAMAGED):
        broken = bytearray(content)
        _damage(broken, chance)
        desk.renew()
        desk.path.write_bytes(broken)
        try:
            database = open_desk(locate(desk.path))
        except StoreTrouble:
            continue
        try:
            with reading(database, SEAT) as session:
                seat = people.sit(session, now=SEAT.now)
            write(database, seat, lambda session: post(session, form))
            outcome = "posted"
        except StoreTrouble as trouble:
            outcome = trouble.problem.code
            assert in_chinese(trouble.problem.text), number
            assert desk.path.read_bytes() == bytes(broken), number
        except Refused:
            outcome = "refused"
            assert desk.path.read_bytes() == bytes(broken), number
        except Exception:  # noqa: BLE001 - a row that points nowhere looks like a bug of ours
            outcome = "bug"
            assert desk.path.read_bytes() == bytes(broken), number
        finally:
            database.close()
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    assert outcomes["posted"], "damage elsewhere is met by verify, not by every posting"
    assert outcomes["damaged"], outcomes


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    _pipe(tmp_path / "desk.supplydesk")
    with pytest.raises(StoreTrouble):
        check_file(tmp_path / "desk.supplydesk")


def test_a_file_that_vanished_while_it_was_open(desk: Desk) -> None:
    database = open_desk(locate(desk.path))
    with reading(database, SEAT) as session:
        seat = people.sit(session, now=SEAT.now)
    desk.path.unlink()
    form = DOCUMENT.validate_python(dispatch("x"))
    with pytest.raises(StoreTrouble) as trouble:
        write(database, seat, lambda session: post(session, form))
    assert trouble.value.problem.code == "cannot_open"
    desk.renew()
    assert write(database, seat, lambda session: post(session, form)).number
    database.close()
