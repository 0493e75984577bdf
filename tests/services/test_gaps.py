"""The gap report: every number accounted for, and what is missing named."""

from contextlib import closing
from datetime import date

import pytest

from supplydesk.domain.numbering import Series
from supplydesk.domain.problem import Refused
from supplydesk.services import drafts, gaps, people, reversal, settings
from supplydesk.services.gaps import GapReport
from supplydesk.store.database import engines, transaction
from supplydesk.store.driver import Driver
from tests.databases import Bench, dispatch_fields
from tests.histories import lived

BED = {"item": "101006"}


def report(desk: Bench, **asked: object) -> GapReport:
    with desk.reading() as session:
        return gaps.report(session, **asked)  # type: ignore[arg-type]  # passed on as it is


def damage(desk: Bench, sql: str, *values: str) -> None:
    with closing(engines(desk.owner)) as owner, transaction(owner, desk.seat) as session:
        Driver(session).run(sql, values)


@pytest.fixture
def worked(desk: Bench) -> Bench:
    """A day with posted, reversed, void and waiting papers: DB 1 to 5, of which 3 void, 4 waits."""
    desk.opening({**BED, "quantity": "100"})
    first = desk.dispatch({**BED, "ordered": "1"})
    with desk.transaction() as session:
        reversal.reverse(session, first.number, "填错", "r1")
        settings.save(session, approve=True)
        for key in ("v", "w"):
            form = desk.form("dispatch", key=key, **dispatch_fields({**BED, "ordered": "2"}))
            drafts.save(session, form)
            drafts.approve(session, key)
        drafts.void(session, "v", "不再需要")
        settings.save(session, approve=False)
    desk.dispatch({**BED, "ordered": "3"})
    return desk


def test_every_number_is_accounted_for(worked: Bench) -> None:
    told = report(worked)
    assert told.sound
    assert [(one.series, one.day) for one in told.days] == [
        (Series.OPENING, date(2022, 9, 30)),
        (Series.DISPATCH, date(2022, 10, 24)),
    ]
    slips = told.days[1]
    assert (slips.last, slips.posted) == (5, 3)
    assert (slips.void, slips.waiting) == (("DB-20221024-003",), ("DB-20221024-004",))
    assert slips.line() == (
        "DB-20221024-001至DB-20221024-005：共5号，已过账3号；作废：DB-20221024-003；"
        "已批准未过账：DB-20221024-004；无断号"
    )
    assert told.lines() == (
        "QC-20220930-001至QC-20220930-001：共1号，已过账1号；无断号",
        (
            "DB-20221024-001至DB-20221024-005：共5号，已过账3号；作废：DB-20221024-003；"
            "已批准未过账：DB-20221024-004；无断号"
        ),
        "总计6号，无断号",
    )


def test_a_number_that_nobody_holds_is_named(worked: Bench) -> None:
    damage(worked, "DELETE FROM draft WHERE key = ?", "v")
    told = report(worked)
    assert not told.sound
    assert gaps.named(told.gaps) == ("DB-20221024-003",)
    assert "缺号：DB-20221024-003" in told.lines()[1]
    assert "存在断号" in told.lines()[-1]


def test_numbers_drawn_beyond_the_last_paper_are_a_gap_too(worked: Bench) -> None:
    damage(worked, "UPDATE number_counter SET last = 7 WHERE series = ?", "DB")
    told = report(worked)
    assert gaps.named(told.gaps) == ("DB-20221024-006", "DB-20221024-007")
    assert [gaps.written(gap) for gap in told.gaps] == ["DB-20221024-006～007"]


def test_a_counter_that_was_taken_back_is_seen(worked: Bench) -> None:
    damage(worked, "DELETE FROM number_counter WHERE series = ?", "DB")
    told = report(worked)
    assert told.days[1].last == 5
    assert told.sound
    damage(
        worked,
        "INSERT INTO number_counter (series, day, last) VALUES (?, ?, 2)",
        "HZ",
        "2022-10-24",
    )
    assert gaps.named(report(worked).gaps) == ("HZ-20221024-001", "HZ-20221024-002")


def test_papers_beyond_the_drawn_numbers_are_told(worked: Bench) -> None:
    damage(worked, "UPDATE number_counter SET last = 9 WHERE series = ?", "DB")
    assert report(worked).days[1].undrawn == 4
    assert "有4号未见于取号登记" in report(worked).days[1].line()


def test_only_the_days_or_the_series_asked_for(worked: Bench) -> None:
    assert len(report(worked, first=date(2022, 10, 1)).days) == 1
    assert len(report(worked, last=date(2022, 9, 30)).days) == 1
    assert [one.series for one in report(worked, series=Series.DISPATCH).days] == [Series.DISPATCH]
    assert report(worked, first=date(2022, 10, 25)).lines() == ("总计0号，无断号",)


def test_a_random_desk_has_no_gaps(desk: Bench) -> None:
    lived(desk, 4)
    told = report(desk)
    assert told.sound
    assert told.numbers == desk.rows("SELECT COUNT(*) FROM document")[0][0]


def test_who_may(worked: Bench) -> None:
    with worked.transaction() as session:
        people.add(session, "孙××", "counter")
    with pytest.raises(Refused):
        report(worked.sitting("孙××"))
