"""Leaving a voucher: what was typed is saved first; where it cannot be, the clerk is asked."""

from typing import Protocol

from supplydesk.services.drafts import Saved
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.document.ask import ask_to_give_up
from supplydesk.ui.document.body import VoucherBody
from supplydesk.ui.document.keeper import DraftKeeper
from supplydesk.ui.document.open_paper import OpenPaper


class Left(Protocol):
    """What leaving needs of the page."""

    around: Around
    paper: OpenPaper
    keeper: DraftKeeper

    @property
    def body(self) -> VoucherBody:
        """What is typed into."""

    def refused(self, title: str, error: Exception) -> None:
        """Say why something did not happen."""


class Leaving:
    """Sees to it that going away costs nothing that was typed."""

    def __init__(self, sheet: Left) -> None:
        self._sheet = sheet
        self._tried = False
        self._said = False
        sheet.keeper.kept.connect(self._kept)
        sheet.keeper.unkept.connect(self._not_kept)

    def settled(self) -> bool:
        """Whether what was typed is saved."""
        keeper = self._sheet.keeper
        return not keeper.dirty or (self._sheet.body.empty and not keeper.trouble)

    def leave(self) -> None:
        """Save what was typed, on the way to another page."""
        sheet, keeper = self._sheet, self._sheet.keeper
        sheet.body.commit()
        if keeper.dirty and not keeper.trouble and sheet.paper.editable and not sheet.body.empty:
            keeper.save()

    def close(self) -> bool:
        """Save what is still to be saved; False, and a question, where that cannot be done."""
        sheet, keeper = self._sheet, self._sheet.keeper
        sheet.body.commit()
        tried, self._tried = self._tried, False
        if self.settled():
            # A head without a line is nothing to save, and its timers must not meet a closed desk.
            keeper.pause()
            return True
        if not tried:
            # The window waits for it, and asks again whether it may close.
            self._tried = True
            keeper.save_now()
            return True
        if keeper.trouble is None:
            return True  # an empty paper, or one that no form can hold: the page has said so
        ask_to_give_up(sheet.around, keeper.trouble, self._give_up)
        return False

    def other_trouble(self) -> None:
        """The banner says something else now: it is not to be hushed when a draft is saved."""
        self._said = False

    def _give_up(self) -> None:
        self._sheet.keeper.give_up()
        self._sheet.around.window.widget().close()

    def _kept(self, _saved: Saved) -> None:
        if self._said:
            self._said = False
            self._sheet.around.window.hush()

    def _not_kept(self, error: Exception) -> None:
        title = translate(
            "ui.document.leaving", "The draft could not be saved yet; what you typed stays here"
        )
        self._sheet.around.window.not_saved()
        self._sheet.refused(title, error)
        self._said = True
