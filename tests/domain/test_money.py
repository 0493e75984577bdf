"""Unit costs as they are typed: exact to a hundredth of a fen, or refused."""

import pytest

from supplydesk.domain.money import in_yuan, parse_unit_cost
from supplydesk.domain.problem import Refused


@pytest.mark.parametrize(
    ("typed", "cost"),
    [
        ("0", 0),
        ("128.50", 1_285_000),
        ("128.5", 1_285_000),
        ("0.0001", 1),
        ("12.34560000", 123_456),
        ("1,280", 12_800_000),
        ("１２８．５", 1_285_000),
        (" 3 ", 30_000),
        ("999999999.9999", 9_999_999_999_999),
    ],
)
def test_what_is_read(typed: str, cost: int) -> None:
    assert parse_unit_cost(typed) == cost


@pytest.mark.parametrize(
    "typed",
    ["", "-1", "1.23456", "1e3", "1_000", "٣", "NaN", "1,28", "1.", ".5", "1000000000", "三元"],
)
def test_what_is_refused_where_it_stands(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_unit_cost(typed, row=3, field="unit_cost")
    (problem,) = refused.value.problems
    assert (problem.code, problem.row, problem.field) == ("unit_cost", 3, "unit_cost")
    assert "128.50" in problem.text, "it says what would be read"


def test_a_long_text_is_shown_in_part() -> None:
    with pytest.raises(Refused) as refused:
        parse_unit_cost("价" * 1000)
    assert "价" * 40 in str(refused.value)
    assert "价" * 41 not in str(refused.value)


@pytest.mark.parametrize(
    ("fen", "yuan"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_456, "1234.56")]
)
def test_fen_are_written_as_yuan(fen: int, yuan: str) -> None:
    assert in_yuan(fen) == yuan
