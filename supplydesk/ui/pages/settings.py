"""Settings (设置): what is set once for the desk, what this person prefers, and the events."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from supplydesk.domain.lifecycle import Action, may
from supplydesk.domain.problem import Problem
from supplydesk.domain.settings import DeskSettings
from supplydesk.services import settings
from supplydesk.text import translate
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.look.look import NARROW
from supplydesk.ui.pages.settings_events import Events
from supplydesk.ui.pages.settings_form import SettingsForm
from supplydesk.ui.pages.settings_own import OwnPreferences
from supplydesk.ui.parts.form_panel import may_leave
from supplydesk.ui.parts.label import wrapped
from supplydesk.ui.parts.page import Heading, Page
from supplydesk.ui.parts.refusals import problems_of
from supplydesk.ui.parts.segments import Segments

FORM_WIDTH, SIDE_WIDTH = 640, 420


class SettingsPage(Page):
    """The desk's settings at the left, saved by one key; the person's own and events beside."""

    NAME = "settings"
    KEYS = ("next_problem",)

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._errand: Errand | None = None
        self._known: DeskSettings | None = None
        self._busy = False
        self._wanted = ""
        px = self.look.px
        self.form = SettingsForm(self.look)
        self.form.setMaximumWidth(px(FORM_WIDTH))
        self.own = OwnPreferences(around, self._may_turn)
        self.events = Events(around)
        self._told = wrapped(
            translate(
                "ui.pages.settings",
                "Only an administrator changes the desk's settings. You see what holds.",
            ),
            "warn",
        )
        side = QWidget()
        side.setMaximumWidth(px(SIDE_WIDTH))
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(px(24))
        beside.addWidget(self.own)
        beside.addWidget(self.events)
        beside.addStretch(1)
        main = QWidget()
        main.setMaximumWidth(px(FORM_WIDTH))
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self._told)
        column.addWidget(self.form)
        column.addStretch()
        inner = QWidget()
        inner.setObjectName("surface")
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._both.setContentsMargins(px(16), px(12), px(16), px(16))
        self._both.setSpacing(px(48))
        self._both.addWidget(main, 3)
        self._both.addWidget(side, 2)
        self._both.addStretch()
        self.area = QScrollArea()
        self.area.setWidget(inner)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.form.edited.connect(lambda _name: self.around.window.head_changed())
        self.form.saved.connect(self._save_by_key)
        self.form.left.connect(self.escape)

    # --- the page ---

    def heading(self) -> Heading:
        """Title, and whether something waits to be saved."""
        title = translate("ui.pages.settings", "Settings")
        waits = translate("ui.pages.settings", "changed, not saved yet")
        return Heading(title, waits if self.form.touched else "")

    @property
    def _may(self) -> bool:
        return may(self.desk.seat.role, Action.EDIT_SETTINGS)

    def primary(self) -> tuple[str, ...]:
        """Saving, for whose role allows it."""
        return ("save",) if self._may else ()

    def why_not(self, name: str) -> str:
        """Something has to be changed first."""
        if name == "save" and self._busy:
            return translate("ui.pages.settings", "Saving…")
        if name == "save" and not self.form.touched:
            return translate("ui.pages.settings", "Nothing is changed.")
        return ""

    def word(self, name: str) -> str:
        """What is saved."""
        return translate("ui.pages.settings", "Save settings") if name == "save" else ""

    def arrive(self, target: Target) -> None:
        """Show what holds; the keys go to the field that an option names."""
        self._wanted = target.options.get("focus", "")
        self.own.show_preferences()
        self.refresh()

    def shown_as(self, _target: Target) -> Target:
        """The field that has the keys."""
        focus = self.window().focusWidget()
        fields = self._fields().items()
        name = next((name for name, one in fields if one is focus or one.isAncestorOf(focus)), "")
        return Target.to(self.NAME, focus=name)

    def _fields(self) -> dict[str, QWidget]:
        known = {name: self.form.field(name).control for name in self.form.values()}
        return {**known, **self.own.choices(), "events": self.events.table}

    def refresh(self) -> None:
        """Read the settings again, unless something is being typed."""
        self._told.setVisible(not self._may)
        self.form.lock(locked=not self._may)
        self.events.refresh()
        if self.form.touched or self._busy:
            return
        self._errand = self.desk.read(
            settings.load, self._show, owner=self, instead_of=self._errand
        )

    def _show(self, known: DeskSettings) -> None:
        if self.form.touched or known == self._known:
            return
        self._known = known
        self.form.show_settings(known)
        self.around.window.head_changed()

    def may_leave(self) -> bool:
        """Ask where something was changed and is not saved."""
        if not may_leave(self.around, self.form):
            return False
        self._take_back()
        return True

    def escape(self) -> bool:
        """Take back what was typed, if the person agrees."""
        if not self.form.touched:
            return False
        self.may_leave()
        return True

    def first_focus(self) -> QWidget | None:
        """The first setting, or the person's own where she may not change the desk's."""
        wanted = self._fields().get(self._wanted)
        if isinstance(wanted, Segments):
            return wanted.button()
        return wanted or self.form.field("bureau").control

    def next_pane(self) -> bool:
        """From the settings to the preferences, to the events."""
        focus = self.window().focusWidget()
        if self.events.isAncestorOf(focus):
            return False
        if self.own.isAncestorOf(focus):
            self.events.table.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.own.take_focus()
        return True

    # --- what can be done ---

    def on_save(self) -> None:
        """Save what was changed; what is wrong is said at its field."""
        if self._known is None:
            return
        changes = self.form.changes(self._known)
        self._busy = True
        self.around.window.hush()
        self.around.window.head_changed()
        self.desk.write(
            lambda session: settings.save(session, **changes),
            self._saved,
            owner=self,
            failed=self._refused,
        )

    def on_next_problem(self) -> None:
        """Go to the next field where something is wrong."""
        self.form.next_problem()

    def _save_by_key(self) -> None:
        if self._may and not self.why_not("save"):
            self.on_save()

    def _saved(self, known: DeskSettings) -> None:
        self._busy = False
        self._known = known
        self.form.show_settings(known)
        self.around.window.head_changed()
        self.around.window.saved(translate("ui.pages.settings", "Settings saved"))

    def _refused(self, error: Exception) -> None:
        self._busy = False
        problems = problems_of(error)
        if not problems:
            self.desk.failed.emit(error)
            return
        problems = tuple(_in_its_words(self.form, one) for one in problems)
        rest = self.form.mark(problems)
        self.around.window.tell(
            translate("ui.pages.settings", "Not saved: the settings are as they were"),
            rest or problems,
        )
        self.around.window.head_changed()

    def _take_back(self) -> None:
        if self._known is not None:
            self.form.show_settings(self._known)
            self.around.window.head_changed()

    def _may_turn(self) -> bool:
        return self.may_leave()

    # --- size ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room, else one below the other."""
        super().resizeEvent(event)
        roomy = self.window().width() / self.look.scale >= NARROW
        directions = QBoxLayout.Direction
        self._both.setDirection(directions.LeftToRight if roomy else directions.TopToBottom)


def _in_its_words(form: SettingsForm, problem: Problem) -> Problem:
    """*problem* with the field's title for the name that only programs call it by."""
    name = problem.field or ""
    if name not in form.values():
        return problem
    return replace(problem, text=problem.text.replace(name, form.field(name).title))
