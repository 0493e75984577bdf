"""The steps of a voucher: sent on, signed, posted, voided, added to afterwards."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject

from supplydesk.domain.lifecycle import Action, State, may, state_words
from supplydesk.domain.problem import Refused, stopping
from supplydesk.domain.seat import Seat
from supplydesk.services import documents, drafts, facts
from supplydesk.services.drafts import Saved
from supplydesk.services.forms import AnyForm, DispatchForm
from supplydesk.services.posted import Posted
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui.around import Around, Target
from supplydesk.ui.document import offers
from supplydesk.ui.document.ask import ReasonDialog, ask_reason, ask_signature, ask_yes
from supplydesk.ui.document.body import VoucherBody
from supplydesk.ui.document.facts import FactDialog
from supplydesk.ui.document.keeper import DraftKeeper
from supplydesk.ui.document.open_paper import OpenPaper
from supplydesk.ui.document.slip_lines import all_arrived

Result = TypeVar("Result")


class Sheet(Protocol):
    """What the steps need of the page."""

    around: Around
    paper: OpenPaper
    keeper: DraftKeeper

    @property
    def body(self) -> VoucherBody:
        """The body of the paper."""

    def form(self) -> AnyForm:
        """The form of what is typed."""

    def begin(self, kind: str, options: Mapping[str, str]) -> None:
        """Begin a new paper."""

    def open_paper(self, number: str, do: str = "") -> None:
        """Show a paper."""

    def refused(self, title: str, error: Exception) -> None:
        """Say why something did not happen."""

    def object(self) -> QObject:
        """Whose questions they are."""


class VoucherSteps:
    """What can be done to the paper on the page, and doing it."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._busy = False

    @property
    def _paper(self) -> OpenPaper:
        return self._sheet.paper

    @property
    def busy(self) -> bool:
        """Whether a step is being taken."""
        return self._busy

    # --- saving and posting ---

    def on_save(self) -> None:
        """Save the draft now."""
        self._sheet.keeper.save(self._say_saved)

    def on_send(self) -> None:
        """Save it for whoever reviews, and show how it stands."""
        self._sheet.keeper.save(self._sent)

    def _say_saved(self, _saved: Saved) -> None:
        text = translate("ui.document.steps", "Draft saved")
        self._sheet.around.window.saved(text)

    def _sent(self, saved: Saved) -> None:
        self._say_saved(saved)
        title = translate("ui.document.steps", "Saved; it waits for a signature on the home page")
        self._sheet.around.window.tell(title, (), "info")
        self._sheet.open_paper(saved.key)

    def on_post(self) -> None:
        """Post it; what only warns is confirmed once."""
        title = translate("ui.document.steps", "Post all the same?")
        word = translate("ui.document.steps", "Post")
        self._sheet.keeper.look_first(lambda: self._after_warnings(title, word, self._post))

    def _after_warnings(self, title: str, word: str, act: Callable[[], object]) -> None:
        problems = self._sheet.body.problems
        warnings = [one for one in problems if not one.stops]
        if warnings and not stopping(problems):
            ask_yes(self._sheet.around, title, word, warnings, act)
        else:
            act()

    def _post(self) -> None:
        sheet, paper = self._sheet, self._paper
        title = translate("ui.document.steps", "Not posted: the paper is as it was")
        if not paper.editable:
            self.write(lambda session: drafts.post_draft(session, paper.key), title, self._posted)
            return
        try:
            form = sheet.form()
        except Refused as refused:
            sheet.refused(title, refused)
            sheet.keeper.look()  # that is what no form can hold; the rest is marked beside it
            return
        except Exception as error:  # noqa: BLE001 - a fault of ours; the key must not seem dead
            sheet.refused(title, error)
            return
        sheet.keeper.pause()
        self.write(lambda session: documents.post(session, form), title, self._posted)

    def _posted(self, posted: Posted) -> None:
        sheet = self._sheet
        sheet.keeper.gone(posted.key)
        text = translate("ui.document.steps", "Posted {number}")
        sheet.around.window.hush()
        sheet.around.window.saved(text.format(number=posted.number))
        if posted.warnings:
            sheet.around.window.tell(text.format(number=posted.number), posted.warnings, "warn")
        sheet.open_paper(posted.number)

    # --- signatures ---

    def on_review(self) -> None:
        """Have it signed as reviewed."""
        title = translate("ui.document.steps", "Not reviewed: the paper is as it was")
        self._sign(Action.REVIEW, title, drafts.review)

    def on_approve(self) -> None:
        """Have it signed as approved: it takes its number and holds its goods."""
        title = translate("ui.document.steps", "Not approved: the paper is as it was")
        self._sign(Action.APPROVE, title, drafts.approve)

    def _sign(self, action: Action, title: str, step: Callable[[DeskSession, str], Saved]) -> None:
        """Save what is typed; then the person who sits here signs, or another at her desk."""
        sheet, key = self._sheet, self._paper.key

        def sign(seat: Seat | None) -> None:
            self.write(lambda session: step(session, key), title, self._stepped, seat)

        def ask(_saved: Saved | None = None) -> None:
            made_by = self._paper.voucher.row.prepared_by if self._paper.voucher else ""
            mine = made_by in ("", sheet.around.desk.seat.name)
            if may(sheet.around.desk.seat.role, action) and not mine:
                sign(None)
                return
            word = offers.word(action.value, self._paper).rstrip("…")
            ask_signature(sheet.around, word, word, sign)

        if self._paper.editable:
            sheet.keeper.save(ask)
        else:
            ask()

    def on_send_back(self) -> None:
        """Return it to its maker, with the reason."""
        key = self._paper.key
        title = translate("ui.document.steps", "Not sent back: the paper is as it was")
        ask_reason(
            self._sheet.around,
            translate("ui.document.steps", "Send the paper back to its maker?"),
            translate("ui.document.steps", "Send back"),
            translate("ui.document.steps", "It becomes a draft again and can be changed."),
            lambda reason, asked: self.write(
                lambda session: drafts.send_back(session, key, reason),
                title,
                self._stepped,
                asked=asked,
            ),
        )

    def on_void(self) -> None:
        """Void it: it keeps its number and lets its goods go."""
        key, number = self._paper.key, self._paper.number
        title = translate("ui.document.steps", "Not voided: the paper is as it was")
        ask_reason(
            self._sheet.around,
            translate("ui.document.steps", "Void {number}?").format(number=number),
            translate("ui.document.steps", "Void"),
            translate(
                "ui.document.steps",
                "It keeps its number, moves nothing, and lets go what it holds. This stays so.",
            ),
            lambda reason, asked: self.write(
                lambda session: drafts.void(session, key, reason),
                title,
                self._stepped,
                asked=asked,
            ),
        )

    def on_delete_draft(self) -> None:
        """Delete the draft; a new one that nobody saved is simply gone."""
        sheet, key, kind = self._sheet, self._paper.key, self._paper.kind
        title = translate("ui.document.steps", "Not deleted")

        def gone(_nothing: object) -> None:
            sheet.keeper.gone(key)
            # The page would show what it holds when a new paper is asked for, and save it again.
            sheet.begin(kind, {})
            sheet.around.window.saved(translate("ui.document.steps", "Draft deleted"))
            sheet.around.window.back()

        def delete() -> None:
            sheet.keeper.gone(key)
            self.write(lambda session: _delete(session, key), title, gone)

        ask_yes(
            sheet.around,
            translate("ui.document.steps", "Delete this draft?"),
            translate("ui.document.steps", "Delete"),
            (),
            delete,
            grave=True,
        )

    # --- afterwards ---

    def on_receipt(self) -> None:
        """Record the receipt of this slip."""
        target = Target("confirmation", "", {"dispatch": self._paper.number})
        self._sheet.around.window.go(target)

    def on_all_arrived(self) -> None:
        """Type everything that is still on the road as received."""
        all_arrived(self._sheet.body)

    def on_add_fact(self) -> None:
        """Add what became known later."""
        sheet, number = self._sheet, self._paper.number
        found = self._paper.voucher
        known = found.facts if found else ()
        form = found.form if found else None
        with_number = isinstance(form, DispatchForm) and form.instruction is not None
        names = facts.names_of(self._paper.kind, with_number=with_number)
        show = partial(sheet.open_paper, number)
        FactDialog(sheet.around, number, names, known, show).open()

    # --- writing ---

    def write(
        self,
        work: Callable[[DeskSession], Result],
        title: str,
        then: Callable[[Result], object],
        seat: Seat | None = None,
        asked: ReasonDialog | None = None,
        *,
        closes: bool = True,
    ) -> None:
        """Take a step; *seat* signs it, if not who sits here. *asked*, where the reason was typed,
        says why it was not taken, and *closes* once it is.
        """
        sheet = self._sheet
        self._busy = True

        def done(found: Result) -> None:
            self._busy = False
            if asked is not None and closes:
                asked.accept()
            then(found)

        def failed(error: Exception) -> None:
            self._busy = False
            sheet.keeper.resume()
            sheet.refused(title, error)
            if asked is not None:
                asked.stay(error)
            sheet.around.window.head_changed()

        sheet.around.desk.write(work, done, owner=sheet.object(), failed=failed, seat=seat)
        sheet.around.window.head_changed()

    def _stepped(self, saved: Saved) -> None:
        window = self._sheet.around.window
        window.hush()
        words = state_words()
        if saved.problems:
            window.tell(translate("ui.document.steps", "Please note"), saved.problems, "warn")
        window.saved(f"{saved.number or ''} {words[State(saved.state)]}".strip())
        self._sheet.open_paper(saved.number or saved.key)


def _delete(session: DeskSession, key: str) -> None:
    if drafts.standing(session, key) is not None:
        drafts.delete(session, key)
