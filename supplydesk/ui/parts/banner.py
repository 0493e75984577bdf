"""The banner under the action bar: what did not happen, where, and a remedy for each place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from supplydesk.domain.problem import Problem
from supplydesk.text import translate
from supplydesk.ui.around import Offer
from supplydesk.ui.look import icons
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.label import label, wrapped

MOST = 6
_ICONS = {"stop": "circle-alert", "warn": "triangle-alert", "info": "info", "good": "circle-check"}
_INKS = {"stop": "stop", "warn": "warn", "info": "accent_ink", "good": "good"}


class Banner(QWidget):
    """Hidden until something is to be said; ``first`` asks to be taken to the first place."""

    first = Signal()
    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = label()
        self._title = wrapped("", "bannerTitle")
        self._places = QVBoxLayout()
        self._places.setSpacing(look.px(2))
        self._jump = QPushButton(translate("ui.parts.banner", "Go to the first place  F2"))
        self._jump.clicked.connect(self.first)
        self._offer: Offer | None = None
        self._offered = QPushButton()
        self._offered.clicked.connect(self._take)
        close = QPushButton()
        close.setObjectName("flat")
        close.setIcon(icons.icon("x", look.tokens.ink2, look.px(icons.SIZE)))
        close.setAccessibleName(translate("ui.parts.banner", "Close this message"))
        close.setToolTip(close.accessibleName())
        close.clicked.connect(self.hush)
        column = QVBoxLayout()
        column.setSpacing(look.px(4))
        column.addWidget(self._title)
        column.addLayout(self._places)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), look.px(8), look.px(12), look.px(8))
        row.setSpacing(look.px(10))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        row.addWidget(self._jump, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._offered, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(
        self,
        title: str,
        problems: Sequence[Problem] = (),
        tone: str = "stop",
        jump: bool = False,
        offer: Offer | None = None,
    ) -> None:
        """Say *title* and up to six of *problems*, each with where it is; *jump* offers F2, *offer*
        something else.
        """
        while (item := self._places.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.setProperty("tone", tone)
        for part in (self, self._title):
            part.style().unpolish(part)
            part.style().polish(part)
        ink = getattr(self._look.tokens, _INKS[tone])
        self._icon.setPixmap(icons.pixmap(_ICONS[tone], ink, self._look.px(18)))
        self._title.setText(title)
        self.setAccessibleName("\n".join([title, *(one.text for one in problems)]))
        for at, problem in enumerate(problems[:MOST], 1):
            text = f"{at}  {problem.text}" if len(problems) > 1 else problem.text
            self._places.addWidget(wrapped(text))
        if len(problems) > MOST:
            more = translate("ui.parts.banner", "… and {count} more")
            self._places.addWidget(label(more.format(count=len(problems) - MOST), "secondary"))
        self._jump.setVisible(jump)
        self._offer = offer
        self._offered.setText(offer.word if offer else "")
        self._offered.setVisible(offer is not None)
        self.show()

    def _take(self) -> None:
        if self._offer is not None:
            self._offer.act()

    def hush(self) -> None:
        """Say nothing any more."""
        if self.isVisible():
            self.hide()
            self.closed.emit()
