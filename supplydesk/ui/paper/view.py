"""A paper to look at: pages at the left, the ground in the middle, zoom and place below."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from supplydesk.text import translate
from supplydesk.ui.look import icons
from supplydesk.ui.look.look import Look
from supplydesk.ui.paper import zoom as zooming
from supplydesk.ui.paper.book import Book
from supplydesk.ui.paper.canvas import PaperCanvas
from supplydesk.ui.paper.thumbnails import Thumbnails
from supplydesk.ui.paper.zoom import Fit, Zoom
from supplydesk.ui.parts.fields import ChoiceBox
from supplydesk.ui.parts.label import Elided, label, wrapped

WAIT_BEFORE = 150
"""Milliseconds for which nothing is said while a first paper is drawn."""
THUMBNAILS_FROM = 520
"""Pixels of width below which the page alone is shown."""


class PaperView(QWidget):
    """Shows a PDF that is in memory. Another one in its place keeps page and zoom and does not
    flicker; ``turned`` says which page is looked at (from 0).
    """

    turned = Signal(int)

    def __init__(self, look: Look, *, thumbnails: bool = True) -> None:
        super().__init__()
        self._look = look
        self._wanted_thumbnails = thumbnails
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._book: Book | None = None
        self.canvas = PaperCanvas(look)
        self.pages = Thumbnails(look)
        self._place = Elided("", "secondary")
        self._choice = ChoiceBox(look, translate("ui.paper.view", "Size on screen"))
        self._message = _Message(look)
        self._stack = QStackedWidget()
        self._strip = QWidget()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_BEFORE)
        self._wait.timeout.connect(self._say_waiting)
        self._lay_out()
        self.canvas.turned.connect(self._turned)
        self.canvas.zoomed.connect(self._tell_zoom)
        self.pages.chosen.connect(self._chosen)
        self._choice.currentIndexChanged.connect(lambda _at: self._take_zoom())
        self.show_nothing()

    def _lay_out(self) -> None:
        px = self._look.px
        self._strip.setObjectName("paperStrip")
        self._strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        smaller = self._button("zoom-out", translate("ui.paper.view", "Smaller"), "Ctrl+−")
        smaller.clicked.connect(self.canvas.smaller)
        larger = self._button("zoom-in", translate("ui.paper.view", "Larger"), "Ctrl++")
        larger.clicked.connect(self.canvas.larger)
        below = QHBoxLayout(self._strip)
        below.setContentsMargins(px(16), px(4), px(12), px(4))
        below.setSpacing(px(4))
        below.addWidget(self._place, 1)
        for part in (smaller, self._choice, larger):
            below.addWidget(part)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self._message)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self._strip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pages)
        row.addLayout(middle, 1)
        self._choice.offer(self._choices())

    def _button(self, icon: str, word: str, key: str) -> QPushButton:
        made = QPushButton()
        made.setObjectName("flat")
        size = self._look.px(icons.SIZE)
        made.setIcon(icons.icon(icon, self._look.tokens.ink, size))
        made.setIconSize(QSize(size, size))
        made.setAccessibleName(word)
        made.setToolTip(f"{word}  {key}")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    # --- what is shown ---

    def show_pdf(self, content: bytes, parts: Sequence[str] = ()) -> None:
        """Show the PDF *content*; *parts* name its equal parts, such as the copies of a slip."""
        self._wait.stop()
        before = self._book
        if before is not None and before.content == content and self.shows_paper:
            return
        book = Book(content, parts, self)
        if not book.readable:
            book.deleteLater()
            self.show_problem(translate("ui.paper.view", "This paper cannot be shown."))
            return
        self._book = book
        self.setAccessibleName(translate("ui.paper.view", "Paper"))
        self._stack.setCurrentWidget(self.canvas)
        if self.hasFocus():
            self.canvas.setFocus()
        self.canvas.show_book(book)
        self.pages.show_book(book)
        self._fit_parts()
        self._turned(self.canvas.page)
        if before is not None:
            before.deleteLater()

    def show_nothing(self, sentence: str = "") -> None:
        """Show that there is no paper, with *sentence* to say why or what to do."""
        self._say("file-text", sentence or translate("ui.paper.view", "No paper to show."))

    def show_problem(self, text: str) -> None:
        """Say in the paper's place why it cannot be shown, and how to mend that."""
        self._say("circle-alert", text, "stop")

    def ask(self) -> None:
        """A paper is being drawn: after a while say so, where none is shown."""
        if not self.shows_paper:
            self._wait.start()

    @property
    def shows_paper(self) -> bool:
        """Whether a paper is shown, and not a sentence."""
        return self._stack.currentWidget() is self.canvas

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return len(self._book.sizes) if self._book and self.shows_paper else 0

    @property
    def page(self) -> int:
        """The page that is looked at, from 0."""
        return self.canvas.page

    def go(self, page: int) -> None:
        """Look at *page*, from 0."""
        self.canvas.go(page)

    # --- how large ---

    @property
    def zoom(self) -> Zoom:
        """How large it is shown."""
        return self.canvas.zoom

    def fit_width(self) -> None:
        """As wide as there is room."""
        self.canvas.zoom = Zoom(Fit.WIDTH)

    def fit_page(self) -> None:
        """The whole page."""
        self.canvas.zoom = Zoom(Fit.PAGE)

    def larger(self) -> None:
        """One step larger."""
        self.canvas.larger()

    def smaller(self) -> None:
        """One step smaller."""
        self.canvas.smaller()

    def _choices(self) -> list[tuple[str, str]]:
        zoom, percent = self.canvas.zoom, f"{self.canvas.percent:.0f}%"
        width = translate("ui.paper.view", "Page width")
        page = translate("ui.paper.view", "Whole page")
        return [
            ("width", f"{width} {percent}" if zoom.fit is Fit.WIDTH else width),
            ("page", f"{page} {percent}" if zoom.fit is Fit.PAGE else page),
            *((str(step), f"{step}%") for step in zooming.STEPS),
        ]

    def _tell_zoom(self) -> None:
        self._choice.offer(self._choices())
        self._choice.choose(self.canvas.zoom.value)

    def _take_zoom(self) -> None:
        self.canvas.zoom = zooming.read(self._choice.value())

    # --- inside ---

    def _say(self, icon: str, text: str, part: str = "secondary") -> None:
        self._wait.stop()
        self._message.say(icon, text, part)
        self.setAccessibleName(text)
        had = self.canvas.hasFocus() or self.pages.hasFocus()
        self._stack.setCurrentWidget(self._message)
        self._fit_parts()
        if had:
            self.setFocus()  # or the keys would stay with whatever comes next on the page

    def _say_waiting(self) -> None:
        self._say("file-text", translate("ui.paper.view", "The paper is being drawn …"))

    def _chosen(self, page: int) -> None:
        if page != self.canvas.page:
            self.canvas.go(page)

    def _turned(self, page: int) -> None:
        if self._book is not None and page < len(self._book.sizes):
            self.pages.put(page)
            self._place.say(self._book.place(page))
            self.turned.emit(page)

    def _fit_parts(self) -> None:
        several = self._book is not None and len(self._book.sizes) > 1
        room = self.width() / self._look.scale >= THUMBNAILS_FROM
        paper = self.shows_paper
        self.pages.setVisible(paper and several and room and self._wanted_thumbnails)
        self._strip.setVisible(paper)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys are the paper's, where there is one."""
        super().focusInEvent(event)
        if self.shows_paper:
            self.canvas.setFocus()

    def resizeEvent(self, event: object) -> None:
        """Leave the small pages out where there is no room."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands its own event
        self._fit_parts()


class _Message(QWidget):
    """A sentence in the paper's place."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("paperMessage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = label()
        self._text = wrapped("", "secondary")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(24), look.px(24), look.px(24), look.px(24))
        column.setSpacing(look.px(12))
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._text)
        column.addStretch(3)

    def say(self, icon: str, text: str, part: str) -> None:
        """Say *text* under *icon*."""
        tokens = self._look.tokens
        ink = tokens.stop if part == "stop" else tokens.ink3
        self._icon.setPixmap(icons.pixmap(icon, ink, self._look.px(28)))
        self._text.setObjectName(part)
        self._text.style().unpolish(self._text)
        self._text.style().polish(self._text)
        self._text.setText(text)
        self.setAccessibleName(text)
