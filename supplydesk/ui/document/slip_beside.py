"""The slip beside the voucher (F9): drawn from what is typed, a moment after each change."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from supplydesk.domain.problem import Refused
from supplydesk.services import printing
from supplydesk.services.forms import AnyForm, DispatchForm
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.document.open_paper import OpenPaper
from supplydesk.ui.errand import Errand
from supplydesk.ui.look import icons
from supplydesk.ui.paper.view import PaperView
from supplydesk.ui.parts.label import Elided, label

WIDTH, AFTER = 620, 300
"""Pixels at 100 per cent, and milliseconds after a change."""
PREFERENCE = "slip_beside"


class SlipBeside(QWidget):
    """Follows the paper that is open; ``closed`` when its cross was pressed."""

    closed = Signal()

    def __init__(self, around: Around, make: Callable[[], AnyForm]) -> None:
        super().__init__()
        self._around = around
        self._make = make
        self._paper = OpenPaper("", "dispatch")
        self._errand: Errand | None = None
        px = around.look.px
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMaximumWidth(px(WIDTH))
        self.view = PaperView(around.look, thumbnails=False)
        self._title = label(translate("ui.document.slip_beside", "Slip"), "heading")
        self._aside = Elided("", "secondary")
        close = QPushButton()
        close.setObjectName("flat")
        close.setIcon(icons.icon("x", around.look.tokens.ink2, px(icons.SIZE)))
        close.setAccessibleName(translate("ui.document.slip_beside", "Close the slip"))
        close.setToolTip(f"{close.accessibleName()}  F9")
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(4), px(8), px(4))
        head.setSpacing(px(8))
        head.addWidget(self._title)
        head.addWidget(self._aside, 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)  # the line at the left stays in sight
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER)
        self._soon.timeout.connect(self.draw)
        self._roomy = False
        self.hide()

    def turn(self) -> None:
        """Show it or hide it; what is wanted beside the lines is remembered."""
        self.setVisible(self.isHidden())
        if self._roomy:
            self._around.preferences.keep(PREFERENCE, "no" if self.isHidden() else "yes")
        self.draw()

    def fit(self, *, roomy: bool) -> None:
        """Whether there is room beside the lines: over them it lies only when asked for."""
        if roomy == self._roomy:
            return
        self._roomy = roomy
        self.setVisible(roomy and self._around.preferences.text(PREFERENCE, "yes") == "yes")
        self.changed()

    def put_away(self) -> bool:
        """Hide it where it lies over the lines; whether it did."""
        if self._roomy or self.isHidden():
            return False
        self.hide()
        return True

    def show_paper(self, paper: OpenPaper) -> None:
        """Another paper is open."""
        self._paper = paper
        self.changed()

    def changed(self) -> None:
        """Something was typed, or the paper has moved on."""
        if not self.isHidden():
            self._soon.start()

    def draw(self) -> None:
        """Draw it now."""
        self._soon.stop()
        if self.isHidden():
            return
        paper = self._paper
        if paper.kind == "opening":
            self._say(translate("ui.document.slip_beside", "Opening stock has no slip."))
            return
        if paper.number:
            told = translate("ui.document.slip_beside", "as it stands in the books")
            self._ask(lambda session: printing.prepare(session, [paper.number]), told)
            return
        try:
            form = self._make()
        except Refused:
            return  # what is marked on the page is not on the paper yet
        if isinstance(form, DispatchForm):
            told = translate("ui.document.slip_beside", "follows what is typed")
            self._ask(lambda session: printing.typed(session, form), told)
        else:
            self._say(translate("ui.document.slip_beside", "The paper is shown once it is posted."))

    def _ask(self, prepare: Callable[[DeskSession], printing.Drawing], told: str) -> None:
        self._aside.say(told)
        self.view.ask()
        self._errand = self._around.desk.read(
            lambda session: prepare(session)(None),
            self.view.show_pdf,
            owner=self,
            failed=self._failed,
            instead_of=self._errand,
        )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.view.show_problem(error.problems[0].text)
        else:
            self._around.desk.failed.emit(error)

    def _say(self, sentence: str) -> None:
        if self._errand is not None:
            self._errand.drop()
        self._aside.say("")
        self.view.show_nothing(sentence)
