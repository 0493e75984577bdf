"""What is done in the scenes of what surrounds every page: the event that one works for."""

from collections.abc import Callable
from datetime import date

from supplydesk.services import incidents
from supplydesk.store.database import DeskSession
from supplydesk.ui.tour.stage import Stage

FLOODS = "FX2022"


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


def events(stage: Stage) -> None:
    """The list of events is open."""
    event("home")(stage)
    stage.main.header.incident.ask()
    stage.settle()
