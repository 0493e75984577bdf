"""Sending a paper to a printer: to the spooler as it is, or page by page. Nothing is counted."""

from dataclasses import dataclass

from PySide6.QtPrintSupport import QPrinterInfo

from supplydesk.ui.paper import pages, spool
from supplydesk.ui.paper.pages import PrinterFailed, Tick
from supplydesk.ui.paper.spool import Printer


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be printed: a PDF whose offset is in it already, where, how often."""

    content: bytes
    printer: str
    title: str
    copies: int = 1


def known_to_qt() -> tuple[Printer, ...]:
    """The printers that Qt finds; to be asked on the GUI thread."""
    usual = QPrinterInfo.defaultPrinterName()
    return tuple(Printer(name, name == usual) for name in QPrinterInfo.availablePrinterNames())


def send(job: Job, tick: Tick) -> None:
    """Hand *job* to its printer; on any thread but the GUI's.

    Raises:
        Refused: the printer is gone or did not take it.
    """
    if spool.available():
        size = pages.sizes(job.content)[0]
        spool.submit(job.content, job.printer, title=job.title, copies=job.copies, size=size)
        return
    try:
        printer = pages.printer_named(job.printer, job.title)
        pages.print_pages(job.content, printer, job.copies, tick)
    except PrinterFailed as failed:
        raise spool.not_taken(job.printer, str(failed)) from failed
