"""The window while no desk is open: make one, open one, restore one, or try the sample."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from supplydesk import paths
from supplydesk.domain.problem import Problem
from supplydesk.domain.seat import DEFAULT_ZONE
from supplydesk.services import beginning, sample
from supplydesk.store.database import locate
from supplydesk.text import translate
from supplydesk.ui.errand import Cancelled
from supplydesk.ui.parts.banner import Banner
from supplydesk.ui.parts.enter import pressed_by_enter
from supplydesk.ui.parts.label import Elided, label
from supplydesk.ui.parts.long_work import LongWork
from supplydesk.ui.parts.new_desk import NewDeskDialog
from supplydesk.ui.parts.refusals import problems_of
from supplydesk.ui.parts.shelves import Shelves
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.welcome_restore import RestoreSteps
from supplydesk.ui.work import Tick, Work

CARD, ROOMY = 680, 480
MOST_RECENT = 4
SAMPLE = "tianshui-2022.supplydesk"


class Welcome(QWidget):
    """A card with the ways to a desk. ``chosen`` says the address of the one to open.

    *problem* is why the one that was wanted could not be opened; every way out stands below it.
    """

    chosen = Signal(str)
    closed = Signal()
    bug = Signal(object)

    def __init__(self, preferences: Preferences, address: str, problem: Problem | None) -> None:
        super().__init__()
        self.preferences = preferences
        self.look = preferences.look
        self._address = address
        self._work: Work | None = None
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(800, 600)
        self.setWindowTitle(translate("ui.welcome", "SupplyDesk"))
        self.banner = Banner(self.look)
        self.new = self._button(translate("ui.welcome", "New desk…"), self.make_new, "primary")
        self.old = self._button(translate("ui.welcome", "Open a desk…"), self.ask_file)
        self.again = self._button(translate("ui.welcome", "Try again"), self._try_again)
        self.sample = self._button(
            translate("ui.welcome", "Open the sample desk (Tianshui, autumn 2022)"),
            self.make_sample,
            "link",
        )
        self.restore = self._button(
            translate("ui.welcome", "Restore from a backup…"), self.ask_backup, "link"
        )
        self.again.setVisible(problem is not None)
        self._lay_out(problem)
        self.steps = RestoreSteps(self, self.look)
        self.steps.restored.connect(self.chosen)
        self.steps.refused.connect(self._refused)
        if problem is not None:
            self.refuse(translate("ui.welcome", "The desk was not opened"), problem)
        (self.again if problem is not None else self.new).setFocus()

    def _lay_out(self, problem: Problem | None) -> None:
        px, centre = self.look.px, Qt.AlignmentFlag.AlignHCenter
        around = QWidget()
        looking = QHBoxLayout(around)
        looking.setContentsMargins(0, 0, 0, 0)
        looking.addWidget(label(translate("ui.welcome", "Only looking around?"), "secondary"))
        looking.addWidget(self.sample)
        self._below = QHBoxLayout()
        self._below.addStretch()
        self._below.addWidget(around, 0, centre)
        self._below.addWidget(self.restore, 0, centre)
        self._below.addStretch()
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._card(first=not self.preferences.recent and problem is None), 1000)
        across.addStretch(1)
        inner = QWidget()
        inner.setObjectName("ground")
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(px(16), px(16), px(16), px(16))
        middle.addStretch()
        middle.addLayout(across)
        middle.addSpacing(px(8))
        middle.addLayout(self._below)
        middle.addStretch()
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(scroll, 1)

    def _card(self, *, first: bool) -> QWidget:
        """The card: what this is, and the ways to a desk of one's own."""
        px, centre = self.look.px, Qt.AlignmentFlag.AlignHCenter
        title = translate("ui.welcome", "Which desk?")
        told = translate("ui.welcome", "A desk is one file; several desks share a server.")
        if first:
            title = translate("ui.welcome", "Move the warehouse into the books")
            told = translate(
                "ui.welcome", "Three steps, about ten minutes. You can stop at any time."
            )
        card = QWidget()
        card.setObjectName("card")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card.setMaximumWidth(px(CARD))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(40), px(32), px(40), px(28))
        inside.setSpacing(px(12))
        self._shelves = Shelves(self.look)
        inside.addWidget(self._shelves, 0, centre)
        inside.addSpacing(px(8))
        inside.addWidget(label(title, "title"), 0, centre)
        inside.addWidget(label(told, "secondary"), 0, centre)
        inside.addSpacing(px(8))
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addStretch()
        for button in (self.again, self.new, self.old):
            buttons.addWidget(button)
        buttons.addStretch()
        inside.addLayout(buttons)
        self._recent(inside)
        return card

    def _recent(self, inside: QVBoxLayout) -> None:
        """Desks that were open before, and are there still."""
        known = [one for one in self.preferences.recent if "://" in one or Path(one).exists()]
        if not known:
            return
        inside.addSpacing(self.look.px(8))
        inside.addWidget(label(translate("ui.welcome", "Opened before"), "heading"))
        for one in known[:MOST_RECENT]:
            name = one if "://" in one else Path(one).stem
            button = self._button(name, partial(self.chosen.emit, one), "link")
            row = QHBoxLayout()
            row.addWidget(button)
            row.addWidget(Elided(one, "hint", Qt.TextElideMode.ElideMiddle), 1)
            inside.addLayout(row)

    def _button(self, word: str, act: Callable[[], object], part: str = "second") -> QPushButton:
        made = QPushButton(word)
        made.setObjectName(part)
        made.setAccessibleName(word)
        made.clicked.connect(lambda _checked: act())
        return made

    # --- the ways ---

    def make_new(self) -> None:
        """Ask for what a desk begins with, and make it."""
        today = datetime.now(UTC).astimezone(ZoneInfo(DEFAULT_ZONE)).date()
        dialog = NewDeskDialog(self.look, self, self._free_path(), today)
        dialog.taken.connect(lambda: self._make(dialog))
        dialog.open()

    def _make(self, dialog: NewDeskDialog) -> None:
        wanted = dialog.wanted()
        if wanted is None:
            return
        dialog.main.setEnabled(False)

        def make(_tick: Tick) -> str:
            location = locate(wanted.path)
            beginning.make(location, wanted.facts, wanted.letterhead, wanted.warehouses).close()
            return str(location.path)

        def made(address: str) -> None:
            dialog.accept()
            self.chosen.emit(address)

        def failed(error: Exception) -> None:
            dialog.main.setEnabled(True)
            problems = problems_of(error)
            if problems:
                dialog.show_problems(problems)
            else:
                self.bug.emit(error)

        self.do(make, made, failed)

    def ask_file(self) -> None:
        """Ask which file to open."""
        title = translate("ui.welcome", "Open a desk")
        asked = QFileDialog(self, title, str(self._folder()), "*.supplydesk")
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(self.chosen)
        asked.open()

    def make_sample(self) -> None:
        """Open the sample desk; make it, where it is not there yet."""
        path = paths.user_folder() / SAMPLE
        if path.exists():
            self.chosen.emit(str(path))
            return
        dialog = LongWork(
            self.look,
            self,
            translate("ui.welcome", "The sample desk is being made"),
            translate("ui.welcome", "Cancelling leaves nothing behind."),
        )

        def make(tick: Tick) -> str:
            sample.make(locate(path), tick).close()
            return str(path)

        def made(address: str) -> None:
            dialog.end()
            self.chosen.emit(address)

        def failed(error: Exception) -> None:
            dialog.end()
            self._refused(error)

        work = self.do(make, made, failed)
        work.step.connect(dialog.step)
        dialog.wait_for(work)
        dialog.open()

    def ask_backup(self) -> None:
        """Ask which copy is to be restored, and where to."""
        self.steps.begin(self._wanted_path())

    def _try_again(self) -> None:
        self.chosen.emit(self._address)

    def _refused(self, error: Exception) -> None:
        problems = problems_of(error)
        if problems:
            self.refuse(translate("ui.welcome", "That could not be done"), *problems)
        elif not isinstance(error, Cancelled):
            self.bug.emit(error)

    def refuse(self, title: str, *problems: Problem) -> None:
        """Say on the banner what did not happen."""
        self.banner.tell(title, problems)

    def do(
        self,
        work: Callable[[Tick], object],
        done: Callable[[str], object],
        failed: Callable[[Exception], object],
    ) -> Work:
        """Do *work* on a thread."""
        self.banner.hush()
        made = Work(work, self)
        made.done.connect(done)
        made.failed.connect(failed)
        self._work = made
        made.start()
        return made

    # --- where ---

    def _wanted_path(self) -> Path:
        wanted = self._address or str(paths.default_desk())
        return paths.default_desk() if "://" in wanted else Path(wanted).expanduser()

    def _folder(self) -> Path:
        folder = self._wanted_path().parent
        return folder if folder.is_dir() else Path.home()

    def _free_path(self) -> Path:
        """A name for a new desk that is not taken."""
        first = self._wanted_path()
        if not first.exists():
            return first
        folder = paths.user_folder()
        names = (folder / f"desk-{count}.supplydesk" for count in range(2, 1000))
        return next((one for one in names if not one.exists()), first)

    # --- size, keys, end ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture goes where there is little height, and the last two ways part."""
        super().resizeEvent(event)
        size, px = event.size(), self.look.px
        self._shelves.setVisible(size.height() >= px(ROOMY))
        wide = size.width() >= px(CARD)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._below.setDirection(way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the banner; Enter presses the button that has the keys."""
        if event.key() == Qt.Key.Key_Escape and self.banner.isVisible():
            self.banner.hush()
            return
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel what is under way and wait for it to have taken back what it made."""
        if self._work is not None:
            self._work.cancel()
            self._work.wait()
        super().closeEvent(event)
        self.closed.emit()
