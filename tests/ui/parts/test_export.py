"""Handing lists on: asked for by keys, written by a worker, cancelled, refused, copied."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from supplydesk.sheets.columns import Column, Rows, read_table
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.register import RegisterPage
from supplydesk.ui.pages.stock import StockPage
from supplydesk.ui.parts.export import Export, Handout, Making
from tests.papers.reading import raw_text, squeezed
from tests.ui.conftest import Settle

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def asked(export: Export) -> QFileDialog:
    dialog = export.asking
    assert dialog is not None
    return dialog


def save_as(export: Export, path: Path, settle: Settle) -> None:
    """Type *path* into the dialog that is open and take it."""
    dialog = asked(export)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    field.setText(str(path))
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()


def register(window: MainWindow, settle: Settle, **options: str) -> RegisterPage:
    window.go(Target("register", "", options))
    settle()
    page = window.page()
    assert isinstance(page, RegisterPage)
    return page


def stock(window: MainWindow, settle: Settle) -> StockPage:
    window.go(Target("stock"))
    settle()
    page = window.page()
    assert isinstance(page, StockPage)
    return page


def papers(path: Path) -> Rows:
    return read_table(
        path,
        (
            Column("day", ("日期",), kind="date"),
            Column("number", ("单号",)),
            Column("pieces", ("件数",), kind="quantity", required=False),
        ),
    )


def test_the_register_goes_to_a_sheet_as_it_stands(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page = register(window, settle, kind="dispatch")
    QTest.keyClick(page.table, Qt.Key.Key_E, CTRL)
    save_as(page.export, tmp_path / "册.xlsx", settle)
    rows = papers(tmp_path / "册.xlsx").checked()
    assert len(rows) == len(page.model.ids) == 88
    first = page.model.row_at(0)
    assert first is not None
    assert rows[0].text("number") == first.row.number
    assert "已导出" in window.banner.accessibleName()
    assert str(tmp_path) in window.banner.accessibleName()


def test_a_paper_says_what_it_was_narrowed_to(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page = register(window, settle, kind="confirmation")
    page.on_export()
    save_as(page.export, tmp_path / "册.pdf", settle)
    text = squeezed(raw_text(tmp_path, (tmp_path / "册.pdf").read_bytes()))
    assert "种类回执" in text
    assert "HZ-20221120-002" in text


def test_the_folder_and_the_kind_are_remembered(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page = stock(window, settle)
    page.on_export()
    save_as(page.export, tmp_path / "库存.pdf", settle)
    page.on_export()
    dialog = asked(page.export)
    assert dialog.directory().absolutePath() == str(tmp_path)
    assert dialog.defaultSuffix() == "pdf"
    dialog.reject()
    settle()


def test_a_name_with_a_point_gets_its_suffix(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page = stock(window, settle)
    page.on_export()
    save_as(page.export, tmp_path / "棉被2.0", settle)
    assert [file.name for file in tmp_path.glob("棉被*")] == ["棉被2.0.xlsx"]
    before = (tmp_path / "棉被2.0.xlsx").read_bytes()
    page.on_export()
    save_as(page.export, tmp_path / "棉被2.0", settle)
    assert "已经存在" in window.banner.accessibleName()
    assert (tmp_path / "棉被2.0.xlsx").read_bytes() == before


def test_a_folder_that_is_gone_is_said(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    page = stock(window, settle)
    page.export._write(_handout(page), tmp_path / "away" / "库存.xlsx", replace=False)
    settle()
    assert "列表没有导出" in window.banner.accessibleName()
    assert "文件夹已不存在" in window.banner.accessibleName()


def _handout(page: StockPage) -> Handout:
    made = page._handout()
    assert made is not None
    return made


class Opened(QObject):
    """Takes what the desktop is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url)


@pytest.fixture
def opened() -> Iterator[Opened]:
    taken = Opened()
    name: Any = "open"  # the stubs want bytes, which PySide itself refuses
    QDesktopServices.setUrlHandler("file", taken, name)
    yield taken
    QDesktopServices.unsetUrlHandler("file")


def test_the_message_opens_the_folder(
    window: MainWindow, settle: Settle, tmp_path: Path, opened: Opened
) -> None:
    page = stock(window, settle)
    page.on_export()
    save_as(page.export, tmp_path / "库存.xlsx", settle)
    button = next(
        one for one in window.banner.findChildren(QPushButton) if one.text() == "打开文件夹"
    )
    button.click()
    assert [url.toLocalFile() for url in opened.urls] == [str(tmp_path)]


def test_cancel_leaves_nothing_behind(
    window: MainWindow, settle: Settle, tmp_path: Path, qtbot: QtBot, desk: Desk
) -> None:
    page = stock(window, settle)

    def endless(path: Path, making: Making) -> None:
        with path.open("wb") as stream:
            try:
                for at in range(10**9):
                    stream.write(b"x")
                    making.tick(at, 10**9)
            finally:
                path.unlink()

    handout = Handout("长表", endless, lambda _making: "")
    export = Export(window.around, page, lambda: handout)
    export._write(handout, tmp_path / "长表.xlsx", replace=True)
    shown = export._progress
    assert shown is not None
    qtbot.waitUntil(shown.isVisible, timeout=5000)
    export.ask()  # one at a time: nothing is asked while another is written
    assert export.asking is None
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    settle()
    assert not export.busy
    assert "已取消导出" in window.banner.accessibleName()
    assert list(tmp_path.glob("长表*")) == []


def test_copied_text_lines_up(window: MainWindow, settle: Settle) -> None:
    page = stock(window, settle)
    page._low.setChecked(False)
    page.search.setText("101009")
    page._filter()
    QTest.keyClick(page.table, Qt.Key.Key_C, CTRL | SHIFT)
    settle()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == "库存"
    assert "101009" in lines[1]
    assert lines[2].split()[:3] == ["物资", "编码", "规格"]
    assert lines[3].split()[:5] == ["棉被", "101009", "2.0×1.8m", "床", "1275"]
    assert len(lines) == 4
