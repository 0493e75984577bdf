"""The gap report (断号): each series and day, who holds its numbers, and what is missing."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supplydesk.domain.numbering import titles, write_number
from supplydesk.domain.problem import Refused
from supplydesk.services import gaps
from supplydesk.services.gaps import DayOfSeries, GapReport, written
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.parts.chip import Chip, Glyph
from supplydesk.ui.parts.days import Span, ask_days, day_of, span_word
from supplydesk.ui.parts.export import Handout
from supplydesk.ui.parts.fields import FilterChip, fields_of
from supplydesk.ui.parts.foot import Foot
from supplydesk.ui.table.column import Cell, Column
from supplydesk.ui.table.handout import Told, handout
from supplydesk.ui.table.model import ListModel
from supplydesk.ui.table.view import TableView


class GapsView(QWidget):
    """Newest day first; ``told`` when another report is shown."""

    told = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        self._errand: Errand | None = None
        self._first: date | None = None
        self._last: date | None = None
        self.report: GapReport | None = None
        look = around.look
        self.days = FilterChip(look, translate("ui.pages.reports_gaps", "Days"))
        self.days.clicked.connect(self.ask_days)
        self.days.removed.connect(lambda: self._take(None))
        self.model: ListModel[DayOfSeries] = ListModel(
            _columns(), lambda row: (row.series, row.day), self
        )
        self.table = TableView(
            self.model, look, name=translate("ui.pages.reports_gaps", "Gap report")
        )
        self.table.opened.connect(lambda _at: self.open_day())
        self.fields = fields_of((self.days,), look)
        self.foot = Foot(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.foot)

    def refresh(self) -> None:
        """Read the report again."""
        first, last = self._first, self._last
        self.table.ask()
        self._errand = self._around.desk.read(
            lambda session: gaps.report(session, first=first, last=last),
            self._show,
            owner=self,
            failed=self._refused,
            instead_of=self._errand,
        )

    def take(self, options: Mapping[str, str]) -> None:
        """Show the days ``first`` to ``last``, and be at ``series`` on ``day``; else as before."""
        if "first" in options:
            self._first, self._last = day_of(options["first"]), day_of(options.get("last", ""))
            self.days.show_value(span_word(self._first, self._last))
        day = day_of(options.get("day", ""))
        if day is not None:
            self.table.want((options.get("series", ""), day))

    def options(self) -> dict[str, str]:
        """What it is asked for, as `take` has it."""
        # Where the other view is shown, this one may not have been read yet.
        row = self.table.current() if self.isVisible() else None
        return {
            "first": self._first.isoformat() if self._first else "",
            "last": self._last.isoformat() if self._last else "",
            "series": row.series if row is not None else "",
            "day": row.day.isoformat() if row is not None else "",
        }

    def ask_days(self) -> None:
        """Ask for the days."""
        ask_days(self._around, self.days, self._take)

    def open_day(self) -> None:
        """Show the papers of the current series and day in the register."""
        row = self.table.current()
        if row is not None:
            stem = write_number(row.series, row.day, 1).rpartition("-")[0]
            self._around.window.go(Target("register", stem))

    def chip(self) -> Chip | None:
        """Whether a number is missing anywhere."""
        if self.report is None or not self.report.days:
            return None
        if self.report.sound:
            return Chip(translate("ui.pages.reports_gaps", "No gap"), "good", Glyph.DONE)
        return Chip(translate("ui.pages.reports_gaps", "Gaps"), "stop", Glyph.CARE)

    def handout(self) -> Handout | None:
        """The report as a list."""
        if self.report is None:
            return None
        return handout(self.table, self.model, self._told, _columns)

    def _told(self) -> Told:
        title = translate("ui.pages.reports_gaps", "Gap report")
        return Told(title, (span_word(self._first, self._last), self._sum()))

    def _take(self, span: Span | None) -> None:
        self._first, self._last = span or (None, None)
        self.days.show_value(span_word(self._first, self._last))
        self.refresh()

    def _show(self, found: GapReport) -> None:
        self.report = found
        # A gap is what the report is for: it stands on top, then the newest day.
        newest = reversed(found.days)
        self.model.show_rows(sorted(newest, key=lambda row: row.sound))
        self.table.answered(
            translate("ui.pages.reports_gaps", "No number was drawn in these days.")
            if self._first
            else translate("ui.pages.reports_gaps", "No number has been drawn yet.")
        )
        if not self.table.currentIndex().isValid():
            self.table.put(0)
        self.foot.say(self._sum())
        self.told.emit()

    def _sum(self) -> str:
        found = self.report
        if found is None or not found.days:
            return ""
        if found.sound:
            text = translate("ui.pages.reports_gaps", "{count} numbers in all, no gap")
        else:
            text = translate(
                "ui.pages.reports_gaps",
                "{count} numbers in all, not without gaps: leave the desk as it is and verify it",
            )
        return text.format(count=wording.figure(found.numbers))

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self._around.desk.failed.emit(error)
            return
        self.report = None
        self.model.show_rows(())
        self.foot.say("")
        self.table.answered(str(error))
        self.told.emit()


def _columns() -> Sequence[Column[DayOfSeries]]:
    words = titles()

    def span(row: DayOfSeries) -> Cell:
        first = write_number(row.series, row.day, 1)
        return Cell(first if row.last == 1 else f"{first}～{row.last:03d}", "ink2", middle=True)

    def missing(row: DayOfSeries) -> Cell:
        text = " ".join(map(written, row.gaps))
        if row.undrawn:
            more = translate("ui.pages.reports_gaps", "{count} never drawn")
            text = " ".join(filter(None, (text, more.format(count=row.undrawn))))
        return Cell(text, "stop", tip=text)

    def state(row: DayOfSeries) -> Cell:
        if row.sound:
            return Cell(chip=Chip(translate("ui.pages.reports_gaps", "No gap"), "good", Glyph.DONE))
        return Cell(chip=Chip(translate("ui.pages.reports_gaps", "Gap"), "stop", Glyph.CARE))

    def listed(numbers: Sequence[str]) -> Cell:
        text = " ".join(number.rpartition("-")[2] for number in numbers)
        return Cell(text, "ink2", tip=" ".join(numbers))

    return (
        Column(
            "day",
            translate("ui.pages.reports_gaps", "Date"),
            100,
            lambda row: Cell(row.day.isoformat(), "ink2"),
            value=lambda row: row.day,
        ),
        Column(
            "series",
            translate("ui.pages.reports_gaps", "Kind"),
            110,
            lambda row: Cell(words[row.series], tip=words[row.series]),
        ),
        Column("numbers", translate("ui.pages.reports_gaps", "Numbers"), 172, span),
        Column("state", translate("ui.pages.reports_gaps", "State"), 100, state),
        Column(
            "drawn",
            translate("ui.pages.reports_gaps", "Drawn"),
            80,
            lambda row: Cell(wording.figure(row.last)),
            figure=True,
            value=lambda row: row.last,
        ),
        Column(
            "posted",
            translate("ui.pages.reports_gaps", "Posted"),
            80,
            lambda row: Cell(wording.figure(row.posted)),
            figure=True,
            value=lambda row: row.posted,
        ),
        Column(
            "void",
            translate("ui.pages.reports_gaps", "Void"),
            100,
            lambda row: listed(row.void),
            optional=1,
        ),
        Column(
            "waiting",
            translate("ui.pages.reports_gaps", "Approved"),
            100,
            lambda row: listed(row.waiting),
            optional=2,
        ),
        Column("missing", translate("ui.pages.reports_gaps", "Missing"), 120, missing, grows=True),
    )
