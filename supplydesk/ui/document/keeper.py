"""Keeps what is being typed: looks it over a moment after each change, saves it every few seconds.

A voucher that is open when the machine dies is found again as a draft.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import drafting, drafts
from supplydesk.services.drafting import DraftLook
from supplydesk.services.drafts import Saved
from supplydesk.services.forms import AnyForm
from supplydesk.store.database import StoreTrouble
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

    def __init__(self, desk: Desk, make: Make, make_rest: Make, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._make = make
        self._make_rest = make_rest
        self._look: Errand | None = None
        self._unanswered = False
        self._after_look: Callable[[], object] | None = None
        self._saving = False
        self._dirty = False
        # What was handed to the desk and is not in the books yet: a paper that was left while the
        # disk was full is still owed when another one is on the page.
        self._owed: dict[str, AnyForm] = {}
        self._trouble: Exception | None = None
        self._then: Callable[[Saved], object] | None = None
        self._soon = self._timer(LOOK_AFTER, self.look)
        self._later = self._timer(SAVE_AFTER, self.save_now)

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
        return self._dirty or bool(self._owed)

    @property
    def trouble(self) -> Exception | None:
        """Why the last try to save failed; None where it did not."""
        return self._trouble

    def touched(self) -> None:
        """Something was typed."""
        self._dirty = True
        self._soon.start()
        if not self._later.isActive():
            self._later.start()

    def look_first(self, then: Callable[[], object]) -> None:
        """Look over what was typed last, and then do *then*: at once where that is done already.

        A warning that comes after the step that it warns of is too late.
        """
        if self.looking or self._unanswered:
            self._after_look = then
            if self.looking:
                self.look()
        else:
            then()

    def forget(self) -> None:
        """Another paper is shown; what was handed over of this one is still saved."""
        self._dirty = False
        self._unanswered, self._after_look = False, None
        self._soon.stop()
        self._later.stop()
        if self._look is not None:
            self._look.drop()
        if self._owed:
            self._later.start()

    def gone(self, key: str) -> None:
        """The paper *key* is posted or deleted, or given up: nothing of it is to be saved."""
        self._owed.pop(key, None)
        self.forget()
        if not self._owed:
            self._trouble = None

    def give_up(self) -> None:
        """Nothing that was typed and could not be saved is wanted any more."""
        self._owed.clear()
        self._trouble = None
        self.forget()

    def pause(self) -> None:
        """A step is taken with what is typed: nothing is saved beside it."""
        self._soon.stop()
        self._later.stop()

    def resume(self) -> None:
        """The step was refused: go on keeping."""
        if self.dirty:
            self._later.start()

    def look(self) -> None:
        """Look over what is typed now."""
        self._soon.stop()
        wrong: tuple[Problem, ...] = ()
        try:
            try:
                form = self._make()
            except Refused as refused:
                # One day that is none must not hide what is wrong with the lines.
                wrong = refused.problems
                self.misread.emit(wrong)
                form = self._make_rest()
        except Refused:
            self._go_on()
            return
        except Exception as error:  # noqa: BLE001 - a fault of ours; what waits for the look goes on
            self._desk.failed.emit(error)
            self._go_on()
            return
        self._unanswered = True
        self._look = self._desk.read(
            lambda session: drafting.look_at(session, form),
            lambda found: self._looked(found, wrong),
            owner=self,
            failed=self._not_looked,
            instead_of=self._look,
        )

    def save(self, then: Callable[[Saved], object] | None = None) -> None:
        """Save what is typed now; *then* is told once it is.

        Where nobody waits for it, what no form can hold is left out, so that the rest is kept.
        """
        self._later.stop()
        try:
            try:
                form = self._make()
            except Refused as refused:
                self.misread.emit(refused.problems)
                if then is not None:
                    return
                form = self._make_rest()
        except Exception as error:  # noqa: BLE001 - whatever it is, what was typed is not saved
            self._trouble, self._dirty = error, True
            self.unkept.emit(error)
            return
        if then is not None:
            self._then = then
        self._owed[form.key] = form
        self._dirty = False
        self._hand_over()

    def save_now(self) -> None:
        """Save what is not saved yet, of this paper and of those before it."""
        self._later.stop()
        if self._dirty:
            self.save()
        else:
            self._hand_over()

    def _hand_over(self) -> None:
        """Save one of those that are owed; the next one when that is answered."""
        if self._saving or not self._owed:
            return
        form = next(iter(self._owed.values()))
        self._saving = True
        self._desk.write(
            lambda session: drafts.save(session, form),
            lambda saved: self._saved(form, saved),
            owner=self,
            failed=lambda error: self._not_saved(form, error),
        )

    def _looked(self, found: DraftLook, wrong: tuple[Problem, ...]) -> None:
        self.looked.emit(_with(found, wrong) if wrong else found)
        self._go_on()

    def _go_on(self) -> None:
        self._unanswered = False
        if self._after_look is not None and self.looking:
            self.look()  # typed on meanwhile
            return
        then, self._after_look = self._after_look, None
        if then is not None:
            then()

    def _not_looked(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.misread.emit(error.problems)
        elif not (isinstance(error, StoreTrouble) and self.dirty):
            self._desk.failed.emit(error)
        # Otherwise the draft is about to be saved, and that says it: one trouble, one message.
        self._go_on()

    def _saved(self, form: AnyForm, saved: Saved) -> None:
        self._saving, self._trouble = False, None
        if self._owed.get(form.key) is form:
            del self._owed[form.key]
            then, self._then = self._then, None
            self.kept.emit(saved)
            if then is not None:
                then(saved)
        self._hand_over()

    def _not_saved(self, form: AnyForm, error: Exception) -> None:
        self._saving, self._trouble, self._then = False, error, None
        if isinstance(error, Refused):
            # Trying again changes nothing; somebody has to.
            if self._owed.get(form.key) is form:
                del self._owed[form.key]
            self._dirty = True
        else:
            self._later.start()  # the disk may have room again by then
        self.unkept.emit(error)


def _with(found: DraftLook, wrong: tuple[Problem, ...]) -> DraftLook:
    """*found* of what was left when the fields of *wrong* had been left out, and *wrong* itself."""
    places = {(one.row, one.field) for one in wrong}
    head = any(one.row is None for one in wrong)
    rest = (
        one
        for one in found.problems
        if (one.row, one.field) not in places
        # An order by telephone whose time cannot be read is there all the same.
        and not (head and one.code == "no_order")
    )
    return DraftLook((*wrong, *rest), found.lines)
