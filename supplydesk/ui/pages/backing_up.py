"""A copy of the desk, made and verified from whatever page asks for it."""

from collections.abc import Callable
from pathlib import Path

from supplydesk.services import backups
from supplydesk.services.backups import Backup
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.pages.backups_findings import Findings
from supplydesk.ui.parts.long_work import LongWork, long_work
from supplydesk.ui.parts.refusals import problems_of


def back_up(around: Around, folder: Path | None, ended: Callable[[], object]) -> LongWork:
    """Copy the desk into *folder* (its own if None), and say what came of it; *ended* is called
    whatever that is.
    """
    window, desk = around.window, around.desk
    database, seat = desk.database, desk.seat
    window.hush()

    def done(made: Backup) -> None:
        ended()
        if made.findings:
            text = translate(
                "ui.pages.backing_up",
                "Copied, but the books are not as they were written: {file}",
            )
            window.tell(text.format(file=made.path), (), "warn")
            Findings(around, made.findings).open()
        else:
            text = translate("ui.pages.backing_up", "Copied and verified: {file}")
            window.tell(text.format(file=made.path), (), "good")
        desk.changed.emit()

    def failed(error: Exception) -> None:
        ended()
        problems = problems_of(error)
        if problems:
            window.tell(translate("ui.pages.backing_up", "No copy was made"), problems)
        else:
            desk.failed.emit(error)

    return long_work(
        around,
        translate("ui.pages.backing_up", "Copying the desk"),
        translate("ui.pages.backing_up", "A copy that is not finished is not kept."),
        lambda tick: backups.back_up(database, seat, "", folder, tick),
        done,
        failed=failed,
        cancelled=ended,
        behind=True,
    )
