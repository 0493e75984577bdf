"""Importing a list: choose the file, see what would happen, then all of it or nothing.

The file is read and compared on another thread; nothing is written before the person has seen
what is new, changed and wrong. Then the desk is copied, and the list is written at once.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QLineEdit, QPushButton

from supplydesk.services import imports, safe_import
from supplydesk.services.imports import Plan, Subject
from supplydesk.services.safe_import import Imported
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.errand import Errand
from supplydesk.ui.importing.rows import (
    CHANGED,
    NEW,
    PROBLEM,
    SAME,
    WARNING,
    PreviewRow,
    chip_of,
    columns,
    rows_of,
)
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.fields import ToggleChip
from supplydesk.ui.parts.label import wrapped
from supplydesk.ui.parts.long_work import LongWork, long_work
from supplydesk.ui.parts.refusals import problems_of
from supplydesk.ui.table.model import ListModel
from supplydesk.ui.table.view import TableView

WIDTH, HEIGHT = 860, 560
MARGIN = 48
"""Pixels that stay between the dialog and the window's edges."""
_LAST_FOLDER = "import_folder"


def _title(subject: Subject) -> str:
    return {
        "catalogue": translate("ui.importing.dialog", "Import the catalogue"),
        "places": translate("ui.importing.dialog", "Import places"),
        "opening": translate("ui.importing.dialog", "Import opening stock"),
    }[subject]


def ask_import(
    around: Around,
    subject: Subject,
    *,
    place: str = "",
) -> "ImportDialog":
    """Import a list, and tell on the banner what was done.

    *place* is where opening stock belongs that names none.
    """
    asked = ImportDialog(around, subject, place=place)

    def told(found: Imported) -> None:
        done = found.applied
        text = translate("ui.importing.dialog", "Imported: {new} new, {changed} changed.")
        around.window.tell(
            text.format(new=done.new, changed=done.changed),
            found.remarks,
            "warn" if found.remarks else "good",
        )

    asked.imported.connect(told)
    asked.open()
    return asked


def ask_starter(around: Around) -> "ImportDialog":
    """Import the starter catalogue, which comes with the program."""
    asked = ask_import(around, "catalogue")
    asked.preview(
        imports.plan_starter,
        translate("ui.importing.dialog", "Sizes and storage lives are market values, no standard."),
    )
    return asked


class ImportDialog(Dialog):
    """The whole way. ``imported`` gets what was done, after it has been written."""

    imported = Signal(object)

    def __init__(self, around: Around, subject: Subject, *, place: str = "") -> None:
        super().__init__(around, _title(subject))
        self._subject: Subject = subject
        self._place = place
        self._plan: Plan | None = None
        self._rows: tuple[PreviewRow, ...] = ()
        self._errand: Errand | None = None
        self.work: LongWork | None = None
        self.path = QLineEdit()
        self.path.setPlaceholderText(
            translate("ui.importing.dialog", "A list as .xlsx, .xls or .csv")
        )
        self.path.setAccessibleName(translate("ui.importing.dialog", "File"))
        self.path.installEventFilter(self)
        self._browse = QPushButton(translate("ui.importing.dialog", "Choose a file…"))
        self._browse.setAutoDefault(False)
        self._browse.clicked.connect(self.browse)
        row = QHBoxLayout()
        row.setSpacing(around.look.px(8))
        row.addWidget(self.path, 1)
        row.addWidget(self._browse)
        self.body.addLayout(row)
        self._hint = wrapped("", "hint")
        self._remark = ""
        self.body.addWidget(self._hint)
        self._chips: dict[str, ToggleChip] = {}
        chips = QHBoxLayout()
        chips.setSpacing(around.look.px(8))
        self._group = QButtonGroup(self)
        for kind in (PROBLEM, WARNING, NEW, CHANGED, SAME):
            chip = ToggleChip(around.look, chip_of(kind).word)
            chip.setAutoDefault(False)
            chip.setProperty("kind", kind)
            self._chips[kind] = chip
            self._group.addButton(chip)
            chips.addWidget(chip)
        chips.addStretch()
        self._group.buttonClicked.connect(lambda _chip: self._filter())
        self.body.addLayout(chips)
        self.model: ListModel[PreviewRow] = ListModel(columns(), lambda row: row.place, self)
        self.table = TableView(self.model, around.look, many=False, name=_title(subject))
        self.table.setFrameShape(self.table.Shape.NoFrame)
        self.body.addWidget(self.table, 1)
        self._about = wrapped("", "secondary")
        self.body.addWidget(self._about)
        self.table.moved.connect(lambda _at: self._tell_current())
        self._outcome = wrapped("", "secondary")
        self.buttons.insertWidget(0, self._outcome, 1)
        self.main.setEnabled(False)
        self.taken.connect(self._take)
        self.resize(self._room())
        self._show_plan(None)

    def _room(self) -> QSize:
        window = self.around.window.widget()
        px = self.around.look.px
        wide = min(px(WIDTH), window.width() - MARGIN)
        high = min(px(HEIGHT), window.height() - MARGIN)
        self.setMinimumWidth(min(px(WIDTH) // 2, wide))
        return QSize(wide, high)

    def snuggle(self) -> None:
        """Keep the size that the table needs."""

    @property
    def plan(self) -> Plan | None:
        """What importing would do, once the list has been read."""
        return self._plan

    # --- the file ---

    def browse(self) -> None:
        """Let the person choose a file."""
        chooser = QFileDialog(self, self.windowTitle())
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        lists = translate("ui.importing.dialog", "Lists")
        chooser.setNameFilter(f"{lists} (*.xlsx *.xls *.csv)")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        last = self.around.preferences.text(_LAST_FOLDER)
        if last:
            chooser.setDirectory(last)
        chooser.fileSelected.connect(self.take_file)
        chooser.open()

    def take_file(self, file: str) -> None:
        """Read the list in *file* and show what importing it would do."""
        self.path.setText(file)
        path = Path(file.strip().strip('"'))
        self.around.preferences.keep(_LAST_FOLDER, str(path.parent))
        subject, place = self._subject, self._place

        def look(session: DeskSession) -> Plan:
            return imports.plan(session, path, subject, place=place)

        self.preview(look)

    def preview(self, look: Callable[[DeskSession], Plan], remark: str = "") -> None:
        """Show what the plan that *look* makes would do; *remark* is said of it."""
        self._remark = remark
        self.wrong("")
        self._show_plan(None)
        self.table.ask()
        self._outcome.setText(translate("ui.importing.dialog", "Reading the list…"))
        self._errand = self.around.desk.read(
            look, self._show_plan, owner=self, failed=self._failed, instead_of=self._errand
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the field of the file reads it."""
        if (
            watched is self.path
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            if self.path.text().strip():
                self.take_file(self.path.text())
            else:
                self.browse()
            return True
        return super().eventFilter(watched, event)

    # --- what it would do ---

    def _show_plan(self, plan: Plan | None) -> None:
        self._plan = plan
        self._rows = rows_of(plan) if plan else ()
        for kind, chip in self._chips.items():
            count = sum(row.kind == kind for row in self._rows)
            chip.setChecked(False)
            chip.count(count)
            chip.setVisible(bool(count))
        shown = next((kind for kind in self._chips if self._any(kind)), None)
        if shown is not None:
            self._chips[shown].setChecked(True)
        self._filter()
        self._hint.setText(self._remark or _columns_told(self._subject))
        self._hint.setVisible(plan is None or bool(self._remark))
        self.main.setEnabled(plan is not None and plan.writes)
        if plan is None:
            self.main.setText(translate("ui.importing.dialog", "Import"))
            self._outcome.setText("")
            return
        self.main.setText(_button(plan))
        self._outcome.setText(_told(plan))
        (self.main if plan.writes else self.table).setFocus()

    def _any(self, kind: str) -> bool:
        return any(row.kind == kind for row in self._rows)

    def _filter(self) -> None:
        chip = self._group.checkedButton()
        kind = chip.property("kind") if chip is not None else ""
        self.model.show_rows([row for row in self._rows if row.kind == kind])
        if self._plan is not None:
            self.table.answered(translate("ui.importing.dialog", "The list has no rows."))
        else:
            self.table.answered(
                translate(
                    "ui.importing.dialog",
                    "Choose a list. You see what it would change before anything is written.",
                )
            )
        self.table.put(0)
        self._tell_current()

    def _tell_current(self) -> None:
        row = self.table.current()
        words = (row.what, row.about) if row else ()
        self._about.setText("  ".join(filter(None, words)))

    # --- doing it ---

    def _take(self) -> None:
        plan, desk = self._plan, self.around.desk
        if plan is None or not plan.writes or (self.work is not None):
            return
        self.main.setEnabled(False)
        database, seat = desk.database, desk.seat
        self.work = long_work(
            self.around,
            translate("ui.importing.dialog", "Importing {file}").format(file=plan.file),
            translate("ui.importing.dialog", "Nothing is written until the desk is copied."),
            lambda tick: safe_import.run(database, seat, plan, tick),
            self._done,
            failed=self._failed,
            cancelled=self._cancelled,
            writes=True,
        )

    def reject(self) -> None:
        """Close, unless something is being imported: that is cancelled where it is shown."""
        if self.work is None:
            super().reject()

    def _cancelled(self) -> None:
        self.work = None
        self.main.setEnabled(True)

    def _done(self, found: Imported) -> None:
        self.work = None
        self.accept()
        self.imported.emit(found)

    def _failed(self, error: Exception) -> None:
        self.work = None
        problems = problems_of(error)
        if not problems:
            self.around.desk.failed.emit(error)
            return
        self._show_plan(None)
        self.wrong("\n".join(problem.text for problem in problems))


def _columns_told(subject: Subject) -> str:
    needed = [one.titles[0] for one in imports.COLUMNS[subject] if one.required]
    others = [one.titles[0] for one in imports.COLUMNS[subject] if not one.required]
    text = translate(
        "ui.importing.dialog",
        "The first row holds the titles. Needed: {needed}. If they are there, also: {others}.",
    )
    joined = translate("ui.importing.dialog", ", ")
    return text.format(needed=joined.join(needed), others=joined.join(others))


def _button(plan: Plan) -> str:
    if plan.new and plan.changed:
        text = translate("ui.importing.dialog", "Add {new}, change {changed}")
    elif plan.changed:
        text = translate("ui.importing.dialog", "Change {changed}")
    elif plan.new:
        text = translate("ui.importing.dialog", "Add {new}")
    else:
        text = translate("ui.importing.dialog", "Import")
    return text.format(new=plan.new, changed=plan.changed)


def _told(plan: Plan) -> str:
    stops = sum(one.stops for one in plan.problems)
    if stops:
        text = translate(
            "ui.importing.dialog",
            "{count} places have to be mended in the list first. Then choose the file again.",
        )
        return text.format(count=stops)
    if not plan.writes:
        return translate("ui.importing.dialog", "The desk holds all of it already.")
    return translate("ui.importing.dialog", "The desk is copied first.")
