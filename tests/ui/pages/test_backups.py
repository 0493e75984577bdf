"""The backups page: a copy made, the books verified, a copy restored or refused."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from supplydesk.domain.problem import Problem
from supplydesk.services import catalogue, catalogue_list
from supplydesk.services.catalogue import ItemFacts
from supplydesk.store.database import reading, write
from supplydesk.store.migrate import open_desk
from supplydesk.ui.around import Target
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.backups import BackupsPage
from supplydesk.ui.pages.backups_findings import Findings
from supplydesk.ui.pages.backups_restore import RestoreDialog
from tests.ui.conftest import PATIENCE, Settle

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> BackupsPage:
    """The page, without any copy yet."""
    window.go(Target("backups"))
    settle()
    found = window.page()
    assert isinstance(found, BackupsPage)
    return found


def _back_up(page: BackupsPage, settle: Settle, qtbot: QtBot) -> None:
    QTest.keyClick(page.table, K.Key_B, CTRL)
    qtbot.waitUntil(lambda: page.work is None, timeout=PATIENCE)
    settle()


def _codes(page: BackupsPage) -> set[str]:
    """What lies at the desk's place now, read as if it were opened anew."""
    database = open_desk(page.desk.database.location)
    try:
        with reading(database, page.desk.seat) as session:
            return {one.facts.code for one in catalogue_list.items(session)}
    finally:
        database.close()


def _add_lamp(page: BackupsPage) -> None:
    lamp = ItemFacts("9001", "油灯", "盏")
    write(page.desk.database, page.desk.seat, lambda session: catalogue.put(session, [lamp]))


def test_a_copy_is_made_and_listed(
    page: BackupsPage,
    window: MainWindow,
    settle: Settle,
    qtbot: QtBot,
    qtmodeltester: ModelTester,
) -> None:
    assert not page.model.rows
    assert page.why_not("restore")
    _back_up(page, settle, qtbot)
    (row,) = page.model.rows
    assert row.path.is_file()
    assert row.size == row.path.stat().st_size
    assert str(row.path) in window.banner.accessibleName()
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]  # pytest-qt has no types there


def test_a_copy_of_altered_books_is_kept_and_what_was_found_is_shown(
    page: BackupsPage, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    path = page.desk.database.location.path
    assert path is not None
    with closing(sqlite3.connect(path, isolation_level=None)) as hand:
        hand.execute("UPDATE balance SET quantity = quantity + 1000 WHERE quantity > 1000")
    _back_up(page, settle, qtbot)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, Findings)
    assert shown.text.toPlainText()
    shown.reject()
    assert window.banner.property("tone") == "warn"
    (row,) = page.model.rows
    assert row.altered
    assert str(row.path) in window.banner.accessibleName()
    cells = [page.model.index(0, at).data() for at in range(page.model.columnCount())]
    assert "手工备份（账目有改动）" in cells


def test_copies_may_go_to_another_folder(
    page: BackupsPage, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    _back_up(page, settle, qtbot)
    stick = tmp_path / "stick"
    page.use_folder(stick)
    settle()
    assert not page.model.rows
    _back_up(page, settle, qtbot)
    assert [row.path.parent for row in page.model.rows] == [stick]
    page.use_folder(None)
    settle()
    assert [row.path.parent.name for row in page.model.rows] == ["backups"]


def test_a_folder_that_cannot_be_used_is_told(
    page: BackupsPage, window: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    page.use_folder(blocked)
    settle()
    _back_up(page, settle, qtbot)
    assert window.banner.isVisible()
    assert "file" in window.banner.accessibleName()


def test_the_books_are_verified(
    page: BackupsPage, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    page.on_verify()
    assert page.why_not("back_up"), "one thing at a time"
    qtbot.waitUntil(lambda: page.work is None, timeout=PATIENCE)
    settle()
    assert window.banner.property("tone") == "good"
    assert "164" in window.banner.accessibleName()


def test_findings_are_sentences_to_be_copied(page: BackupsPage, window: MainWindow) -> None:
    shown = Findings(window.around, [Problem("x", "One is wrong."), Problem("y", "Two is.")])
    shown.open()
    assert shown.text.toPlainText() == "1  One is wrong.\n2  Two is."
    QTest.keyClick(shown.main, K.Key_Space)
    assert QApplication.clipboard().text() == shown.text.toPlainText()
    assert page.isVisible()
    shown.reject()


def test_a_copy_is_restored_and_the_window_asks_to_be_opened_anew(
    page: BackupsPage, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    _back_up(page, settle, qtbot)
    _add_lamp(page)
    assert "9001" in _codes(page)
    page.table.put(0)
    page.on_restore()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, RestoreDialog)
    QTest.keyClick(asked, K.Key_Return)
    assert asked.work is None, "Enter alone restores nothing"
    page.on_restore()
    again = QApplication.activeModalWidget()
    assert isinstance(again, RestoreDialog)
    with qtbot.waitSignal(window.reopening, timeout=PATIENCE):
        QTest.keyClick(again.main, K.Key_Space)
    settle()
    assert "9001" not in _codes(page)
    path = page.desk.database.location.path
    assert path is not None
    assert list(path.parent.glob("*set-aside*")), "what was there is kept"


def test_a_copy_that_is_none_is_refused_and_the_desk_goes_on(
    page: BackupsPage, settle: Settle, qtbot: QtBot
) -> None:
    _back_up(page, settle, qtbot)
    page.model.rows[0].path.write_bytes(b"no desk at all" * 100)
    page.on_restore()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, RestoreDialog)
    QTest.keyClick(asked.main, K.Key_Space)
    qtbot.waitUntil(lambda: asked.work is None, timeout=PATIENCE)
    assert asked._wrong.text()
    assert asked.isVisible()
    asked.reject()
    _add_lamp(page)
    assert "9001" in _codes(page)


def test_what_a_role_may_not_do_is_not_offered(page: BackupsPage) -> None:
    desk = page.desk
    desk.sit(replace(desk.seat, role="viewer"))
    assert (page.offered(), page.primary()) == (("verify",), ())
    desk.sit(replace(desk.seat, role="keeper"))
    assert (page.offered(), page.primary()) == ((), ("back_up",))
