"""The people page: added with a PIN, changed, gone; the last administrator stays one."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from supplydesk.domain.problem import Refused
from supplydesk.services import people, rosters, sample
from supplydesk.services.rosters import ListedPerson
from supplydesk.store.database import reading
from supplydesk.ui.around import Target
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.people import PeoplePage
from tests.ui.conftest import Settle
from tests.ui.typing import fill_in

K = Qt.Key
NEW = "王××"


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> PeoplePage:
    """The page, with the sample's only person."""
    window.go(Target("people"))
    settle()
    found = window.page()
    assert isinstance(found, PeoplePage)
    return found


def _people(page: PeoplePage) -> dict[str, ListedPerson]:
    with reading(page.desk.database, page.desk.seat) as session:
        return {one.name: one for one in rosters.people(session)}


def _choose(page: PeoplePage, role: str) -> None:
    control = page.panel.form.field("role").control
    control.setCurrentIndex(control.findData(role))  # type: ignore[union-attr]  # it is a choice


def _add(page: PeoplePage, settle: Settle, role: str = "clerk", pin: str = "2468") -> None:
    QTest.keyClick(page.table, K.Key_F5)
    fill_in(page.panel.form, name=NEW, pin=pin, again=pin)
    _choose(page, role)
    QTest.keyClick(page.panel.form.field("again").control, K.Key_Return)
    settle()


def test_somebody_is_added_with_a_pin(page: PeoplePage, settle: Settle) -> None:
    _add(page, settle)
    assert _people(page)[NEW] == ListedPerson(NEW, "clerk", active=True, pin=True)
    with reading(page.desk.database, page.desk.seat) as session:
        assert people.sit(session, NEW, "2468").role == "clerk"
        with pytest.raises(Refused):
            people.sit(session, NEW, "1357")
    row = page.table.current()
    assert row is not None
    assert row.name == NEW


def test_two_pins_that_differ_are_told_and_nothing_is_written(
    page: PeoplePage, settle: Settle
) -> None:
    QTest.keyClick(page.table, K.Key_F5)
    form = page.panel.form
    fill_in(form, name=NEW, pin="2468", again="2469")
    QTest.keyClick(form.field("again").control, K.Key_F8)
    settle()
    assert form.field("again").wrong
    assert NEW not in _people(page)
    fill_in(form, pin="24", again="24")
    QTest.keyClick(form.field("again").control, K.Key_F8)
    settle()
    assert form.field("pin").wrong, "too short"
    form.fill({})


def test_the_last_administrator_cannot_demote_herself(
    page: PeoplePage, window: MainWindow, settle: Settle
) -> None:
    QTest.keyClick(page.table, K.Key_Return)
    _choose(page, "clerk")
    QTest.keyClick(page.panel.form.field("role").control, K.Key_F8)
    settle()
    assert sample.KEEPER in page.panel.form.field("role").wrong
    assert page.panel.form.value("role") == "clerk", "what was typed is not lost"
    assert _people(page)[sample.KEEPER].role == "administrator"
    page.panel.form.fill(page.panel.form.values())
    page.panel.leave()
    page.on_person_left()
    settle()
    assert window.banner.isVisible()
    assert _people(page)[sample.KEEPER].active


def test_a_pin_is_taken_away_and_somebody_leaves_and_comes_back(
    page: PeoplePage, settle: Settle
) -> None:
    _add(page, settle)
    page.on_clear_pin()
    settle()
    assert not _people(page)[NEW].pin
    page.on_person_left()
    settle()
    assert not _people(page)[NEW].active
    assert "person_back" in page.offered()
    page.on_person_back()
    settle()
    assert _people(page)[NEW].active


def test_an_administrator_who_demotes_herself_sees_the_page_no_more(
    page: PeoplePage, window: MainWindow, settle: Settle
) -> None:
    _add(page, settle, role="administrator")
    page.table.put_key(sample.KEEPER)
    QTest.keyClick(page.table, K.Key_Return)
    _choose(page, "clerk")
    QTest.keyClick(page.panel.form.field("role").control, K.Key_F8)
    settle()
    assert window.around.desk.seat.role == "clerk"
    assert page.offered() == ()
    assert not window.navigation._buttons["people"].isVisible()
    window._read_again()
    settle()
    assert not page.model.rows


def test_who_may_not_sees_a_sentence_and_nobody(window: MainWindow, settle: Settle) -> None:
    desk = window.around.desk
    desk.sit(replace(desk.seat, role="clerk"))
    window.go(Target("people"))
    settle()
    page = window.page()
    assert isinstance(page, PeoplePage)
    assert not page.model.rows
    assert page.offered() == ()
    assert page.table._empty.isVisible()
