"""Drafts: every step in every state, steps on and off; who may sign; what may be edited."""

from collections.abc import Callable

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import documents, drafts, people, settings
from supplydesk.services.drafts import Saved
from supplydesk.services.forms import AnyForm
from supplydesk.store.database import DeskSession, write
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import codes, refused

BED = {"item": "101006"}
KEY = "paper"
STATES = ("draft", "reviewed", "approved", "void")


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    """A desk of two: 李×× makes the papers, 王×× signs them."""
    desk.opening({**BED, "quantity": "100"})
    with desk.transaction() as session:
        people.add(session, "王××", "approver")
    return desk


def form_of(desk: Bench, **fields: object) -> AnyForm:
    line: dict[str, object] = {**BED, "ordered": "10"}
    return desk.form("dispatch", **{**dispatch_fields(line, **fields), "key": KEY})


def steps(desk: Bench, *, review: bool, approve: bool) -> None:
    write(desk.database, desk.seat, lambda s: settings.save(s, review=review, approve=approve))


def done(desk: Bench, work: Callable[[DeskSession], Saved], by: str = "王××") -> Saved:
    return write(desk.database, desk.sitting(by).seat, work)


def saved(desk: Bench, **fields: object) -> Saved:
    form = form_of(desk, **fields)
    return write(desk.database, desk.seat, lambda s: drafts.save(s, form))


def carried(desk: Bench, state: str) -> Saved:
    """A paper in *state*, with every step switched on meanwhile."""
    steps(desk, review=True, approve=True)
    here = saved(desk)
    if state != "draft":
        here = done(desk, lambda s: drafts.review(s, KEY))
    if state in {"approved", "void"}:
        here = done(desk, lambda s: drafts.approve(s, KEY))
    if state == "void":
        here = done(desk, lambda s: drafts.void(s, KEY, "不发了"))
    assert here.state == state
    return here


# Steps --------------------------------------------------------------------------------------------

ALL, REVIEW, APPROVE, NONE = (True, True), (True, False), (False, True), (False, False)
ALLOWED: dict[str, dict[str, set[tuple[bool, bool]]]] = {
    # step: state: the (review, approve) settings under which it is taken
    "review": {"draft": {ALL, REVIEW}},
    "send_back": {"reviewed": {ALL, REVIEW, APPROVE, NONE}},
    "approve": {"draft": {APPROVE}, "reviewed": {ALL, APPROVE}},
    "void": {"approved": {ALL, REVIEW, APPROVE, NONE}},
    "post": {
        "draft": {NONE},
        "reviewed": {REVIEW, NONE},
        "approved": {ALL, REVIEW, APPROVE, NONE},
    },
    "delete": {state: {ALL, REVIEW, APPROVE, NONE} for state in ("draft", "reviewed")},
    "edit": {"draft": {ALL, REVIEW, APPROVE, NONE}},
}
WORK: dict[str, tuple[str, Callable[[DeskSession], object]]] = {
    "review": ("王××", lambda s: drafts.review(s, KEY)),
    "send_back": ("王××", lambda s: drafts.send_back(s, KEY, "再看看")),
    "approve": ("王××", lambda s: drafts.approve(s, KEY)),
    "void": ("王××", lambda s: drafts.void(s, KEY, "不发了")),
    "post": ("李××", lambda s: drafts.post_draft(s, KEY)),
    "delete": ("李××", lambda s: drafts.delete(s, KEY)),
}
AFTER = {"review": "reviewed", "send_back": "draft", "approve": "approved", "void": "void"}


class Undone(Exception):
    """It worked; the next settings are tried from the same state."""


@pytest.mark.parametrize("state", STATES)
def test_every_step_in_every_state_under_every_setting(stocked: Bench, state: str) -> None:
    carried(stocked, state)
    edited = form_of(stocked, note="改过")
    work = {**WORK, "edit": ("李××", lambda s: drafts.save(s, edited))}
    for review, approve in (ALL, REVIEW, APPROVE, NONE):
        steps(stocked, review=review, approve=approve)
        for step, (who, does) in work.items():
            allowed = (review, approve) in ALLOWED[step].get(state, set())
            known = {"wrong_state", "wrong_step", "numbered", "not_numbered"}
            where = (step, state, review, approve)
            try:
                with stocked.sitting(who).transaction() as session:
                    result = does(session)
                    if isinstance(result, Saved) and step in AFTER:
                        assert result.state == AFTER[step]
                    raise Undone
            except Undone:
                assert allowed, where
            except Refused as refusal:
                assert not allowed, where
                assert {one.code for one in refusal.problems} <= known, where


def test_the_whole_way_signs_numbers_and_posts(stocked: Bench) -> None:
    carried(stocked, "approved")
    posted = write(stocked.database, stocked.seat, lambda s: drafts.post_draft(s, KEY))
    assert stocked.rows(
        "SELECT number, prepared_by, reviewed_by, approved_by FROM document WHERE id = ?",
        posted.id,
    ) == [("DB-20221024-001", "李××", "王××", "王××")]
    assert stocked.rows("SELECT key FROM draft") == []
    noted = stocked.rows(
        "SELECT kind, person FROM journal WHERE kind IN ('review', 'approve') ORDER BY 1 DESC"
    )
    assert noted == [("review", "王××"), ("approve", "王××")]
    again = write(stocked.database, stocked.seat, lambda s: drafts.post_draft(s, KEY))
    assert (again.again, again.id) == (True, posted.id)
    by_number = write(stocked.database, stocked.seat, lambda s: drafts.post_draft(s, posted.number))
    assert by_number.id == posted.id


def test_the_number_is_taken_at_approval_and_dates_the_paper(stocked: Bench) -> None:
    assert carried(stocked, "approved").number == "DB-20221024-001"
    stocked.clock.forward(days=1)
    posted = write(stocked.database, stocked.seat, lambda s: drafts.post_draft(s, KEY))
    assert (posted.number, posted.voucher_date) == ("DB-20221024-001", "2022-10-24")


def test_where_steps_are_on_nothing_is_posted_past_them(stocked: Bench) -> None:
    for review, approve in (ALL, REVIEW, APPROVE):
        steps(stocked, review=review, approve=approve)
        form = form_of(stocked)
        assert codes(stocked, lambda s, form=form: documents.post(s, form)) == [  # type: ignore[misc]
            "needs_approval"
        ]


def test_what_is_wrong_is_not_signed(stocked: Bench) -> None:
    steps(stocked, review=True, approve=True)
    problems = saved(stocked, site="S9").problems
    assert [one.code for one in problems] == ["unknown_site"], "kept, and told"
    other = stocked.sitting("王××")
    assert codes(other, lambda s: drafts.review(s, KEY)) == ["unknown_site"]
    steps(stocked, review=False, approve=True)
    assert codes(other, lambda s: drafts.approve(s, KEY)) == ["unknown_site"]


# Who ----------------------------------------------------------------------------------------------


def test_who_made_a_paper_does_not_sign_it(stocked: Bench) -> None:
    steps(stocked, review=True, approve=True)
    saved(stocked)
    assert codes(stocked, lambda s: drafts.review(s, KEY)) == ["same_person"]
    done(stocked, lambda s: drafts.review(s, KEY))
    assert codes(stocked, lambda s: drafts.approve(s, KEY)) == ["same_person"]


def test_whoever_wrote_it_last_is_its_maker(stocked: Bench) -> None:
    steps(stocked, review=True, approve=False)
    with stocked.transaction() as session:
        people.change(session, "王××", role="administrator")
    saved(stocked)
    other, edited = stocked.sitting("王××"), form_of(stocked, note="改过")
    write(other.database, other.seat, lambda s: drafts.save(s, edited))
    assert codes(other, lambda s: drafts.review(s, KEY)) == ["same_person"]
    assert write(stocked.database, stocked.seat, lambda s: drafts.review(s, KEY)).state == (
        "reviewed"
    )


def test_a_desk_of_one_signs_its_own(stocked: Bench) -> None:
    with stocked.transaction() as session:
        people.change(session, "王××", active=False)
    steps(stocked, review=True, approve=True)
    saved(stocked)
    for step in (drafts.review, drafts.approve):
        write(stocked.database, stocked.seat, lambda s, step=step: step(s, KEY))  # type: ignore[misc]


# Editing ------------------------------------------------------------------------------------------


def test_a_version_for_every_change_and_none_for_the_same_again(stocked: Bench) -> None:
    assert [saved(stocked).version, saved(stocked).version] == [1, 1]
    assert saved(stocked, note="改过").version == 2
    assert saved(stocked, note="改过").version == 2
    assert saved(stocked).version == 3


def test_saving_the_same_again_later_is_no_edit(stocked: Bench) -> None:
    """A retry after a lost answer, when somebody has signed it meanwhile."""
    carried(stocked, "approved")
    again = saved(stocked)
    assert (again.state, again.number, again.version) == ("approved", "DB-20221024-001", 1)


def test_an_edit_sent_back_is_signed_anew(stocked: Bench) -> None:
    carried(stocked, "reviewed")
    assert done(stocked, lambda s: drafts.send_back(s, KEY, "数量不对")).state == "draft"
    assert stocked.rows("SELECT reviewed_by, reason FROM draft") == [(None, "数量不对")]
    assert saved(stocked, note="改过").version == 2
    done(stocked, lambda s: drafts.review(s, KEY))


def test_a_posted_paper_is_no_draft_any_more(stocked: Bench) -> None:
    form = form_of(stocked)
    posted = write(stocked.database, stocked.seat, lambda s: documents.post(s, form))
    again = saved(stocked)
    assert (again.state, again.number) == ("posted", posted.number)
    other = form_of(stocked, note="另一张")
    assert codes(stocked, lambda s: drafts.save(s, other)) == ["key_used"]
    for work in (drafts.review, drafts.approve, drafts.delete):
        with stocked.transaction() as session:
            settings.save(session, review=True, approve=True)
        assert codes(stocked, lambda s, work=work: work(s, KEY)) == [  # type: ignore[misc]
            "unknown_draft"
        ]


def test_a_draft_whose_paper_is_posted_at_once_is_used_up(stocked: Bench) -> None:
    saved(stocked)
    form = form_of(stocked)
    write(stocked.database, stocked.seat, lambda s: documents.post(s, form))
    assert stocked.rows("SELECT key FROM draft") == []
    assert stocked.rows("SELECT COUNT(*) FROM document WHERE key = ?", KEY) == [(1,)]


def test_a_numbered_draft_is_not_passed_by(stocked: Bench) -> None:
    """Posting its form directly would give the same key a second number."""
    carried(stocked, "approved")
    steps(stocked, review=False, approve=False)
    form = form_of(stocked)
    (problem,) = refused(stocked, lambda s: documents.post(s, form))
    assert problem.code == "numbered_draft"
    assert "DB-20221024-001" in problem.text


# Deleted and voided -------------------------------------------------------------------------------


def test_a_deleted_draft_leaves_only_its_note(stocked: Bench) -> None:
    carried(stocked, "reviewed")
    write(stocked.database, stocked.seat, lambda s: drafts.delete(s, KEY))
    assert stocked.rows("SELECT key FROM draft") == []
    assert stocked.rows("SELECT subject FROM journal WHERE kind = 'delete_draft'") == [(KEY,)]
    assert stocked.rows("SELECT * FROM number_issued WHERE series = 'DB'") == []


def test_a_voided_paper_keeps_its_number_and_its_reason(stocked: Bench) -> None:
    carried(stocked, "void")
    assert stocked.rows("SELECT number, state, reason FROM draft") == [
        ("DB-20221024-001", "void", "不发了")
    ]
    assert codes(stocked, lambda s: drafts.delete(s, KEY)) == ["numbered"]
    with stocked.reading() as session:
        standing = drafts.standing(session, KEY)
    assert standing is not None
    assert (standing.state, standing.number) == ("void", "DB-20221024-001")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_whoever_takes_a_paper_back_says_why(stocked: Bench, reason: str) -> None:
    carried(stocked, "reviewed")
    assert codes(stocked, lambda s: drafts.send_back(s, KEY, reason)) == ["no_reason"]
    write(stocked.database, stocked.seat, lambda s: drafts.delete(s, KEY))
    carried(stocked, "approved")
    assert codes(stocked, lambda s: drafts.void(s, KEY, reason)) == ["no_reason"]


def test_what_is_unknown_is_said(stocked: Bench) -> None:
    for work in (drafts.post_draft, drafts.delete):
        assert codes(stocked, lambda s, work=work: work(s, "??")) == [  # type: ignore[misc]
            "unknown_draft"
        ]
    with stocked.reading() as session:
        assert drafts.standing(session, "??") is None
        with pytest.raises(Refused):
            drafts.find(session, "??")
