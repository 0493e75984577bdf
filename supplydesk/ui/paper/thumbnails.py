"""The pages of a paper as small pictures at the left, each with the name of its copy."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from supplydesk.text import translate
from supplydesk.ui.look.look import SECONDARY, Look
from supplydesk.ui.paper.book import A4, Book

WIDTH, PICTURE, CAPTION, PAD = 124, 90, 24, 10
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PagesModel(QAbstractListModel):
    """One row a page; its picture is asked for when it is first shown."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._dots = 1.0
        self._book: Book | None = None
        self._pictures: dict[int, QImage] = {}
        self._asked: dict[int, QSize] = {}

    def show_book(self, book: Book, dots: float) -> None:
        """Show the pages of *book* on a screen with so many *dots* for a pixel."""
        same = self._book is not None and len(self._book.sizes) == len(book.sizes)
        if self._book is not None:
            self._book.drawn.disconnect(self._take)
        if not same:
            self.beginResetModel()
            self._pictures.clear()
        self._book, self._dots = book, dots
        self._asked.clear()
        book.drawn.connect(self._take)
        if not same:
            self.endResetModel()
        elif book.sizes:
            # The old pictures stay until the new ones have come.
            self.dataChanged.emit(self.index(0), self.index(len(book.sizes) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many pages there are."""
        return 0 if parent.isValid() or self._book is None else len(self._book.sizes)

    def box(self, page: int) -> QSize:
        """How large the picture of *page* is."""
        size = self._book.sizes[page] if self._book else A4
        wide = self._look.px(PICTURE)
        return QSize(wide, max(round(wide * size.height() / size.width()), 1))

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """What Qt asks of a page."""
        book, page = self._book, index.row()
        if not index.isValid() or book is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return book.caption(page)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return book.place(page)
        if role == Qt.ItemDataRole.UserRole:
            return self._picture(book, page)
        return None

    def _picture(self, book: Book, page: int) -> QImage | None:
        size = self.box(page) * self._dots
        if self._asked.get(page) != size:
            self._asked[page] = size
            book.ask(page, size, small=True)
        return self._pictures.get(page)

    def _take(self, page: int, picture: QImage) -> None:
        if self._asked.get(page) == picture.size():
            self._pictures[page] = picture
            self.dataChanged.emit(self.index(page), self.index(page))


class _PageDelegate(QStyledItemDelegate):
    """Draws a page: its picture in a frame, the caption under it."""

    def __init__(self, look: Look, model: PagesModel) -> None:
        super().__init__()
        self._look = look
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the picture and the caption."""
        px = self._look.px
        return QSize(px(WIDTH) - px(14), self._model.box(index.row()).height() + px(CAPTION + PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        look, px, room = self._look, self._look.px, option.rect
        box = self._model.box(index.row())
        place = QRect(
            room.left() + (room.width() - box.width()) // 2,
            room.top() + px(PAD),
            box.width(),
            box.height(),
        )
        painter.fillRect(place, Qt.GlobalColor.white)
        picture = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(picture, QImage):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, picture)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        ink = "ring" if focused else "accent_ink" if chosen else "line2"
        painter.setPen(QPen(look.colour(ink), px(2) if chosen else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-1, -1, 1, 1))
        painter.setPen(look.colour("ink" if chosen else "ink2"))
        painter.setFont(look.font(SECONDARY))
        under = QRect(room.left(), place.bottom() + 2, room.width(), px(CAPTION))
        words = look.metrics(SECONDARY).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, under.width()
        )
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, words)


class Thumbnails(QListView):
    """The list of pages; ``chosen`` says which one is to be looked at."""

    chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.pages = PagesModel(look, self)
        self._delegate = _PageDelegate(look, self.pages)
        self.setModel(self.pages)
        self.setItemDelegate(self._delegate)
        self.setObjectName("thumbnails")
        self.setAccessibleName(translate("ui.paper.thumbnails", "Pages"))
        self.setFixedWidth(look.px(WIDTH))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_book(self, book: Book) -> None:
        """Show the pages of *book*."""
        self.pages.show_book(book, self.devicePixelRatioF())

    def put(self, page: int) -> None:
        """Mark *page* as the one that is looked at."""
        index = self.pages.index(page)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(now.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        super().focusInEvent(event)
        self.viewport().update()
