"""The card of the last copy on the home page: how old it is, and one key to make another."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from supplydesk.text import translate
from supplydesk.ui import actions, wording
from supplydesk.ui.look import icons
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.action_bar import BarButton
from supplydesk.ui.parts.label import label, wrapped


class BackupCard(QWidget):
    """``wanted`` when a copy is to be made."""

    wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        px = look.px
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._mark = label()
        self.when = wrapped()
        self.hint = wrapped("", "hint")
        self.button = BarButton(actions.facts("back_up"), look, "second")
        self.button.say(translate("ui.pages.home_backup", "Back up"))
        self.button.clicked.connect(self.wanted)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self.when)
        words.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(10), px(16), px(10))
        row.setSpacing(px(8))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_copy(self, copied: datetime | None, now: datetime, *, able: bool) -> None:
        """Show when the last copy was made (None: there is none), by the desk's own clock; *able*
        is whether the person may make one.
        """
        said, old = wording.backup_word(copied, now)
        self.when.setText(said)
        if copied is None:
            hint = translate("ui.pages.home_backup", "There is no copy of the books anywhere.")
        elif old:
            text = translate("ui.pages.home_backup", "{count} days ago; its file was checked then.")
            hint = text.format(count=max((now - copied).days, 1))
        else:
            hint = translate("ui.pages.home_backup", "Its file was checked when it was made.")
        self.hint.setText(hint)
        tokens, size = self._look.tokens, self._look.px(icons.SIZE)
        icon, ink = ("circle-alert", tokens.warn) if old else ("circle-check", tokens.good_mark)
        self._mark.setPixmap(icons.pixmap(icon, ink, size))
        part = "warn" if old else ""
        if self.when.objectName() != part:
            self.when.setObjectName(part)
            self.when.style().unpolish(self.when)
            self.when.style().polish(self.when)
        self.button.setVisible(able)
