"""The navigation at the left: groups of pages, quiet counts, an orange tick on the active one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from supplydesk.text import translate
from supplydesk.ui.look import cut, icons
from supplydesk.ui.look.look import BODY, HINT, Look
from supplydesk.ui.parts.label import label, rule

WIDTH, NARROW = 168, 56
ROW = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """One page in the navigation; ``group`` is the word above its first entry, ``low`` stands at
    the foot.
    """

    page: str
    text: str
    icon: str
    group: str = ""
    hint: str = ""
    low: bool = False


class _EntryButton(QAbstractButton):
    """One entry: its icon, its word, how much waits there."""

    def __init__(self, entry: Entry, look: Look) -> None:
        super().__init__()
        self.entry = entry
        self._look = look
        self._count = 0
        self._narrow = False
        self.setCheckable(True)
        self.setFixedHeight(look.px(ROW))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(entry.text)
        self.setAccessibleName(entry.text)

    def count(self, count: int) -> None:
        """Show that so many things wait on the page."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{self.entry.text} {count}" if count else self.entry.text)
            self.update()

    def narrow(self, narrow: bool) -> None:
        """Show the icon alone; the word is the tooltip then."""
        self._narrow = narrow
        self.setToolTip(self.entry.text if narrow else "")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the navigation."""
        return QSize(self._look.px(NARROW if self._narrow else WIDTH), self._look.px(ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(px(8), 0, -px(8), 0)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("nav_active"))
            painter.setOpacity(1.0 if self.isChecked() else 0.5)
            painter.drawRoundedRect(box, px(4), px(4))
            painter.setOpacity(1.0)
        if self.isChecked():
            painter.setBrush(look.colour("orange"))
            painter.drawRoundedRect(
                QRectF(box.left(), box.center().y() - px(8), px(3), px(16)), 1.5, 1.5
            )
        if self.hasFocus():
            painter.setPen(look.colour("ring"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        token = look.tokens.nav_ink if self.isChecked() else look.tokens.nav_text
        size = px(icons.SIZE)
        picture = icons.pixmap(self.entry.icon, token, size)
        left = (self.width() - size) // 2 if self._narrow else px(20)
        painter.drawPixmap(left, (self.height() - size) // 2, picture)
        painter.setPen(look.colour("nav_ink" if self.isChecked() else "nav_text"))
        if not self._narrow:
            self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        look, px = self._look, self._look.px
        middle = Qt.AlignmentFlag.AlignVCenter
        room = QRectF(px(46), 0, self.width() - px(46 + 20), self.height())
        aside = str(self._count) if self._count else self.entry.hint
        if aside:
            painter.setFont(look.font(HINT))
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, aside)
            room.setRight(room.right() - look.metrics(HINT).horizontalAdvance(aside) - px(6))
        painter.setFont(look.font(BODY))
        wide = look.metrics(BODY).horizontalAdvance(self.entry.text)
        cut.whole(self.entry.text, wide, int(room.width()), "navigation")
        text = look.metrics(BODY).elidedText(
            self.entry.text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, text)


class _Mark(QWidget):
    """The program's mark: a warehouse on orange."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(look.px(24), look.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("orange"))
        painter.drawRoundedRect(QRectF(self.rect()), look.px(5), look.px(5))
        size = look.px(16)
        shift = (self.width() - size) // 2
        painter.drawPixmap(shift, shift, icons.pixmap("warehouse", look.tokens.nav_ink, size))
        painter.end()


class Navigation(QWidget):
    """The whole strip. ``chosen`` says which page was asked for."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry], look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons: dict[str, _EntryButton] = {}
        self._words: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(10), 0, look.px(8))
        column.setSpacing(look.px(2))
        column.addLayout(self._brand())
        column.addSpacing(look.px(8))
        group = ""
        for entry in (one for one in entries if not one.low):
            if entry.group and entry.group != group:
                group = entry.group
                column.addWidget(self._group(group))
            column.addWidget(self._button(entry))
        column.addStretch()
        line = rule(part="line")
        column.addWidget(line)
        column.addSpacing(look.px(4))
        for entry in (one for one in entries if one.low):
            column.addWidget(self._button(entry))
        self.narrow(False)

    def show_active(self, page: str) -> None:
        """Mark the entry of *page*."""
        for name, button in self._buttons.items():
            button.setChecked(name == page)

    def allow(self, allowed: Callable[[str], bool]) -> None:
        """Show the pages that are *allowed*, and leave the others out."""
        for page, button in self._buttons.items():
            button.setVisible(allowed(page))

    def count(self, page: str, count: int) -> None:
        """Show that so many things wait on *page*."""
        if page in self._buttons:
            self._buttons[page].count(count)

    def narrow(self, narrow: bool) -> None:
        """Show icons alone, or icons and words."""
        self.setFixedWidth(self._look.px(NARROW if narrow else WIDTH))
        for word in self._words:
            word.setVisible(not narrow)
        for button in self._buttons.values():
            button.narrow(narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk through the entries."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        buttons = [button for button in self._buttons.values() if not button.isHidden()]
        at = next((i for i, button in enumerate(buttons) if button.hasFocus()), -step)
        buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def take_focus(self) -> None:
        """Give the keys to the active entry."""
        buttons = self._buttons.values()
        active = next((one for one in buttons if one.isChecked()), next(iter(buttons)))
        active.setFocus(Qt.FocusReason.TabFocusReason)

    def _brand(self) -> QHBoxLayout:
        px = self._look.px
        row = QHBoxLayout()
        row.setContentsMargins(px(16), 0, px(8), 0)
        row.setSpacing(px(8))
        row.addWidget(_Mark(self._look))
        words = QVBoxLayout()
        words.setSpacing(0)
        name = label(translate("ui.parts.navigation", "Supplies"), "brand")
        latin = label("SupplyDesk", "brandLatin")
        for word in (name, latin):
            words.addWidget(word)
            self._words.append(word)
        row.addLayout(words, 1)
        return row

    def _group(self, text: str) -> QWidget:
        word = label(text, "group")
        word.setContentsMargins(self._look.px(18), self._look.px(10), 0, self._look.px(2))
        self._words.append(word)
        return word

    def _button(self, entry: Entry) -> _EntryButton:
        button = _EntryButton(entry, self._look)
        button.clicked.connect(lambda: self.chosen.emit(entry.page))
        self._buttons[entry.page] = button
        return button
