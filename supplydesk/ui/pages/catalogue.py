"""The catalogue (物资目录): every item; added, changed, taken out of use, imported."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from supplydesk.domain.lifecycle import Action, may
from supplydesk.domain.lookup import best
from supplydesk.services import catalogue, catalogue_list
from supplydesk.services.catalogue_list import ListedItem
from supplydesk.text import translate
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.importing.dialog import ask_import, ask_starter
from supplydesk.ui.pages.catalogue_columns import columns
from supplydesk.ui.pages.catalogue_panel import CataloguePanel
from supplydesk.ui.pages.panel_page import SearchedPanelPage
from supplydesk.ui.parts.beside import Beside
from supplydesk.ui.parts.fields import ChoiceBox, SearchField, ToggleChip, row_of
from supplydesk.ui.parts.foot import Foot
from supplydesk.ui.parts.page import Heading
from supplydesk.ui.table.model import ListModel
from supplydesk.ui.table.view import TableView


class CataloguePage(SearchedPanelPage):
    """One row an item; the panel at the right is open while one is added or changed."""

    NAME = "catalogue"
    KEYS = ("find",)

    table: TableView[ListedItem]
    panel: CataloguePanel

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._errand: Errand | None = None
        self._found: tuple[ListedItem, ...] = ()
        self._wanted = ""
        look = self.look
        self.search = SearchField(
            look, translate("ui.pages.catalogue", "Name, code, pinyin or barcode")
        )
        self._group = ChoiceBox(look, translate("ui.pages.catalogue", "Group"), [_every_group()])
        self._stopped = ToggleChip(look, translate("ui.pages.catalogue", "Stopped"))
        self.model: ListModel[ListedItem] = ListModel(columns(), lambda row: row.facts.code, self)
        self.table = TableView(self.model, look, name=translate("ui.pages.catalogue", "Catalogue"))
        self.panel = CataloguePanel(around)
        self.foot = Foot(look)
        main = QWidget()
        left = QVBoxLayout(main)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(row_of((self.search, self._group, self._stopped), look))
        left.addWidget(self.table, 1)
        left.addWidget(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Beside(main, self.panel, look))
        self.search.asked.connect(lambda _text: self._filter())
        self.search.left.connect(self.table.setFocus)
        self._group.currentIndexChanged.connect(lambda _at: self._filter())
        self._stopped.toggled.connect(lambda _on: self._filter())
        self.table.moved.connect(lambda _at: self.around.window.head_changed())
        self.table.opened.connect(lambda _at: self.on_change())
        self.panel.ended.connect(self._ended)

    # --- the page ---

    def heading(self) -> Heading:
        """Title, and how many items are in use."""
        used = sum(row.facts.active for row in self._found)
        told = translate("ui.pages.catalogue", "{count} items in use").format(count=used)
        return Heading(translate("ui.pages.catalogue", "Catalogue"), told if self._found else "")

    @property
    def _may(self) -> bool:
        return may(self.desk.seat.role, Action.EDIT_CATALOGUE)

    def offered(self) -> tuple[str, ...]:
        """What her role allows."""
        if not self._may:
            return ()
        row = self.table.current()
        switch = "stop_item" if row is None or row.facts.active else "use_item"
        brought = ("import",) if may(self.desk.seat.role, Action.IMPORT) else ()
        return ("add", "change", switch, "", *brought)

    def why_not(self, name: str) -> str:
        """An item has to be chosen first."""
        if name in {"change", "stop_item", "use_item"} and self.table.current() is None:
            return translate("ui.pages.catalogue", "Choose an item first.")
        return ""

    def arrive(self, target: Target) -> None:
        """Show all; with a code, that item."""
        self._wanted = target.about
        if target.about:
            self._clear_filters()
        self.refresh()

    def refresh(self) -> None:
        """Read the catalogue again."""
        self.table.ask()
        self._errand = self.desk.read(
            catalogue_list.items, self._show, owner=self, instead_of=self._errand
        )

    # --- what can be done ---

    def on_add(self) -> None:
        """Begin a new item, in the group that is shown."""
        self.panel.then(lambda: self.panel.add(self._group.value()))

    def on_change(self) -> None:
        """Change the current item."""
        row = self.table.current()
        if row is not None and self._may:
            self.panel.then(lambda: self.panel.change(row.facts))

    def on_stop_item(self) -> None:
        """Stop using the current item; what is in the books stays."""
        self._switch(active=False)

    def on_use_item(self) -> None:
        """Use the current item again."""
        self._switch(active=True)

    def on_import(self) -> None:
        """Import a list of items."""
        self.panel.then(lambda: ask_import(self.around, "catalogue"))

    def _switch(self, *, active: bool) -> None:
        row = self.table.current()
        if row is None:
            return
        before = row.facts
        wanted = replace(before, active=active)
        if not active:
            self._stopped.setChecked(True)  # so that it does not vanish under the cursor

        def told(_none: None) -> None:
            if active:
                text = translate("ui.pages.catalogue", "{item} is in use again")
            else:
                text = translate("ui.pages.catalogue", "{item} is no longer used")
            self.around.window.saved(text.format(item=before.name))

        self.desk.write(lambda session: catalogue.change(session, before, wanted), told, owner=self)

    # --- showing ---

    def _ended(self) -> None:
        self._wanted = self.panel.last_saved or self._wanted
        self.panel.last_saved = ""
        self.table.setFocus()

    def _show(self, found: tuple[ListedItem, ...]) -> None:
        self._found = found
        groups = list(dict.fromkeys(row.facts.group for row in found if row.facts.group))
        self._group.offer([_every_group(), *((group, group) for group in groups)])
        self._stopped.count(sum(not row.facts.active for row in found))
        if not self.panel.form.touched:
            self.panel.learn(groups, list(dict.fromkeys(row.facts.unit for row in found)))
        self._filter()
        if self._wanted and self.table.put_key(self._wanted):
            self._wanted = ""
        elif not self.table.currentIndex().isValid():
            self.table.put(0)
        self.around.window.head_changed()

    def _filter(self) -> None:
        group, stopped = self._group.value(), self._stopped.isChecked()
        rows = [
            row
            for row in self._found
            if (not group or row.facts.group == group) and (stopped or row.facts.active)
        ]
        typed = self.search.text().strip()
        if typed:
            rows = [row for row, _ in best(typed, ((row.entry, row) for row in rows), len(rows))]
        self.model.show_rows(rows)
        if self._found:
            self.table.answered(
                translate("ui.pages.catalogue", "No item fits what is asked for."),
                translate("ui.pages.catalogue", "Show all"),
                self._clear_filters,
            )
        elif may(self.desk.seat.role, Action.IMPORT):
            self.table.answered(
                translate("ui.pages.catalogue", "There are no items in the catalogue yet."),
                translate("ui.pages.catalogue", "Take over the 87 usual supplies"),
                self._take_starter,
            )
        else:
            self.table.answered(
                translate("ui.pages.catalogue", "There are no items in the catalogue yet.")
            )
        if len(rows) < len(self._found):
            text = translate("ui.pages.catalogue", "{count} of {all} items")
        else:
            text = translate("ui.pages.catalogue", "{all} items")
        self.foot.say(text.format(count=len(rows), all=len(self._found)))
        self.around.window.head_changed()

    def _take_starter(self) -> None:
        ask_starter(self.around)

    def _clear_filters(self) -> None:
        self._stopped.setChecked(True)
        self._group.choose("")
        self.search.clear()
        self._filter()


def _every_group() -> tuple[str, str]:
    return ("", translate("ui.pages.catalogue", "All groups"))
