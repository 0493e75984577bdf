"""The panel of the people page: a name, a role, a PIN typed twice."""

from dataclasses import replace

from supplydesk.domain.lifecycle import Role, role_words
from supplydesk.domain.problem import Problem
from supplydesk.services import people
from supplydesk.services.rosters import ListedPerson
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around
from supplydesk.ui.parts.form_panel import FormPanel
from supplydesk.ui.parts.refusals import problems_of


class PeoplePanel(FormPanel):
    """A name stays, for papers carry it; an empty PIN leaves what she has."""

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._before: ListedPerson | None = None
        self.last_saved = ""
        form = self.form
        form.text("name", translate("ui.pages.people_panel", "Name"))
        form.choice(
            "role",
            translate("ui.pages.people_panel", "Role"),
            [(role.value, word) for role, word in role_words().items()],
        )
        form.text("pin", translate("ui.pages.people_panel", "New PIN"), half=True, secret=True)
        form.text("again", translate("ui.pages.people_panel", "Once more"), half=True, secret=True)
        form.edited.connect(self._told)
        self.saved.connect(self._put)

    def add(self) -> None:
        """Add somebody."""
        self._before = None
        self.form.field("name").lock(locked=False)
        self.form.field("pin").say(
            translate("ui.pages.people_panel", "Left empty, she sits down without one.")
        )
        title = translate("ui.pages.people_panel", "New person")
        self.begin(title, "", {"role": Role.CLERK.value})
        self._told("role")

    def change(self, person: ListedPerson) -> None:
        """Change *person*."""
        self._before = person
        self.form.field("name").lock(locked=True)
        if person.pin:
            note = translate("ui.pages.people_panel", "Left empty, her PIN stays.")
        else:
            note = translate("ui.pages.people_panel", "She has none; left empty, that stays.")
        self.form.field("pin").say(note)
        self.begin(
            person.name,
            wording.role_word(person.role),
            {"name": person.name, "role": person.role},
        )
        self._told("role")

    def _told(self, name: str) -> None:
        if name == "role":
            self.form.field("role").say(_about(Role(self.form.value("role"))))

    def _put(self) -> None:
        name, role = self.form.value("name"), self.form.value("role")
        pin, before = self.form.value("pin"), self._before
        if pin != self.form.value("again"):
            self.refuse(
                (
                    Problem.of(
                        "pins_differ",
                        "ui.pages.people_panel",
                        "The two PINs are not the same. Type both again.",
                        field="again",
                    ),
                )
            )
            return

        def save(session: DeskSession) -> None:
            if before is None:
                people.add(session, name, role, pin)
            else:
                people.change(session, before.name, role=role, pin=pin or None)

        def done(_none: None) -> None:
            self.done()
            seat = self.around.desk.seat
            if before is not None and before.name == seat.name and role != seat.role:
                self.around.desk.sit(replace(seat, role=role))

        self.busy(True)
        self.last_saved = name.strip()
        self.around.desk.write(save, done, owner=self, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        problems = problems_of(error)
        self.refuse(problems)
        if not problems:
            self.around.desk.failed.emit(error)


def _about(role: Role) -> str:
    """What somebody in *role* does at the desk."""
    return {
        Role.CLERK: translate(
            "ui.pages.people_panel", "Writes and posts papers, keeps the lists, closes the month."
        ),
        Role.REVIEWER: translate("ui.pages.people_panel", "Reviews papers before they are posted."),
        Role.APPROVER: translate(
            "ui.pages.people_panel", "Reviews and approves papers, voids and reverses them."
        ),
        Role.KEEPER: translate("ui.pages.people_panel", "Writes and posts papers, and counts."),
        Role.COUNTER: translate(
            "ui.pages.people_panel", "Counts blind: she sees no figures of the stock."
        ),
        Role.ADMINISTRATOR: translate(
            "ui.pages.people_panel", "May do everything, people, settings and restoring included."
        ),
        Role.VIEWER: translate("ui.pages.people_panel", "Looks, and changes nothing."),
    }[role]
