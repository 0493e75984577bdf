"""Sitting down: who it is and her PIN; the check is slow on purpose and runs off this thread."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from supplydesk.domain.problem import Refused
from supplydesk.domain.seat import Seat
from supplydesk.services import faults, people
from supplydesk.services.people import Sitter
from supplydesk.store.database import StoreTrouble
from supplydesk.text import translate
from supplydesk.ui.desk import Desk
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.dialog import Box
from supplydesk.ui.parts.fields import ChoiceBox
from supplydesk.ui.parts.label import label


class SitDialog(Box):
    """Asks until somebody sits: ``sat`` says her seat.

    *asked* is another question and its answer's word: who signs, at somebody else's desk.
    """

    sat = Signal(object)

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        desk: Desk,
        sitters: Sequence[Sitter],
        chosen: str = "",
        asked: tuple[str, str] | None = None,
    ) -> None:
        title, word = asked or (
            translate("ui.parts.sit_dialog", "Who sits down?"),
            translate("ui.parts.sit_dialog", "Sit down"),
        )
        super().__init__(look, parent, title, word)
        self._desk = desk
        self._attempts = desk.attempts
        self._pins = {one.name: one.pin for one in sitters}
        self._busy = False
        name = translate("ui.parts.sit_dialog", "Person")
        self.person = ChoiceBox(look, name, [(one.name, one.name) for one in sitters])
        self.person.choose(chosen)
        above = label(name, "secondary")
        above.setBuddy(self.person)
        self.body.addWidget(above)
        self.body.addWidget(self.person)
        self._above_pin = label(translate("ui.parts.sit_dialog", "PIN"), "secondary")
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName(self._above_pin.text())
        self._above_pin.setBuddy(self.pin)
        self.body.addWidget(self._above_pin)
        self.body.addWidget(self.pin)
        self._again = QTimer(self)
        self._again.setInterval(500)
        self._again.timeout.connect(self._renew)
        self.person.currentIndexChanged.connect(lambda _at: self._another())
        self.pin.textEdited.connect(lambda _text: self.wrong(""))
        self.taken.connect(self._try)
        self._another()

    def _another(self) -> None:
        asked = self._pins.get(self.person.value(), False)
        self._above_pin.setVisible(asked)
        self.pin.setVisible(asked)
        self.pin.clear()
        self.wrong("")
        (self.pin if asked else self.person).setFocus()
        self._renew()

    def _renew(self) -> None:
        """Count the wait down; nothing can be tried until it is over."""
        left = self._attempts.wait(self.person.value())
        self.main.setEnabled(not left and not self._busy)
        if left:
            text = translate(
                "ui.parts.sit_dialog", "That PIN was wrong too often. Wait {count} seconds."
            )
            self.wrong(text.format(count=left))
            self._again.start()
        elif self._again.isActive():
            self._again.stop()
            self.wrong("")

    def _try(self) -> None:
        name, pin = self.person.value(), self.pin.text()
        if self._busy or self._attempts.wait(name):
            return
        self._busy = True
        self._renew()
        now = self._desk.seat.now
        self._desk.read(
            lambda session: people.sit(session, name, pin, now),
            self._sat,
            owner=self,
            failed=self._refused,
        )

    def _sat(self, seat: Seat) -> None:
        self._busy = False
        self._attempts.right(seat.name)
        self.accept()
        self.sat.emit(seat)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, Refused):
            self._renew()
            if isinstance(error, StoreTrouble):
                self.wrong(error.problem.text)
            else:
                self._desk.failed.emit(error)
            return
        problem = error.problems[0]
        if problem.code == "wrong_pin":
            self._attempts.wrong(self.person.value())
            faults.note(f"wrong PIN, {self._attempts.wait(self.person.value())} s to wait")
        self.wrong(problem.text)
        self.pin.selectAll()
        self.pin.setFocus()
        self._renew()
