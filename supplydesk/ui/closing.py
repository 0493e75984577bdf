"""Whether a window may go while work goes on in the background: it asks, and then waits for it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.parts.dialog import Dialog


class Closing(QObject):
    """What a window does before it closes, leaves for another desk, or takes another look."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window.widget())
        self._around = around
        self._asked: Dialog | None = None

    def may(self, then: Callable[[], object]) -> bool:
        """Whether it may go now. Where work goes on it asks whether to cancel that, and calls
        *then* once it has ended.
        """
        background = self._around.background
        work = background.work
        if work is None:
            return True
        if self._asked is None:
            title = translate("ui.closing", "“{title}” still goes on")
            word = translate("ui.closing", "Cancel it and close")
            asked = Dialog(self._around, title.format(title=work.title), word, grave=True)
            asked.say(work.leaves)
            asked.other.setText(translate("ui.closing", "Go on working"))
            asked.taken.connect(lambda: self._cancel(then))
            asked.finished.connect(self._answered)
            background.ended.connect(asked.reject)
            self._asked = asked
            asked.open()
        return False

    def once_free(self, then: Callable[[], object]) -> None:
        """Call *then* as soon as no work goes on."""
        background = self._around.background
        if not background.busy:
            then()
            return
        once = Qt.ConnectionType.SingleShotConnection
        # Later: whoever began the work is still about to say what became of it.
        background.ended.connect(lambda _title: QTimer.singleShot(0, self, then), once)

    def _cancel(self, then: Callable[[], object]) -> None:
        assert self._asked is not None, "it was answered"
        self._asked.accept()
        self.once_free(then)
        self._around.background.cancel()

    def _answered(self) -> None:
        self._asked = None
