"""Stock as a clerk asks for it: now, at a past moment, by books, of one place or item."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.queries.stock import lots_now, stock_now
from supplydesk.services import drafts, people, settings
from supplydesk.services.stock import StockLine, stock
from supplydesk.store.driver import Driver
from tests.databases import Bench, dispatch_fields
from tests.histories import lived

BED, BLEACH = {"item": "101006"}, {"item": "201012"}


def told(desk: Bench, **asked: object) -> list[tuple[str, str, int]]:
    """Place, item and whole quantity of each line."""
    return [(line.place, line.code, int(line.on_hand)) for line in lines(desk, **asked)]


def lines(desk: Bench, **asked: object) -> tuple[StockLine, ...]:
    with desk.reading() as session:
        return stock(session, **asked)  # type: ignore[arg-type]  # passed on as it is


def furnished(desk: Bench) -> Bench:
    desk.opening(
        {**BED, "quantity": "100", "unit_cost": "128.5"},
        {**BED, "quantity": "5", "stand": "pending"},
        {**BLEACH, "quantity": "48", "expires": "2023-06-01", "made": "2021-06-01"},
        {**BLEACH, "quantity": "24", "expires": "2023-01-01", "lot_number": "A7"},
    )
    desk.opening({**BED, "quantity": "9"}, place="S2")
    desk.dispatch({**BED, "ordered": "30"})
    return desk


def test_now_everywhere_in_order(desk: Bench) -> None:
    assert told(furnished(desk)) == [
        ("W1-good-0", "101006", 70),
        ("W1-good-0", "201012", 72),
        ("W1-pending-0", "101006", 5),
        ("W1-transit", "101006", 30),
        ("S2", "101006", 9),
    ]


def test_a_line_says_what_it_is_and_where(desk: Bench) -> None:
    beds, bleach, _, road, site = lines(furnished(desk), lots=True)
    assert (beds.name, beds.spec, beds.unit) == ("折叠床", "单人", "张")
    assert (beds.place_name, beds.area) == ("合格区", "good")
    assert (beds.owner, beds.owner_name, beds.level) == ("W1", "市级一号库", "city")
    assert beds.amount == 70 * 12850
    assert (beds.expires, bleach.expires) == (None, date(2023, 1, 1))
    assert [(lot.lot_number, lot.expires, lot.on_hand) for lot in bleach.lots] == [
        ("A7", date(2023, 1, 1), Decimal(24)),
        ("", date(2023, 6, 1), Decimal(48)),
    ]
    assert bleach.lots[1].made == date(2021, 6, 1)
    assert (road.area, site.area, site.owner) == ("transit", "site", "S2")


def test_what_is_held_is_not_available(desk: Bench) -> None:
    furnished(desk)
    form = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "40"}))
    with desk.transaction() as session:
        settings.save(session, approve=True)
        drafts.save(session, form)
        drafts.approve(session, form.key)
    beds = lines(desk)[0]
    assert (beds.on_hand, beds.held, beds.available) == (Decimal(70), Decimal(40), Decimal(30))
    past = lines(desk, as_of=date(2022, 10, 24))[0]
    assert (past.on_hand, past.held, past.available) == (Decimal(70), None, None)


def test_one_place_or_one_item(desk: Bench) -> None:
    furnished(desk)
    assert told(desk, warehouse="S2") == [("S2", "101006", 9)]
    assert told(desk, warehouse="W1", item="101006") == [
        ("W1-good-0", "101006", 70),
        ("W1-pending-0", "101006", 5),
        ("W1-transit", "101006", 30),
    ]
    assert told(desk, warehouse="W2") == []


def test_a_day_is_its_last_instant_and_a_time_the_desks_own(desk: Bench) -> None:
    furnished(desk)
    good = {"warehouse": "W1", "item": "101006"}
    assert told(desk, as_of=date(2022, 10, 23), **good)[0][2] == 100
    assert told(desk, as_of=date(2022, 10, 24), **good)[0][2] == 70
    assert told(desk, as_of=datetime(2022, 10, 24, 9, 29), **good)[0][2] == 100  # noqa: DTZ001
    assert told(desk, as_of=datetime(2022, 10, 24, 9, 30), **good)[0][2] == 70  # noqa: DTZ001
    assert told(desk, as_of=datetime(2022, 10, 24, 1, 29, tzinfo=UTC), **good)[0][2] == 100
    assert told(desk, as_of=datetime(2022, 10, 24, 1, 30, tzinfo=UTC), **good)[0][2] == 70


def test_by_books_a_late_paper_counts_on_its_own_day(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    desk.dispatch({**BED, "ordered": "30"}, effective_at="2022-10-20T08:00:00")
    day = date(2022, 10, 21)
    assert told(desk, as_of=day, item="101006")[0][2] == 70
    assert told(desk, as_of=day, books=True, item="101006")[0][2] == 100
    assert told(desk, books=True)[0][2] == 70
    lots = lines(desk, as_of=day, books=True, lots=True)[0].lots
    assert [lot.on_hand for lot in lots] == [Decimal(100)]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"warehouse": "W9"}, "unknown_warehouse"),
        ({"item": "9"}, "unknown_item"),
        ({"as_of": date(2022, 10, 25)}, "date_in_future"),
    ],
)
def test_what_cannot_be_told_is_refused(desk: Bench, asked: dict[str, object], code: str) -> None:
    furnished(desk)
    with pytest.raises(Refused) as refused:
        lines(desk, **asked)
    assert refused.value.problems[0].code == code


def test_who_counts_blind_does_not_see_it(desk: Bench) -> None:
    with desk.transaction() as session:
        people.add(session, "孙××", "counter")
    with pytest.raises(Refused) as refused:
        lines(desk.sitting("孙××"))
    assert refused.value.problems[0].code == "not_allowed"


def test_a_random_desk_loses_nothing_on_the_way_to_its_lines(desk: Bench) -> None:
    lived(desk, 5)
    with desk.reading() as session:
        rows, lots = stock_now(Driver(session)), lots_now(Driver(session))
    found = lines(desk, lots=True)
    assert len(found) == len(rows)
    assert sum(line.thousandths for line in found) == sum(row.quantity for row in rows)
    assert sum(line.amount for line in found) == sum(row.amount for row in rows)
    assert sum(len(line.lots) for line in found) == len(lots)
    for line in found:
        assert sum(lot.thousandths for lot in line.lots) == line.thousandths
        assert sum(lot.amount for lot in line.lots) == line.amount
