"""How far a new desk is set up: read off the desk itself, so that it can be left and resumed."""

from dataclasses import dataclass

from supplydesk.domain.places import PlaceKind
from supplydesk.queries import documents, items, places
from supplydesk.services import settings
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

STEPS = ("places", "catalogue", "opening")


@dataclass(frozen=True, slots=True)
class SettingUp:
    """What is there: the bureau, its warehouses by code and name, how many items; ``working``
    once a paper was posted.
    """

    bureau: str
    warehouses: tuple[tuple[str, str], ...]
    items: int
    working: bool

    @property
    def step(self) -> str:
        """The step that comes next, one of `STEPS`; empty once there is nothing left to set up.

        The first paper ends it, whichever it is: who dispatches has set up her desk.
        """
        if self.working:
            return ""
        if not self.bureau or not self.warehouses:
            return "places"
        return "opening" if self.items else "catalogue"


def setting_up(session: DeskSession) -> SettingUp:
    """How far the desk is."""
    driver = Driver(session)
    warehouses = tuple(
        (row.code, row.name)
        for row in places.all_places(driver)
        if row.kind == PlaceKind.WAREHOUSE and row.closed_on is None
    )
    return SettingUp(
        settings.load(session).bureau,
        warehouses,
        items.active_count(driver),
        documents.any_posted(driver),
    )
