"""The ground that pages lie on: one under the other, drawn where they are seen, never blank.

A page keeps the picture it had until the new one has come, stretched if need be: so neither
another zoom nor another document flickers.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from supplydesk.ui.look.look import Look
from supplydesk.ui.paper import zoom as zooming
from supplydesk.ui.paper.book import Book
from supplydesk.ui.paper.zoom import PIXELS, Fit, Zoom

MARGIN, GAP = 18, 16
LINE_STEP = 40


class PaperCanvas(QAbstractScrollArea):
    """Shows a `Book`. ``turned`` says which page is looked at, ``zoomed`` that the size changed."""

    turned = Signal(int)
    zoomed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._book: Book | None = None
        self._zoom = Zoom()
        self._scale = 1.0
        self._page = 0
        self._places: tuple[QRect, ...] = ()
        self._pictures: dict[int, QImage] = {}
        self._asked: dict[int, QSize] = {}
        self._held = False
        self.setObjectName("paper")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _at: self._scrolled())
        self.horizontalScrollBar().valueChanged.connect(lambda _at: self.viewport().update())

    # --- what is shown ---

    def show_book(self, book: Book) -> None:
        """Show *book*, at the page and size at which the last one was looked at."""
        down, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        if self._book is not None:
            self._book.drawn.disconnect(self._take)
        self._book = book
        self._asked.clear()
        for page in [page for page in self._pictures if page >= len(book.sizes)]:
            del self._pictures[page]
        book.drawn.connect(self._take)
        self._lay_out()
        self.verticalScrollBar().setValue(down)
        self.horizontalScrollBar().setValue(across)
        self._scrolled()

    @property
    def page(self) -> int:
        """The page that is looked at, from 0."""
        return self._page

    def go(self, page: int) -> None:
        """Look at the top of *page*."""
        if 0 <= page < len(self._places):
            self._held = (
                True  # the last pages may not come up to the top; they are meant all the same
            )
            self.verticalScrollBar().setValue(self._places[page].top() - self._margin)
            self._held = False
            self._turn(page)

    def top(self) -> None:
        """Look at the beginning."""
        self.verticalScrollBar().setValue(0)

    @property
    def _margin(self) -> int:
        return self._look.px(MARGIN)

    # --- how large ---

    @property
    def zoom(self) -> Zoom:
        """How it is shown."""
        return self._zoom

    @zoom.setter
    def zoom(self, wanted: Zoom) -> None:
        if wanted != self._zoom:
            self._zoom = wanted
            self._lay_out()

    @property
    def percent(self) -> float:
        """How large it is shown now, whatever was asked for."""
        return self._scale * 100

    def larger(self) -> None:
        """One step larger."""
        self.zoom = zooming.larger(self.percent)

    def smaller(self) -> None:
        """One step smaller."""
        self.zoom = zooming.smaller(self.percent)

    def _fitted(self, book: Book) -> float:
        wide = max(size.width() for size in book.sizes) * PIXELS
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.maximumViewportSize()
        scale = (room.width() - bar - 2 * self._margin) / wide
        if self._zoom.fit is Fit.PAGE:
            high = max(size.height() for size in book.sizes) * PIXELS
            scale = min(scale, (room.height() - 2 * self._margin) / high)
        return min(max(scale, 0.1), zooming.MOST / 100)

    def _lay_out(self) -> None:
        """Find where each page lies; keep what stands in the middle of the window there."""
        book = self._book
        if book is None or not book.sizes:
            self._places = ()
            self.verticalScrollBar().setRange(0, 0)
            return
        up = self.verticalScrollBar()
        before, room = self._scale, self.viewport().size()
        middle = up.value() + room.height() / 2
        self._scale = self._fitted(book) if self._zoom.fit else self._zoom.percent / 100
        dots = self._scale * PIXELS
        sizes = [
            QSize(round(size.width() * dots), round(size.height() * dots)) for size in book.sizes
        ]
        wide = max(size.width() for size in sizes) + 2 * self._margin
        y, places = self._margin, []
        for size in sizes:
            left = (max(wide, room.width()) - size.width()) // 2
            places.append(QRect(left, y, size.width(), size.height()))
            y += size.height() + self._look.px(GAP)
        self._places = tuple(places)
        high = y - self._look.px(GAP) + self._margin
        self._held = True
        up.setRange(0, max(high - room.height(), 0))
        up.setPageStep(max(room.height(), 1))
        up.setSingleStep(self._look.px(LINE_STEP))
        aside = self.horizontalScrollBar()
        aside.setRange(0, max(wide - room.width(), 0))
        aside.setPageStep(max(room.width(), 1))
        if before != self._scale:
            up.setValue(round(middle * self._scale / before - room.height() / 2))
            aside.setValue(aside.maximum() // 2)
        self._held = False
        self._scrolled()
        self.zoomed.emit()

    # --- where it is looked at ---

    def _scrolled(self) -> None:
        self.viewport().update()
        if not self._held and self._places:
            line = self.verticalScrollBar().value() + self.viewport().height() // 3
            passed = [at for at, place in enumerate(self._places) if place.top() <= line]
            self._turn(passed[-1] if passed else 0)

    def _turn(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.turned.emit(page)
        if self._book is not None:
            self.setAccessibleName(self._book.place(page))

    # --- pictures ---

    def _take(self, page: int, picture: QImage) -> None:
        # Thumbnails are asked of the same book; theirs are other sizes.
        if self._asked.get(page) == picture.size():
            self._pictures[page] = picture
            self.viewport().update()

    def _want(self, page: int, size: QSize) -> None:
        if self._book is not None and self._asked.get(page) != size:
            self._asked[page] = size
            self._book.ask(page, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages that are seen."""
        look = self._look
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), look.colour("paper_ground"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter.translate(QPoint(-across, -down))
        seen = self.viewport().rect().translated(across, down)
        dots = self.devicePixelRatioF()
        shown = [at for at, place in enumerate(self._places) if place.intersects(seen)]
        for page in shown:
            place = self._places[page]
            painter.fillRect(place, Qt.GlobalColor.white)
            picture = self._pictures.get(page)
            if picture is not None:
                painter.drawImage(place, picture)
            painter.setPen(QPen(look.colour("line2"), 1))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
            self._want(page, place.size() * dots)
        painter.resetTransform()
        if self.hasFocus():
            painter.setPen(QPen(look.colour("ring"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()
        if shown:
            near = range(shown[0] - 1, shown[-1] + 2)
            for page in [page for page in self._pictures if page not in near]:
                del self._pictures[page]
                self._asked.pop(page, None)

    # --- what the clerk does ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._lay_out()

    def viewportEvent(self, event: QEvent) -> bool:
        """The ring comes and goes with the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        return super().viewportEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Show the ring."""
        super().focusInEvent(event)  # type: ignore[arg-type]  # Qt hands its own event
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)  # type: ignore[arg-type]  # Qt hands its own event
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.larger if event.angleDelta().y() > 0 else self.smaller)()
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and down turn pages, arrows scroll, Ctrl with 0, 1, + and − zooms."""
        key, keys = event.key(), Qt.Key
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if key == keys.Key_0:
                self.zoom = Zoom(Fit.PAGE)
            elif key == keys.Key_1:
                self.zoom = Zoom(Fit.WIDTH)
            elif key in (keys.Key_Plus, keys.Key_Equal):
                self.larger()
            elif key == keys.Key_Minus:
                self.smaller()
            else:
                super().keyPressEvent(event)
            return
        if key in (keys.Key_PageDown, keys.Key_PageUp):
            step = 1 if key == keys.Key_PageDown else -1
            self.go(min(max(self._page + step, 0), len(self._places) - 1))
        elif key in (keys.Key_Home, keys.Key_End):
            self.go(0 if key == keys.Key_Home else len(self._places) - 1)
        else:
            super().keyPressEvent(event)
