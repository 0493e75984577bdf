"""The main window: navigation, header, bar, banner, the page that is shown, the status line.

It knows no document's rules. Pages are made when first shown and kept; what they may ask of it
is `around.Window`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from supplydesk.domain.problem import Problem, Refused
from supplydesk.store.database import StoreTrouble
from supplydesk.text import translate
from supplydesk.ui.around import Around, Offer, Target
from supplydesk.ui.background import Background
from supplydesk.ui.closing import Closing
from supplydesk.ui.desk import Desk
from supplydesk.ui.everywhere import Everywhere
from supplydesk.ui.frame import framed
from supplydesk.ui.incident import ChosenIncident
from supplydesk.ui.look.look import NARROW
from supplydesk.ui.page_stack import PageStack
from supplydesk.ui.pages import listing
from supplydesk.ui.parts.action_bar import ActionBar, own_keys
from supplydesk.ui.parts.banner import Banner
from supplydesk.ui.parts.enter import pressed_by_enter
from supplydesk.ui.parts.header import Header
from supplydesk.ui.parts.navigation import Navigation
from supplydesk.ui.parts.page import Page
from supplydesk.ui.parts.status_bar import StatusBar
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.standing_line import StandingLine, follow

if TYPE_CHECKING:
    from supplydesk.ui.palette import Palette

LEAST_WIDTH, LEAST_HEIGHT = 800, 600
MOST_BEHIND = 50
READY_AFTER = 700
"""Milliseconds after which the window is used, and other pages are got ready."""


class MainWindow(QMainWindow):
    """The window of one desk. ``rebuilding`` asks for the same window in another look,
    ``reopening`` for a window of the desk that a restored copy has become, ``leaving`` for another
    desk.
    """

    rebuilding = Signal()
    reopening = Signal()
    leaving = Signal()
    closed = Signal()
    bug = Signal(object)

    def __init__(self, desk: Desk, preferences: Preferences) -> None:
        super().__init__()
        look = preferences.look
        incident, background = ChosenIncident(desk, preferences, self), Background(self)
        self.around = Around(look, desk, preferences, self, incident, background)
        self._before_going = Closing(self.around)
        self._palette: Palette | None = None
        self._behind: tuple[Target, ...] = ()
        self._here = Target("")
        self._closing = False
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.navigation = Navigation(listing.entries(), look)
        self.header = Header(look, self.around.incident)
        self.bar = ActionBar(look)
        self.banner = Banner(look)
        self.stack = PageStack(self.around)
        self.status = StatusBar(look)
        above = (self.header, self.bar, self.banner)
        self.setCentralWidget(framed(self.navigation, above, self.stack, self.status))
        self.standing = StandingLine(desk, self.status, self.navigation)
        self.setWindowTitle(self._window_title(""))
        self.everywhere = Everywhere(
            self.around, self.page, lambda: self._here, self.header.incident.ask
        )
        self.status.person.connect(self.everywhere.sit)
        self.everywhere.sat.connect(self._sat)
        self.everywhere.leaving.connect(self._leave)
        follow(background, self.status)
        self.navigation.chosen.connect(lambda name: self.go(Target(name)))
        self.header.search.connect(self._search)
        self.banner.first.connect(lambda: self._do("next_problem"))
        own_keys(
            self,
            self,
            {
                "palette": self._search,
                "background": background.come_back,
                "incident": self.header.incident.ask,
                "next_pane": self._next_pane,
                "refresh": self._read_again,
                "manual": self.everywhere.manual,
                "keys": self.everywhere.keys,
            },
        )
        desk.changed.connect(self._changed)
        desk.writing.connect(self._writing)
        desk.failed.connect(self.failed)
        desk.seated.connect(self.standing.read)
        desk.seated.connect(self._allow)
        self._allow()
        self.standing.read()
        self.around.incident.read()
        QTimer.singleShot(READY_AFTER, self.stack, self.stack.get_ready)

    @property
    def palette_box(self) -> "Palette":
        """The command palette, made when it is first wanted: the window stands without it."""
        if self._palette is None:
            from supplydesk.ui.palette import Palette  # noqa: PLC0415 - as said above

            self._palette = Palette(self.around, self.page, self.everywhere.actions)
        return self._palette

    def _search(self) -> None:
        self.palette_box.ask()

    # --- what pages ask ---

    def go(self, target: Target) -> None:
        """Show a page."""
        if not self.stack.may_leave():
            return
        if self._here.page and target != self._here:
            self._behind = self.standing_point()[-MOST_BEHIND:]
        self._show(target)

    def back(self) -> None:
        """Show the page before this one, or the first."""
        if not self.stack.may_leave():
            return
        *behind, target = self._behind or (Target(listing.HOME),)
        self._behind = tuple(behind)
        self._show(target)

    def tell(
        self,
        title: str,
        problems: Sequence[Problem] = (),
        tone: str = "stop",
        offer: Offer | None = None,
    ) -> None:
        """Say on the banner what did not happen, or what did."""
        page = self.page()
        jump = page is not None and any(page.leads_to(one) for one in problems)
        self.banner.tell(title, problems, tone, jump, offer)

    def hush(self) -> None:
        """Take the banner away."""
        self.banner.hush()

    def saved(self, text: str) -> None:
        """Say in the status line what was saved."""
        self.status.saved(text)

    def not_saved(self) -> None:
        """Say in the status line that something could not be saved."""
        self.standing.not_saved()

    def head_changed(self) -> None:
        """Read title, chip and actions of the page again."""
        page = self.page()
        if page is not None:
            heading = page.heading()
            self.header.show_heading(heading)
            self.navigation.show_active(page.entry())
            self.bar.show_page(page)
            self.setWindowTitle(self._window_title(heading.title))

    def widget(self) -> QWidget:
        """This window."""
        return self

    def rebuild(self) -> None:
        """Ask for this window in another look, once no work goes on in it."""
        self._before_going.once_free(self.rebuilding.emit)

    def reopen(self) -> None:
        """Ask for a window of the desk that lies there now."""
        self.reopening.emit()

    # --- pages ---

    def page(self) -> Page | None:
        """The page that is shown."""
        return self.stack.page()

    @property
    def here(self) -> Target:
        """What is shown."""
        return self._here

    def standing_point(self) -> tuple[Target, ...]:
        """Where one is and how one came there, for the window that takes this one's place."""
        page = self.page()
        here = self._here if page is None else page.shown_as(self._here)
        return (*self._behind, here)

    def resume(self, point: tuple[Target, ...]) -> None:
        """Stand where the window before this one stood."""
        self._behind = point[:-1]
        self._show(point[-1])

    def _show(self, target: Target) -> None:
        page = self.stack.made(target.page)
        self.banner.hush()
        self._here = target
        self.stack.setCurrentWidget(page)
        page.arrive(target)
        self.head_changed()
        focus = page.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, name: str) -> None:
        page = self.page()
        if page is not None and not page.why_not(name):
            page.act(name)

    def _read_again(self) -> None:
        page = self.page()
        if page is not None:
            page.refresh()
        self.standing.read()

    def _next_pane(self) -> None:
        page, focus = self.page(), QApplication.focusWidget()
        if page is not None and focus is not None and self.navigation.isAncestorOf(focus):
            (page.first_focus() or page).setFocus(Qt.FocusReason.TabFocusReason)
        elif page is None or not page.next_pane():
            self.navigation.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the innermost thing: banner, what the page has open, the page itself; Enter
        presses the button that has the keys.
        """
        if event.key() != Qt.Key.Key_Escape:
            if not pressed_by_enter(self, event):
                super().keyPressEvent(event)
            return
        page = self.page()
        if self.banner.isVisible():
            self.banner.hush()
        elif page is not None and page.escape():
            return
        elif self._behind:
            self.back()

    # --- the desk ---

    def _leave(self) -> None:
        if self._before_going.may(self._leave):
            self.leaving.emit()

    def _sat(self) -> None:
        self._changed()
        self.head_changed()

    def _changed(self) -> None:
        self._read_again()
        self.around.incident.read()

    def _writing(self, busy: bool) -> None:
        self.standing.writing(busy)
        if not busy and self._closing:
            QTimer.singleShot(0, self.close)

    def failed(self, error: Exception) -> None:
        """Say what went wrong where nobody else did."""
        if isinstance(error, Refused):
            self.tell(translate("ui.main_window", "That could not be done"), error.problems)
        elif isinstance(error, StoreTrouble):
            title = translate("ui.main_window", "The desk's database cannot be reached")
            self.tell(title, (error.problem,))
            self.standing.not_saved()
        else:
            self.bug.emit(error)

    def _allow(self) -> None:
        role = self.around.desk.seat.role
        self.navigation.allow(lambda page: listing.allowed(page, role))

    def _window_title(self, title: str) -> str:
        name = translate("ui.main_window", "SupplyDesk")
        return " — ".join(filter(None, (title, self.standing.desk_name(), name)))

    # --- size and end ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop what has no room: words of the navigation, key hints, the rail."""
        super().resizeEvent(event)
        width = event.size().width() / self.around.look.scale
        self.navigation.narrow(width < NARROW)
        self.bar.shorten(hints=width >= NARROW)
        self.header.roomy(width >= NARROW)
        if self._palette is not None:
            self._palette.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Coming back to the window, see what others did meanwhile."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.page():
            self._read_again()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for what is being written; then keep where the window stood."""
        self._closing = False
        if not self.stack.may_close():
            event.ignore()
            return
        if not self._before_going.may(self.close):
            event.ignore()
            return
        self._closing = self.around.desk.busy
        if self._closing:
            event.ignore()
            return
        self.around.preferences.geometry = self.saveGeometry()
        self.around.preferences.sync()
        event.accept()
        self.closed.emit()
