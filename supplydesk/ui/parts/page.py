"""The contract of a page: its heading, what can be done on it, and when it reads the desk again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from supplydesk.domain.problem import Problem
from supplydesk.ui.around import Around, Target
from supplydesk.ui.parts.chip import Chip

_NOWHERE = frozenset({"number", "key", "reason", "person", "pin"})
"""What problems name of a paper as a whole, or of who asks: no page has a field of it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands in the header: the title, a quiet word beside it, a chip, the paper's rail."""

    title: str
    subtitle: str = ""
    chip: Chip | None = None
    rail: tuple[str, ...] = ()
    reached: int = 0


class Page(QWidget):
    """One page of the window.

    ``OFFERED`` names the actions of its bar in their order (an empty name parts groups), ``MORE``
    those behind 更多, ``PRIMARY`` those at the right, the last of them the blue one. Each is done
    by the method ``on_<name>``. ``KEYS`` are actions that have keys and no place on the bar.
    """

    NAME: ClassVar[str] = ""
    OFFERED: ClassVar[tuple[str, ...]] = ()
    MORE: ClassVar[tuple[str, ...]] = ()
    PRIMARY: ClassVar[tuple[str, ...]] = ()
    KEYS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around
        self.look = around.look
        self.desk = around.desk
        self.setObjectName("page")

    def entry(self) -> str:
        """The entry of the navigation that is marked while it is shown."""
        return self.NAME

    def chapter(self) -> str:
        """The page of the manual that tells of it as it is now: of a paper, that of its kind."""
        return self.entry()

    def leads_to(self, problem: Problem) -> bool:
        """Whether F2 has a place to go to for *problem*: a line, or a field that is typed into."""
        placed = problem.row is not None or problem.field not in {None, "", *_NOWHERE}
        return "next_problem" in self.KEYS and placed

    def heading(self) -> Heading:
        """What the header says of the page now."""
        raise NotImplementedError

    def offered(self) -> tuple[str, ...]:
        """The actions of the bar now."""
        return self.OFFERED

    def more(self) -> tuple[str, ...]:
        """The actions behind 更多 now."""
        return self.MORE

    def primary(self) -> tuple[str, ...]:
        """The actions at the right of the bar now."""
        return self.PRIMARY

    def why_not(self, _name: str) -> str:
        """Why the action cannot be done now; empty where it can."""
        return ""

    def word(self, _name: str) -> str:
        """Another word for an action than its usual one; empty for that one."""
        return ""

    def act(self, name: str) -> None:
        """Do the action *name*."""
        act: Callable[[], object] = getattr(self, f"on_{name}")
        act()

    def on_new(self) -> None:
        """Begin a dispatch, which is what is new wherever a page has nothing else of its own."""
        self.around.window.go(Target("dispatch"))

    def arrive(self, target: Target) -> None:
        """The page is shown, for *target*."""

    def shown_as(self, target: Target) -> Target:
        """What would show the page as it stands; *target* is what it was asked for last."""
        return target

    def refresh(self) -> None:
        """The desk has changed: ask it again."""

    def may_leave(self) -> bool:
        """Finish what is being typed before another page is shown; False where that cannot be."""
        return True

    def settled(self) -> bool:
        """Whether nothing would be lost with the page once all writing has ended."""
        return True

    def may_close(self) -> bool:
        """The window is about to close: keep what would be lost; False where that cannot be."""
        return True

    def escape(self) -> bool:
        """Esc was pressed: close what is innermost; False where nothing is left to close."""
        return False

    def first_focus(self) -> QWidget | None:
        """What has the keys when the page is shown."""
        return None

    def next_pane(self) -> bool:
        """F6: give the keys to the next pane; False after the last one."""
        return False
