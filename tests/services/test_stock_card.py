"""The stock card: balance after each movement, reversals in red, totals of month and year."""

from datetime import date
from decimal import Decimal

import pytest

from supplydesk.domain.period import desk_day
from supplydesk.domain.places import Level
from supplydesk.domain.problem import Refused
from supplydesk.services import places, reversal
from supplydesk.services.stock import stock
from supplydesk.services.stock_card import CardLine, StockCard, card
from supplydesk.services.stock_summary import summary
from supplydesk.store.database import DeskSession, write
from tests.databases import Bench
from tests.histories import CODES, lived, moved

BED = {"item": "101006"}
Short = tuple[str, str, int | None, int | None, int]


def of(desk: Bench, item: str = "101006", **asked: object) -> StockCard:
    with desk.reading() as session:
        return card(session, item, **asked)  # type: ignore[arg-type]  # passed on as it is


def short(lines: tuple[CardLine, ...]) -> list[Short]:
    return [
        (
            line.day.isoformat(),
            line.summary,
            None if line.incoming is None else int(line.incoming),
            None if line.outgoing is None else int(line.outgoing),
            int(line.balance),
        )
        for line in lines
    ]


def autumn(desk: Bench) -> str:
    desk.opening({**BED, "quantity": "100", "lot_number": "L1"})
    slip = desk.dispatch({**BED, "ordered": "30"})
    desk.post(
        "confirmation", dispatch=slip.number, lines=[{"line": 1, "received": "26", "refused": "4"}]
    )
    desk.clock.forward(days=10)
    wrong = desk.dispatch({**BED, "ordered": "7"}, site="S2")
    with desk.transaction() as session:
        reversal.reverse(session, wrong.number, "填错", "r")
    return slip.number


def test_two_months_by_hand(desk: Bench) -> None:
    number = autumn(desk)
    told = of(desk, place="W1")
    assert (told.code, told.name, told.scope) == ("101006", "折叠床", "市级一号库")
    assert (told.first, told.last) == (date(2022, 10, 1), date(2022, 11, 3))
    assert (told.opening, told.closing) == (Decimal(100), Decimal(74))
    site, other = "秦州区××集中隔离点", "麦积区××社区"
    assert short(told.lines) == [
        ("2022-10-24", f"调拨至{site}", None, 30, 70),
        ("2022-10-24", f"{site}拒收退回", 4, None, 74),
        ("2022-10-24", "本月合计", 4, 30, 74),
        ("2022-10-24", "本年累计", 4, 30, 74),
        ("2022-11-03", f"调拨至{other}", None, 7, 67),
        ("2022-11-03", f"红冲DB-20221103-001：调拨至{other}", None, -7, 74),
        ("2022-11-03", "本月合计", 0, 0, 74),
        ("2022-11-03", "本年累计", 4, 30, 74),
    ]
    first = told.lines[0]
    assert (first.number, first.lot_number, first.handler) == (number, "L1", "李××")
    assert [line.total for line in told.lines] == ["", "", "month", "year"] * 2


def test_days_and_sums_of_a_card(desk: Bench) -> None:
    autumn(desk)
    told = of(desk, place="W1", first=date(2022, 10, 23), last=date(2022, 11, 4))
    days, balances = told.daily()
    assert (days[0], days[-1], len(days)) == (date(2022, 10, 23), date(2022, 11, 4), 13)
    assert [int(one) for one in balances] == [100] + [74] * 12
    assert (int(told.incoming), int(told.outgoing)) == (4, 30)
    assert len(told.moves) == 4


def test_a_card_of_a_level_holds_all_its_warehouses(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    desk.opening({**BED, "quantity": "7"}, place="W2")
    assert of(desk).closing == 107
    assert of(desk, level=Level.COUNTY).closing == 7
    assert of(desk, level=Level.CITY).closing == 100


def test_a_card_that_begins_later_knows_what_was_before(desk: Bench) -> None:
    autumn(desk)
    told = of(desk, place="W1", first=date(2022, 11, 2))
    assert told.opening == 74
    assert short(told.lines)[-1] == ("2022-11-03", "本年累计", 4, 30, 74)
    before = of(desk, place="W1", first=date(2022, 9, 1), last=date(2022, 10, 24))
    assert before.opening == 0
    assert short(before.lines)[:2] == [
        ("2022-09-30", "期初建账", 100, None, 100),
        ("2022-10-24", "调拨至秦州区××集中隔离点", None, 30, 70),
    ]
    assert short(before.lines)[-1] == ("2022-10-24", "本年累计", 4, 30, 74)


def test_the_totals_count_from_the_first_of_month_and_year(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    desk.dispatch({**BED, "ordered": "1"}, voucher_date="2022-10-03")
    desk.dispatch({**BED, "ordered": "2"}, voucher_date="2022-10-20")
    told = of(desk, first=date(2022, 10, 15))
    assert told.opening == 99
    assert [line[3] for line in short(told.lines)] == [2, 3, 3]
    desk.clock.forward(days=90)
    desk.dispatch({**BED, "ordered": "4"})
    new_year = of(desk, first=date(2022, 12, 15))
    assert [line[3] for line in short(new_year.lines)] == [4, 4, 4]


def test_by_goods_a_late_paper_stands_where_its_goods_moved(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    desk.dispatch({**BED, "ordered": "1"}, voucher_date="2022-10-22")
    desk.dispatch({**BED, "ordered": "2"}, effective_at="2022-10-20T08:00:00")
    books, goods = of(desk), of(desk, books=False)
    assert [line.day.day for line in books.lines if not line.total] == [22, 24]
    assert [line.day.day for line in goods.lines if not line.total] == [20, 22]
    assert goods.opening == books.opening == 100
    assert goods.closing == books.closing == 97


def test_the_card_of_a_site(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    desk.opening({**BED, "quantity": "5"}, place="S1")
    slip = desk.dispatch({**BED, "ordered": "30"})
    desk.post(
        "confirmation", dispatch=slip.number, lines=[{"line": 1, "received": "20", "short": "10"}]
    )
    desk.post("confirmation", dispatch=slip.number, lines=[{"line": 1, "found": "3"}])
    told = of(desk, place="S1")
    assert short(told.lines)[:2] == [
        ("2022-10-24", "市级一号库调拨到货", 20, None, 25),
        ("2022-10-24", "短少物资找回", 3, None, 28),
    ]


def test_what_moves_within_all_warehouses_is_not_on_their_card(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"}, {**BED, "quantity": "1", "stand": "repair"})
    desk.opening({**BED, "quantity": "50"}, place="W2")
    told = of(desk)
    assert (told.scope, int(told.opening), told.lines) == ("全部仓库", 151, ())


@pytest.mark.parametrize(
    ("item", "place", "last", "code"),
    [
        ("9", None, None, "unknown_item"),
        ("101006", "W9", None, "unknown_warehouse"),
        ("101006", None, date(2022, 10, 4), "days_reversed"),
    ],
)
def test_what_cannot_be_told_is_refused(
    desk: Bench, item: str, place: str | None, last: date | None, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        of(desk, item, place=place, first=date(2022, 10, 5), last=last)
    assert refused.value.problems[0].code == code


@pytest.mark.parametrize("seed", [1, 2])
def test_random_cards_agree_with_movements_stock_and_summary(desk: Bench, seed: int) -> None:
    lived(desk, seed)
    movements = moved(desk)
    today = desk_day(desk.clock.at, desk.seat.zone)
    for place in ("W1", "W2", "S1"):
        road = f"{place}-transit"
        for code in CODES:
            crossing = [
                one
                for one in movements
                if one.item == code
                and (one.from_place.startswith(place) and one.from_place != road)
                != (one.to_place.startswith(place) and one.to_place != road)
            ]
            for books in (True, False):
                told = of(desk, code, place=place, first=date(2022, 9, 1), books=books)
                own = [line for line in told.lines if not line.total]
                assert len(own) == len(crossing)
                assert [line.day for line in own] == sorted(line.day for line in own)
                balance = told.opening
                for line in own:
                    balance += (line.incoming or 0) - (line.outgoing or 0)
                    assert line.balance == balance
                assert balance == told.closing
                with desk.reading() as session:
                    lying = stock(session, warehouse=place, item=code, as_of=today, books=books)
                assert told.closing == sum(
                    (line.on_hand for line in lying if line.area != "transit"), Decimal(0)
                )


def test_the_months_totals_are_the_summarys(desk: Bench) -> None:
    lived(desk, 3)
    for _, name in desk.rows("SELECT id, name FROM period WHERE id > 0"):
        with desk.reading() as session:
            month = summary(session, name, warehouse="W1")
        for row in month.rows:
            told = of(desk, row.code, place="W1", first=month.starts_on, last=month.ends_on)
            assert (told.opening, told.closing) == (row.opening, row.closing)
            totals = [line for line in told.lines if line.total == "month"]
            for total in totals:
                assert total.incoming == row.incoming.subtotal
                assert total.outgoing == row.outgoing.subtotal
            assert len(totals) <= 1


@pytest.mark.parametrize("books", [True, False])
def test_a_balance_from_hearsay_says_so_until_that_lot_is_gone(desk: Bench, books: bool) -> None:
    desk.opening(
        {**BED, "quantity": "100余", "made": "2022-01-01"},
        {**BED, "quantity": "50", "made": "2022-02-01"},
    )
    desk.dispatch({**BED, "ordered": "40"})
    desk.dispatch({**BED, "ordered": "60"})
    desk.dispatch({**BED, "ordered": "5"})
    told = of(desk, place="W1", books=books)
    assert [told.opening_about, told.closing_about] == [True, False]
    assert [line.about for line in told.lines if not line.total] == [True, False, False]
    assert not any(line.about for line in told.lines if line.total), "at the month's end"
    later = of(desk, place="W1", books=books, first=date(2022, 10, 25))
    assert [later.opening_about, later.closing_about] == [False, False]


@pytest.mark.parametrize("books", [True, False])
def test_it_says_in_which_bins_the_goods_lie(desk: Bench, books: bool) -> None:
    def add(session: DeskSession) -> None:
        for code in ("A-02", "A-01"):
            places.add_bin(session, "W1-good", code, code)
        places.add_bin(session, "W2-good", "B-07", "B-07")

    write(desk.database, desk.seat, add)
    desk.opening(
        {**BED, "quantity": "10", "stand": "A-02", "made": "2021-01-01"},
        {**BED, "quantity": "5", "stand": "A-01", "made": "2022-01-01"},
        {**BED, "quantity": "3", "made": "2022-02-01"},
        {"item": "101009", "quantity": "3", "stand": "A-01"},
    )
    desk.opening({**BED, "quantity": "4", "stand": "B-07"}, place="W2")
    assert of(desk, place="W1", books=books).bins == ("A-01", "A-02", "合格区")
    assert of(desk, books=books).bins == ("A-01", "A-02", "B-07", "合格区")
    desk.dispatch({**BED, "ordered": "11"})
    assert of(desk, place="W1", books=books).bins == ("A-01", "合格区")
    desk.clock.forward(days=3)
    before, after = date(2022, 10, 20), date(2022, 10, 25)
    assert of(desk, place="W1", last=before, books=books).bins == ("A-01", "A-02", "合格区")
    assert of(desk, place="W1", last=after, books=books).bins == ("A-01", "合格区")
    assert of(desk, place="S1", books=books).bins == ()
