"""The strip above the foot: how much is wrong, the place that F2 goes to, the remedy on Alt+R."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from supplydesk.domain.problem import Problem
from supplydesk.text import translate
from supplydesk.ui.look import icons
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.label import Elided, label

HEIGHT = 36


class ProblemStrip(QWidget):
    """Hidden while nothing is wrong. ``jump`` and ``remedy`` ask for what their buttons say."""

    jump = Signal()
    remedy = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        px = look.px
        self.setObjectName("problemStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(px(HEIGHT))
        self._icon = label()
        self._count = label()
        self._text = Elided()
        self._jump = QPushButton(translate("ui.document.problem_strip", "Go there  F2"))
        self._jump.setObjectName("link")
        self._jump.clicked.connect(self.jump)
        self._remedy = QPushButton()
        self._remedy.setObjectName("link")
        self._remedy.clicked.connect(self.remedy)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(12), 0)
        row.setSpacing(px(8))
        for widget in (self._icon, self._count):
            row.addWidget(widget)
        row.addWidget(self._text, 1)
        row.addWidget(self._jump)
        row.addWidget(self._remedy)
        self.hide()

    def tell(self, problems: Sequence[Problem], current: Problem | None, remedy: str) -> None:
        """Show how many *problems* there are and which is *current*; *remedy* mends that one."""
        self.setVisible(bool(problems))
        if not problems:
            return
        stops = sum(one.stops for one in problems)
        tone = "stop" if stops else "warn"
        icon = "circle-alert" if stops else "triangle-alert"
        ink = getattr(self._look.tokens, tone)
        self._icon.setPixmap(icons.pixmap(icon, ink, self._look.px(16)))
        parts = []
        if stops:
            text = translate("ui.document.problem_strip", "{count} to mend before posting")
            parts.append(text.format(count=stops))
        if len(problems) > stops:
            text = translate("ui.document.problem_strip", "{count} to note")
            parts.append(text.format(count=len(problems) - stops))
        self._count.setText("   ".join(parts))
        self._count.setObjectName(tone)
        self._count.style().unpolish(self._count)
        self._count.style().polish(self._count)
        shown = current or problems[0]
        self._text.say(f"{where(shown)} {shown.text}".strip())
        self._remedy.setText(f"{remedy}  Alt+R")
        self._remedy.setVisible(bool(remedy))


def where(problem: Problem) -> str:
    """The line that a problem is about; the head is where it says."""
    if problem.row is None:
        return ""
    return translate("ui.document.problem_strip", "Line {row}").format(row=problem.row)


def placed(problem: Problem) -> Problem:
    """*problem* with its line in its text, as the banner has it."""
    if problem.row is None:
        return problem
    text = translate("ui.document.problem_strip", "Line {row}: {text}")
    return Problem(
        problem.code,
        text.format(row=problem.row, text=problem.text),
        problem.row,
        problem.field,
        problem.stops,
    )
