"""JSON that does not fit: refused at its line and field, and nothing of it misread."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from supplydesk.cli import json_text
from supplydesk.cli.incoming import read_forms
from supplydesk.cli.json_text import parse_json, read_json
from supplydesk.domain.problem import Problem, Refused
from supplydesk.services.forms import AnyForm, DispatchForm

GOOD: dict[str, Any] = {
    "kind": "dispatch",
    "key": "a",
    "warehouse": "W1",
    "site": "S1",
    "incident": "YQ",
    "lines": [{"item": "101006", "ordered": "5"}, {"item": "101009", "ordered": "3包"}],
}


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        read_forms(parse_json(text))
    return caught.value.problems


def changed(**changes: object) -> str:
    return json.dumps({**GOOD, **changes}, ensure_ascii=False)


def with_line(**changes: object) -> str:
    return changed(lines=[GOOD["lines"][0], {**GOOD["lines"][1], **changes}])


def test_a_good_document_is_read_as_it_stands() -> None:
    incoming = read_forms(parse_json(json.dumps(GOOD)))
    (form,) = incoming.forms
    assert isinstance(form, DispatchForm)
    assert not incoming.listed
    assert [line.ordered for line in form.lines] == ["5", "3包"]
    assert read_forms(parse_json(json.dumps([GOOD]))).listed


def test_a_whole_number_is_a_quantity() -> None:
    (form,) = read_forms(parse_json(with_line(ordered=12))).forms
    assert isinstance(form, DispatchForm)
    assert form.lines[1].ordered == "12"


@pytest.mark.parametrize(
    ("text", "code", "row", "field", "words"),
    [
        (changed(foo="1"), "json_unknown_field", None, "foo", "没有“foo”"),
        (with_line(qty="1"), "json_unknown_field", 2, "qty", "没有“qty”"),
        (changed(transport={"x": "1"}), "json_unknown_field", None, "transport.x", "没有“x”"),
        (changed(extra=1), "json_unknown_field", None, "extra", "没有“extra”"),
        (changed(extra=True), "json_unknown_field", None, "extra", "没有“extra”"),
        (changed(extra={"note": 1}), "json_unknown_field", None, "extra", "没有“extra”"),
        (with_line(extra=[1.5]), "json_unknown_field", 2, "extra", "没有“extra”"),
        (changed(transport={"y": 1}), "json_unknown_field", None, "transport.y", "没有“y”"),
        (changed(phone=5), "json_object", None, "phone", "花括号"),
        (with_line(quantity=5), "json_unknown_field", 2, "quantity", "没有“quantity”"),
        (changed(**{"a\x1b[2J": 1}), "json_unknown_field", None, "a\x1b[2J", "没有“a [2J”"),
        (with_line(ordered=5.5), "json_type", 2, "ordered", "加上引号"),
        (with_line(ordered=1e9), "json_type", 2, "ordered", "加上引号"),
        (with_line(ordered=True), "json_type", 2, "ordered", "不是数量"),
        (with_line(ordered=["5"]), "json_type", 2, "ordered", "文字"),
        (with_line(note="a\x07b"), "control_character", 2, "note", "U+0007"),
        (with_line(note="a\u202eb"), "control_character", 2, "note", "U+202E"),
        (with_line(note="\ud800"), "control_character", 2, "note", "U+D800"),
        (with_line(lots=[{"lot": "5", "quantity": "1"}]), "json_type", 2, "lots.1.lot", "整数"),
        (with_line(lots=[{"lot": True, "quantity": "1"}]), "json_type", 2, "lots.1.lot", "整数"),
        (with_line(lots="5"), "json_list", 2, "lots", "方括号"),
        (changed(voucher_date=20221024), "json_date", None, "voucher_date", "不是日期"),
        (changed(voucher_date=45000), "json_date", None, "voucher_date", "不是日期"),
        (changed(voucher_date=0), "json_date", None, "voucher_date", "不是日期"),
        (changed(voucher_date=True), "json_date", None, "voucher_date", "不是日期"),
        (changed(voucher_date="45000"), "json_date", None, "voucher_date", "不是日期"),
        (changed(needed_by=1666600000), "json_date", None, "needed_by", "不是日期"),
        (changed(effective_at=44858.5), "json_date", None, "effective_at", "不是日期"),
        (changed(voucher_date="20221024"), "json_date", None, "voucher_date", "2022-10-24"),
        (changed(voucher_date="2022-02-30"), "json_date", None, "voucher_date", "不是日期"),
        (changed(voucher_date="24.10.2022"), "json_date", None, "voucher_date", "不是日期"),
        (changed(voucher_date="9999-12-31"), "json_year", None, "voucher_date", "年份"),
        (changed(voucher_date="0001-01-01"), "json_year", None, "voucher_date", "年份"),
        (changed(effective_at="1666600000"), "json_date", None, "effective_at", "不是日期"),
        (changed(effective_at="2022-10-24 25:00"), "json_date", None, "effective_at", "不是日期"),
        (changed(urgency="急"), "json_choice", None, "urgency", "加急"),
        (changed(warehouse=""), "json_empty_text", None, "warehouse", "不能为空"),
        (changed(warehouse=5), "json_type", None, "warehouse", "引号"),
        (changed(key="k" * 121), "json_too_long", None, "key", "120"),
        (with_line(note="长" * 5001), "json_too_long", 2, "note", "5000"),
        (changed(lines={"1": {}}), "json_list", None, "lines", "方括号"),
        (changed(lines=[5]), "json_object", 1, None, "花括号"),
        (changed(transport="truck"), "json_object", None, "transport", "花括号"),
        (changed(kind="despatch"), "json_kind", None, None, "dispatch"),
        ("{}", "json_kind", None, None, "opening"),
        ("[]", "json_no_documents", None, None, "空"),
        ("null", "json_object", None, None, "花括号"),
        ('"dispatch"', "json_object", None, None, "花括号"),
        ('{"a":1,"a":2}', "json_twice", None, "a", "两次"),
        ('{"lines":[{"item":"1","item":"2"}]}', "json_twice", None, "item", "两次"),
        ('{"a":NaN}', "json_not_finite", None, None, "NaN"),
        ('{"a":-Infinity}', "json_not_finite", None, None, "-Infinity"),
        ('{"a":' + "9" * 5000 + "}", "json_number", None, None, "太大"),
        ('{\n "key": "a",\n}', "json_syntax", 3, None, "第 3 行第 1 列"),
        ('{"key": "a"', "json_syntax", 1, None, "第 1 行"),
        ("\x00", "json_syntax", 1, None, "第 1 行"),
        ("   ", "json_empty", None, None, "空"),
        ("[" * 100_000, "json_too_deep", None, None, "嵌套"),
        ("[" * 60 + "]" * 60, "json_too_deep", None, None, "嵌套"),
    ],
)
def test_what_does_not_fit_is_named_where_it_stands(
    text: str, code: str, row: int | None, field: str | None, words: str
) -> None:
    (problem, *_) = refused(text)
    assert (problem.code, problem.row, problem.field) == (code, row, field)
    assert words in problem.text
    assert problem.stops


def test_a_missing_field_is_named_with_its_line() -> None:
    problems = refused(changed(lines=[{"item": "1", "ordered": "1"}, {"ordered": "1"}]))
    assert [(one.code, one.row, one.field) for one in problems] == [("json_missing", 2, "item")]


def test_what_the_models_see_and_what_they_do_not_come_at_once() -> None:
    problems = refused(changed(extra=1, voucher_date=20221024, site="", note="a\x07b"))
    assert {(one.code, one.field) for one in problems} == {
        ("json_unknown_field", "extra"),
        ("json_date", "voucher_date"),
        ("json_empty_text", "site"),
        ("control_character", "note"),
    }
    assert len(problems) == 4


def test_all_problems_of_all_documents_come_at_once() -> None:
    text = json.dumps([{**GOOD, "foo": "1"}, GOOD, {**GOOD, "key": "b", "site": ""}])
    problems = refused(text)
    assert [one.code for one in problems] == ["json_unknown_field", "json_empty_text"]
    assert [one.text[:11] for one in problems] == ["第 1 份单据（a）：", "第 3 份单据（b）："]


def test_a_confirmation_counts_lines_from_one() -> None:
    text = '{"kind":"confirmation","key":"c","dispatch":"DB","lines":[{"line":0,"received":"1"}]}'
    (problem,) = refused(text)
    assert (problem.code, problem.row, problem.field) == ("json_whole", 1, "line")


def test_yes_is_true_and_nothing_else() -> None:
    text = '{"kind":"confirmation","key":"c","dispatch":"DB","all_received":"yes"}'
    assert refused(text)[0].field == "all_received"


def test_too_much_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,  # noqa: ANN401 - pathlib's
) -> None:
    monkeypatch.setattr(json_text, "MOST_BYTES", 1000)
    big = tmp_path / "big.json"
    big.write_bytes(b" " * 1001)
    with pytest.raises(Refused) as caught:
        read_json(str(big))
    assert caught.value.problems[0].code == "json_too_big"

    monkeypatch.setattr(json_text, "MOST_PARTS", 1000)
    assert refused("[" + "0," * 1001 + "0]")[0].code == "json_too_big"


def test_a_mark_of_windows_is_read_and_another_encoding_is_named(tmp_path: Any) -> None:  # noqa: ANN401
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    assert read_forms(read_json(str(path))).forms[0].key == "a"
    path.write_bytes(json.dumps({"note": "棉被"}, ensure_ascii=False).encode("gbk"))
    with pytest.raises(Refused) as caught:
        read_json(str(path))
    assert "UTF-8" in caught.value.problems[0].text


json_values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=8,
)
names = some.sampled_from(
    [*GOOD, "voucher_date", "effective_at", "instruction", "phone", "transport", "note", "urgency"]
)


def read_or_refused(text: str) -> tuple[AnyForm, ...]:
    """The forms in *text*; none where it is refused, and then with words."""
    try:
        return read_forms(parse_json(text)).forms
    except Refused as caught:
        words = [problem.text for problem in caught.problems]
    assert words
    assert all(words)
    return ()


@given(name=names, value=json_values)
def test_whatever_stands_in_a_field_is_read_or_refused(name: str, value: object) -> None:
    """Never a crash; and what is read reads back the same."""
    text = json.dumps({**GOOD, name: value})
    for form in read_or_refused(text):
        assert read_forms(parse_json(form.payload())).forms == (form,)


@given(name=some.sampled_from(["item", "ordered", "issued", "lots", "note"]), value=json_values)
def test_whatever_stands_in_a_line_is_read_or_refused(name: str, value: object) -> None:
    text = json.dumps({**GOOD, "lines": [{**GOOD["lines"][0], name: value}]})
    for form in read_or_refused(text):
        assert isinstance(form, DispatchForm)
        assert len(form.lines) == 1
