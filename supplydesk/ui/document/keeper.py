"""Keeps what is being typed: looks it over a moment after each change, saves it every few seconds.

A voucher that is open when the machine dies is found again as a draft.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from supplydesk.domain.problem import Refused
from supplydesk.services import drafting, drafts
from supplydesk.services.drafting import DraftLook
from supplydesk.services.drafts import Saved
from supplydesk.services.forms import AnyForm
from supplydesk.ui.desk import Desk
from supplydesk.ui.errand import Errand

LOOK_AFTER, SAVE_AFTER = 150, 3000
"""Milliseconds after a change."""

Make = Callable[[], AnyForm]
"""Makes the form of what stands on the page; refuses what no form can hold."""


class DraftKeeper(QObject):
    """Watches one page. ``looked`` tells what is wrong so far; ``kept`` that it was saved;
    ``unkept`` why it could not be.
    """

    looked = Signal(object)
    misread = Signal(object)
    kept = Signal(object)
    unkept = Signal(object)

    def __init__(self, desk: Desk, make: Make, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._make = make
        self._look: Errand | None = None
        self._saving = False
        self._dirty = False
        self._then: Callable[[Saved], object] | None = None
        self._soon = self._timer(LOOK_AFTER, self.look)
        self._later = self._timer(SAVE_AFTER, self.save)

    def _timer(self, after: int, act: Callable[[], object]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after)
        made.timeout.connect(act)
        return made

    @property
    def looking(self) -> bool:
        """Whether what is typed is still to be looked over."""
        return self._soon.isActive()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self._dirty

    def touched(self) -> None:
        """Something was typed."""
        self._dirty = True
        self._soon.start()
        if not self._later.isActive():
            self._later.start()

    def forget(self) -> None:
        """Another paper is shown: what was typed into this one is saved or gone."""
        self._dirty = False
        self._soon.stop()
        self._later.stop()
        if self._look is not None:
            self._look.drop()

    def pause(self) -> None:
        """A step is taken with what is typed: nothing is saved beside it."""
        self._soon.stop()
        self._later.stop()

    def resume(self) -> None:
        """The step was refused: go on keeping."""
        if self._dirty:
            self._later.start()

    def look(self) -> None:
        """Look over what is typed now."""
        self._soon.stop()
        try:
            form = self._make()
        except Refused as refused:
            self.misread.emit(refused.problems)
            return
        self._look = self._desk.read(
            lambda session: drafting.look_at(session, form),
            self._looked,
            owner=self,
            failed=self._not_looked,
            instead_of=self._look,
        )

    def save(self, then: Callable[[Saved], object] | None = None) -> None:
        """Save what is typed now; *then* is told once it is."""
        self._later.stop()
        if then is not None:
            self._then = then
        if self._saving:
            self._later.start()  # what was typed meanwhile comes after this one
            return
        try:
            form = self._make()
        except Refused as refused:
            self._then = None
            self.misread.emit(refused.problems)
            return
        self._saving, self._dirty = True, False
        self._desk.write(
            lambda session: drafts.save(session, form),
            self._saved,
            owner=self,
            failed=self._not_saved,
        )

    def _looked(self, found: DraftLook) -> None:
        self.looked.emit(found)

    def _not_looked(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.misread.emit(error.problems)
        else:
            self._desk.failed.emit(error)

    def _saved(self, saved: Saved) -> None:
        self._saving = False
        then, self._then = self._then, None
        self.kept.emit(saved)
        if then is not None:
            then(saved)

    def _not_saved(self, error: Exception) -> None:
        self._saving, self._dirty, self._then = False, True, None
        self._later.start()  # the disk may have room again by then
        self.unkept.emit(error)
