"""Words on a page: a label with the part it plays, as the style sheet knows it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def label(text: str = "", part: str = "", parent: QWidget | None = None) -> QLabel:
    """A label for *text*, plain and never markup; *part* is its name in the style sheet."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(part)
    return made


def wrapped(text: str = "", part: str = "", parent: QWidget | None = None) -> QLabel:
    """A label whose text runs on in further lines where it needs to."""
    made = label(text, part, parent)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


class Elided(QLabel):
    """A label in one line that ends in … where there is no room; the whole text is its tooltip."""

    def __init__(
        self,
        text: str = "",
        part: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._mode = mode
        self._whole = ""
        self.say(text)

    def say(self, text: str) -> None:
        """Show *text*."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    @property
    def whole(self) -> str:
        """The text, however much of it is shown."""
        return self._whole

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        wide = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Cut anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands its own event
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, self._mode, max(self.width(), 1))
        if shown != self.text():
            super().setText(shown)
            self.setToolTip("" if shown == self._whole else self._whole)


def rule(vertical: bool = False, part: str = "divider") -> QFrame:
    """A thin line between two things."""
    made = QFrame()
    made.setObjectName(part)
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made
