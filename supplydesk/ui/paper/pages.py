"""Printing page by page where no spooler takes a PDF: drawn at the printer's own resolution."""

from collections.abc import Callable

from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QMarginsF,
    QPoint,
    QRect,
    QSize,
    QSizeF,
)
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter

from supplydesk.text import translate

MILLIMETRES = 25.4 / 72
SHARPEST = 600
"""Dots an inch: more is no sharper on any slip, and takes four times the memory."""
BAND = 4_000_000
"""Dots that are drawn at a time, 16 MB: a whole page at 600 an inch would be 140."""

Tick = Callable[[int, int], object]


class PrinterFailed(Exception):
    """The printer did not take a page."""


def sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in millimetres."""
    with _Opened(content) as document:
        points = [document.pagePointSize(at) for at in range(document.pageCount())]
    return tuple((size.width() * MILLIMETRES, size.height() * MILLIMETRES) for size in points)


def printer_named(name: str, title: str) -> QPrinter:
    """The printer *name*.

    Raises:
        PrinterFailed: there is none of that name.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    # Qt silently prints into a file where it does not know the name.
    if printer.printerName() != name or not printer.isValid():
        raise PrinterFailed(translate("ui.paper.pages", "this computer does not know it"))
    printer.setDocName(title)
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    return printer


def print_pages(content: bytes, printer: QPrinter, copies: int, tick: Tick) -> None:
    """Print the PDF *content*, set after set.

    Raises:
        PrinterFailed: the printer would not begin, or gave up on the way.
    """
    printer.setFullPage(True)
    printer.setResolution(min(printer.resolution(), SHARPEST))
    with _Opened(content) as document:
        pages = [at for _ in range(copies) for at in range(document.pageCount())]
        _lay(printer, document.pagePointSize(pages[0]))
        painter = QPainter()
        if not painter.begin(printer):
            raise PrinterFailed(translate("ui.paper.pages", "it would not begin"))
        try:
            for done, page in enumerate(pages):
                tick(done, len(pages))
                if done:
                    _lay(printer, document.pagePointSize(page))
                    if not printer.newPage():
                        raise PrinterFailed(_stopped())
                _draw(painter, printer, document, page)
            tick(len(pages), len(pages))
        except BaseException:
            printer.abort()
            painter.end()
            raise
        if not painter.end() or printer.printerState() == QPrinter.PrinterState.Error:
            raise PrinterFailed(_stopped())


def _stopped() -> str:
    return translate("ui.paper.pages", "it stopped on the way")


def _lay(printer: QPrinter, points: QSizeF) -> None:
    """Put the sheet in: a standard one in its own direction, fan-fold paper as it comes."""
    upright = QSizeF(min(points.width(), points.height()), max(points.width(), points.height()))
    match = QPageSize.id(upright, QPageSize.Unit.Point, QPageSize.SizeMatchPolicy.FuzzyMatch)
    across = points.width() > points.height()
    if match == QPageSize.PageSizeId.Custom:
        size, across = QPageSize(points, QPageSize.Unit.Point), False
    else:
        size = QPageSize(match)
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)


def _draw(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    points, dots = document.pagePointSize(page), printer.resolution() / 72
    whole = QSize(round(points.width() * dots), round(points.height() * dots))
    high = max(BAND // whole.width(), 1)
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(whole)
    for top in range(0, whole.height(), high):
        band = QSize(whole.width(), min(high, whole.height() - top))
        options.setScaledClipRect(QRect(QPoint(0, top), band))
        painter.drawImage(QPoint(0, top), document.render(page, band, options))


class _Opened:
    """A PDF that is open for the length of a block, on whatever thread."""

    def __init__(self, content: bytes) -> None:
        self._buffer = QBuffer()
        self._buffer.setData(content)
        self._document = QPdfDocument()

    def __enter__(self) -> QPdfDocument:
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        return self._document

    def __exit__(self, *_: object) -> None:
        self._document.close()
        self._buffer.close()
