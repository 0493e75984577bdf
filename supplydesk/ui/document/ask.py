"""What a voucher's steps ask before they are taken: a reason, a signature, a yes to warnings."""

from collections.abc import Callable, Sequence

from supplydesk.domain.problem import Problem
from supplydesk.domain.seat import Seat
from supplydesk.services import people
from supplydesk.services.people import Sitter
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.document.problem_strip import where
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.sit_dialog import SitDialog


def ask_reason(
    around: Around, title: str, word: str, sentence: str, then: Callable[[str], object]
) -> None:
    """Ask why; *then* gets the reason, which stands in the books and may not be empty."""
    dialog = Dialog(around, title, word, grave=True)
    dialog.say(sentence)
    field = dialog.field(translate("ui.document.ask", "Reason, as it will stand in the books"))
    field.setFocus()
    # Whoever has typed a reason means it: Enter in the field goes ahead.
    dialog.other.setDefault(False)

    def take() -> None:
        reason = field.text().strip()
        if not reason:
            dialog.wrong(translate("ui.document.ask", "Write why: it stays with the paper."))
            field.setFocus()
            return
        dialog.accept()
        then(reason)

    field.returnPressed.connect(take)
    dialog.taken.connect(take)
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
    problems = getattr(error, "problems", None) or filter(None, (getattr(error, "problem", None),))
    for one in problems:
        dialog.say(one.text, "stop")
    dialog.other.setText(translate("ui.document.ask", "Stay with it"))

    def take() -> None:
        dialog.accept()
        then()

    dialog.taken.connect(take)
    dialog.open()


def ask_signature(around: Around, title: str, word: str, then: Callable[[Seat], object]) -> None:
    """Ask who signs, and her PIN; *then* gets her seat once that is right."""
    here, window = around.desk.seat.name, around.window.widget()

    def show(sitters: tuple[Sitter, ...]) -> None:
        # Usually somebody else than the one who sits here.
        others = [one for one in sitters if one.name != here] or list(sitters)
        dialog = SitDialog(around.look, window, around.desk, others, asked=(title, word))
        dialog.sat.connect(then)
        dialog.open()

    around.desk.read(people.sitters, show, owner=window)
