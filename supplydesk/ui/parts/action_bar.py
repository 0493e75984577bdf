"""The action bar: what can be done here, each with its icon, its word and its key."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from supplydesk.text import translate
from supplydesk.ui import actions
from supplydesk.ui.look import cut, icons
from supplydesk.ui.look.look import BODY, HINT, Look
from supplydesk.ui.parts.label import Elided, rule
from supplydesk.ui.parts.page import Page

HEIGHT, WHY = 44, 160
"""Pixels: the bar's height; what is kept for the reason why the main step cannot be taken."""


class BarButton(QPushButton):
    """A button that shows an action: icon, word, and its key in a quieter ink."""

    def __init__(self, facts: actions.ActionFacts, look: Look, part: str = "flat") -> None:
        super().__init__()
        self.facts = facts
        self._look = look
        self._word = facts.text
        self._wordy, self._hinted = True, True
        self.setObjectName(part)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._name_it()

    def say(self, word: str) -> None:
        """Show another word than the action's usual one."""
        self._word = word or self.facts.text
        self._name_it()
        self.updateGeometry()
        self.update()

    def shorten(self, *, words: bool, hints: bool) -> None:
        """Show words and key hints, or leave them out where there is no room."""
        self._wordy, self._hinted = words, hints
        self._name_it()
        self.updateGeometry()
        self.update()

    def _name_it(self) -> None:
        self.setAccessibleName(self._word)
        hint = f"{self._word}  {self.facts.hint}".strip()
        self.setToolTip("" if self._wordy and self._hinted else hint)

    def _parts(self) -> tuple[str, str]:
        return (self._word if self._wordy else ""), (self.facts.hint if self._hinted else "")

    def sizeHint(self) -> QSize:
        """As wide as icon, word and key."""
        look, px = self._look, self._look.px
        word, hint = self._parts()
        across = px(20)
        if self.facts.icon and self.objectName() == "flat":
            across += px(icons.SIZE)
        if word:
            across += look.metrics(BODY).horizontalAdvance(word) + px(8)
        if hint:
            across += look.metrics(HINT).horizontalAdvance(hint) + px(8)
        return QSize(across, px(32))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, then what it says."""
        super().paintEvent(event)
        look, px = self._look, self._look.px
        word, hint = self._parts()
        primary = self.objectName() == "primary"
        grave = self.facts.grave and self.isEnabled()
        ink = "on_accent" if primary else "stop" if grave else "ink"
        ink = ink if self.isEnabled() else "ink3"
        painter = QPainter(self)
        x, middle = px(10), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if self.facts.icon and self.objectName() == "flat":
            size = px(icons.SIZE)
            picture = icons.pixmap(self.facts.icon, getattr(look.tokens, ink), size)
            painter.drawPixmap(x, (self.height() - size) // 2, picture)
            x += size + px(8)
        if word:
            painter.setPen(look.colour(ink))
            painter.setFont(look.font(BODY))
            painter.drawText(self.rect().adjusted(x, 0, 0, 0), middle, word)
            x += look.metrics(BODY).horizontalAdvance(word) + px(8)
        if hint:
            painter.setPen(look.colour(ink if primary else "ink3"))
            painter.setFont(look.font(HINT))
            painter.drawText(self.rect().adjusted(x, 0, 0, 0), middle, hint)
            x += look.metrics(HINT).horizontalAdvance(hint) + px(8)
        cut.whole(f"{word} {hint}", x - px(8), self.width(), "button of the bar")
        painter.end()


class ActionBar(QWidget):
    """The bar of the page that is shown: made anew for each, together with the keys."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._hinted = True
        self._page: Page | None = None
        self._shape: tuple[tuple[str, ...], ...] = ()
        self._buttons: dict[str, BarButton] = {}
        self._keys: dict[str, QAction] = {}
        self.setObjectName("actionBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(look.px(HEIGHT))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.px(12), 0, look.px(16), 0)
        self._row.setSpacing(look.px(4))
        self._menu = QMenu(self)
        self._why = Elided("", "hint")

    def show_page(self, page: Page) -> None:
        """Show what can be done on *page* now."""
        shape = (page.offered(), page.more(), page.primary())
        if page is not self._page or shape != self._shape:
            self._clear()
            self._page, self._shape = page, shape
            self._fill(page)
        self._renew(page)

    def shorten(self, *, hints: bool) -> None:
        """Leave the key hints out."""
        self._hinted = hints
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keys go first, then the words of all but the main steps and 更多."""
        if not self._shape:
            return
        room = self.width() - self._look.px(28 + WHY * bool(self._why.whole))
        for words, hints in ((True, self._hinted), (True, False), (False, False)):
            for name, button in self._buttons.items():
                kept = name in self._shape[2] or name == "more"
                button.shorten(words=words or kept, hints=hints)
            wide = sum(one.sizeHint().width() + self._row.spacing() for one in self._parts())
            if wide <= room:
                return

    def _parts(self) -> Iterator[QWidget]:
        for at in range(self._row.count()):
            item = self._row.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._why:
                yield widget

    def _clear(self) -> None:
        for action in self._keys.values():
            action.setEnabled(False)
            action.deleteLater()
        self._keys.clear()
        self._buttons.clear()
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._why:
                widget.hide()
                widget.deleteLater()

    def _fill(self, page: Page) -> None:
        for name in page.offered():
            if name:
                self._row.addWidget(self._button(page, name, "flat"))
            else:
                line = rule(vertical=True, part="cardLine")
                line.setFixedHeight(self._look.px(20))
                self._row.addWidget(line)
        if page.more():
            self._row.addWidget(self._more_button(page))
        self._row.addStretch()
        self._row.addWidget(self._why)
        primary = page.primary()
        for at, name in enumerate(primary):
            last = at == len(primary) - 1
            self._row.addWidget(self._button(page, name, "primary" if last else "second"))
        for name in page.KEYS:
            self._key(page, name)
        self.setVisible(bool(page.offered() or page.more() or primary))
        self._fit()

    def _button(self, page: Page, name: str, part: str) -> BarButton:
        button = BarButton(actions.facts(name), self._look, part)
        button.clicked.connect(_doing(page, name))
        self._buttons[name] = button
        self._key(page, name)
        return button

    def _more_button(self, page: Page) -> QPushButton:
        facts = actions.ActionFacts(
            "more", translate("ui.parts.action_bar", "More"), icon="chevron-down"
        )
        button = BarButton(facts, self._look)
        self._menu.clear()
        for name in page.more():
            one = actions.facts(name)
            action = self._key(page, name)
            action.setText(one.text)
            ink = self._look.tokens.stop if one.grave else self._look.tokens.ink
            action.setIcon(icons.icon(one.icon, ink, disabled=self._look.tokens.ink3))
            self._menu.addAction(action)
        button.clicked.connect(
            lambda: self._menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        )
        self._buttons["more"] = button
        return button

    def _key(self, page: Page, name: str) -> QAction:
        action = QAction(self.window())
        action.setShortcuts([QKeySequence(key) for key in actions.facts(name).keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(_doing(page, name))
        page.addAction(action)
        self._keys[name] = action
        return action

    def _renew(self, page: Page) -> None:
        reason = ""
        for name, action in self._keys.items():
            why = page.why_not(name)
            if name in self._shape[1]:
                action.setEnabled(not why)  # it stands in the menu
            button = self._buttons.get(name)
            if button is not None:
                button.setEnabled(not why)
                button.say(page.word(name))
                if name in self._shape[2][-1:]:
                    reason = why
                if why:
                    button.setToolTip(why)
            elif page.word(name):
                action.setText(page.word(name))
        self._why.say(reason)
        self._fit()


def _doing(page: Page, name: str) -> Callable[[], None]:
    # A key may come before the bar was renewed, so what holds is asked now; and a key that does
    # nothing says why.
    def do() -> None:
        why = page.why_not(name)
        if why:
            page.around.window.saved(why)
        else:
            page.act(name)

    return do


def own_keys(owner: QObject, window: QWidget, names: dict[str, Callable[[], object]]) -> None:
    """Give *window* the keys of actions that hold on every page."""
    for name, act in names.items():
        action = QAction(owner)
        action.setShortcuts([QKeySequence(key) for key in actions.facts(name).keys])
        action.triggered.connect(lambda _checked=False, act=act: act())
        window.addAction(action)
