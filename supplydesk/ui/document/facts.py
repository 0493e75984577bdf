"""What became known after posting: told, added to, and the scan of the signed paper opened."""

from collections.abc import Callable, Sequence

from supplydesk.domain.problem import Refused
from supplydesk.services import facts
from supplydesk.services.shown import Fact
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.fields import ChoiceBox
from supplydesk.ui.parts.label import label

MOST_TOLD = 8


def _told(fact: Fact) -> str:
    """A fact in one line: when, what, by whom."""
    name = facts.words().get(fact.name, fact.name)
    value = "" if fact.name == facts.SCAN else fact.value
    parts = (f"{fact.at:%m-%d %H:%M}", name, value, fact.person)
    return "  ".join(filter(None, parts))


class FactDialog(Dialog):
    """Tells what was added, asks for one fact more; what was added stays, the latest one holds."""

    def __init__(
        self,
        around: Around,
        number: str,
        names: Sequence[str],
        before: Sequence[Fact],
        added: Callable[[], object],
    ) -> None:
        title = translate("ui.document.facts", "Add to {number}").format(number=number)
        super().__init__(around, title, translate("ui.document.facts", "Add"))
        self._number = number
        self._added = added
        for fact in before[-MOST_TOLD:]:
            self.say(_told(fact), "secondary")
        what = translate("ui.document.facts", "What")
        self.what = ChoiceBox(around.look, what, list(facts.words(names).items()))
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
