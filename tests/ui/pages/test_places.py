"""The places page by keys: found, added, changed, closed with what speaks against it, reopened."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from supplydesk.services import place_facts
from supplydesk.services.place_facts import PlaceFacts
from supplydesk.store.database import reading
from supplydesk.ui.around import Target
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.places import PlacesPage
from supplydesk.ui.pages.places_cards import draw_cards
from supplydesk.ui.parts.dialog import AskDialog
from tests.ui.conftest import Settle
from tests.ui.typing import fill_in, type_into

K = Qt.Key


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> PlacesPage:
    """The page, with the sample's two warehouses and its sites."""
    window.go(Target("places"))
    settle()
    found = window.page()
    assert isinstance(found, PlacesPage)
    return found


def _place(page: PlacesPage, code: str) -> PlaceFacts | None:
    with reading(page.desk.database, page.desk.seat) as session:
        return place_facts.standing(session, code)


def _asked() -> AskDialog:
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, AskDialog)
    return shown


def test_warehouses_come_first_and_a_contact_finds_its_site(
    page: PlacesPage, settle: Settle, qtmodeltester: ModelTester
) -> None:
    assert [row.facts.code for row in page.model.rows[:2]] == ["SK01", "XK01"]
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]  # pytest-qt has no types there
    QTest.keyClick(page.table, K.Key_F3)
    QTest.keyClicks(page.search, "qzq")
    QTest.keyClick(page.search, K.Key_Return)
    assert page.model.rows
    assert all(row.facts.name.startswith("秦州区") for row in page.model.rows[:3])
    page.search.clear()
    type_into(page.search, "139××")
    settle()
    page._filter()
    assert page.model.rows
    assert all("139××" in row.facts.phone for row in page.model.rows)


def test_kind_and_county_filter(page: PlacesPage) -> None:
    page._kind.setCurrentIndex(page._kind.findData("site"))
    page._county.setCurrentIndex(page._county.findData("秦安县"))
    assert page.model.rows
    assert {(row.facts.kind, row.facts.county) for row in page.model.rows} == {("site", "秦安县")}
    page._clear_filters()
    assert len(page.model.rows) == len(page._found)


def test_a_site_is_added_and_then_changed(page: PlacesPage, settle: Settle) -> None:
    QTest.keyClick(page.table, K.Key_F5)
    form = page.panel.form
    assert form.field("code").control.hasFocus()
    fill_in(form, code="ZD900", name="秦州区××中学安置点", county="秦州区", phone="138")
    QTest.keyClick(form.field("phone").control, K.Key_Return)
    settle()
    row = page.table.current()
    assert row is not None
    assert row.facts == _place(page, "ZD900")
    QTest.keyClick(page.table, K.Key_Return)
    assert not form.field("code").open
    assert not form.field("kind").open
    fill_in(form, contact="王××")
    QTest.keyClick(form.field("contact").control, K.Key_F8)
    settle()
    changed = _place(page, "ZD900")
    assert changed is not None
    assert (changed.contact, changed.phone, changed.county) == ("王××", "138", "秦州区")


def test_a_bin_stands_in_an_area_of_its_warehouse(page: PlacesPage, settle: Settle) -> None:
    page.table.put_key("SK01")
    QTest.keyClick(page.table, K.Key_F5)
    form = page.panel.form
    form.field("kind").take_focus()
    QTest.keyClicks(form.field("kind").control, "")
    form.field("kind").control.setCurrentIndex(2)  # type: ignore[union-attr]  # it is a choice
    assert form.field("area").isVisible()
    assert not form.field("phone").isVisible()
    fill_in(form, code="A-01-01", name="A架1层1位")
    QTest.keyClick(form.field("name").control, K.Key_F8)
    settle()
    made = _place(page, "A-01-01")
    assert made is not None
    assert (made.kind, made.parent) == ("bin", "SK01-good")
    codes = [row.facts.code for row in page.model.rows]
    assert codes.index("A-01-01") == codes.index("SK01") + 1


def test_a_code_that_is_taken_is_told_at_its_field(page: PlacesPage, settle: Settle) -> None:
    QTest.keyClick(page.table, K.Key_F5)
    form = page.panel.form
    fill_in(form, code="SK01", name="又一个")
    QTest.keyClick(form.field("name").control, K.Key_F8)
    settle()
    assert form.field("code").wrong
    assert form.value("name") == "又一个"
    form.fill({})


def test_a_warehouse_with_goods_stays_open_and_says_which(page: PlacesPage, settle: Settle) -> None:
    page.table.put_key("SK01")
    page.on_close_place()
    asked = _asked()
    QTest.keyClick(asked, K.Key_Return)
    settle()
    assert "棉被" in asked._wrong.text()
    asked.reject()
    row = page.table.current()
    assert row is not None
    assert row.closed_on is None


def test_a_place_is_closed_and_opened_again(page: PlacesPage, settle: Settle) -> None:
    QTest.keyClick(page.table, K.Key_F5)
    form = page.panel.form
    fill_in(form, code="ZD901", name="临时点")
    QTest.keyClick(form.field("name").control, K.Key_F8)
    settle()
    page.on_close_place()
    asked = _asked()
    asked._field.selectAll()
    QTest.keyClicks(asked._field, "never")
    QTest.keyClick(asked, K.Key_Return)
    assert asked._wrong.text(), "that is no day"
    asked._field.selectAll()
    QTest.keyClicks(asked._field, "2022-11-28")
    QTest.keyClick(asked, K.Key_Return)
    settle()
    row = page.table.current()
    assert row is not None
    assert (row.facts.code, str(row.closed_on)) == ("ZD901", "2022-11-28")
    assert "reopen_place" in page.offered()
    page.on_reopen_place()
    settle()
    row = page.table.current()
    assert row is not None
    assert row.closed_on is None


def test_bin_cards_of_a_warehouse_are_saved(
    page: PlacesPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page.table.put_key("SK01")
    assert "labels" in page.offered()
    file = tmp_path / "cards.pdf"
    draw_cards(window.around, ("SK01",), file, replace=False)
    settle()
    assert file.read_bytes().startswith(b"%PDF")
    assert str(file) in window.banner.accessibleName()
    draw_cards(window.around, ("ZD001",), tmp_path / "none.pdf", replace=False)
    settle()
    assert window.banner.property("tone") == "stop"
    page.table.put_key("ZD001")
    assert "labels" not in page.offered()
