"""What a return receipt says of the goods, as it was typed in."""

import subprocess
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.papers.figures import chinese_date
from supplydesk.services import printing, return_receipt
from supplydesk.services.posted import find
from supplydesk.services.reversal import reverse
from supplydesk.store.database import write
from tests.databases import Bench

BED = {"item": "101006"}


@pytest.fixture
def slip(desk: Bench) -> str:
    """400 beds on their way to S1."""
    desk.opening({**BED, "quantity": "500"})
    return desk.dispatch({**BED, "ordered": "400"}).number


def words(desk: Bench, number: str, folder: Path) -> str:
    """What the paper of *number* says, without any space."""
    file = folder / f"{number}.pdf"
    with desk.reading() as session:
        file.write_bytes(printing.pdf(session, [number]))
    text = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    return "".join(text.stdout.decode().split())


def test_broken_refused_and_short_stand_on_the_paper(
    desk: Bench, slip: str, tmp_path: Path
) -> None:
    line = {"line": 1, "received": "390", "broken": "2", "refused": "3", "short": "5"}
    receipt = desk.post("confirmation", dispatch=slip, lines=[line]).number
    assert "400390-10破损2、拒收3、短少5" in words(desk, receipt, tmp_path)
    undone = write(desk.database, desk.seat, lambda s: reverse(s, receipt, "录错", "undo")).number
    text = words(desk, undone, tmp_path)
    for word in ("-400-39010破损-2、拒收-3、短少-5", f"红冲←{receipt}", "红冲原因录错"):
        assert word in text


def test_a_reversal_does_not_say_that_the_goods_came_on_its_own_day(
    desk: Bench, slip: str, tmp_path: Path
) -> None:
    # The day of the reversal stood above the receiver's name and seal.
    line = {"line": 1, "received": "400"}
    receipt = desk.post("confirmation", dispatch=slip, receiver="王××", lines=[line]).number
    with desk.reading() as session:
        received_on = return_receipt.receipt_of(session, find(session, receipt)).received_on
    desk.clock.forward(days=3)
    undone = write(desk.database, desk.seat, lambda s: reverse(s, receipt, "录错", "undo"))
    assert received_on is not None
    assert undone.voucher_date != received_on.isoformat()
    with desk.reading() as session:
        red = return_receipt.receipt_of(session, find(session, undone.number))
    assert red.received_on == received_on
    assert f"接收日期{chinese_date(received_on)}" in words(desk, undone.number, tmp_path)


def test_what_the_clerk_wrote_of_their_condition_stands_after_the_figures(
    desk: Bench, slip: str, tmp_path: Path
) -> None:
    line = {"line": 1, "received": "398", "broken": "2", "condition": "两张床腿弯"}
    receipt = desk.post("confirmation", dispatch=slip, lines=[line]).number
    assert "400398-2破损2；两张床腿弯" in words(desk, receipt, tmp_path)


def test_the_hand_number_and_every_note_stand_on_the_paper(
    desk: Bench, slip: str, tmp_path: Path
) -> None:
    line = {"line": 1, "received": "398", "broken": "2", "note": "次日补送"}
    receipt = desk.post(
        "confirmation", dispatch=slip, hand_number="手HZ-017", note="当面清点", lines=[line]
    ).number
    text = words(desk, receipt, tmp_path)
    for part in ("手工单号：手HZ-017", f"回执编号：{receipt}", "破损2；备注：次日补送"):
        assert text.count(part) == 2, part
    assert text.count("备注当面清点") == 2


def test_what_is_still_on_the_road_is_no_loss(desk: Bench, slip: str, tmp_path: Path) -> None:
    line = {"line": 1, "received": "300", "short": "40"}
    receipt = desk.post("confirmation", dispatch=slip, lines=[line]).number
    assert "400300-40短少40、在途60" in words(desk, receipt, tmp_path)
    nothing = {"line": 1, "received": "10", "found": "4"}
    receipt = desk.post("confirmation", dispatch=slip, lines=[nothing]).number
    assert "6414找回4、在途50" in words(desk, receipt, tmp_path), "due 64, no difference"


def test_a_second_receipt_is_due_what_the_first_left_open(desk: Bench, slip: str) -> None:
    first = {"line": 1, "received": "300", "short": "40"}
    desk.post("confirmation", dispatch=slip, lines=[first])
    second = {"line": 1, "received": "60", "found": "4"}
    receipt = desk.post("confirmation", dispatch=slip, lines=[second])
    with desk.reading() as session:
        head = find(session, receipt.number)
        (line,) = return_receipt.receipt_of(session, head).lines
    assert (line.due, line.received, line.difference, line.found) == (64, 64, 0, 4)
    assert line.still_open == 0


def test_what_left_as_about_so_many_is_due_as_about_so_many(desk: Bench, tmp_path: Path) -> None:
    desk.opening({**BED, "quantity": "500"}, {"item": "101009", "quantity": "500"})
    slip = desk.dispatch({**BED, "ordered": "100余"}, {"item": "101009", "ordered": "80"}).number
    with desk.reading() as session:
        blank = return_receipt.blank_receipt_of(session, find(session, slip))
    assert [line.due_approximate for line in blank.lines] == [True, False]
    lines = [{"line": 2, "received": "80"}, {"line": 1, "received": "98"}]
    receipt = desk.post("confirmation", dispatch=slip, lines=lines).number
    text = words(desk, receipt, tmp_path)
    assert "张100余98" in text
    assert "床8080" in text
    undone = write(desk.database, desk.seat, lambda s: reverse(s, receipt, "录错", "undo")).number
    assert "张-100余-98" in words(desk, undone, tmp_path)


def test_no_blank_receipt_goes_with_what_was_undone(desk: Bench, slip: str) -> None:
    # One that asked for 400 beds that had never left, or for -400, could be signed and stamped.
    bill = desk.dispatch({**BED, "ordered": "40"}).number
    receipt = desk.post("confirmation", dispatch=bill, all_received=True).number
    undone = write(desk.database, desk.seat, lambda s: reverse(s, slip, "录错", "undo")).number
    with desk.reading() as session:
        assert printing.blank_receipts(session, [bill])
        for number, what in ((slip, "已红冲"), (undone, "红字冲销单"), (receipt, "回执")):
            with pytest.raises(Refused) as refused:
                printing.blank_receipts(session, [bill, number])
            (problem,) = refused.value.problems
            assert problem.code == "no_goods"
            assert f"{number}（{what}）" in problem.text
