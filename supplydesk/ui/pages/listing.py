"""The table of pages: what the navigation shows, and how each page is made when first shown."""

from collections.abc import Callable
from importlib import import_module

from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.parts.navigation import Entry
from supplydesk.ui.parts.page import Page

HOME = "home"
# Name → (room, class). A page is imported when it is first shown: all of them at once would
# double the time until the window can be used.
_ROOMS: dict[str, tuple[str, str]] = {
    "home": ("home", "HomePage"),
    "stock": ("stock", "StockPage"),
    "register": ("register", "RegisterPage"),
}


def entries() -> tuple[Entry, ...]:
    """What the navigation shows, in its order."""
    work = translate("ui.pages.listing", "Work")
    books = translate("ui.pages.listing", "Books")
    return (
        Entry("home", translate("ui.pages.listing", "Home"), "layout-dashboard", work),
        Entry("stock", translate("ui.pages.listing", "Stock"), "boxes", books),
        Entry("register", translate("ui.pages.listing", "Register"), "clipboard-list", books),
    )


def make(name: str, around: Around) -> Page:
    """The page *name*.

    Raises:
        KeyError: there is none.
    """
    room, kind = _ROOMS[name]
    found: Callable[[Around], Page] = getattr(import_module(f"supplydesk.ui.pages.{room}"), kind)
    return found(around)


def known(name: str) -> bool:
    """Whether there is a page *name*."""
    return name in _ROOMS
