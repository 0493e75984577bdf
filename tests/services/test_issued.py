"""What a dispatch is warned of, and still goes out."""

import pytest

from supplydesk.services import documents, drafts, settings
from supplydesk.services.forms import AnyForm
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import refused

BED = {"item": "101006"}
BOTTLE = {"item": "201012"}


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening({**BED, "quantity": "500"}, {**BOTTLE, "quantity": "10箱"})
    return desk


def over(desk: Bench) -> AnyForm:
    """More bottles than ordered; of the beds fewer, which is everyday."""
    return desk.form(
        "dispatch",
        **dispatch_fields(
            {**BED, "ordered": "6", "issued": "5"},
            {**BOTTLE, "ordered": "5", "issued": "1箱"},
        ),
    )


def test_more_than_was_ordered_goes_out_with_a_warning(stocked: Bench) -> None:
    form = over(stocked)
    posted = write(stocked.database, stocked.seat, lambda s: documents.post(s, form))
    (warning,) = posted.warnings
    assert (warning.code, warning.stops) == ("more_than_ordered", False)
    assert (warning.row, warning.field) == (2, "issued")
    for word in ("84消毒液", "24瓶", "5瓶", "19瓶"):
        assert word in warning.text
    assert stocked.on_hand("W1-transit", "201012") == 24_000


def test_every_step_warns_and_none_stops(stocked: Bench) -> None:
    form = over(stocked)
    write(stocked.database, stocked.seat, lambda s: settings.save(s, review=True, approve=True))
    for step in (
        lambda s: drafts.save(s, form).problems,
        lambda s: drafts.review(s, form.key).problems,
        lambda s: drafts.approve(s, form.key).problems,
        lambda s: drafts.post_draft(s, form.key).warnings,
    ):
        told = write(stocked.database, stocked.seat, step)
        assert [problem.code for problem in told] == ["more_than_ordered"]


def test_what_is_wrong_beside_it_still_stops(stocked: Bench) -> None:
    form = over(stocked).model_copy(update={"lines": ()})
    told = write(stocked.database, stocked.seat, lambda s: drafts.save(s, form))
    assert [problem.stops for problem in told.problems] == [True]
    much = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "1", "issued": "999"}))
    told = write(stocked.database, stocked.seat, lambda s: drafts.save(s, much))
    assert [problem.code for problem in told.problems] == ["more_than_ordered", "not_enough"]


@pytest.mark.parametrize(
    ("order", "code", "words"),
    [
        ({"phone": {"at": "2022-10-24T09:31"}}, "ordered_in_future", ("09:30", "09:31")),
        (
            {"phone": {"at": "2022-10-23T10:00", "paper_due": "2022-10-22T10:00"}},
            "due_before_order",
            ("2022-10-22", "2022-10-23"),
        ),
        ({"instruction": {"issued_on": "2022-10-25"}}, "issued_in_future", ("2022-10-25",)),
    ],
)
def test_an_order_lies_in_the_past_and_its_paper_after_it(
    stocked: Bench, order: dict[str, dict[str, str]], code: str, words: tuple[str, ...]
) -> None:
    fields: dict[str, object] = {"instruction": None}
    if "phone" in order:
        fields["phone"] = {"given_by": "赵××", "noted_by": "李××", **order["phone"]}
    else:
        fields["instruction"] = {"number": "天应急调〔2022〕15号", **order["instruction"]}
    form = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "1"}, **fields))
    (problem,) = refused(stocked, lambda s: documents.post(s, form))
    assert problem.code == code
    for word in words:
        assert word in problem.text


@pytest.mark.parametrize(("given", "warned"), [("08:01", True), ("08:00", False)])
def test_goods_that_left_before_their_order_are_asked_about(
    stocked: Bench, given: str, warned: bool
) -> None:
    order = {"given_by": "赵××", "noted_by": "李××", "at": f"2022-10-24T{given}"}
    fields = {"instruction": None, "phone": order, "effective_at": "2022-10-24T08:00"}
    form = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "1"}, **fields))
    posted = write(stocked.database, stocked.seat, lambda s: documents.post(s, form))
    told = [(one.code, one.field, one.stops) for one in posted.warnings]
    assert told == ([("left_before_order", "phone", False)] if warned else [])
    for one in posted.warnings:
        assert "08:00" in one.text
        assert "08:01" in one.text
