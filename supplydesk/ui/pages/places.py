"""Places (仓库与站点): warehouses with their bins, sites with whom to call, custodians."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from supplydesk.domain.lifecycle import Action, may
from supplydesk.domain.lookup import best
from supplydesk.domain.places import PlaceKind
from supplydesk.domain.problem import Problem
from supplydesk.services import place_list, places
from supplydesk.services.place_facts import CUSTODIAN, KINDS, kind_word
from supplydesk.services.place_list import ListedPlace
from supplydesk.text import translate
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.importing.dialog import ask_import
from supplydesk.ui.pages.panel_page import SearchedPanelPage
from supplydesk.ui.pages.places_cards import save_cards
from supplydesk.ui.pages.places_closing import ask_to_close
from supplydesk.ui.pages.places_columns import columns
from supplydesk.ui.pages.places_panel import PlacesPanel
from supplydesk.ui.parts.beside import Beside
from supplydesk.ui.parts.fields import ChoiceBox, SearchField, ToggleChip, row_of
from supplydesk.ui.parts.foot import Foot
from supplydesk.ui.parts.page import Heading
from supplydesk.ui.table.model import ListModel
from supplydesk.ui.table.view import TableView


class PlacesPage(SearchedPanelPage):
    """One row a place, bins below their warehouse; the panel is open while one is edited."""

    NAME = "places"
    KEYS = ("find",)

    table: TableView[ListedPlace]
    panel: PlacesPanel

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._errand: Errand | None = None
        self._found: tuple[ListedPlace, ...] = ()
        self._wanted = ""
        look = self.look
        self.search = SearchField(
            look, translate("ui.pages.places", "Name, code, pinyin, contact or phone")
        )
        kinds = [(kind, kind_word(kind)) for kind in KINDS]
        self._kind = ChoiceBox(
            look,
            translate("ui.pages.places", "Kind"),
            [("", translate("ui.pages.places", "All kinds")), *kinds],
        )
        self._county = ChoiceBox(look, translate("ui.pages.places", "County"), [_every_county()])
        self._closed = ToggleChip(look, translate("ui.pages.places", "Closed"))
        self.model: ListModel[ListedPlace] = ListModel(
            columns(self._today()), lambda row: row.facts.code, self
        )
        self.table = TableView(
            self.model, look, name=translate("ui.pages.places", "Warehouses and sites")
        )
        self.panel = PlacesPanel(around)
        self.foot = Foot(look)
        main = QWidget()
        left = QVBoxLayout(main)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(row_of((self.search, self._kind, self._county, self._closed), look))
        left.addWidget(self.table, 1)
        left.addWidget(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Beside(main, self.panel, look))
        self.search.asked.connect(lambda _text: self._filter())
        self.search.left.connect(self.table.setFocus)
        for choice in (self._kind, self._county):
            choice.currentIndexChanged.connect(lambda _at: self._filter())
        self._closed.toggled.connect(lambda _on: self._filter())
        self.table.moved.connect(lambda _at: self.around.window.head_changed())
        self.table.opened.connect(lambda _at: self.on_change())
        self.panel.ended.connect(self._ended)

    # --- the page ---

    def heading(self) -> Heading:
        """Title, and how many warehouses and sites are open."""
        title = translate("ui.pages.places", "Warehouses and sites")
        if not self._found:
            return Heading(title)
        count = {
            kind: sum(one.facts.kind == kind and self._open(one) for one in self._found)
            for kind in (PlaceKind.WAREHOUSE.value, PlaceKind.SITE.value)
        }
        told = translate("ui.pages.places", "{warehouses} warehouses, {sites} sites open")
        return Heading(title, told.format(warehouses=count["warehouse"], sites=count["site"]))

    @property
    def _may(self) -> bool:
        return may(self.desk.seat.role, Action.EDIT_PLACES)

    def offered(self) -> tuple[str, ...]:
        """What her role allows, and what the chosen place lets happen to it."""
        row = self.table.current()
        printed = ("labels",) if self._has_bins(row) else ()
        if not self._may:
            return printed
        turn: tuple[str, ...] = ()
        if row is not None and row.facts.kind != CUSTODIAN:
            turn = ("close_place",) if row.closed_on is None else ("reopen_place",)
        brought = ("import",) if may(self.desk.seat.role, Action.IMPORT) else ()
        return ("add", "change", *turn, "", *brought, *printed)

    def _has_bins(self, row: ListedPlace | None) -> bool:
        allowed = may(self.desk.seat.role, Action.PRINT)
        kinds = (PlaceKind.WAREHOUSE.value, PlaceKind.BIN.value)
        return allowed and row is not None and row.facts.kind in kinds

    def why_not(self, name: str) -> str:
        """A place has to be chosen first."""
        if name == "change" and self.table.current() is None:
            return translate("ui.pages.places", "Choose a place first.")
        return ""

    def arrive(self, target: Target) -> None:
        """Show all; with a code, that place."""
        self._wanted = target.about
        if target.about:
            self._clear_filters()
        self.refresh()

    def refresh(self) -> None:
        """Read the places again."""
        self.table.ask()
        self._errand = self.desk.read(
            place_list.places, self._show, owner=self, instead_of=self._errand
        )

    # --- what can be done ---

    def on_add(self) -> None:
        """Begin a new place of the kind that is shown, or like the current one."""
        row = self.table.current()
        kind = self._kind.value() or PlaceKind.SITE.value
        warehouse = ""
        if row is not None:
            warehouse = row.warehouse or row.facts.code
            if row.warehouse and not self._kind.value():
                kind = PlaceKind.BIN.value
        self.panel.then(lambda: self.panel.add(kind, warehouse))

    def on_change(self) -> None:
        """Change the current place."""
        row = self.table.current()
        if row is not None and self._may:
            self.panel.then(lambda: self.panel.change(row))

    def on_import(self) -> None:
        """Import a list of places."""
        self.panel.then(lambda: ask_import(self.around, "places"))

    def on_close_place(self) -> None:
        """Close the current place from a day on; what speaks against it is told."""
        row = self.table.current()
        if row is None:
            return

        def closed(day: date, minds: tuple[Problem, ...]) -> None:
            self._closed.setChecked(True)  # so that it does not vanish under the cursor
            text = translate("ui.pages.places", "{place} is closed from {day}")
            told = text.format(place=row.facts.name, day=day.isoformat())
            self.around.window.saved(told)
            if minds:
                self.around.window.tell(told, minds, "warn")

        ask_to_close(self.around, row.facts, self._today(), closed)

    def on_reopen_place(self) -> None:
        """Open the current place again."""
        row = self.table.current()
        if row is None:
            return
        text = translate("ui.pages.places", "{place} is open again").format(place=row.facts.name)
        code = row.facts.code
        self.desk.write(
            lambda session: places.reopen(session, code),
            lambda _none: self.around.window.saved(text),
            owner=self,
        )

    def on_labels(self) -> None:
        """Save the bin cards of the chosen warehouses and bins as a PDF."""
        rows = [row for at in self.table.chosen() if (row := self.model.row_at(at)) is not None]
        codes = tuple(row.facts.code for row in rows if self._has_bins(row))
        if codes:
            save_cards(self.around, codes)

    # --- showing ---

    def _today(self) -> date:
        return self.desk.today()

    def _open(self, one: ListedPlace) -> bool:
        return one.closed_on is None or one.closed_on > self._today()

    def _ended(self) -> None:
        self._wanted = self.panel.last_saved or self._wanted
        self.panel.last_saved = ""
        self.table.setFocus()

    def _show(self, found: tuple[ListedPlace, ...]) -> None:
        self._found = found
        counties = dict.fromkeys(one.facts.county for one in found if one.facts.county)
        self._county.offer([_every_county(), *((county, county) for county in counties)])
        self._closed.count(sum(not self._open(one) for one in found))
        if not self.panel.form.touched:
            self.panel.learn(found)
        self._filter()
        if self._wanted and self.table.put_key(self._wanted):
            self._wanted = ""
        elif not self.table.currentIndex().isValid():
            self.table.put(0)
        self.around.window.head_changed()

    def _filter(self) -> None:
        kind, county, closed = self._kind.value(), self._county.value(), self._closed.isChecked()
        rows = [
            one
            for one in self._found
            if (not kind or one.facts.kind == kind)
            and (not county or one.facts.county == county)
            and (closed or self._open(one))
        ]
        typed = self.search.text().strip()
        if typed:
            named = [one for one, _ in best(typed, ((one.entry, one) for one in rows), len(rows))]
            called = [one for one in rows if typed in one.facts.contact or typed in one.facts.phone]
            rows = list(dict.fromkeys([*named, *called]))
        self.model.show_rows(rows)
        if self._found:
            self.table.answered(
                translate("ui.pages.places", "No place fits what is asked for."),
                translate("ui.pages.places", "Show all"),
                self._clear_filters,
            )
        elif self._may:
            self.table.answered(
                translate("ui.pages.places", "There are no warehouses and sites yet."),
                translate("ui.pages.places", "Add the first warehouse"),
                lambda: self.panel.add(PlaceKind.WAREHOUSE.value),
            )
        else:
            self.table.answered(
                translate("ui.pages.places", "There are no warehouses and sites yet.")
            )
        if len(rows) < len(self._found):
            text = translate("ui.pages.places", "{count} of {all} places")
        else:
            text = translate("ui.pages.places", "{all} places")
        self.foot.say(text.format(count=len(rows), all=len(self._found)))
        self.around.window.head_changed()

    def _clear_filters(self) -> None:
        self._closed.setChecked(True)
        for choice in (self._kind, self._county):
            choice.choose("")
        self.search.clear()
        self._filter()


def _every_county() -> tuple[str, str]:
    return ("", translate("ui.pages.places", "All counties"))
