"""What the status line says: saved, period, last backup, what presses, who sits, what goes on."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject

from supplydesk.domain.problem import Refused
from supplydesk.services import standing
from supplydesk.services.standing import Standing
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.background import Background
from supplydesk.ui.desk import Desk
from supplydesk.ui.errand import Cancelled
from supplydesk.ui.pages import listing
from supplydesk.ui.parts.navigation import Navigation
from supplydesk.ui.parts.status_bar import Standing as Shown
from supplydesk.ui.parts.status_bar import StatusBar


class StandingLine(QObject):
    """Reads how the desk stands, and shows it in the status line and at the navigation."""

    def __init__(self, desk: Desk, bar: StatusBar, navigation: Navigation) -> None:
        super().__init__(bar)
        self._desk = desk
        self._bar = bar
        self._navigation = navigation

    def read(self) -> None:
        """Read it again."""
        desk = self._desk

        def look(session: DeskSession) -> tuple[Standing, datetime | None]:
            return standing.standing(session), standing.last_backup(desk.database)

        desk.read(look, self._show, owner=self)

    def writing(self, busy: bool) -> None:
        """Say that something is being saved, or when it was."""
        failure = self._desk.failure
        if busy:
            self._bar.busy()
        elif isinstance(failure, Refused | Cancelled):
            self._bar.rest()
        elif failure is not None:
            self.not_saved()
        else:
            text = translate("ui.standing_line", "Saved {time}")
            self._bar.saved(text.format(time=wording.clock(self._now())))

    def not_saved(self) -> None:
        """Say that something could not be saved."""
        self._bar.trouble(translate("ui.standing_line", "Not saved"))

    def desk_name(self) -> str:
        """The desk as a window's title names it: its file, or its address."""
        location = self._desk.database.location
        return Path(location.path).name if location.path else str(location)

    def _now(self) -> datetime:
        return self._desk.now()

    def _show(self, found: tuple[Standing, datetime | None]) -> None:
        known, copied = found
        pressing = ""
        if known.overdue:
            text = translate("ui.standing_line", "{count} papers are overdue")
            pressing = text.format(count=known.overdue)
        backup, old = wording.backup_word(copied, self._now())
        period = translate("ui.standing_line", "Period {month}")
        self._bar.show_standing(
            Shown(
                period=period.format(month=known.period or "—"),
                place=known.bureau or self.desk_name(),
                backup=backup,
                backup_old=old,
                person=self._desk.seat.name,
                pressing=pressing,
                read_only=self._desk.database.read_only,
            )
        )
        self._navigation.count(listing.HOME, known.unposted + known.overdue)


def follow(background: Background, bar: StatusBar) -> None:
    """Let *bar* tell what goes on in the background, lead back to it, and say when it has ended."""

    def ended(title: str) -> None:
        bar.saved(translate("ui.standing_line", "Ended: {title}").format(title=title))

    bar.work.connect(background.come_back)
    background.changed.connect(lambda: bar.show_work(background.words))
    background.ended.connect(ended)
