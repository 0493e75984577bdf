"""Stock, held against loops over the movements: random papers, late ones, reversals, closings."""

import random
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from supplydesk.domain.period import desk_day, end_of_day
from supplydesk.queries.stock import (
    LotRow,
    StockRow,
    lots_by_books,
    lots_now,
    lots_then,
    stock_by_books,
    stock_now,
    stock_then,
)
from supplydesk.services import drafts, settings
from supplydesk.store.columns import micros
from supplydesk.store.driver import Driver
from tests.databases import Bench, dispatch_fields
from tests.histories import Lying, Moved, lived, lying, moments, moved

SEEDS = (1, 2, 3)
Told = dict[tuple[str, str], tuple[int, int, str | None]]
ToldLots = dict[tuple[str, str, int], list[int]]


class Known:
    """A desk's places and items by id, and which of the places are ours."""

    def __init__(self, desk: Bench) -> None:
        self.places = {row[0]: row[1] for row in desk.rows("SELECT id, code FROM place")}
        self.items = {row[0]: row[1] for row in desk.rows("SELECT id, code FROM item")}
        self.ours = {row[0] for row in desk.rows("SELECT code FROM place WHERE inside = 1")}

    def told(self, rows: Iterable[StockRow]) -> Told:
        """Rows by place and item."""
        return {
            (self.places[row.place], self.items[row.item]): (row.quantity, row.amount, row.expires)
            for row in rows
        }

    def told_lots(self, rows: Iterable[LotRow]) -> ToldLots:
        """Rows by place, item and lot."""
        return {
            (self.places[row.place], self.items[row.item], row.lot): [row.quantity, row.amount]
            for row in rows
        }

    def expected(self, stock: Lying, movements: list[Moved]) -> tuple[Told, ToldLots]:
        """What *stock* comes to, by item and by lot."""
        expires = {one.lot: one.expires for one in movements}
        told: Told = {}
        lots: ToldLots = {}
        for (place, item, lot), (quantity, amount) in stock.items():
            if place in self.ours and quantity:
                lots[place, item, lot] = [quantity, amount]
                before = told.get((place, item), (0, 0, None))
                dates = [one for one in (before[2], expires[lot]) if one and quantity > 0]
                first = min(dates) if dates else before[2]
                told[place, item] = (before[0] + quantity, before[1] + amount, first)
        return told, lots


@pytest.mark.parametrize("seed", SEEDS)
def test_now(desk: Bench, seed: int) -> None:
    lived(desk, seed)
    known, movements = Known(desk), moved(desk)
    told, lots = known.expected(lying(movements), movements)
    with desk.reading() as session:
        assert known.told(stock_now(Driver(session))) == told
        assert known.told_lots(lots_now(Driver(session))) == lots
    assert told


@pytest.mark.parametrize("seed", SEEDS)
def test_a_past_moment_by_goods(desk: Bench, seed: int) -> None:
    lived(desk, seed)
    known, movements = Known(desk), moved(desk)
    with desk.reading() as session:
        driver = Driver(session)
        for moment in moments(movements, random.Random(seed), 25):
            at, day = micros(moment), desk_day(moment, desk.seat.zone).isoformat()
            before = [one for one in movements if one.effective_at <= at]
            told, lots = known.expected(lying(before), movements)
            assert known.told(stock_then(driver, at, day)) == told, moment
            assert known.told_lots(lots_then(driver, at, day)) == lots, moment


@pytest.mark.parametrize("seed", SEEDS)
def test_a_past_day_by_books(desk: Bench, seed: int) -> None:
    lived(desk, seed)
    known, movements = Known(desk), moved(desk)
    first = date(2022, 9, 29)
    last = desk_day(desk.clock.at, desk.seat.zone)
    with desk.reading() as session:
        driver = Driver(session)
        for shift in range((last - first).days + 1):
            day = (first + timedelta(days=shift)).isoformat()
            before = [one for one in movements if one.voucher_date <= day]
            told, lots = known.expected(lying(before), movements)
            # A total of nothing is told where a leaf holds some lots and owes as much of others.
            rows = known.told(stock_by_books(driver, day))
            assert rows == told, day
            assert known.told_lots(lots_by_books(driver, day)) == lots, day


def test_by_goods_and_by_books_differ_for_a_late_paper(desk: Bench) -> None:
    desk.opening({"item": "101006", "quantity": "100"})
    desk.dispatch({"item": "101006", "ordered": "30"}, effective_at="2022-10-20T08:00:00")
    known = Known(desk)
    noon = end_of_day(date(2022, 10, 21), desk.seat.zone)
    with desk.reading() as session:
        driver = Driver(session)
        goods = known.told(stock_then(driver, micros(noon), "2022-10-21"))
        books = known.told(stock_by_books(driver, "2022-10-21"))
    assert goods["W1-good-0", "101006"][0] == 70_000
    assert goods["W1-transit", "101006"][0] == 30_000
    assert books == {("W1-good-0", "101006"): (100_000, 0, None)}


def test_a_lot_that_has_gone_lends_its_date_to_nobody(desk: Bench) -> None:
    desk.opening(
        {"item": "201012", "quantity": "10", "expires": "2022-12-01"},
        {"item": "201012", "quantity": "10", "expires": "2023-06-01"},
    )
    desk.dispatch({"item": "201012", "ordered": "10"})
    at = micros(desk.clock.at)
    known = Known(desk)
    with desk.reading() as session:
        driver = Driver(session)
        for rows in (
            stock_now(driver),
            stock_then(driver, at, "2022-10-24"),
            stock_by_books(driver, "2022-10-24"),
        ):
            told = known.told(rows)
            assert told["W1-good-0", "201012"] == (10_000, 0, "2023-06-01")
            assert told["W1-transit", "201012"] == (10_000, 0, "2022-12-01")


def test_what_is_held_is_told_now_and_not_of_the_past(desk: Bench) -> None:
    desk.opening({"item": "101006", "quantity": "100"})
    form = desk.form("dispatch", **dispatch_fields({"item": "101006", "ordered": "40"}))
    with desk.transaction() as session:
        settings.save(session, approve=True)
        drafts.save(session, form)
        drafts.approve(session, form.key)
    with desk.reading() as session:
        driver = Driver(session)
        assert [row.reserved for row in stock_now(driver)] == [40_000]
        assert [row.reserved for row in lots_now(driver)] == [40_000]
        then = stock_then(driver, micros(desk.clock.at), "2022-10-24")
        assert [row.reserved for row in then] == [0]


def test_only_the_places_and_items_asked_for(desk: Bench) -> None:
    desk.opening({"item": "101006", "quantity": "1"}, {"item": "101009", "quantity": "2"})
    desk.opening({"item": "101006", "quantity": "3"}, place="S1")
    known = Known(desk)
    places = {code: identity for identity, code in known.places.items()}
    items = {code: identity for identity, code in known.items.items()}
    at = micros(desk.clock.at)
    with desk.reading() as session:
        driver = Driver(session)
        for asked in (
            lambda *only: stock_now(driver, *only),
            lambda *only: stock_then(driver, at, "2022-10-24", *only),
            lambda *only: stock_by_books(driver, "2022-10-24", *only),
            lambda *only: lots_now(driver, *only),
            lambda *only: lots_then(driver, at, "2022-10-24", *only),
            lambda *only: lots_by_books(driver, "2022-10-24", *only),
        ):
            assert [row.quantity for row in asked([places["S1"]], None)] == [3_000]
            assert [row.quantity for row in asked(None, [items["101009"]])] == [2_000]
            assert asked([places["S1"]], [items["101009"]]) == []
