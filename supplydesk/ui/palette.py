"""The command palette (Ctrl+K): items, papers, sites, commands, and what a scanner types."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from supplydesk.services import scanned
from supplydesk.services.register import RegisterRow
from supplydesk.text import translate
from supplydesk.ui import palette_choices as choices
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.palette_choices import Known
from supplydesk.ui.parts.choice_list import Choice, ChoiceList
from supplydesk.ui.parts.label import Elided
from supplydesk.ui.parts.page import Page

WIDTH, TOP = 560, 96
MOST_OF_A_KIND = 4
MOST_ALONE = 12
SHADE = 90


class Palette(QWidget):
    """Lies over the whole window, dims it, and holds one field and one list."""

    def __init__(
        self,
        around: Around,
        page: Callable[[], Page | None],
        everywhere: Callable[[], dict[str, Callable[[], object]]] = dict,
    ) -> None:
        super().__init__(around.window.widget())
        self._around = around
        self._look = around.look
        self._page = page
        self._everywhere = everywhere
        self._known = Known()
        self._papers: tuple[RegisterRow, ...] = ()
        self._errand: Errand | None = None
        self._before: QWidget | None = None
        px = self._look.px
        self.box = QWidget(self)
        self.box.setObjectName("popup")
        self.box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit()
        self.field.setObjectName("search")
        self.field.setPlaceholderText(
            translate("ui.palette", "Item, number, site, command, or a scanned code")
        )
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = ChoiceList(self._look)
        self.list.taken.connect(self._take)
        hint = translate(
            "ui.palette",
            "↑↓ choose   Enter open   Esc close      > commands   @ sites   # numbers",
        )
        self._keys = hint
        self._hint = Elided(hint, "hint")
        column = QVBoxLayout(self.box)
        column.setContentsMargins(px(8), px(6), px(8), px(8))
        column.setSpacing(px(4))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self._hint)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self._ask_papers)
        self.hide()

    def ask(self) -> None:
        """Open it, with the catalogue and the places as they are now."""
        self._before = self.window().focusWidget()
        self.fit()
        self.field.clear()
        self._papers = ()
        self.show()
        self.raise_()
        self.field.setFocus()
        self._around.desk.read(choices.known, self._learn, owner=self)
        self._list()

    def close_box(self) -> None:
        """Close it and give the keys back to where they were."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def fit(self) -> None:
        """Lie over the whole window."""
        px = self._look.px
        self.setGeometry(self.window().rect())
        wide = min(px(WIDTH), self.width() - px(32))
        around = self.field.sizeHint().height() + self._hint.sizeHint().height() + px(26)
        high = min(around + self.list.wish(), self.height() - px(TOP) - px(16))
        self.box.setGeometry((self.width() - wide) // 2, px(TOP), wide, max(high, px(96)))

    # --- what is found ---

    def _learn(self, known: Known) -> None:
        self._known = known
        self._list()

    def _typed(self, _text: str) -> None:
        self._papers = ()
        self._list()
        self._soon.start()

    def _ask_papers(self) -> None:
        sign, text = self._asked()
        if sign in ("", "#") and text and not scanned.is_code(text):
            most = MOST_ALONE if sign else MOST_OF_A_KIND
            self._errand = self._around.desk.read(
                lambda session: choices.find_papers(session, text, most),
                self._show_papers,
                owner=self,
                instead_of=self._errand,
            )

    def _show_papers(self, rows: tuple[RegisterRow, ...]) -> None:
        self._papers = rows
        self._list()

    def _asked(self) -> tuple[str, str]:
        text = self.field.text().strip()
        if text[:1] in (">", "@", "#", "》", "＞", "＠", "＃"):
            return {"》": ">", "＞": ">", "＠": "@", "＃": "#"}.get(text[0], text[0]), text[
                1:
            ].strip()
        return "", text

    def _list(self) -> None:
        if scanned.is_code(self.field.text()):
            self.list.show_choices([choices.code(self._around, self.field.text().strip())])
            self.fit()
            return
        sign, text = self._asked()
        most = MOST_ALONE if sign else MOST_OF_A_KIND
        found: list[Choice] = []
        if not sign and text:
            found += choices.items(self._known, text, most)
        if sign in ("", "#"):
            found += choices.papers(self._papers)
        if sign == "@" or (not sign and text):
            found += choices.sites(self._known, text, most)
        if not sign and text:
            found += choices.events(self._around.incident, text, most)
        if sign in ("", ">"):
            commands = choices.commands(self._page(), self._everywhere())
            found += choices.fitting(commands, text, MOST_ALONE if sign or not text else most)
        self.list.show_choices(found)
        self._say(text if not found else "")
        self.fit()

    def _say(self, missed: str) -> None:
        """The keys below the list; where nothing is called *missed*, that."""
        nothing = translate("ui.palette", "Nothing is called “{text}”.")
        self._hint.say(nothing.format(text=missed) if missed else self._keys)

    # --- taking one ---

    def _take(self, choice: Choice) -> None:
        self.close_box()
        if isinstance(choice.act, Target):
            self._around.window.go(choice.act)
        elif choice.act is not None:
            choice.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field's keys that are meant for the list."""
        if watched is self.field and isinstance(event, QKeyEvent):
            key = event.key()
            if event.type() == QEvent.Type.ShortcutOverride:
                # While it is open, no key is for the page below: Enter would open what lies there.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                if key == Qt.Key.Key_Escape:
                    self.close_box()
                    return True
                if self.list.walk(key):
                    return True
                if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self.list.take_current()
                    return True
                if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                    return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the box closes it."""
        if not self.box.geometry().contains(event.position().toPoint()):
            self.close_box()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim the window."""
        painter = QPainter(self)
        shade = QColor(self._look.tokens.nav)
        shade.setAlpha(SHADE)
        painter.fillRect(self.rect(), shade)
        painter.end()
