"""Importing a list: what it would do, where its problems are, and only then the button."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import backups, imports
from supplydesk.services.imports import Applied, Plan, Subject
from supplydesk.store.database import DeskSession, StoreTrouble, transaction
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around
from supplydesk.ui.desk import Tick
from supplydesk.ui.errand import Cancelled
from supplydesk.ui.parts.chip import Chip, ChipLabel, Glyph
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.label import Elided, label, wrapped
from supplydesk.ui.parts.work_dialog import WorkDialog
from supplydesk.ui.table.column import Cell, Column
from supplydesk.ui.table.model import ListModel
from supplydesk.ui.table.view import TableView

WIDTH, TALLEST, ROW = 720, 260, 30
SHEETS = "*.xlsx *.xls *.csv"
Planning = Callable[[DeskSession], Plan]


class ImportDialog(Dialog):
    """Shows a dry run of *planning*; ``applied`` says what was done, once it was."""

    applied = Signal(object)

    def __init__(self, around: Around, title: str, name: str, planning: Planning) -> None:
        super().__init__(around, title, translate("ui.import_dialog", "Import"))
        px = self.look.px
        self.broaden(WIDTH)
        self._planning = planning
        self.plan: Plan | None = None
        self.body.addWidget(Elided(name, "secondary"))
        self.chips = {name: ChipLabel(self.look) for name in ("new", "changed", "same", "wrong")}
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for chip in self.chips.values():
            row.addWidget(chip)
        self._told = label("", "secondary")
        row.addWidget(self._told)
        row.addStretch()
        self.body.addLayout(row)
        self.model: ListModel[Problem] = ListModel(
            _columns(), lambda one: (one.row, one.field, one.text)
        )
        self.table: TableView[Problem] = TableView(self.model, self.look)
        self.table.setAccessibleName(translate("ui.import_dialog", "Problems of the list"))
        self.table.hide()
        self.body.addWidget(self.table)
        self._whole = wrapped("", "secondary")
        self._whole.hide()
        self.body.addWidget(self._whole)
        self.table.moved.connect(self._tell_whole)
        self.main.setEnabled(False)
        self._told.setText(translate("ui.import_dialog", "The list is being read…"))
        self.taken.connect(self._apply)
        self.desk = around.desk
        self.desk.read(planning, self.show_plan, owner=self, failed=self._failed)

    def show_plan(self, plan: Plan) -> None:
        """Show what importing would do."""
        self.plan = plan
        word = {
            "new": translate("ui.import_dialog", "{count} new"),
            "changed": translate("ui.import_dialog", "{count} changed"),
            "same": translate("ui.import_dialog", "{count} the same"),
            "wrong": translate("ui.import_dialog", "{count} problems"),
        }
        tone = {"new": "good", "changed": "info", "same": "mute", "wrong": "stop"}
        glyph = {"new": Glyph.DONE, "changed": Glyph.HALF, "same": Glyph.NOTHING}
        counts = {
            "new": plan.new,
            "changed": plan.changed,
            "same": plan.same,
            "wrong": len(plan.problems),
        }
        for name, count in counts.items():
            text = word[name].format(count=wording.figure(count) or "0")
            shown = Chip(text, tone[name], glyph.get(name, Glyph.CARE))
            self.chips[name].show_chip(shown if count else None)
        self._show_problems(plan.problems)
        self._told.setText("")
        if plan.stopped:
            self._told.setText(
                translate(
                    "ui.import_dialog",
                    "Nothing is imported until the list is mended. Save it and choose it again.",
                )
            )
        elif not plan.writes:
            self._told.setText(translate("ui.import_dialog", "All of it is in the books already."))
        self.main.setEnabled(plan.writes)
        self.adjustSize()
        (self.main if plan.writes else self.table if plan.problems else self.other).setFocus()

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        """List *problems*, in a table as high as they need it."""
        self.model.show_rows(problems)
        high = (len(problems) + 1) * self.look.px(ROW) + self.look.px(4)
        self.table.setFixedHeight(min(high, self.look.px(TALLEST)))
        self.table.setVisible(bool(problems))
        self._tell_whole(0)

    def _tell_whole(self, at: int) -> None:
        """Say the current problem in full: a row has no room for all of it."""
        problem = self.model.row_at(at)
        self._whole.setText(problem.text if problem is not None else "")
        self._whole.setVisible(problem is not None)
        self.adjustSize()

    def _failed(self, error: Exception) -> None:
        self._told.setText("")
        if isinstance(error, Refused):
            self._show_problems(error.problems)
            self.adjustSize()
        elif isinstance(error, StoreTrouble):
            self.wrong(error.problem.text)
        elif isinstance(error, OSError):
            text = translate("ui.import_dialog", "The list cannot be read ({reason}).")
            self.wrong(text.format(reason=error.strerror or error))
        elif not isinstance(error, Cancelled):
            self.desk.failed.emit(error)

    def _apply(self) -> None:
        plan = self.plan
        if plan is None or not plan.writes:
            return
        database, seat = self.desk.database, self.desk.seat
        shown = WorkDialog(
            self.look,
            self,
            translate("ui.import_dialog", "The list is being imported"),
            translate("ui.import_dialog", "Cancelling leaves the books as they were."),
        )

        def work(tick: Tick) -> Applied:
            backups.before_import(database, seat, tick)
            with transaction(database, seat) as session:
                return imports.apply(session, plan)

        def done(applied: Applied) -> None:
            shown.accept()
            self.accept()
            # Two dialogs close at once: not every screen gives the keys back to the window then.
            self.around.window.widget().activateWindow()
            self.applied.emit(applied)

        def failed(error: Exception) -> None:
            shown.accept()
            self._failed(error)

        errand = self.desk.long(
            work, done, owner=self, progress=shown.proceed, failed=failed, writes=True
        )
        shown.cancelled.connect(errand.cancel)
        shown.open()


def _columns() -> list[Column[Problem]]:
    place = translate("ui.import_dialog", "Cell")
    words = translate("ui.import_dialog", "What is wrong, and how to mend it")
    return [
        Column("cell", place, 90, lambda one: Cell(_address(one), tone="accent_ink")),
        Column(
            "text",
            words,
            400,
            lambda one: Cell(one.text, tone="stop" if one.stops else "warn", tip=one.text),
            grows=True,
        ),
    ]


def _address(problem: Problem) -> str:
    """The cell's address; where only the row is known, that."""
    if problem.field and any(sign.isdigit() for sign in problem.field):
        return problem.field
    return str(problem.row) if problem.row else "—"


def ask_list(
    around: Around,
    title: str,
    subject: Subject,
    then: Callable[[Applied], object],
    *,
    place: str = "",
) -> None:
    """Ask for the clerk's own list of *subject*, show its dry run, import it if she says so.

    Args:
        around: what surrounds the page that asks.
        title: what the dialogs are called.
        subject: what the list holds.
        then: gets what was imported.
        place: for opening stock, where rows belong that name no place.
    """
    asked = QFileDialog(around.window.widget(), title, str(Path.home()), SHEETS)
    asked.setFileMode(QFileDialog.FileMode.ExistingFile)
    asked.fileSelected.connect(
        lambda path: show_list(around, title, subject, Path(path), then, place=place)
    )
    asked.open()


def show_list(
    around: Around,
    title: str,
    subject: Subject,
    file: Path,
    then: Callable[[Applied], object],
    *,
    place: str = "",
) -> ImportDialog:
    """Show the dry run of *file*; as `ask_list` once it knows which."""
    dialog = ImportDialog(
        around,
        title,
        file.name,
        lambda session: imports.plan(session, file, subject, place=place),
    )
    dialog.applied.connect(then)
    dialog.open()
    return dialog
