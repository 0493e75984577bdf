"""A new paper is for the event that one works for, which is chosen at the header."""

from collections.abc import Mapping
from typing import Protocol

from supplydesk.ui.around import Around
from supplydesk.ui.document.body import VoucherBody
from supplydesk.ui.document.kind import Known
from supplydesk.ui.document.open_paper import OpenPaper


class Begun(Protocol):
    """What it needs of the page."""

    around: Around
    paper: OpenPaper

    @property
    def body(self) -> VoucherBody:
        """The body of the paper's kind."""


class ForEvent:
    """Gives new papers their event, and another one as long as they have no line."""

    def __init__(self, sheet: Begun) -> None:
        self._sheet = sheet
        self._known = Known()
        sheet.around.incident.changed.connect(self._changed)

    def about(self, options: Mapping[str, str], known: Known) -> Mapping[str, str]:
        """*options*, with the event that one works for where they name none and it still runs."""
        self._known = known
        code = self._sheet.around.incident.code
        return {"incident": code, **options} if known.runs(code) else options

    def _changed(self) -> None:
        sheet, code = self._sheet, self._sheet.around.incident.code
        new = sheet.paper.key and sheet.paper.voucher is None and sheet.body.empty
        typed = sheet.body.head.values()
        if new and self._known.runs(code) and "incident" in typed:
            sheet.body.head.load({**typed, "incident": code})
