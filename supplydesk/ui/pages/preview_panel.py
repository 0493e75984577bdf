"""What is set before printing: which paper, where to, on what, which copies, how many."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from supplydesk.services.print_run import Run, RunPaper
from supplydesk.services.printing import Wish
from supplydesk.text import translate
from supplydesk.ui import actions
from supplydesk.ui.look.look import Look
from supplydesk.ui.paper.spool import Printer
from supplydesk.ui.parts.action_bar import BarButton
from supplydesk.ui.parts.fields import ChoiceBox, TickBox
from supplydesk.ui.parts.label import label, wrapped
from supplydesk.ui.parts.segments import Segments

WIDTH = 304
MOST_SETS = 10
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


class PrintPanel(QWidget):
    """``changed`` when the paper is another one now; ``renewed`` when only what can be done is."""

    changed = Signal()
    renewed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._several = False
        self._own_sheet = True
        self._copies: list[TickBox] = []
        self._wanted: frozenset[int] | None = None
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(look.px(WIDTH))
        slip, blank = (
            translate("ui.pages.preview_panel", "Slip"),
            translate("ui.pages.preview_panel", "Blank return receipt"),
        )
        self.what = self._segments(
            translate("ui.pages.preview_panel", "What"), [("slip", slip), ("blank", blank)]
        )
        self.which = self._segments(translate("ui.pages.preview_panel", "Which"), [])
        word = translate("ui.pages.preview_panel", "Printer")
        self.printer = ChoiceBox(look, word)
        self.printer.currentIndexChanged.connect(lambda _at: self._name_printer())
        self._no_printer = wrapped(
            translate(
                "ui.pages.preview_panel",
                "This computer knows no printer. Save the paper as PDF and print it elsewhere, or "
                "set one up and read again with Ctrl+R.",
            ),
            "secondary",
        )
        self.sheet = self._segments(
            translate("ui.pages.preview_panel", "Sheet"),
            [("a4", "A4"), ("a5", "A5"), ("241x140", "241×140"), ("241x279", "241×279")],
        )
        self._sheet_note = label("", "secondary")
        self.prices = TickBox(look, translate("ui.pages.preview_panel", "Price and amount"))
        self.prices.toggled.connect(lambda _on: self._change())
        self._ticks = QVBoxLayout()
        self._ticks.setSpacing(look.px(4))
        word = translate("ui.pages.preview_panel", "Number of sets")
        numbers = [(str(count), str(count)) for count in range(1, MOST_SETS + 1)]
        self.sets = ChoiceBox(look, word, numbers)
        self.sets.currentIndexChanged.connect(lambda _at: self.renewed.emit())
        self._times = label("", "secondary")
        self.print_button = BarButton(actions.facts("print"), look, "primary")
        self.save_button = BarButton(actions.facts("save_paper"), look, "second")
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._why = wrapped("", "hint")
        self._note = wrapped("", "hint")
        self._lay_out()

    def _segments(self, name: str, choices: Sequence[tuple[str, str]]) -> Segments:
        made = Segments(self._look, name, choices)
        made.chosen.connect(lambda _value: self._take_segment(made))
        return made

    def _lay_out(self) -> None:
        px = self._look.px
        inner = QWidget()
        inner.setObjectName("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(6))
        column.addWidget(label(translate("ui.pages.preview_panel", "Print"), "dialogTitle"))
        self._titles: dict[str, QWidget] = {}
        for name, part in (
            ("what", self.what),
            ("which", self.which),
            ("printer", self.printer),
            ("sheet", self.sheet),
        ):
            title = label(part.accessibleName(), "secondary")
            self._titles[name] = title
            column.addSpacing(px(4))
            column.addWidget(title)
            column.addWidget(part)
        column.insertWidget(column.indexOf(self.printer) + 1, self._no_printer)
        column.addWidget(self._sheet_note)
        column.addWidget(self.prices)
        copies = label(translate("ui.pages.preview_panel", "Copies"), "secondary")
        self._titles["copies"] = copies
        column.addSpacing(px(4))
        column.addWidget(copies)
        column.addLayout(self._ticks)
        column.addSpacing(px(4))
        column.addLayout(self._sets_and_times())
        column.addSpacing(px(8))
        column.addStretch()
        column.addWidget(self._note)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._foot())

    def _foot(self) -> QWidget:
        """The buttons, in sight however little room there is for what is set above them."""
        px = self._look.px
        made = QWidget()
        made.setObjectName("panelFoot")
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(made)
        column.setContentsMargins(px(16), px(10), px(16), px(12))
        column.setSpacing(px(6))
        self._buttons.setSpacing(px(8))
        self._buttons.addWidget(self.print_button)
        self._buttons.addWidget(self.save_button)
        self._buttons.addStretch()
        column.addLayout(self._buttons)
        column.addWidget(self._why)
        return made

    def _sets_and_times(self) -> QHBoxLayout:
        px = self._look.px
        row = QHBoxLayout()
        row.setSpacing(px(24))
        before = translate("ui.pages.preview_panel", "Reprint")
        self._times.setMinimumHeight(px(30))
        for below in (self.sets, self._times):
            pair = QVBoxLayout()
            pair.setSpacing(px(4))
            above = self.sets.accessibleName() if below is self.sets else before
            pair.addWidget(label(above, "secondary"))
            pair.addWidget(below)
            row.addLayout(pair)
        row.addStretch()
        return row

    # --- what is wished ---

    @property
    def wish(self) -> Wish:
        """How the papers are wanted, with the mark of the print that comes next."""
        sheet = "" if self._own_sheet else self.sheet.value()
        copies = None if self._all_ticked() else self.copies
        return Wish(sheet, copies, self.prices.isChecked(), leaving=True)

    def _all_ticked(self) -> bool:
        return bool(self._copies) and all(tick.isChecked() for tick in self._copies)

    @property
    def copies(self) -> tuple[int, ...] | None:
        """The copies that are ticked, by number from 1; None where slips have none."""
        if not self._copies:
            return tuple(sorted(self._wanted)) if self._wanted else None
        return tuple(at for at, tick in enumerate(self._copies, 1) if tick.isChecked())

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the copies that are ticked."""
        return tuple(tick.text() for tick in self._copies if tick.isChecked())

    @property
    def blank(self) -> bool:
        """Whether the blank return receipt is wanted, and not the slip."""
        return self.what.value() == "blank"

    @property
    def all_of_them(self) -> bool:
        """Whether all papers are wanted, and not only the one that is shown."""
        return self._several and self.which.value() == "all"

    def begin(self, options: dict[str, str]) -> None:
        """Another target: its wishes hold, and else what is usual."""
        self._wanted = None
        if copies := options.get("copies", ""):
            self._wanted = frozenset(int(one) for one in copies.split(",") if one.isdecimal())
        for at, tick in enumerate(self._copies, 1):
            tick.blockSignals(True)
            tick.setChecked(self._wanted is None or at in self._wanted)
            tick.blockSignals(False)
        self._own_sheet = not options.get("sheet")
        self.sheet.choose(options.get("sheet", "").lower())
        self.what.choose("blank" if options.get("blank") else "slip")
        self.prices.blockSignals(True)
        self.prices.setChecked(bool(options.get("prices")))
        self.prices.blockSignals(False)
        self.sets.choose("1")
        self.which.choose("all")

    # --- what is shown ---

    def show_run(self, run: Run, paper: RunPaper | None) -> None:
        """Offer what goes for *paper*, the one of *run* that is shown."""
        self._several = len(run.papers) > 1
        if self._own_sheet:
            self.sheet.choose(run.sheet)
        self.which.offer(
            [
                ("all", _all_word(len(run.papers))),
                ("this", translate("ui.pages.preview_panel", "This one")),
            ]
        )
        slip = paper is not None and paper.kind == "dispatch"
        travels = paper is not None and paper.travels
        if not travels and self.blank:
            self.what.choose("slip")
        if paper is not None:
            self._offer_copies(paper.copies)
        own = slip and not self.blank
        priced = own and self.prices.isChecked()
        self._show("what", self.what, travels)
        self._show("which", self.which, self._several)
        self._show("sheet", self.sheet, own and not priced)
        note = translate("ui.pages.preview_panel", "Sheet: A4")
        if priced:
            note = translate("ui.pages.preview_panel", "Sheet: A4 across, for the prices")
        self._sheet_note.setText(note)
        self._sheet_note.setVisible(paper is not None and (not own or priced))
        self.prices.setVisible(own and paper is not None and paper.posted)
        self._titles["copies"].setVisible(own and bool(self._copies))
        for tick in self._copies:
            tick.setVisible(own)
        self._times.setText(_times(paper))
        self._note.setText(
            ""
            if paper is None
            else translate(
                "ui.pages.preview_panel",
                "Drawn from what is in the books. A print is counted once the printer has taken "
                "it, or once the PDF is saved.",
            )
        )

    def _show(self, name: str, part: QWidget, there: bool) -> None:
        part.setVisible(there)
        self._titles[name].setVisible(there)

    def _offer_copies(self, names: Sequence[str]) -> None:
        words = [f"{CIRCLED[at]}{name}" for at, name in enumerate(names[: len(CIRCLED)])]
        if words == [tick.text() for tick in self._copies]:
            return
        # Papers may have other copies: all of them stay all, and a choice stays what it was.
        chosen = None if self._all_ticked() else self.copies
        for old in self._copies:
            self._ticks.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._copies = []
        for at, word in enumerate(words, 1):
            tick = TickBox(self._look, word)
            tick.setChecked(chosen is None or at in chosen)
            tick.toggled.connect(lambda _on: self._change())
            self._ticks.addWidget(tick)
            self._copies.append(tick)

    def show_printers(self, printers: Sequence[Printer], remembered: str) -> None:
        """Offer *printers*: the one that was used last, else the computer's usual one."""
        names = [one.name for one in printers]
        usual = next((one.name for one in printers if one.usual), "")
        before = self.printer.value()
        self.printer.offer([(name, name) for name in names])
        if before not in names:
            self.printer.choose(remembered if remembered in names else usual)
        self.printer.setVisible(bool(names))
        self._no_printer.setVisible(not names)
        self._name_printer()

    def _name_printer(self) -> None:
        # Its name may be longer than the field.
        self.printer.setToolTip(self.printer.currentText())
        self.renewed.emit()

    def show_buttons(self, word: str, why_not_print: str, why_not_save: str) -> None:
        """Say what the main button does, and why it cannot."""
        self.print_button.say(word)
        wide = self.print_button.sizeHint().width() + self.save_button.sizeHint().width()
        beside = wide + self._look.px(8) <= self.width() - 2 * self._look.px(16)
        ways = QBoxLayout.Direction
        self._buttons.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self.print_button.setEnabled(not why_not_print)
        self.save_button.setEnabled(not why_not_save)
        self._why.setText(why_not_print)
        self._why.setVisible(bool(why_not_print))

    def _take_segment(self, part: Segments) -> None:
        if part is self.sheet:
            self._own_sheet = False
        self._change()

    def _change(self) -> None:
        self.changed.emit()


def _all_word(count: int) -> str:
    return translate("ui.pages.preview_panel", "All {count}").format(count=count)


def _times(paper: RunPaper | None) -> str:
    if paper is None:
        return "—"
    if not paper.posted:
        return translate("ui.pages.preview_panel", "not counted before it is posted")
    if not paper.times:
        return translate("ui.pages.preview_panel", "first print")
    return translate("ui.pages.preview_panel", "no. {count}").format(count=paper.times)
