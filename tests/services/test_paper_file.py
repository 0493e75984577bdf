"""Papers that leave as a file are prints: drawn with the mark that is counted for them."""

from collections.abc import Sequence

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import drafts, facts, paper_file, people, printing, settings
from supplydesk.services.paper_file import Outgoing
from tests.databases import Bench, dispatch_fields

BED = {"item": "101006"}


@pytest.fixture
def slips(desk: Bench) -> list[str]:
    desk.opening({**BED, "quantity": "100"})
    return [desk.dispatch({**BED, "ordered": str(at)}).number for at in (1, 2)]


def prepare(desk: Bench, numbers: Sequence[str]) -> Outgoing:
    with desk.reading() as session:
        return paper_file.prepare(session, numbers)


def leave(desk: Bench, outgoing: Outgoing) -> bool:
    with desk.transaction() as session:
        return paper_file.count(session, outgoing)


def reprint(desk: Bench, numbers: Sequence[str]) -> bytes:
    with desk.reading() as session:
        return printing.pdf(session, numbers)


def test_the_file_is_the_print_that_is_counted(desk: Bench, slips: list[str]) -> None:
    first = prepare(desk, slips)
    assert first.prints == dict.fromkeys(slips, 1)
    drawn = first.draw(None)
    assert leave(desk, first)
    assert drawn == reprint(desk, slips)
    second = prepare(desk, slips[:1])
    assert second.prints == {slips[0]: 2}
    marked = second.draw(None)
    assert leave(desk, second)
    assert marked == reprint(desk, slips[:1]) != first.draw(None)


def test_a_print_in_between_asks_for_another_drawing(desk: Bench, slips: list[str]) -> None:
    outgoing = prepare(desk, slips)
    with desk.transaction() as session:
        facts.count_print(session, slips[1])
    assert not leave(desk, outgoing)
    assert prepare(desk, slips).prints == {slips[0]: 2, slips[1]: 3}


def test_what_is_not_posted_leaves_uncounted(desk: Bench, slips: list[str]) -> None:
    form = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "3"}))
    with desk.transaction() as session:
        settings.save(session, approve=True)
        drafts.save(session, form)
        numbered = drafts.approve(session, form.key).number
    outgoing = prepare(desk, [numbered or "", slips[0]])
    assert outgoing.prints == {slips[0]: 1}
    assert leave(desk, outgoing)


def test_who_may_not_print_lets_nothing_leave(desk: Bench, slips: list[str]) -> None:
    outgoing = prepare(desk, slips)
    with desk.transaction() as session:
        people.add(session, "看客", "viewer")
    viewer = desk.sitting("看客")
    for ask in (lambda: prepare(viewer, slips), lambda: leave(viewer, outgoing)):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.problems[0].code == "not_allowed"
    assert prepare(desk, slips).prints == dict.fromkeys(slips, 1)


def test_a_paper_that_is_not_there(desk: Bench) -> None:
    with pytest.raises(Refused):
        prepare(desk, ["DB-20991231-001"])
