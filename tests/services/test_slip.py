"""A slip before its goods leave: it says what the posted one will say of them."""

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import drafts, printing, settings
from supplydesk.services.forms import DispatchForm
from supplydesk.services.posted import find
from supplydesk.services.slip import draft_slip, slip_of, typed_slip
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields

SUIT: dict[str, object] = {"item": "201004"}


def form_of(desk: Bench, *lines: dict[str, object]) -> DispatchForm:
    form = desk.form("dispatch", **dispatch_fields(*lines))
    assert isinstance(form, DispatchForm)
    return form


def typed(desk: Bench, form: DispatchForm) -> list[str]:
    """The packs on the slip of *form*, line by line, while it is typed."""
    with desk.reading() as session:
        return [line.packs for line in typed_slip(session, form).lines]


def kept(desk: Bench, key: str) -> list[str]:
    """The packs on the slip of the draft *key*."""
    with desk.reading() as session:
        return [line.packs for line in draft_slip(session, key).lines]


def posted(desk: Bench, form: DispatchForm) -> list[str]:
    """The packs on the slip of *form* once it is posted."""
    number = write(desk.database, desk.seat, lambda s: drafts.post_draft(s, form.key)).number
    with desk.reading() as session:
        return [line.packs for line in slip_of(session, find(session, number)).lines]


def approved(desk: Bench, form: DispatchForm) -> list[str]:
    """The packs on the slip of *form* once it is approved."""
    with desk.transaction() as session:
        settings.save(session, approve=True)
        drafts.save(session, form)
        drafts.approve(session, form.key)
    return kept(desk, form.key)


def test_floating_cartons_stand_on_every_slip_of_a_paper(desk: Bench) -> None:
    # The column was empty until the goods had left, and empty again on a voided slip.
    desk.opening({**SUIT, "quantity": "7箱300套"})
    form = form_of(desk, {**SUIT, "ordered": "2箱91套"}, {**SUIT, "ordered": "3箱30套"})
    packs = ["2箱（散装不等）", "3箱（散装不等）"]
    assert typed(desk, form) == packs
    assert approved(desk, form) == packs
    assert posted(desk, form) == packs

    void = form_of(desk, {**SUIT, "ordered": "1箱9套"})
    assert approved(desk, void) == ["1箱（散装不等）"]
    write(desk.database, desk.seat, lambda s: drafts.void(s, void.key, "重开"))
    assert kept(desk, void.key) == ["1箱（散装不等）"]


def test_cartons_of_lots_that_leave_whole_go_along_unasked(desk: Bench) -> None:
    # What was held said nothing of its cartons, though the posted slip took them all.
    desk.opening(
        {**SUIT, "quantity": "2箱91套", "lot_number": "A", "expires": "2023-01-01"},
        {**SUIT, "quantity": "5箱90套", "lot_number": "B", "expires": "2024-01-01"},
    )
    form = form_of(desk, {**SUIT, "ordered": "101"})
    packs = ["2箱（散装不等）", ""]
    assert typed(desk, form) == packs
    assert approved(desk, form) == packs
    assert posted(desk, form) == packs


def test_cartons_that_were_typed_are_said_where_there_are_no_goods(desk: Bench) -> None:
    assert typed(desk, form_of(desk, {**SUIT, "ordered": "2箱91套"})) == ["2箱（散装不等）"]


def test_what_is_not_posted_has_no_prices_and_says_so(desk: Bench) -> None:
    # They were left out in silence.
    desk.opening({**SUIT, "quantity": "7箱300套", "unit_cost": "12.5"})
    going, void = (form_of(desk, {**SUIT, "ordered": "1箱9套"}) for _ in range(2))
    for form in (going, void):
        approved(desk, form)
    write(desk.database, desk.seat, lambda s: drafts.void(s, void.key, "重开"))
    for number, state in (("DB-20221024-001", "已批准"), ("DB-20221024-002", "已作废")):
        with desk.reading() as session:
            assert printing.pdf(session, [number])
            with pytest.raises(Refused) as refused:
                printing.pdf(session, [number], printing.Wish(prices=True))
        (problem,) = refused.value.problems
        assert (problem.code, problem.field) == ("not_priced", "prices")
        assert f"{number}现为“{state}”" in problem.text
    posted(desk, going)
    with desk.reading() as session:
        assert printing.pdf(session, ["DB-20221024-001"], printing.Wish(prices=True))
