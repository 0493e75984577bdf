"""Goods held for an approved paper: by its lots, until it is posted, voided, or held by another."""

from datetime import date

import pytest

from supplydesk.domain.entry import Entry, Line, Move
from supplydesk.domain.problem import Refused
from supplydesk.queries.verify import verify
from supplydesk.services import documents, drafts, ledger, settings
from supplydesk.services.forms import AnyForm
from supplydesk.services.ledger.reservations import held_for
from supplydesk.store.columns import micros
from supplydesk.store.database import Conflict, DeskSession, transaction, write
from supplydesk.store.driver import Driver
from tests.databases import Bench, dispatch_fields
from tests.services.ledger.racing import just_before
from tests.services.refusing import codes

BED = {"item": "101006"}


def approved(desk: Bench, *lines: dict[str, object], **fields: object) -> AnyForm:
    """A dispatch that is approved and not posted."""
    form = desk.form("dispatch", **dispatch_fields(*lines, **fields))
    write(desk.database, desk.seat, lambda s: drafts.save(s, form))
    write(desk.database, desk.seat, lambda s: drafts.approve(s, form.key))
    return form


def held(desk: Bench) -> list[tuple[int, ...]]:
    """What is held by line, lot and quantity; the balances say the same."""
    rows = desk.rows("SELECT line, lot, quantity FROM reservation ORDER BY line, lot")
    kept = desk.rows("SELECT SUM(reserved) FROM balance")[0][0]
    assert int(kept or 0) == sum(row[2] for row in rows)
    return rows


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening({**BED, "quantity": "6", "expires": "2023-01-01"}, {**BED, "quantity": "10"})
    with desk.transaction() as session:
        settings.save(session, approve=True)
    return desk


def test_what_is_held_is_held_by_lot_and_leaves_as_it_was_held(stocked: Bench) -> None:
    form = approved(stocked, {**BED, "ordered": "8"}, {**BED, "ordered": "1"})
    assert held(stocked) == [(1, 1, 6000), (1, 2, 2000), (2, 2, 1000)]
    # A lot that expires sooner comes to light: the paper takes what was held all the same.
    stocked_again = stocked.form(
        "opening",
        place="W1",
        voucher_date="2022-09-30",
        lines=[{**BED, "quantity": "50", "expires": "2022-12-01"}],
    )
    write(stocked.database, stocked.seat, lambda s: settings.save(s, approve=False))
    write(stocked.database, stocked.seat, lambda s: documents.post(s, stocked_again))
    write(stocked.database, stocked.seat, lambda s: drafts.post_draft(s, form.key))
    assert held(stocked) == []
    moved = stocked.rows(
        "SELECT line, lot, quantity FROM movement WHERE reason = 'dispatch' ORDER BY sequence"
    )
    assert moved == [(1, 1, 6000), (1, 2, 2000), (2, 2, 1000)]
    assert verify(stocked.database, stocked.seat).sound


def test_what_is_held_is_nobody_elses(stocked: Bench) -> None:
    approved(stocked, {**BED, "ordered": "10"})
    other = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "7"}))
    with stocked.transaction() as session:
        drafts.save(session, other)
    assert codes(stocked, lambda s: drafts.approve(s, other.key)) == ["not_enough"]
    with stocked.transaction() as session:
        settings.save(session, approve=False)
    assert codes(stocked, lambda s: drafts.post_draft(s, other.key)) == ["not_enough"]
    by_hand = stocked.form(
        "dispatch",
        **dispatch_fields({**BED, "ordered": "1", "lots": [{"lot": 1, "quantity": "1"}]}),
    )
    assert codes(stocked, lambda s: documents.post(s, by_hand)) == ["lot_short"]


def test_a_void_paper_lets_its_goods_go(stocked: Bench) -> None:
    form = approved(stocked, {**BED, "ordered": "16"})
    write(stocked.database, stocked.seat, lambda s: drafts.void(s, form.key, "不发了"))
    assert held(stocked) == []
    approved(stocked, {**BED, "ordered": "16"})
    assert verify(stocked.database, stocked.seat).sound


def test_more_may_be_held_than_is_there_after_a_true_loss(stocked: Bench) -> None:
    """Goods that are gone are gone, whoever counts on them: that posts, and the hold stands."""
    form = approved(stocked, {**BED, "ordered": "16"})
    ids: dict[str, int] = dict(stocked.rows("SELECT code, id FROM place"))
    shelf, lost = ids["W1-good-0"], ids["~lost_found"]
    item = stocked.rows("SELECT id FROM item WHERE code = '101006'")[0][0]
    at = micros(stocked.clock())

    def lose(session: DeskSession) -> None:
        day = date(2022, 10, 24)
        period = ledger.period_of(session, day, None)
        entry = Entry(
            key="loss",
            kind="variance",
            voucher_date=day.isoformat(),
            effective_at=at,
            request="",
            content="{}",
            lines=(Line(1, item, "101006", "折叠床", "单人", "张", 0, 7000, "", "{}"),),
            moves=(Move(1, item, 2, shelf, lost, "shortage", 7000),),
            inside={shelf: True, lost: False},
        )
        ledger.append(session, entry, ledger.take_number(session, "SY", day, "loss"), period.id)

    write(stocked.database, stocked.seat, lose)
    assert sum(row[2] for row in held(stocked)) == 16_000
    assert stocked.on_hand("W1-good-0", "101006") == 9000
    assert codes(stocked, lambda s: drafts.post_draft(s, form.key)) == ["not_enough"]
    write(stocked.database, stocked.seat, lambda s: drafts.void(s, form.key, "没有货"))
    assert held(stocked) == []
    assert verify(stocked.database, stocked.seat).sound


def test_what_is_not_there_cannot_be_held(stocked: Bench) -> None:
    """The ledger does not trust who picked: it looks again under its own lock."""
    place = stocked.rows("SELECT id FROM place WHERE code = 'W1-good-0'")[0][0]
    form = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "1"}))
    with stocked.transaction() as session:
        drafts.save(session, form)
    for lot, quantity in ((1, 6001), (9, 1)):
        with (
            pytest.raises(Conflict),
            transaction(stocked.database, stocked.seat) as session,
        ):
            ledger.reserve(session, form.key, [(1, place, lot, quantity)])
    assert held(stocked) == []


def test_lots_that_another_desk_took_while_ours_was_approved_are_chosen_again(
    server_desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = server_desk
    desk.opening({**BED, "quantity": "6"}, {**BED, "quantity": "10"})
    desk.dispatch({**BED, "ordered": "1"}, voucher_date="2022-10-20")
    form = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "8"}))
    taken = desk.form(
        "dispatch", **dispatch_fields({**BED, "ordered": "5"}, voucher_date="2022-10-23")
    )
    with desk.transaction() as session:
        drafts.save(session, form)
        drafts.save(session, taken)
        settings.save(session, approve=True)

    def other() -> None:
        write(desk.database, desk.seat, lambda s: drafts.approve(s, taken.key))

    just_before(monkeypatch, ledger, "reserve", other)
    write(desk.database, desk.seat, lambda s: drafts.approve(s, form.key))
    with desk.reading() as session:
        driver = Driver(session)
        assert [one[2:] for one in held_for(driver, taken.key)] == [(1, 5000)]
        assert [one[2:] for one in held_for(driver, form.key)] == [(2, 8000)]
    assert verify(desk.database, desk.seat).sound
    late = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "3"}))
    with desk.transaction() as session:
        drafts.save(session, late)
    with pytest.raises(Refused):
        write(desk.database, desk.seat, lambda s: drafts.approve(s, late.key))
