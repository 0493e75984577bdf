"""Reports: the brief's paragraph and its figures, the gap report sound and not."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from supplydesk.domain.numbering import Gap, Series
from supplydesk.services import brief, rosters
from supplydesk.services.gaps import DayOfSeries, GapReport
from supplydesk.store.database import DeskSession
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.register import RegisterPage
from supplydesk.ui.pages.reports import ReportsPage
from tests.ui.conftest import Settle

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def page_of(window: MainWindow, settle: Settle, about: str = "") -> ReportsPage:
    window.go(Target("reports", about))
    settle()
    page = window.page()
    assert isinstance(page, ReportsPage)
    return page


def told(desk: Desk, until: date | None = None) -> str:
    def look(session: DeskSession) -> str:
        return brief.brief(session, rosters.incidents(session)[0].code, until).text

    return desk.look(look)


def test_the_paragraph_is_copied_with_one_key(
    window: MainWindow, settle: Settle, desk: Desk, qtmodeltester: ModelTester
) -> None:
    page = page_of(window, settle)
    assert page.brief.paragraph.toPlainText() == told(desk)
    assert page.brief.paragraph.hasFocus()
    QTest.keyClick(page.brief.paragraph, Qt.Key.Key_C, CTRL | SHIFT)
    settle()
    assert QApplication.clipboard().text() == told(desk)
    total = sum(row.item.quantity for row in page.brief.model.rows)
    assert f"{total}件" in told(desk)
    qtmodeltester.check(page.brief.model)  # type: ignore[no-untyped-call]  # no types there


def test_up_to_a_day(window: MainWindow, settle: Settle, desk: Desk) -> None:
    page = page_of(window, settle)
    page.brief._take(date(2022, 10, 31))
    settle()
    assert page.brief.paragraph.toPlainText() == told(desk, date(2022, 10, 31))
    assert page.brief.until.value == "2022-10-31"
    QTest.keyClick(page.brief.until, Qt.Key.Key_Delete)
    settle()
    assert page.brief.paragraph.toPlainText() == told(desk)


def test_a_day_that_has_not_come_is_refused(window: MainWindow, settle: Settle, desk: Desk) -> None:
    page = page_of(window, settle)
    page.brief._take(date(2023, 1, 1))
    settle()
    assert "2023-01-01" in window.banner.accessibleName()
    assert page.brief.paragraph.toPlainText() == told(desk)
    page.refresh()
    settle()
    assert page.brief.brief is not None


def test_a_sound_series_says_so(
    window: MainWindow, settle: Settle, qtmodeltester: ModelTester
) -> None:
    page = page_of(window, settle)
    page.segments.take_focus()
    QTest.keyClick(page.segments, Qt.Key.Key_Right)
    settle()
    chip = page.heading().chip
    assert chip is not None
    assert (chip.word, chip.tone) == ("无断号", "good")
    days = [row.day for row in page.gaps.model.rows]
    assert days == sorted(days, reverse=True)
    qtmodeltester.check(page.gaps.model)  # type: ignore[no-untyped-call]  # no types there


def test_a_gap_stands_on_top_in_its_own_tone(window: MainWindow, settle: Settle) -> None:
    page = page_of(window, settle, "gaps")
    day = date(2022, 10, 24)
    sound = DayOfSeries(Series.DISPATCH, date(2022, 10, 25), 2, 2)
    gap = Gap(Series.DISPATCH, day, 3, 4)
    broken = DayOfSeries(
        Series.DISPATCH,
        day,
        4,
        1,
        void=("DB-20221024-002",),
        gaps=(gap,),
    )
    page.gaps._show(GapReport((broken, sound)))
    assert page.gaps.model.rows[0] is broken
    columns = {column.name: column for column in page.gaps.model.columns}
    missing = columns["missing"].cell(broken)
    assert (missing.text, missing.tone) == ("DB-20221024-003～004", "stop")
    assert columns["void"].cell(broken).text == "002"
    chip = page.heading().chip
    assert chip is not None
    assert chip.tone == "stop"


def test_enter_leads_to_the_papers_of_the_day(window: MainWindow, settle: Settle) -> None:
    page = page_of(window, settle, "gaps")
    row = page.gaps.table.current()
    assert row is not None
    QTest.keyClick(page.gaps.table, Qt.Key.Key_Return)
    settle()
    register = window.page()
    assert isinstance(register, RegisterPage)
    assert len(register.model.ids) >= row.last
