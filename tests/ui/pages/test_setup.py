"""The first run's steps by keys: ready catalogue, own Excel with its problems, opening stock."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from supplydesk.domain.problem import Problem
from supplydesk.services import backups
from supplydesk.services.safe_import import Imported
from supplydesk.services.setting_up import SettingUp
from supplydesk.store.database import StoreTrouble
from supplydesk.ui.application import dress
from supplydesk.ui.importing.dialog import ImportDialog, ask_import
from supplydesk.ui.pages.setup import SetupPage
from supplydesk.ui.parts.new_desk import WarehouseRows
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.tour.desks import Desks
from supplydesk.ui.tour.stage import Stage, dialogs, set_up

WAIT = 20_000


@pytest.fixture
def stage(
    qapp: QApplication, qtbot: QtBot, preferences: Preferences, tmp_path: Path
) -> Iterator[Stage]:
    """A new desk with its warehouses, on the page of the first run."""
    dress(qapp, preferences.look)
    with set_up(Desks(tmp_path).copy("empty"), preferences, QSize(1366, 768), tmp_path) as made:
        made.go("setup")
        yield made


def _page(stage: Stage) -> SetupPage:
    page = stage.page
    assert isinstance(page, SetupPage)
    return page


def _plan(qtbot: QtBot) -> ImportDialog:
    found = dialogs()[-1]
    assert isinstance(found, ImportDialog)
    qtbot.waitUntil(lambda: found.plan is not None, timeout=WAIT)
    return found


def _show(stage: Stage, name: str, rows: str, done: Callable[[Imported], object]) -> None:
    file = stage.folder / name
    file.write_text(rows, encoding="utf-8")
    dialog = ask_import(stage.main.around, "opening" if "数量" in rows else "catalogue")
    dialog.imported.connect(done)
    dialog.take_file(str(file))


def test_the_three_steps_by_keys_and_they_are_read_off_the_desk(stage: Stage, qtbot: QtBot) -> None:
    page = _page(stage)
    assert page.found is not None
    assert page.found.step == "catalogue"
    assert page.starter.hasFocus()
    stage.key(Qt.Key.Key_Space)
    dialog = _plan(qtbot)
    assert (dialog.plan.new, dialog.plan.problems) == (87, ())  # type: ignore[union-attr]  # waited
    assert dialog.main.hasFocus()
    QTest.keyClick(dialog.main, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.found is not None and page.found.step == "opening", timeout=WAIT)
    qtbot.waitUntil(page.opening.hasFocus, timeout=WAIT)
    done: list[Imported] = []
    rows = "名称,规格,数量,仓库\n棉被,,620,城东库\n面包,,40,城西库\n"
    _show(stage, "期初.csv", rows, done.append)
    dialog = _plan(qtbot)
    QTest.keyClick(dialog.main, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT)
    assert len(done[0].applied.posted) == 2, "a voucher for each warehouse"
    qtbot.waitUntil(lambda: page.found is not None and page.found.step == "", timeout=WAIT)
    qtbot.waitUntil(page.work.hasFocus, timeout=WAIT)
    copies = backups.list_backups(stage.main.around.desk.database.location)
    assert len(copies) == 2, "one before each import"
    # Left and come back to: everything is on the desk.
    stage.go("home")
    stage.go("setup")
    assert page.found.step == ""


def test_problems_stand_at_their_cells_and_nothing_is_imported(
    stage: Stage, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    rows = "编码,名称,单位\n901,雨衣,件\n901,雨衣,件\n,伞,把\n"
    _show(stage, "目录.csv", rows, lambda _done: None)
    dialog = _plan(qtbot)
    plan = dialog.plan
    assert plan is not None
    assert plan.stopped
    assert {problem.field for problem in plan.problems} >= {"A3", "A4"}
    assert {row.kind for row in dialog.model.rows} == {"problem"}
    assert dialog.model.rows[0].where == "A3"
    assert not dialog.main.isEnabled()
    assert dialog.table.hasFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    qtmodeltester.check(dialog.model)  # type: ignore[no-untyped-call]  # the plugin's own
    dialog.reject()
    stage.settle()
    assert _page(stage).found.items == 0  # type: ignore[union-attr]  # it was shown


def test_the_same_list_twice_has_nothing_to_do(stage: Stage, qtbot: QtBot) -> None:
    rows = "编码,名称,单位\n901,雨衣,件\n"
    done: list[Imported] = []
    _show(stage, "目录.csv", rows, done.append)
    _plan(qtbot).taken.emit()
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT)
    _show(stage, "目录.csv", rows, done.append)
    dialog = _plan(qtbot)
    assert not dialog.main.isEnabled()
    assert dialog.plan.same == 1  # type: ignore[union-attr]  # waited for
    dialog.reject()


def test_what_is_no_list_is_said_in_the_dialog(stage: Stage, qtbot: QtBot) -> None:
    _show(stage, "目录.csv", "甲,乙\n1,2\n", lambda _done: None)
    dialog = dialogs()[-1]
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: bool(dialog._wrong.text()), timeout=WAIT)
    assert "编码" in dialog._wrong.text()
    assert not dialog.main.isEnabled()
    dialog.reject()


def test_a_copy_that_fails_keeps_the_import_from_happening(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object) -> None:
        raise StoreTrouble(Problem("disk_full", "磁盘已满"))

    monkeypatch.setattr("supplydesk.services.backups.automatic", full)
    _show(stage, "目录.csv", "编码,名称,单位\n901,雨衣,件\n", lambda _done: None)
    dialog = _plan(qtbot)
    dialog.taken.emit()
    qtbot.waitUntil(lambda: "磁盘已满" in dialog._wrong.text(), timeout=WAIT)
    assert dialog.isVisible()
    dialog.reject()
    stage.main.around.window.go(stage.main.here)
    stage.settle()
    assert _page(stage).found.items == 0  # type: ignore[union-attr]  # it was shown


def test_more_warehouses_are_added(stage: Stage, qtbot: QtBot) -> None:
    page = _page(stage)
    page.add_warehouses()
    QTest.keyClick(dialogs()[-1], Qt.Key.Key_Return)
    assert dialogs(), "a name is needed"
    rows = dialogs()[-1].findChild(WarehouseRows)
    assert rows is not None
    rows.names[0].setText("城南库")
    QTest.keyClick(rows.names[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.found.warehouses) == 3, timeout=WAIT)  # type: ignore[union-attr]
    assert page.found.warehouses[-1] == ("CK03", "城南库")  # type: ignore[union-attr]


def test_import_has_its_key_only_where_there_is_something_to_import(stage: Stage) -> None:
    page = _page(stage)
    assert page.why_not("import") == ""
    page.show_found(SettingUp("局", (("CK01", "库"),), 5, working=True))
    assert page.why_not("import")


def test_enter_on_the_way_to_work_goes_there(stage: Stage) -> None:
    work = _page(stage).work
    work.setFocus()
    QTest.keyClick(work, Qt.Key.Key_Return)
    stage.settle()
    assert stage.main.page() is not None
    assert not isinstance(stage.main.page(), SetupPage)
