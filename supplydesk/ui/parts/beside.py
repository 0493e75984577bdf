"""A page's body with a panel at its right, which lies over it where there is no room for both."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from supplydesk.ui.look.look import TIGHT, Look


class Beside(QWidget):
    """Holds *main* and *panel*; the panel takes room only while it is shown.

    In a window narrower than *roomy* it lies over the body.
    """

    def __init__(self, main: QWidget, panel: QWidget, look: Look, *, roomy: int = TIGHT) -> None:
        super().__init__()
        self._main, self._panel, self._look = main, panel, look
        self._roomy = roomy
        main.setParent(self)
        panel.setParent(self)
        panel.installEventFilter(self)

    @property
    def over(self) -> bool:
        """Whether the panel lies over the body."""
        return self.window().width() / self._look.scale < self._roomy

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place both anew."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The panel comes or goes."""
        if watched is self._panel and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        wide, high = self.width(), self.height()
        shown = not self._panel.isHidden()
        taken = min(self._panel.maximumWidth(), wide)
        beside = taken if shown and not self.over else 0
        self._main.setGeometry(0, 0, wide - beside, high)
        if shown:
            self._panel.setGeometry(wide - taken, 0, taken, high)
            self._panel.raise_()
