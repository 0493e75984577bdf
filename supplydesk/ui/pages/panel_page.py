"""What pages share that are a list with a panel beside it, in which a row is typed."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from supplydesk.ui.parts.fields import SearchField
from supplydesk.ui.parts.form_panel import FormPanel
from supplydesk.ui.parts.page import Page
from supplydesk.ui.table.view import TableView


class PanelPage(Page):
    """A list, and the panel that what is typed must be saved in, or given up."""

    table: TableView[Any]
    panel: FormPanel

    def may_leave(self) -> bool:
        """Ask where something was typed and is not saved."""
        return self.panel.leave() if not self.panel.isHidden() else True

    def escape(self) -> bool:
        """Close the panel."""
        if self.panel.isHidden():
            return False
        self.panel.leave()
        return True

    def first_focus(self) -> QWidget | None:
        """The table."""
        return self.table

    def next_pane(self) -> bool:
        """From the table to the panel where it is open."""
        if self.panel.isHidden() or not self.table.hasFocus():
            return False
        self.panel.form.begin()
        return True


class SearchedPanelPage(PanelPage):
    """The same with a search over the list."""

    search: SearchField

    def next_pane(self) -> bool:
        """From the table to the panel where it is open, then to the search, and on."""
        if self.search.hasFocus():
            return False
        if not super().next_pane():
            self.search.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def on_find(self) -> None:
        """Go to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
