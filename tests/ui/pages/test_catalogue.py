"""The catalogue page by keys: found, added, changed, stopped; nothing typed is lost unasked."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from supplydesk.services import catalogue, catalogue_list
from supplydesk.services.catalogue import ItemFacts
from supplydesk.store.database import reading, write
from supplydesk.ui.around import Target
from supplydesk.ui.importing.dialog import ImportDialog
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.catalogue import CataloguePage
from tests.services.importing import book
from tests.ui.conftest import PATIENCE, Settle
from tests.ui.typing import answer, fill_in, type_into

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> CataloguePage:
    """The page, with all of the sample's items."""
    window.go(Target("catalogue"))
    settle()
    found = window.page()
    assert isinstance(found, CataloguePage)
    return found


def _item(page: CataloguePage, code: str) -> ItemFacts:
    with reading(page.desk.database, page.desk.seat) as session:
        return {one.facts.code: one.facts for one in catalogue_list.items(session)}[code]


def test_every_item_is_listed_and_found_by_its_initials(
    page: CataloguePage, qtmodeltester: ModelTester
) -> None:
    assert len(page.model.rows) == 87
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]  # pytest-qt has no types there
    QTest.keyClick(page.table, K.Key_F3)
    QTest.keyClicks(page.search, "mb")
    QTest.keyClick(page.search, K.Key_Return)
    assert page.model.rows[0].facts.name == "棉被"
    assert page.table.hasFocus(), "Enter in the search goes to what was found, and opens nothing"
    assert page.panel.isHidden()


def test_an_item_is_added_by_keys_alone(page: CataloguePage, settle: Settle) -> None:
    QTest.keyClick(page.table, K.Key_F5)
    form = page.panel.form
    typed = {"code": "900001", "group": "照明", "name": "油灯", "spec": "", "unit": "盏"}
    for name, text in typed.items():
        assert form.field(name).control.hasFocus(), name
        type_into(form.field(name).control, text)
        QTest.keyClick(form.field(name).control, K.Key_Return)
    fill_in(form, packs="箱=12盏")
    assert "yd" in form.field("mnemonic")._note.text(), "the mnemonic that it would have"
    QTest.keyClick(form.field("packs").control, K.Key_Return, CTRL)
    settle()
    assert page.panel.isHidden()
    row = page.table.current()
    assert row is not None
    assert (row.facts.code, row.facts.mnemonic) == ("900001", "yd")
    assert row.facts.packs[0].size == 12


def test_problems_are_at_their_fields_and_nothing_typed_is_lost(
    page: CataloguePage, settle: Settle
) -> None:
    QTest.keyClick(page.table, K.Key_F5)
    form = page.panel.form
    fill_in(form, code="101009")
    fill_in(form, unit="床")
    fill_in(form, packs="24")
    QTest.keyClick(form.field("packs").control, K.Key_F8)
    settle()
    assert form.field("name").wrong
    assert form.field("packs").wrong
    assert form.field("name").control.hasFocus()
    fill_in(form, name="毯子")
    fill_in(form, packs="包=5")
    QTest.keyClick(form.field("packs").control, K.Key_F8)
    settle()
    assert "101009" in form.field("code").wrong, "the code is taken"
    assert form.value("name") == "毯子"
    assert _item(page, "101009").name == "棉被"
    answer(lambda shown: QTest.keyClick(shown.main, K.Key_Space))
    page.escape()
    assert page.panel.isHidden()


def test_a_change_keeps_the_code_and_renews_the_mnemonic(
    page: CataloguePage, settle: Settle
) -> None:
    page.table.put_key("101009")
    QTest.keyClick(page.table, K.Key_Return)
    form = page.panel.form
    assert not form.field("code").open
    fill_in(form, name="厚棉被")
    fill_in(form, minimum="20包")
    QTest.keyClick(form.field("minimum").control, K.Key_S, CTRL)
    settle()
    item = _item(page, "101009")
    assert (item.name, item.mnemonic) == ("厚棉被", "hmb")
    assert item.minimum == 100


def test_a_change_that_somebody_else_made_meanwhile_is_not_written_over(
    page: CataloguePage, settle: Settle
) -> None:
    page.table.put_key("101009")
    QTest.keyClick(page.table, K.Key_Return)
    form = page.panel.form
    fill_in(form, name="厚棉被")
    before = _item(page, "101009")
    write(
        page.desk.database,
        page.desk.seat,
        lambda session: catalogue.put(session, [ItemFacts("101009", "薄棉被", before.unit)]),
    )
    QTest.keyClick(form.field("name").control, K.Key_F8)
    settle()
    assert form.field("code").wrong
    assert _item(page, "101009").name == "薄棉被"
    form.fill({})


def test_an_item_is_stopped_and_used_again(
    page: CataloguePage, window: MainWindow, settle: Settle
) -> None:
    page.table.put_key("101009")
    page.on_stop_item()
    settle()
    assert not _item(page, "101009").active
    row = page.table.current()
    assert row is not None
    assert row.facts.code == "101009", "it does not vanish under the cursor"
    assert "use_item" in page.offered()
    page.on_use_item()
    settle()
    assert _item(page, "101009").active
    assert window.page() is page


def test_leaving_with_something_typed_asks(
    page: CataloguePage, window: MainWindow, settle: Settle
) -> None:
    QTest.keyClick(page.table, K.Key_F5)
    fill_in(page.panel.form, name="油灯")
    answer(lambda shown: QTest.keyClick(shown, K.Key_Escape))
    window.go(Target("stock"))
    assert window.page() is page
    assert page.panel.form.value("name") == "油灯"
    answer(lambda shown: QTest.keyClick(shown.main, K.Key_Space))
    window.go(Target("stock"))
    settle()
    assert window.here.page == "stock"


def test_the_panel_lies_over_the_list_in_a_small_window(
    page: CataloguePage, window: MainWindow, settle: Settle
) -> None:
    window.resize(800, 600)
    QTest.keyClick(page.table, K.Key_F5)
    settle()
    body = page.panel.parentWidget()
    assert body is not None
    assert page.panel.geometry().right() == body.rect().right()
    assert page.table.width() == body.width()
    window.resize(1366, 768)
    settle()
    assert page.table.width() == body.width() - page.panel.width()
    page.panel.leave()
    settle()
    assert page.table.width() == body.width()


def test_the_starter_catalogue_fills_an_empty_one(
    page: CataloguePage, window: MainWindow, settle: Settle
) -> None:
    page._show(())
    assert page.table._empty.isVisible()
    page._take_starter()
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, ImportDialog)
    settle()
    assert len(shown._rows) == 87
    shown.reject()
    assert window.page() is page


def test_an_import_is_told_on_the_banner(
    page: CataloguePage, window: MainWindow, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    file = book(tmp_path / "a.xlsx", ("编码", "名称", "单位"), ("9001", "油灯", "盏"))
    QTest.keyClick(page.table, K.Key_I, CTRL)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, ImportDialog)
    shown.take_file(str(file))
    settle()
    QTest.keyClick(shown, K.Key_Return)
    qtbot.waitUntil(window.banner.isVisible, timeout=PATIENCE)
    settle()
    assert window.banner.property("tone") == "good"
    assert "9001" in [row.facts.code for row in page.model.rows]
