"""Dialogs: one question, one field, one button named by its outcome; Esc leaves all as it was."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.enter import is_enter, pressed_by_enter
from supplydesk.ui.parts.label import label, wrapped

WIDTH, LEAST = 440, 320
ROUND = 200
"""Pixels that title, buttons and the screen's own rim need around a body."""


class Box(QDialog):
    """A dialog with a title, room for its body, and its buttons. ``taken`` when the main one was
    pressed: whoever opened it checks, then accepts or says what is wrong.

    Enter presses the button that has the keys; anywhere else the main one, but the other one where
    the main one is *grave*: what cannot be taken back is not what Enter does by chance.

    It needs no desk: what is asked before one is open is asked in a box.
    """

    taken = Signal()

    def __init__(
        self, look: Look, parent: QWidget, title: str, word: str = "", *, grave: bool = False
    ) -> None:
        super().__init__(parent)
        px = look.px
        self.look = look
        self._over = parent.window()
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(px(WIDTH))
        self._title = wrapped(title, "dialogTitle")
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        self._wrong = wrapped("", "stop")
        self._wrong.hide()
        self.main = QPushButton(word or translate("ui.parts.dialog", "OK"))
        self.main.setObjectName("primary")
        self.main.setDefault(True)
        self.main.clicked.connect(self.taken)
        self.other = QPushButton(translate("ui.parts.dialog", "Cancel"))
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self.reject)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(px(8))
        self.buttons.addStretch()
        self.buttons.addWidget(self.other)
        self.buttons.addWidget(self.main)
        column = QVBoxLayout(self)
        # Lines that run on would ask for the height of their narrowest form; `snuggle` knows.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(12))
        column.addWidget(self._title)
        column.addLayout(self.body)
        column.addWidget(self._wrong)
        column.addSpacing(px(4))
        column.addLayout(self.buttons)
        if grave:
            self.main.setAutoDefault(False)
            self.main.setDefault(False)
            self.other.setDefault(True)
            self.other.setFocus()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def done(self, result: int) -> None:
        """Close, and give the keys back to what lies below: not every window manager does."""
        super().done(result)
        (QApplication.activeModalWidget() or self._over).activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keys, and goes on from a drop-down."""
        if pressed_by_enter(self, event):
            return
        if is_enter(event) and isinstance(self.focusWidget(), QComboBox):
            self._go_on()
            return
        super().keyPressEvent(event)

    def _go_on(self) -> None:
        """Give the keys to the next field; after the last one, to the main button."""
        here = self.focusWidget()
        found = here.nextInFocusChain()
        while found is not None and found not in (here, self, self.main, self.other):
            tabbed = found.focusPolicy() & Qt.FocusPolicy.TabFocus
            button = isinstance(found, QPushButton)
            if tabbed and not button and found.isEnabled() and found.isVisible():
                found.setFocus(Qt.FocusReason.TabFocusReason)
                return
            found = found.nextInFocusChain()
        self.main.setFocus(Qt.FocusReason.TabFocusReason)

    def wrong(self, text: str) -> None:
        """Say what is wrong, and stay open."""
        self._wrong.setText(text)
        self._wrong.setVisible(bool(text))
        self.snuggle()

    def snuggle(self) -> None:
        """Be as high as what is said needs at this width, and no higher."""
        high = self.heightForWidth(self.width())
        if high > 0:
            self.resize(self.width(), high)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's own first size leaves gaps between lines that run on."""
        super().showEvent(event)
        self.snuggle()

    def broaden(self, width: int) -> None:
        """Be *width* wide (at 100 per cent), or as wide as the window lets it."""
        room = self._over.width() - self.look.px(32)
        self.setMinimumWidth(max(min(self.look.px(width), room), self.look.px(LEAST)))

    def put_scrolled(self, inner: QWidget) -> QScrollArea:
        """Put *inner* into the body: as high as it needs to be, and scrolled where the window is
        lower.
        """
        made = QScrollArea()
        inner.setObjectName("ground")
        made.setWidget(inner)
        made.setWidgetResizable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room = self._over.height() - self.look.px(ROUND)
        made.setMinimumHeight(min(inner.sizeHint().height() + 2, max(room, self.look.px(120))))
        self.body.addWidget(made)
        return made

    def say(self, text: str, part: str = "secondary") -> QWidget:
        """Put a sentence into the body."""
        made = wrapped(text, part)
        self.body.addWidget(made)
        return made

    def field(self, name: str, text: str = "", hint: str = "") -> QLineEdit:
        """Put a field with its name above it into the body."""
        made = QLineEdit(text)
        made.setPlaceholderText(hint)
        made.setAccessibleName(name)
        above = label(name, "secondary")
        above.setBuddy(made)
        self.body.addWidget(above)
        self.body.addWidget(made)
        return made


class Dialog(Box):
    """A dialog of a page."""

    def __init__(self, around: Around, title: str, word: str = "", *, grave: bool = False) -> None:
        super().__init__(around.look, around.window.widget(), title, word, grave=grave)
        self.around = around


class AskDialog(Dialog):
    """Asks for one text."""

    def __init__(
        self, around: Around, title: str, hint: str, text: str = "", word: str = ""
    ) -> None:
        super().__init__(around, title, word)
        self._field = self.field(hint, text)
        self._field.selectAll()
        self._field.textChanged.connect(lambda _text: self.wrong(""))
        self._field.setFocus()

    def text(self) -> str:
        """What was typed."""
        return self._field.text().strip()
