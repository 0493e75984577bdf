"""People (人员): who uses the desk, in which role, with a PIN or without."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from supplydesk.domain.lifecycle import Action, Role, may
from supplydesk.services import people, rosters
from supplydesk.services.rosters import ListedPerson
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.pages.panel_page import PanelPage
from supplydesk.ui.pages.people_panel import PeoplePanel
from supplydesk.ui.parts.beside import Beside
from supplydesk.ui.parts.chip import Chip, Glyph
from supplydesk.ui.parts.foot import Foot
from supplydesk.ui.parts.page import Heading
from supplydesk.ui.parts.refusals import problems_of
from supplydesk.ui.table.column import Cell, Column
from supplydesk.ui.table.model import ListModel
from supplydesk.ui.table.view import TableView


class PeoplePage(PanelPage):
    """One row a person; only whose role allows it sees them."""

    NAME = "people"

    table: TableView[ListedPerson]
    panel: PeoplePanel

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._errand: Errand | None = None
        self._wanted = ""
        self.model: ListModel[ListedPerson] = ListModel(self._columns(), lambda row: row.name, self)
        self.table = TableView(
            self.model, self.look, many=False, name=translate("ui.pages.people", "People")
        )
        self.panel = PeoplePanel(around)
        self.foot = Foot(self.look)
        main = QWidget()
        left = QVBoxLayout(main)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.table, 1)
        left.addWidget(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Beside(main, self.panel, self.look))
        self.table.moved.connect(lambda _at: self.around.window.head_changed())
        self.table.opened.connect(lambda _at: self.on_change())
        self.panel.ended.connect(self._ended)

    def _columns(self) -> tuple[Column[ListedPerson], ...]:
        yes = translate("ui.pages.people", "set")
        here = self.desk.seat.name

        def name(row: ListedPerson) -> Cell:
            aside = translate("ui.pages.people", "sits here now") if row.name == here else ""
            return Cell(row.name, struck=not row.active, aside=aside, tip=row.name)

        def state(row: ListedPerson) -> Cell:
            if row.active:
                word = translate("ui.pages.people", "Uses the desk")
                return Cell(chip=Chip(word, "good", Glyph.DONE))
            return Cell(chip=Chip(translate("ui.pages.people", "Left"), "mute", Glyph.OFF))

        return (
            Column("name", translate("ui.pages.people", "Name"), 180, name),
            Column(
                "role",
                translate("ui.pages.people", "Role"),
                140,
                lambda row: Cell(wording.role_word(row.role)),
            ),
            Column(
                "pin",
                translate("ui.pages.people", "PIN"),
                70,
                lambda row: Cell(yes if row.pin else "", "ink2"),
                optional=1,
            ),
            Column("state", translate("ui.pages.people", "State"), 120, state, grows=True),
        )

    # --- the page ---

    def heading(self) -> Heading:
        """Title, and how many use the desk."""
        title = translate("ui.pages.people", "People")
        count = sum(row.active for row in self.model.rows)
        text = translate("ui.pages.people", "{count} use the desk")
        return Heading(title, text.format(count=count) if count else "")

    @property
    def _may(self) -> bool:
        return may(self.desk.seat.role, Action.EDIT_PEOPLE)

    def offered(self) -> tuple[str, ...]:
        """What her role allows, and what fits the chosen person."""
        if not self._may:
            return ()
        row = self.table.current()
        turn = "person_left" if row is None or row.active else "person_back"
        clear = ("clear_pin",) if row is not None and row.pin else ()
        return ("add", "change", *clear, turn)

    def why_not(self, name: str) -> str:
        """A person has to be chosen first."""
        if name in {"change", "person_left", "person_back"} and self.table.current() is None:
            return translate("ui.pages.people", "Choose a person first.")
        return ""

    def arrive(self, target: Target) -> None:
        """Show all; with a name, that person."""
        self._wanted = target.about
        self.refresh()

    def refresh(self) -> None:
        """Read the people again."""
        if not self._may:
            self.model.show_rows(())
            self.table.answered(
                translate(
                    "ui.pages.people",
                    "Only an administrator sees and changes who uses the desk. Let one sit down.",
                )
            )
            self.foot.say("")
            return
        self.table.ask()
        self._errand = self.desk.read(
            rosters.people, self._show, owner=self, instead_of=self._errand
        )

    # --- what can be done ---

    def on_add(self) -> None:
        """Add somebody."""
        self.panel.then(self.panel.add)

    def on_change(self) -> None:
        """Change the current person's role or PIN."""
        row = self.table.current()
        if row is not None and self._may:
            self.panel.then(lambda: self.panel.change(row))

    def on_clear_pin(self) -> None:
        """Let the current person sit down without a PIN."""
        row = self.table.current()
        if row is not None:
            text = translate("ui.pages.people", "{name} needs no PIN now")
            self._change(row.name, text, pin="")

    def on_person_left(self) -> None:
        """The current person no longer uses the desk; her papers keep her name."""
        row = self.table.current()
        if row is not None:
            self._change(row.name, translate("ui.pages.people", "{name} has left"), active=False)

    def on_person_back(self) -> None:
        """The current person uses the desk again."""
        row = self.table.current()
        if row is not None:
            self._change(row.name, translate("ui.pages.people", "{name} is back"), active=True)

    def _change(
        self, name: str, told: str, *, pin: str | None = None, active: bool | None = None
    ) -> None:
        def refused(error: Exception) -> None:
            problems = problems_of(error)
            if not problems:
                self.desk.failed.emit(error)
                return
            title = translate("ui.pages.people", "{name} stays as she was")
            self.around.window.tell(title.format(name=name), problems)

        self.around.window.hush()
        self.desk.write(
            lambda session: people.change(session, name, pin=pin, active=active),
            lambda _none: self.around.window.saved(told.format(name=name)),
            owner=self,
            failed=refused,
        )

    # --- showing ---

    def _ended(self) -> None:
        self._wanted = self.panel.last_saved or self._wanted
        self.panel.last_saved = ""
        self.table.setFocus()

    def _show(self, found: tuple[ListedPerson, ...]) -> None:
        self.model.show_rows(found)
        self.table.answered(translate("ui.pages.people", "Nobody uses this desk yet."))
        if self._wanted and self.table.put_key(self._wanted):
            self._wanted = ""
        elif not self.table.currentIndex().isValid():
            self.table.put(0)
        checkers = sum(row.active and row.role == Role.ADMINISTRATOR for row in found)
        text = translate("ui.pages.people", "{count} people, {admins} of them administrators")
        self.foot.say(text.format(count=len(found), admins=checkers))
        self.around.window.head_changed()
