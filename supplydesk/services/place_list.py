"""Warehouses with their bins, sites and custodians in one list, in the order of the tree."""

from datetime import date
from typing import NamedTuple

from sqlmodel import col, select

from supplydesk.domain.lookup import Entry, entry
from supplydesk.domain.places import Level, PlaceKind
from supplydesk.queries import lookup
from supplydesk.queries.places import PlaceRow, all_places
from supplydesk.services.place_facts import CUSTODIAN, KINDS, PlaceFacts
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.store.tables.places import Party


class ListedPlace(NamedTuple):
    """A warehouse, bin, site or custodian, and what it is found by.

    ``warehouse`` is the code of a bin's warehouse and ``area`` its condition there, such as
    ``good``; both are empty for the others.
    """

    entry: Entry
    facts: PlaceFacts
    closed_on: date | None = None
    warehouse: str = ""
    area: str = ""


def places(session: DeskSession) -> tuple[ListedPlace, ...]:
    """Each warehouse with its bins below it, then sites, then custodians, by code.

    The bins that come with a warehouse are left out: nobody made them.
    """
    driver = Driver(session)
    rows = all_places(driver)
    by_id = {row.id: row for row in rows}
    readings = {row.code: row.search for row in lookup.place_entries(driver)}
    listed = [
        _listed(row, by_id, readings.get(row.code, ""))
        for row in rows
        if row.kind in KINDS and not _came_along(row)
    ]
    order = {kind: at for at, kind in enumerate(KINDS)} | {PlaceKind.BIN.value: 0}

    def place_in_list(one: ListedPlace) -> tuple[int, str, bool, str]:
        code = one.facts.code
        return order[one.facts.kind], one.warehouse or code, bool(one.warehouse), code

    return (*sorted(listed, key=place_in_list), *_custodians(session))


def _came_along(row: PlaceRow) -> bool:
    return row.kind == PlaceKind.BIN and row.code.endswith(f"-{row.area}-0")


def _listed(row: PlaceRow, by_id: dict[int, PlaceRow], readings: str) -> ListedPlace:
    is_bin = row.kind == PlaceKind.BIN
    parent = by_id[row.parent].code if is_bin and row.parent is not None else ""
    owner = by_id[row.warehouse].code if is_bin and row.warehouse is not None else ""
    facts = PlaceFacts(
        row.code,
        row.kind,  # type: ignore[arg-type]  # one of KINDS, as the caller chose
        row.name,
        Level(row.level) if row.level and not is_bin else None,
        parent,
        row.custodian or "",
        row.county,
        row.address,
        row.contact,
        row.phone,
    )
    closed = date.fromisoformat(row.closed_on) if row.closed_on else None
    area = row.area if is_bin else ""
    return ListedPlace(entry(row.code, row.name, readings), facts, closed, owner, area)


def _custodians(session: DeskSession) -> tuple[ListedPlace, ...]:
    found = session.exec(
        select(Party).where(col(Party.kind) == CUSTODIAN).order_by(col(Party.code))
    )
    return tuple(
        ListedPlace(
            entry(one.code, one.name, ""),
            PlaceFacts(
                one.code,
                "custodian",
                one.name,
                address=one.address,
                contact=one.contact,
                phone=one.phone,
            ),
        )
        for one in found
    )
