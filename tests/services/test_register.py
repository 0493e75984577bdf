"""The register: derived states, filters, totals, and windows of rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import drafts, facts, incidents, people, register, reversal, settings
from supplydesk.services.register import (
    STATES,
    Filters,
    RegisterRow,
    Totals,
    draft_id,
    ids,
    rows,
    state_words,
    totals,
)
from supplydesk.store.database import DeskSession
from tests.databases import Bench, dispatch_fields
from tests.histories import lived

BED, QUILT = {"item": "101006"}, {"item": "101009"}
ALL = Filters()
Result = TypeVar("Result")


def found(desk: Bench, filters: Filters = ALL) -> tuple[RegisterRow, ...]:
    with desk.reading() as session:
        return rows(session, ids(session, filters))


def states(desk: Bench, filters: Filters = ALL) -> list[tuple[str, str]]:
    return [(row.number or row.key, row.state) for row in found(desk, filters)]


def counted(desk: Bench, filters: Filters = ALL) -> Totals:
    return totals(partial(reading_of, desk), filters)


def reading_of(desk: Bench, work: Callable[[DeskSession], Result]) -> Result:
    """One moment of *desk*."""
    with desk.reading() as session:
        return work(session)


@pytest.fixture
def worked(desk: Bench) -> Bench:
    """A paper in every state."""
    desk.opening({**BED, "quantity": "100"}, {**QUILT, "quantity": "100"})
    confirmed = desk.dispatch({**BED, "ordered": "10"}, {**QUILT, "ordered": "5"})
    partly = desk.dispatch({**BED, "ordered": "20"}, site="S2")
    wrong = desk.dispatch({**BED, "ordered": "3"})
    desk.clock.forward(days=1)
    desk.dispatch({**BED, "ordered": "1"}, instruction={"number": "天应急调〔2022〕16号"})
    desk.post("confirmation", dispatch=confirmed.number, all_received=True)
    desk.post("confirmation", dispatch=partly.number, lines=[{"line": 1, "received": "7"}])
    with desk.transaction() as session:
        reversal.reverse(session, wrong.number, "填错", "r")
        settings.save(session, review=True, approve=True)
        for key in ("open", "seen", "passed", "dropped"):
            drafts.save(
                session, desk.form("dispatch", key=key, **dispatch_fields({**BED, "ordered": "1"}))
            )
    with desk.transaction() as session:
        for key in ("seen", "passed", "dropped"):
            drafts.review(session, key)
        for key in ("passed", "dropped"):
            drafts.approve(session, key)
        drafts.void(session, "dropped", "不再需要")
        settings.save(session, review=False, approve=False)
    return desk


def test_every_paper_with_its_state(worked: Bench) -> None:
    assert states(worked) == [
        ("QC-20220930-001", "posted"),
        ("DB-20221024-001", "confirmed"),
        ("DB-20221024-002", "partly_confirmed"),
        ("DB-20221024-003", "reversed"),
        ("DB-20221025-001", "posted"),
        ("HZ-20221025-001", "posted"),
        ("HZ-20221025-002", "posted"),
        ("DB-20221025-002", "reversal"),
        ("DB-20221025-004", "void"),
        ("open", "draft"),
        ("DB-20221025-003", "approved"),
        ("seen", "reviewed"),
    ]


@pytest.mark.parametrize("state", STATES)
def test_one_state_at_a_time(worked: Bench, state: str) -> None:
    expected = [one for one in states(worked) if one[1] == state]
    assert states(worked, Filters(states=frozenset({state}))) == expected
    assert expected


def test_several_states_at_a_time(worked: Bench) -> None:
    wanted = frozenset({"confirmed", "partly_confirmed", "draft"})
    assert [state for _, state in states(worked, Filters(states=wanted))] == [
        "confirmed",
        "partly_confirmed",
        "draft",
    ]


def test_a_confirmation_undone_leaves_the_slip_as_it_was(worked: Bench) -> None:
    with worked.transaction() as session:
        reversal.reverse(session, "HZ-20221025-001", "填错", "r1")
        reversal.reverse(session, "HZ-20221025-002", "填错", "r2")
    told = dict(states(worked))
    assert told["DB-20221024-001"] == told["DB-20221024-002"] == "posted"
    assert told["HZ-20221025-001"] == "reversed"
    assert told["HZ-20221025-003"] == "reversal"


def test_a_row_says_what_a_clerk_looks_for(worked: Bench) -> None:
    told = {row.number: row for row in found(worked)}
    slip = told["DB-20221024-001"]
    assert (slip.kind, slip.day, slip.lines, slip.quantity) == (
        "dispatch",
        date(2022, 10, 24),
        2,
        15_000,
    )
    assert (slip.warehouse, slip.site, slip.incident) == (
        "市级一号库",
        "秦州区××集中隔离点",
        "疫情防控",
    )
    assert (slip.instruction, slip.prepared_by) == ("天应急调〔2022〕15号", "李××")
    assert told["QC-20220930-001"].warehouse == "市级一号库"
    assert told["HZ-20221025-001"].other == "DB-20221024-001"
    undone, undoing = told["DB-20221024-003"], told["DB-20221025-002"]
    assert (undone.other, undone.quantity) == ("DB-20221025-002", 3_000)
    assert (undoing.other, undoing.quantity, undoing.note) == ("DB-20221024-003", -3_000, "填错")
    void = told["DB-20221025-004"]
    assert (void.warehouse, void.site, void.incident) == (slip.warehouse, slip.site, slip.incident)
    assert (void.quantity, void.note, void.id) == (None, "不再需要", draft_id("dropped"))


def test_the_number_of_a_paper_that_came_later_is_shown(worked: Bench) -> None:
    phone = {"given_by": "张××", "noted_by": "李××", "at": "2022-10-25T09:00:00"}
    number = worked.dispatch({**BED, "ordered": "1"}, instruction=None, phone=phone).number
    wanted = Filters(number=number)
    assert found(worked, wanted)[0].instruction == ""
    with worked.transaction() as session:
        facts.add_fact(session, number, facts.PAPER_NUMBER, "天应急调〔2022〕20号")
        facts.add_fact(session, number, facts.PAPER_NUMBER, "天应急调〔2022〕21号")
    assert found(worked, wanted)[0].instruction == "天应急调〔2022〕21号"


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(first=date(2022, 10, 25)), 8),
        (Filters(last=date(2022, 10, 24)), 4),
        (Filters(first=date(2022, 10, 24), last=date(2022, 10, 24)), 3),
        (Filters(kind="confirmation"), 2),
        (Filters(kind="dispatch"), 9),
        (Filters(kind="opening", site="S1"), 0),
        (Filters(site="S2"), 2),
        (Filters(warehouse="W1"), 12),
        (Filters(warehouse="W2"), 0),
        (Filters(item="101009"), 3),
        (Filters(incident="YQ"), 11),
        (Filters(number="20221025-00"), 6),
        (Filters(number="db-20221024"), 3),
        (Filters(number="〕16号"), 1),
        (Filters(number="%"), 0),
        (Filters(number="_"), 0),
    ],
)
def test_filters(worked: Bench, filters: Filters, count: int) -> None:
    assert len(found(worked, filters)) == count
    told = counted(worked, filters)
    assert told.documents + told.unposted == count


def test_a_draft_of_a_receipt_is_found_by_its_slip(worked: Bench) -> None:
    form = worked.form("confirmation", key="hz", dispatch="DB-20221024-002", all_received=True)
    with worked.transaction() as session:
        drafts.save(session, form)
    drafted = replace(ALL, states=frozenset({"draft"}), site="S2", incident="YQ")
    [row] = found(worked, drafted)
    assert (row.key, row.site, row.other) == ("hz", "麦积区××社区", "DB-20221024-002")


def test_totals_by_kind_with_reversals_taken_off(worked: Bench) -> None:
    told = counted(worked)
    assert [(one.kind, one.documents, one.quantity) for one in told.kinds] == [
        ("confirmation", 2, 22_000),
        ("dispatch", 5, 36_000),
        ("opening", 1, 200_000),
    ]
    assert (told.documents, told.unposted) == (8, 4)


def test_totals_in_small_parts_are_the_same(worked: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [counted(worked), counted(worked, replace(ALL, states=frozenset({"confirmed"})))]
    told: list[tuple[int, int]] = []
    for part in (1, 2, 3):
        monkeypatch.setattr(register, "PART", part)
        told.clear()
        parts = totals(partial(reading_of, worked), ALL, lambda *done: told.append(done))
        assert parts == whole[0]
        assert counted(worked, replace(ALL, states=frozenset({"confirmed"}))) == whole[1]
    last = told[0][1]
    assert told == [(first, last) for first in range(1, last + 1, 3)]

    def enough(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        totals(partial(reading_of, worked), ALL, enough)


def test_the_newest_first_is_the_same_backwards(worked: Bench) -> None:
    with worked.reading() as session:
        backwards = ids(session, Filters(newest_first=True))
        assert list(backwards) == list(ids(session))[::-1]


def test_a_window_of_rows_comes_in_the_order_asked_for(worked: Bench) -> None:
    with worked.reading() as session:
        known = ids(session)
        window = [known[-1], known[3], known[0], 10**9, -5]
        assert [row.id for row in rows(session, window)] == window[:3]
        assert rows(session, []) == ()


def test_ids_are_one_machine_word_each(desk: Bench) -> None:
    lived(desk, 2)
    with desk.reading() as session:
        known = ids(session)
        assert known.typecode == "q"
        told = rows(session, known)
    assert [row.id for row in told] == list(known)
    assert [(row.day, row.id) for row in told] == sorted((row.day, row.id) for row in told)
    assert counted(desk).documents == len(told)


@pytest.mark.parametrize(
    ("filters", "code"),
    [
        (Filters(states=frozenset({"lost"})), "unknown_state"),
        (Filters(kind="letter"), "unknown_kind"),
        (Filters(site="W1"), "unknown_site"),
        (Filters(site="S9"), "unknown_site"),
        (Filters(warehouse="S1"), "unknown_warehouse"),
        (Filters(incident="??"), "unknown_incident"),
        (Filters(item="9"), "unknown_item"),
    ],
)
def test_what_is_unknown_is_refused(worked: Bench, filters: Filters, code: str) -> None:
    for ask in (found, counted):
        with pytest.raises(Refused) as refused:
            ask(worked, filters)
        assert refused.value.problems[0].code == code


def test_an_event_without_papers_has_none(worked: Bench) -> None:
    with worked.transaction() as session:
        incidents.add(session, "FX", "防汛")
    assert found(worked, Filters(incident="FX")) == ()


def test_who_counts_blind_does_not_see_it(worked: Bench) -> None:
    with worked.transaction() as session:
        people.add(session, "孙××", "counter")
    with pytest.raises(Refused) as refused:
        found(worked.sitting("孙××"))
    assert refused.value.problems[0].code == "not_allowed"


def test_every_state_has_its_word() -> None:
    assert set(state_words()) == set(STATES)
    assert len(set(state_words().values())) == len(STATES)


def test_a_number_written_by_hand_is_found_posted_or_not(worked: Bench) -> None:
    posted = worked.dispatch({**BED, "ordered": "1"}, hand_number="手1-a").number
    wide = worked.dispatch({**BED, "ordered": "1"}, hand_number="手１－b").number
    with worked.transaction() as session:
        fields = dispatch_fields({**BED, "ordered": "1"}, hand_number="手1-c")
        drafts.save(session, worked.form("dispatch", key="waits", **fields))
    for typed, keys in (
        ("手1", {posted, "waits"}),
        ("手1-A", {posted}),
        ("手１－b", {wide}),
        ("手%", set()),
    ):
        filters = Filters(number=typed)
        assert {row.number or row.key for row in found(worked, filters)} == keys, typed
        told = counted(worked, filters)
        assert told.documents + told.unposted == len(keys)
