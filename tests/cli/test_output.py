"""Columns that line up under Chinese headings, lines that break well, values written exactly."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from supplydesk.cli.output import instant, money, pad, pairs, quantity, shown, table, width, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("棉被", 4),
        ("12㎡", 4),
        ("a\u0301", 1),
        ("，", 2),
        ("𠮷", 2),
        ("××", 2),
    ],
)
def test_how_wide_a_text_is(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_table_lines_up() -> None:
    told = table(["物资", "数量"], [["棉被", "7"], ["bed", "1200"]], right={1})
    assert told == "物资  数量\n棉被     7\nbed   1200"


def test_what_would_steer_the_terminal_is_a_blank() -> None:
    assert shown("a\x1b[31mb\nc\u202e") == "a [31mb c "
    assert "\x1b" not in table(["a"], [["\x1b[2J"]])


def test_pairs_leave_out_what_is_empty() -> None:
    assert pairs([("单号", "DB-1"), ("备注", ""), ("hand number", "7")]) == (
        "单号         DB-1\nhand number  7"
    )


def test_values_are_exact() -> None:
    assert [quantity(one) for one in (0, 77_000, 12_345, -500)] == ["0", "77", "12.345", "-0.5"]
    assert [money(one) for one in (0, 5, -5, 123_456)] == ["0.00", "0.05", "-0.05", "1234.56"]
    moment = datetime(2022, 10, 24, 1, 30, tzinfo=UTC)
    assert instant(moment, ZoneInfo("Asia/Shanghai")) == "2022-10-24T09:30:00+08:00"


def test_lines_break_between_words_and_before_no_stop() -> None:
    assert wrap("过账 DB-20221024-001，要么全部。", 12) == [
        "过账",
        "DB-20221024-001，",
        "要么全部。",
    ]
    assert wrap("", 10) == [""]


@given(some.text(alphabet="棉被ab ，。-1", max_size=60), some.integers(8, 40))
def test_a_broken_text_loses_nothing(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(some.text(max_size=10), some.integers(0, 20), some.booleans())
def test_padding_reaches_the_width(text: str, columns: int, right: bool) -> None:
    assert width(pad(text, columns, right=right)) == max(columns, width(text))
