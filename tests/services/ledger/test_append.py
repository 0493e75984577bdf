"""`append` when another desk was first: nothing is written twice, and the right thing is said."""

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.queries.verify import verify
from supplydesk.services import documents, ledger, reversal
from supplydesk.store.database import Conflict, transaction, write
from tests.databases import Bench, dispatch_fields
from tests.services.ledger.racing import just_before
from tests.services.refusing import codes

BED = {"item": "101006"}
YESTERDAY = "2022-10-23"
"""The other desk's papers: their numbers are counted apart from ours, so that it need not wait."""


def other_desk(desk: Bench, ordered: str) -> None:
    """A dispatch of the other desk."""
    desk.dispatch({**BED, "ordered": ordered}, voucher_date=YESTERDAY)


@pytest.fixture
def stocked(server_desk: Bench) -> Bench:
    server_desk.opening({**BED, "quantity": "10"})
    # The month is there already: making it is a race of its own (see test_periods).
    server_desk.opening({"item": "101009", "quantity": "1"})
    server_desk.dispatch({"item": "101009", "ordered": "1"}, voucher_date="2022-10-20")
    return server_desk


def test_lots_that_another_desk_took_are_picked_again(
    stocked: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    just_before(monkeypatch, ledger, "append", lambda: other_desk(stocked, "4"))
    posted = stocked.dispatch({**BED, "ordered": "6"})
    assert posted.number == "DB-20221024-001"
    assert stocked.on_hand("W1-good-0", "101006") == 0
    assert verify(stocked.database, stocked.seat).sound


def test_the_last_goods_go_to_one_desk_only(
    stocked: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    just_before(monkeypatch, ledger, "append", lambda: other_desk(stocked, "5"))
    with pytest.raises(Refused) as refused:
        stocked.dispatch({**BED, "ordered": "6"})
    assert [problem.code for problem in refused.value.problems] == ["not_enough"]
    assert stocked.on_hand("W1-good-0", "101006") == 5000
    assert stocked.rows("SELECT * FROM number_counter WHERE day = '2022-10-24'") == []


def test_a_try_that_was_overtaken_writes_nothing(
    stocked: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    just_before(monkeypatch, ledger, "append", lambda: other_desk(stocked, "4"))
    form = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "6"}))
    with pytest.raises(Conflict), transaction(stocked.database, stocked.seat) as session:
        documents.post(session, form)
    assert stocked.rows("SELECT number FROM document WHERE voucher_date > '2022-10-22'") == [
        ("DB-20221023-001",)
    ]


def test_a_slip_that_two_desks_confirm_arrives_once(
    stocked: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip = stocked.dispatch({**BED, "ordered": "10"}, voucher_date="2022-10-22").number

    def confirmed(received: str, **fields: object) -> None:
        stocked.post(
            "confirmation", dispatch=slip, lines=[{"line": 1, "received": received}], **fields
        )

    just_before(monkeypatch, ledger, "append", lambda: confirmed("7", voucher_date=YESTERDAY))
    with pytest.raises(Refused) as refused:
        confirmed("4")
    assert [problem.code for problem in refused.value.problems] == ["more_than_open"]
    assert stocked.on_hand("S1", "101006") == 7000
    # What fits beside the other's receipt is taken, though it was looked at before.
    just_before(monkeypatch, ledger, "append", lambda: confirmed("1", voucher_date=YESTERDAY))
    confirmed("2")
    assert stocked.on_hand("S1", "101006") == 10_000
    assert verify(stocked.database, stocked.seat).sound


def _reversed_by_both(desk: Bench, monkeypatch: pytest.MonkeyPatch, number: str) -> list[str]:
    """Both desks reverse *number*, ours a moment later; the problems that ours meets."""

    def other() -> None:
        write(desk.database, desk.seat, lambda s: reversal.reverse(s, number, "填错", "theirs"))

    # Before the number is taken, which the other desk would have to wait for.
    just_before(monkeypatch, ledger, "take_number", other)
    before = desk.rows("SELECT COUNT(*) FROM document")[0][0]
    with pytest.raises(Refused) as refused:
        write(desk.database, desk.seat, lambda s: reversal.reverse(s, number, "填错", "ours"))
    assert desk.rows("SELECT COUNT(*) FROM document") == [(before + 1,)]
    assert verify(desk.database, desk.seat).sound
    return [problem.code for problem in refused.value.problems]


def test_opening_stock_that_two_desks_reverse(
    stocked: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _reversed_by_both(stocked, monkeypatch, "QC-20220930-001") == ["reversed_already"]


def test_a_slip_that_two_desks_reverse(stocked: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    slip = stocked.dispatch({**BED, "ordered": "10"}).number
    assert _reversed_by_both(stocked, monkeypatch, slip) == ["reversed_already"]


@pytest.mark.parametrize("figure", ["received", "short"])
def test_a_receipt_that_two_desks_reverse_while_its_goods_would_allow_both(
    stocked: Bench, monkeypatch: pytest.MonkeyPatch, figure: str
) -> None:
    slip = stocked.dispatch({**BED, "ordered": "10"}).number
    first, _ = (
        stocked.post("confirmation", dispatch=slip, lines=[{"line": 1, figure: "5"}]).number
        for _ in range(2)
    )
    assert _reversed_by_both(stocked, monkeypatch, first) == ["reversed_already"]


@pytest.mark.parametrize("figure", ["received", "short"])
def test_the_only_receipt_that_two_desks_reverse(
    stocked: Bench, monkeypatch: pytest.MonkeyPatch, figure: str
) -> None:
    slip = stocked.dispatch({**BED, "ordered": "10"}).number
    only = stocked.post("confirmation", dispatch=slip, lines=[{"line": 1, figure: "5"}]).number
    assert _reversed_by_both(stocked, monkeypatch, only) == ["reversed_already"]


def test_a_document_is_whole_or_absent(stocked: Bench) -> None:
    """The second line cannot be had, so nothing of the first is there either."""
    form = stocked.form(
        "dispatch",
        **dispatch_fields({**BED, "ordered": "1"}, {"item": "101009", "ordered": "1"}),
    )
    assert codes(stocked, lambda s: documents.post(s, form)) == ["not_enough"]
