"""What the keys do while a voucher is typed: problems, remedies, looking up, lines, undo."""

from typing import Protocol

from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.document.body import VoucherBody
from supplydesk.ui.document.lots_dialog import LotsDialog
from supplydesk.ui.document.open_paper import OpenPaper


class Typed(Protocol):
    """What these keys need of the page."""

    around: Around
    paper: OpenPaper

    @property
    def body(self) -> VoucherBody:
        """The body of the paper."""


class TypingKeys:
    """Each is an action of the table, done to what is being typed."""

    def __init__(self, sheet: Typed) -> None:
        self._sheet = sheet

    def on_next_problem(self) -> None:
        """Go to the next problem."""
        self._sheet.body.next_problem()

    def on_remedy(self) -> None:
        """Take the remedy that is offered."""
        self._sheet.body.take_remedy()

    def on_look_up(self) -> None:
        """Show all that can be chosen where the caret is."""
        grid = self._sheet.body.grid
        if self._sheet.body.head.look_up():
            return
        if grid.column.editor == "lots" and self._sheet.paper.editable:
            self._choose_lots()
        else:
            grid.look_up()

    def _choose_lots(self) -> None:
        """Choose the lots of the current line by hand."""
        self._sheet.body.commit()
        row = self._sheet.body.grid.row
        facts = self._sheet.body.lines.facts(row)
        warehouse = self._sheet.body.head.values().get("warehouse", "")
        if facts.item is None or not warehouse:
            text = translate("ui.document.keys", "Choose warehouse and item first.")
            self._sheet.around.window.saved(text)
            return
        LotsDialog(
            self._sheet.around,
            translate("ui.document.keys", "Lots of {item}").format(item=facts.item.name),
            (warehouse, facts.item.code),
            self._sheet.body.lines.line(row),
            lambda texts: self._sheet.body.lines.put(row, texts),
        ).open()

    def on_line_out(self) -> None:
        """Take the line out."""
        if self._sheet.paper.editable:
            self._sheet.body.grid.take_out()

    def on_undo(self) -> None:
        """Take the last change of the lines back."""
        editor = self._sheet.body.grid.editor
        if editor.changed:
            editor.undo()
        elif self._sheet.paper.editable:
            self._sheet.body.lines.undo_stack.undo()
