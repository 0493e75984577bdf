"""`show` reads like the paper it stands for: words for keys, signs of reversals, 余 for hearsay."""

import json
from pathlib import Path

import pytest

from supplydesk.services import drafts, facts, people, reversal, settings
from supplydesk.services.facts import NAMES, PRINTED, SCAN, words
from tests.cli.running import Line
from tests.databases import Bench, dispatch_fields


@pytest.fixture
def slip(bench: Bench) -> str:
    """A telephone order of two items, one of them in two lots and one of hearsay."""
    bench.opening(
        {"item": "101006", "quantity": "300余", "unit_cost": "128.5"},
        {"item": "201012", "quantity": "2箱", "expires": "2024-05-01"},
        {"item": "201012", "quantity": "10箱", "expires": "2025-05-01", "lot_number": "B2"},
    )
    return bench.dispatch(
        {"item": "101006", "ordered": "100", "issued": "40"},
        {"item": "201012", "ordered": "3箱5瓶", "note": "先到期先出"},
        instruction=None,
        phone={"given_by": "赵××", "noted_by": "王××", "at": "2022-10-24T06:40"},
        urgency="特急",
        purpose="集中隔离点启用",
        transport={"carrier": "××运输", "plate": "甘E0001"},
        note="夜间送达",
    ).number


def _row(text: str, code: str) -> list[str]:
    return next(line.split() for line in text.splitlines() if code in line.split())


def _head(text: str) -> dict[str, str]:
    lines = text.partition("\n\n")[0].splitlines()
    return {name: value.strip() for name, _, value in (line.partition("  ") for line in lines)}


def test_a_slip_says_who_ordered_it_by_telephone_and_what_is_hearsay(line: Line, slip: str) -> None:
    told = line("show", slip).good().out
    head = _head(told)
    assert head["电话下令"] == "赵××下令，王××记录，2022-10-24 06:40；2022-10-26 06:40前补办"
    assert (head["发出"], head["接收"]) == ("市级一号库", "秦州区××集中隔离点")
    assert (head["用途"], head["紧急程度"], head["备注"]) == ("集中隔离点启用", "特急", "夜间送达")
    assert (head["承运单位"], head["车号"]) == ("××运输", "甘E0001")
    assert _row(told, "101006")[5:] == ["100", "40", "40", "无批号#1×40"]
    lots = "无批号#2（至2024-05-01）×48；B2（至2025-05-01）×29"
    assert _row(told, "201012")[5:] == ["77", "77", "77", lots, "先到期先出"]
    stock = line("stock", "--item", "101006").good().out
    assert [row.split()[-1] for row in stock.splitlines()[1:]] == ["260余", "40余"]
    assert line("stock", "--item", "101006", "--json").json[0]["approximate"] is True
    past = line("stock", "--item", "101006", "--as-of", "2022-10-23", "--lots").good().out
    assert past.split()[-1] == "300余"


def test_what_became_known_later_has_its_words_time_and_person(
    line: Line, slip: str, bench: Bench
) -> None:
    bench.clock.forward(hours=2)
    with bench.transaction() as session:
        facts.add_fact(session, slip, "paper_number", "天应急调〔2022〕15号")
        facts.count_print(session, slip)
    told = line("show", slip).good().out
    assert _head(told)["指令文号"] == "天应急调〔2022〕15号"
    later = [row.split() for row in told.rpartition("\n\n")[2].splitlines()]
    assert later[1:] == [
        ["2022-10-24", "11:30", "指令文号", "天应急调〔2022〕15号", "李××"],
        ["2022-10-24", "11:30", "打印", "第", "1", "次", "李××"],
    ]
    assert "paper_number" not in told


def test_every_fact_has_a_word() -> None:
    assert set(words()) == {*NAMES, PRINTED, SCAN}


def test_a_receipt_shows_what_became_of_each_line_and_lot(
    line: Line, slip: str, bench: Bench
) -> None:
    number = bench.post(
        "confirmation",
        dispatch=slip,
        receiver="钱××",
        explanation="途中受潮",
        lines=[
            {"line": 1, "received": "33", "short": "5"},
            {"line": 2, "received": "70", "broken": "2", "condition": "两瓶破裂"},
        ],
    ).number
    told = line("show", number).good().out
    head = _head(told)
    assert (head["调拨单"], head["接收人"], head["情况说明"]) == (slip, "钱××", "途中受潮")
    headings = told.split("\n\n")[1].splitlines()[0].split()
    assert headings[5:] == ["应收", "实收", "短少", "破损", "外观", "批次"]
    assert _row(told, "101006")[5:] == ["40", "33", "5", "无批号#1"]
    assert _row(told, "201012")[5:9] == ["77", "70", "2", "两瓶破裂"]
    assert "B2（至2025-05-01） 实收22 破损2" in told


def test_a_reversal_takes_off_and_names_what_it_reverses(
    line: Line, slip: str, bench: Bench
) -> None:
    with bench.transaction() as session:
        number = reversal.reverse(session, slip, "重复", "r").number
    told = line("show", number).good().out
    assert (_head(told)["红冲原单"], _head(told)["原因"]) == (slip, "重复")
    assert _row(told, "101006")[5:] == ["-100", "-40", "无批号#1×-40"]
    assert _head(line("show", slip).good().out)["红冲单"] == number


def test_what_programs_read_of_a_reversal_adds_up_to_its_total(
    line: Line, slip: str, bench: Bench
) -> None:
    # The total was below zero and its lines and lots above.
    original = line("show", slip, "--json").good().json
    with bench.transaction() as session:
        number = reversal.reverse(session, slip, "重复", "r").number
    told = line("show", number, "--json").good().json
    assert float(told["quantity"]) == -float(original["quantity"]) < 0
    assert sum(float(one["quantity"]) for one in told["lines"]) == float(told["quantity"])
    for red, black in zip(told["lines"], original["lines"], strict=True):
        assert float(red["ordered"]) == -float(black["ordered"])
        assert [lot["lot"] for lot in red["lots"]] == [lot["lot"] for lot in black["lots"]]
        for undone, taken in zip(red["lots"], black["lots"], strict=True):
            assert float(undone["quantity"]) == -float(taken["quantity"])
    assert '"-0"' not in json.dumps(told)


def test_opening_stock_stands_where_it_lies(line: Line, slip: str) -> None:
    assert slip
    told = line("show", "QC-20220930-001").good().out
    assert _head(told)["存放"] == "市级一号库"
    assert "发出" not in told
    assert _row(told, "101006")[5:] == ["300余", "128.50", "合格区"]


def test_a_draft_is_told_in_words(here: Line, file_bench: Bench) -> None:
    file_bench.opening({"item": "101006", "quantity": "100"})
    number = file_bench.dispatch({"item": "101006", "ordered": "60"}).number
    fields = dispatch_fields(
        {"item": "101006", "ordered": "5包", "note": "急"}, {"item": "999", "ordered": "3"}
    )
    with file_bench.transaction() as session:
        drafts.save(session, file_bench.form("dispatch", **fields).with_key("d1"))
        receipt = file_bench.form(
            "confirmation", dispatch=number, lines=[{"line": 1, "received": "58"}]
        )
        drafts.save(session, receipt.with_key("d2"))
    told = here("show", "d1").good().out
    assert "{" not in told
    assert _head(told)["唯一标识"] == "d1"
    assert _row(told, "101006") == ["1", "101006", "折叠床", "单人", "张", "5包", "急"]
    assert _row(told, "999") == ["2", "999", "3"]
    assert _row(here("show", "d2").good().out, "101006")[5:] == ["58"]


def test_why_a_draft_came_back_is_no_note_of_its_own(
    here: Line, file_bench: Bench, tmp_path: Path
) -> None:
    """The reason of a void number, too, stands beside what was typed as note."""
    file_bench.opening({"item": "101006", "quantity": "100"})
    path = tmp_path / "a.json"
    fields = dispatch_fields({"item": "101006", "ordered": "60"}, note="夜间送达")
    path.write_text(json.dumps({"kind": "dispatch", "key": "a", **fields}), encoding="utf-8")
    here("settings", "approve", "是").good()
    here("draft", path).good()
    here("approve", "a").good()
    here("void", "a", "--reason", "不发了").good()
    head = _head(here("show", "a").good().out)
    assert (head["备注"], head["原因"], head["状态"]) == ("夜间送达", "不发了", "作废")


def test_who_signed_a_draft_and_who_voided_it_are_named(
    line: Line, bench: Bench, tmp_path: Path
) -> None:
    bench.opening({"item": "101006", "quantity": "100"})
    with bench.transaction() as session:
        settings.save(session, review=True, approve=True)
        people.add(session, "王××", "reviewer")
        people.add(session, "赵××", "approver")
    path = tmp_path / "a.json"
    fields = dispatch_fields({"item": "101006", "ordered": "60"})
    path.write_text(json.dumps({"kind": "dispatch", "key": "a", **fields}), encoding="utf-8")
    line("--user", "李××", "draft", path).good()
    reader = ("--user", "李××", "show", "a")
    told = line(*reader, "--json").good().json
    assert (told["reviewed_by"], told["approved_by"], told["voided_by"]) == ("", "", "")
    line("--user", "王××", "review", "a").good()
    assert _head(line(*reader).good().out)["审核"] == "王××"
    line("--user", "赵××", "approve", "a").good()
    head = _head(line(*reader).good().out)
    assert (head["制单"], head["审核"], head["批准"]) == ("李××", "王××", "赵××")
    assert "作废人" not in head
    line("--user", "李××", "void", "a", "--reason", "不发了").good()
    assert _head(line(*reader).good().out)["作废人"] == "李××"
    assert line(*reader, "--json").json["voided_by"] == "李××"
