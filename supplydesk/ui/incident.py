"""The event (事件) that one works for: one choice for the whole window, kept for each desk."""

import hashlib
from datetime import date

from PySide6.QtCore import QObject, Signal

from supplydesk.services import rosters
from supplydesk.services.rosters import ListedIncident
from supplydesk.ui.desk import Desk
from supplydesk.ui.errand import Errand
from supplydesk.ui.preferences import Preferences


class ChosenIncident(QObject):
    """Begins as it was left. ``changed`` when it is another, ``learned`` when the desk has told
    which there are. A desk that has no two events leaves nothing to choose.
    """

    changed = Signal()
    learned = Signal()

    def __init__(self, desk: Desk, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._preferences = preferences
        address = str(desk.database.location)
        self._kept = f"incident/{hashlib.sha256(address.encode()).hexdigest()[:16]}"
        self._known: tuple[ListedIncident, ...] | None = None
        self._errand: Errand | None = None
        self._code = preferences.text(self._kept)

    @property
    def code(self) -> str:
        """The event's code; empty for all of them."""
        if self._known is None:
            return self._code
        found = self.several and any(one.code == self._code for one in self._known)
        return self._code if found else ""

    @property
    def name(self) -> str:
        """The event's name; empty for all of them."""
        return next((one.name for one in self.known if one.code == self.code), "")

    @property
    def known(self) -> tuple[ListedIncident, ...]:
        """What can be chosen, in the order in which a clerk looks for it: what runs before what is
        over, what began last first.
        """
        newest = sorted(self._known or (), key=lambda one: one.begins_on or date.min, reverse=True)
        return tuple(sorted(newest, key=lambda one: one.closed_on is not None))

    @property
    def several(self) -> bool:
        """Whether there is anything to choose."""
        return len(self._known or ()) > 1

    def choose(self, code: str) -> None:
        """Work for the event with *code*, or for all of them."""
        before, self._code = self.code, code
        self._preferences.keep(self._kept, code)
        if self.code != before:
            self.changed.emit()

    def read(self) -> None:
        """Ask the desk which there are."""
        self._errand = self._desk.read(
            rosters.incidents, self._learn, owner=self, instead_of=self._errand
        )

    def _learn(self, found: tuple[ListedIncident, ...]) -> None:
        if found == self._known:
            return
        before, self._known = self.code, found
        self.learned.emit()
        if self.code != before:
            self.changed.emit()
