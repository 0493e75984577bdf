"""Unit costs as they are typed: exact to a hundredth of a fen, or refused."""

import pytest

from supplydesk.domain.money import (
    COST_PER_YUAN,
    LARGEST_AMOUNT,
    amount_of,
    check_amount,
    in_yuan,
    parse_unit_cost,
)
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


@pytest.mark.parametrize(
    ("quantity", "cost", "fen"),
    [(3_000, 3_333, 100), (3_000, 50, 2), (1_000, 50, 1), (1_000, 49, 0), (0, 99, 0)],
)
def test_what_goods_are_worth(quantity: int, cost: int, fen: int) -> None:
    assert amount_of(quantity, cost) == fen


def test_a_line_is_not_worth_more_than_can_be_added_up() -> None:
    check_amount(10**9 * 1000, 10 * COST_PER_YUAN)
    with pytest.raises(Refused) as refused:
        check_amount(10**9 * 1000 + 1, 10 * COST_PER_YUAN, row=3, field="unit_cost")
    (problem,) = refused.value.problems
    assert (problem.code, problem.row, problem.field) == ("amount_too_large", 3, "unit_cost")
    assert "10000000000.00" in problem.text
    # Nine million such lines still fit a database's whole number.
    assert 9_000_000 * LARGEST_AMOUNT < 2**63
