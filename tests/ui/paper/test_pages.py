"""Printing page by page: sheets, sets, offset; a printer that is not there; the end half-way."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from supplydesk.domain.problem import Refused
from supplydesk.ui.errand import Cancelled
from supplydesk.ui.paper import pages, sending, spool
from supplydesk.ui.paper.pages import PrinterFailed, print_pages
from supplydesk.ui.paper.sending import Job
from tests.ui.slips import slip

DOTS = 4
"""Dots for a millimetre in what is compared."""


@pytest.fixture
def printer(qapp: QApplication, tmp_path: Path) -> QPrinter:
    """A printer whose sheets can be looked at: it prints into a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    made.setResolution(150)
    return made


def _quietly(_done: int, _total: int) -> None:
    """Nobody watches."""


def _printed(printer: QPrinter) -> bytes:
    return Path(printer.outputFileName()).read_bytes()


def _picture(content: bytes, page: int = 0) -> QImage:
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    wide, high = pages.sizes(content)[page]
    picture = document.render(page, QSize(round(wide * DOTS), round(high * DOTS)))
    white = QImage(picture.size(), QImage.Format.Format_Grayscale8)
    white.fill(255)
    painter = QPainter(white)
    painter.drawImage(0, 0, picture)
    painter.end()
    document.close()
    return white


def _ink(picture: QImage) -> QRect:
    """The box round everything that is printed."""
    wide, high, stride = picture.width(), picture.height(), picture.bytesPerLine()
    dots = bytes(picture.constBits())
    rows = [y for y in range(high) if min(dots[y * stride : y * stride + wide]) < 128]
    columns = [x for x in range(wide) if min(dots[x::stride][:high]) < 128]
    return QRect(columns[0], rows[0], columns[-1] - columns[0], rows[-1] - rows[0])


def test_what_is_printed_lies_where_the_paper_has_it(printer: QPrinter) -> None:
    content = slip()
    print_pages(content, printer, 1, _quietly)
    meant, printed = _ink(_picture(content)), _ink(_picture(_printed(printer)))
    for side in ("left", "top", "right", "bottom"):
        assert abs(getattr(meant, side)() - getattr(printed, side)()) <= 2, side


def test_the_offset_is_printed_once(printer: QPrinter) -> None:
    straight = _ink(_picture(slip()))
    print_pages(slip(offset=3), printer, 1, _quietly)
    shifted = _ink(_picture(_printed(printer)))
    assert abs(shifted.left() - straight.left() - 3 * DOTS) <= 2


@pytest.mark.parametrize("sheet", ["A4", "A5", "241x140", "241x279"])
def test_every_sheet_comes_out_in_its_size(printer: QPrinter, sheet: str) -> None:
    content = slip(sheet=sheet)
    print_pages(content, printer, 1, _quietly)
    assert pages.sizes(_printed(printer))[0] == pytest.approx(pages.sizes(content)[0], abs=1)


def test_sets_come_one_after_the_other_and_every_page_is_told(printer: QPrinter) -> None:
    content = slip(copies=(1, 3))
    steps: list[tuple[int, int]] = []
    print_pages(content, printer, 2, lambda done, total: steps.append((done, total)))
    assert steps == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert len(pages.sizes(_printed(printer))) == 4
    first, second = (_picture(content, page) for page in (0, 1))
    assert first != second, "the copies differ in their label"


def test_after_the_end_on_the_way_no_further_sheet_comes(printer: QPrinter) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_pages(slip(copies=(1, 2)), printer, 1, stop)
    assert len(pages.sizes(_printed(printer))) == 1
    print_pages(slip(copies=(1, 2)), printer, 1, _quietly)
    assert len(pages.sizes(_printed(printer))) == 2, "the printer is free again"


def test_a_printer_that_nobody_knows_is_never_a_file_instead(qapp: QApplication) -> None:
    with pytest.raises(PrinterFailed):
        pages.printer_named("no such printer", "DB-1")


def test_where_no_spooler_is_the_same_is_said(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not spool.available()
    with pytest.raises(Refused) as refused:
        sending.send(Job(slip(), "no such printer", "DB-1"), _quietly)
    assert [one.code for one in refused.value.problems] == ["printer_gone"]
