"""The desk goes while its window is open: one clear message, nothing that was typed is lost."""

import resource
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supplydesk.domain.seat import Seat
from supplydesk.services import drafts, people, reversal, sample
from supplydesk.services.forms import DispatchForm
from supplydesk.store.database import locate, reading, write
from supplydesk.store.migrate import open_desk
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.document import days
from supplydesk.ui.parts.dialog import Dialog
from tests.ui.conftest import NOW, PATIENCE
from tests.ui.keys import CTRL
from tests.ui.stories.clerk import Clerk

IMPATIENT = 200
"""Milliseconds that the desk waits for another program's lock."""


@pytest.fixture
def desk(qapp: QApplication, sample_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """The sample desk, which does not wait as long for a lock as it usually does."""
    path = tmp_path / "desk.supplydesk"
    shutil.copy(sample_file, path)
    database = open_desk(locate(path), timeout=IMPATIENT)
    with reading(database, Seat(now=lambda: NOW)) as session:
        seat = people.sit(session, sample.KEEPER, now=lambda: NOW)
    made = Desk(database, seat)
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()


def _path(desk: Desk) -> Path:
    path = desk.database.location.path
    assert path is not None
    return path


@contextmanager
def _deleted(path: Path) -> Iterator[None]:
    copy = path.with_suffix(".aside")
    shutil.copy(path, copy)
    path.unlink()
    yield
    assert not path.exists(), "nobody makes an empty desk in its place"
    copy.rename(path)


@contextmanager
def _moved(path: Path) -> Iterator[None]:
    elsewhere = path.with_name("elsewhere")
    elsewhere.mkdir()
    path.rename(elsewhere / path.name)
    before = (elsewhere / path.name).read_bytes()
    yield
    assert (elsewhere / path.name).read_bytes() == before, "what was moved is not written to"
    (elsewhere / path.name).rename(path)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def _full(path: Path) -> Iterator[None]:
    """Nothing more can be written to any file: what a full disk does, with another error code."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


Trouble = Callable[[Path], AbstractContextManager[None]]
TROUBLES = [_deleted, _moved, _locked, _full]


def _typed(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    clerk.head()
    clerk.line("mb", "10")
    clerk.settle()


def _saved(desk: Desk, key: str) -> DispatchForm | None:
    with reading(desk.database, desk.seat) as session:
        if drafts.standing(session, key) is None:
            return None
        form = drafts.form_of(drafts.find(session, key))
    assert isinstance(form, DispatchForm)
    return form


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be taken away there")
@pytest.mark.parametrize("trouble", TROUBLES)
def test_an_autosave_that_fails_is_said_once_and_made_up_for(
    clerk: Clerk, desk: Desk, qtbot: QtBot, trouble: Trouble
) -> None:
    _typed(clerk)
    page = clerk.page
    key = page.paper.key
    with trouble(_path(desk)):
        qtbot.waitUntil(lambda: bool(clerk.told()), timeout=PATIENCE)
        clerk.settle()
        assert page.keeper.dirty
        clerk.line("zdc", "5")
        assert [line["ordered"] for line in page.body.lines.lines] == ["10", "5"]
        clerk.settle()
    qtbot.waitUntil(lambda: not page.keeper.dirty and desk.idle, timeout=PATIENCE)
    clerk.settle()
    form = _saved(desk, key)
    assert form is not None
    assert [(line.item, line.ordered) for line in form.lines] == [("101009", "10"), ("101006", "5")]
    assert not clerk.told(), "what was mended by itself is no longer said"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be taken away there")
@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_posting_that_fails_leaves_the_paper_as_it_was_and_can_be_tried_again(
    clerk: Clerk, desk: Desk, qtbot: QtBot, trouble: Trouble
) -> None:
    _typed(clerk)
    with trouble(_path(desk)):
        clerk.post()
        qtbot.waitUntil(lambda: bool(clerk.told()), timeout=PATIENCE)
        assert clerk.page.paper.state == "draft"
        assert clerk.page.body.lines.line(0)["ordered"] == "10"
    clerk.settle()
    clerk.post()
    assert clerk.page.paper.number == "DB-20221128-001"
    assert not clerk.told()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be taken away there")
def test_a_window_with_a_draft_that_cannot_be_saved_asks_before_it_closes(
    clerk: Clerk, desk: Desk, qtbot: QtBot
) -> None:
    _typed(clerk)
    key = clerk.page.paper.key
    closed: list[bool] = []
    clerk.window.closed.connect(lambda: closed.append(True))
    with _full(_path(desk)):
        clerk.window.close()
        qtbot.waitUntil(lambda: isinstance(clerk.focus.window(), Dialog), timeout=PATIENCE)
        assert not closed
        clerk.press(Qt.Key.Key_Escape)
        qtbot.wait(100)
        assert not closed, "she stays with what she typed"
        assert clerk.page.body.lines.line(0)["ordered"] == "10"
    clerk.window.close()
    qtbot.waitUntil(lambda: bool(closed), timeout=PATIENCE)
    assert _saved(desk, key) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be taken away there")
def test_a_draft_that_was_left_while_the_disk_was_full_is_saved_beside_the_next_one(
    clerk: Clerk, desk: Desk, qtbot: QtBot
) -> None:
    _typed(clerk)
    keeper, first = clerk.page.keeper, clerk.page.paper.key
    with _full(_path(desk)):
        clerk.press(Qt.Key.Key_N, CTRL)
        clerk.head()
        clerk.line("zdc", "5")
        qtbot.waitUntil(lambda: keeper.trouble is not None, timeout=PATIENCE)
        second = clerk.page.paper.key
        assert second != first
    qtbot.waitUntil(lambda: not keeper.dirty and desk.idle, timeout=PATIENCE)
    for key, item in ((first, "101009"), (second, "101006")):
        form = _saved(desk, key)
        assert form is not None
        assert [line.item for line in form.lines] == [item]


def test_a_day_that_is_none_does_not_keep_the_rest_from_being_saved(
    clerk: Clerk, desk: Desk, qtbot: QtBot
) -> None:
    _typed(clerk)
    page = clerk.page
    date = page.body.head.widgets["voucher_date"]
    date.setFocus()
    clerk.type("13-45")
    clerk.settle()
    assert date.property("wrong") == "true"
    qtbot.waitUntil(lambda: not page.keeper.dirty and desk.idle, timeout=PATIENCE)
    form = _saved(desk, page.paper.key)
    assert form is not None
    assert form.voucher_date is None
    assert [line.item for line in form.lines] == ["101009"]
    assert page.body.head.values()["voucher_date"] == "13-45", "it stands there to be mended"
    clerk.post()
    assert page.paper.state == "draft", "nothing is posted without it"


def test_a_paper_that_another_desk_reversed_meanwhile_is_not_reversed_again(
    clerk: Clerk, desk: Desk, qtbot: QtBot
) -> None:
    _typed(clerk)
    clerk.post()
    number = clerk.page.paper.number
    other = open_desk(locate(_path(desk)))
    write(other, desk.seat, lambda session: reversal.reverse(session, number, "写错", "other"))
    other.close()
    clerk.command("hcbfz")
    qtbot.waitUntil(lambda: isinstance(clerk.focus.window(), Dialog), timeout=PATIENCE)
    clerk.compose("写错")
    clerk.enter()
    clerk.settle()
    assert number in clerk.told() or "红冲" in clerk.told()
    clerk.window.go(Target("paper", number))
    clerk.settle()
    assert clerk.page.paper.state == "reversed"
    assert clerk.page.primary() == ()


def test_a_fault_of_ours_in_the_autosave_is_said_and_the_next_change_saves(
    clerk: Clerk, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _typed(clerk)
    page = clerk.page
    qtbot.waitUntil(lambda: not page.keeper.dirty and desk.idle, timeout=PATIENCE)
    bugs: list[object] = []
    clerk.window.bug.disconnect()
    clerk.window.bug.connect(bugs.append)
    with monkeypatch.context() as broken:
        broken.setattr(days, "moment", _broken)
        clerk.line("zdc", "5")
        qtbot.waitUntil(lambda: page.keeper.trouble is not None, timeout=PATIENCE)
        clerk.settle()
        assert "草稿" in clerk.told()
        assert clerk.window.status._saved.text() == "未保存"
        assert bugs
        assert page.keeper.dirty
        told = len(bugs)
        clerk.post()
        assert len(bugs) > told, "no step is silent either"
    clerk.line("mjt", "1")
    qtbot.waitUntil(lambda: not page.keeper.dirty and desk.idle, timeout=PATIENCE)
    clerk.settle()
    form = _saved(desk, page.paper.key)
    assert form is not None
    assert [line.ordered for line in form.lines] == ["10", "5", "1"]
    assert clerk.window.status._saved.text().startswith("已保存")


def _broken(*_given: object) -> str:
    raise ValueError("nobody has thought of it")
