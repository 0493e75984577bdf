"""Beginning to keep books: a desk with its bureau, letterhead and warehouses, made in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from supplydesk.domain.places import Level
from supplydesk.domain.problem import Problem, Refused, refuse
from supplydesk.domain.seat import Seat
from supplydesk.services import desks, places, settings
from supplydesk.services.desks import FirstFacts
from supplydesk.services.setting_problems import problems
from supplydesk.store.database import Database, DeskSession, Location, write


@dataclass(frozen=True, slots=True)
class NewWarehouse:
    """A warehouse as it is typed when the books begin."""

    code: str
    name: str
    level: Level = Level.CITY


def make(
    location: Location,
    facts: FirstFacts,
    letterhead: str = "",
    warehouses: Sequence[NewWarehouse] = (),
    seat: Seat | None = None,
) -> Database:
    """A new desk at *location* with its *warehouses*: complete or not there at all.

    Raises:
        Refused: something of it cannot stand; the problems name their fields.
        StoreTrouble: something is there already, or it cannot be written.
    """
    start = seat or Seat(name=facts.person, zone=ZoneInfo(facts.zone))
    wrong = _problems(facts, letterhead)
    if wrong:
        raise Refused(wrong)

    def begin(session: DeskSession) -> None:
        desks.begin(session, facts)
        settings.save(session, letterhead=letterhead)
        add_warehouses(session, warehouses)

    return desks.make_filled(location, lambda database: write(database, start, begin))


def add_warehouses(session: DeskSession, warehouses: Sequence[NewWarehouse]) -> None:
    """Add *warehouses*; a problem names the row it stands in.

    Raises:
        Refused: a code is taken or a name is missing.
    """
    for row, one in enumerate(warehouses, 1):
        if not one.name.strip():
            raise refuse(
                "no_name",
                "services.beginning",
                "Warehouse {code} has no name. Type it, or take its code away.",
                row=row,
                field="name",
                code=one.code,
            )
        places.add_warehouse(session, one.code.strip(), one.name.strip(), one.level)


def _problems(facts: FirstFacts, letterhead: str) -> tuple[Problem, ...]:
    told = {"bureau": facts.bureau, "bureau_code": facts.bureau_code, "letterhead": letterhead}
    return problems({**told, "zone": facts.zone, "cut_off": facts.cut_off})
