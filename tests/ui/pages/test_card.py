"""The stock card's page: balance, totals, what is asked for by keys, papers behind the lines."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from supplydesk.services import sample
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.card import CardPage
from supplydesk.ui.parts.choose import Choose
from tests.papers.reading import raw_text, squeezed
from tests.ui.conftest import Settle
from tests.ui.hearsay import open_about

OCTOBER = {"place": sample.CITY, "first": "2022-10-01", "last": "2022-10-31"}


def page_of(window: MainWindow, settle: Settle, about: str = "101009", **options: str) -> CardPage:
    window.go(Target("card", about, options))
    settle()
    page = window.page()
    assert isinstance(page, CardPage)
    return page


def popup() -> Choose:
    found = QApplication.activePopupWidget()
    assert isinstance(found, Choose)
    return found


def test_the_lines_run_from_what_was_brought_forward_to_the_totals(
    window: MainWindow, settle: Settle, qtmodeltester: ModelTester
) -> None:
    page = page_of(window, settle, **OCTOBER)
    lines = [line for _, line in page.model.rows]
    assert [line.total for line in lines][:2] == ["forward", ""]
    assert [line.total for line in lines][-2:] == ["month", "year"]
    balance = lines[0].balance
    for line in lines[1:-2]:
        balance += (line.incoming or 0) - (line.outgoing or 0)
        assert line.balance == balance
    assert page.model.cell(0, 0).strong and not page.model.cell(1, 0).strong
    row = page.table.current()
    assert row is not None and row[0] == 1
    assert page.panel.isVisible()
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]  # pytest-qt has no types there


def test_enter_opens_the_paper_and_a_total_none(
    window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window, settle, **OCTOBER)
    gone: list[Target] = []
    monkeypatch.setattr(window, "go", gone.append)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert gone == [Target("paper", page.model.rows[1][1].number)]
    page.table.put(len(page.model.rows) - 1)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert len(gone) == 1
    assert page.why_not("open")


def test_another_item_by_its_initials(window: MainWindow, settle: Settle) -> None:
    page = page_of(window, settle)
    QTest.keyClick(page.table, Qt.Key.Key_F7)
    QTest.keyClicks(popup().field, "zdc")
    QTest.keyClick(popup().field, Qt.Key.Key_Return)
    settle()
    told = page._card
    assert told is not None
    assert told.name == "折叠床"
    assert "折叠床" in page.heading().subtitle


def test_days_and_scope_are_asked_for_and_taken_off(window: MainWindow, settle: Settle) -> None:
    page = page_of(window, settle)
    page.row.days.click()
    QTest.keyClicks(popup().field, "2022-10")
    QTest.keyClick(popup().field, Qt.Key.Key_Return)
    page.row.scope.click()
    QTest.keyClicks(popup().field, sample.COUNTY)
    QTest.keyClick(popup().field, Qt.Key.Key_Return)
    settle()
    told = page._card
    assert told is not None
    assert (told.last.isoformat(), told.scope) == ("2022-10-31", "县区联储库（秦州）")
    for chip in (page.row.days, page.row.scope):
        QTest.keyClick(chip, Qt.Key.Key_Delete)
    settle()
    told = page._card
    assert told is not None
    assert (told.last.isoformat(), told.scope) == ("2022-11-28", "全部仓库")


def test_by_goods_is_one_key_from_by_books(window: MainWindow, settle: Settle) -> None:
    page = page_of(window, settle)
    first = page._card
    page.row.basis.take_focus()
    QTest.keyClick(page.row.basis, Qt.Key.Key_Right)
    settle()
    second = page._card
    assert first is not None and first.by_books
    assert second is not None and not second.by_books


def test_without_an_item_it_asks_for_one(window: MainWindow, settle: Settle) -> None:
    page = page_of(window, settle, "")
    assert page.offered() == ("look_up",)
    assert page.row.item.hasFocus()
    QTest.keyClick(page.row.item, Qt.Key.Key_Space)
    assert popup().list.choices
    popup().close()


def test_an_item_that_is_not_there_is_said(window: MainWindow, settle: Settle) -> None:
    page = page_of(window, settle, "999999")
    assert page._card is None
    assert not page.model.rows
    page.on_look_up()
    assert popup().list.choices
    popup().close()


def test_paper_and_text(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    page = page_of(window, settle, **OCTOBER)
    handout = page._handout()
    assert handout is not None
    for suffix in (".pdf", ".xlsx"):
        page.export._write(handout, tmp_path / f"台账{suffix}", replace=False)
        settle()
    text = squeezed(raw_text(tmp_path, (tmp_path / "台账.pdf").read_bytes()))
    assert "应急物资库存台账" in text
    assert "承前结存" in text
    assert (tmp_path / "台账.xlsx").read_bytes().startswith(b"PK")
    page.on_copy_text()
    settle()
    assert QApplication.clipboard().text().splitlines()[-1].split()[-1] == "2916"


def test_a_narrow_window_keeps_the_table(window: MainWindow, settle: Settle) -> None:
    page = page_of(window, settle)
    assert page.panel.isVisible()
    window.resize(900, 600)
    settle()
    assert not page.panel.isVisible()


def test_what_was_brought_forward_from_hearsay_says_so(
    window: MainWindow, settle: Settle, desk: Desk
) -> None:
    open_about(desk)
    page = page_of(window, settle, **OCTOBER)
    told = page._card
    assert told is not None
    assert page.model.rows[0][1].total == "forward"
    names = [column.name for column in page.model.columns]
    brought = page.model.cell(0, names.index("balance"))
    assert (brought.text, brought.aside) == (f"{told.opening:,}", "余")
    assert [widget.text() for _, widget in page.panel._figures._figures] == [
        f"{told.opening:,}余",
        f"{told.incoming:,}" if told.incoming else "0",
        f"{told.outgoing:,}",
        f"{told.closing:,}余",
    ]
    assert f"{told.closing:,}余" in page.foot._left.text()
