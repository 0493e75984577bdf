"""The body of a voucher: head, grid, problems, foot. Here it is typed; the page does the rest."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from supplydesk.domain.capitals import capitals
from supplydesk.domain.lookup import best
from supplydesk.domain.problem import Problem, Refused
from supplydesk.services.drafting import DraftLook
from supplydesk.services.forms import AnyForm
from supplydesk.services.lookup import KnownItem
from supplydesk.services.typed_form import read
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around
from supplydesk.ui.document.columns import by_unit, typed_figure
from supplydesk.ui.document.head_form import HeadForm
from supplydesk.ui.document.kind import Head, Known, Today, VoucherKind
from supplydesk.ui.document.open_paper import OpenPaper
from supplydesk.ui.document.problem_strip import ProblemStrip
from supplydesk.ui.document.voucher_foot import VoucherFoot
from supplydesk.ui.grid.lines import GridColumn, Line, LinesModel, RowFacts
from supplydesk.ui.grid.view import GridView
from supplydesk.ui.look.look import NARROW
from supplydesk.ui.parts.choice_list import Choice

OFFERED = 40
MOST_UNREADABLE = 200
"""Fields that may be left out one after the other; a form tells its first fault alone."""
THREE = 860
"""Pixels at 100 per cent from which the head has three columns."""
MISSING = frozenset(
    {"place_not_chosen", "incident_not_chosen", "item_not_chosen", "dispatch_not_chosen"}
    | {"no_order", "no_lines", "nothing_open"}
)
"""What a voucher lacks while it is still being typed: no fault until somebody would post it."""
SHORT = frozenset({"not_enough", "not_enough_then"})
"""Problems that issuing less mends."""


class VoucherBody(QWidget):
    """``edited`` after every change by hand, ``filled`` when another paper gave the lines."""

    edited = Signal()
    filled = Signal()

    def __init__(self, kind: VoucherKind, around: Around) -> None:
        super().__init__()
        self.kind = kind
        self._around = around
        self._known = Known()
        self._by_code: dict[str, KnownItem] = {}
        self._problems: tuple[Problem, ...] = ()
        self._look = DraftLook((), {})
        self._at_problem = -1
        self._strict = False
        self._posted = False
        look = around.look
        self.head = HeadForm(kind.head, look, around.desk.now)
        self._head_room = QScrollArea()
        self._head_room.setWidget(self.head)
        self._head_room.setWidgetResizable(True)
        self._head_room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._head_room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines = LinesModel(kind.columns, fixed=kind.fixed, parent=self)
        self.grid = GridView(self.lines, look, translate("ui.document.body", "Lines"))
        self.strip = ProblemStrip(look)
        self.foot = VoucherFoot(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head_room)
        column.addWidget(self.grid, 1)
        column.addWidget(self.strip)
        column.addWidget(self.foot)
        self.head.installEventFilter(self)
        self.grid.offers(self._offer)
        self.grid.picked.connect(self._picked)
        self.grid.left.connect(self._left_grid)
        self.head.finished.connect(lambda: self.grid.go(self._first_open_row(), 0))
        self.head.edited.connect(self.edited)
        self.head.reshaped.connect(self._fit_head)
        self.lines.edited.connect(self._lines_edited)
        self.strip.jump.connect(self.next_problem)
        self.strip.remedy.connect(self.take_remedy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The head has four columns, three or two, and never more than half of the height."""
        super().resizeEvent(event)
        width = self.window().width() / self._around.look.scale
        self.head.fit(4 if width >= NARROW else 3 if width >= THREE else 2)
        self._fit_head()

    def _fit_head(self) -> None:
        wish = self.head.sizeHint().height()
        self._head_room.setFixedHeight(min(wish, max(self.height() // 2, 1)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The head wishes for more or less room: its fields came or went."""
        if watched is self.head and event.type() == QEvent.Type.LayoutRequest:
            self._fit_head()
        return super().eventFilter(watched, event)

    # --- what is shown and typed ---

    def know(self, known: Known) -> None:
        """Know what can be chosen from."""
        self._known = known
        self._by_code = {item.code: item for item in known.items}
        self.head.know(known)
        self._tell_lines()
        self._total()

    def load(
        self,
        head: Head,
        lines: Sequence[Line],
        *,
        editable: bool,
        strict: bool = False,
        posted: bool = False,
    ) -> None:
        """Show another voucher; *strict* marks what it lacks from the beginning."""
        self._strict, self._posted = strict, posted
        self._problems, self._look, self._at_problem = (), DraftLook((), {}), -1
        self.lines.editable = editable
        self.head.load(head)
        self.head.let_edit(editable)
        self.head.tell(())
        self.lines.load(lines)
        self._tell_lines()
        self.strip.tell((), None, "")
        self._total()

    def fill(self, lines: Sequence[Line]) -> None:
        """Show *lines* of fixed ones that another paper gives; nobody typed them."""
        self.lines.load(lines)
        self._tell_lines()
        self._total()
        self.filled.emit()

    def form(self, key: str, today: Today, without: Sequence[Problem] = ()) -> AnyForm:
        """The form of what is typed; the fields of the problems in *without* left empty.

        Raises:
            Refused: something that no form can hold, with its field.
        """
        wrong = {(one.row, one.field) for one in without}
        head = {
            field.name: text
            for field in self.kind.head
            if (text := self.head.values().get(field.name, ""))
            and not any((None, name) in wrong for name in field.marked)
        }
        typed = [
            {name: text for name, text in line.items() if (number, name) not in wrong}
            for number, (_, line) in enumerate(self.lines.typed(), 1)
        ]
        return read({**self.kind.payload(head, typed, today), "key": key})

    def tell_people(self, paper: OpenPaper, *, saved: bool = False) -> None:
        """Say below who made and signed *paper*, and that it was *saved* just now."""
        found, desk = paper.voucher, self._around.desk
        self.foot.tell_people(
            prepared=(found.row.prepared_by if found else "") or desk.seat.name,
            reviewed=found.reviewed_by if found else "",
            approved=found.approved_by if found else "",
            keepers=self._known.keepers,
        )
        self.foot.tell_keys(editable=paper.editable, saved=desk.now() if saved else None)

    def readable_form(self, key: str, today: Today) -> AnyForm:
        """The same without what no form can hold: a day that is none shall not cost the rest.

        Raises:
            Refused: it cannot be told what is in the way.
        """
        left_out: tuple[Problem, ...] = ()
        for _ in range(MOST_UNREADABLE):
            try:
                return self.form(key, today, left_out)
            except Refused as refused:
                left_out += refused.problems
        return self.form(key, today)

    @property
    def empty(self) -> bool:
        """Whether nothing was typed that somebody would miss."""
        return not self.lines.typed()

    def commit(self) -> None:
        """Take over what stands in an open editor."""
        self.grid.commit()
        self.head.settle()

    def begin(self) -> None:
        """Put the caret where typing goes on."""
        self.head.begin()

    # --- what is known of it ---

    def told(self, look: DraftLook) -> None:
        """Mark what *look* found, and show the lots that it would take."""
        self._look = look
        self._mark(look.problems)

    def misread(self, problems: Sequence[Problem]) -> None:
        """Mark what no form can hold; what is known of the rest stays."""
        places = {(one.row, one.field) for one in problems}
        known = (one for one in self._look.problems if (one.row, one.field) not in places)
        self._mark((*problems, *known))

    def refused(self, problems: Sequence[Problem]) -> None:
        """Mark what a step was refused for."""
        self._strict = True
        self._at_problem = -1
        self._mark(tuple(problems))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong so far."""
        return self._problems

    def _mark(self, problems: tuple[Problem, ...]) -> None:
        self._problems = problems = tuple(
            one
            for one in problems
            if (self._strict or one.code not in MISSING) and not self.head.choosing(one)
        )
        if self._at_problem >= len(problems):
            self._at_problem = -1
        self.head.tell(problems)
        self._tell_lines()
        self._tell_strip()
        self._total()

    def _rows(self) -> dict[int, int]:
        """The row of the grid in which each line of the form stands."""
        if self.kind.fixed:
            return {
                int(line.get("line", "0") or 0): row for row, line in enumerate(self.lines.lines)
            }
        return {number: row for number, (row, _) in enumerate(self.lines.typed(), 1)}

    def _tell_lines(self) -> None:
        rows = self._rows()
        by_row: dict[int, list[Problem]] = {}
        for problem in self._problems:
            if problem.row is not None and problem.row in rows:
                by_row.setdefault(rows[problem.row], []).append(problem)
        looked = {rows[number]: one for number, one in self._look.lines.items() if number in rows}
        self.lines.tell(
            {
                row: RowFacts(
                    self._by_code.get(line.get("item", "")),
                    looked.get(row),
                    tuple(by_row.get(row, ())),
                    self._available(line),
                )
                for row, line in enumerate(self.lines.lines)
            }
        )

    def _available(self, line: Line) -> Decimal | None:
        """What the paper's own warehouse has; another's figure never stands in for it."""
        item = self._by_code.get(line.get("item", ""))
        here = self.head.values().get("warehouse", "") == self._known.warehouse
        return item.available if item is not None and here and not self._posted else None

    def _total(self) -> None:
        rows = {row: number for number, row in self._rows().items()}
        figures: list[tuple[str, Decimal]] = []
        for row in range(len(self.lines.lines)):
            facts, line = self.lines.facts(row), self.lines.line(row)
            if row in rows:
                unit = facts.item.unit if facts.item else line.get("unit", "")
                told = facts.looked.quantity if facts.looked else typed_figure(line, self.kind.told)
                figures.append((unit, told))
        total = sum((figure for _, figure in figures), Decimal(0))
        name = translate("ui.document.body", "Total (pieces, mixed units)")
        lines = translate("ui.document.body", "{count} lines")
        units = " · ".join(filter(None, (lines.format(count=len(figures)), by_unit(figures))))
        words = capitals(total) if total else ""
        self.foot.say_total(name, wording.figure(total) or "0", words, units)

    # --- problems by keys ---

    def next_problem(self) -> None:
        """F2: go to the next place that something is wrong at."""
        if not self._problems:
            return
        self._at_problem = (self._at_problem + 1) % len(self._problems)
        problem = self._problems[self._at_problem]
        self._tell_strip()
        if problem.row is None:
            if self.head.holds(problem):
                self.head.go_to(problem)
            else:
                self.grid.go(0, 0)
            return
        row = self._rows().get(problem.row, 0)
        self.grid.go(row, self._column_of(problem))

    def _column_of(self, problem: Problem) -> int:
        for at, column in enumerate(self.kind.columns):
            if problem.field in (column.name, *column.fields):
                return at
        return 0

    def _current(self) -> Problem | None:
        if 0 <= self._at_problem < len(self._problems):
            return self._problems[self._at_problem]
        return next((one for one in self._problems if one.stops), None)

    def _remedy(self, problem: Problem | None) -> tuple[int, Mapping[str, str]] | None:
        """The row and the texts that mend *problem*, where a program can tell."""
        if problem is None or problem.row is None or problem.code not in SHORT:
            return None
        row = self._rows().get(problem.row)
        if row is None:
            return None
        item = self.lines.facts(row).item
        looked = self.lines.facts(row).looked
        taken = sum((lot.quantity for lot in looked.lots), Decimal(0)) if looked else Decimal(0)
        if item is None or not taken:
            return None
        return row, {"issued": f"{taken:f}"}

    def _tell_strip(self) -> None:
        current = self._current()
        remedy = self._remedy(current)
        word = ""
        if remedy is not None:
            text = translate("ui.document.body", "Issue {figure}")
            word = text.format(figure=wording.figure(Decimal(remedy[1]["issued"])))
        self.strip.tell(self._problems, current, word)

    def take_remedy(self) -> None:
        """Alt+R: mend the current problem as the strip offers."""
        remedy = self._remedy(self._current())
        if remedy is not None:
            self.commit()
            self.lines.put(remedy[0], remedy[1], translate("ui.document.body", "Remedy"))

    # --- the grid ---

    def _lines_edited(self) -> None:
        self._tell_lines()
        self.edited.emit()

    def _first_open_row(self) -> int:
        return 0 if self.kind.fixed else len(self.lines.lines)

    def _left_grid(self, forwards: bool) -> None:
        if forwards:
            self.grid.setFocus(Qt.FocusReason.TabFocusReason)
            self.focusNextChild()
        else:
            self.head.come_back()

    def _offer(self, column: GridColumn, text: str) -> list[Choice]:
        if column.editor != "item" or not self.lines.editable:
            return []
        none = translate("ui.document.body", "none available")
        found: list[tuple[KnownItem, tuple[int, ...]]]
        if text.strip():
            found = [
                (item, match.marks)
                for item, match in best(
                    text, ((one.entry, one) for one in self._known.items), OFFERED
                )
            ]
        else:
            found = [(item, ()) for item in self._known.items]
        return [
            Choice(
                "",
                "",
                item.name,
                "  ".join(filter(None, (item.spec, item.code))),
                f"{wording.figure(item.available)} {item.unit}" if item.available else none,
                marks,
                dim=not item.available,
                value=item.code,
            )
            for item, marks in found
        ]

    def _picked(self, row: int, column: GridColumn, choice: Choice) -> None:
        before = self.lines.line(row)
        texts = {column.name: str(choice.value)}
        if before.get("item") != choice.value and before.get("lots"):
            texts["lots"] = ""  # the lots were another item's
        self.lines.put(row, texts, column.title)
