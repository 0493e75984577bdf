"""Adding what became known after posting: the paper's number, plate, driver, when it left."""

from collections.abc import Callable

from supplydesk.domain.problem import Refused
from supplydesk.services import facts
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.fields import ChoiceBox
from supplydesk.ui.parts.label import label


def names() -> dict[str, str]:
    """What can be added, by name, in the language in use."""
    return {
        "paper_number": translate("ui.document.facts", "Instruction's number"),
        "plate": translate("ui.document.facts", "Plate"),
        "carrier": translate("ui.document.facts", "Carrier"),
        "driver": translate("ui.document.facts", "Driver"),
        "driver_phone": translate("ui.document.facts", "Driver's phone"),
        "departed_at": translate("ui.document.facts", "Left at"),
        "finance": translate("ui.document.facts", "Finance"),
        "remark": translate("ui.document.facts", "Remark"),
    }


class FactDialog(Dialog):
    """Asks for one fact and adds it; what was added stays, the latest one holds."""

    def __init__(self, around: Around, number: str, added: Callable[[], object]) -> None:
        title = translate("ui.document.facts", "Add to {number}").format(number=number)
        super().__init__(around, title, translate("ui.document.facts", "Add"))
        self._number = number
        self._added = added
        what = translate("ui.document.facts", "What")
        self.what = ChoiceBox(around.look, what, list(names().items()))
        self.body.addWidget(label(what, "secondary"))
        self.body.addWidget(self.what)
        self.value = self.field(translate("ui.document.facts", "Value"))
        self.say(
            translate(
                "ui.document.facts",
                "What was added stays in the books with its time and your name; the latest holds.",
            ),
            "hint",
        )
        self.value.setFocus()
        self.value.textChanged.connect(lambda _text: self.wrong(""))
        self.taken.connect(self._take)

    def _take(self) -> None:
        name, value, number = self.what.value(), self.value.text().strip(), self._number
        self.main.setEnabled(False)
        self.around.desk.write(
            lambda session: facts.add_fact(session, number, name, value),
            self._done,
            owner=self,
            failed=self._refused,
        )

    def _done(self, _fact: facts.Added) -> None:
        self.accept()
        self._added()

    def _refused(self, error: Exception) -> None:
        self.main.setEnabled(True)
        if isinstance(error, Refused):
            self.wrong(error.problems[0].text)
            self.value.setFocus()
        else:
            self.around.desk.failed.emit(error)
