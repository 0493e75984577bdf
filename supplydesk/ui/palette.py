"""The command palette (Ctrl+K): items, papers, sites and commands, found as one types."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from supplydesk.domain.lookup import best, entry
from supplydesk.services import lookup, register
from supplydesk.services.lookup import KnownItem, KnownPlace
from supplydesk.services.register import Filters, RegisterRow
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui import actions, wording
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.pages import listing
from supplydesk.ui.parts.choice_list import Choice, ChoiceList
from supplydesk.ui.parts.label import Elided
from supplydesk.ui.parts.page import Page

WIDTH, TOP = 560, 96
MOST_OF_A_KIND = 4
MOST_ALONE = 12
SHADE = 90


@dataclass(frozen=True, slots=True)
class _Known:
    items: tuple[KnownItem, ...] = ()
    places: tuple[KnownPlace, ...] = ()


class _Command(NamedTuple):
    word: str
    icon: str
    hint: str
    act: Target | Callable[[], object]


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
        self._known = _Known()
        self._papers: tuple[RegisterRow, ...] = ()
        self._errand: Errand | None = None
        self._before: QWidget | None = None
        px = self._look.px
        self.box = QWidget(self)
        self.box.setObjectName("popup")
        self.box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit()
        self.field.setObjectName("search")
        self.field.setPlaceholderText(translate("ui.palette", "Item, number, site or command"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = ChoiceList(self._look)
        self.list.taken.connect(self._take)
        hint = translate(
            "ui.palette",
            "↑↓ choose   Enter open   Esc close      > commands   @ sites   # numbers",
        )
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
        self._around.desk.read(_known, self._learn, owner=self)
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

    def _learn(self, known: _Known) -> None:
        self._known = known
        self._list()

    def _typed(self, _text: str) -> None:
        self._papers = ()
        self._list()
        self._soon.start()

    def _ask_papers(self) -> None:
        sign, text = self._asked()
        if sign in ("", "#") and text:
            most = MOST_ALONE if sign else MOST_OF_A_KIND
            self._errand = self._around.desk.read(
                lambda session: _papers(session, text, most),
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
        sign, text = self._asked()
        most = MOST_ALONE if sign else MOST_OF_A_KIND
        found: list[Choice] = []
        if not sign and text:
            found += self._items(text, most)
        if sign in ("", "#"):
            found += self._paper_choices()
        if sign == "@" or (not sign and text):
            found += self._sites(text, most)
        if sign in ("", ">"):
            found += self._commands(text, MOST_ALONE if sign or not text else most)
        self.list.show_choices(found)
        self.fit()

    def _items(self, text: str, most: int) -> list[Choice]:
        group = translate("ui.palette", "Items")
        free = translate("ui.palette", "available {figure} {unit}")
        none = translate("ui.palette", "none available")
        return [
            Choice(
                group,
                "package",
                item.name,
                " · ".join(filter(None, (item.code, item.spec))),
                free.format(figure=wording.figure(item.available), unit=item.unit)
                if item.available
                else none,
                marks=match.marks,
                act=Target("stock", item.code),
                dim=not item.available,
            )
            for item, match in best(text, ((one.entry, one) for one in self._known.items), most)
        ]

    def _sites(self, text: str, most: int) -> list[Choice]:
        group = translate("ui.palette", "Places")
        places = [one for one in self._known.places if one.closed_on is None]
        pairs: Sequence[tuple[KnownPlace, tuple[int, ...]]]
        if text:
            found = best(text, ((one.entry, one) for one in places), most)
            pairs = [(place, match.marks) for place, match in found]
        else:
            pairs = [(place, ()) for place in places[:most]]
        return [
            Choice(
                group,
                "warehouse" if place.kind == "warehouse" else "map-pin",
                place.name,
                " · ".join(filter(None, (place.code, place.county))),
                marks=marks,
                act=Target("register", "", {place.kind: place.code}),
            )
            for place, marks in pairs
        ]

    def _paper_choices(self) -> list[Choice]:
        group = translate("ui.palette", "Papers")
        return [
            Choice(
                group,
                "clipboard-list",
                row.number or wording.kind_word(row.kind),
                " · ".join(filter(None, (row.site, row.warehouse, row.instruction))),
                wording.state_chip(row.kind, row.state).word,
                act=Target("register", row.number or row.key),
            )
            for row in self._papers
        ]

    def _commands(self, text: str, most: int) -> list[Choice]:
        from supplydesk.services.pinyin import readings  # noqa: PLC0415 - only where commands are sought

        group = translate("ui.palette", "Commands")
        commands = [
            _Command(one.text, one.icon, one.hint, Target(one.page)) for one in listing.entries()
        ]
        page = self._page()
        if page is not None:
            commands = [*_of_page(page), *commands]
        for name, act in self._everywhere().items():
            one = actions.facts(name)
            commands.append(_Command(one.text, one.icon, one.hint, act))
        chosen: list[tuple[_Command, tuple[int, ...]]]
        if text:
            named = ((entry("", one.word, readings(one.word)), one) for one in commands)
            chosen = [(one, match.marks) for one, match in best(text, named, most)]
        else:
            chosen = [(one, ()) for one in commands[:most]]
        return [
            Choice(group, one.icon, one.word, "", one.hint, marks=marks, act=one.act)
            for one, marks in chosen
        ]

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


def _known(session: DeskSession) -> _Known:
    return _Known(lookup.items(session), lookup.places(session))


def _papers(session: DeskSession, text: str, most: int) -> tuple[RegisterRow, ...]:
    ids = register.ids(session, Filters(number=text, newest_first=True))
    return register.rows(session, ids[:most])


def _of_page(page: Page) -> list[_Command]:
    """What can be done on *page* now."""
    names = [name for name in (*page.primary(), *page.offered(), *page.more()) if name]
    found = []
    for name in dict.fromkeys(names):
        if not page.why_not(name):
            one = actions.facts(name)
            word = page.word(name) or one.text
            found.append(_Command(word, one.icon, one.hint, partial(page.act, name)))
    return found
