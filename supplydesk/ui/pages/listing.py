"""The table of pages: what the navigation shows, and how each page is made when first shown."""

from collections.abc import Callable
from importlib import import_module

from supplydesk.domain.lifecycle import Action, may
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.parts.navigation import Entry
from supplydesk.ui.parts.page import Page

HOME = "home"
# Name → (room, class). A page is imported when it is first shown: all of them at once would
# double the time until the window can be used.
_ROOMS: dict[str, tuple[str, str]] = {
    "home": ("pages.home", "HomePage"),
    "stock": ("pages.stock", "StockPage"),
    "register": ("pages.register", "RegisterPage"),
    "paper": ("document.page", "VoucherPage"),
    "month": ("pages.month", "MonthPage"),
    "card": ("pages.card", "CardPage"),
    "reports": ("pages.reports", "ReportsPage"),
    "preview": ("pages.preview", "PreviewPage"),
    "catalogue": ("pages.catalogue", "CataloguePage"),
    "places": ("pages.places", "PlacesPage"),
    "people": ("pages.people", "PeoplePage"),
    "backups": ("pages.backups", "BackupsPage"),
    "settings": ("pages.settings", "SettingsPage"),
    "setup": ("pages.setup", "SetupPage"),
    "manual": ("pages.manual", "ManualPage"),
}


_SHARED = {"dispatch": "paper", "confirmation": "paper", "opening": "paper"}
_NEEDED = {"people": Action.EDIT_PEOPLE}
"""Pages that show nothing to whose role may not do this."""


def import_all(tick: Callable[[int, int], None]) -> None:
    """Import every page, and the search, on the thread that calls, so that none of them is
    waited for later.
    """
    rooms = ["palette", *sorted({room for room, _ in _ROOMS.values()})]
    for done, room in enumerate(rooms):
        tick(done, len(rooms))
        import_module(f"supplydesk.ui.{room}")


def allowed(name: str, role: str) -> bool:
    """Whether the page *name* has something to show to *role*."""
    return name not in _NEEDED or may(role, _NEEDED[name])


def entries() -> tuple[Entry, ...]:
    """What the navigation shows, in its order."""
    work = translate("ui.pages.listing", "Work")
    books = translate("ui.pages.listing", "Books")
    lists = translate("ui.pages.listing", "Lists")
    return (
        Entry("home", translate("ui.pages.listing", "Home"), "layout-dashboard", work),
        Entry("dispatch", translate("ui.pages.listing", "Dispatch"), "truck", work),
        Entry("confirmation", translate("ui.pages.listing", "Return receipt"), "rotate-ccw", work),
        Entry("opening", translate("ui.pages.listing", "Opening stock"), "package-check", work),
        Entry("stock", translate("ui.pages.listing", "Stock"), "boxes", books),
        Entry("register", translate("ui.pages.listing", "Register"), "clipboard-list", books),
        Entry("month", translate("ui.pages.listing", "Month-end"), "calendar-check", books),
        Entry("reports", translate("ui.pages.listing", "Reports"), "file-text", books),
        Entry("catalogue", translate("ui.pages.listing", "Catalogue"), "package", lists),
        Entry("places", translate("ui.pages.listing", "Places"), "map-pin", lists),
        Entry("people", translate("ui.pages.listing", "People"), "users", lists),
        Entry("backups", translate("ui.pages.listing", "Backups"), "hard-drive", low=True),
        Entry("settings", translate("ui.pages.listing", "Settings"), "settings", low=True),
        Entry("manual", translate("ui.pages.listing", "Help"), "circle-help", hint="F1", low=True),
    )


def make(name: str, around: Around) -> Page:
    """The page *name*.

    Raises:
        KeyError: there is none.
    """
    room, kind = _ROOMS[shared(name)]
    found: Callable[[Around], Page] = getattr(import_module(f"supplydesk.ui.{room}"), kind)
    return found(around)


def names() -> tuple[str, ...]:
    """Every page by name, a voucher once for each kind."""
    return (*_ROOMS, *_SHARED)


def shared(name: str) -> str:
    """The page that shows *name*: every kind of voucher is shown by one."""
    return _SHARED.get(name, name)


def known(name: str) -> bool:
    """Whether there is a page *name*."""
    return shared(name) in _ROOMS
