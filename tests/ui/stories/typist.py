"""The real window as a process of its own that types a voucher until it is killed.

``python -m tests.ui.stories.typist DESK FOLDER`` opens the desk as `supplydesk.ui.run` does, types
line after line into a dispatch, and prints how many lines a saved draft holds each time that one
was saved: after COMMIT, as the window itself is told.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

from supplydesk import paths
from supplydesk.services import drafts
from supplydesk.services.forms import DispatchForm
from supplydesk.store.database import reading
from supplydesk.ui.document.page import VoucherPage
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.program import Program
from tests.ui.keys import CTRL, Hands
from tests.ui.stories.clerk import NUMBER

EVERY = 40
"""Milliseconds between two things that are typed."""


class Typist(Program):
    """The program, with somebody at its keys."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self._typing: Iterator[None] | None = None
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._type)
        self._clock.start(EVERY)

    def _type(self) -> None:
        window = self.window
        if not isinstance(window, MainWindow) or not window.around.desk.idle:
            return
        if self._typing is None:
            self._typing = self._keys(Hands(window, lambda: None))
        next(self._typing)

    def _keys(self, hands: Hands) -> Iterator[None]:
        hands.press(Qt.Key.Key_N, CTRL)
        yield
        page = hands.window.page()
        assert isinstance(page, VoucherPage)
        page.keeper.kept.connect(lambda _saved: self._told(page))
        for text in ("sj", "qz", NUMBER):
            if text.isascii():
                hands.type(text)
            else:
                hands.compose(text)
            yield
            hands.enter()
            yield
        while True:
            hands.type("mb")
            yield
            hands.enter()
            yield
            hands.type("10")
            yield
            hands.enter(2)
            yield

    def _told(self, page: VoucherPage) -> None:
        assert self.desk is not None
        with reading(self.desk.database, self.desk.seat) as session:
            form = drafts.form_of(drafts.find(session, page.paper.key))
        assert isinstance(form, DispatchForm)
        sys.stdout.write(f"kept {page.paper.key} {len(form.lines)}\n")
        sys.stdout.flush()


def main(desk: str, folder: str) -> int:
    """Open *desk* and type; logs and preferences lie in *folder*."""
    own = Path(folder)
    paths.log_folder = lambda: own / "log"
    paths.user_folder = lambda: own
    return Typist(Preferences(own / "window.ini")).run(desk)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
