"""A voucher as its page shows it, also where nobody typed it line by line."""

import pytest

from supplydesk.services import documents, drafting, reversal, voucher
from supplydesk.services.forms import ConfirmationForm, DispatchForm
from supplydesk.services.voucher import Voucher
from supplydesk.store.database import write
from tests.databases import Bench

BED, QUILT = {"item": "101006"}, {"item": "101009"}


@pytest.fixture
def slip(desk: Bench) -> str:
    desk.opening({**BED, "quantity": "100"}, {**QUILT, "quantity": "100"})
    return desk.dispatch({**BED, "ordered": "10"}, {**QUILT, "ordered": "7"}).number


def shown(desk: Bench, number: str) -> Voucher:
    with desk.reading() as session:
        return voucher.voucher(session, number)


def test_a_reversal_shows_what_it_undoes(desk: Bench, slip: str) -> None:
    undone = write(desk.database, desk.seat, lambda s: reversal.reverse(s, slip, "填错", "r"))
    found = shown(desk, undone.number)
    assert (found.row.number, found.row.state) == (undone.number, "reversal")
    assert isinstance(found.form, DispatchForm)
    assert [(line.item, line.ordered) for line in found.form.lines] == [
        ("101006", "10"),
        ("101009", "7"),
    ]
    assert found.posted


def test_a_receipt_of_everything_shows_each_line(desk: Bench, slip: str) -> None:
    posted = desk.post("confirmation", dispatch=slip, all_received=True)
    form = shown(desk, posted.number).form
    assert isinstance(form, ConfirmationForm)
    assert [(line.line, line.received) for line in form.lines] == [(1, "10"), (2, "7")]


def test_a_receipt_being_typed_adds_up_what_arrived(desk: Bench, slip: str) -> None:
    typed = [{"line": 1, "received": "8", "short": "2"}, {"line": 2, "received": "7"}]
    form = desk.form("confirmation", dispatch=slip, lines=typed)
    with desk.reading() as session:
        assert not documents.check(session, form)
        looked = drafting.look_at(session, form)
    assert {row: line.quantity for row, line in looked.lines.items()} == {1: 8, 2: 7}


def test_a_posted_receipt_adds_up_the_same(desk: Bench, slip: str) -> None:
    typed = [
        {"line": 1, "received": "5", "short": "2", "broken": "3"},
        {"line": 2, "short": "7"},
    ]
    posted = desk.post("confirmation", dispatch=slip, explanation="途中损坏", lines=typed)
    looked = shown(desk, posted.number).look
    assert {row: line.quantity for row, line in looked.lines.items()} == {1: 5, 2: 0}
    undone = write(
        desk.database, desk.seat, lambda s: reversal.reverse(s, posted.number, "填错", "r")
    )
    looked = shown(desk, undone.number).look
    assert {row: line.quantity for row, line in looked.lines.items()} == {1: 5, 2: 0}
