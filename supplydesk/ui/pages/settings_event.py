"""The form of an event on the settings page: a new one, or another name and other days of one."""

from datetime import date, datetime

from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import incidents
from supplydesk.services.incidents import Changes
from supplydesk.services.rosters import ListedIncident
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.form import Form
from supplydesk.ui.parts.moment import read_moment
from supplydesk.ui.parts.refusals import problems_of


class EventForm(Dialog):
    """Asks for an event: a new one, or *row* as it shall be from now on."""

    def __init__(self, around: Around, row: ListedIncident | None = None) -> None:
        if row is None:
            title = translate("ui.pages.settings_event", "New event")
            word = translate("ui.pages.settings_event", "Add")
        else:
            title = translate("ui.pages.settings_event", "Change the event {code}")
            title = title.format(code=row.code)
            word = translate("ui.pages.settings_event", "Change")
        super().__init__(around, title, word)
        self._row = row
        self.form = form = Form(around.look)
        name = translate("ui.pages.settings_event", "Name")
        begins = translate("ui.pages.settings_event", "From")
        hint = translate("ui.pages.settings_event", "2022-10-24, or nothing")
        if row is None:
            form.text(
                "code",
                translate("ui.pages.settings_event", "Code"),
                half=True,
                hint=translate("ui.pages.settings_event", "such as YQ2022"),
            )
            form.text("begins_on", begins, half=True, hint=hint)
            form.text("name", name)
        else:
            note = translate("ui.pages.settings_event", "What was posted keeps the name it has.")
            form.text("name", name, note=note)
            form.text("begins_on", begins, half=True, hint=hint)
            closed = translate("ui.pages.settings_event", "Closed from")
            form.text("closed_on", closed, half=True, hint=hint)
        form.fill(_texts(row))
        self.body.addWidget(form)
        self.taken.connect(self._take)
        form.saved.connect(self._take)
        form.left.connect(self.reject)

    def begin(self) -> None:
        """Open it, the keys in its first field."""
        self.open()
        self.form.begin()

    def _take(self) -> None:
        values = {name: text.strip() for name, text in self.form.values().items()}
        try:
            begins = _day(values["begins_on"], "begins_on")
            closed = _day(values.get("closed_on", ""), "closed_on")
        except Refused as refused:
            self.form.mark(refused.problems)
            return
        row = self._row

        def save(session: DeskSession) -> object:
            if row is None:
                return incidents.add(session, values["code"], values["name"], begins)
            # What somebody else changed meanwhile, and this form did not, stays.
            changes = Changes()
            if values["name"] != row.name:
                changes["name"] = values["name"]
            if begins != row.begins_on:
                changes["begins_on"] = begins
            if closed != row.closed_on:
                changes["closed_on"] = closed
            return incidents.change(session, row.code, changes)

        self.main.setEnabled(False)
        self.around.desk.write(save, lambda _: self.accept(), owner=self, failed=self._refused)

    def _refused(self, error: Exception) -> None:
        self.main.setEnabled(True)
        problems = problems_of(error)
        self.wrong("\n".join(one.text for one in self.form.mark(problems)))
        if not problems:
            self.around.desk.failed.emit(error)


def no_day(field: str) -> Problem:
    """What was typed in *field* is no day."""
    return Problem.of(
        "no_day",
        "ui.pages.settings_event",
        "That is no day. Write it as 2022-10-24.",
        field=field,
    )


def _texts(row: ListedIncident | None) -> dict[str, str]:
    if row is None:
        return {}
    return {
        "name": row.name,
        "begins_on": wording.long_day(row.begins_on),
        "closed_on": wording.long_day(row.closed_on),
    }


def _day(text: str, field: str) -> date | None:
    if not text:
        return None
    day = read_moment(text)
    if day is None or isinstance(day, datetime):
        raise Refused((no_day(field),))
    return day
