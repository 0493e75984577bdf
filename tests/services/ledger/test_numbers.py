"""Numbers: gapless by series and day, whatever is refused, voided or tried by two desks at once."""

from datetime import date

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.queries.verify import verify
from supplydesk.services import documents, drafts, ledger, reversal, settings
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields
from tests.services.ledger.racing import just_before
from tests.services.refusing import codes

BED = {"item": "101006"}


def numbers(desk: Bench) -> list[object]:
    return [row[0] for row in desk.rows("SELECT number FROM document ORDER BY id")]


def test_each_series_and_day_counts_for_itself(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    desk.opening({**BED, "quantity": "5"}, place="S1")
    for day in ("2022-10-24", "2022-10-23", "2022-10-24"):
        desk.dispatch({**BED, "ordered": "1"}, voucher_date=day)
    desk.post("confirmation", dispatch="DB-20221023-001", all_received=True)
    assert numbers(desk) == [
        "QC-20220930-001",
        "QC-20220930-002",
        "DB-20221024-001",
        "DB-20221023-001",
        "DB-20221024-002",
        "HZ-20221024-001",
    ]


def test_a_reversal_takes_the_next_number_of_the_same_series_today(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    slip = desk.dispatch({**BED, "ordered": "1"}, voucher_date="2022-10-20").number
    with desk.transaction() as session:
        assert reversal.reverse(session, slip, "填错", "r").number == "DB-20221024-001"
    assert desk.dispatch({**BED, "ordered": "1"}).number == "DB-20221024-002"


def test_what_is_refused_leaves_no_gap(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "1"})
    form = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "2"}))
    assert codes(desk, lambda s: documents.post(s, form)) == ["not_enough"]
    assert desk.dispatch({**BED, "ordered": "1"}).number == "DB-20221024-001"


def test_a_rolled_back_transaction_gives_all_its_numbers_back(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "10"})

    class PowerCut(Exception):
        pass

    with pytest.raises(PowerCut), desk.transaction() as session:
        for key in ("a", "b"):
            ledger.take_number(session, "DB", date(2022, 10, 24), key)
        raise PowerCut
    assert desk.dispatch({**BED, "ordered": "1"}).number == "DB-20221024-001"


def test_a_voided_number_is_never_given_again(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "10"})
    form = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "2"}))
    with desk.transaction() as session:
        settings.save(session, approve=True)
        drafts.save(session, form)
        assert drafts.approve(session, form.key).number == "DB-20221024-001"
        drafts.void(session, form.key, "不发了")
        settings.save(session, approve=False)
    assert desk.dispatch({**BED, "ordered": "1"}).number == "DB-20221024-002"


def test_the_thousandth_of_a_day_simply_goes_on(desk: Bench) -> None:
    day = date(2022, 10, 24)
    with desk.transaction() as session:
        taken = [ledger.take_number(session, "DB", day, f"k{n}") for n in range(1001)]
        assert taken[0] == "DB-20221024-001"
        assert taken[998:] == ["DB-20221024-999", "DB-20221024-1000", "DB-20221024-1001"]
        session.rollback()


@pytest.mark.parametrize("note", ["", "另一张"])
def test_the_same_key_at_two_desks_is_one_document(
    server_desk: Bench, monkeypatch: pytest.MonkeyPatch, note: str
) -> None:
    desk = server_desk
    desk.opening({**BED, "quantity": "10"})
    desk.dispatch({**BED, "ordered": "1"}, voucher_date="2022-10-20")
    ours = desk.form("dispatch", **{**dispatch_fields({**BED, "ordered": "2"}), "key": "once"})
    theirs = ours.model_copy(update={"note": note})

    def other() -> None:
        write(desk.database, desk.seat, lambda s: documents.post(s, theirs))

    just_before(monkeypatch, ledger, "take_number", other)
    if note:
        with pytest.raises(Refused) as refused:
            write(desk.database, desk.seat, lambda s: documents.post(s, ours))
        assert [problem.code for problem in refused.value.problems] == ["key_used"]
    else:
        posted = write(desk.database, desk.seat, lambda s: documents.post(s, ours))
        assert (posted.again, posted.number) == (True, "DB-20221024-001")
    assert numbers(desk)[2:] == ["DB-20221024-001"]
    assert verify(desk.database, desk.seat).sound
