"""The stock page: what it shows, how it is searched, what the panel tells, the past."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from supplydesk.services import stock_overview
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.stock import StockPage
from tests.papers.reading import raw_text, squeezed
from tests.sheets.office import opened
from tests.ui.conftest import PATIENCE, Settle
from tests.ui.hearsay import QUILT, open_about


def _page(window: MainWindow, settle: Settle, about: str = "") -> StockPage:
    window.go(Target("stock", about))
    settle()
    page = window.page()
    assert isinstance(page, StockPage)
    return page


def _shown(page: StockPage) -> dict[str, list[str]]:
    model = page.model
    return {
        row.name: [column.plain(row) for column in model.columns] for row in reversed(model.rows)
    }


def test_every_item_is_shown_with_its_figures(
    window: MainWindow, settle: Settle, qtmodeltester: ModelTester
) -> None:
    page = _page(window, settle)
    assert len(page.model.rows) == 87
    columns = [column.name for column in page.model.columns]
    quilt = dict(zip(columns, _shown(page)["棉被"], strict=True))
    assert (quilt["on_hand"], quilt["available"], quilt["reserved"]) == ("1,275", "1,275", "")
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]  # pytest-qt has no types there


def test_hearsay_goes_along_into_what_is_handed_on(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page = _page(window, settle)
    near = [
        row._replace(about=frozenset({stock_overview.GOOD})) if row.code == "101009" else row
        for row in page.model.rows
    ]
    page.model.show_rows(near)
    quilt = next(row for row in page.model.rows if row.code == "101009")
    columns = {column.name: column for column in page.model.columns}
    assert [columns[name].cell(quilt).aside for name in ("on_hand", "available", "road")] == [
        *("余", "余", "")
    ]
    handout = page._handout()
    assert handout is not None
    for suffix in (".pdf", ".xlsx"):
        page.export._write(handout, tmp_path / f"库存{suffix}", replace=False)
        settle()
    text = squeezed(raw_text(tmp_path, (tmp_path / "库存.pdf").read_bytes()))
    assert "1275余1275余" in text
    assert text.count("余") == 2
    shown = next(row for row in opened(tmp_path / "库存.xlsx", shown=True) if "棉被" in row)
    assert shown.count("1275余") == 2


def test_typing_initials_finds_the_item(window: MainWindow, settle: Settle) -> None:
    page = _page(window, settle)
    QTest.keyClick(page.table, Qt.Key.Key_F3)
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "mb")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert [row.name for row in page.model.rows][:2] == ["棉被", "面包"]
    assert page.table.hasFocus()


def test_a_code_leads_to_its_item_and_the_panel_tells_of_it(
    window: MainWindow, settle: Settle
) -> None:
    page = _page(window, settle, "101009")
    row = page.table.current()
    assert row is not None
    assert row.name == "棉被"
    assert page.panel.isVisible()


def test_the_past_shows_what_lay_there_then(window: MainWindow, settle: Settle) -> None:
    page = _page(window, settle)
    now = _shown(page)["棉被"]
    page._show_moment(date(2022, 10, 1))
    settle()
    assert _shown(page)["棉被"] != now
    page.on_to_today()
    settle()
    assert _shown(page)["棉被"] == now


def _told(page: StockPage) -> list[str]:
    return [widget.accessibleName() for _, widget in page.panel._figures._figures]


def test_what_a_past_day_does_not_know_stays_blank(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page = _page(window, settle, "101009")
    assert _told(page) == ["可用 1,275", "在库 1,275", "预留 0", "待验 0"]
    page._show_moment(date(2022, 10, 1))
    settle()
    lay = _shown(page)["棉被"][3]
    assert _told(page) == ["可用", f"在库 {lay}", "预留", "待验 0"]
    assert [widget.text() for _, widget in page.panel._figures._figures] == ["", lay, "", "0"]
    columns = {column.name: column for column in page.model.columns}
    for row in page.model.rows:  # those that did not lie anywhere then among them
        for name in ("available", "reserved"):
            value = columns[name].value
            assert value is not None
            assert (columns[name].plain(row), value(row)) == ("", None)
    handout = page._handout()
    assert handout is not None
    page.export._write(handout, tmp_path / "库存.xlsx", replace=False)
    settle()
    shown = next(row for row in opened(tmp_path / "库存.xlsx", shown=True) if "棉被" in row)
    assert lay.replace(",", "") in shown


def test_the_chart_of_a_past_day_ends_on_that_day(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    page = _page(window, settle, "101009")
    place = page.panel._chart
    qtbot.waitUntil(lambda: place.chart is not None, timeout=PATIENCE)
    assert place.chart is not None
    axis = place.chart.getPlotItem().getAxis("bottom")
    now = place.grab().toImage()
    assert axis._tickLevels[0][0] == (24, "11-28")
    page._show_moment(date(2022, 10, 20))
    settle()
    assert [word for _, word in axis._tickLevels[0]] == [
        *("10-20", "10-15", "10-10", "10-05", "09-30")
    ]
    assert place.grab().toImage() != now
    page.on_to_today()
    settle()
    assert place.grab().toImage() == now


def test_the_panel_says_what_is_known_from_hearsay(
    window: MainWindow, settle: Settle, desk: Desk
) -> None:
    open_about(desk)
    page = _page(window, settle, QUILT)
    assert _told(page) == ["可用 1,352余", "在库 1,352余", "预留 0", "待验 0"]
    lots = page.panel._lots
    near = {row.lot_number: lots._columns[3].cell(row).aside for row in lots._rows}
    assert near.pop("ABOUT") == "余"
    assert set(near.values()) == {""}, "the others were counted"
    assert "77余" in lots.accessibleName()
    moves = page.panel._moves.accessibleName().splitlines()[1:]
    assert moves
    assert all(line.endswith("余") for line in moves)
