"""Reports (报表): the brief for the leaders, and the proof that no number is missing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from supplydesk.domain.lifecycle import Action, may
from supplydesk.text import translate
from supplydesk.ui.around import Around, Target
from supplydesk.ui.pages.reports_brief import BriefView
from supplydesk.ui.pages.reports_gaps import GapsView
from supplydesk.ui.parts.export import Export, Handout
from supplydesk.ui.parts.fields import row_of
from supplydesk.ui.parts.page import Heading, Page
from supplydesk.ui.parts.segments import Segments

BRIEF, GAPS = "brief", "gaps"


class ReportsPage(Page):
    """Two views of one page; who may not verify the books sees the brief alone."""

    NAME = "reports"
    KEYS = ("find",)

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self.brief = BriefView(around)
        self.gaps = GapsView(around)
        self.segments = Segments(
            self.look,
            translate("ui.pages.reports", "Report"),
            (
                (BRIEF, translate("ui.pages.reports", "Brief")),
                (GAPS, translate("ui.pages.reports", "Gap report")),
            ),
        )
        self.segments.chosen.connect(self._turn)
        self._views = QStackedWidget()
        self._views.addWidget(self.brief)
        self._views.addWidget(self.gaps)
        self.export = Export(around, self, self._handout)
        for view in (self.brief, self.gaps):
            view.told.connect(self._told)
        row = row_of((self.segments, self.brief.fields, self.gaps.fields), self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        column.addWidget(self._views, 1)

    # --- the page ---

    def heading(self) -> Heading:
        """Title, and of the gap report whether it is sound."""
        title = translate("ui.pages.reports", "Reports")
        if self._shown() == GAPS:
            text = translate("ui.pages.reports", "every number of every series and day")
            return Heading(title, text, self.gaps.chip())
        told = self.brief.brief
        return Heading(title, told.totals.incident if told else "")

    def offered(self) -> tuple[str, ...]:
        """The brief is copied, the gap report's papers are looked at."""
        if self._shown() == GAPS:
            nothing = self.gaps.report is not None and not self.gaps.report.days
            return () if nothing else ("open", "", "export", "copy_text")
        return () if self.brief.nothing else ("copy_text", "as_of", "", "export")

    def word(self, name: str) -> str:
        """What the actions are called here."""
        words = {
            "open": translate("ui.pages.reports", "Papers of the day"),
            "as_of": translate("ui.pages.reports", "Up to a day"),
        }
        return words.get(name, "")

    def why_not(self, name: str) -> str:
        """Whether there is anything to hand on."""
        view = self.gaps if self._shown() == GAPS else self.brief
        if name in {"export", "copy_text"} and not view.model.rows:
            return translate("ui.pages.reports", "There is nothing to tell of yet.")
        if name == "as_of" and self.brief.brief is None:
            return translate("ui.pages.reports", "There is nothing to tell of yet.")
        if name == "open" and not self.gaps.model.rows:
            return translate("ui.pages.reports", "There is nothing to tell of yet.")
        return ""

    def arrive(self, target: Target) -> None:
        """Show the view *about*; of the brief, the event of the options."""
        self.segments.setVisible(may(self.desk.seat.role, Action.VERIFY))
        if target.about in {BRIEF, GAPS}:
            self.segments.choose(target.about)
        self.brief.take(target.options)
        self.gaps.take(target.options)
        self._turn(self.segments.value())

    def shown_as(self, _target: Target) -> Target:
        """The view, and what each of the two is asked for."""
        return Target.to(self.NAME, self._shown(), **self.brief.options(), **self.gaps.options())

    def refresh(self) -> None:
        """Read what is shown again."""
        if self._shown() == GAPS:
            self.gaps.refresh()
        else:
            self.brief.refresh()

    def first_focus(self) -> QWidget | None:
        """The paragraph, or the table."""
        return self.gaps.table if self._shown() == GAPS else self.brief.paragraph

    def next_pane(self) -> bool:
        """From what is shown to the views, and on."""
        if self.segments.isHidden() or self.segments.isAncestorOf(self.focusWidget()):
            return False
        self.segments.take_focus()
        return True

    # --- what can be done ---

    def on_find(self) -> None:
        """Go to what is chosen."""
        field = self.gaps.days if self._shown() == GAPS else self.brief.incident
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def on_open(self) -> None:
        """Show the papers of the current series and day."""
        self.gaps.open_day()

    def on_as_of(self) -> None:
        """Ask for the last day that the brief counts."""
        self.brief.ask_until()

    def on_export(self) -> None:
        """Write what is shown to a file."""
        self.export.ask()

    def on_copy_text(self) -> None:
        """Copy what is shown as text."""
        self.export.copy()

    # --- showing ---

    def _shown(self) -> str:
        return self.segments.value()

    def _turn(self, value: str) -> None:
        self._views.setCurrentWidget(self.gaps if value == GAPS else self.brief)
        self.refresh()
        self._told()

    def _told(self) -> None:
        gaps = self._shown() == GAPS
        self.gaps.fields.setVisible(gaps)
        self.brief.fields.setVisible(not gaps and self.brief.brief is not None)
        self.around.window.head_changed()

    def _handout(self) -> Handout | None:
        return self.gaps.handout() if self._shown() == GAPS else self.brief.handout()
