"""What a voucher's steps ask before they are taken: a reason, a signature, a yes to warnings."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit

from supplydesk.domain.problem import Problem, Refused
from supplydesk.domain.seat import Seat
from supplydesk.services import people, rosters
from supplydesk.services.rosters import ListedSeat
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.document.problem_strip import where
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.fields import ChoiceBox
from supplydesk.ui.parts.label import label


def ask_reason(
    around: Around, title: str, word: str, sentence: str, then: Callable[[str], object]
) -> None:
    """Ask why; *then* gets the reason, which stands in the books and may not be empty."""
    dialog = Dialog(around, title, word, grave=True)
    dialog.say(sentence)
    field = dialog.field(translate("ui.document.ask", "Reason, as it will stand in the books"))
    field.setFocus()

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
) -> None:
    """Show *problems*, which only warn, and ask whether to go on all the same."""
    dialog = Dialog(around, title, word)
    for one in problems[:8]:
        dialog.say(" ".join(filter(None, (where(one), one.text))), "warn")

    def take() -> None:
        dialog.accept()
        then()

    dialog.taken.connect(take)
    dialog.open()


class SignDialog(Dialog):
    """Asks who signs, and her PIN; ``seat`` is what she gets once that is right."""

    def __init__(
        self, around: Around, title: str, word: str, then: Callable[[Seat], object]
    ) -> None:
        super().__init__(around, title, word)
        self._then = then
        self.who = ChoiceBox(around.look, translate("ui.document.ask", "Who signs"))
        self.body.addWidget(label(self.who.accessibleName(), "secondary"))
        self.body.addWidget(self.who)
        self.pin = self.field(translate("ui.document.ask", "PIN"))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.taken.connect(self._take)
        self.pin.textChanged.connect(lambda _text: self.wrong(""))
        around.desk.read(rosters.seats, self._show, owner=self)

    def _show(self, seats: tuple[ListedSeat, ...]) -> None:
        here = self.around.desk.seat.name
        others = [one for one in seats if one.name != here] or list(seats)
        self.who.offer([(one.name, one.name) for one in others])
        self.pin.setFocus()

    def _take(self) -> None:
        name, pin, now = self.who.value(), self.pin.text(), self.around.desk.seat.now
        self.main.setEnabled(False)
        self.around.desk.read(
            lambda session: people.sit(session, name, pin, now),
            self._seated,
            owner=self,
            failed=self._refused,
        )

    def _seated(self, seat: Seat) -> None:
        self.accept()
        self._then(seat)

    def _refused(self, error: Exception) -> None:
        self.main.setEnabled(True)
        if isinstance(error, Refused):
            self.wrong(error.problems[0].text)
            self.pin.selectAll()
            self.pin.setFocus()
        else:
            self.around.desk.failed.emit(error)
