"""What the documents of one run name alike: looked up once, however many slips name it."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from supplydesk.domain.period import desk_day
from supplydesk.domain.posting import Article
from supplydesk.domain.seat import Seat
from supplydesk.domain.settings import DeskSettings
from supplydesk.queries import articles, parties, places
from supplydesk.queries.parties import IncidentRow
from supplydesk.queries.places import PlaceRow
from supplydesk.services import settings
from supplydesk.services.forms import InstructionPart
from supplydesk.services.instructions import instruction_of
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

_Found = TypeVar("_Found")


class Known:
    """The lists as one run of postings sees them.

    One instruction sends the same goods out of the same warehouse to two hundred sites; who posts
    those slips hands the same `Known` to each. It lives no longer than that run, within one
    transaction in which the lists themselves are not changed.
    """

    def __init__(self, session: DeskSession) -> None:
        self._session = session
        self.driver = Driver(session)
        self._settings: DeskSettings | None = None
        self._instructions: dict[InstructionPart, int] = {}
        self._articles: dict[str, Article] = {}
        self._places: dict[str, PlaceRow] = {}
        self._incidents: dict[str, IncidentRow] = {}
        self._roads: dict[int, PlaceRow] = {}

    @property
    def seat(self) -> Seat:
        """Whose run it is."""
        return self._session.seat

    @property
    def today(self) -> str:
        """The desk's day."""
        return desk_day(self.seat.now(), self.seat.zone).isoformat()

    @property
    def settings(self) -> DeskSettings:
        """The desk's settings as they stood when the first document asked."""
        if self._settings is None:
            self._settings = settings.load(self._session)
        return self._settings

    def instruction(self, part: InstructionPart, incident: int | None) -> int:
        """The id of the instruction that *part* names, made where the desk does not know it yet."""
        if part not in self._instructions:
            self._instructions[part] = instruction_of(self._session, part, incident)
        return self._instructions[part]

    def articles(self, codes: Iterable[str]) -> Mapping[str, Article]:
        """The items with *codes* and others; unknown codes are not in the answer."""
        return self._looked_up(self._articles, codes, articles.by_code)

    def places(self, codes: Iterable[str]) -> Mapping[str, PlaceRow]:
        """The places with *codes* and others; unknown codes are not in the answer."""
        return self._looked_up(self._places, codes, places.by_code)

    def _looked_up(
        self,
        found: dict[str, _Found],
        codes: Iterable[str],
        look_up: Callable[[Driver, Iterable[str]], dict[str, _Found]],
    ) -> Mapping[str, _Found]:
        missing = [code for code in codes if code not in found]
        if missing:
            found |= look_up(self.driver, missing)
        return found

    def incident(self, code: str) -> IncidentRow | None:
        """The incident with *code*, or None."""
        if code not in self._incidents:
            row = parties.incident(self.driver, code)
            if row is None:
                return None
            self._incidents[code] = row
        return self._incidents[code]

    def road_of(self, warehouse: int) -> PlaceRow:
        """The road of *warehouse*: every warehouse has one from the day it was made."""
        if warehouse not in self._roads:
            self._roads[warehouse] = places.leaves_of(self.driver, warehouse, kind="transit")[0]
        return self._roads[warehouse]
