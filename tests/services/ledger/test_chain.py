"""The journal: everything that happened, gapless and in order, each entry sealed onto the last."""

from datetime import timedelta

import pytest

from supplydesk.domain.seal import FIRST_HASH, canonical, seal
from supplydesk.services import facts, ledger
from supplydesk.store.columns import micros
from tests.databases import Bench

BED = {"item": "101006"}


def test_everything_that_happens_is_in_the_journal_in_its_order(desk: Bench) -> None:
    before = desk.rows("SELECT MAX(sequence) FROM journal")[0][0]
    desk.opening({**BED, "quantity": "10"})
    slip = desk.dispatch({**BED, "ordered": "1"})
    with desk.transaction() as session:
        at = facts.add_fact(session, slip.number, "plate", "甘E×××××").sequence
    rows = desk.rows(
        "SELECT sequence, kind, subject, person FROM journal WHERE sequence > ? ORDER BY sequence",
        before,
    )
    # The month that a paper makes is noted before it, under the same lock.
    assert [row[1:3] for row in rows] == [
        ("document", "QC-20220930-001"),
        ("period", "2022-10"),
        ("document", slip.number),
        ("fact", slip.number),
    ]
    assert [row[0] for row in rows] == list(range(before + 1, before + 5))
    assert at == rows[-1][0]
    assert {row[3] for row in rows} == {"李××"}


def test_a_document_is_numbered_by_its_place_in_the_journal(desk: Bench) -> None:
    slip = desk.opening({**BED, "quantity": "10"})
    (entry,) = desk.rows("SELECT sequence, hash FROM journal WHERE kind = 'document'")
    assert entry == (slip.id, slip.head)


def test_each_entry_is_sealed_onto_the_one_before(desk: Bench) -> None:
    with desk.transaction() as session:
        ledger.note(session, "remark", "换班", {"接班": "王××"})
    rows = desk.rows(
        "SELECT sequence, kind, subject, at, person, content, hash FROM journal ORDER BY sequence"
    )
    assert rows[0][0] == 1
    assert rows[0][-1] == seal(FIRST_HASH, rows[0][:-1])
    assert rows[-1][-1] == seal(rows[-2][-1], rows[-1][:-1])
    assert desk.rows("SELECT sequence, hash FROM chain_head") == [(rows[-1][0], rows[-1][-1])]


def test_content_is_always_written_the_same_way() -> None:
    assert canonical({"b": [1, None, True], "a": "棉被"}) == '{"a":"棉被","b":[1,null,true]}'
    assert canonical({"a": "棉被", "b": [1, None, True]}) == canonical(
        {"b": [1, None, True], "a": "棉被"}
    )


def test_a_clock_set_back_does_not_set_the_latest_instant_back(desk: Bench) -> None:
    with desk.transaction() as session:
        ledger.note(session, "remark", "一", {})
        latest = ledger.last_instant(session)
    assert latest == micros(desk.clock.at)
    desk.clock.at -= timedelta(hours=3)
    with desk.transaction() as session:
        ledger.note(session, "remark", "二", {})
        assert ledger.last_instant(session, hold=True) == latest
    assert desk.rows("SELECT at FROM journal ORDER BY sequence DESC")[0] == (
        micros(desk.clock.at),
    ), "each entry keeps what its own clock said"


def test_what_is_rolled_back_leaves_the_chain_as_it_was(desk: Bench) -> None:
    before = desk.rows("SELECT sequence, movement, lot, hash, at FROM chain_head")

    class Stopped(Exception):
        pass

    with pytest.raises(Stopped), desk.transaction() as session:
        ledger.note(session, "remark", "一", {})
        raise Stopped
    assert desk.rows("SELECT sequence, movement, lot, hash, at FROM chain_head") == before
