"""Items and places to be looked up: what is available where, who is called there."""

from dataclasses import replace

import pytest

from supplydesk.domain.lookup import best
from supplydesk.domain.problem import Refused
from supplydesk.services import catalogue, drafts, lookup, settings
from tests.databases import ITEMS, Bench, dispatch_fields

BED = {"item": "101006"}


def test_items_tell_what_is_available_there_or_anywhere(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    desk.opening({**BED, "quantity": "40"}, place="W2")
    desk.opening({**BED, "quantity": "7"}, place="S1")
    desk.dispatch({**BED, "ordered": "10"})

    def available(warehouse: str | None = None) -> int:
        with desk.reading() as session:
            (bed,) = (one for one in lookup.items(session, warehouse) if one.code == "101006")
        return int(bed.available)

    assert (available(), available("W1"), available("W2")) == (130, 90, 40)
    with desk.transaction() as session:
        settings.save(session, approve=True)
        form = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "30"}))
        drafts.save(session, form)
        drafts.approve(session, form.key)
    assert available("W1") == 60, "what approved papers hold is not free"
    with desk.reading() as session, pytest.raises(Refused):
        lookup.items(session, "W9")


def test_items_are_found_by_initials_and_those_out_of_use_are_not_there(desk: Bench) -> None:
    with desk.transaction() as session:
        bleach = next(one for one in ITEMS if one.code == "201012")
        catalogue.put(session, [replace(bleach, active=False)])
    with desk.reading() as session:
        known = lookup.items(session)
    assert "201012" not in {one.code for one in known}
    found = best("zdc", ((one.entry, one) for one in known), 5)
    assert [(one.name, match.marks) for one, match in found] == [("折叠床", (0, 1, 2))]
    assert found[0][0].unit == "张"


def test_places_tell_whom_to_call(desk: Bench) -> None:
    with desk.reading() as session:
        known = {one.code: one for one in lookup.places(session)}
    assert set(known) == {"W1", "W2", "S1", "S2"}
    site = known["S1"]
    assert (site.kind, site.county, site.contact, site.phone) == (
        "site",
        "秦州区",
        "王××",
        "139××××0000",
    )
    assert best("mjq", ((one.entry, one) for one in known.values()), 5)[0][0].code == "S2"
