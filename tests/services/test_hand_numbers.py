"""A number written by hand that stands on two papers is told, whichever way the second comes in."""

from supplydesk.domain.places import Level
from supplydesk.domain.problem import Problem
from supplydesk.services import drafting, drafts, places, reversal, settings
from supplydesk.services.forms import unfinished
from tests.databases import Bench, dispatch_fields

BED = {"item": "101006"}


def looked(desk: Bench, **fields: object) -> list[Problem]:
    """What is said of the hand-written number of a dispatch while it is typed, without a line."""
    form = desk.form("dispatch", **dispatch_fields(**fields))
    with desk.reading() as session:
        found = drafting.look_at(session, form).problems
    return [one for one in found if one.field == "hand_number"]


def test_a_hand_written_number_that_stands_twice_is_told(desk: Bench) -> None:
    desk.opening({"item": "101006", "quantity": "50"}, hand_number="手%1")
    first = desk.dispatch({"item": "101006", "ordered": "1"}, hand_number="手%1")
    assert [one.code for one in first.warnings] == [], "another kind of paper has its own pads"
    again = desk.dispatch({"item": "101006", "ordered": "1"}, hand_number="手%1")
    (warning,) = again.warnings
    assert (warning.code, warning.field, warning.stops) == (
        "hand_number_twice",
        "hand_number",
        False,
    )
    assert f"{first.number}（2022-10-24，秦州区××集中隔离点）" in warning.text
    for other in ("手x1", "手%1"[:-1], ""):
        assert desk.dispatch({"item": "101006", "ordered": "1"}, hand_number=other).warnings == ()
    with desk.transaction() as session:
        for number in (first.number, again.number):
            reversal.reverse(session, number, "填错", f"r-{number}")
    once_more = desk.dispatch({"item": "101006", "ordered": "1"}, hand_number="手%1")
    assert once_more.warnings == (), "what was reversed bears no number any more"


def test_it_is_told_while_it_is_typed_and_in_words_that_find_the_other_paper(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "50"})
    first = desk.dispatch(
        {**BED, "ordered": "1"}, hand_number="手-1", site="S2", voucher_date="2022-10-20"
    )
    (warning,) = looked(desk, hand_number="手-1")
    assert (warning.code, warning.stops) == ("hand_number_twice", False)
    assert f"手-1 已用于 {first.number}（2022-10-20，麦积区××社区）" in warning.text
    assert looked(desk, hand_number="手-2") == []
    with desk.transaction() as session:
        places.add_site(session, "S3", "武山县××中学", Level.COUNTY)
    # A receipt names where its slip went.
    done = desk.post("confirmation", dispatch=first.number, all_received=True, hand_number="回-1")
    again = desk.post("opening", place="S3", lines=[{**BED, "quantity": "1"}],
                      voucher_date="2022-09-30", hand_number="回-1")  # fmt: skip
    assert not again.warnings
    form = desk.form("confirmation", dispatch=first.number, hand_number="回-1")
    with desk.reading() as session:
        found = drafting.look_at(session, form).problems
    (told,) = (one for one in found if one.field == "hand_number")
    assert f"{done.number}（2022-10-24，麦积区××社区）" in told.text
    opening = desk.form("opening", place="W1", voucher_date="2022-09-30", hand_number="回-1",
                        lines=[{**BED, "quantity": "1"}])  # fmt: skip
    with desk.reading() as session:
        (told,) = drafting.look_at(session, opening).problems
    assert f"{again.number}（2022-09-30，武山县××中学）" in told.text


def test_a_paper_that_is_not_posted_bears_its_number_too(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "50"})
    with desk.transaction() as session:
        settings.save(session, approve=True)
        form = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "5"}, hand_number="手-1"))
        saved = drafts.save(session, form)
        assert not saved.problems, "its own number is no other paper's"
        assert not drafts.save(session, form).problems
    (warning,) = looked(desk, hand_number="手-1")
    assert "草稿（2022-10-24，秦州区××集中隔离点）" in warning.text
    with desk.transaction() as session:
        approved = drafts.approve(session, form.key)
    assert not approved.problems
    (warning,) = looked(desk, hand_number="手-1")
    assert f"{approved.number}（2022-10-24，秦州区××集中隔离点）" in warning.text
    with desk.transaction() as session:
        drafts.void(session, form.key, "不发了")
    assert looked(desk, hand_number="手-1") == []


def test_a_draft_without_a_place_and_many_papers_are_named_shortly(desk: Bench) -> None:
    with desk.transaction() as session:
        for at in range(5):
            typed = {"kind": "dispatch", "key": f"d{at}", "hand_number": "手-1", "lines": []}
            drafts.save(session, unfinished({**typed, "warehouse": "", "site": "", "incident": ""}))
    (warning,) = looked(desk, hand_number="手-1")
    assert warning.text.count("草稿（2022-10-24）") == 3
    assert "…" in warning.text
