"""Who and what there is: people, places and events in lists, as a clerk looks a code up."""

from datetime import date
from typing import NamedTuple

from sqlmodel import col, select

from supplydesk.domain.places import PlaceKind
from supplydesk.queries import places as place_rows
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.store.tables.desk import Incident, Person

_LISTED = frozenset({PlaceKind.WAREHOUSE.value, PlaceKind.SITE.value, PlaceKind.BIN.value})


class ListedPerson(NamedTuple):
    """Somebody who uses the desk, or did; ``pin`` whether she has one."""

    name: str
    role: str
    active: bool
    pin: bool


class ListedPlace(NamedTuple):
    """A warehouse, bin or site."""

    code: str
    name: str
    kind: str
    level: str
    county: str
    address: str
    contact: str
    phone: str
    custodian: str
    closed_on: date | None


class ListedIncident(NamedTuple):
    """An event, from when to when."""

    code: str
    name: str
    begins_on: date | None
    closed_on: date | None


def people(session: DeskSession) -> tuple[ListedPerson, ...]:
    """Everybody, in the order in which they came."""
    require(session, "edit_people")
    found = session.exec(select(Person).order_by(col(Person.id)))
    return tuple(ListedPerson(one.name, one.role, one.active, bool(one.pin_hash)) for one in found)


def places(session: DeskSession) -> tuple[ListedPlace, ...]:
    """Warehouses, bins and sites by code; the bins that come with a warehouse are left out."""
    return tuple(
        ListedPlace(
            row.code,
            row.name,
            row.kind,
            row.level,
            row.county,
            row.address,
            row.contact,
            row.phone,
            row.custodian or "",
            date.fromisoformat(row.closed_on) if row.closed_on else None,
        )
        for row in sorted(place_rows.all_places(Driver(session)), key=lambda row: row.code)
        if row.kind in _LISTED and not (row.kind == "bin" and row.code.endswith(f"-{row.area}-0"))
    )


def incidents(session: DeskSession) -> tuple[ListedIncident, ...]:
    """Every event by code."""
    found = session.exec(select(Incident).order_by(col(Incident.code)))
    return tuple(ListedIncident(one.code, one.name, one.begins_on, one.closed_on) for one in found)
