"""A scan is dropped on a voucher, kept, and shown again; what is none is said."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from pytestqt.qtbot import QtBot

from supplydesk.services import overdue
from supplydesk.store.database import reading
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.document.page import VoucherPage
from supplydesk.ui.document.scan_dialog import ScanDialog
from supplydesk.ui.main_window import MainWindow
from tests.ui.conftest import PATIENCE, Settle


@pytest.fixture
def page(window: MainWindow, desk: Desk, settle: Settle) -> VoucherPage:
    """A posted slip."""
    with reading(desk.database, desk.seat) as session:
        number = overdue.slips_open(session)[0].number
    window.go(Target("paper", number))
    settle()
    found = window.page()
    assert isinstance(found, VoucherPage)
    return found


def _drop(page: VoucherPage, path: Path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    page.dropEvent(
        QDropEvent(
            QPointF(QPoint(10, 10)),
            Qt.DropAction.CopyAction,
            carried,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_scan_that_is_dropped_is_kept_and_shown(
    page: VoucherPage, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    assert page.why_not("show_scan")
    picture = QImage(40, 60, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    path = tmp_path / "签字.png"
    assert picture.save(str(path))
    _drop(page, path)
    settle()
    assert not page.why_not("show_scan")
    page.act("show_scan")
    qtbot.waitUntil(lambda: page.window().findChild(ScanDialog) is not None, timeout=PATIENCE)
    dialog = page.window().findChild(ScanDialog)
    assert isinstance(dialog, ScanDialog)
    dialog.accept()


def test_what_is_no_scan_is_said_and_nothing_is_kept(
    page: VoucherPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "清单.xlsx"
    path.write_bytes(b"PK\x03\x04 a workbook")
    _drop(page, path)
    settle()
    assert "清单.xlsx" in window.banner.accessibleName()
    assert page.why_not("show_scan")
    _drop(page, tmp_path / "gone.pdf")
    settle()
    assert "gone.pdf" in window.banner.accessibleName()
    assert "没有这个文件或文件夹" in window.banner.accessibleName(), "in the clerk's words"


def test_a_paper_that_is_not_posted_takes_no_scan(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    window.go(Target("dispatch"))
    settle()
    page = window.page()
    assert isinstance(page, VoucherPage)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4")
    _drop(page, path)
    settle()
    assert window.banner.isVisible()
    assert "过账" in window.banner.accessibleName()
