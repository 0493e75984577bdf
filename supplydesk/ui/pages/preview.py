"""Preview and print: one paper or many, on screen as they leave the printer."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import print_run, printing
from supplydesk.services.print_run import MOST, Run, RunPaper
from supplydesk.services.printing import Wish
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.pages.preview_panel import PrintPanel
from supplydesk.ui.pages.preview_run import Order, Outcome, PrintRun, told
from supplydesk.ui.pages.preview_saving import save
from supplydesk.ui.paper import sending, spool
from supplydesk.ui.paper.spool import Printer
from supplydesk.ui.paper.view import PaperView
from supplydesk.ui.parts.page import Heading, Page

PRINTER = "printer"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the desk answered: the run, the number that is shown, its PDF or why there is none.

    ``instead``: why it is the slip and not the blank return receipt that was wished.
    """

    run: Run
    number: str
    content: bytes = b""
    problem: str = ""
    instead: str = ""


class PreviewPage(Page):
    """Target("preview", "NUMBER,NUMBER…") with the options sheet, copies, prices, blank, left_out.

    The paper carries the mark of the print that comes next.
    """

    NAME = "preview"
    KEYS = ("zoom_in", "zoom_out", "print", "save_paper", "new")

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._numbers: tuple[str, ...] = ()
        self._at = 0
        self._seen: _Seen | None = None
        self._on_top = ("", False)
        self._errand: Errand | None = None
        self._printers: Errand | None = None
        self._asked_printers = False
        self._run: PrintRun | None = None
        self.view = PaperView(self.look)
        self.view.setAccessibleName(translate("ui.pages.preview", "Papers as they are printed"))
        self.panel = PrintPanel(self.look)
        self.panel.changed.connect(self._wish_changed)
        self.panel.renewed.connect(self._renew)
        self.panel.print_button.clicked.connect(self.on_print)
        self.panel.save_button.clicked.connect(self.on_save_paper)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.panel)

    # --- the page ---

    def heading(self) -> Heading:
        """Title, the number that is shown, its state."""
        title = translate("ui.pages.preview", "Print preview")
        paper, number = self._paper(), self._number()
        chip = wording.state_chip(paper.kind, paper.state) if paper else None
        if len(self._numbers) > 1:
            number = f"{number}　{self._at + 1}/{len(self._numbers)}"
        return Heading(title, number, chip)

    def offered(self) -> tuple[str, ...]:
        """Back, the sizes; with several papers, the way through them."""
        several = ("", "previous", "next") if len(self._numbers) > 1 else ()
        return ("leave", "", "whole_page", "page_width", *several)

    def why_not(self, name: str) -> str:
        """What cannot be done, and why."""
        if name == "print":
            return self._why_not_print()
        if name == "save_paper":
            return self._why_not_save()
        if name == "previous" and self._at == 0:
            return translate("ui.pages.preview", "This is the first paper.")
        if name == "next" and self._at + 1 >= len(self._numbers):
            return translate("ui.pages.preview", "This is the last paper.")
        return ""

    def arrive(self, target: Target) -> None:
        """Show the papers of *target*, the first of them on top."""
        wanted = dict.fromkeys(one.strip() for one in target.about.split(",") if one.strip())
        self._numbers, self._at, self._seen = tuple(wanted), 0, None
        self._on_top = ("", False)
        self.panel.begin(target.options)
        self.view.show_nothing()
        self.view.ask()
        self._ask_printers()
        if left_out := target.options.get("left_out", ""):
            text = translate(
                "ui.pages.preview",
                "{count} of the chosen papers are left out: they have no number or no slip yet.",
            )
            self.around.window.tell(text.format(count=left_out), (), "info")
        self.refresh()

    def refresh(self) -> None:
        """Draw the paper anew from what the books say now."""
        if not self._numbers:
            self.view.show_nothing(translate("ui.pages.preview", "No paper was chosen."))
            self.panel.hide()
            self._renew()
            return
        if self._asked_printers and not self.panel.printer.value():
            self._ask_printers()  # one may have been set up meanwhile
        numbers, number = self._numbers, self._number()
        wish, blank = self.panel.wish, self.panel.blank

        def look(session: DeskSession) -> _Seen:
            run, instead = print_run.look(session, numbers), ""
            paper = next((one for one in run.papers if one.number == number), None)
            if blank:
                try:
                    return _Seen(run, number, printing.blank_receipts(session, [number]))
                except Refused as refused:
                    if paper is None or paper.travels:
                        return _Seen(run, number, problem=_texts(refused))
                    # The panel falls back to the slip as well.
                    instead = _texts(refused)
            try:
                content = printing.pdf(session, [number], _fitting(wish, paper))
            except Refused as refused:
                return _Seen(run, number, problem=_texts(refused))
            return _Seen(run, number, content, instead=instead)

        self._errand = self.desk.read(
            look, self._show, owner=self, failed=self._refused, instead_of=self._errand
        )

    def may_leave(self) -> bool:
        """Not between a printer that has taken a paper and the books that count it, unless that
        goes on in the background.
        """
        return self._run is None or self._run.goes_on

    def first_focus(self) -> QWidget | None:
        """The paper."""
        return self.view

    def next_pane(self) -> bool:
        """From the paper to its settings, and on."""
        focus = QApplication.focusWidget()
        if focus is not None and self.panel.isAncestorOf(focus):
            return False
        buttons = (self.panel.print_button, self.panel.save_button)
        first = next((button for button in buttons if button.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        return first is not None

    # --- what can be done ---

    def on_leave(self) -> None:
        """Go back to where the papers were chosen."""
        self.around.window.back()

    def on_zoom_in(self) -> None:
        """One step larger."""
        self.view.larger()

    def on_zoom_out(self) -> None:
        """One step smaller."""
        self.view.smaller()

    def on_whole_page(self) -> None:
        """The whole page."""
        self.view.fit_page()

    def on_page_width(self) -> None:
        """As wide as there is room."""
        self.view.fit_width()

    def on_previous(self) -> None:
        """The paper before this one."""
        self._turn(-1)

    def on_next(self) -> None:
        """The paper after this one."""
        self._turn(1)

    def on_print(self) -> None:
        """Send what is wished to the printer; count it once that has taken it."""
        if self._why_not_print():
            return
        self.around.preferences.keep(PRINTER, self.panel.printer.value())
        order = Order(
            self._wanted(),
            _fitting(self.panel.wish, self._paper()),
            self.panel.printer.value(),
            int(self.panel.sets.value()),
            self.panel.blank,
        )
        self._run = run = PrintRun(self.around, order, self)
        run.ended.connect(self._printed)
        self._renew()
        run.start()

    def on_save_paper(self) -> None:
        """Ask where to, and write what is wished as one PDF."""
        if self._why_not_save():
            return
        wish = _fitting(self.panel.wish, self._paper())
        save(self.around, self._wanted(), wish, blank=self.panel.blank)

    # --- asking ---

    def _number(self) -> str:
        return self._numbers[self._at] if self._numbers else ""

    def _paper(self) -> RunPaper | None:
        """The paper that is shown; None until the desk has told of it, or where there is none."""
        papers = self._seen.run.papers if self._seen else ()
        return next((paper for paper in papers if paper.number == self._number()), None)

    def _wanted(self) -> tuple[RunPaper, ...]:
        """The papers that are to be printed or saved."""
        paper = self._paper()
        if self._seen is not None and self.panel.all_of_them:
            papers = self._seen.run.papers
            if self.panel.blank:
                return tuple(one for one in papers if one.travels)
            return papers
        return () if paper is None else (paper,)

    def _why_not_save(self) -> str:
        if self._run is not None:
            return translate("ui.pages.preview", "Being printed …")
        broken = self._seen.problem if self._seen else ""
        if not self._wanted() or (broken and not self._several()):
            return translate("ui.pages.preview", "There is no paper to print.")
        if len(self._wanted()) > MOST:
            text = translate("ui.pages.preview", "At most {count} papers at a time.")
            return text.format(count=MOST)
        if not self.panel.blank and self.panel.copies == ():
            return translate("ui.pages.preview", "Choose a copy first.")
        return ""

    def _why_not_print(self) -> str:
        why = self._why_not_save()
        if not why and not self._asked_printers:
            return translate("ui.pages.preview", "Looking for printers …")
        if not why and not self.panel.printer.value():
            return translate("ui.pages.preview", "There is no printer.")
        return why

    def _several(self) -> bool:
        return len(self._wanted()) > 1

    def _ask_printers(self) -> None:
        self._printers = self.desk.long(
            lambda _tick: spool.printers(),
            self._show_printers,
            owner=self,
            progress=lambda _done, _total: None,
        )

    def _show_printers(self, found: tuple[Printer, ...] | None) -> None:
        self._asked_printers = True
        known = sending.known_to_qt() if found is None else found
        self.panel.show_printers(known, self.around.preferences.text(PRINTER))

    # --- showing ---

    def _show(self, seen: _Seen) -> None:
        before, self._seen = self._seen, seen
        self.panel.show_run(seen.run, self._paper())
        self.panel.setVisible(bool(seen.run.papers))
        if seen.problem:
            self.view.show_problem(seen.problem)
        else:
            paper = self._paper()
            slip = paper is not None and paper.kind == "dispatch" and not self.panel.blank
            self.view.show_pdf(seen.content, self.panel.parts if slip else ())
            if self._on_top != (seen.number, self.panel.blank):
                self.view.go(0)
            self._on_top = (seen.number, self.panel.blank)
        if seen.instead:
            self.around.window.tell(seen.instead, (), "warn")
        if before is not None:
            self._tell_changes(before.run, seen.run)
        self._renew()

    def _tell_changes(self, before: Run, now: Run) -> None:
        """Say which papers are not what they were when this page was opened."""
        were = {paper.number: paper.state for paper in before.papers}
        told = []
        for paper in now.papers:
            if were.get(paper.number, paper.state) != paper.state:
                word = wording.state_chip(paper.kind, paper.state).word
                text = translate("ui.pages.preview", "{number} is now: {state}")
                told.append(text.format(number=paper.number, state=word))
        if told:
            title = translate("ui.pages.preview", "Changed meanwhile; the paper is drawn anew.")
            problems = [Problem("changed", one, stops=False) for one in told]
            self.around.window.tell(title, problems, "warn")

    def _refused(self, error: Exception) -> None:
        self.view.show_problem(str(error))
        self.panel.hide()
        if not isinstance(error, Refused):
            self.desk.failed.emit(error)
        self._renew()

    def _renew(self) -> None:
        self.panel.show_buttons(self._word(), self._why_not_print(), self._why_not_save())
        if self.around.window.widget().isVisible():
            self.around.window.head_changed()

    def _word(self) -> str:
        """What the main button does, by its outcome."""
        papers, copies = self._wanted(), self.panel.copies
        slips = any(paper.kind == "dispatch" for paper in papers) and not self.panel.blank
        if len(papers) > 1 and slips and copies:
            text = translate("ui.pages.preview", "Print {papers} papers × {copies}")
            return text.format(papers=len(papers), copies=len(copies))
        if len(papers) > 1:
            text = translate("ui.pages.preview", "Print {papers} papers")
            return text.format(papers=len(papers))
        if slips and copies and len(copies) == 1:
            return translate("ui.pages.preview", "Print one copy")
        if slips and copies:
            return translate("ui.pages.preview", "Print {copies} copies").format(copies=len(copies))
        return ""

    def _wish_changed(self) -> None:
        if self._seen is not None:
            self.panel.show_run(self._seen.run, self._paper())
        if not self.panel.blank and self.panel.copies == ():
            self.view.show_nothing(translate("ui.pages.preview", "Choose a copy first."))
            self._renew()
            return
        self.view.ask()
        self.refresh()

    def _turn(self, step: int) -> None:
        self._at = min(max(self._at + step, 0), len(self._numbers) - 1)
        self.refresh()
        self._renew()

    # --- what became of it ---

    def _printed(self, outcome: Outcome) -> None:
        self._run = None
        said, problems, tone = told(outcome)
        if outcome.error is not None and not problems:
            self.desk.failed.emit(outcome.error)
        elif tone == "good" and len(outcome.order.papers) == 1:
            self.around.window.saved(said)
        else:
            self.around.window.tell(said, problems, tone)
        self._renew()


def _fitting(wish: Wish, paper: RunPaper | None) -> Wish:
    """*wish* for *paper*: the tick for prices shows on posted ones only."""
    return wish if paper is None or paper.posted else replace(wish, prices=False)


def _texts(refused: Refused) -> str:
    return "\n".join(problem.text for problem in refused.problems)
