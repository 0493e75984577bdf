"""The voucher page: one page for every kind of paper, typed, looked over, carried on, posted."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from supplydesk.domain.lifecycle import Action, State, Steps, may
from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import voucher
from supplydesk.services.drafting import DraftLook
from supplydesk.services.drafts import Saved
from supplydesk.services.forms import AnyForm
from supplydesk.services.voucher import Voucher
from supplydesk.store.database import StoreTrouble
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around, Target
from supplydesk.ui.document import offers
from supplydesk.ui.document.body import VoucherBody
from supplydesk.ui.document.for_event import ForEvent
from supplydesk.ui.document.heading import heading_of
from supplydesk.ui.document.keeper import DraftKeeper
from supplydesk.ui.document.keys import TypingKeys
from supplydesk.ui.document.kind import Known, Today
from supplydesk.ui.document.kinds import kind_of
from supplydesk.ui.document.known import known_now
from supplydesk.ui.document.leaving import Leaving
from supplydesk.ui.document.open_paper import OpenPaper
from supplydesk.ui.document.problem_strip import placed
from supplydesk.ui.document.reversing import Reversing
from supplydesk.ui.document.scan_drop import ScanDrop
from supplydesk.ui.document.slip_beside import SlipBeside
from supplydesk.ui.document.slip_lines import SlipLines
from supplydesk.ui.document.steps import VoucherSteps
from supplydesk.ui.document.walking import Walking
from supplydesk.ui.errand import Errand
from supplydesk.ui.look.look import WIDE
from supplydesk.ui.parts.beside import Beside
from supplydesk.ui.parts.page import Heading, Page


class VoucherPage(Page):
    """Shows one paper at a time, of whatever kind."""

    NAME = "paper"
    OFFERED = ("new", "save", "copy_paper", "", "print", "preview", "previous", "next")
    KEYS = ("next_problem", "remedy", "look_up", "line_out", "undo")

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self.paper = OpenPaper("", "dispatch")
        self._bodies: dict[str, VoucherBody] = {}
        self._known = Known()
        self._steps = Steps()
        self._warehouse = ""
        self._chosen: set[str] = set()
        self._asking: Errand | None = None
        self._opening: Errand | None = None
        self._stack = QStackedWidget()
        self.beside = SlipBeside(around, self.form)
        self.beside.closed.connect(self.on_preview)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Beside(self._stack, self.beside, self.look, roomy=WIDE))
        self.keeper = DraftKeeper(self.desk, self.form, self._readable, self)
        self.keeper.looked.connect(self._looked)
        self.keeper.misread.connect(self._misread)
        self.keeper.kept.connect(self._kept)
        self.leaving = Leaving(self)
        self.steps = VoucherSteps(self)
        self.reversing = Reversing(self)
        self.keys = TypingKeys(self)
        self.walking = Walking(self)
        self.scans = ScanDrop(self)
        self.setAcceptDrops(True)
        self.slip = SlipLines(self.desk, self)
        self.events = ForEvent(self)
        # Where the page is made before anybody asks for it, its commonest body is as well.
        QTimer.singleShot(0, self, lambda: self._body(self.paper.kind))

    # --- the page ---

    @property
    def body(self) -> VoucherBody:
        """The body of the paper's kind."""
        return self._body(self.paper.kind)

    def _body(self, kind: str) -> VoucherBody:
        found = self._bodies.get(kind)
        if found is None:
            found = VoucherBody(kind_of(kind), self.around)
            found.know(self._known)
            found.edited.connect(self._edited)
            found.filled.connect(self.around.window.head_changed)
            self._bodies[kind] = found
            self._stack.addWidget(found)
        return found

    def entry(self) -> str:
        """The navigation shows the kind."""
        return self.paper.kind

    def heading(self) -> Heading:
        """Title, number or what it waits for, chip and rail."""
        return heading_of(self.body.kind, self.paper)

    def more(self) -> tuple[str, ...]:
        """What is done rarely, as the paper stands."""
        return offers.more(self.paper)

    def primary(self) -> tuple[str, ...]:
        """The step that carries the paper on."""
        return offers.primary(self.paper)

    def why_not(self, name: str) -> str:
        """Why an action cannot be done to this paper."""
        body = self.body
        return offers.why_not(
            name,
            self.paper,
            self.desk.seat.role,
            busy=self.steps.busy,
            empty=body.empty,
            sound=not body.problems,
        )

    def word(self, name: str) -> str:
        """What the main step is called here."""
        return offers.word(name, self.paper)

    def act(self, name: str) -> None:
        """Do *name*; what stands in an open editor is taken over first."""
        if name not in ("look_up", "undo"):
            self.body.commit()
        rooms = (self, self.steps, self.reversing, self.keys, self.walking, self.scans)
        act: Callable[[], object] = next(
            getattr(room, f"on_{name}") for room in rooms if hasattr(room, f"on_{name}")
        )
        act()

    def arrive(self, target: Target) -> None:
        """Open a paper by its number or key; or a new one of a kind."""
        self._ask_known()
        if target.page == "paper":
            self.open_paper(target.about, target.options.get("do", ""))
        elif (
            not target.options
            and self.paper.key
            and self.paper.kind == target.page
            and self.paper.editable
        ):
            self._show_body()
        else:
            self.begin(target.page, target.options)

    def shown_as(self, target: Target) -> Target:
        """The paper that is open; a new one that nothing was typed into is begun again."""
        if self.paper.voucher is None and self.body.empty:
            return target
        return Target("paper", self.paper.number or self.paper.key)

    def settled(self) -> bool:
        """Whether what was typed is saved."""
        return self.leaving.settled()

    def refresh(self) -> None:
        """The desk has changed: stock, and perhaps this paper."""
        self._ask_known()
        if self.paper.editable:
            self.keeper.look()
        elif self.paper.key and self._opening is None:
            self.open_paper(self.paper.number or self.paper.key)

    def may_leave(self) -> bool:
        """What was typed is saved on the way out."""
        self.leaving.leave()
        return True

    def may_close(self) -> bool:
        """Save what is still to be saved; ask first where that cannot be done."""
        return self.leaving.close()

    def first_focus(self) -> QWidget | None:
        """The page puts the caret itself, where there is one to be put."""
        return None if self.paper.editable else self.body.grid

    def escape(self) -> bool:
        """Esc puts away a slip that lies over the lines."""
        return self.beside.put_away()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right turn to the paper before and after, where nothing is typed."""
        step = {Qt.Key.Key_Left: "previous", Qt.Key.Key_Right: "next"}.get(Qt.Key(event.key()))
        if step is None or self.paper.editable or event.modifiers():
            super().keyPressEvent(event)
        elif not self.why_not(step):
            self.act(step)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file that is held over the page may be a scan."""
        if self.scans.wanted(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file was dropped on the page."""
        self.scans.dropped(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The slip stands beside the lines where there is room."""
        super().resizeEvent(event)
        self.beside.fit(roomy=self.window().width() / self.look.scale >= WIDE)

    # --- opening ---

    def begin(self, kind: str, options: Mapping[str, str]) -> None:
        """Begin a new paper of *kind*."""
        self.keeper.forget()
        self.paper = OpenPaper(f"window-{uuid.uuid4()}", kind, steps=self._steps)
        body = self._show_body()
        head, lines = body.kind.fresh(self._known, self.events.about(options, self._known))
        self._chosen = {name for name, text in head.items() if text}
        body.load(head, lines, editable=may(self.desk.seat.role, Action.DRAFT))
        self._opened()
        body.begin()

    def open_paper(self, number: str, do: str = "") -> None:
        """Open the paper with *number* or key, and then ask for what *do* names."""

        def show(found: Voucher) -> None:
            self._opening = None
            self._show(found)
            if do and not self.why_not(do):
                self.act(do)

        self._opening = self.desk.read(
            lambda session: voucher.voucher(session, number),
            show,
            owner=self,
            failed=self._failed,
            instead_of=self._opening,
        )

    def _show(self, found: Voucher) -> None:
        row = found.row
        same = row.key == self.paper.key
        if same and self.paper.editable and row.state == State.DRAFT and self.keeper.dirty:
            return  # what is on the page is newer than what was read
        self.keeper.forget()
        self.paper = OpenPaper(row.key, row.kind, row.state, row.number, found.steps, found)
        body = self._show_body()
        head, lines = body.kind.typed(found.form, self.desk.zone)
        if found.posted or row.number:
            head = {**head, "voucher_date": wording.long_day(row.day)}
        editable = self.paper.editable and may(self.desk.seat.role, Action.DRAFT)
        body.load(head, lines, editable=editable, strict=True, posted=found.posted)
        body.told(found.look)
        self._opened()
        if editable:
            body.begin()
        else:
            body.grid.setFocus()

    def _opened(self) -> None:
        """Another paper is shown: tell all that follow it."""
        self._follow_warehouse()
        self.slip.follow(self.body)
        self.beside.show_paper(self.paper)
        self.body.tell_people(self.paper)
        self.around.window.head_changed()

    def _show_body(self) -> VoucherBody:
        body = self.body
        self._stack.setCurrentWidget(body)
        return body

    def _ask_known(self) -> None:
        self._warehouse = warehouse = self.body.head.values().get("warehouse", "")
        self._asking = self.desk.read(
            lambda session: known_now(session, warehouse),
            self._learn,
            owner=self,
            instead_of=self._asking,
        )

    def _learn(self, found: tuple[Known, Steps]) -> None:
        self._known, self._steps = found
        if self.paper.voucher is None:
            # A paper that was begun before the first answer takes the steps of this desk too.
            self.paper = replace(self.paper, steps=self._steps)
        for body in self._bodies.values():
            body.know(self._known)
        if self.paper.editable and self.paper.voucher is None:
            self._choose_the_only_ones()
        self.body.tell_people(self.paper)
        self.around.window.head_changed()

    def _choose_the_only_ones(self) -> None:
        """Choose what there is only one of, each once: what somebody took out again stays out."""
        head, _ = self.body.kind.fresh(self._known, self.events.about({}, self._known))
        values = self.body.head.values()
        fresh = {name: text for name, text in head.items() if text and name not in self._chosen}
        self._chosen |= set(fresh)
        empty = {name: text for name, text in fresh.items() if not values.get(name)}
        if empty:
            self.body.head.fill(empty)
            self._follow_warehouse()
            if not self.keeper.dirty:
                self.body.begin()

    # --- typing ---

    def form(self) -> AnyForm:
        """The form of what stands on the page.

        Raises:
            Refused: something that no form can hold.
        """
        return self.body.form(self.paper.key, self._today())

    def _readable(self) -> AnyForm:
        return self.body.readable_form(self.paper.key, self._today())

    def _today(self) -> Today:
        return Today(self.desk.today(), self.desk.zone)

    def _edited(self) -> None:
        if not self.paper.editable:
            return
        self.slip.follow(self.body)
        self.keeper.touched()
        self.around.window.head_changed()
        self._follow_warehouse()

    def _follow_warehouse(self) -> None:
        """Ask again what is available once the paper goes out of another warehouse than before."""
        if self.body.head.values().get("warehouse", "") != self._warehouse:
            self._ask_known()

    def _looked(self, found: DraftLook) -> None:
        self.body.told(found)
        self.beside.changed()
        self.around.window.head_changed()

    def _misread(self, problems: tuple[Problem, ...]) -> None:
        self.body.misread(problems)
        self.around.window.head_changed()

    def _kept(self, saved: Saved) -> None:
        if saved.key == self.paper.key:
            self.body.tell_people(self.paper, saved=True)

    def object(self) -> QObject:
        """Whose questions those of the steps are."""
        return self

    def refused(self, title: str, error: Exception) -> None:
        """Say on the banner, and mark, why something did not happen."""
        self.leaving.other_trouble()
        if isinstance(error, Refused):
            self.body.refused(error.problems)
            self.around.window.tell(title, [placed(one) for one in error.problems])
        elif isinstance(error, StoreTrouble):
            self.around.window.tell(title, (error.problem,))
        else:
            self.around.window.tell(title)
            self.desk.failed.emit(error)

    def _failed(self, error: Exception) -> None:
        self._opening = None
        self.refused(translate("ui.document.page", "The paper could not be opened"), error)

    # --- what can be done at once ---

    def on_preview(self) -> None:
        """Show the slip beside the voucher, or hide it."""
        self.beside.turn()

    def on_copy_paper(self) -> None:
        """Begin a new paper with the content of this one."""
        head, lines = dict(self.body.head.values()), self.body.lines.lines
        self.may_leave()
        self.keeper.forget()
        self.paper = OpenPaper(f"window-{uuid.uuid4()}", self.paper.kind, steps=self._steps)
        for name in ("voucher_date", "effective_at", "hand_number", "arrived_at"):
            head[name] = ""
        self._chosen = set(head)
        # Lots were picked for that day; the copy picks its own.
        self.body.load(head, [{**line, "lots": ""} for line in lines], editable=True)
        self._edited()
        self._opened()
        self.body.begin()

    def on_new(self) -> None:
        """Begin another of the same kind; this one stays a draft."""
        self.may_leave()
        self.begin(self.paper.kind if self.paper.kind != "confirmation" else "dispatch", {})
