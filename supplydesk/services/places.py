"""The tree of places: warehouses with their areas and road, bins, sites, and what lies outside."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlmodel import col, select

from supplydesk.domain.places import Level, PlaceKind
from supplydesk.domain.places import problems as place_problems
from supplydesk.domain.problem import Problem, Refused, refuse, stopping
from supplydesk.queries.places import CONSUMED, LOST_FOUND, OPENING, SCRAPPED
from supplydesk.services import ledger
from supplydesk.services.pinyin import readings
from supplydesk.services.place_closing import problems as closing_problems
from supplydesk.services.printable import require_names
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.tables.places import Party, Place

OUTSIDE = {
    OPENING: PlaceKind.OPENING,
    LOST_FOUND: PlaceKind.LOST_FOUND,
    CONSUMED: PlaceKind.CONSUMED,
    SCRAPPED: PlaceKind.SCRAPPED,
}
AREAS = (
    PlaceKind.GOOD,
    PlaceKind.RECOVERED,
    PlaceKind.PENDING,
    PlaceKind.REJECTED,
    PlaceKind.REPAIR,
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a place is and whom to ask there."""

    county: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""


def begin(session: DeskSession) -> None:
    """Make the places outside that every desk has."""
    for code, kind in OUTSIDE.items():
        session.add(Place(code=code, name=kind.word(), kind=kind.value, inside=False))
    session.flush()


def add_party(
    session: DeskSession, code: str, name: str, kind: str, where: Address | None = None
) -> int:
    """Add a unit that we deal with; *kind* such as custodian, supplier, donor, lender, carrier."""
    require(session, "edit_places")
    _code_free(session, Party, code)
    at = where or Address()
    _printable(code, name, at)
    party = Party(
        code=code, name=name, kind=kind, address=at.address, contact=at.contact, phone=at.phone
    )
    session.add(party)
    session.flush()
    ledger.note(session, "party", code, {"name": name, "kind": kind})
    assert party.id is not None
    return party.id


def add_warehouse(
    session: DeskSession,
    code: str,
    name: str,
    level: Level,
    *,
    custodian: int | None = None,
    where: Address | None = None,
) -> int:
    """Add a warehouse: with its areas, each with a first bin, and its road.

    Goods stand on leaves only, so that each area has a bin from the start and later bins come
    beside it.
    """
    require(session, "edit_places")
    _code_free(session, Place, code)
    warehouse = _place(session, code, name, PlaceKind.WAREHOUSE, level, where, custodian=custodian)
    warehouse.warehouse = warehouse.id
    for kind in AREAS:
        area = _child(session, warehouse, f"{code}-{kind.value}", kind.word(), kind, kind.value)
        _child(session, area, f"{code}-{kind.value}-0", kind.word(), PlaceKind.BIN, kind.value)
    _child(session, warehouse, f"{code}-transit", PlaceKind.TRANSIT.word(), PlaceKind.TRANSIT, "")
    session.flush()
    ledger.note(session, "place", code, {"name": name, "kind": "warehouse", "level": level.value})
    assert warehouse.id is not None
    return warehouse.id


def add_bin(session: DeskSession, area: str, code: str, name: str) -> int:
    """Add a bin to the area with code *area*."""
    require(session, "edit_places")
    _code_free(session, Place, code)
    parent = find(session, area)
    _printable(code, name, Address())
    found = place_problems(PlaceKind.BIN, PlaceKind(parent.kind))
    if found:
        raise Refused(found)
    made = _child(session, parent, code, name, PlaceKind.BIN, parent.area)
    session.flush()
    ledger.note(session, "place", code, {"name": name, "kind": "bin", "area": area})
    assert made.id is not None
    return made.id


def add_site(
    session: DeskSession, code: str, name: str, level: Level, where: Address | None = None
) -> int:
    """Add a site that receives goods."""
    require(session, "edit_places")
    _code_free(session, Place, code)
    made = _place(session, code, name, PlaceKind.SITE, level, where)
    ledger.note(session, "place", code, {"name": name, "kind": "site", "level": level.value})
    assert made.id is not None
    return made.id


def change(session: DeskSession, code: str, changes: Mapping[str, str]) -> None:
    """Change the name, address, contact or phone of a place; posted papers keep the old ones."""
    require(session, "edit_places")
    place = find(session, code)
    require_names(**changes)
    for name, value in changes.items():
        setattr(place, name, value)
    place.search = readings(place.name)
    session.flush()
    ledger.note(session, "place", code, dict(changes))


def close(session: DeskSession, code: str, on: date) -> tuple[Problem, ...]:
    """Close a place from *on*: nothing more is sent there.

    Returns:
        What to mind, such as goods that are used up there and still on the books.

    Raises:
        Refused: it is closed already, goods stand in it or are on their way there, or something
            happened there after *on*.
    """
    require(session, "edit_places")
    place = find(session, code)
    found = closing_problems(session, place, on)
    if stopping(found):
        raise Refused(found)
    place.closed_on = on
    session.flush()
    ledger.note(session, "place", code, {"closed_on": on.isoformat()})
    return tuple(found)


def reopen(session: DeskSession, code: str) -> None:
    """Open a closed place again, as if it had never been closed; the journal keeps that it was.

    Raises:
        Refused: it is not closed.
    """
    require(session, "edit_places")
    place = find(session, code)
    if place.closed_on is None:
        raise refuse(
            "not_closed",
            "services.places",
            "{place} is not closed.",
            field="code",
            place=place.name,
        )
    place.closed_on = None
    session.flush()
    ledger.note(session, "place", code, {"closed_on": None})


def find(session: DeskSession, code: str) -> Place:
    """The place with *code*.

    Raises:
        Refused: there is none.
    """
    place = session.exec(select(Place).where(col(Place.code) == code)).first()
    if place is None:
        raise refuse(
            "unknown_place",
            "services.places",
            "There is no place “{code}”. Choose one from the list of places.",
            field="code",
            code=code,
        )
    return place


def _code_free(session: DeskSession, table: type[Place] | type[Party], code: str) -> None:
    taken = session.exec(select(table).where(col(table.code) == code)).first()
    if taken is not None or not code.strip() or code.startswith("~"):
        raise refuse(
            "code_taken",
            "services.places",
            "The code “{code}” is taken or cannot be used. Give it another code.",
            field="code",
            code=code,
        )


def _printable(code: str, name: str, at: Address) -> None:
    require_names(code=code, name=name, **asdict(at))


def _place(
    session: DeskSession,
    code: str,
    name: str,
    kind: PlaceKind,
    level: Level,
    where: Address | None,
    custodian: int | None = None,
) -> Place:
    at = where or Address()
    _printable(code, name, at)
    place = Place(
        code=code,
        name=name,
        kind=kind.value,
        level=level.value,
        custodian=custodian,
        county=at.county,
        address=at.address,
        contact=at.contact,
        phone=at.phone,
        search=readings(name),
    )
    session.add(place)
    session.flush()
    return place


def _child(
    session: DeskSession, parent: Place, code: str, name: str, kind: PlaceKind, area: str
) -> Place:
    child = Place(
        code=code,
        name=name,
        kind=kind.value,
        level=parent.level,
        parent=parent.id,
        warehouse=parent.warehouse,
        area=area,
    )
    session.add(child)
    session.flush()
    return child
