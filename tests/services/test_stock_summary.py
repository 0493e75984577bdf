"""The month's summary: figures by hand, and against loops over random desks' movements."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from supplydesk.domain.places import Level
from supplydesk.domain.problem import Refused
from supplydesk.domain.quantity import to_thousandths
from supplydesk.domain.stock_summary import StockSummary, StockSummaryRow
from supplydesk.queries.verify import verify
from supplydesk.services import drafts, ledger, people, periods, reversal, settings
from supplydesk.services.stock_summary import summary
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields
from tests.histories import Moved, lived, moved

SEEDS = (1, 2, 3, 4)
BED = {"item": "101006"}
Figures = dict[str, Counter[str]]


def of(
    desk: Bench, month: str, warehouse: str | None = "W1", level: Level | None = None
) -> StockSummary:
    with desk.reading() as session:
        return summary(session, month, warehouse=warehouse, level=level)


def row(told: StockSummary, code: str = "101006") -> StockSummaryRow:
    return next(one for one in told.rows if one.code == code)


def whole(*figures: Decimal) -> tuple[int, ...]:
    """Figures that are whole numbers, as such."""
    return tuple(map(int, figures))


def close(desk: Bench, *periods: int) -> None:
    with desk.transaction() as session:
        for period in periods:
            ledger.close_period(session, period)


def reverse(desk: Bench, number: str) -> None:
    with desk.transaction() as session:
        reversal.reverse(session, number, "填错", f"reversal of {number}")


def autumn(desk: Bench) -> None:
    """Two months: opening stock, slips, receipts, a refused load and a reversal across them."""
    desk.opening(
        {**BED, "quantity": "1000", "unit_cost": "128.5"},
        {**BED, "quantity": "30", "stand": "pending"},
        {**BED, "quantity": "7", "stand": "rejected"},
    )
    first = desk.dispatch({**BED, "ordered": "400"})
    desk.dispatch({**BED, "ordered": "50"}, site="S2")
    desk.post(
        "confirmation",
        dispatch=first.number,
        lines=[{"line": 1, "received": "370", "short": "5", "broken": "1", "refused": "4"}],
    )
    desk.clock.forward(days=10)
    third = desk.dispatch({**BED, "ordered": "100"})
    desk.post("confirmation", dispatch=third.number, all_received=True)


def test_the_first_month_by_hand(desk: Bench) -> None:
    autumn(desk)
    told = of(desk, "2022-10")
    assert (told.bureau, told.warehouse, told.title) == (
        "天水市应急管理局",
        "市级一号库",
        "2022年10月",
    )
    assert (told.starts_on, told.ends_on) == (date(2022, 10, 1), date(2022, 10, 31))
    assert [one.code for one in told.rows] == ["101006"]
    beds = row(told)
    assert (beds.name, beds.spec, beds.unit) == ("折叠床", "单人", "张")
    assert beds.opening == 1037
    assert whole(beds.incoming.other, beds.incoming.subtotal) == (4, 4)
    assert whole(beds.outgoing.dispatch, beds.outgoing.subtotal) == (450, 450)
    assert beds.closing == 591
    assert whole(beds.pending, beds.rejected, beds.on_the_road) == (30, 7, 70)
    assert beds.amounts.opening == 1000 * 12850
    assert beds.amounts.incoming == 4 * 12850
    assert beds.amounts.outgoing == 450 * 12850
    assert beds.amounts.closing == 554 * 12850
    assert beds.counted is None


@pytest.mark.parametrize("closed", [False, True])
def test_the_second_month_begins_with_what_the_first_left(desk: Bench, *, closed: bool) -> None:
    autumn(desk)
    if closed:
        close(desk, 202210)
    told = of(desk, "2022-11")
    beds = row(told)
    assert whole(beds.opening, beds.outgoing.dispatch, beds.closing) == (591, 100, 491)
    assert beds.on_the_road == 70
    assert not told.closed


def test_a_closed_month_is_sealed_and_an_open_one_is_not(desk: Bench) -> None:
    autumn(desk)
    before = of(desk, "2022-10")
    close(desk, 202210)
    after = of(desk, "2022-10")
    assert (before.closed, after.closed) == (False, True)
    assert before.rows == after.rows
    [(sequence, head)] = desk.rows("SELECT sequence, hash FROM journal WHERE subject = '2022-10' "
                                   "AND kind = 'close'")  # fmt: skip
    assert (after.sequence, after.head) == (sequence, head)
    desk.dispatch({**BED, "ordered": "1"})
    assert of(desk, "2022-10") == after
    assert of(desk, "2022-11").head == desk.rows("SELECT hash FROM chain_head")[0][0]


def test_a_reversal_takes_off_in_the_column_and_month_of_its_own_paper(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100", "unit_cost": "2"})
    slip = desk.dispatch({**BED, "ordered": "40"})
    desk.clock.forward(days=10)
    reverse(desk, slip.number)
    assert row(of(desk, "2022-10")).outgoing.dispatch == 40
    beds = row(of(desk, "2022-11"))
    assert whole(beds.opening, beds.outgoing.dispatch, beds.closing) == (60, -40, 100)
    assert whole(beds.incoming.subtotal, beds.on_the_road) == (0, 0)
    assert beds.amounts.outgoing == -40 * 200


def test_a_reversal_in_the_same_month_leaves_nothing_moved(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    reverse(desk, desk.dispatch({**BED, "ordered": "40"}).number)
    beds = row(of(desk, "2022-10"))
    assert whole(beds.opening, beds.incoming.subtotal, beds.outgoing.subtotal) == (100, 0, 0)


def test_opening_stock_undone_later_is_told_in_that_month(desk: Bench) -> None:
    opening = desk.opening({**BED, "quantity": "100"})
    desk.clock.forward(days=10)
    write(desk.database, desk.seat, lambda session: periods.close(session, "2022-10"))
    reverse(desk, opening.number)
    beds = row(of(desk, "2022-11"))
    assert whole(beds.opening, beds.incoming.other, beds.closing) == (100, -100, 0)
    assert whole(row(of(desk, "2022-10")).closing) == (100,), "what was closed stays"


def test_opening_stock_undone_before_the_month_is_closed_never_was_there(desk: Bench) -> None:
    opening = desk.opening({**BED, "quantity": "100"})
    desk.opening({**BED, "quantity": "30"})
    reverse(desk, opening.number)
    desk.dispatch({**BED, "ordered": "1"})
    beds = row(of(desk, "2022-10"))
    assert whole(beds.opening, beds.incoming.other, beds.closing) == (30, 0, 29)


def test_a_late_paper_counts_in_the_month_that_it_is_dated_in(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    desk.clock.forward(days=10)
    desk.dispatch({**BED, "ordered": "40"}, effective_at="2022-10-28T10:00:00")
    assert row(of(desk, "2022-10")).outgoing.subtotal == 0
    assert row(of(desk, "2022-11")).outgoing.dispatch == 40


def test_what_is_held_stands_in_the_current_month_alone(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    desk.dispatch({**BED, "ordered": "1"})
    desk.clock.forward(days=10)
    form = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "40"}))
    with desk.transaction() as session:
        settings.save(session, approve=True)
        drafts.save(session, form)
        drafts.approve(session, form.key)
    assert row(of(desk, "2022-11")).reserved == 40
    assert row(of(desk, "2022-10")).reserved == 0


def test_scopes_stand_side_by_side_and_the_whole_is_their_sum(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    desk.opening({**BED, "quantity": "60"}, place="W2")
    desk.opening({**BED, "quantity": "9"}, place="S1")
    desk.dispatch({**BED, "ordered": "10"}, warehouse="W2")
    assert row(of(desk, "2022-10", "W1")).closing == 100
    city, county = (of(desk, "2022-10", None, level) for level in (Level.CITY, Level.COUNTY))
    assert city.warehouse == "全部仓库（市级）"
    assert row(city).closing == 100
    assert whole(row(county).closing, row(county).on_the_road) == (50, 10)
    everything = of(desk, "2022-10", None)
    assert everything.warehouse == "全部仓库"
    assert whole(
        row(everything).opening, row(everything).outgoing.dispatch, row(everything).closing
    ) == (
        160,
        10,
        150,
    )


def test_quantities_keep_their_decimals(desk: Bench) -> None:
    desk.opening({"item": "301003", "quantity": "12.345", "unit_cost": "3.3333"})
    desk.dispatch({"item": "301003", "ordered": "2.3"})
    wire = row(of(desk, "2022-10"), "301003")
    assert (wire.opening, wire.closing) == (Decimal("12.345"), Decimal("10.045"))


def test_cut_off_months(desk: Bench) -> None:
    with desk.transaction() as session:
        settings.save(session, cut_off=25)
    desk.opening({**BED, "quantity": "100"})
    desk.dispatch({**BED, "ordered": "3"})
    desk.clock.forward(days=2)
    desk.dispatch({**BED, "ordered": "4"})
    told = of(desk, "2022年11月")
    assert (told.starts_on, told.ends_on) == (date(2022, 10, 26), date(2022, 11, 25))
    assert whole(row(told).opening, row(told).closing) == (97, 93)


def test_a_month_without_a_paper_shows_what_it_begins_with(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    told = of(desk, "2022-10")
    assert whole(row(told).opening, row(told).closing) == (100, 100), "no paper in any month yet"
    desk.dispatch({**BED, "ordered": "3"})
    desk.clock.forward(days=45)
    for month in ("2022-11", "2022-12"):
        told = of(desk, month)
        assert whole(row(told).opening, row(told).closing) == (97, 97)
        assert not told.closed
    assert told.starts_on == date(2022, 12, 1)
    with pytest.raises(Refused):
        of(desk, "2023-01")
    assert desk.rows("SELECT COUNT(*) FROM period WHERE id > 0") == [(1,)], "nothing was made"
    assert whole(row(of(desk, "2022-10")).closing) == (97,)


@pytest.mark.parametrize(
    ("month", "code"),
    [
        ("2022-09", "before_books"),
        ("2021-12", "before_books"),
        ("2022-11", "no_period"),
        ("2022-13", "month_unreadable"),
        ("October", "month_unreadable"),
        ("", "month_unreadable"),
    ],
)
def test_a_month_without_books_is_refused(desk: Bench, month: str, code: str) -> None:
    desk.opening({**BED, "quantity": "100"})
    desk.dispatch({**BED, "ordered": "1"})
    with pytest.raises(Refused) as refused:
        of(desk, month)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_an_unknown_warehouse_is_refused(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    desk.dispatch({**BED, "ordered": "1"})
    for warehouse, level, code in (
        ("W9", None, "unknown_warehouse"),
        ("S1", None, "unknown_warehouse"),
        (None, Level.PROVINCE, "no_warehouse"),
    ):
        with pytest.raises(Refused) as refused:
            of(desk, "2022-10", warehouse, level)
        assert refused.value.problems[0].code == code


def test_who_counts_blind_does_not_see_it(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    with desk.transaction() as session:
        people.add(session, "孙××", "counter")
    with pytest.raises(Refused) as refused:
        of(desk.sitting("孙××"), "2022-10")
    assert refused.value.problems[0].code == "not_allowed"


# --- Random desks --------------------------------------------------------------------------------


def within(place: str, warehouses: tuple[str, ...]) -> bool:
    """Whether *place* is an area or bin of *warehouses*; their roads are not."""
    return place.startswith(tuple(f"{one}-" for one in warehouses)) and "transit" not in place


def worked_out(movements: list[Moved], period: int, warehouses: tuple[str, ...]) -> Figures:
    """Every figure of the summary in thousandths, from the movements alone."""
    figures: Figures = {}
    for one in movements:
        told = figures.setdefault(one.item, Counter())
        if one.period <= period:
            _stand(told, one, warehouses, past=one.period < period)
        if one.period == period:
            _cross(told, one, warehouses)
    return {item: told for item, one in figures.items() if (told := _nonzero(one))}


def _stand(told: Counter[str], one: Moved, warehouses: tuple[str, ...], *, past: bool) -> None:
    for place, sign in ((one.from_place, -1), (one.to_place, 1)):
        if within(place, warehouses):
            for name in ("closing", "opening") if past else ("closing",):
                told[name] += sign * one.quantity
                told[f"{name} amount"] += sign * one.amount
        for area in ("pending", "rejected", "transit"):
            if place in {f"{owner}-{area}{end}" for owner in warehouses for end in ("", "-0")}:
                told[area] += sign * one.quantity


def _cross(told: Counter[str], one: Moved, warehouses: tuple[str, ...]) -> None:
    start, end, sign = one.from_place, one.to_place, 1
    if one.undoes is not None:
        start, end, sign = end, start, -1
    if within(start, warehouses) and not within(end, warehouses):
        assert one.reason == "dispatch"
        told["dispatch"] += sign * one.quantity
        told["outgoing amount"] += sign * one.amount
    if within(end, warehouses) and not within(start, warehouses):
        assert one.reason in {"refused", "opening"}
        told["other"] += sign * one.quantity
        told["incoming amount"] += sign * one.amount


def _nonzero(told: Counter[str]) -> Counter[str]:
    return Counter({name: count for name, count in told.items() if count})


def told_by(found: StockSummary) -> Figures:
    figures: Figures = {}
    for one in found.rows:
        assert one.incoming.subtotal == one.incoming.other
        assert one.outgoing.subtotal == one.outgoing.dispatch
        quantities = {
            "opening": one.opening,
            "other": one.incoming.other,
            "dispatch": one.outgoing.dispatch,
            "closing": one.closing,
            "pending": one.pending,
            "rejected": one.rejected,
            "transit": one.on_the_road,
        }
        told = Counter({name: to_thousandths(figure) for name, figure in quantities.items()})
        told["opening amount"] = one.amounts.opening
        told["incoming amount"] = one.amounts.incoming
        told["outgoing amount"] = one.amounts.outgoing
        told["closing amount"] = one.amounts.closing
        figures[one.code] = _nonzero(told)
    return figures


@pytest.mark.parametrize("seed", SEEDS)
def test_every_month_of_a_random_desk(desk: Bench, seed: int) -> None:
    lived(desk, seed)
    movements = moved(desk)
    months = desk.rows("SELECT id, name FROM period WHERE id > 0")
    assert len(months) > 1
    for period, name in months:
        for warehouse, level, warehouses in (
            ("W1", None, ("W1",)),
            (None, Level.COUNTY, ("W2",)),
            (None, None, ("W1", "W2")),
        ):
            expected = worked_out(movements, period, warehouses)
            assert told_by(of(desk, name, warehouse, level)) == expected, (name, warehouses)
            assert expected
    assert verify(desk.database, desk.seat).sound


def about(desk: Bench, month: str, warehouse: str = "W1") -> tuple[bool, bool]:
    one = row(of(desk, month, warehouse))
    return one.opening_about, one.closing_about


def test_what_is_known_from_hearsay_says_so_as_long_as_some_of_it_is_there(desk: Bench) -> None:
    desk.opening(
        {**BED, "quantity": "100余", "made": "2022-01-01"},
        {**BED, "quantity": "50", "made": "2022-02-01"},
        {"item": "101009", "quantity": "9"},
    )
    desk.dispatch({**BED, "ordered": "40"})
    assert about(desk, "2022-10") == (True, True)
    told = of(desk, "2022-10")
    assert [row(told, "101009").opening_about, row(told, "101009").closing_about] == [False, False]
    assert (told.total().opening_about, told.total().closing_about) == (True, True)
    desk.clock.forward(days=20)
    # The lot of hearsay leaves to its last bed, and the rest was counted.
    desk.dispatch({**BED, "ordered": "60"})
    assert about(desk, "2022-11") == (True, False)
    assert about(desk, "2022-10") == (True, True), "looked back at, as it was"
    close(desk, 202210)
    assert about(desk, "2022-10") == (True, True), "from the month's own closing too"
    desk.clock.forward(days=30)
    desk.dispatch({**BED, "ordered": "1"})
    assert about(desk, "2022-12") == (False, False)


def test_one_warehouses_hearsay_is_not_the_others(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100余"})
    desk.opening({**BED, "quantity": "70"}, place="W2")
    desk.dispatch({**BED, "ordered": "1"})
    assert about(desk, "2022-10", "W2") == (False, False)
    both = row(of(desk, "2022-10", None))
    assert (both.opening_about, both.closing_about) == (True, True)
