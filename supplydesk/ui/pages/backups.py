"""Backups (备份): the copies there are, one more now, the books verified, a copy restored."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from supplydesk.domain.lifecycle import Action, may
from supplydesk.domain.problem import Problem
from supplydesk.queries.verify import Verified
from supplydesk.services import backups, verify
from supplydesk.services.backups import Backup
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.pages.backing_up import back_up
from supplydesk.ui.pages.backups_columns import columns
from supplydesk.ui.pages.backups_findings import Findings
from supplydesk.ui.pages.backups_restore import RestoreDialog
from supplydesk.ui.parts.foot import Foot
from supplydesk.ui.parts.long_work import LongWork, long_work
from supplydesk.ui.parts.page import Heading, Page
from supplydesk.ui.parts.refusals import problems_of
from supplydesk.ui.table.model import ListModel
from supplydesk.ui.table.view import TableView

_FOLDER = "backup_folder"


class BackupsPage(Page):
    """One row a copy, the newest first; the foot says in which folder they lie."""

    NAME = "backups"

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._errand: Errand | None = None
        self.work: LongWork | None = None
        self.folder: Path | None = None
        self.model: ListModel[Backup] = ListModel(columns(), lambda row: row.path, self)
        self.table = TableView(
            self.model, self.look, many=False, name=translate("ui.pages.backups", "Backups")
        )
        self.foot = Foot(self.look)
        self._own = QPushButton(translate("ui.pages.backups", "The desk's own folder"))
        self._other = QPushButton(translate("ui.pages.backups", "Another folder…"))
        for button in (self._own, self._other):
            button.setObjectName("link")
            self.foot.row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.foot)
        self.table.moved.connect(lambda _at: self.around.window.head_changed())
        self._own.clicked.connect(lambda: self.use_folder(None))
        self._other.clicked.connect(self.choose_folder)

    # --- the page ---

    def heading(self) -> Heading:
        """Title, and when the last copy was made."""
        title = translate("ui.pages.backups", "Backups")
        if not self.model.rows:
            return Heading(title)
        text = translate("ui.pages.backups", "last copy {moment}")
        return Heading(title, text.format(moment=_moment(self.model.rows[0].at)))

    def offered(self) -> tuple[str, ...]:
        """What her role allows."""
        role = self.desk.seat.role
        verifying = ("verify",) if may(role, Action.VERIFY) else ()
        restoring = ("", "restore") if may(role, Action.RESTORE) else ()
        return (*verifying, *restoring)

    def primary(self) -> tuple[str, ...]:
        """One more copy."""
        return ("back_up",) if may(self.desk.seat.role, Action.BACKUP) else ()

    def why_not(self, name: str) -> str:
        """One thing at a time, and a copy has to be chosen to be restored."""
        if self.work is not None:
            return translate("ui.pages.backups", "Wait until the work under way has ended.")
        if name == "restore" and self.around.background.busy:
            return translate("ui.pages.backups", "Wait until the work under way has ended.")
        if name == "restore" and self.table.current() is None:
            return translate("ui.pages.backups", "Choose a copy first.")
        return ""

    def arrive(self, _target: Target) -> None:
        """Show the copies."""
        self.refresh()

    def refresh(self) -> None:
        """Look into the folder again."""
        self.table.ask()
        if self._errand is not None:
            self._errand.drop()
        location, folder = self.desk.database.location, self.folder
        self._errand = self.desk.long(
            lambda _tick: backups.list_backups(location, folder),
            self._show,
            owner=self,
            progress=lambda _done, _total: None,
            failed=self._unreadable,
        )

    def first_focus(self) -> QWidget | None:
        """The table."""
        return self.table

    def next_pane(self) -> bool:
        """From the table to the folder."""
        if not self.table.hasFocus():
            return False
        self._other.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    # --- the folder ---

    def choose_folder(self) -> None:
        """Let the person choose another folder, such as one on a stick."""
        chooser = QFileDialog(self, translate("ui.pages.backups", "Folder for copies"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setDirectory(self.around.preferences.text(_FOLDER) or str(self._place()))
        chooser.fileSelected.connect(lambda folder: self.use_folder(Path(folder)))
        chooser.open()

    def use_folder(self, folder: Path | None) -> None:
        """Show the copies in *folder*, and make new ones there; None is the desk's own."""
        self.folder = folder
        if folder is not None:
            self.around.preferences.keep(_FOLDER, str(folder))
        self.model.show_rows(())
        self.refresh()

    def _place(self) -> Path:
        return self.folder or backups.backup_folder(self.desk.database.location)

    # --- what can be done ---

    def on_back_up(self) -> None:
        """Make a copy and check it."""
        self._begin(back_up(self.around, self.folder, self._ended))

    def on_verify(self) -> None:
        """Recompute everything that the books say."""
        database, seat = self.desk.database, self.desk.seat
        self.around.window.hush()
        self._begin(
            long_work(
                self.around,
                translate("ui.pages.backups", "Verifying the books"),
                translate("ui.pages.backups", "Verifying changes nothing."),
                lambda tick: verify.verify(database, seat, tick=tick),
                self._verified,
                failed=lambda error: self._failed(
                    translate("ui.pages.backups", "The books were not verified"), error
                ),
                cancelled=self._ended,
                behind=True,
            )
        )

    def _verified(self, found: Verified) -> None:
        self._ended()
        if found.sound:
            text = translate(
                "ui.pages.backups",
                "Nothing is altered: {entries} entries, {documents} papers, {movements} movements.",
            )
            told = text.format(
                entries=wording.figure(found.entries) or "0",
                documents=wording.figure(found.documents) or "0",
                movements=wording.figure(found.movements) or "0",
            )
            head = translate("ui.pages.backups", "Chain head {head}").format(head=found.head)
            self.around.window.tell(told, (Problem("head", head),), "good")
        else:
            Findings(self.around, found.findings).open()

    def on_restore(self) -> None:
        """Put the chosen copy in the desk's place, after the person has seen what that means."""
        row = self.table.current()
        if row is not None:
            RestoreDialog(self.around, row).open()

    # --- how it goes ---

    def _begin(self, work: LongWork) -> None:
        self.work = work
        self.around.window.head_changed()

    def _ended(self) -> None:
        self.work = None
        self.around.window.head_changed()

    def _failed(self, title: str, error: Exception) -> None:
        self._ended()
        problems = problems_of(error)
        if problems:
            self.around.window.tell(title, problems)
        else:
            self.desk.failed.emit(error)

    def _unreadable(self, error: Exception) -> None:
        self._show(())
        self._failed(translate("ui.pages.backups", "The folder cannot be read"), error)

    def _show(self, found: tuple[Backup, ...]) -> None:
        self.model.show_rows(found)
        if may(self.desk.seat.role, Action.BACKUP):
            self.table.answered(
                translate("ui.pages.backups", "There is no copy of this desk here yet."),
                translate("ui.pages.backups", "Back up now"),
                self.on_back_up,
            )
        else:
            self.table.answered(
                translate("ui.pages.backups", "There is no copy of this desk here yet.")
            )
        if not self.table.currentIndex().isValid():
            self.table.put(0)
        place = translate("ui.pages.backups", "In {folder}").format(folder=self._place())
        self.foot.say(place)
        self._own.setVisible(self.folder is not None)
        self.around.window.head_changed()


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
