"""One PDF in memory: its pages, and pictures of them that are drawn on another thread."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QObject, QSize, QSizeF, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer

from supplydesk.text import translate

A4 = QSizeF(595.3, 841.9)


class Book(QObject):
    """A PDF; ``drawn`` hands over the picture of a page that was asked for, in that size.

    *parts* name the equal parts that it is made of (the copies of a slip); none: it is one thing.
    One picture is drawn at a time: those of the large page before the small ones, and of a page
    that was asked for in several sizes, as while a window is being resized, only the last.
    """

    drawn = Signal(int, QImage)

    def __init__(
        self, content: bytes, parts: Sequence[str] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.content = content
        # Children die in the order they were born: first the renderer, which waits for its
        # thread, then the document that it draws, and last the bytes under that.
        self._renderer = QPdfPageRenderer(self)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._buffer.setData(content)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.readable = self._document.status() == QPdfDocument.Status.Ready
        pages = self._document.pageCount() if self.readable else 0
        self.sizes = tuple(self._document.pagePointSize(page) for page in range(pages))
        self.parts = tuple(parts) if parts and pages % len(parts) == 0 else ()
        self._wanted: dict[tuple[bool, int], QSize] = {}
        self._under_way = False
        # Whatever is asked for while the window is painted is put in order first.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._draw_next)
        if self.readable:
            self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
            self._renderer.setDocument(self._document)
            self._renderer.pageRendered.connect(self._tell)

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for is drawn."""
        return not self._wanted and not self._under_way

    def ask(self, page: int, size: QSize, *, small: bool = False) -> None:
        """Ask for the picture of *page*, so many dots wide and high; *small* ones can wait."""
        if self.readable and not size.isEmpty():
            self._wanted[small, page] = size
            self._soon.start()

    def _draw_next(self) -> None:
        if self._wanted and not self._under_way:
            key = min(self._wanted)
            self._under_way = True
            self._renderer.requestPage(key[1], self._wanted.pop(key))

    def caption(self, page: int) -> str:
        """What *page* is: a copy's name, or its number."""
        if not self.parts:
            return str(page + 1)
        each = len(self.sizes) // len(self.parts)
        name = self.parts[page // each]
        return name if each == 1 else f"{name} {page % each + 1}/{each}"

    def place(self, page: int) -> str:
        """Where *page* stands, in words."""
        text = translate("ui.paper.book", "Page {page} of {pages}")
        told = text.format(page=page + 1, pages=len(self.sizes))
        return f"{told} · {self.caption(page)}" if self.parts else told

    def _tell(
        self, page: int, _size: QSize, picture: QImage, _options: object, _request: int
    ) -> None:
        self._under_way = False
        self._soon.start()
        self.drawn.emit(page, picture)
