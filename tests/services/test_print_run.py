"""A run of papers: what each is, which can be printed, in which lots, with which mark."""

import subprocess
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.domain.seat import Seat
from supplydesk.services import drafts, facts, print_run, printing, register, settings
from supplydesk.services.print_run import RunPaper
from supplydesk.services.printing import Wish
from supplydesk.services.reversal import reverse
from supplydesk.store.database import reading, write
from tests.databases import Bench, dispatch_fields

BED = {"item": "101006"}


@pytest.fixture
def slip(desk: Bench) -> str:
    desk.opening({**BED, "quantity": "100"})
    return desk.dispatch({**BED, "ordered": "1"}).number


def look(desk: Bench, *numbers: str) -> print_run.Run:
    with desk.reading() as session:
        return print_run.look(session, numbers)


def test_each_paper_is_told_in_its_order_and_none_is_named(desk: Bench, slip: str) -> None:
    receipt = desk.post("confirmation", dispatch=slip, all_received=True).number
    write(desk.database, desk.seat, lambda s: facts.count_print(s, slip))
    run = look(desk, receipt, "DB-20991231-001", slip)
    assert [(one.number, one.kind, one.state, one.posted, one.times) for one in run.papers] == [
        (receipt, "confirmation", "posted", True, 0),
        (slip, "dispatch", "confirmed", True, 1),
    ]
    assert [one.travels for one in run.papers] == [False, True]
    assert run.missing == ("DB-20991231-001",)
    assert run.sheet == "a4"
    assert {paper.copies for paper in run.papers} == {("存根联", "仓库联", "接收联", "财务联")}


def test_an_approved_paper_is_told_and_not_counted(desk: Bench, slip: str) -> None:
    with desk.transaction() as session:
        settings.save(session, approve=True, stationery="a5")
        form = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "6"}))
        drafts.save(session, form)
        number = drafts.approve(session, form.key).number
    assert number is not None
    run = look(desk, number)
    assert [(one.state, one.posted, one.times) for one in run.papers] == [("approved", False, 0)]
    assert run.sheet == "a5"


def test_a_reversal_changes_what_is_told(desk: Bench, slip: str) -> None:
    undone = write(desk.database, desk.seat, lambda s: reverse(s, slip, "录错", "undo"))
    papers = look(desk, slip, undone.number).papers
    assert [(one.state, one.travels) for one in papers] == [
        ("reversed", False),
        ("reversal", False),
    ]


def test_who_may_not_print_is_told_nothing(desk: Bench, slip: str) -> None:
    viewer = Seat(role="viewer", zone=desk.seat.zone, now=desk.seat.now)
    with reading(desk.database, viewer) as session, pytest.raises(Refused):
        print_run.look(session, [slip])
    with reading(desk.database, viewer) as session, pytest.raises(Refused):
        print_run.printable(session, [1])


def test_the_register_hands_on_what_has_a_slip(desk: Bench, slip: str) -> None:
    with desk.transaction() as session:
        drafts.save(session, desk.form("dispatch", **dispatch_fields({**BED, "ordered": "6"})))
    with desk.reading() as session:
        every = register.ids(session)
        assert len(every) == 3, "opening stock, the slip, the draft"
        assert print_run.printable(session, list(every)) == ((slip,), 2)


def _papers(kinds: str) -> list[RunPaper]:
    words = {"d": "dispatch", "c": "confirmation"}
    return [
        RunPaper(f"N{at}", words[kind], "posted", "", posted=True, times=0)
        for at, kind in enumerate(kinds)
    ]


def test_lots_are_of_one_kind_and_keep_the_order() -> None:
    made = print_run.lots(_papers("dddccd"), most=2)
    assert [[one.number for one in lot] for lot in made] == [
        ["N0", "N1"],
        ["N2"],
        ["N3", "N4"],
        ["N5"],
    ]
    assert print_run.lots([]) == ()


def _words(pdf: bytes, folder: Path) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    return text.stdout.decode()


def test_a_print_carries_the_mark_that_it_will_have_been(
    desk: Bench, slip: str, tmp_path: Path
) -> None:
    receipt = desk.post("confirmation", dispatch=slip, all_received=True).number
    for number in (slip, receipt):
        marks = []
        for _ in range(3):
            with desk.reading() as session:
                leaving = _words(printing.pdf(session, [number], Wish(leaving=True)), tmp_path)
            write(desk.database, desk.seat, lambda s, one=number: facts.count_print(s, one))  # type: ignore[misc]  # a default binds it
            with desk.reading() as session:
                after = _words(printing.pdf(session, [number]), tmp_path)
            marks.append([word for word in ("补打（1）", "补打（2）") if word in leaving])
            assert marks[-1] == [word for word in ("补打（1）", "补打（2）") if word in after]
        assert marks == [[], ["补打（1）"], ["补打（2）"]], number
