"""The month-end page: the summary's figures, months and scopes by keys, the way to the card."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from supplydesk.services import periods, sample, stock_summary
from supplydesk.store.database import write
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.card import CardPage
from supplydesk.ui.pages.month import MonthPage
from tests.papers.reading import raw_text, squeezed
from tests.ui.conftest import Settle
from tests.ui.hearsay import QUILT, open_about

ALT = Qt.KeyboardModifier.AltModifier


def page_of(window: MainWindow, settle: Settle) -> MonthPage:
    window.go(Target("month"))
    settle()
    page = window.page()
    assert isinstance(page, MonthPage)
    return page


def cells(page: MonthPage, key: str) -> dict[str, str]:
    at = page.model.place_of(key)
    assert at >= 0
    return {column.name: column.plain(page.model.rows[at]) for column in page.model.columns}


def test_the_latest_month_stands_there_with_its_totals(
    window: MainWindow, settle: Settle, desk: Desk, qtmodeltester: ModelTester
) -> None:
    page = page_of(window, settle)
    told = desk.look(lambda session: stock_summary.summary(session, "2022-11"))
    quilt = next(row for row in told.rows if row.code == "101009")
    shown = cells(page, "item 101009")
    assert shown["opening"] == f"{quilt.opening:,}"
    assert (shown["out_dispatch"], shown["out"]) == (f"{quilt.outgoing.dispatch:,}",) * 2
    assert shown["closing"] == "1,275"
    assert "in_purchase" not in shown  # nothing was bought, and an empty column says nothing
    assert f"期末 {told.total().closing:,}" in page.total.accessibleName()
    assert page.heading().chip is not None
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]  # pytest-qt has no types there


def test_alt_left_goes_to_the_month_before_and_no_further(
    window: MainWindow, settle: Settle
) -> None:
    page = page_of(window, settle)
    QTest.keyClick(page.table, Qt.Key.Key_Left, ALT)
    settle()
    assert page.month.value() == "2022-10"
    assert "2022-10-31" in page.heading().subtitle
    assert page.why_not("previous")
    QTest.keyClick(page.table, Qt.Key.Key_Left, ALT)
    settle()
    assert page.month.value() == "2022-10"


def test_enter_leads_to_the_movements_behind_the_figures(
    window: MainWindow, settle: Settle
) -> None:
    page = page_of(window, settle)
    page.scope.setCurrentIndex(page.scope.findData("level:city"))
    settle()
    shown = cells(page, "item 101009")
    page.table.put_key("item 101009")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    card = window.page()
    assert isinstance(card, CardPage)
    told = card._card
    assert told is not None
    assert f"{told.opening:,}" == shown["opening"]
    assert f"{told.outgoing:,}" == shown["out"]
    assert f"{told.closing:,}" == shown["closing"]
    assert (told.first.isoformat(), told.last.isoformat()) == ("2022-11-01", "2022-11-30")


def test_a_subtotal_leads_nowhere(window: MainWindow, settle: Settle) -> None:
    page = page_of(window, settle)
    at = next(at for at, line in enumerate(page.model.rows) if line.total)
    page.table.put(at)
    assert page.why_not("card")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    assert window.page() is page


def test_a_closed_month_says_so(window: MainWindow, settle: Settle, desk: Desk) -> None:
    write(desk.database, desk.seat, lambda session: periods.close(session, "2022-10"))
    page = page_of(window, settle)
    page.on_previous()
    settle()
    chip = page.heading().chip
    assert chip is not None
    assert chip.word == "已月结"
    assert page.month.currentText() == "2022-10（已月结）"


def test_paper_sheet_and_text(
    window: MainWindow, settle: Settle, tmp_path: Path, desk: Desk
) -> None:
    page = page_of(window, settle)
    handout = page._handout()
    assert handout is not None
    assert handout.name == "收发存汇总表 2022-11 全部仓库"
    for suffix in (".pdf", ".xlsx"):
        page.export._write(handout, tmp_path / f"汇总{suffix}", replace=False)
        settle()
    text = squeezed(raw_text(tmp_path, (tmp_path / "汇总.pdf").read_bytes()))
    assert "应急物资收发存汇总表" in text
    assert (tmp_path / "汇总.xlsx").read_bytes().startswith(b"PK")
    page.on_copy_text()
    settle()
    assert "应急物资收发存汇总表" in QApplication.clipboard().text()


def test_a_warehouse_that_a_target_names(window: MainWindow, settle: Settle) -> None:
    window.go(Target("month", "2022-10", {"place": sample.COUNTY}))
    settle()
    page = window.page()
    assert isinstance(page, MonthPage)
    assert page.month.value() == "2022-10"
    assert "县区联储库" in page.heading().subtitle


def asides(page: MonthPage, key: str) -> dict[str, str]:
    at = page.model.place_of(key)
    return {
        column.name: column.cell(page.model.rows[at]).aside
        for column in page.model.columns
        if column.figure and column.cell(page.model.rows[at]).aside
    }


def test_hearsay_stands_behind_the_figures_it_is_about(
    window: MainWindow, settle: Settle, desk: Desk
) -> None:
    open_about(desk)
    page = page_of(window, settle)
    quilt = next(line for line in page.model.rows if line.code == QUILT)
    at = page.model.place_of(quilt.key)
    subtotal = next(line for line in page.model.rows[at:] if line.total)
    both = {"opening": "余", "closing": "余"}
    assert asides(page, quilt.key) == both
    assert asides(page, subtotal.key) == both, "what moved was counted"
    assert {len(asides(page, line.key)) for line in page.model.rows} == {0, 2}
    told = desk.look(lambda session: stock_summary.summary(session, "2022-11"))
    assert f"期末 {told.total().closing:,}余" in page.total.accessibleName()
    assert page.total.accessibleName().count("余") == 2
