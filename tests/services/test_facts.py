"""What becomes known after posting: written beside the paper, latest first, never over it."""

from functools import partial
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.queries.verify import verify
from supplydesk.services import facts, ledger, printing
from supplydesk.services.reversal import reverse
from supplydesk.store.database import write
from tests.databases import Bench
from tests.papers.reading import raw_text, squeezed
from tests.services.refusing import codes

BED = {"item": "101006"}
PHONE = {"given_by": "张××", "noted_by": "李××", "at": "2022-10-24T08:00:00"}


@pytest.fixture
def slip(desk: Bench) -> str:
    desk.opening({**BED, "quantity": "100"})
    return desk.dispatch({**BED, "ordered": "1"}, instruction=None, phone=PHONE).number


def add(desk: Bench, number: str, name: str, value: str) -> facts.Added:
    return write(desk.database, desk.seat, lambda s: facts.add_fact(s, number, name, value))


def latest(desk: Bench, number: str) -> dict[str, str]:
    (row,) = desk.rows("SELECT id FROM document WHERE number = ?", number)
    with desk.reading() as session:
        return facts.latest(session, row[0])


def test_the_papers_number_comes_after_the_telephone(desk: Bench, slip: str) -> None:
    before = desk.rows("SELECT * FROM document ORDER BY id")
    at = add(desk, slip, facts.PAPER_NUMBER, " 天应急调 [2022] 15 号 ").sequence
    assert latest(desk, slip) == {"paper_number": "天应急调〔2022〕15号"}, "as its issuer writes it"
    assert desk.rows("SELECT number FROM instruction") == [("天应急调〔2022〕15号",)]
    assert desk.rows("SELECT * FROM document ORDER BY id") == before, "nothing written over"
    journal = desk.rows("SELECT kind, subject FROM journal WHERE sequence = ?", at)
    assert journal == [("fact", slip)]
    assert verify(desk.database, desk.seat).sound


def test_the_latest_holds_and_the_earlier_ones_stay(desk: Bench, slip: str) -> None:
    for plate in ("甘E11111", "甘E22222"):
        add(desk, slip, "plate", plate)
    assert latest(desk, slip) == {"plate": "甘E22222"}
    assert desk.rows("SELECT value FROM document_fact ORDER BY sequence") == [
        ("甘E11111",),
        ("甘E22222",),
    ]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("colour", "红", "unknown_fact"),
        ("printed", "7", "unknown_fact"),  # counted by printing alone
        ("plate", "  ", "empty_fact"),
        ("paper_number", "", "empty_fact"),
        ("paper_number", "口头通知", "instruction_number_unreadable"),
    ],
)
def test_what_cannot_be_added(desk: Bench, slip: str, name: str, value: str, code: str) -> None:
    assert codes(desk, lambda s: facts.add_fact(s, slip, name, value)) == [code]


def test_only_to_a_paper_that_is_posted(desk: Bench, slip: str) -> None:
    assert codes(desk, lambda s: facts.add_fact(s, f"{slip}0", "plate", "甘E")) == [
        "unknown_number"
    ]


def test_a_slip_that_went_out_with_its_number_takes_no_other(desk: Bench) -> None:
    """It was said to be added, and papers and the register went on showing the first one."""
    desk.opening({**BED, "quantity": "100"})
    for fields in ({}, {"phone": PHONE}):
        number = desk.dispatch({**BED, "ordered": "1"}, **fields).number
        for name in ("paper_number", "指令文号"):
            with pytest.raises(Refused) as refusal:
                add(desk, number, name, "天应急调〔2022〕99号")
            (problem,) = refusal.value.problems
            assert (problem.code, problem.field) == ("paper_number_there", "paper_number")
            assert "天应急调〔2022〕15号" in problem.text
            assert "红冲并复制" in problem.text
        assert latest(desk, number) == {}
        add(desk, number, "plate", "甘E11111")


def test_what_may_be_added_follows_from_the_paper() -> None:
    names = partial(facts.names_of, "dispatch")
    assert names(with_number=False) == facts.NAMES
    assert set(facts.NAMES) - set(names(with_number=True)) == {"paper_number"}
    assert names(with_number=False, reversal=True) == facts.OF_ALL
    assert facts.names_of("opening", with_number=False) == facts.OF_ALL


def test_every_print_is_counted(desk: Bench, slip: str) -> None:
    times = [
        write(desk.database, desk.seat, lambda s: facts.count_print(s, slip)) for _ in range(3)
    ]
    assert times == [1, 2, 3]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("昨天", "2022-10-23"),
        ("10月24日 08:05", "2022-10-24T08:05:00+08:00"),
        ("昨天 18:00", "2022-10-23T18:00:00+08:00"),
        ("9:30", "2022-10-24T09:30:00+08:00"),  # this very minute
        ("2022-10-24T00:30:00+00:00", "2022-10-24T08:30:00+08:00"),
    ],
)
def test_a_departure_is_read_like_every_moment(
    desk: Bench, slip: str, typed: str, kept: str
) -> None:
    for name in ("departed_at", "发车时间"):
        assert add(desk, slip, name, typed)[1:] == ("departed_at", kept)
    assert latest(desk, slip) == {"departed_at": kept}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("下午", "no_moment"),
        ("25:00", "no_moment"),
        ("明天", "departed_in_future"),
        ("9:31", "departed_in_future"),
        ("2022-10-24T09:31:00+08:00", "departed_in_future"),
    ],
)
def test_what_is_no_departure(desk: Bench, slip: str, typed: str, code: str) -> None:
    assert codes(desk, lambda s: facts.add_fact(s, slip, "departed_at", typed)) == [code]
    assert latest(desk, slip) == {}


def test_only_what_its_kind_can_have(desk: Bench, slip: str) -> None:
    receipt = desk.post("confirmation", dispatch=slip, all_received=True).number
    opening = "QC-20220930-001"
    for number in (receipt, opening):
        for name in ("departed_at", "plate", "paper_number", "车号"):
            adding = partial(facts.add_fact, number=number, name=name, value="甘E1")
            assert codes(desk, adding) == ["unknown_fact"]
        add(desk, number, "remark", "已核")
    write(desk.database, desk.seat, lambda s: reverse(s, receipt, "写错", "r1"))
    write(desk.database, desk.seat, lambda s: reverse(s, slip, "写错", "r2"))
    (row,) = desk.rows("SELECT number FROM document WHERE key = 'r2'")
    assert codes(desk, lambda s: facts.add_fact(s, row[0], "departed_at", "昨天")) == [
        "unknown_fact"
    ], "nothing left with a reversal"


def test_what_was_kept_unchecked_is_printed_as_it_was_typed(
    desk: Bench, slip: str, tmp_path: Path
) -> None:
    """Such facts stand in desks that were kept before a departure was read at the door."""
    (row,) = desk.rows("SELECT id FROM document WHERE number = ?", slip)
    for value, shown in (
        ("昨天下午", "昨天下午"),
        ("2022-10-23", "10月23日"),
        ("20221023", "20221023"),
        ("2022-10-24T01:00:00+00:00", "10月24日 09:00"),
    ):
        with desk.transaction() as session:
            ledger.add_fact(session, row[0], slip, "departed_at", value)
        with desk.reading() as session:
            assert squeezed(shown) in squeezed(raw_text(tmp_path, printing.pdf(session, [slip])))


def test_a_remark_that_was_added_stands_on_the_reprint(
    desk: Bench, slip: str, tmp_path: Path
) -> None:
    # The desk showed it, and the slip that was printed next said nothing of it.
    receipt = desk.post("confirmation", dispatch=slip, all_received=True, note="雨天").number
    add(desk, slip, "remark", "收货人改为王主任")
    add(desk, receipt, "remark", "原件已归档")
    desk.clock.forward(days=1)
    add(desk, slip, "remark", "帐篷两顶返修\n另行登记")
    with desk.reading() as session:
        text = squeezed(raw_text(tmp_path, printing.pdf(session, [slip])))
        told = squeezed(raw_text(tmp_path, printing.pdf(session, [receipt])))
    first, second = "2022年10月24日：收货人改为王主任", "2022年10月25日：帐篷两顶返修另行登记"
    assert 0 < text.index(f"补注{first}") < text.index(f"补注{second}")
    assert told.count("备注雨天补注2022年10月24日：原件已归档") == 2
    undone = write(desk.database, desk.seat, lambda s: reverse(s, receipt, "写错", "r1")).number
    with desk.reading() as session:
        red = squeezed(raw_text(tmp_path, printing.pdf(session, [undone])))
    assert "补注" not in red, "it was said of the paper that is undone"
