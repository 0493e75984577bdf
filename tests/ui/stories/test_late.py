"""A paper that comes in late, for goods that went to a place before it was closed; by keys."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from supplydesk.domain.places import Level
from supplydesk.services import incidents, places
from supplydesk.services.forms import DispatchForm
from supplydesk.store.database import DeskSession, write
from supplydesk.ui.desk import Desk
from tests.ui.keys import CTRL, SHIFT
from tests.ui.stories.clerk import NUMBER, Clerk

CLOSED = date(2022, 11, 20)


@pytest.fixture
def before(desk: Desk) -> Desk:
    """A gymnasium in the autumn's first weeks; its code stands before those of all others."""

    def prepare(session: DeskSession) -> None:
        places.add_site(session, "ZD000", "秦州区体育馆", Level.COUNTY)
        places.close(session, "ZD000", CLOSED)
        incidents.add(session, "BY2022", "暴雨", date(2022, 10, 1))
        incidents.close(session, "BY2022", CLOSED)

    write(desk.database, desk.seat, prepare)
    return desk


def _new(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    clerk.type("sj")
    clerk.enter()


def test_a_late_dispatch_to_a_closed_site_for_an_event_that_is_over(
    before: Desk, clerk: Clerk
) -> None:
    _new(clerk)
    clerk.type("qzqty")
    clerk.enter()
    clerk.compose(NUMBER)
    clerk.press(Qt.Key.Key_Tab, times=3)
    clerk.over("by")
    clerk.enter()
    clerk.line("mb", "10")
    clerk.settle()
    head = clerk.page.body.head
    assert head.values()["site"] == "ZD000"
    assert clerk.codes == {"place_closed", "incident_closed"}
    for name in ("site", "incident"):
        widget = head.widgets[name]
        assert widget.property("wrong") == "true"
        assert "2022-11-20" in widget.accessibleName()
    clerk.next_problem()
    assert clerk.focus is head.widgets["site"]
    clerk.press(Qt.Key.Key_Tab)
    assert clerk.focus is head.widgets["voucher_date"]
    clerk.over("11-15")
    clerk.settle()
    assert clerk.codes == set(), "they were open when the goods went"
    clerk.post()
    paper = clerk.page.paper
    assert (paper.state, paper.number) == ("posted", "DB-20221115-004"), clerk.told()
    found = clerk.read(paper.number)
    assert isinstance(found.form, DispatchForm)
    assert (found.form.site, found.form.incident) == ("ZD000", "BY2022")


def test_what_is_closed_costs_a_new_paper_no_key(before: Desk, clerk: Clerk) -> None:
    """The letters that named an open site and the only open event name them still."""
    _new(clerk)
    clerk.type("qz")
    clerk.enter()
    clerk.compose(NUMBER)
    clerk.enter()
    assert clerk.focus is clerk.page.body.grid.editor
    values = clerk.page.body.head.values()
    assert (values["site"], values["incident"]) == ("ZD001", "YQ2022")


def test_leaving_the_field_names_the_only_open_one_that_fits(before: Desk, clerk: Clerk) -> None:
    """A closed one beside it must not make the clerk choose."""
    write(
        before.database,
        before.seat,
        lambda session: places.add_site(session, "ZD900", "秦州区体校", Level.COUNTY),
    )
    clerk.settle()
    _new(clerk)
    site = clerk.page.body.head.widgets["site"]
    clerk.type("qzqt")
    clerk.press(Qt.Key.Key_Tab)
    clerk.settle()
    assert clerk.page.body.head.values()["site"] == "ZD900"
    clerk.press(Qt.Key.Key_Backtab, SHIFT)
    assert clerk.focus is site
    clerk.over("ZD000")
    clerk.press(Qt.Key.Key_Tab)
    clerk.settle()
    assert clerk.page.body.head.values()["site"] == "ZD000"
