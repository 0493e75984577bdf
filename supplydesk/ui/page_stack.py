"""The pages of a window: each made when it is first shown, and kept."""

from PySide6.QtWidgets import QStackedWidget

from supplydesk.ui.around import Around
from supplydesk.ui.pages import listing
from supplydesk.ui.parts.page import Page


class PageStack(QStackedWidget):
    """Shows one of them; *around* is what each of them is given."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        self._pages: dict[str, Page] = {}

    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.currentWidget()
        return shown if isinstance(shown, Page) else None

    def made(self, name: str) -> Page:
        """The page *name*, made when it is first asked for."""
        room = listing.shared(name)
        page = self._pages.get(room)
        if page is None:
            page = listing.make(name, self._around)
            self._pages[room] = page
            self.addWidget(page)
        return page

    def get_ready(self) -> None:
        """Import the other pages beside the window, and make that of vouchers."""
        if self.isVisible():
            self._around.desk.long(
                listing.import_all,
                lambda _nothing: self.made("paper"),
                owner=self,
                progress=lambda _done, _total: None,
            )

    def may_leave(self) -> bool:
        """Whether another page may be shown."""
        page = self.page()
        return page is None or page.may_leave()

    def may_close(self) -> bool:
        """Whether nothing would be lost with any of them."""
        return self.may_leave() and all(one.may_close() for one in self._pages.values())
