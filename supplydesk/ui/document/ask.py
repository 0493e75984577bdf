"""What a voucher's steps ask before they are taken: a reason, a signature, a yes to warnings."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from supplydesk.domain.problem import Problem
from supplydesk.domain.seat import Seat
from supplydesk.services import people
from supplydesk.services.people import Sitter
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.document.problem_strip import where
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.sit_dialog import SitDialog


class ReasonDialog(Dialog):
    """Asks why. ``given`` when that was typed: the dialog then waits for what comes of it, to be
    closed or to ``stay``, so that a reason is never typed twice.
    """

    given = Signal(str)

    def __init__(self, around: Around, title: str, word: str, sentence: str) -> None:
        super().__init__(around, title, word, grave=True)
        self._waits = False
        self.say(sentence)
        self._field = self.field(
            translate("ui.document.ask", "Reason, as it will stand in the books")
        )
        self._field.setFocus()
        # Whoever has typed a reason means it: Enter in the field goes ahead.
        self.other.setDefault(False)
        self._field.returnPressed.connect(self._take)
        self.taken.connect(self._take)

    def _take(self) -> None:
        reason = self._field.text().strip()
        if self._waits:
            return
        if not reason:
            self.wrong(translate("ui.document.ask", "Write why: it stays with the paper."))
            self._field.setFocus()
            return
        self._waits = True
        self.wrong("")
        self.given.emit(reason)

    def stay(self, error: Exception | None = None) -> None:
        """Nothing came of it; say why, if there is an *error*."""
        self._waits = False
        self.wrong("\n".join(one.text for one in _problems(error)))
        self._field.setFocus()

    def reject(self) -> None:
        """Close, unless what was asked for is being done."""
        if not self._waits:
            super().reject()


def _problems(error: Exception | None) -> tuple[Problem, ...]:
    """What *error* says, be it of the paper or of the disk."""
    found = getattr(error, "problem", None)
    return tuple(getattr(error, "problems", ())) or ((found,) if found is not None else ())


def ask_reason(
    around: Around,
    title: str,
    word: str,
    sentence: str,
    then: Callable[[str, ReasonDialog], object],
) -> None:
    """Ask why; *then* gets the reason, which stands in the books and may not be empty, and the
    dialog, which is closed or stays as it turns out.
    """
    dialog = ReasonDialog(around, title, word, sentence)
    dialog.given.connect(lambda reason: then(reason, dialog))
    dialog.open()


def ask_yes(
    around: Around,
    title: str,
    word: str,
    problems: Sequence[Problem],
    then: Callable[[], object],
    *,
    grave: bool = False,
) -> None:
    """Show *problems*, which only warn, and ask whether to go on all the same."""
    dialog = Dialog(around, title, word, grave=grave)
    for one in problems[:8]:
        dialog.say(" ".join(filter(None, (where(one), one.text))), "warn")

    def take() -> None:
        dialog.accept()
        then()

    dialog.taken.connect(take)
    dialog.open()


def ask_to_give_up(around: Around, error: Exception, then: Callable[[], object]) -> None:
    """Ask whether a draft that cannot be saved may be lost; *then* if so."""
    title = translate("ui.document.ask", "The draft cannot be saved. Close all the same?")
    dialog = Dialog(around, title, translate("ui.document.ask", "Close and lose it"), grave=True)
    for one in _problems(error):
        dialog.say(one.text, "stop")
    dialog.other.setText(translate("ui.document.ask", "Stay with it"))

    def take() -> None:
        dialog.accept()
        then()

    dialog.taken.connect(take)
    dialog.open()


def ask_signature(
    around: Around,
    title: str,
    word: str,
    then: Callable[[Seat], object],
    *,
    over: QWidget | None = None,
    otherwise: Callable[[], object] | None = None,
) -> None:
    """Ask who signs, and her PIN; *then* gets her seat once that is right, *otherwise* is called
    where nobody signs. It is asked *over* the window, or over a dialog that waits for it.
    """
    here, parent = around.desk.seat.name, over or around.window.widget()

    def show(sitters: tuple[Sitter, ...]) -> None:
        # Usually somebody else than the one who sits here.
        others = [one for one in sitters if one.name != here] or list(sitters)
        dialog = SitDialog(around.look, parent, around.desk, others, asked=(title, word))
        dialog.sat.connect(then)
        if otherwise is not None:
            dialog.rejected.connect(otherwise)
        dialog.open()

    def failed(error: Exception) -> None:
        if otherwise is not None:
            otherwise()
        around.desk.failed.emit(error)

    around.desk.read(people.sitters, show, owner=parent, failed=failed)
