"""Restoring a copy: what will happen is said first; what was there is set aside, never deleted."""

from supplydesk.services import restoring
from supplydesk.services.backup_words import reason_word
from supplydesk.services.backups import Backup
from supplydesk.services.restoring import Restored
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.desk import Tick
from supplydesk.ui.pages.backups_columns import moment_word, size_word
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.fields import TickBox
from supplydesk.ui.parts.label import wrapped
from supplydesk.ui.parts.long_work import LongWork, long_work
from supplydesk.ui.parts.refusals import problems_of

ALTERED, ANOTHER = "backup_altered", "another_desk"
"""Refusals that the person may overrule, once she has read them."""


class RestoreDialog(Dialog):
    """Asks, restores, and lets the window open what came back."""

    def __init__(self, around: Around, backup: Backup) -> None:
        when = f"{backup.at:%Y-%m-%d %H:%M}"
        title = translate("ui.pages.backups_restore", "Go back to the copy of {moment}?")
        word = translate("ui.pages.backups_restore", "Restore {moment}")
        super().__init__(around, title.format(moment=when), word.format(moment=when), grave=True)
        self.work: LongWork | None = None
        self._backup = backup
        told = (moment_word(backup.at), reason_word(backup), size_word(backup.size))
        self.say(" · ".join(told))
        steps = (
            translate("ui.pages.backups_restore", "The copy is checked, and stays where it is."),
            translate("ui.pages.backups_restore", "The desk as it is now is copied once more."),
            translate(
                "ui.pages.backups_restore",
                "Then it is set aside under another name in the same folder. Nothing is deleted.",
            ),
            translate(
                "ui.pages.backups_restore",
                "The window opens what came back. What was written after {moment} is not in it.",
            ).format(moment=when),
        )
        for at, step in enumerate(steps, 1):
            self.body.addWidget(wrapped(f"{at}  {step}"))
        self._anyway = TickBox(
            around.look, translate("ui.pages.backups_restore", "Restore it all the same")
        )
        self._anyway.hide()
        self._anyway.toggled.connect(self.main.setEnabled)
        self._accepted: set[str] = set()
        self._refused = ""
        self.body.addWidget(self._anyway)
        self.taken.connect(self._take)

    def _take(self) -> None:
        if self.work is not None:
            return
        if self._anyway.isChecked():
            self._accepted.add(self._refused)
        self.wrong("")
        self.main.setEnabled(False)
        desk, path = self.around.desk, self._backup.path
        accepted = frozenset(self._accepted)

        def restore(tick: Tick) -> Restored:
            # Our own connections would be among those that a restore waits for; they are made
            # anew when they are needed, so that after a refusal the window goes on as before.
            desk.database.close()
            return restoring.restore(
                desk.database.location,
                path,
                desk.seat,
                tick=tick,
                accept_findings=ALTERED in accepted,
                accept_other=ANOTHER in accepted,
            )

        self.work = long_work(
            self.around,
            translate("ui.pages.backups_restore", "Restoring {file}").format(file=path.name),
            translate("ui.pages.backups_restore", "Until it has ended, the desk is as it was."),
            restore,
            self._done,
            failed=self._failed,
            cancelled=self._cancelled,
            writes=True,
        )

    def _done(self, _restored: Restored) -> None:
        self.work = None
        self.accept()
        self.around.window.reopen()

    def _cancelled(self) -> None:
        self.work = None
        self.reject()

    def _failed(self, error: Exception) -> None:
        self.work = None
        problems = problems_of(error)
        if not problems:
            self.reject()
            self.around.desk.failed.emit(error)
            return
        self.wrong("\n".join(problem.text for problem in problems))
        self._refused = problems[0].code
        overruled = self._refused in {ALTERED, ANOTHER}
        self._anyway.setVisible(overruled)
        self._anyway.setChecked(False)
        self.main.setEnabled(not overruled)
