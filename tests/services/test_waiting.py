"""What waits, narrowed to one event: papers of that event and of none, goods whatever it is."""

from collections.abc import Iterable
from typing import Any

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import drafts, incidents, issued
from supplydesk.services.waiting import Waiting, waiting
from tests.databases import Bench, dispatch_fields

BED = {"item": "101006"}
PHONE = {"given_by": "张××", "noted_by": "李××", "at": "2022-10-24T09:00:00"}


@pytest.fixture
def two(desk: Bench) -> Bench:
    """Two events, each with a paper owed, a slip on the road and a draft; an opening's draft."""
    desk.opening({**BED, "quantity": "100", "expires": "2022-10-30"})
    with desk.transaction() as session:
        incidents.add(session, "FX", "防汛")
    for event, count in (("YQ", "1"), ("FX", "20")):
        sent = desk.dispatch({**BED, "ordered": count}, incident=event)
        desk.dispatch({**BED, "ordered": count}, incident=event, instruction=None, phone=PHONE)
        draft = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "3"}, incident=event))
        receipt = desk.form("confirmation", dispatch=sent.number, lines=[])
        with desk.transaction() as session:
            drafts.save(session, draft)
            drafts.save(session, receipt)
    opening = desk.form(
        "opening", place="W2", voucher_date="2022-09-30", lines=[{**BED, "quantity": "1"}]
    )
    with desk.transaction() as session:
        drafts.save(session, opening)
    return desk


def told(desk: Bench, incident: str = "") -> Waiting:
    with desk.reading() as session:
        return waiting(session, 30, incident)


def events(rows: Iterable[Any]) -> set[str]:
    return {row.incident for row in rows}


def test_without_an_event_all_of_it_waits(two: Bench) -> None:
    found = told(two)
    assert events(found.papers) == events(found.slips) == {"YQ", "FX"}
    assert (len(found.papers), len(found.slips), len(found.drafts)) == (2, 4, 5)
    assert found.elsewhere == 0


def test_an_event_has_its_own_papers_and_those_of_none(two: Bench) -> None:
    found = told(two, "FX")
    assert events(found.papers) == events(found.slips) == {"FX"}
    assert (len(found.papers), len(found.slips)) == (1, 2)
    kinds = [(row.kind, row.incident) for row in found.drafts]
    assert kinds == [("opening", ""), ("dispatch", "防汛"), ("confirmation", "防汛")]
    assert found.elsewhere == 1 + 2 + 2
    assert found.expiring == told(two).expiring != ()


def test_what_was_issued_is_told_by_event(two: Bench) -> None:
    with two.reading() as session:
        found = [
            [int(day.pieces) for day in issued.issued_daily(session, 2, event)]
            for event in ("", "YQ", "FX")
        ]
    assert found == [[0, 42], [0, 2], [0, 40]]


def test_an_event_that_is_not_there(two: Bench) -> None:
    for ask in (lambda s: waiting(s, 30, "ZZ"), lambda s: issued.issued_daily(s, 2, "ZZ")):
        with two.reading() as session, pytest.raises(Refused) as refused:
            ask(session)
        assert refused.value.problems[0].code == "unknown_incident"
