"""What can be done on every page: help, the keys, somebody else sits down, another desk."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from supplydesk.domain.seat import Seat
from supplydesk.services import people
from supplydesk.services.people import Sitter
from supplydesk.ui.around import Around, Target
from supplydesk.ui.parts.key_sheet import KeySheet
from supplydesk.ui.parts.page import Page
from supplydesk.ui.parts.sit_dialog import SitDialog


class Everywhere(QObject):
    """The doing of it, for the window whose *page* is shown. ``sat`` when somebody sat down,
    ``leaving`` when another desk is wanted.
    """

    sat = Signal(object)
    leaving = Signal()

    def __init__(
        self,
        around: Around,
        page: Callable[[], Page | None],
        here: Callable[[], Target],
        choose_incident: Callable[[], object],
    ) -> None:
        super().__init__(around.window.widget())
        self._around = around
        self._page = page
        self._here = here
        self._choose_incident = choose_incident

    def actions(self) -> dict[str, Callable[[], object]]:
        """What the palette offers of it, by the names of the table of actions."""
        chosen: dict[str, Callable[[], object]] = {}
        if self._around.incident.several:
            chosen["incident"] = self._choose_incident
        if self._around.background.busy:
            chosen["background"] = self._around.background.come_back
        return {
            **chosen,
            "sit": self.sit,
            "other_desk": self.leave,
            "manual": self.manual,
            "keys": self.keys,
        }

    def manual(self) -> None:
        """Show the manual's page for where one is."""
        here = self._here()
        if here.page != "manual":
            page = self._page()
            about = page.chapter() if page is not None else here.page
            self._around.window.go(Target("manual", about))

    def keys(self) -> None:
        """Show every key."""
        KeySheet(self._around, self._page()).open()

    def sit(self) -> None:
        """Ask who sits down in her place."""
        if self._may_leave():
            self._around.desk.read(people.sitters, self._ask_who, owner=self)

    def leave(self) -> None:
        """Ask for another desk."""
        if self._may_leave():
            self.leaving.emit()

    def _may_leave(self) -> bool:
        page = self._page()
        return page is None or page.may_leave()

    def _ask_who(self, sitters: tuple[Sitter, ...]) -> None:
        desk = self._around.desk
        dialog = SitDialog(
            self._around.look, self._around.window.widget(), desk, sitters, desk.seat.name
        )
        dialog.sat.connect(self._sat)
        dialog.open()

    def _sat(self, seat: Seat) -> None:
        self._around.desk.sit(seat)
        self.sat.emit(seat)
