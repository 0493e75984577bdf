"""Figures in capitals, held against a reader that knows nothing of how they are written."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from supplydesk.domain.capitals import LARGEST_IN_CAPITALS, capitals, money_capitals

DIGITS = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
TENS = {"拾": 10, "佰": 100, "仟": 1000}


def read(text: str) -> Decimal:
    """Read capitals back, sign by sign."""
    if text.startswith("负"):
        return -read(text[1:])
    whole, _, decimals = text.partition("点")
    figure = Decimal(read_whole(whole))
    for place, sign in enumerate(decimals, 1):
        figure += Decimal(DIGITS[sign]).scaleb(-place)
    return figure


def read_whole(text: str) -> int:
    for mark, value in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(mark)
        if found:
            return read_whole(head) * value + (read_whole(tail) if tail else 0)
    total, digit = 0, 0
    for sign in text:
        if sign in TENS:
            total, digit = total + digit * TENS[sign], 0
        else:
            digit = DIGITS[sign]
    return total + digit


def read_money(text: str) -> int:
    """Fen of an amount in capitals."""
    if text.startswith("负"):
        return -read_money(text[1:])
    yuan, found, rest = text.removesuffix("整").rpartition("元")
    fen = read_whole(yuan) * 100 if found else 0
    for mark, value in (("角", 10), ("分", 1)):
        figure, found, tail = rest.partition(mark)
        if found:
            fen += DIGITS[figure.removeprefix("零") or "零"] * value
            rest = tail
    assert not rest
    return fen


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (10, "壹拾"),
        (11582, "壹万壹仟伍佰捌拾贰"),
        (11502, "壹万壹仟伍佰零贰"),
        (18399, "壹万捌仟叁佰玖拾玖"),
        (10005, "壹万零伍"),
        (107000, "壹拾万柒仟"),
        (100_000_000, "壹亿"),
        (1_000_010_000, "壹拾亿零壹万"),
        (1_000_005_000, "壹拾亿零伍仟"),
        (100_000_000_001, "壹仟亿零壹"),
        (10**12, "壹万亿"),
        (-3, "负叁"),
        (Decimal("2.5"), "贰点伍"),
        (Decimal("0.050"), "零点零伍"),
        (Decimal("-1.5"), "负壹点伍"),
    ],
)
def test_numbers(number: int | Decimal, written: str) -> None:
    assert capitals(number) == written


def test_the_unit_follows() -> None:
    assert capitals(Decimal(11582), "件") == "壹万壹仟伍佰捌拾贰件"


@given(
    st.integers(-LARGEST_IN_CAPITALS, LARGEST_IN_CAPITALS)
    | st.lists(st.sampled_from("01203"), min_size=1, max_size=12).map(lambda d: int("".join(d)))
)
@example(10**12 - 1)
def test_numbers_are_read_back(number: int) -> None:
    written = capitals(number)
    assert read(written) == number
    assert "零零" not in written
    assert not written.endswith("零") or number == 0


@given(st.integers(-(10**12), 10**12))
def test_decimals_are_read_back(thousandths: int) -> None:
    number = Decimal(thousandths) / 1000
    assert read(capitals(number)) == number


@pytest.mark.parametrize("number", [10**12 + 1, -(10**12) - 1, Decimal("0.0001"), Decimal("1e15")])
def test_what_cannot_be_written(number: int | Decimal) -> None:
    with pytest.raises(ValueError, match=r".+"):
        capitals(number)


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (55, "伍角伍分"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (150, "壹元伍角整"),
        (10755, "壹佰零柒元伍角伍分"),
        (1_150_200, "壹万壹仟伍佰零贰元整"),
        (-105, "负壹元零伍分"),
        (10**14, "壹万亿元整"),
    ],
)
def test_money(fen: int, written: str) -> None:
    assert money_capitals(fen) == written


@given(st.integers(-(10**14), 10**14) | st.integers(0, 20000))
def test_money_is_read_back(fen: int) -> None:
    written = money_capitals(fen)
    assert read_money(written) == fen
    assert written.endswith("整" if fen % 10 == 0 else "分")


def test_more_money_than_can_be_written() -> None:
    with pytest.raises(ValueError, match="100000000000001"):
        money_capitals(10**14 + 1)
