"""post, reverse and add-fact: whole documents in, one JSON value out, all or nothing."""

import json
from pathlib import Path

import pytest

from supplydesk.cli.examples import examples, written
from supplydesk.cli.output import width
from supplydesk.services import people
from supplydesk.services.forms import ConfirmationForm
from tests.cli.running import Line
from tests.databases import Bench, dispatch_fields


def _file(tmp_path: Path, value: object, name: str = "in.json") -> Path:
    path = tmp_path / name
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def _dispatch(key: str, *lines: dict[str, object]) -> dict[str, object]:
    return {"kind": "dispatch", "key": key, **dispatch_fields(*lines)}


def test_the_examples_of_the_help_are_posted_as_they_stand(
    line: Line, bench: Bench, tmp_path: Path
) -> None:
    numbers = []
    for form in examples():
        path = tmp_path / f"{form.kind}.json"
        path.write_text(written(form), encoding="utf-8")
        told = line("post", path, "--json").good().json
        numbers.append((told["kind"], told["number"], told["again"]))
    assert numbers == [
        ("opening", "QC-20220930-001", False),
        ("dispatch", "DB-20221024-001", False),
        ("confirmation", "HZ-20221024-001", False),
    ]
    assert bench.on_hand("S1", "101009") == 95_000
    assert bench.on_hand("W1-good-0", "101006") == 1_820_000


def test_the_examples_show_every_field_of_their_kind() -> None:
    """Whole examples: what a form takes can be seen in its example."""
    for form in examples():
        shown = json.loads(written(form))
        missing = set(type(form).model_fields) - set(shown) - {"all_received"}
        lines = [set(type(line).model_fields) for line in form.lines]
        missing |= lines[0] - {name for line in shown["lines"] for name in line}
        assert missing <= {"effective_at", "origin", "pack_size", "refused", "found"}, form.kind


def test_the_example_of_a_receipt_does_not_contradict_itself() -> None:
    """Two quilts came broken and were called 完好 all the same."""
    receipt = examples()[-1]
    assert isinstance(receipt, ConfirmationForm)
    told = [line for line in receipt.lines if line.condition]
    assert told
    for line in told:
        harmed = any((line.broken, line.refused, line.short))
        assert not (harmed and "完好" in line.condition)
        for figure in filter(None, (line.broken, line.short)):
            assert figure in receipt.explanation


def test_a_list_is_posted_all_or_nothing(line: Line, bench: Bench, tmp_path: Path) -> None:
    bench.opening({"item": "101006", "quantity": "100"})
    both = [
        _dispatch("a", {"item": "101006", "ordered": "60"}),
        _dispatch("b", {"item": "101006", "ordered": "60"}),
    ]
    refused = line("post", _file(tmp_path, both), "--json")
    assert refused.code == 1
    assert refused.out == ""
    (problem,) = refused.problems
    assert problem["code"] == "not_enough"
    assert (problem["row"], problem["field"]) == (1, "issued")
    assert "第 2 份单据（b）" in problem["text"]
    assert bench.on_hand("W1-good-0", "101006") == 100_000
    assert bench.rows("SELECT COUNT(*) FROM number_issued WHERE series = 'DB'") == [(0,)]

    both[1] = _dispatch("b", {"item": "101006", "ordered": "40"})
    posted = line("post", _file(tmp_path, both), "--json").good().json
    assert [one["number"] for one in posted] == ["DB-20221024-001", "DB-20221024-002"]
    assert bench.on_hand("W1-good-0", "101006") == 0


def test_the_same_key_gives_the_same_document(line: Line, bench: Bench, tmp_path: Path) -> None:
    bench.opening({"item": "101006", "quantity": "100"})
    document = _dispatch("a", {"item": "101006", "ordered": "60"})
    first = line("post", _file(tmp_path, document), "--json").good().json
    again = line("post", _file(tmp_path, document), "--json").good().json
    assert again == first | {"again": True}
    assert bench.on_hand("W1-good-0", "101006") == 40_000
    assert "此前已过账" in line("post", _file(tmp_path, document)).good().out

    other = line("post", _file(tmp_path, _dispatch("a", {"item": "101006", "ordered": "1"})))
    assert other.code == 1
    assert "DB-20221024-001" in other.err


def test_a_key_twice_in_one_list(line: Line, bench: Bench, tmp_path: Path) -> None:
    bench.opening({"item": "101006", "quantity": "100"})
    same = _dispatch("a", {"item": "101006", "ordered": "10"})
    posted = line("post", _file(tmp_path, [same, same]), "--json").good().json
    assert [one["again"] for one in posted] == [False, True]
    assert bench.on_hand("W1-good-0", "101006") == 90_000

    other = _dispatch("b", {"item": "101006", "ordered": "10"})
    differs = _dispatch("b", {"item": "101006", "ordered": "20"})
    refused = line("post", _file(tmp_path, [other, differs]), "--json")
    assert refused.code == 1
    assert refused.problems[0]["code"] == "key_twice"
    assert bench.on_hand("W1-good-0", "101006") == 90_000


def test_reversed_and_copied_to_a_draft(here: Line, file_bench: Bench) -> None:
    file_bench.opening({"item": "101006", "quantity": "100"})
    number = file_bench.dispatch({"item": "101006", "ordered": "60"}).number
    told = here("reverse", number, "--reason", "数量写错", "--copy", "--json").good().json
    assert told["reverses"] == number
    assert file_bench.on_hand("W1-good-0", "101006") == 100_000
    shown = here("show", told["draft"], "--json").good().json
    assert shown["state"] == "draft"
    assert shown["form"]["lines"] == [{"item": "101006", "ordered": "60"}]

    again = here("reverse", number, "--reason", "数量写错", "--copy", "--json").good().json
    assert again == told | {"again": True}
    posted = here("post", "--draft", told["draft"], "--json").good().json["number"]
    said = here("reverse", number, "--reason", "数量写错", "--copy").good().out
    assert f"此前已过账，单号 {posted}" in said


def test_a_voided_copy_is_made_anew_under_a_key_that_is_told(line: Line, bench: Bench) -> None:
    bench.opening({"item": "101006", "quantity": "100"})
    number = bench.dispatch({"item": "101006", "ordered": "60"}).number
    line("settings", "approve", "是").good()
    asked = ("reverse", number, "--reason", "数量写错", "--copy")
    first = line(*asked, "--json").good().json["draft"]
    line("approve", first).good()
    line("void", first, "--reason", "又错了").good()

    told = line(*asked).good().out
    assert f"草稿 {first}-2" in told
    shown = line("show", f"{first}-2", "--json").good().json
    assert (shown["state"], shown["form"]["lines"][0]["ordered"]) == ("draft", "60")
    assert line(*asked, "--json").good().json["draft"] == f"{first}-2", "open, so still the same"
    assert bench.rows("SELECT COUNT(*) FROM draft WHERE state = 'draft'") == [(1,)]


def test_a_reversal_wants_a_reason(here: Line, file_bench: Bench) -> None:
    file_bench.opening({"item": "101006", "quantity": "100"})
    number = file_bench.dispatch({"item": "101006", "ordered": "60"}).number
    refused = here("reverse", number, "--reason", " ", "--json")
    assert (refused.code, refused.problems[0]["field"]) == (1, "reason")
    assert here("reverse", number).code == 2


def test_what_became_known_later(here: Line, file_bench: Bench) -> None:
    file_bench.opening({"item": "101006", "quantity": "100"})
    number = file_bench.dispatch({"item": "101006", "ordered": "60"}).number
    here("add-fact", number, "plate", "甘E×0001").good()
    assert here("show", number, "--json").json["facts"] == [
        {"name": "plate", "value": "甘E×0001", "at": "2022-10-24T09:30:00+08:00", "by": "李××"}
    ]
    refused = here("add-fact", number, "colour", "红")
    assert refused.code == 1
    assert "车号" in refused.err
    assert "plate" not in refused.err, "a clerk's word for it, and she may type that"
    here("add-fact", number, "发车时间", "昨天 18:00").good()
    assert "2022-10-23 18:00" in here("show", number).good().out
    bad = here("add-fact", number, "departed_at", "不知道", "--json")
    assert (bad.code, bad.problems[0]["code"]) == (1, "no_moment")


def test_a_long_remark_is_folded_and_a_longer_one_refused(here: Line, file_bench: Bench) -> None:
    note = "备注" * 300
    file_bench.opening({"item": "101006", "quantity": "100"})
    number = file_bench.dispatch({"item": "101006", "ordered": "60", "note": note}).number
    refused = here("add-fact", number, "remark", "字" * 5001, "--json")
    assert (refused.code, refused.problems[0]["code"]) == (1, "too_long")
    assert "5000" in refused.problems[0]["text"]
    for text in ("字" * 5000, "x" * 5000):
        here("add-fact", number, "remark", text).good()
        told = here("show", number).good().out
        assert max(map(width, told.splitlines())) < 300
        assert text in "".join("".join(told.splitlines()).split()).replace("李××", "")
        assert note in "".join(told.split())


@pytest.mark.parametrize("arguments", [(), ("x.json", "--draft", "k")])
def test_post_wants_one_source(here: Line, arguments: tuple[str, ...]) -> None:
    assert here("post", *arguments).code == 2


def test_a_clock_set_back_is_told_and_stops_nothing(
    here: Line, file_bench: Bench, tmp_path: Path
) -> None:
    file_bench.opening({"item": "101006", "quantity": "100"})
    file_bench.clock.forward(hours=-3)
    document = _dispatch("a", {"item": "101006", "ordered": "60"})
    posted = here("post", _file(tmp_path, document), "--json")
    assert posted.code == 0
    assert posted.json["number"] == "DB-20221024-001"
    (warning,) = posted.problems
    assert (warning["code"], warning["stops"]) == ("clock_set_back", False)


def test_the_steps_of_a_draft(here: Line, file_bench: Bench, tmp_path: Path) -> None:
    file_bench.opening({"item": "101006", "quantity": "100"})
    for name, role in (("王××", "reviewer"), ("赵××", "approver")):
        here("--user", "李××", "person", "add", name, role).good()
    maker, reviewer, approver = (("--user", name) for name in ("李××", "王××", "赵××"))
    for setting in ("review", "approve"):
        here(*maker, "settings", setting, "是").good()
    path = _file(tmp_path, _dispatch("a", {"item": "101006", "ordered": "60"}))
    assert here(*maker, "post", path).code == 1
    assert here(*maker, "draft", path, "--json").good().json["state"] == "draft"
    here(*reviewer, "review", "a").good()
    here(*reviewer, "send-back", "a", "--reason", "缺电话").good()
    here(*reviewer, "review", "a").good()
    approved = here(*approver, "approve", "a", "--json").good().json
    assert (approved["state"], approved["number"]) == ("approved", "DB-20221024-001")
    assert here(*maker, "stock", "--item", "101006", "--json").json[0]["reserved"] == "60"
    posted = here(*maker, "post", "--draft", "a", "--json").good().json
    assert posted["number"] == "DB-20221024-001"

    second = _file(tmp_path, _dispatch("b", {"item": "101006", "ordered": "10"}))
    here(*maker, "draft", second).good()
    here(*reviewer, "review", "b").good()
    here(*approver, "approve", "b").good()
    void = here(*approver, "void", "b", "--reason", "不发了", "--json").good().json
    assert (void["state"], void["number"]) == ("void", "DB-20221024-002")
    third = _file(tmp_path, _dispatch("c", {"item": "101006", "ordered": "10"}))
    here(*maker, "draft", third).good()
    assert here(*maker, "delete-draft", "c", "--json").good().json == {"key": "c", "deleted": True}
    assert here(*maker, "gaps", "--json").good().json["sound"]


@pytest.mark.usefixtures("file_bench")
def test_an_unfinished_draft_is_kept_and_says_what_is_missing(here: Line, tmp_path: Path) -> None:
    path = _file(tmp_path, _dispatch("a", {"item": "999999", "ordered": "x"}))
    kept = here("draft", path, "--json")
    assert kept.code == 0
    assert kept.json["state"] == "draft"
    assert {problem["stops"] for problem in kept.problems} == {False}
    assert kept.problems[0]["code"] == "unknown_item"
    assert here("documents", "--state", "draft", "--json").json[0]["key"] == "a"


def test_several_people_need_a_name_and_a_pin(
    here: Line, file_bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with file_bench.transaction() as session:
        people.add(session, "王××", "clerk", "2468")
    nobody = here("stock", "--json")
    assert (nobody.code, nobody.problems[0]["code"]) == (1, "who_is_it")
    without = here("--user", "王××", "stock", "--json")
    assert (without.code, without.problems[0]["code"]) == (1, "pin_needed")
    monkeypatch.setenv("SUPPLYDESK_PIN", "2468")
    here("--user", "王××", "stock").good()
    monkeypatch.setenv("SUPPLYDESK_PIN", "1357")
    assert here("--user", "王××", "stock").code == 1


def test_an_empty_fact_is_called_empty(here: Line, file_bench: Bench) -> None:
    file_bench.opening({"item": "101006", "quantity": "100"})
    number = file_bench.dispatch({"item": "101006", "ordered": "60"}).number
    refused = here("add-fact", number, "plate", "", "--json")
    assert (refused.code, refused.problems[0]["code"]) == (1, "empty_fact")
    assert "是空的" in refused.problems[0]["text"]


def test_a_receipt_for_a_reversal_is_told_that_it_is_one(
    here: Line, file_bench: Bench, tmp_path: Path
) -> None:
    file_bench.opening({"item": "101006", "quantity": "100"})
    number = file_bench.dispatch({"item": "101006", "ordered": "60"}).number
    reversed_by = here("reverse", number, "--reason", "错", "--json").good().json["number"]
    receipt = {"kind": "confirmation", "key": "r", "dispatch": reversed_by, "all_received": True}
    refused = here("post", _file(tmp_path, receipt), "--json")
    assert (refused.code, refused.problems[0]["field"]) == (1, "dispatch")
    assert "红字冲销单" in refused.problems[0]["text"]


def test_what_was_sent_back_voided_or_saved_again_says_what_it_is(
    line: Line, bench: Bench, tmp_path: Path
) -> None:
    bench.opening({"item": "101006", "quantity": "100"})
    for setting in ("review", "approve"):
        line("settings", setting, "是").good()
    path = _file(tmp_path, _dispatch("a", {"item": "101006", "ordered": "60"}))
    line("draft", path).good()
    line("review", "a").good()
    line("send-back", "a", "--reason", "缺电话").good()
    assert line("show", "a", "--json").json["note"] == "缺电话"
    line("review", "a").good()
    assert line("show", "a", "--json").json["note"] == "", "it went on, so that is settled"
    number = line("approve", "a", "--json").good().json["number"]
    line("draft", path).good()  # all that it lacks would be what it holds itself

    line("void", number, "--reason", "不发了").good()
    for setting in ("review", "approve"):
        line("settings", setting, "否").good()
    refused = line("post", path, "--json")
    assert (refused.code, refused.problems[0]["code"]) == (1, "void_draft")
    assert "已作废" in refused.problems[0]["text"]


def test_a_hand_number_that_stands_on_another_paper_is_told_and_posted(
    line: Line, bench: Bench, tmp_path: Path
) -> None:
    bench.opening({"item": "101006", "quantity": "100"})
    first = bench.dispatch({"item": "101006", "ordered": "1"}, hand_number="手-017")
    again = {**_dispatch("again", {"item": "101006", "ordered": "1"}), "hand_number": "手-017"}
    path = _file(tmp_path, again)
    named = f"{first.number}（2022-10-24，秦州区××集中隔离点）"
    kept = line("draft", path, "--json")
    assert named in str(kept.problems[0]["text"])
    told = line("post", path)
    assert told.code == 0
    assert told.err.startswith("提示：【手写单号 hand_number】")
    assert named in told.err
    again["key"] = "once-more"
    told = line("post", _file(tmp_path, again), "--json")
    (warning,) = told.problems
    assert (told.code, warning["code"], warning["field"]) == (0, "hand_number_twice", "hand_number")
    assert warning["stops"] is False
