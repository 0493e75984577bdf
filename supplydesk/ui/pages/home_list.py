"""The list of what waits: groups with their headings, walked by keys, Enter does what is due."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QPushButton, QWidget

from supplydesk.text import translate
from supplydesk.ui.around import Target
from supplydesk.ui.look import cut
from supplydesk.ui.look.look import BODY, SECONDARY, Look
from supplydesk.ui.pages.home_rows import Row
from supplydesk.ui.parts.chip import paint_glyph

HEAD, ROW = 34, 36


class WaitingList(QAbstractScrollArea):
    """Scrolls; ``chosen`` says where the current row leads."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: tuple[Row, ...] = ()
        self._at = -1
        self._acts = 0
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(look.px(ROW))
        self._begin = QPushButton(translate("ui.pages.home_list", "New dispatch"), self.viewport())
        self._begin.clicked.connect(lambda: self.chosen.emit(Target("dispatch")))
        self._begin.hide()

    def show_rows(self, rows: Sequence[Row], *, begin: bool) -> None:
        """Show *rows*; the current one stays current, wherever it stands now. Where there is none,
        a dispatch can be begun, if that is hers to *begin*.
        """
        key = self._rows[self._at].key if 0 <= self._at < len(self._rows) else ""
        self._rows = tuple(rows)
        words = self._look.metrics(BODY).horizontalAdvance
        self._acts = max((words(row.act) for row in self._rows), default=0)
        places = {row.key: at for at, row in enumerate(self._rows)}
        self._at = places.get(key, self._next(-1, 1))
        self._begin.setVisible(begin and not self._rows)
        self._range()
        self._speak()
        self.viewport().update()

    def go_to(self, group: str) -> None:
        """Go to the first row of *group*."""
        for at, row in enumerate(self._rows):
            if row.group == group and row.target is not None:
                self._put(at)
                self.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _next(self, at: int, step: int) -> int:
        """The next row that leads anywhere; *at* where there is none."""
        found = at + step
        while 0 <= found < len(self._rows):
            if self._rows[found].target is not None:
                return found
            found += step
        return at

    def _tops(self) -> list[int]:
        tops, y = [], self._look.px(6)
        for row in self._rows:
            tops.append(y)
            y += self._look.px(HEAD if row.title else ROW)
        return [*tops, y]

    def _range(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(self._tops()[-1] - self.viewport().height(), 0))
        bar.setPageStep(self.viewport().height())

    def _put(self, at: int) -> None:
        self._at = at
        tops = self._tops()
        bar = self.verticalScrollBar()
        top = tops[at] - (self._look.px(HEAD) if at and self._rows[at - 1].title else 0)
        if top < bar.value():
            bar.setValue(top)
        elif tops[at + 1] > bar.value() + self.viewport().height():
            bar.setValue(tops[at + 1] - self.viewport().height())
        self._speak()
        self.viewport().update()

    def _speak(self) -> None:
        if 0 <= self._at < len(self._rows):
            row = self._rows[self._at]
            words = filter(None, (row.lead, row.text, row.aside, row.since, row.act))
            self.setAccessibleName(" ".join(words))
        else:
            self.setAccessibleName(translate("ui.pages.home_list", "Nothing waits."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Home, End walk; Enter does what is due."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._put_if(self._next(self._at, 1 if key == Qt.Key.Key_Down else -1))
        elif key == Qt.Key.Key_Home:
            self._put_if(self._next(-1, 1))
        elif key == Qt.Key.Key_End:
            self._put_if(self._next(len(self._rows), -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _put_if(self, at: int) -> None:
        if 0 <= at < len(self._rows):
            self._put(at)

    def _choose(self) -> None:
        if 0 <= self._at < len(self._rows):
            target: Target | None = self._rows[self._at].target
            if target is not None:
                self.chosen.emit(target)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes the row current; on its last word it does what that says."""
        y = int(event.position().y()) + self.verticalScrollBar().value()
        tops = self._tops()
        for at, row in enumerate(self._rows):
            if tops[at] <= y < tops[at + 1] and row.target is not None:
                self._put(at)
                if event.position().x() > self.viewport().width() - self._acts - self._look.px(24):
                    self._choose()
                return

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Do what is due."""
        self._choose()

    def resizeEvent(self, event: object) -> None:
        """Scroll as far as there is anything."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands its own event
        self._range()
        room = self.viewport().rect()
        self._begin.adjustSize()
        self._begin.move(
            room.center().x() - self._begin.width() // 2, room.center().y() + self._look.px(4)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is in sight."""
        look = self._look
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), look.colour("surface"))
        if not self._rows:
            painter.setPen(look.colour("ink2"))
            painter.setFont(look.font(BODY))
            painter.drawText(
                self.viewport().rect().adjusted(0, 0, 0, -look.px(2 * ROW)),
                Qt.AlignmentFlag.AlignCenter,
                translate("ui.pages.home_list", "Nothing waits."),
            )
        tops, scrolled = self._tops(), self.verticalScrollBar().value()
        for at, row in enumerate(self._rows):
            box = QRect(0, tops[at] - scrolled, self.viewport().width(), tops[at + 1] - tops[at])
            if box.bottom() >= 0 and box.top() <= self.viewport().height():
                (self._paint_head if row.title else self._paint_row)(painter, box, at, row)
        painter.end()

    def _paint_head(self, painter: QPainter, box: QRect, _at: int, row: Row) -> None:
        look, px = self._look, self._look.px
        room = box.adjusted(px(16), px(4), -px(16), 0)
        painter.setFont(look.font(BODY, bold=True))
        painter.setPen(look.colour(row.tone))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, row.title)
        room.setLeft(
            room.left() + look.metrics(BODY, bold=True).horizontalAdvance(row.title) + px(8)
        )
        painter.setFont(look.font(BODY))
        painter.setPen(look.colour("ink3"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(row.count))
        painter.setPen(look.colour("line"))
        painter.drawLine(px(16), box.bottom(), box.right() - px(16), box.bottom())

    def _paint_row(self, painter: QPainter, box: QRect, at: int, row: Row) -> None:
        look, px = self._look, self._look.px
        middle = Qt.AlignmentFlag.AlignVCenter
        if at == self._at:
            painter.fillRect(box, look.colour("select" if self.hasFocus() else "hover"))
        glyph = QRectF(px(17), box.center().y() - px(6), px(14), px(14))
        painter.save()
        paint_glyph(painter, glyph, row.glyph, look.colour(row.tone))
        painter.restore()
        room = box.adjusted(px(40), 0, -px(16), 0)
        right = middle | Qt.AlignmentFlag.AlignRight
        painter.setFont(look.font(BODY))
        painter.setPen(look.colour("accent_ink"))
        painter.drawText(room, right, row.act)
        room.setRight(room.right() - self._acts - px(12))
        painter.setPen(look.colour(row.since_tone))
        painter.drawText(room, right, row.since)
        wide = look.metrics(BODY).horizontalAdvance(row.since) if row.since else 0
        cut.whole(row.since, wide, room.width(), "what waits")
        room.setRight(room.right() - wide - px(16))
        x = self._words(painter, room, room.left(), row.lead, "accent_ink", least=px(150))
        x = self._words(painter, room, x, row.text, "ink")
        self._words(painter, room, x, row.aside, "ink3", points=SECONDARY)
        painter.setPen(look.colour("line"))
        painter.drawLine(px(40), box.bottom(), box.right() - px(16), box.bottom())

    def _words(
        self,
        painter: QPainter,
        room: QRect,
        x: int,
        text: str,
        ink: str,
        *,
        points: float = BODY,
        least: int = 0,
    ) -> int:
        look = self._look
        if not text or room.right() - x < look.px(24):
            return x
        metrics = look.metrics(points)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.right() - x)
        painter.setFont(look.font(points))
        painter.setPen(look.colour(ink))
        box = QRect(x, room.top(), room.right() - x, room.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        return x + max(metrics.horizontalAdvance(shown), least) + look.px(12)
