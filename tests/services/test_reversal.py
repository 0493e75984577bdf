"""Reversal (红冲): once, with the original's moment, in an open month, after what settled it."""

import json
from datetime import UTC, datetime

import pytest

from supplydesk.queries.verify import verify
from supplydesk.services import drafts, ledger, periods, reversal
from supplydesk.services.drafts import Saved
from supplydesk.services.forms import AnyForm
from supplydesk.services.posted import Posted
from supplydesk.store.columns import micros
from supplydesk.store.database import write
from tests.databases import Bench
from tests.services.refusing import codes, refused

BED = {"item": "101006"}


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening({**BED, "quantity": "100"})
    return desk


def reverse(desk: Bench, number: str, reason: str = "填错", key: str = "") -> Posted:
    key = key or f"r{number}"
    return write(desk.database, desk.seat, lambda s: reversal.reverse(s, number, reason, key))


def copied(desk: Bench, number: str, key: str = "r", copy_key: str = "c") -> tuple[Posted, Saved]:
    return write(
        desk.database,
        desk.seat,
        lambda s: reversal.reverse_and_copy(s, number, "填错", key, copy_key),
    )


def wrong(desk: Bench, number: str, reason: str = "填错", key: str = "new") -> list[str]:
    return codes(desk, lambda s: reversal.reverse(s, number, reason, key))


def draft(desk: Bench, key: str) -> AnyForm:
    with desk.reading() as session:
        return drafts.form_of(drafts.find(session, key))


def receipt(desk: Bench, slip: str, **figures: str) -> str:
    return desk.post("confirmation", dispatch=slip, lines=[{"line": 1, **figures}]).number


def test_the_goods_are_as_if_the_paper_had_never_been(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "30"}).number
    undone = reverse(stocked, slip)
    assert stocked.on_hand("W1-good-0", "101006") == 100_000
    assert stocked.on_hand("W1-transit", "101006") == 0
    assert stocked.rows("SELECT open, lost FROM consignment") == [(0, 0)]
    assert stocked.rows("SELECT SUM(quantity) FROM flow WHERE reason = 'dispatch'")[0][0] == 0
    (head,) = stocked.rows(
        "SELECT d.kind, o.number, d.content FROM document d JOIN document o ON o.id = d.reverses "
        "WHERE d.id = ?",
        undone.id,
    )
    assert head[:2] == ("dispatch", slip)
    told = json.loads(head[2])
    assert (told["reverses"], told["reason"]) == (slip, "填错")


def test_it_takes_the_originals_moment_and_todays_number(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "1"}, effective_at="2022-10-20T15:00").number
    stocked.clock.forward(days=9)
    undone = reverse(stocked, slip)
    assert (undone.number, undone.voucher_date) == ("DB-20221102-001", "2022-11-02")
    assert stocked.rows("SELECT effective_at, period FROM document WHERE id = ?", undone.id) == [
        (micros(datetime(2022, 10, 20, 7, 0, tzinfo=UTC)), 202211)
    ]


def test_only_once_and_never_a_reversal(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "1"}).number
    undone = reverse(stocked, slip)
    (problem,) = refused(stocked, lambda s: reversal.reverse(s, slip, "再冲", "again"))
    assert problem.code == "reversed_already"
    assert undone.number in problem.text
    assert wrong(stocked, undone.number) == ["is_reversal"]
    assert wrong(stocked, "DB-20221024-999") == ["unknown_number"]


def test_the_same_key_again_is_the_same_reversal(stocked: Bench) -> None:
    first, second = (stocked.dispatch({**BED, "ordered": "1"}).number for _ in range(2))
    undone = reverse(stocked, first, key="k")
    again = reverse(stocked, first, key="k")
    assert (again.number, again.again) == (undone.number, True)
    # Asking for something else with the same key is told apart.
    assert wrong(stocked, second, key="k") == ["key_used"]
    assert wrong(stocked, first, "另一个理由", "k") == ["key_used"]
    key = stocked.rows("SELECT key FROM document WHERE number = ?", first)[0][0]
    assert wrong(stocked, second, key=key) == ["key_used"]


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_reason_is_owed(stocked: Bench, reason: str) -> None:
    slip = stocked.dispatch({**BED, "ordered": "1"}).number
    assert wrong(stocked, slip, reason) == ["no_reason"]


def test_receipts_go_before_their_slip(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "10"}).number
    first, second = receipt(stocked, slip, received="4"), receipt(stocked, slip, short="6")
    (problem,) = refused(stocked, lambda s: reversal.reverse(s, slip, "填错", "new"))
    assert problem.code == "settled"
    assert first in problem.text
    assert second in problem.text
    reverse(stocked, first)
    (problem,) = refused(stocked, lambda s: reversal.reverse(s, slip, "填错", "new"))
    assert first not in problem.text
    reverse(stocked, second)
    assert stocked.rows("SELECT open, lost FROM consignment") == [(10_000, 0)]
    reverse(stocked, slip)
    assert stocked.on_hand("W1-good-0", "101006") == 100_000
    assert verify(stocked.database, stocked.seat).sound


def test_a_loss_that_was_found_again_is_not_taken_back_first(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "10"}).number
    lost = receipt(stocked, slip, received="4", short="6")
    found = receipt(stocked, slip, found="1")
    (problem,) = refused(stocked, lambda s: reversal.reverse(s, lost, "填错", "new"))
    assert problem.code == "found_since"
    assert found in problem.text
    reverse(stocked, found)
    reverse(stocked, lost)
    assert stocked.rows("SELECT open, lost FROM consignment") == [(10_000, 0)]


def test_goods_that_went_on_are_named_with_their_papers(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "1"}).number
    problems = refused(stocked, lambda s: reversal.reverse(s, "QC-20220930-001", "填错", "new"))
    assert [one.code for one in problems] == ["not_enough_then", "goods_left_again"]
    assert slip in problems[1].text


def test_today_has_to_be_open(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "1"}).number
    write(stocked.database, stocked.seat, lambda s: ledger.close_period(s, 202210))
    assert wrong(stocked, slip) == ["period_closed"]
    # The original's month may be closed: the reversal is the next one's.
    stocked.clock.forward(days=9)
    assert reverse(stocked, slip).number == "DB-20221102-001"


def test_opening_stock_is_reversed_before_the_books_while_those_are_open(stocked: Bench) -> None:
    undone = reverse(stocked, "QC-20220930-001")
    assert undone.number == "QC-20220930-002"
    assert stocked.rows("SELECT period, voucher_date FROM document WHERE id = ?", undone.id) == [
        (0, "2022-09-30")
    ]
    assert stocked.on_hand("W1-good-0", "101006") == 0
    assert verify(stocked.database, stocked.seat).sound


def test_opening_stock_of_a_closed_month_is_reversed_today(stocked: Bench) -> None:
    stocked.clock.forward(days=9)
    write(stocked.database, stocked.seat, lambda s: periods.close(s, "2022-10"))
    undone = reverse(stocked, "QC-20220930-001")
    assert undone.number == "QC-20221102-001"
    assert stocked.rows("SELECT period FROM document WHERE id = ?", undone.id) == [(202211,)]
    assert verify(stocked.database, stocked.seat).sound


# Reversed and copied ------------------------------------------------------------------------------


def test_the_copy_is_what_was_typed_dated_today_with_the_goods_moment(stocked: Bench) -> None:
    slip = stocked.dispatch(
        {**BED, "ordered": "10", "issued": "9"}, voucher_date="2022-10-20", hand_number="手-1"
    ).number
    undone, saved = copied(stocked, slip)
    assert (saved.key, saved.state, saved.number) == ("c", "draft", None)
    form = draft(stocked, "c")
    assert form.kind == "dispatch"
    assert (form.lines[0].ordered, form.lines[0].issued) == ("10", "9")
    assert (form.hand_number, form.voucher_date) == ("手-1", None)
    assert isinstance(form.effective_at, datetime)
    assert form.effective_at.isoformat() == "2022-10-20T23:59:59.999999+08:00"
    posted = write(stocked.database, stocked.seat, lambda s: drafts.post_draft(s, "c"))
    assert (undone.number, posted.number) == ("DB-20221024-001", "DB-20221024-002")
    moments = stocked.rows("SELECT DISTINCT effective_at FROM document WHERE kind = 'dispatch'")
    assert len(moments) == 1, "the original, its reversal and what replaced it"
    assert verify(stocked.database, stocked.seat).sound


def test_a_copy_of_opening_stock_stays_before_the_books(stocked: Bench) -> None:
    _, saved = copied(stocked, "QC-20220930-001")
    assert saved.problems == ()
    posted = write(stocked.database, stocked.seat, lambda s: drafts.post_draft(s, "c"))
    assert posted.number == "QC-20220930-003"
    assert stocked.on_hand("W1-good-0", "101006") == 100_000


def test_a_copy_of_a_receipt_confirms_the_same_slip(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "10"}).number
    _, saved = copied(stocked, receipt(stocked, slip, received="10"))
    assert saved.problems == ()
    write(stocked.database, stocked.seat, lambda s: drafts.post_draft(s, "c"))
    assert stocked.on_hand("S1", "101006") == 10_000


def test_asked_again_it_gives_what_is_there_by_now(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "1"}).number
    undone, _ = copied(stocked, slip)
    changed = draft(stocked, "c").model_copy(update={"note": "改过"})
    write(stocked.database, stocked.seat, lambda s: drafts.save(s, changed))
    again, kept = copied(stocked, slip)
    assert (again.number, again.again) == (undone.number, True)
    assert kept.version == 2
    assert draft(stocked, "c").note == "改过", "not typed over"
    write(stocked.database, stocked.seat, lambda s: drafts.post_draft(s, "c"))
    _, kept = copied(stocked, slip)
    assert (kept.state, kept.number) == ("posted", "DB-20221024-003")


def test_where_the_copy_cannot_be_kept_nothing_is_reversed(stocked: Bench) -> None:
    first, second = (stocked.dispatch({**BED, "ordered": "1"}).number for _ in range(2))
    key = stocked.rows("SELECT key FROM document WHERE number = ?", first)[0][0]
    found = codes(stocked, lambda s: reversal.reverse_and_copy(s, second, "填错", "r", key))
    assert found == ["key_used"]
