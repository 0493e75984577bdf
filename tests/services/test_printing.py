"""From a posted document to its paper: every fact on it, whatever became known later."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import (
    catalogue,
    check_code,
    drafts,
    facts,
    places,
    print_run,
    printing,
    settings,
)
from supplydesk.services.posted import Posted, find
from supplydesk.services.reversal import reverse
from supplydesk.services.slip import draft_slip, slip_of
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields, make_bench


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Bench]:
    bench = make_bench(tmp_path / "desk.supplydesk")
    bench.opening(
        {"item": "101006", "quantity": "500", "unit_cost": "128.5", "lot_number": "20210918"},
        {"item": "201012", "quantity": "2箱", "expires": "2022-12-31", "lot_number": "A1"},
        {"item": "201012", "quantity": "10箱5瓶", "expires": "2023-08-07", "lot_number": "A2"},
        {"item": "201004", "quantity": "7箱100套"},
    )
    yield bench
    bench.database.close()


def by_phone(desk: Bench) -> Posted:
    return desk.dispatch(
        {"item": "101006", "ordered": "400"},
        {"item": "201012", "ordered": "3箱5瓶", "note": "先到期先出"},
        {"item": "201004", "ordered": "2箱50套"},
        instruction=None,
        phone={"given_by": "赵××", "noted_by": "李××", "at": "2022-10-24T06:40"},
        urgency="特急",
        hand_number="手0007",
    )


def words(pdf: bytes, folder: Path) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr
    text = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    return text.stdout.decode()


def paper(desk: Bench, number: str, folder: Path, **wish: object) -> str:
    with desk.reading() as session:
        return words(printing.pdf(session, [number], printing.Wish(**wish)), folder)  # type: ignore[arg-type]  # by name


def test_a_telephone_slip_says_everything(desk: Bench, tmp_path: Path) -> None:
    text = "".join(paper(desk, by_phone(desk).number, tmp_path).split())
    for part in (
        "应急物资调拨单", "DB-20221024-001", "天水市应急管理局", "特急", "赵××", "李××", "手0007",
        "2022年10月24日06:40", "10月26日06:40", "秦州区××集中隔离点", "市级一号库", "疫情防控",
        "折叠床", "20210918", "A1", "A2", "2022-12-31", "2箱（散装不等）", "先到期先出", "接收联",
    ):  # fmt: skip
        assert part in text, part


def test_first_expired_lots_stand_first_and_add_up(desk: Bench) -> None:
    posted = by_phone(desk)
    with desk.reading() as session:
        lines = slip_of(session, find(session, posted.number)).lines
    disinfectant = [(line.lot, line.issued, line.packs) for line in lines if line.code == "201012"]
    assert disinfectant == [("A1", 48, "2箱"), ("A2", 29, "1箱5瓶")]


def test_what_becomes_known_later_stands_on_the_reprint(desk: Bench, tmp_path: Path) -> None:
    number = by_phone(desk).number
    for name, value in (("paper_number", "天应急调[2022]16号"), ("plate", "甘E·×××××")):
        with desk.transaction() as session:
            facts.add_fact(session, number, name, value)
    for _ in range(3):
        write(desk.database, desk.seat, lambda s: facts.count_print(s, number))
    text = paper(desk, number, tmp_path)
    assert "天应急调〔2022〕16号" in text
    assert "甘E·×××××" in text
    assert "补打（2）" in text


def test_a_reversal_knows_what_became_known_of_its_slip(desk: Bench, tmp_path: Path) -> None:
    # It asked for the paper of a telephone order whose number had long come.
    number = by_phone(desk).number
    for name, value in (("paper_number", "天应急调〔2022〕16号"), ("plate", "甘E·×××××")):
        with desk.transaction() as session:
            facts.add_fact(session, number, name, value)
    undone = write(desk.database, desk.seat, lambda s: reverse(s, number, "填错", "undo").number)
    text = paper(desk, undone, tmp_path)
    assert "天应急调〔2022〕16号" in text
    assert "甘E·×××××" in text
    assert "待补办" not in text


def test_what_is_counted_out_of_hearsay_is_exact_unless_it_was_typed_so(
    desk: Bench, tmp_path: Path
) -> None:
    desk.opening({"item": "101009", "quantity": "1000余"})
    exact: dict[str, object] = {"item": "101009", "ordered": "180"}
    typed: dict[str, object] = {"item": "101009", "ordered": "３００余", "issued": "60余"}
    slips = [desk.dispatch(line).number for line in (exact, typed, {**typed, "issued": "90"})]
    with desk.reading() as session:
        told = [
            [
                (line.ordered_approximate, line.issued, line.issued_approximate)
                for line in slip_of(session, find(session, slip)).lines
            ]
            for slip in slips
        ]
    assert told == [[(False, 180, False)], [(True, 60, True)], [(True, 90, False)]]
    assert "余" not in paper(desk, slips[0], tmp_path)
    assert "60余" in paper(desk, slips[1], tmp_path)
    assert "余床" not in paper(desk, slips[2], tmp_path), "the total was counted"
    undone = write(desk.database, desk.seat, lambda s: reverse(s, slips[1], "填错", "undo").number)
    assert "-60余" in paper(desk, undone, tmp_path)


def test_so_it_is_on_an_approved_slip_too(desk: Bench) -> None:
    desk.opening({"item": "101009", "quantity": "200余"})
    with desk.transaction() as session:
        settings.save(session, approve=True)
        exact: dict[str, object] = {"item": "101009", "ordered": "60"}
        typed = exact | {"ordered": "50余"}
        form = desk.form("dispatch", **dispatch_fields(exact, typed))
        drafts.save(session, form)
        drafts.approve(session, form.key)
    with desk.reading() as session:
        lines_of = draft_slip(session, form.key).lines
    assert [line.issued_approximate for line in lines_of] == [False, True]


def test_the_same_reprint_prints_the_same_bytes(desk: Bench) -> None:
    number = by_phone(desk).number
    with desk.reading() as session:
        once = printing.pdf(session, [number])
    with desk.reading() as session:
        assert printing.pdf(session, [number]) == once


def test_a_rename_leaves_the_reprint_alone(desk: Bench, tmp_path: Path) -> None:
    number = by_phone(desk).number
    before = paper(desk, number, tmp_path)
    with desk.transaction() as session:
        places.change(session, "S1", {"name": "改名后的站点", "address": "别处"})
        catalogue.put(session, [catalogue.ItemFacts("101006", "行军床", "张", "双人")])
    assert paper(desk, number, tmp_path) == before


def test_a_reversed_slip_and_its_reversal_name_each_other(desk: Bench, tmp_path: Path) -> None:
    number = by_phone(desk).number
    undone = write(desk.database, desk.seat, lambda s: reverse(s, number, "录错", "undo"))
    assert f"{undone.number}" in paper(desk, number, tmp_path)
    assert "已红冲" in paper(desk, number, tmp_path)
    text = paper(desk, undone.number, tmp_path)
    assert number in text
    assert "-400" in text or "−400" in text
    assert "红冲原因录错" in "".join(text.split())
    with desk.reading() as session:
        lines = slip_of(session, find(session, undone.number)).lines
        original = slip_of(session, find(session, number)).lines
    assert [line.lot for line in lines] == [line.lot for line in original]
    assert [line.ordered for line in lines] == [
        None if line.ordered is None else -line.ordered for line in original
    ]
    assert {line.packs for line in lines if line.code == "201012"} == {"-2箱", "-1箱5瓶"}


def test_a_slip_keeps_the_copies_that_it_was_posted_with(desk: Bench, tmp_path: Path) -> None:
    # Seven copies stood in the key under a slip that had been handed out in four.
    four = ("存根联", "仓库联", "接收联", "财务联")
    old = by_phone(desk).number
    names = ("存根联", "库房联", "收货联")
    with desk.transaction() as session:
        settings.save(session, copies=names)
    new = desk.dispatch({"item": "101006", "ordered": "1"}).number
    undone = write(desk.database, desk.seat, lambda s: reverse(s, old, "录错", "undo")).number
    for number in (old, undone):
        text = "".join(paper(desk, number, tmp_path).split())
        assert text.count("①存根联②仓库联③接收联④财务联") == text.count("第1页") == 4
    text = "".join(paper(desk, new, tmp_path).split())
    assert text.count("①存根联②库房联③收货联实发数") == 3
    with desk.reading() as session:
        run = print_run.look(session, [old, new])
        assert [one.copies for one in run.papers] == [four, names]
        both = printing.pdf(session, [old, new], printing.Wish(copies=(1, 4)))
        text = "".join(words(both, tmp_path).split())
        assert (text.count("第一联存根联"), text.count("第四联财务联")) == (2, 1)
        for numbers, copies in (([old, new], (4,)), ([new], (1, 4)), ([old], (1, 5))):
            with pytest.raises(Refused) as refused:
                printing.pdf(session, numbers, printing.Wish(copies=copies))
            assert refused.value.problems[0].code == "unknown_copy"


@pytest.mark.parametrize("sheet", ["a4", "a5", "241x140", "241x279"])
def test_every_sheet_is_drawn(desk: Bench, tmp_path: Path, sheet: str) -> None:
    assert "折叠床" in paper(desk, by_phone(desk).number, tmp_path, sheet=sheet, copies=(3,))


def test_prices_show_only_when_asked_for(desk: Bench, tmp_path: Path) -> None:
    number = by_phone(desk).number
    assert "51400.00" not in paper(desk, number, tmp_path)
    assert "51400.00" in paper(desk, number, tmp_path, prices=True)


def test_a_return_receipt_prints_and_a_blank_one_travels(desk: Bench, tmp_path: Path) -> None:
    number = by_phone(desk).number
    receipt = desk.post(
        "confirmation", dispatch=number, lines=[{"line": 1, "received": "390", "short": "10"}]
    )
    text = paper(desk, receipt.number, tmp_path)
    assert receipt.number in text
    assert "390" in text
    with desk.reading() as session:
        assert "接收回执" in words(printing.blank_receipts(session, [number]), tmp_path)


def test_both_receipts_name_who_carried_the_slip(desk: Bench, tmp_path: Path) -> None:
    sent = desk.dispatch(
        {"item": "101006", "ordered": "4"}, transport={"carrier": "××物流", "plate": "甘A·×××××"}
    )
    with desk.transaction() as session:
        facts.add_fact(session, sent.number, "plate", "甘E·×××××")
    receipt = desk.post("confirmation", dispatch=sent.number, all_received=True)
    typed = paper(desk, receipt.number, tmp_path)
    with desk.reading() as session:
        blank = words(printing.blank_receipts(session, [sent.number]), tmp_path)
    for text in (typed, blank):
        assert "××物流" in text
        assert "甘E·×××××" in text
        assert "甘A" not in text


def test_an_unknown_sheet_and_a_kind_without_slip_are_refused(desk: Bench) -> None:
    number = by_phone(desk).number
    with desk.reading() as session:
        with pytest.raises(Refused, match="a3"):
            printing.pdf(session, [number], printing.Wish(sheet="a3"))
        with pytest.raises(Refused, match="QC-20220930-001"):
            printing.pdf(session, ["QC-20220930-001"])


def test_an_approved_slip_prints_its_lots_and_a_void_one_says_so(
    desk: Bench, tmp_path: Path
) -> None:
    with desk.transaction() as session:
        settings.save(session, approve=True)
        form = desk.form("dispatch", **dispatch_fields({"item": "201012", "ordered": "60"}))
        drafts.save(session, form)
        number = drafts.approve(session, form.key).number
    assert number == "DB-20221024-001"
    with desk.reading() as session:
        approved = words(printing.pdf(session, [number]), tmp_path)
    assert number in approved
    assert "A1" in approved
    write(desk.database, desk.seat, lambda s: drafts.void(s, form.key, "重开"))
    with desk.reading() as session:
        assert "作废" in words(printing.pdf(session, [number]), tmp_path)


def test_the_code_on_a_paper_is_checked_against_the_books(desk: Bench) -> None:
    number = by_phone(desk).number
    with desk.reading() as session:
        code = check_code.code_of(session, find(session, number))
        assert check_code.check(session, code).number == number
        assert code.isascii()
        assert code == code.upper()
        for forged in (
            code[:-1] + ("A" if code[-1] != "A" else "B"),
            code.replace("001", "002"),
            "x",
        ):
            with pytest.raises(Refused):
                check_code.check(session, forged)
