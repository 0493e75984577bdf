"""The books' months as the ledger keeps them: made as they are needed, closed in order."""

import threading
import time
from datetime import date

import pytest

from supplydesk.queries.verify import verify
from supplydesk.services import ledger
from supplydesk.services.ledger import periods
from supplydesk.store.database import transaction, write
from tests.databases import Bench
from tests.services.ledger.racing import just_before
from tests.services.refusing import codes

BED = {"item": "101006"}


def months(desk: Bench) -> list[tuple[object, ...]]:
    """Every month with its days."""
    return desk.rows("SELECT name, starts_on, ends_on FROM period WHERE id > 0 ORDER BY id")


def made(desk: Bench, day: date, cut_off: int | None = None) -> str:
    """The month that *day* lies in, made where it is missing."""
    with desk.transaction() as session:
        period = ledger.period_of(session, day, cut_off)
        ledger.note(session, "remark", "一", {})
        return period.name


def test_months_are_made_up_to_the_day_each_after_the_one_before(desk: Bench) -> None:
    assert made(desk, date(2022, 12, 5)) == "2022-12"
    assert months(desk) == [
        ("2022-10", "2022-10-01", "2022-10-31"),
        ("2022-11", "2022-11-01", "2022-11-30"),
        ("2022-12", "2022-12-01", "2022-12-31"),
    ]
    assert made(desk, date(2022, 9, 30)) == "opening"
    assert verify(desk.database, desk.seat).sound


def test_a_new_cut_off_day_touches_only_months_not_begun(desk: Bench) -> None:
    assert made(desk, date(2022, 10, 24)) == "2022-10"
    # The 25th from now on: October keeps its end, November is short.
    assert made(desk, date(2022, 10, 31), 25) == "2022-10"
    assert made(desk, date(2022, 11, 26), 25) == "2022-12"
    # The calendar's end again: the rest of December is December's, and no second one is made.
    assert made(desk, date(2022, 12, 26)) == "2023-01"
    assert months(desk) == [
        ("2022-10", "2022-10-01", "2022-10-31"),
        ("2022-11", "2022-11-01", "2022-11-25"),
        ("2022-12", "2022-11-26", "2022-12-25"),
        ("2023-01", "2022-12-26", "2023-01-31"),
    ]
    assert verify(desk.database, desk.seat).sound


def test_a_month_that_the_books_do_not_have(desk: Bench) -> None:
    for work in (
        lambda s: ledger.close_period(s, 202301),
        lambda s: ledger.reopen_period(s, 202301, "补单"),
    ):
        assert codes(desk, work) == ["no_period"]


def test_a_month_is_closed_once_and_reopened_once(desk: Bench) -> None:
    made(desk, date(2022, 11, 1))
    assert codes(desk, lambda s: ledger.close_period(s, 202211)) == ["earlier_period_open"]
    write(desk.database, desk.seat, lambda s: ledger.close_period(s, 202210))
    assert codes(desk, lambda s: ledger.close_period(s, 202210)) == ["period_closed"]
    assert codes(desk, lambda s: ledger.close_period(s, 0)) == ["period_closed"], "with the first"
    assert codes(desk, lambda s: ledger.reopen_period(s, 202211, "补单")) == ["not_closed"]
    made(desk, date(2022, 12, 1))
    write(desk.database, desk.seat, lambda s: ledger.close_period(s, 202211))
    first = codes(desk, lambda s: ledger.reopen_period(s, 202210, "补单"))
    assert first == ["not_latest_closed"]
    write(desk.database, desk.seat, lambda s: ledger.reopen_period(s, 202211, "补单"))
    write(desk.database, desk.seat, lambda s: ledger.reopen_period(s, 202210, "补单"))
    assert codes(desk, lambda s: ledger.reopen_period(s, 202210, "补单")) == ["not_closed"]


def test_a_closing_holds_what_lies_everywhere_at_its_end(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "3", "unit_cost": "0.3333"})
    desk.dispatch({**BED, "ordered": "1"})
    desk.clock.forward(days=8)
    desk.dispatch({**BED, "ordered": "1"})  # November's
    closed = write(desk.database, desk.seat, lambda s: ledger.close_period(s, 202210))
    assert (closed.state, closed.revision) == ("closed", 1)
    assert desk.rows(
        "SELECT p.code, c.quantity, c.amount FROM closing c JOIN place p ON p.id = c.place "
        "WHERE c.period = 202210 ORDER BY p.code"
    ) == [
        ("W1-good-0", 2000, 67),
        ("W1-transit", 1000, 33),
        ("~opening", -3000, -100),
    ]


def test_another_desk_made_the_month_before_ours_could(
    server_desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(server_desk, date(2022, 10, 24))
    november = date(2022, 11, 2)
    just_before(monkeypatch, periods, "_make_next", lambda: made(server_desk, november))
    assert made(server_desk, november) == "2022-11"
    assert [month[0] for month in months(server_desk)] == ["2022-10", "2022-11"]
    assert verify(server_desk.database, server_desk.seat).sound


def test_ours_waits_while_another_desk_makes_the_month(server_desk: Bench) -> None:
    desk, november, names = server_desk, date(2022, 11, 2), []
    ours = threading.Thread(target=lambda: names.append(made(desk, november)))
    with transaction(desk.database, desk.seat) as session:
        ledger.period_of(session, november, None)
        ledger.note(session, "remark", "一", {})
        ours.start()
        until = time.monotonic() + 10
        while not desk.rows("SELECT 1 FROM pg_locks WHERE NOT granted"):
            assert time.monotonic() < until, "ours never came to wait"
            time.sleep(0.01)
    ours.join(10)
    assert names == ["2022-11"]
    assert [month[0] for month in months(desk)] == ["2022-10", "2022-11"]
    noted = desk.rows("SELECT subject FROM journal WHERE kind = 'period' ORDER BY sequence")
    assert noted == [("2022-10",), ("2022-11",)], "noted by the one who made them"
    assert verify(desk.database, desk.seat).sound
