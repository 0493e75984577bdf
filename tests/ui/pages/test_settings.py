"""The settings page: saved by one key, problems at the field, preferences at once, events."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supplydesk.domain.settings import DeskSettings
from supplydesk.services import rosters, settings
from supplydesk.store.database import reading
from supplydesk.ui.around import Target
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.settings import SettingsPage
from supplydesk.ui.pages.settings_event import EventForm
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.form import Form
from tests.ui.conftest import Settle
from tests.ui.typing import answer, fill_in

K = Qt.Key


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> SettingsPage:
    """The page, with the sample's settings."""
    window.go(Target("settings"))
    settle()
    found = window.page()
    assert isinstance(found, SettingsPage)
    return found


def _known(page: SettingsPage) -> DeskSettings:
    with reading(page.desk.database, page.desk.seat) as session:
        return settings.load(session)


def test_what_holds_is_shown_and_nothing_can_be_saved_yet(page: SettingsPage) -> None:
    assert page.form.value("bureau") == "天水市应急管理局"
    assert page.form.value("keepers") == "李××、王××"
    assert not page.form.touched
    assert page.why_not("save")


def test_settings_are_saved_by_one_key(page: SettingsPage, settle: Settle) -> None:
    form = page.form
    fill_in(form, letterhead="天水市应急物资储备库", keepers="张××，刘××", expiring_days="45")
    fill_in(form, cut_off="25", offset_x="-2")
    form.field("review").take_focus()
    QTest.keyClick(form.field("review").control, K.Key_Space)
    QTest.keyClick(form.field("review").control, K.Key_F8)
    settle()
    known = _known(page)
    assert (known.letterhead, known.keepers) == ("天水市应急物资储备库", ("张××", "刘××"))
    assert (known.expiring_days, known.cut_off, known.offset_x) == (45, 25, -2)
    assert (known.review, known.approve, known.stationery) == (True, False, "a4")
    assert not form.touched
    assert form.value("keepers") == "张××、刘××"
    fill_in(form, cut_off="1")
    form.field("cut_off").control.clear()  # type: ignore[union-attr]  # it is a text
    QTest.keyClick(form.field("cut_off").control, K.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert _known(page).cut_off is None


def test_problems_are_at_their_fields_and_told_by_their_titles(
    page: SettingsPage, window: MainWindow, settle: Settle
) -> None:
    form = page.form
    fill_in(form, bureau_code="tsyj", paper_due_hours="soon", realm="全市区")
    QTest.keyClick(form.field("realm").control, K.Key_F8)
    settle()
    assert form.field("bureau_code").wrong
    assert form.field("bureau_code").control.hasFocus()
    told = form.field("paper_due_hours").wrong
    assert form.field("paper_due_hours").title in told
    assert "paper_due_hours" not in told
    assert window.banner.isVisible()
    QTest.keyClick(form.field("bureau_code").control, K.Key_F2)
    assert form.field("paper_due_hours").control.hasFocus()
    assert _known(page).realm == "全市", "all of it or nothing"
    assert form.value("realm") == "全市区", "and nothing typed is lost"
    answer(lambda shown: QTest.keyClick(shown.main, K.Key_Space))
    window.go(Target("stock"))
    assert window.here.page == "stock"


def test_a_preference_holds_at_once(page: SettingsPage, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.rebuilding, timeout=1000):
        page.own.theme._buttons["dark"].click()
    assert window.around.preferences.theme == "dark"
    page.own.scale.take_focus()
    focus = page.own.scale._buttons["100"]
    assert focus.hasFocus()
    QTest.keyClick(focus, K.Key_Right)
    with qtbot.waitSignal(window.rebuilding, timeout=1000):
        QTest.keyClick(page.own.scale._buttons["110"], K.Key_Return)
    assert window.around.preferences.scale == 110


def test_a_preference_waits_for_what_was_typed(page: SettingsPage, window: MainWindow) -> None:
    fill_in(page.form, realm="全县")
    answer(lambda shown: QTest.keyClick(shown, K.Key_Escape))
    page.own.language._buttons["en"].click()
    assert window.around.preferences.language == "zh_CN"
    assert page.own.language.value() == "zh_CN"
    assert page.form.value("realm") == "全县"
    page._take_back()


def test_an_event_is_added_and_closed(page: SettingsPage, settle: Settle) -> None:
    page.events.ask_new()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, Dialog)
    form = asked.findChild(Form)
    assert isinstance(form, Form)
    fill_in(form, code="HS2022", begins_on="soon", name="防汛")
    QTest.keyClick(form.field("name").control, K.Key_Return)
    settle()
    assert form.field("begins_on").wrong
    fill_in(form, begins_on="2022-11-20")
    QTest.keyClick(form.field("begins_on").control, K.Key_F8)
    settle()
    page.events.table.put_key("HS2022")
    row = page.events.table.current()
    assert row is not None
    assert (row.name, str(row.begins_on)) == ("防汛", "2022-11-20")
    page.events.ask_to_close()
    closing = QApplication.activeModalWidget()
    assert isinstance(closing, Dialog)
    QTest.keyClick(closing, K.Key_Return)
    settle()
    with reading(page.desk.database, page.desk.seat) as session:
        (found,) = (one for one in rosters.incidents(session) if one.code == "HS2022")
    assert str(found.closed_on) == "2022-11-28"
    assert not page.events.close_it.isVisible()


def test_an_event_is_renamed_and_opened_again_by_keys(page: SettingsPage, settle: Settle) -> None:
    table = page.events.table
    table.put_key("YQ2022")
    table.setFocus()
    QTest.keyClick(table, K.Key_Return)
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, EventForm)
    assert asked.form.values() == {
        "begins_on": "2022-10-01", "closed_on": "", "name": "疫情防控",
    }  # fmt: skip
    fill_in(asked.form, name="新冠疫情防控", closed_on="2022-09-30")
    QTest.keyClick(asked.form.field("name").control, K.Key_F8)
    settle()
    assert asked.form.field("closed_on").wrong == (
        "事件自 2022-10-01 开始，不能在 2022-09-30 结束。请改正其中一个日期。"
    )
    fill_in(asked.form, closed_on="2022-11-30")
    QTest.keyClick(asked.form.field("closed_on").control, K.Key_Return)
    settle()
    row = table.current()
    assert row is not None
    assert (row.name, str(row.closed_on)) == ("新冠疫情防控", "2022-11-30")
    QTest.keyClick(table, K.Key_Return)
    again = QApplication.activeModalWidget()
    assert isinstance(again, EventForm)
    again.form.field("closed_on").take_focus()
    QTest.keyClick(again.form.field("closed_on").control, K.Key_Delete)
    QTest.keyClick(again.form.field("closed_on").control, K.Key_F8)
    settle()
    row = table.current()
    assert row is not None
    assert row.closed_on is None


def test_an_event_without_a_name_or_with_a_taken_code_is_refused(
    page: SettingsPage, settle: Settle
) -> None:
    page.events.ask_new()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, Dialog)
    form = asked.findChild(Form)
    assert isinstance(form, Form)
    fill_in(form, code="YQ2022")
    QTest.keyClick(form.field("code").control, K.Key_F8)
    settle()
    assert form.field("name").wrong
    fill_in(form, name="又一次")
    QTest.keyClick(form.field("name").control, K.Key_F8)
    settle()
    assert form.field("code").wrong
    QTest.keyClick(form.field("name").control, K.Key_Escape)
    assert not asked.isVisible()


def test_who_may_not_reads_the_settings_and_keeps_her_own(
    window: MainWindow, settle: Settle
) -> None:
    desk = window.around.desk
    desk.sit(replace(desk.seat, role="clerk"))
    window.go(Target("settings"))
    settle()
    page = window.page()
    assert isinstance(page, SettingsPage)
    assert page.primary() == ()
    assert not any(page.form.field(name).open for name in page.form.values())
    assert page.form.value("bureau") == "天水市应急管理局"
    assert page.own.theme._buttons["dark"].isEnabled()
