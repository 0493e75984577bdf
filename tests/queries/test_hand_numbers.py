"""Hand-written numbers are found by their index, of old desks too, and no text is read for it."""

from contextlib import closing

import pytest

from supplydesk.queries import hand_numbers, register
from supplydesk.queries.verify import verify
from supplydesk.services.reversal import reverse
from supplydesk.store.database import transaction, write
from supplydesk.store.driver import Driver, Value
from supplydesk.store.migrate import open_desk, schema_version
from tests.databases import Bench

BED = {"item": "101006"}
INDEX = "document_hand_number"


@pytest.fixture
def numbered(desk: Bench) -> Bench:
    """Slips with and without such numbers, and one with every sign that is written otherwise."""
    desk.opening({**BED, "quantity": "100"}, hand_number="期-1")
    for number in ("手1", "", "手12", 'a"b\\c","kind', "50%_!", "Sg-7"):
        desk.dispatch({**BED, "ordered": "1"}, hand_number=number)
    return desk


def _found(desk: Bench, *parts: str) -> list[str]:
    with desk.reading() as session:
        driver = Driver(session)
        sql, values = hand_numbers.with_part(driver, *parts)
        found = f"SELECT d.number FROM document d WHERE d.id IN ({sql}) ORDER BY d.id"
        return [str(row[0]) for row in driver.all(found, values)]


def test_the_index_holds_just_what_the_papers_say(numbered: Bench) -> None:
    for part, last in (
        ("手1", ["DB-20221024-001", "DB-20221024-003"]),
        ("手12", ["DB-20221024-003"]),
        ("期-", ["QC-20220930-001"]),
        ('"B\\C","', ["DB-20221024-004"]),
        ("0%_!", ["DB-20221024-005"]),
        ("sG-", ["DB-20221024-006"]),
        ("kind", ["DB-20221024-004"]),
        ("instruction", []),
    ):
        assert _found(numbered, part) == last, part
    assert _found(numbered, "手12", "sg") == ["DB-20221024-003", "DB-20221024-006"]
    write(numbered.database, numbered.seat, lambda s: reverse(s, "DB-20221024-003", "错", "r"))
    assert _found(numbered, "手12") == ["DB-20221024-003", "DB-20221024-007"]


def _plan(desk: Bench, sql: str, values: tuple[Value, ...]) -> str:
    explain = "EXPLAIN QUERY PLAN " if desk.database.sqlite else "EXPLAIN "
    with desk.transaction() as session:
        driver = Driver(session)
        if not desk.database.sqlite:
            # At a handful of papers a server reads them all; what it could do is what counts.
            driver.run("SET LOCAL enable_seqscan = off")
        return "\n".join(str(row[-1]) for row in driver.all(explain + sql, values))


def test_no_query_reads_the_papers_for_it(numbered: Bench) -> None:
    with numbered.reading() as session:
        driver = Driver(session)
        sql, values = hand_numbers.with_part(driver, "手1")
        wanted = register.condition(driver, number="手1")
    assert INDEX in _plan(numbered, sql, values)
    every = f"SELECT d.id FROM document d WHERE {wanted.sql}"
    assert INDEX in _plan(numbered, every, wanted.values)


def test_the_same_number_is_found_through_it(
    numbered: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, tuple[Value, ...]]] = []
    whole = Driver.all

    def all_rows(driver: Driver, sql: str, values: tuple[Value, ...] = ()) -> object:
        asked.append((sql, values))
        return whole(driver, sql, values)

    monkeypatch.setattr(Driver, "all", all_rows)
    with numbered.reading() as session:
        papers = hand_numbers.papers_with(Driver(session), "dispatch", "手1", "2022-01-01", "k")
    assert [one.number for one in papers] == ["DB-20221024-001"]
    monkeypatch.undo()
    sql, values = asked[0]
    assert INDEX in _plan(numbered, sql, values)


def test_an_older_desk_gets_the_index(numbered: Bench) -> None:
    numbered.database.close()
    with closing(open_desk(numbered.owner)) as owned, transaction(owned, numbered.seat) as session:
        driver = Driver(session)
        driver.run(f"DROP INDEX {INDEX}")
        driver.run("UPDATE alembic_version SET version_num = '0001'")
    copied: list[object] = []
    open_desk(numbered.owner, back_up=copied.append).close()
    assert len(copied) == 1
    with closing(open_desk(numbered.database.location)) as opened:
        assert schema_version(opened) == "0002"
        again = Bench(opened, numbered.seat, numbered.clock, numbered.keys)
        assert _found(again, "手12") == ["DB-20221024-003"]
        test_no_query_reads_the_papers_for_it(again)
        again.dispatch({**BED, "ordered": "1"}, hand_number="手123")
        assert len(_found(again, "手12")) == 2
        assert verify(opened, again.seat).sound
