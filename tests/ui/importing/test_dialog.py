"""The import dialog: what a list would change is seen first; then all of it, after a copy."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from supplydesk.services import backups, imports
from supplydesk.services.safe_import import Imported
from supplydesk.ui.importing.dialog import ImportDialog
from supplydesk.ui.main_window import MainWindow
from tests.services.importing import book
from tests.ui.conftest import Settle

TITLES = ("编码", "名称", "规格型号", "单位", "包装", "最低库存")
QUILT = ("101009", "棉被", "2.0×1.8m", "床", "包=5", "500")
LAMP = ("9001", "油灯", "玻璃罩", "盏", "箱=12", "")


def _asked(window: MainWindow, settle: Settle, file: Path) -> ImportDialog:
    dialog = ImportDialog(window.around, "catalogue")
    dialog.open()
    QTest.keyClicks(dialog.path, str(file))
    QTest.keyClick(dialog.path, Qt.Key.Key_Return)
    settle()
    return dialog


def test_a_list_is_seen_first_and_then_written_after_a_copy(
    window: MainWindow, settle: Settle, tmp_path: Path, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    dialog = _asked(window, settle, book(tmp_path / "a.xlsx", TITLES, QUILT, LAMP))
    assert [(row.kind, row.where, row.what) for row in dialog.model.rows] == [
        ("new", "9001", "油灯")
    ]
    assert [row.kind for row in dialog._rows] == ["changed", "new"]
    qtmodeltester.check(dialog.model)  # type: ignore[no-untyped-call]  # pytest-qt has no types there
    assert dialog.main.text() == "新增 1，变更 1"
    came: list[Imported] = []
    dialog.imported.connect(came.append)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(came))
    settle()
    assert (came[0].applied.new, came[0].applied.changed, came[0].remarks) == (1, 1, ())
    copies = backups.list_backups(window.around.desk.database.location)
    assert [one.reason for one in copies] == ["before-import"]


def test_problems_come_first_with_their_cells_and_nothing_can_be_written(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    wrong = ("9002", "灯", "", "盏", "12", "很多")
    unnamed = ("9003", "", "", "盏", "", "")
    dialog = _asked(window, settle, book(tmp_path / "a.xlsx", TITLES, LAMP, wrong, unnamed))
    assert [row.kind for row in dialog.model.rows] == ["problem"] * 3
    assert {row.where for row in dialog.model.rows} == {"E3", "F3", "B4"}
    assert not dialog.main.isEnabled()
    assert "3" in dialog._outcome.text()
    dialog._chips["new"].click()
    assert [row.where for row in dialog.model.rows] == ["9001", "9002"]
    dialog.reject()


def test_a_file_that_is_not_there_is_told_in_the_dialog(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    dialog = _asked(window, settle, tmp_path / "nothing.xlsx")
    assert dialog._wrong.text().startswith(f"找不到 {tmp_path / 'nothing.xlsx'}。")
    assert not dialog.main.isEnabled()
    assert dialog.isVisible()
    dialog.reject()


def test_a_list_that_changes_nothing_offers_nothing(window: MainWindow, settle: Settle) -> None:
    dialog = ImportDialog(window.around, "catalogue")
    dialog.open()
    dialog.preview(imports.plan_starter)
    settle()
    assert {row.kind for row in dialog.model.rows} <= {"same", "changed"}
    assert dialog.main.isEnabled() == any(row.kind == "changed" for row in dialog._rows)
    dialog.reject()
