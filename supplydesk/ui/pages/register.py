"""The register (序时簿): every paper, posted or not, fluid at a million of them."""

from array import array
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supplydesk.domain.lifecycle import Action, may
from supplydesk.domain.quantity import from_thousandths
from supplydesk.services import register, register_goods
from supplydesk.services.print_run import MOST, printable
from supplydesk.services.register import Totals
from supplydesk.services.register_goods import Goods
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.pages.register_columns import Shown, columns
from supplydesk.ui.pages.register_filters import FilterRow, known
from supplydesk.ui.parts.export import Export, Handout
from supplydesk.ui.parts.foot import Foot
from supplydesk.ui.parts.page import Heading, Page
from supplydesk.ui.table.handout import Told, handout
from supplydesk.ui.table.model import WindowModel
from supplydesk.ui.table.view import TableView

ROW_HEIGHT = 28


class RegisterPage(Page):
    """Papers by date; what is not posted yet stands on top."""

    NAME = "register"
    OFFERED = ("open", "print", "export")
    KEYS = ("new", "find", "to_today", "copy_text")

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._errand: Errand | None = None
        self._totals: Errand | None = None
        self.row = FilterRow(around, self)
        self.row.changed.connect(self.refresh)
        around.incident.changed.connect(self._other_event)
        self.row.search.left.connect(self._to_table)
        self.model: WindowModel[Shown] = WindowModel(
            columns(around), self._fetch, lambda shown: shown.row.id, self
        )
        self.table = TableView(self.model, self.look, row_height=ROW_HEIGHT)
        self.table.setAccessibleName(translate("ui.pages.register", "Register"))
        self.table.opened.connect(lambda _at: self.on_open())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell_foot())
        self.export = Export(around, self, self._handout)
        self.foot = Foot(self.look)
        self._found = Totals((), 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row.widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.foot)

    # --- the page ---

    def heading(self) -> Heading:
        """Title, and the order that the papers stand in."""
        title = translate("ui.pages.register", "Register")
        return Heading(title, translate("ui.pages.register", "by date and number, newest first"))

    def offered(self) -> tuple[str, ...]:
        """Printing is for those who may."""
        may_print = may(self.desk.seat.role, Action.PRINT)
        return tuple(name for name in self.OFFERED if may_print or name != "print")

    def why_not(self, name: str) -> str:
        """A paper has to be chosen to be opened."""
        if name == "open" and not self.table.currentIndex().isValid():
            return translate("ui.pages.register", "Choose a paper first.")
        if name == "print" and not self.table.chosen():
            return translate("ui.pages.register", "Choose a paper first.")
        return ""

    def arrive(self, target: Target) -> None:
        """Show all; with a number, that paper; with options, the papers that fit."""
        self.desk.read(known, self.row.learn, owner=self)
        if target.options.get("at", ""):
            self.table.want(int(target.options["at"]))
        if target.options or target.about:
            self.row.narrow(target.options, target.about)
        else:
            self.refresh()

    def _other_event(self) -> None:
        self.row.follow_event()
        if self.isVisible():
            self.refresh()

    def shown_as(self, _target: Target) -> Target:
        """What narrows it, and the current paper."""
        index = self.table.currentIndex()
        at = self.model.key_at(index.row()) if index.isValid() else None
        return Target.to(
            self.NAME,
            self.row.filters.number,
            **self.row.options(),
            at="" if at is None else str(at),
        )

    def refresh(self) -> None:
        """Ask which papers fit, and for the totals."""
        wanted = self.row.filters
        self.table.ask()
        self._errand = self.desk.read(
            lambda session: register.ids(session, wanted),
            self._show,
            owner=self,
            failed=self._refused,
            instead_of=self._errand,
        )
        if self._totals is not None:
            self._totals.drop()
        self._totals = self.desk.long(
            lambda tick: register.totals(self.desk.look, wanted, tick),
            self._show_totals,
            owner=self,
            progress=lambda _done, _total: None,
            failed=lambda _error: None,
        )

    def first_focus(self) -> QWidget | None:
        """The table."""
        return self.table

    def next_pane(self) -> bool:
        """From the table to the search, and on."""
        if self.row.search.hasFocus():
            return False
        self.row.search.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    # --- what can be done ---

    def on_find(self) -> None:
        """Go to the search."""
        self.row.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.row.search.selectAll()

    def on_to_today(self) -> None:
        """Go to the newest paper."""
        self.table.put(0)

    def on_export(self) -> None:
        """Write the papers that fit to a file."""
        self.export.ask()

    def on_copy_text(self) -> None:
        """Copy them as text."""
        self.export.copy()

    def on_open(self) -> None:
        """Open the current paper."""
        shown = self.table.current()
        if shown is not None:
            row = shown.row
            self.around.window.go(Target("paper", row.number or row.key))

    def on_print(self) -> None:
        """Show the chosen papers as they are printed."""
        ids = [self.model.ids[at] for at in self.table.chosen()]
        if len(ids) > MOST:
            text = translate("ui.pages.register", "At most {count} papers are printed at a time")
            self.around.window.tell(text.format(count=MOST))
            return
        self.desk.read(lambda session: printable(session, ids), self._print, owner=self)

    def _print(self, found: tuple[tuple[str, ...], int]) -> None:
        numbers, left_out = found
        if not numbers:
            text = translate(
                "ui.pages.register",
                "None of the chosen papers can be printed: drafts have no number yet, opening "
                "stock has no slip",
            )
            self.around.window.tell(text, (), "warn")
            return
        options = {"left_out": str(left_out)} if left_out else {}
        self.around.window.go(Target("preview", ",".join(numbers), options))

    # --- showing ---

    def _fetch(self, ids: Sequence[int], then: Callable[[Sequence[Shown]], object]) -> None:
        wanted = list(ids)

        self.desk.read(lambda session: _read(session, wanted), then, owner=self)

    def _handout(self) -> Handout:
        return handout(self.table, self.model, self._told, lambda: columns(self.around), _read)

    def _told(self) -> Told:
        return Told(translate("ui.pages.register", "Register"), self.row.told())

    def _show(self, ids: "array[int]") -> None:
        self.model.show_ids(ids)
        if self.row.set:
            sentence = translate("ui.pages.register", "No paper fits what is asked for.")
            self.table.answered(
                sentence, translate("ui.pages.register", "Show all papers"), self.row.clear
            )
        else:
            self.table.answered(
                translate("ui.pages.register", "There is no paper in the books yet."),
                translate("ui.pages.register", "New dispatch"),
                lambda: self.around.window.go(Target("dispatch")),
            )
        if not self.table.currentIndex().isValid():
            self.table.put(0)
        self._tell_foot()
        self.around.window.head_changed()

    def _refused(self, error: Exception) -> None:
        self.model.show_ids(array("q"))
        self.table.answered(str(error))

    def _show_totals(self, found: Totals) -> None:
        self._found = found
        self._tell_foot()

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_foot(self) -> None:
        parts = []
        chosen = self.table.chosen()
        if len(chosen) > 1:
            rows = [row for at in chosen if (row := self.model.row_at(at)) is not None]
            pieces = sum(shown.row.quantity or 0 for shown in rows)
            text = translate("ui.pages.register", "{count} chosen, {pieces} pieces")
            parts.append(text.format(count=len(chosen), pieces=wording.thousandths(pieces) or "0"))
        text = translate("ui.pages.register", "{count} papers")
        parts.append(text.format(count=wording.figure(len(self.model.ids)) or "0"))
        for kind in self._found.kinds:
            figure = wording.figure(from_thousandths(kind.quantity))
            parts.append(f"{wording.kind_word(kind.kind)} {kind.documents} · {figure}")
        right = translate("ui.pages.register", "pieces are of mixed units")
        self.foot.say("    ".join(parts), right)


def _read(session: DeskSession, wanted: Sequence[int]) -> tuple[Shown, ...]:
    about = register_goods.goods(session, wanted)
    rows = register.rows(session, wanted)
    return tuple(Shown(row, about.get(row.id, Goods())) for row in rows)
