"""From paper to paper: the one before, the one after, and the sheet that is printed."""

from typing import Protocol

from PySide6.QtCore import QObject

from supplydesk.services import voucher
from supplydesk.text import translate
from supplydesk.ui.around import Around, Target
from supplydesk.ui.document.open_paper import OpenPaper


class Walked(Protocol):
    """What walking needs of the page."""

    around: Around
    paper: OpenPaper

    def open_paper(self, number: str, do: str = "") -> None:
        """Show a paper."""

    def may_leave(self) -> bool:
        """Save what was typed on the way out."""

    def object(self) -> QObject:
        """Whose questions they are."""


class Walking:
    """Each is an action of the table, done from the paper that is open."""

    def __init__(self, sheet: Walked) -> None:
        self._sheet = sheet

    def on_print(self) -> None:
        """Show the paper, to be printed."""
        self._sheet.around.window.go(Target("preview", self._sheet.paper.number))

    def on_previous(self) -> None:
        """Open the paper before this one."""
        self._beside(-1)

    def on_next(self) -> None:
        """Open the paper after this one."""
        self._beside(1)

    def _beside(self, step: int) -> None:
        found = self._sheet.paper.voucher
        if found is None:
            return
        self._sheet.may_leave()

        def show(number: str) -> None:
            if number:
                self._sheet.open_paper(number)
            else:
                text = translate("ui.document.walking", "There is no further paper of this kind.")
                self._sheet.around.window.saved(text)

        self._sheet.around.desk.read(
            lambda session: voucher.beside(session, found.row, step),
            show,
            owner=self._sheet.object(),
        )
