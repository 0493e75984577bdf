"""Reversing a paper (红冲), and beginning its copy (红冲并复制).

Where papers are signed, whoever may sign them reverses one, at the maker's desk with her own PIN;
the copy is the draft of who sits here.
"""

import uuid
from collections.abc import Callable
from typing import Protocol, TypeVar

from supplydesk.domain.lifecycle import Action, may
from supplydesk.domain.seat import Seat
from supplydesk.services import reversal
from supplydesk.services.posted import Posted
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.document.ask import ReasonDialog, ask_reason, ask_signature
from supplydesk.ui.document.open_paper import OpenPaper
from supplydesk.ui.document.steps import VoucherSteps

Result = TypeVar("Result")


class Reversed(Protocol):
    """What reversing needs of the page."""

    around: Around
    paper: OpenPaper
    steps: VoucherSteps

    def open_paper(self, number: str, do: str = "") -> None:
        """Show a paper."""


class Reversing:
    """Asks why and, where it takes another person, who signs; then reverses."""

    def __init__(self, sheet: Reversed) -> None:
        self._sheet = sheet

    def on_reverse(self) -> None:
        """Reverse it (红冲)."""
        self._ask(
            translate("ui.document.reversing", "Reverse"),
            translate(
                "ui.document.reversing",
                "All that it moved is undone by a paper of its own with a number of its own. "
                "Both stay in the books.",
            ),
            copy=False,
        )

    def on_reverse_copy(self) -> None:
        """Reverse it and begin a draft with the same content (红冲并复制)."""
        self._ask(
            translate("ui.document.reversing", "Reverse and copy"),
            translate(
                "ui.document.reversing",
                "All that it moved is undone by a paper of its own with a number of its own. "
                "Both stay in the books. A draft with the same content opens, to be mended.",
            ),
            copy=True,
        )

    def _ask(self, word: str, sentence: str, *, copy: bool) -> None:
        title = translate("ui.document.reversing", "Reverse {number}?")
        number = self._sheet.paper.number
        one = _Reversal(self._sheet, copy=copy)
        ask_reason(self._sheet.around, title.format(number=number), word, sentence, one.go)


class _Reversal:
    """One reversal on its way: asked again, it goes on where it was refused, under its keys."""

    def __init__(self, sheet: Reversed, *, copy: bool) -> None:
        self._sheet = sheet
        self._copy = copy
        self._number = sheet.paper.number
        self._key, self._copied = f"window-{uuid.uuid4()}", f"window-{uuid.uuid4()}"
        self._signed: tuple[str, Posted] | None = None

    def go(self, reason: str, asked: ReasonDialog) -> None:
        """Reverse it for *reason*, by who sits here or by who signs."""
        if self._signed is not None:
            self._copy_signed(asked)
        elif self._mine():
            self._reverse(reason, asked)
        else:
            word = translate("ui.document.reversing", "Sign the reversal")
            ask_signature(
                self._sheet.around,
                word,
                word,
                lambda seat: self._reverse_signed(reason, asked, seat),
                over=asked,
                otherwise=asked.stay,
            )

    def _mine(self) -> bool:
        """Whether who sits here may reverse it: she may sign it, and did not prepare it."""
        paper, seat = self._sheet.paper, self._sheet.around.desk.seat
        if not (paper.steps.review or paper.steps.approve):
            return True
        made_by = paper.voucher.row.prepared_by if paper.voucher else ""
        action = Action.APPROVE if paper.steps.approve else Action.REVIEW
        return may(seat.role, action) and made_by != seat.name

    def _write(
        self,
        work: Callable[[DeskSession], Result],
        then: Callable[[Result], object],
        asked: ReasonDialog,
    ) -> None:
        self._sheet.steps.write(work, _not_reversed(), then, asked=asked)

    def _reverse(self, reason: str, asked: ReasonDialog) -> None:
        number, key, copied = self._number, self._key, self._copied
        if self._copy:
            self._write(
                lambda session: reversal.reverse_and_copy(session, number, reason, key, copied),
                lambda both: self._done(both[0], both[1].key),
                asked,
            )
        else:
            self._write(
                lambda session: reversal.reverse(session, number, reason, key),
                lambda posted: self._done(posted, number),
                asked,
            )

    def _reverse_signed(self, reason: str, asked: ReasonDialog, seat: Seat) -> None:
        number, key = self._number, self._key

        def signed(posted: Posted) -> None:
            if self._copy:
                self._signed = (reason, posted)
                self._copy_signed(asked)
            else:
                asked.accept()
                self._done(posted, number)

        self._sheet.steps.write(
            lambda session: reversal.reverse(session, number, reason, key),
            _not_reversed(),
            signed,
            seat,
            asked,
            closes=False,
        )

    def _copy_signed(self, asked: ReasonDialog) -> None:
        """The draft of a reversal that stands already, for the reason that stands with it."""
        assert self._signed is not None, "it was signed"
        reason, posted = self._signed
        number, key, copied = self._number, self._key, self._copied
        title = translate(
            "ui.document.reversing", "Reversed by {number}, but the copy could not be kept yet"
        )
        self._sheet.steps.write(
            lambda session: reversal.reverse_and_copy(session, number, reason, key, copied),
            title.format(number=posted.number),
            lambda both: self._done(posted, both[1].key),
            asked=asked,
        )

    def _done(self, posted: Posted, then: str) -> None:
        text = translate("ui.document.reversing", "Reversed by {number}")
        window = self._sheet.around.window
        window.hush()
        window.saved(text.format(number=posted.number))
        if posted.warnings:
            window.tell(text.format(number=posted.number), posted.warnings, "warn")
        self._sheet.open_paper(then)


def _not_reversed() -> str:
    return translate("ui.document.reversing", "Not reversed: the paper stands as it was")
