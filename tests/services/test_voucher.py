"""A voucher for its page: half typed, looked over, posted, and what stands beside it."""

from datetime import date
from decimal import Decimal

import pytest

from supplydesk.domain.lifecycle import Action, Steps
from supplydesk.domain.problem import Refused
from supplydesk.services import choosable, drafting, drafts, printing, settings, voucher
from supplydesk.services.forms import AnyForm, DispatchForm, unfinished
from supplydesk.services.typed_form import read
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields

BED = {"item": "101006"}
QUILT = {"item": "101009"}
BLEACH = {"item": "201012"}


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening(
        {**QUILT, "quantity": "100", "lot_number": "A", "expires": "2029-01-01"},
        {**QUILT, "quantity": "50", "lot_number": "B", "expires": "2028-01-01"},
        {**BED, "quantity": "20"},
    )
    return desk


def _looked(desk: Bench, form: AnyForm) -> drafting.DraftLook:
    with desk.reading() as session:
        return drafting.look_at(session, form)


def test_what_is_missing_is_told_and_kept_all_the_same(desk: Bench) -> None:
    form = unfinished(
        {"kind": "dispatch", "key": "k", "warehouse": "", "site": "", "incident": "", "lines": ()}
    )
    found = _looked(desk, form)
    assert {(one.code, one.field) for one in found.problems} == {
        ("place_not_chosen", "warehouse"),
        ("place_not_chosen", "site"),
        ("incident_not_chosen", "incident"),
        ("no_order", "instruction"),
    }
    write(desk.database, desk.seat, lambda session: drafts.save(session, form))
    with desk.reading() as session:
        kept = voucher.voucher(session, "k")
    assert kept.form == form
    assert (kept.posted, kept.next, kept.row.state) == (False, Action.POST, "draft")
    with desk.reading() as session, pytest.raises(Refused):
        voucher.voucher(session, "nobody")


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        ("opening", {"place": "", "lines": ()}, "place_not_chosen"),
        ("confirmation", {"dispatch": "", "lines": ()}, "dispatch_not_chosen"),
    ],
)
def test_each_kind_tells_what_it_is_about(
    desk: Bench, kind: str, fields: dict[str, object], code: str
) -> None:
    form = unfinished({"kind": kind, "key": "k", **fields})
    assert code in {one.code for one in _looked(desk, form).problems}


def test_a_line_without_an_item_is_named(stocked: Bench) -> None:
    fields = dispatch_fields({"item": "", "ordered": "5"}, {**BED, "ordered": "1"})
    found = _looked(stocked, unfinished({"kind": "dispatch", "key": "k", **fields}))
    assert [(one.row, one.code) for one in found.problems] == [(1, "item_not_chosen")]
    assert set(found.lines) == {2}


def test_lots_packs_and_figures_are_worked_out_while_it_is_typed(stocked: Bench) -> None:
    form = stocked.form("dispatch", **dispatch_fields({**QUILT, "ordered": "12包"}))
    line = _looked(stocked, form).lines[1]
    assert (line.quantity, line.packs) == (Decimal(60), "12包")
    assert [(lot.lot_number, lot.expires, int(lot.quantity)) for lot in line.lots] == [
        ("B", date(2028, 1, 1), 50),
        ("A", date(2029, 1, 1), 10),
    ]
    beds = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "3"}))
    assert _looked(stocked, beds).lines[1].packs == "", "a pack of one says nothing"


def test_what_is_held_for_the_paper_itself_is_no_shortage(stocked: Bench) -> None:
    with stocked.transaction() as session:
        settings.save(session, approve=True)
        form = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "20"}))
        drafts.save(session, form)
        drafts.approve(session, form.key)
    with stocked.reading() as session:
        found = voucher.voucher(session, form.key)
    assert not found.look.problems
    assert (found.steps, found.next) == (Steps(approve=True), Action.POST)
    assert found.approved_by == "李××"
    other = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "1"}))
    assert [one.code for one in _looked(stocked, other).problems] == ["not_enough"]


def test_a_posted_voucher_shows_what_the_books_hold(stocked: Bench) -> None:
    posted = stocked.dispatch({**QUILT, "ordered": "12包"}, {**BED, "ordered": "5", "issued": "4"})
    with stocked.reading() as session:
        found = voucher.voucher(session, posted.number)
    assert found.posted
    assert found.next is None
    assert isinstance(found.form, DispatchForm)
    assert [line.ordered for line in found.form.lines] == ["12包", "5"]
    assert [(int(line.quantity), line.packs) for line in found.look.lines.values()] == [
        (60, "12包"),
        (4, ""),
    ]
    assert found.lines is not None
    assert found.lines[1].open == 60


def test_papers_of_a_kind_stand_side_by_side(stocked: Bench) -> None:
    first = stocked.dispatch({**BED, "ordered": "1"}).number
    second = stocked.dispatch({**BED, "ordered": "1"}).number

    def beside(number: str, step: int) -> str:
        with stocked.reading() as session:
            return voucher.beside(session, voucher.voucher(session, number).row, step)

    assert (beside(first, 1), beside(second, -1)) == (second, first)
    assert (beside(first, -1), beside(second, 1)) == ("", "")


def test_the_slip_is_drawn_from_what_is_typed(stocked: Bench) -> None:
    form = stocked.form("dispatch", **dispatch_fields({**QUILT, "ordered": "60"}))
    assert isinstance(form, DispatchForm)
    with stocked.reading() as session:
        content = printing.typed(session, form)(None)
    assert content.startswith(b"%PDF")
    assert stocked.rows("SELECT COUNT(*) FROM document WHERE kind = 'dispatch'") == [(0,)]


def test_lots_to_choose_from_are_those_that_may_go_out(stocked: Bench) -> None:
    with stocked.reading() as session:
        found = choosable.choosable(session, "W1", "101009")
    assert [(one.lot_number, int(one.available)) for one in found] == [("B", 50), ("A", 100)]
    assert all(one.places for one in found)
    with stocked.reading() as session:
        assert choosable.choosable(session, "W2", "101009") == ()


def test_what_no_form_can_hold_is_refused_at_its_field() -> None:
    fields = dispatch_fields({**BED, "ordered": "9" * 61, "note": "a\x07b"}, urgency="快")
    with pytest.raises(Refused) as refused:
        read({"kind": "dispatch", "key": "k", **fields})
    assert {(one.code, one.row, one.field) for one in refused.value.problems} == {
        ("too_long", 1, "ordered"),
        ("control_character", 1, "note"),
        ("misfit", None, "urgency"),
    }


@pytest.mark.parametrize("missing", ["warehouse", "site", "incident", "instruction"])
@pytest.mark.parametrize("given", ["", "??"])
def test_lines_are_checked_whatever_the_head_lacks(
    stocked: Bench, missing: str, given: str
) -> None:
    lines: tuple[dict[str, object], ...] = (
        {**BED, "ordered": "5"},
        {"item": "棉大衣", "ordered": "1"},
        {**BED, "ordered": "1x"},
        {**QUILT, "ordered": "5", "issued": "0"},
        {**BED, "ordered": "1000"},
    )
    lacking = {"number": given} if missing == "instruction" else given
    fields = dispatch_fields(*lines, **{missing: lacking})
    form = unfinished({"kind": "dispatch", "key": "half", **fields})
    looked = _looked(stocked, form)
    found = [(one.row, one.field) for one in looked.problems]
    assert (None, missing) in found
    wanted = [(2, "item"), (3, "ordered"), (4, "issued")]
    if missing != "warehouse":
        wanted.append((5, "issued"))  # how much there is, is a question of the warehouse
    assert sorted((row, field) for row, field in found if row is not None) == wanted
    assert looked.lines[1].quantity == 5
    assert bool(looked.lines[1].lots) is (missing != "warehouse")


def test_lines_of_an_opening_are_checked_before_its_place_is_chosen(desk: Bench) -> None:
    lines = [
        {**BED, "quantity": "5"},
        {"item": "棉大衣", "quantity": "1"},
        {**BED, "quantity": "1x", "unit_cost": "-"},
    ]
    form = unfinished(
        {"kind": "opening", "key": "half", "place": "", "voucher_date": "2022-09-30",
         "lines": lines}
    )  # fmt: skip
    found = [(one.row, one.field) for one in _looked(desk, form).problems]
    assert found == [(None, "place"), (2, "item"), (3, "quantity"), (3, "unit_cost")]
