"""Items and places to be looked up: what is available where, who is called there."""

from dataclasses import replace
from datetime import date

import pytest

from supplydesk.domain.lookup import best
from supplydesk.domain.problem import Refused
from supplydesk.services import (
    catalogue,
    drafting,
    drafts,
    incidents,
    lookup,
    places,
    rosters,
    settings,
)
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


def test_what_is_closed_can_still_be_looked_up_and_says_since_when(desk: Bench) -> None:
    """A paper of goods that moved before then comes in after it."""
    day = date(2022, 10, 22)
    with desk.transaction() as session:
        for code in ("S1", "W2"):
            places.close(session, code, day)
        incidents.close(session, "YQ", day)
    with desk.reading() as session:
        closed = {one.code: one.closed_on for one in lookup.places(session)}
        events = {one.code: one.closed_on for one in rosters.incidents(session)}
        assert not any(one.available for one in lookup.items(session, "W2"))
    assert closed == {"W1": None, "W2": day, "S1": day, "S2": None}
    assert events == {"YQ": day}


def test_a_closed_place_is_marked_on_its_field_while_the_paper_is_typed(desk: Bench) -> None:
    """Without a line yet, and by the day on which the goods moved, not by the paper's."""
    day = date(2022, 10, 22)
    with desk.transaction() as session:
        places.close(session, "S1", day)
        incidents.close(session, "YQ", day)

    def marked(**fields: object) -> list[tuple[str, str | None]]:
        form = desk.form("dispatch", **dispatch_fields(**fields))
        with desk.reading() as session:
            found = drafting.look_at(session, form).problems
        return [(one.code, one.field) for one in found if one.field in {"site", "incident"}]

    wrong = [("place_closed", "site"), ("incident_closed", "incident")]
    assert marked() == marked(effective_at="2022-10-22T08:00:00") == wrong
    assert marked(effective_at="2022-10-21T23:59:59") == []
    assert marked(voucher_date="2022-10-21") == []
