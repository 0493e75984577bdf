"""What a dispatch is warned of, and still goes out."""

import pytest

from supplydesk.services import documents, drafts, settings
from supplydesk.services.forms import AnyForm
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields

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
