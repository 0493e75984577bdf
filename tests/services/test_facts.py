"""What becomes known after posting: written beside the paper, latest first, never over it."""

import pytest

from supplydesk.queries.verify import verify
from supplydesk.services import facts
from supplydesk.store.database import write
from tests.databases import Bench
from tests.services.refusing import codes

BED = {"item": "101006"}
PHONE = {"given_by": "张××", "noted_by": "李××", "at": "2022-10-24T08:00:00"}


@pytest.fixture
def slip(desk: Bench) -> str:
    desk.opening({**BED, "quantity": "100"})
    return desk.dispatch({**BED, "ordered": "1"}, instruction=None, phone=PHONE).number


def add(desk: Bench, number: str, name: str, value: str) -> int:
    return write(desk.database, desk.seat, lambda s: facts.add_fact(s, number, name, value))


def latest(desk: Bench, number: str) -> dict[str, str]:
    (row,) = desk.rows("SELECT id FROM document WHERE number = ?", number)
    with desk.reading() as session:
        return facts.latest(session, row[0])


def test_the_papers_number_comes_after_the_telephone(desk: Bench, slip: str) -> None:
    before = desk.rows("SELECT * FROM document ORDER BY id")
    at = add(desk, slip, facts.PAPER_NUMBER, " 天应急调 [2022] 15 号 ")
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


def test_every_print_is_counted(desk: Bench, slip: str) -> None:
    times = [
        write(desk.database, desk.seat, lambda s: facts.count_print(s, slip)) for _ in range(3)
    ]
    assert times == [1, 2, 3]
