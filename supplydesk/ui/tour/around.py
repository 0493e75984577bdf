"""What is done in the scenes of what surrounds every page: the event, long work, scans."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt

from supplydesk.services import incidents
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui.parts.long_work import LongWork
from supplydesk.ui.tour.desks import long_name
from supplydesk.ui.tour.stage import Stage

FLOODS = "FX2022"
CODE = "1:TSYJ:1:DB-20221015-001:ABCDEFGHIJKLMNOP"
"""A desk's own key is another each time, and so would be the picture."""


def _floods(session: DeskSession) -> None:
    incidents.add(session, FLOODS, "防汛", date(2022, 11, 1))
    incidents.add(session, "DZ2021", "麦积山地震", date(2021, 5, 1))
    incidents.close(session, "DZ2021", date(2021, 12, 1))


def event(page: str) -> Callable[[Stage], None]:
    """A page of a desk with several events, one of them chosen."""

    def do(stage: Stage) -> None:
        stage.write(_floods)
        stage.main.around.incident.choose(FLOODS)
        stage.go(page)

    return do


def long_event(stage: Stage) -> None:
    """An event with a name of sixty characters."""
    stage.write(lambda session: incidents.add(session, FLOODS, long_name(2, "防汛抗旱救灾")))
    stage.main.around.incident.choose(FLOODS)
    stage.go("dispatch")


def events(stage: Stage) -> None:
    """The list of events is open."""
    event("home")(stage)
    stage.main.header.incident.ask()
    stage.settle()


def working(stage: Stage) -> LongWork:
    """Long work is under way."""
    stage.go("home")
    around = stage.main.around
    dialog = LongWork(
        around.look,
        stage.window,
        translate("ui.tour.around", "Printing 62 papers"),
        translate("ui.tour.around", "The books are not touched; only the printing stops."),
        "",
        around.background,
    )
    dialog.step(118, 186)
    dialog.open()
    return dialog


def working_behind(stage: Stage) -> None:
    """It goes on in the background."""
    working(stage).go_behind()
    stage.go("stock")


def leaving_work(stage: Stage) -> None:
    """The window was to be closed meanwhile."""
    working_behind(stage)
    stage.main.close()
    stage.settle()


def scanned(*, entered: bool = False) -> Callable[[Stage], None]:
    """The code of a slip at the search; once it is *entered*, its check value does not fit."""

    def do(stage: Stage) -> None:
        stage.go("home")
        stage.main.palette_box.ask()
        stage.type(CODE)
        if entered:
            stage.key(Qt.Key.Key_Return)

    return do
