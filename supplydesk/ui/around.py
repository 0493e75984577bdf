"""What surrounds a page: look, desk, preferences, the window it is in, the event worked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtWidgets import QWidget

from supplydesk.domain.problem import Problem
from supplydesk.ui.background import Background
from supplydesk.ui.desk import Desk
from supplydesk.ui.incident import ChosenIncident
from supplydesk.ui.look.look import Look
from supplydesk.ui.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Target:
    """Where to go: a page by name, and what it should show (a number, a code, a filter)."""

    page: str
    about: str = ""
    options: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def to(page: str, about: str = "", **options: str) -> "Target":
        """The target with those of *options* that say something."""
        return Target(page, about, {name: value for name, value in options.items() if value})


@dataclass(frozen=True, slots=True)
class Offer:
    """What a message offers to do: the word on its button, and the doing."""

    word: str
    act: Callable[[], object]


class Window(Protocol):
    """What a page may ask of the window that holds it; it knows no more of it."""

    def go(self, target: Target) -> None:
        """Show a page."""

    def back(self) -> None:
        """Show the page before this one."""

    def tell(
        self,
        title: str,
        problems: Sequence[Problem] = (),
        tone: str = "stop",
        offer: Offer | None = None,
    ) -> None:
        """Say on the banner what did not happen, with the places to mend, or what did."""

    def hush(self) -> None:
        """Take the banner away."""

    def saved(self, text: str) -> None:
        """Say in the status line what was saved."""

    def not_saved(self) -> None:
        """Say in the status line that something could not be saved."""

    def head_changed(self) -> None:
        """Title, chip or what can be done has changed: read them again."""

    def widget(self) -> QWidget:
        """The widget that dialogs and popups belong to."""

    def rebuild(self) -> None:
        """Make the window anew: language, theme or scale has changed."""

    def reopen(self) -> None:
        """Open the desk anew: a copy has taken its place."""


@dataclass(frozen=True, slots=True)
class Around:
    """Everything a page is given; see `Window` for what it may ask."""

    look: Look
    desk: Desk
    preferences: Preferences
    window: Window
    incident: ChosenIncident
    background: Background
