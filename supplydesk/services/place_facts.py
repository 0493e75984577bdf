"""A warehouse, bin, site or custodian as one value, and what stands on the desk under its code."""

from dataclasses import dataclass, replace
from typing import Literal

from sqlmodel import col, select

from supplydesk.domain.places import AREAS, Level, PlaceKind
from supplydesk.services.places import Address
from supplydesk.store.database import DeskSession
from supplydesk.store.tables.places import Party, Place
from supplydesk.text import translate

CUSTODIAN = "custodian"
KINDS = (PlaceKind.WAREHOUSE.value, PlaceKind.SITE.value, PlaceKind.BIN.value, CUSTODIAN)

Kind = Literal["", "warehouse", "site", "bin", "custodian"]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """One warehouse, site, bin or custodian.

    ``parent`` is a bin's area (``W1-good``), or its warehouse where it stands in the good area;
    ``custodian`` the code or name of who keeps a warehouse.
    """

    code: str
    kind: Kind = ""
    name: str = ""
    level: Level | None = None
    parent: str = ""
    custodian: str = ""
    county: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""

    @property
    def where(self) -> Address:
        """Its address and whom to ask there."""
        return Address(self.county, self.address, self.contact, self.phone)


def standing(session: DeskSession, code: str) -> PlaceFacts | None:
    """The place or custodian with *code* as it stands, or None."""
    place = place_with(session, code)
    if place is not None:
        if place.kind not in KINDS:
            return None
        parent = "" if place.parent is None else _code_of(session, place.parent)
        keeper = "" if place.custodian is None else _party_name(session, place.custodian)
        return PlaceFacts(
            place.code,
            place.kind,  # type: ignore[arg-type]  # it is one of KINDS
            place.name,
            Level(place.level) if place.level and place.kind != PlaceKind.BIN else None,
            parent if place.kind == PlaceKind.BIN else "",
            keeper,
            place.county,
            place.address,
            place.contact,
            place.phone,
        )
    party = session.exec(select(Party).where(col(Party.code) == code)).first()
    if party is None or party.kind != CUSTODIAN:
        return None
    return PlaceFacts(
        party.code,
        "custodian",
        party.name,
        address=party.address,
        contact=party.contact,
        phone=party.phone,
    )


def place_with(session: DeskSession, code: str) -> Place | None:
    """The place with *code*, of whatever kind, or None."""
    return session.exec(select(Place).where(col(Place.code) == code)).first()


def _code_of(session: DeskSession, place: int) -> str:
    found = session.get(Place, place)
    return "" if found is None else found.code


def _party_name(session: DeskSession, party: int) -> str:
    found = session.get(Party, party)
    return "" if found is None else found.name


def custodian_with(session: DeskSession, named: str) -> Party | None:
    """The custodian whose code or name is *named*, or None."""
    return session.exec(
        select(Party).where(
            col(Party.kind) == CUSTODIAN, (col(Party.code) == named) | (col(Party.name) == named)
        )
    ).first()


def settled(session: DeskSession, facts: PlaceFacts) -> PlaceFacts:
    """*facts* with the custodian's name for her code, and a bin's area for its warehouse."""
    changes: dict[str, str] = {}
    if facts.custodian:
        keeper = custodian_with(session, facts.custodian)
        if keeper is not None:
            changes["custodian"] = keeper.name
    if facts.kind == PlaceKind.BIN.value and facts.parent:
        parent = place_with(session, facts.parent)
        if parent is None or parent.kind == PlaceKind.WAREHOUSE:
            known = any(facts.parent.endswith(f"-{area.value}") for area in AREAS)
            if not known:
                changes["parent"] = f"{facts.parent}-{PlaceKind.GOOD.value}"
    return replace(facts, **changes)  # type: ignore[arg-type]  # texts only, by construction


def kind_word(kind: str) -> str:
    """What a person calls a kind of row."""
    if kind == CUSTODIAN:
        return translate("services.place_facts", "custodian")
    return PlaceKind(kind).word() if kind else ""


def came_along(code: str, area: str) -> bool:
    """Whether the bin *code* came with its *area*: it has no shelf of its own."""
    return code.endswith(f"-{area}-0")


def bin_word(code: str, area: str) -> str:
    """What a bin is called: its code, or its area's word where it came along with that."""
    return PlaceKind(area).word() if came_along(code, area) else code
