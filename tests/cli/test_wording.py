"""Problems name fields in the clerk's words, cells once, and keys where JSON is typed."""

import re

import pytest

from supplydesk.cli.output import report
from supplydesk.cli.shapes import forms_fields
from supplydesk.cli.wording import field_name, typed_words
from supplydesk.domain.problem import Problem


def test_every_field_of_the_forms_has_a_word_and_no_other_is_kept() -> None:
    assert set(typed_words()) == forms_fields()


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("issued", "实发 issued"),
        ("transport.plate", "车号 transport.plate"),
        ("lots.1.quantity", "数量 lots.1.quantity"),
        ("as_of", "查询时点"),
        ("reviewed_by", "审核人"),
        ("paper_number", "指令文号"),
        ("--as-of", "--as-of"),
    ],
)
def test_a_field_is_named_as_the_clerk_calls_it(field: str, shown: str) -> None:
    assert field_name(field) == shown


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("c", "库存不足。", 2, "issued"), "【第 2 行，实发 issued】库存不足。"),
        (Problem("c", "D2（数量）：是空的。", 2, "D2"), "D2（数量）：是空的。"),
        (Problem("c", "太长。", 2, "D2"), "【D2】太长。"),
        (
            Problem("c", "D2（颜色）：没有读取。", 2, "D2", stops=False),
            "注意：D2（颜色）：没有读取。",
        ),
        (Problem("c", "没有明细。", None, None), "没有明细。"),
    ],
)
def test_where_a_problem_is_stands_once(
    problem: Problem, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report((problem,), as_json=False)
    told = capsys.readouterr().err.strip()
    assert re.sub("^(提示|注意)：", "注意：", told) == line
